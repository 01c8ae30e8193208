"""`hisho ask`: one question, one answer, nothing kept unless asked for."""

import json
from dataclasses import asdict, dataclass
from typing import Any, TextIO

from desktop.cli.errors import NothingToAskError, QuestionTooLargeError
from desktop.cli.talk import Answered, TerminalTalk
from desktop.cli.terminal import Terminal
from desktop.inference.protocol import Ready, StopReason

MOST_BYTES = 8 * 1024 * 1024        # as a frame's JSON it may take twice that; no model reads as much
_PIECE = 65536
INTERRUPTED = 130  # what a shell calls a program that Ctrl+C ended


@dataclass(frozen=True, slots=True)
class AskWish:
    """What was typed after `ask`."""

    text: str
    system: str
    as_json: bool


def question_of(text: str, terminal: Terminal) -> str:
    """The question itself; `-` reads all of standard input. Raises NothingToAskError,
    QuestionTooLargeError.
    """
    question = _read_all(terminal.questions) if text == "-" else text
    if not question.strip():
        raise NothingToAskError
    return question.rstrip("\n")


def _read_all(questions: TextIO) -> str:
    """All that is given. What is too much is counted to its end, but not kept. Raises
    QuestionTooLargeError.
    """
    kept: list[str] = []
    size = 0
    while piece := questions.read(_PIECE):
        size += len(piece.encode("utf-8", "surrogateescape"))
        if size <= MOST_BYTES:
            kept.append(piece)
    if size > MOST_BYTES:
        raise QuestionTooLargeError(size, MOST_BYTES)
    return "".join(kept)


def ask(wish: AskWish, talk: TerminalTalk, ready: Ready, protection: dict[str, Any]) -> int:
    """Ask and print; returns the exit code."""
    terminal = talk.terminal
    if not wish.as_json:
        talk.show = terminal.answer
    if wish.system:
        talk.instruct(wish.system)
    answered = talk.ask(wish.text)
    if wish.as_json:
        terminal.answers.write(
            json.dumps(_report(answered, talk, ready, protection), ensure_ascii=False) + "\n"
        )
        terminal.answers.flush()
    else:
        terminal.answer("\n")
        _say_what_was_left_out(answered, terminal)
    return INTERRUPTED if answered.finished.stop_reason is StopReason.STOPPED else 0


def _report(
    answered: Answered, talk: TerminalTalk, ready: Ready, protection: dict[str, Any]
) -> dict[str, Any]:
    finished = answered.finished
    return {
        "text": answered.text,
        "thinking": answered.thinking,
        "model": {
            "id": talk.mark.name,
            "sha256": talk.mark.sha256,
            "architecture": talk.mark.architecture,
        },
        "placement": asdict(ready.placement) if ready.placement else None,
        "recipe": asdict(finished.recipe) if finished.recipe else None,
        "stop_reason": finished.stop_reason.value,
        "prompt_tokens": finished.prompt_tokens,
        "reused_tokens": finished.reused_tokens,
        "completion_tokens": finished.completion_tokens,
        "timings": {
            "load_s": round(ready.load_s, 4),
            "prefill_s": round(finished.prefill_s, 4),
            "decode_s": round(finished.decode_s, 4),
        },
        "protection": protection,
    }


def _say_what_was_left_out(answered: Answered, terminal: Terminal) -> None:
    if answered.finished.left_out:
        terminal.note(terminal.words("Earlier messages no longer fit and were not given to the model."))
    if answered.finished.stop_reason is StopReason.LENGTH:
        terminal.note(terminal.words("The answer ends here because the limit of tokens was reached."))
