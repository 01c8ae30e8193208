"""What is written to a terminal: nothing that came from a file steers it."""

import io

import pytest

from desktop.cli.terminal import Terminal

EVIL = "/media/\x1b]0;title\x07\x1b[2Jstick"


class Screen(io.StringIO):
    """Standard error at which somebody looks."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("say", [Terminal.note, Terminal.answer, Terminal.progress])
def test_a_name_with_control_characters_is_shown_without_them(say: object) -> None:
    assert callable(say)
    answers, notes = io.StringIO(), Screen()
    say(Terminal(lambda _context, source: source, answers, notes), EVIL)
    shown = (answers.getvalue() + notes.getvalue()).replace("\r\x1b[K", "")
    assert shown.strip() == "/media/]0;title[2Jstick"


def test_spaces_of_every_width_stay() -> None:
    answers = io.StringIO()
    Terminal(lambda _context, source: source, answers).answer("山田\u3000太郎\u00a0様\x9b2J\u202e\n")
    assert answers.getvalue() == "山田\u3000太郎\u00a0様2J\n"
