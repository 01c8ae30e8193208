"""Counts the questions whose whole answer the network gives exactly, trained and held out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import torch
from corpus import Corpus, Entry, filled_templates, language_of, second_turns, unseen
from model import Guide
from tokens import ASSISTANT, CONTROLS, END, USER, Vocabulary

BATCH = 64


@dataclass(frozen=True, slots=True)
class Scores:
    """Exact answers of all: (right, asked)."""

    trained: tuple[int, int]
    trained_unrelated: tuple[int, int]
    held_out: tuple[int, int]
    held_out_unrelated: tuple[int, int]
    held_out_templates: tuple[int, int]
    second_turns: tuple[int, int]

    def __str__(self) -> str:
        rows = (f"{name} {getattr(self, name)[0]}/{getattr(self, name)[1]}" for name in self.__slots__)
        return ", ".join(rows)


Turns = tuple[str, ...]


def wrong(net: Guide, words: Vocabulary, asked: Iterable[tuple[Turns, str]]) -> Iterator[tuple[Turns, str]]:
    """Those talks whose next answer is not the greedy one, with the answer up to its first wrong token."""
    end = [CONTROLS.index(END)]
    marks = [[CONTROLS.index(USER)], [CONTROLS.index(ASSISTANT)]]
    encoded = []
    for turns, answer in asked:
        prompt: list[int] = []
        for at, text in enumerate(turns):
            prompt += marks[at % 2] + words.encode(text) + end
        encoded.append((turns, prompt + marks[1], words.encode(answer) + end))
    encoded.sort(key=lambda item: len(item[1]) + len(item[2]))
    for start in range(0, len(encoded), BATCH):
        yield from _wrong_batch(net, words, encoded[start : start + BATCH])


def _wrong_batch(
    net: Guide, words: Vocabulary, batch: list[tuple[Turns, list[int], list[int]]]
) -> Iterator[tuple[Turns, str]]:
    length = max(len(prompt) + len(answer) for _q, prompt, answer in batch)
    tokens = torch.zeros(len(batch), length, dtype=torch.long)
    parts = torch.zeros(len(batch), length, dtype=torch.long)
    wanted = torch.zeros(len(batch), length, dtype=torch.bool)
    for row, (_question, prompt, answer) in enumerate(batch):
        size = len(prompt) + len(answer)
        tokens[row, :size] = torch.tensor(prompt + answer)
        parts[row, :size] = 1
        wanted[row, len(prompt) - 1 : size - 1] = True
    with torch.no_grad():
        said = net(tokens, parts, wanted).argmax(-1).tolist()
    pieces = words.texts()
    for question, _prompt, answer in batch:
        here, said = said[: len(answer)], said[len(answer) :]
        if here != answer:
            at = next(i for i, (a, b) in enumerate(zip(here, answer, strict=True)) if a != b)
            yield question, "".join(pieces[t] for t in [*answer[:at], here[at]])


def count(net: Guide, words: Vocabulary, asked: list[tuple[Turns, str]]) -> tuple[int, int]:
    """Right answers and questions."""
    return len(asked) - sum(1 for _ in wrong(net, words, asked)), len(asked)


def related(questions: Iterable[tuple[str, Entry]]) -> list[tuple[Turns, str]]:
    """Phrasings with their answers."""
    return [((question,), entry.answer) for question, entry in questions]


def unrelated(side: Corpus) -> list[tuple[Turns, str]]:
    """All whole unrelated questions of one side."""
    questions = [question for source in side.unrelated.values() for question in source.questions]
    return [((question,), side.unrelated[language_of(question)].answer) for question in questions]


def templates(side: Corpus) -> list[tuple[Turns, str]]:
    """Filled templates of one side."""
    questions = [question for source in side.unrelated.values() for question in filled_templates(source)]
    return [((question,), side.unrelated[language_of(question)].answer) for question in questions]


def score(net: Guide, words: Vocabulary, trained: Corpus, held_out: Corpus) -> Scores:
    """All counts."""
    return Scores(
        count(net, words, related(trained.questions())),
        count(net, words, unrelated(trained)),
        count(net, words, related(unseen(trained, held_out))),
        count(net, words, unrelated(held_out)),
        count(net, words, templates(held_out)),
        count(net, words, second_turns(trained)),
    )
