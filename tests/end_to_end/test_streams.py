"""Standard streams that are closed, endless or too long: each has an outcome and, where a stream is left to
say it on, a sentence.
"""

import os
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from tests.end_to_end.programs import LIMIT_S, Home, command, lines

QUESTION = "秘書は何ができますか"


@dataclass(frozen=True)
class Ended:
    """How a program ended and what it wrote where."""

    code: int
    answers: str
    notes: str


def with_closed(home: Home, closed: Sequence[int], *arguments: str) -> Ended:
    """Run `hisho` with these of its standard streams closed; input, where it is open, is empty."""
    out, err = home.folder / "out", home.folder / "err"
    redirections = [f"{number}{'<' if number == 0 else '>'}&-" for number in closed]
    shell = 'exec "$@" ' + " ".join(redirections)
    with out.open("wb") as answers, err.open("wb") as notes:
        done = subprocess.run(
            ["sh", "-c", shell, "sh", *command(*arguments)],
            env=home.environment,
            stdin=subprocess.DEVNULL,
            stdout=answers,
            stderr=notes,
            timeout=LIMIT_S,
            check=False,
        )
    return Ended(done.returncode, out.read_text(), err.read_text())


@pytest.mark.parametrize("closed", [(0,), (2,), (0, 2)], ids=str)
def test_without_a_display_the_example_is_answered(home: Home, closed: Sequence[int]) -> None:
    ended = with_closed(home, closed)
    assert ended.code == 0, ended.notes
    assert len(lines(ended.answers)) == 2       # the question and its answer
    assert ("nothing is kept" in ended.notes) == (2 not in closed)


@pytest.mark.parametrize("arguments", [(), ("ask", QUESTION), ("doctor",), ("ask", "--help")], ids=str)
@pytest.mark.parametrize("closed", [(1,), (0, 1), (0, 1, 2)], ids=str)
def test_an_answer_that_can_be_written_nowhere_is_refused(
    home: Home, closed: Sequence[int], arguments: Sequence[str]
) -> None:
    ended = with_closed(home, closed, *arguments)
    assert ended.code == 1
    assert ended.answers == ""
    if 2 in closed:
        assert ended.notes == ""
    else:
        assert lines(ended.notes) == ["Standard output is closed, so there is nowhere to write an answer."]


def test_a_closed_input_holds_no_question(home: Home) -> None:
    ended = with_closed(home, (0,), "ask", "-")
    assert (ended.code, ended.answers) == (1, "")
    assert lines(ended.notes) == ["There is no question: give a text, or - to read it."]


def test_a_question_is_answered_with_all_else_closed(home: Home) -> None:
    ended = with_closed(home, (0, 2), "ask", QUESTION)
    assert ended.code == 0
    assert len(ended.answers.strip()) > 10
    assert ended.notes == ""


def test_a_stream_that_is_not_there_is_not_taken_for_another(home: Home) -> None:
    """The first thing that is opened would get the number of the closed stream."""
    ended = with_closed(home, (0, 1, 2), "ask", "--passphrase-fd", "0", "--save", "x")
    assert ended.code == 1
    assert not (home.data / "vault").exists()       # an empty passphrase is none


def test_a_passphrase_from_nowhere_gets_one_sentence(home: Home) -> None:
    done = home.hisho("ask", "--save", "--passphrase-fd", "77", "x")
    assert done.returncode == 1
    assert lines(done.stderr) == ["No line of text in UTF-8 could be read from the descriptor 77."]


def test_far_too_much_is_refused_with_both_sizes(home: Home) -> None:
    done = home.hisho("ask", "-", text="x" * 21_000_000)
    assert done.returncode == 1
    (sentence,) = lines(done.stderr)
    assert re.findall(r"[\d.]+ MB", sentence) == ["21.0 MB", "8.4 MB"]


def test_what_no_frame_can_carry_is_refused_with_both_sizes(home: Home) -> None:
    """Signs that JSON writes with six letters each."""
    done = home.hisho("ask", "-", text="\x01" * 8_000_000)
    assert done.returncode == 1
    (sentence,) = lines(done.stderr)
    assert re.findall(r"[\d.]+ MB", sentence) == ["48.0 MB", "16.8 MB"]


def test_bytes_that_are_no_text_are_no_reason_to_fail(home: Home) -> None:
    read_end, write_end = os.pipe()
    os.write(write_end, b"\xff\xfe" + QUESTION.encode())
    os.close(write_end)
    done = subprocess.run(
        command("ask", "-"), env=home.environment, stdin=read_end, capture_output=True, timeout=LIMIT_S,
        check=False,
    )  # fmt: skip
    os.close(read_end)
    assert done.returncode == 0, done.stderr
