"""The guide's dialogues as values: what is asked, answered, held out. Standard library only."""

import hashlib
import itertools
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

LANGUAGES = ("ja", "en")
FOLLOW_KINDS = ("more", "where", "why")
HELD_OUT_SHARE = 0.2
DIALOGUES = Path(__file__).parent / "dialogues"

_CHOICE = re.compile(r"\[([^\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")
_JAPANESE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_OTHER_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One topic in one language. `lines` have [a|b] choices; `follow` holds the answers to second turns."""

    topic: str
    language: str
    answer: str
    lines: tuple[str, ...]
    follow: dict[str, str]


@dataclass(frozen=True, slots=True)
class Unrelated:
    """Questions of one language that the guide cannot answer: whole ones, and templates with word lists."""

    answer: str
    questions: tuple[str, ...]
    templates: tuple[str, ...]
    words: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything the dialogue files say, or one side of the split of it."""

    entries: dict[tuple[str, str], Entry]
    follow_lines: dict[tuple[str, str], tuple[str, ...]]
    clarify: dict[str, str]
    nothing_more: dict[str, str]
    unrelated: dict[str, Unrelated]

    def follow_answer(self, topic: str | None, kind: str, language: str, given: Sequence[str]) -> str:
        """What a second turn gets after `topic`; `given` are the kinds already answered about it."""
        if topic is None:
            return self.clarify[language]
        entry = self.entries.get((topic, language))
        if entry is None or kind not in entry.follow or kind in given:
            return self.nothing_more[language]
        return entry.follow[kind]

    def questions(self) -> Iterator[tuple[str, Entry]]:
        """Every written phrasing with all its choices spelt out."""
        for entry in self.entries.values():
            for line in entry.lines:
                for question in expand(line):
                    yield question, entry

    def answers(self) -> list[str]:
        """Each distinct text the guide may say."""
        texts = [entry.answer for entry in self.entries.values()]
        texts += [text for entry in self.entries.values() for text in entry.follow.values()]
        texts += [*self.clarify.values(), *self.nothing_more.values()]
        texts += [unrelated.answer for unrelated in self.unrelated.values()]
        return sorted(set(texts))

    def texts(self) -> list[str]:
        """All text of the corpus, for its characters."""
        lines = [line for entry in self.entries.values() for line in entry.lines]
        lines += [line for several in self.follow_lines.values() for line in several]
        for source in self.unrelated.values():
            lines += [*source.questions, *source.templates, *itertools.chain(*source.words.values())]
        return [*self.answers(), *lines]


def language_of(text: str) -> str:
    """Japanese when there is one Japanese character or no letter at all, otherwise English."""
    if _JAPANESE.search(text) or not _OTHER_LETTER.search(text):
        return "ja"
    return "en"


def expand(line: str) -> list[str]:
    """Spell out the choices of a line: `[a|b]c` is `ac` and `bc`."""
    parts = _CHOICE.split(line)
    options = [part.split("|") if index % 2 else [part] for index, part in enumerate(parts)]
    spelt = (" ".join("".join(chosen).split()).replace(" ?", "?") for chosen in itertools.product(*options))
    return list(dict.fromkeys(spelt))


def slots(template: str) -> list[str]:
    """The names of the word lists that a template draws from, in order."""
    return _SLOT.findall(template)


def fill(template: str, words: Sequence[str]) -> str:
    """Put one word into each slot of a template."""
    remaining = iter(words)
    return _SLOT.sub(lambda _match: next(remaining), template)


