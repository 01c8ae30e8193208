"""The terminal of the command line: where answers, notes and questions to the user go, and whether somebody
asked to stop.
"""

import getpass
import os
import signal
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TextIO

from desktop.cli.errors import PassphraseUnreadableError
from desktop.words import Translate


@dataclass(slots=True)
class Terminal:
    """Answers go to standard output, all else to standard error, so that a script gets the answer alone."""

    translate: Translate
    answers: TextIO = field(default_factory=lambda: sys.stdout)
    notes: TextIO = field(default_factory=lambda: sys.stderr)
    questions: TextIO = field(default_factory=lambda: sys.stdin)
    read_secret: Callable[[str], str] = getpass.getpass
    _interrupted: bool = False
    _on_progress_line: bool = False
    _in_answer_line: bool = False

    def words(self, source: str) -> str:
        """The sentence in the user's language; `source` is one whole English literal marked for
        translation.
        """
        return self.translate("Cli", source)

    def note(self, sentence: str) -> None:
        """Tell the user something that is not the answer; below it, where it broke off in its line."""
        self.end_progress()
        if self._in_answer_line:
            self.answer("\n")
        self.notes.write(printable(sentence) + "\n")
        self.notes.flush()

    def progress(self, sentence: str) -> None:
        """Show one line that is overwritten by the next; only where somebody looks."""
        if self.notes.isatty():
            self.notes.write("\r\x1b[K" + printable(sentence))
            self.notes.flush()
            self._on_progress_line = True

    def end_progress(self) -> None:
        """Clear the line of `progress`."""
        if self._on_progress_line:
            self.notes.write("\r\x1b[K")
            self.notes.flush()
            self._on_progress_line = False

    def answer(self, text: str) -> None:
        """Write a piece of the answer."""
        self.end_progress()
        self.answers.write(printable(text))
        self.answers.flush()
        if text:
            self._in_answer_line = not text.endswith("\n")

    @property
    def is_interactive(self) -> bool:
        """Whether a person types here."""
        return self.questions.isatty()

    def lines(self) -> Iterator[str]:
        """What is typed, line by line, until the end of the input; with a prompt where a person types."""
        while True:
            if self.is_interactive:
                self.notes.write("› ")
                self.notes.flush()
            line = self.questions.readline()
            if not line:
                return
            yield line.rstrip("\n")

    def wants_stop(self) -> bool:
        """Whether Ctrl+C was pressed during the answer that is being written."""
        return self._interrupted

    @contextmanager
    def interruptible(self) -> Iterator[None]:
        """Within this, Ctrl+C asks to stop the answer; a second one ends the program."""
        self._interrupted = False
        before = signal.signal(signal.SIGINT, self._note_interrupt)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    def _note_interrupt(self, _number: int, _frame: object) -> None:
        if self._interrupted:
            raise KeyboardInterrupt
        self._interrupted = True


def printable(text: str) -> str:
    """The text without control characters: what a model writes must not steer the terminal (ECMA-48
    sequences). Spaces of every width stay, above all the one between Japanese names.
    """
    if text.isprintable():
        return text
    return "".join(
        each for each in text if each in "\n\t" or each.isprintable() or unicodedata.category(each) == "Zs"
    )


def read_passphrase(descriptor: int) -> str:
    """The first line that can be read from a descriptor (`--passphrase-fd N`), without its line end. Raises
    PassphraseUnreadableError.
    """
    try:
        with os.fdopen(descriptor, encoding="utf-8", closefd=False) as file:
            return file.readline().rstrip("\r\n")
    except (OSError, ValueError):               # the bytes stand in the message of UnicodeDecodeError
        raise PassphraseUnreadableError(descriptor) from None
