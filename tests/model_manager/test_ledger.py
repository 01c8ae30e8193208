"""The ledger: every exchange a line, and no line lost."""

from pathlib import Path

import pytest

from model_manager.errors import FolderNotWritableError
from model_manager.ledger import Entry, Ledger


def ledger(path: Path) -> Ledger:
    return Ledger(path / "own" / "ledger.jsonl", lambda: "2026-11-24T00:00:00+00:00")


def test_every_exchange_is_a_line(tmp_path: Path) -> None:
    made = ledger(tmp_path)
    assert made.entries() == ()
    made.note("hub.example", 12, "search")
    made.note("hub.example:8443", 0, "fetch 会社/モデル")
    then = "2026-11-24T00:00:00+00:00"
    assert made.entries() == (
        Entry(then, "hub.example", 12, "search"),
        Entry(then, "hub.example:8443", 0, "fetch 会社/モデル"),
    )


@pytest.mark.parametrize(
    "junk", [b'{"at": "2026', b"\xff\xfe\n", b"[]\n", b'{"at":1,"host":"","received":"","click":""}\n']
)
def test_a_cut_line_costs_itself_alone(tmp_path: Path, junk: bytes) -> None:
    made = ledger(tmp_path)
    made.note("a", 1, "x")
    path = tmp_path / "own" / "ledger.jsonl"
    path.write_bytes(path.read_bytes() + junk)
    made.note("b", 2, "y")
    assert [each.host for each in made.entries()] == ["a", "b"]


def test_what_cannot_be_noted_is_refused(tmp_path: Path) -> None:
    (tmp_path / "own").write_text("in the way")
    with pytest.raises(FolderNotWritableError):
        ledger(tmp_path).note("a", 1, "x")
    with pytest.raises(FolderNotWritableError):
        ledger(tmp_path).require_writable()


def test_the_ledger_follows_no_link(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "ledger.jsonl").symlink_to(elsewhere)
    with pytest.raises(FolderNotWritableError):
        ledger(tmp_path).note("a", 1, "x")
    assert not elsewhere.exists()