def load(folder: Path = DIALOGUES) -> Corpus:
    """Read all dialogue files of a folder."""
    entries: dict[tuple[str, str], Entry] = {}
    small: dict[str, dict[str, str]] = {}
    follow_lines: dict[tuple[str, str], tuple[str, ...]] = {}
    unrelated: dict[str, Unrelated] = {}
    for path in sorted(folder.glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        for topic in content.get("topic", []):
            for language in LANGUAGES:
                entry = _entry(topic["id"], language, topic[language])
                if (entry.topic, language) in entries:
                    raise ValueError(f"topic {entry.topic} is written twice")
                entries[entry.topic, language] = entry
        for name in ("clarify", "nothing_more"):
            if name in content:
                small[name] = content[name]
        for kind, by_language in content.get("follow", {}).items():
            for language, lines in by_language.items():
                follow_lines[kind, language] = tuple(lines)
        if "templates" in content:
            unrelated = {language: _unrelated(content, language) for language in LANGUAGES}
    return Corpus(entries, follow_lines, small["clarify"], small["nothing_more"], unrelated)


def split(whole: Corpus) -> tuple[Corpus, Corpus]:
    """Part phrasings, unrelated questions, templates, words: four fifths to train on, one held out."""
    sides = []
    for side in (0, 1):
        entries = {
            key: Entry(
                e.topic, e.language, e.answer, _part(f"{e.topic}.{e.language}", e.lines)[side], e.follow
            )
            for key, e in whole.entries.items()
        }
        follow = {
            key: _part("follow" + "".join(key), lines)[side] for key, lines in whole.follow_lines.items()
        }
        unrelated = {language: _part_unrelated(language, u, side) for language, u in whole.unrelated.items()}
        sides.append(Corpus(entries, follow, whole.clarify, whole.nothing_more, unrelated))
    return sides[0], sides[1]


def second_turns(side: Corpus) -> list[tuple[tuple[str, ...], str]]:
    """Question, answer and each way of asking further, with what then comes."""
    found: list[tuple[tuple[str, ...], str]] = []
    for (topic, language), entry in side.entries.items():
        first = expand(entry.lines[0])[0]
        for kind in entry.follow:
            answer = side.follow_answer(topic, kind, language, ())
            asked = [expand(line)[0] for line in side.follow_lines[kind, language]]
            found += [((first, entry.answer, question), answer) for question in asked]
    return found


def first_turns(side: Corpus) -> list[tuple[tuple[str, ...], str]]:
    """Second turns that nothing came before, with the question back."""
    return [
        ((expand(line)[0],), side.clarify[language])
        for (_kind, language), lines in side.follow_lines.items()
        for line in lines
    ]


def unseen(trained: Corpus, held_out: Corpus) -> list[tuple[str, Entry]]:
    """The held-out phrasings; one that a trained line spells as well is left away."""
    known = {bare(question) for question, _entry in trained.questions()}
    return [(question, entry) for question, entry in held_out.questions() if bare(question) not in known]


def bare(question: str) -> str:
    """A question without case and last sign: two that are the same so are one question."""
    return question.casefold().rstrip("?？。！! ")


def filled_templates(unrelated: Unrelated) -> list[str]:
    """Each template with three choices of words, the same at every run."""
    result = []
    for template in unrelated.templates:
        for turn in range(3):
            digest = hashlib.sha256(f"{turn}{template}".encode()).digest()
            lists = [unrelated.words[name] for name in slots(template)]
            result.append(fill(template, [words[digest[i] % len(words)] for i, words in enumerate(lists)]))
    return list(dict.fromkeys(result))


def _entry(topic: str, language: str, content: dict[str, object]) -> Entry:
    answer, lines = content["answer"], content["ask"]
    if not isinstance(answer, str) or not isinstance(lines, list):
        raise TypeError(f"topic {topic} needs an answer and a list of questions")
    follow = {kind: str(content[kind]) for kind in FOLLOW_KINDS if kind in content}
    return Entry(topic, language, answer, tuple(lines), follow)


def _unrelated(content: dict[str, dict[str, list[str]]], language: str) -> Unrelated:
    words = content["words"][language]
    if not isinstance(words, dict):
        raise TypeError("words need a table of lists")
    return Unrelated(
        str(content["answer"][language]),
        tuple(content["questions"][language]),
        tuple(content["templates"][language]),
        {name: tuple(values) for name, values in words.items()},
    )


def _part(key: str, items: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Order by a hash, so that nobody chooses which fifth is held out and an added line moves few others."""
    ranked = sorted(items, key=lambda item: hashlib.sha256(f"{key}|{item}".encode()).digest())
    out = set(ranked[: max(1, round(len(items) * HELD_OUT_SHARE))])
    return tuple(item for item in items if item not in out), tuple(item for item in items if item in out)


def _part_unrelated(language: str, u: Unrelated, side: int) -> Unrelated:
    return Unrelated(
        u.answer,
        _part("question" + language, u.questions)[side],
        _part("template" + language, u.templates)[side],
        {name: _part(name + language, words)[side] for name, words in u.words.items()},
    )
