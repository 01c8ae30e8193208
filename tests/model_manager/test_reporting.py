"""How the command line shows things: to people as tables and a bar, to programs as JSON lines."""

import io
import json
import unicodedata
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model_manager.reporting import Report, bar, line_of, plain, size_text, time_text, wants_json, width


class Terminal(io.StringIO):
    """Somebody watches."""

    def isatty(self) -> bool:
        return True


@dataclass
class Shown:
    """A report with a clock that stands still until it is moved."""

    is_terminal: bool = True
    as_json: bool = False
    now: float = 100.0
    out: io.StringIO = field(default_factory=io.StringIO)
    notes: io.StringIO = field(init=False)

    def __post_init__(self) -> None:
        self.notes = Terminal() if self.is_terminal else io.StringIO()
        self.report = Report(self.out, self.notes, self.as_json, str, clock=lambda: self.now)

    def bodies(self) -> list[dict[str, object]]:
        return [json.loads(each) for each in self.out.getvalue().splitlines()]


def test_values_and_tables_for_people() -> None:
    shown = Shown()
    shown.report.value({"a": 1}, "eins")
    shown.report.table([{}, {}], [("名前", "x", ""), ("abc", "long", "")])
    shown.report.note("a word")
    assert shown.out.getvalue() == "eins\n名前  x\nabc   long\n"
    assert shown.notes.getvalue() == "a word\n"


def test_values_and_tables_for_programs() -> None:
    shown = Shown(as_json=True)
    shown.report.value({"名": "値"}, "eins")
    shown.report.table([{"a": 1}, {"a": 2}], [("x",), ("y",)])
    assert shown.bodies() == [{"名": "値"}, {"a": 1}, {"a": 2}]
    assert "名" in shown.out.getvalue()


def test_nothing_is_an_empty_table() -> None:
    shown = Shown()
    shown.report.table([], [])
    assert shown.out.getvalue() == ""


def test_a_bar_with_speed_and_remaining_time() -> None:
    shown = Shown()
    shown.report.progress(0, 1000)
    shown.now += 0.1
    shown.report.progress(100, 1000)                # too soon after the last
    shown.now += 1.9
    shown.report.progress(500, 1000)
    shown.now += 2
    shown.report.progress(1000, 1000)
    shown.report.note("done")
    first, second, third = shown.notes.getvalue().rstrip("\n").partition("\ndone")[0].split("\r\x1b[K")[1:]
    assert first.startswith("[------------------------]   0 %")
    assert second == "[############------------]  50 %  500 B / 1.0 kB  250 B/s  0:02"
    assert third.startswith("[########################] 100 %")
    assert shown.notes.getvalue().endswith("\ndone\n")
    assert shown.out.getvalue() == ""


@pytest.mark.parametrize("as_json", [True, False])
def test_lines_of_json_where_nobody_watches(as_json: bool) -> None:
    shown = Shown(is_terminal=False, as_json=as_json)
    for have in range(0, 1100, 100):
        shown.report.progress(have, 1000)
        shown.now += 0.375
    told = shown.bodies()
    assert [each["have"] for each in told] == [0, 300, 600, 900, 1000]
    assert told[1] == {"event": "progress", "have": 300, "size": 1000, "speed": 266, "seconds_left": 2}
    assert shown.notes.getvalue() == ""


def test_what_was_there_before_is_no_speed() -> None:
    shown = Shown(is_terminal=False, as_json=True)
    shown.report.progress(900, 1000)
    shown.now += 2
    shown.report.progress(910, 1000)
    assert [each["speed"] for each in shown.bodies()] == [0, 5]
    assert [each["seconds_left"] for each in shown.bodies()] == [-1, 18]
    shown.report.end_progress()
    shown.report.progress(0, 1000)                  # the next file begins anew
    assert shown.bodies()[-1]["speed"] == 0


@pytest.mark.parametrize(
    ("is_asked", "command", "is_terminal", "expected"),
    [
        (True, "list", True, True), (False, "list", True, False), (False, "list", False, False),
        (False, "fetch", True, False), (False, "fetch", False, True), (False, "verify", False, True),
        (False, "import", False, True), (False, "export", False, True), (False, "remove", False, False),
    ],
)  # fmt: skip
def test_when_json_is_wanted(is_asked: bool, command: str, is_terminal: bool, expected: bool) -> None:
    assert wants_json(is_asked, command, Terminal() if is_terminal else io.StringIO()) is expected


@pytest.mark.parametrize(
    "hostile", ["a\x1b]0;owned\x07b", "a\x1b[2J", "a\x9b31m", "a\u202egpj.exe", "a\rb", "a\x00b", "\ud800"]
)
def test_no_terminal_obeys_what_a_file_or_a_server_says(hostile: str) -> None:
    for as_json in (True, False):
        shown = Shown(as_json=as_json)
        shown.report.value({"name": hostile}, hostile)
        shown.report.table([{"name": hostile}], [(hostile,)])
        shown.report.note(hostile)
        for line in (*shown.out.getvalue().split("\n"), *shown.notes.getvalue().split("\n")):
            assert line.isprintable()
            line.encode()
        if as_json:
            assert {each["name"] for each in shown.bodies()} == {hostile}


@given(text=st.text(st.characters()))
def test_plain_text_is_kept_and_nothing_else_is_shown(text: str) -> None:
    shown = plain(text)
    assert len(shown) == len(text)
    assert all(each.isprintable() or each in "\n\u3000" for each in shown)
    assert plain(shown) == shown
    assert json.loads(line_of({"a": text})) == {"a": text}


def test_a_row_stays_one_row() -> None:
    shown = Shown()
    shown.report.table([{}], [("a\nb", "c")])
    assert shown.out.getvalue() == "a b  c\n"


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (1_500_000, "1.5 MB"), (40 * 10**9, "40.0 GB"),
     (3 * 10**15, "3000.0 TB")],
)  # fmt: skip
def test_sizes(count: int, expected: str) -> None:
    assert size_text(count) == expected


@pytest.mark.parametrize(("seconds", "expected"), [(-1, ""), (0, "0:00"), (61, "1:01"), (3723, "1:02:03")])
def test_times(seconds: int, expected: str) -> None:
    assert time_text(seconds) == expected


@given(have=st.integers(0, 1 << 50), whole=st.integers(0, 1 << 50))
def test_a_bar_is_always_as_long(have: int, whole: int) -> None:
    drawn = bar(have, whole)
    assert drawn.index("]") == 25
    assert int(drawn[26:30]) <= 100


@given(text=st.text(st.characters(categories=["Lo", "Ll", "Nd"])))
def test_width_counts_japanese_twice(text: str) -> None:
    assert len(text) <= width(text) <= 2 * len(text)
    assert width(unicodedata.normalize("NFC", "日本")) == 4
