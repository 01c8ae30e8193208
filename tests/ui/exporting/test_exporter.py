"""From the wish to the file: stamped, warned of, noted, and nothing left where it was not wanted."""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.chat.errors import ConversationMissingError
from desktop.chat.label_rules import Bounds, Permission
from desktop.chat.labels import Label
from desktop.control import TargetRefusedError
from desktop.target_verbs import TargetRefusal
from desktop.transfer.errors import FileNotReadError, ImportFormatError
from desktop.transfer.forms import Form
from desktop.transfer.json_reading import from_json
from desktop.transfer.places import PlaceKind, PlaceNote
from desktop.transfer.rendering import Rendered, rendered, taken
from desktop.transfer.wish import ExportWish, Reason
from desktop.ui.exporting.file_dialogs import SaveDialog
from desktop.ui.exporting.place_dialog import PlaceDialog
from tests.ui.exporting.rig import MARK, Rig

DROPBOX = PlaceNote(PlaceKind.SYNCHRONISED, "Dropbox")


@pytest.fixture
def rig(qtbot: QtBot) -> Iterator[Rig]:
    made = Rig(qtbot)
    yield made
    made.close()


@pytest.fixture
def target(tmp_path: Path) -> Path:
    made = tmp_path / "exports"
    made.mkdir()
    return made


def wish(rig: Rig, form: Form = Form.MARKDOWN) -> ExportWish:
    return ExportWish((rig.open_id,), form, reason=Reason.CLIENT)


def made(rig: Rig, form: Form = Form.MARKDOWN) -> Rendered:
    asked = wish(rig, form)
    return rendered(taken(rig.store.wholes, asked), asked, rig.exporter._desk.language)


def saved(rig: Rig, path: Path, form: Form = Form.MARKDOWN) -> str:
    """Choose this file; the path that was written."""
    with rig.qtbot.waitSignal(rig.exporter.saved) as told:
        rig.exporter.look(made(rig, form), str(path))
    written: str = told.args[0]
    return written


def test_the_dialog_offers_a_stamped_name_and_what_is_chosen_is_written(rig: Rig, target: Path) -> None:
    rig.exporter.take(wish(rig))
    dialog = rig.shown(SaveDialog)
    name = dialog.findChild(QLineEdit)
    assert name is not None
    assert name.text() == "【Secret】応答案_2026-11-25.md"
    dialog.setDirectory(str(target))
    with rig.qtbot.waitSignal(rig.exporter.saved) as told:
        dialog.accept()
    file = rig.file(target)
    assert (str(file), file.name) == (told.args[0], "【Secret】応答案_2026-11-25.md")
    text = file.read_text()
    assert text.startswith("**【Secret】**\n")
    assert "二つ目" in text
    assert MARK.sha256 in text


def test_it_is_noted_what_left_in_digests_and_numbers(rig: Rig, target: Path) -> None:
    saved(rig, target / "【Secret】a.md")
    content = rig.file(target).read_bytes()
    assert rig.noted == [
        {
            "form": "md", "label": "secret", "digest": sha256(content).hexdigest(), "conversations": 1,
            "texts": 3, "reason": "client", "place": "local",
        }
    ]  # fmt: skip


def test_what_could_not_be_noted_does_not_leave(rig: Rig, target: Path) -> None:
    def refuse(**_facts: str | int) -> None:
        raise ConversationMissingError(1)

    rig.exporter._desk = replace(rig.exporter._desk, witness=refuse)
    with rig.qtbot.waitSignal(rig.exporter.failed):
        rig.exporter.look(made(rig), str(target / "【Secret】a.md"))
    rig.qtbot.waitUntil(lambda: not rig.supervisor.targets.is_busy)
    assert list(target.iterdir()) == []


def test_a_name_without_the_label_gets_it(rig: Rig, target: Path) -> None:
    assert Path(saved(rig, target / "案.md")).name == "【Secret】案.md"
    assert rig.file(target).name == "【Secret】案.md"


def test_a_file_that_was_not_confirmed_is_not_replaced(rig: Rig, target: Path) -> None:
    """The dialog asked about the name that was typed, and not about the one with the stamp."""
    (target / "【Secret】案.md").write_text("old")
    with rig.qtbot.waitSignal(rig.exporter.failed) as failed:
        rig.exporter.look(made(rig), str(target / "案.md"))
    error = failed.args[0]
    assert isinstance(error, TargetRefusedError)
    assert error.reason is TargetRefusal.EXISTS
    assert rig.file(target).read_text() == "old"


def test_one_that_was_confirmed_is(rig: Rig, target: Path) -> None:
    (target / "【Secret】案.md").write_text("old")
    saved(rig, target / "【Secret】案.md")
    assert "二つ目" in rig.file(target).read_text()


def test_a_linked_folder_is_written_where_it_truly_is(rig: Rig, target: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(target)
    assert saved(rig, tmp_path / "link" / "【Secret】a.md") == str(target / "【Secret】a.md")
    assert rig.file(target).name == "【Secret】a.md"


@pytest.mark.parametrize("name", ["a.docx", "a"])
def test_another_suffix_is_refused_in_words(rig: Rig, target: Path, name: str) -> None:
    with rig.qtbot.waitSignal(rig.exporter.failed) as failed:
        rig.exporter.look(made(rig), str(target / name))
    assert failed.args[0].reason is TargetRefusal.SUFFIX
    assert list(target.iterdir()) == []


# -- folders that carry on what is put there


def test_a_synchronised_folder_is_warned_of_before_anything_is_written(rig: Rig, target: Path) -> None:
    rig.places = [DROPBOX, PlaceNote(PlaceKind.NETWORK, "nfs4")]
    rig.exporter.look(made(rig), str(target / "【Secret】a.md"))
    dialog = rig.shown(PlaceDialog)
    assert [line.label.text() for line in dialog.lines] == [
        "The folder belongs to Dropbox, which copies what is in it to a server.",
        "The folder lies on another computer (nfs4).",
    ]
    assert "Secret" in dialog.text.text()
    assert dialog.back_button.isDefault()
    assert list(target.iterdir()) == []
    with rig.qtbot.waitSignal(rig.exporter.saved):
        dialog.save_button.click()
    assert rig.file(target).name == "【Secret】a.md"
    assert rig.noted[0]["place"] == "network+synchronised"


def test_who_thinks_better_of_it_chooses_again(rig: Rig, target: Path) -> None:
    rig.places = [DROPBOX]
    rig.exporter.look(made(rig), str(target / "【Secret】a.md"))
    rig.shown(PlaceDialog).back_button.click()
    assert rig.shown(SaveDialog).isVisible()
    assert list(target.iterdir()) == []
    assert rig.noted == []


def test_the_administrator_may_forbid_such_folders(qtbot: QtBot, target: Path) -> None:
    rig = Rig(qtbot, Bounds(carried_on=Permission.FORBIDDEN))
    rig.places = [DROPBOX]
    with qtbot.waitSignal(rig.exporter.refused):
        rig.exporter.look(made(rig), str(target / "【Secret】a.md"))
    assert list(target.iterdir()) == []
    rig.places = []
    saved(rig, target / "【Secret】a.md")
    rig.close()


# -- there and back


def test_json_comes_back_as_it_left(rig: Rig, target: Path) -> None:
    path = Path(saved(rig, target / "【Secret】a.json", Form.JSON))
    (whole,) = from_json(path.read_bytes())
    assert (whole.title, whole.label, len(whole.messages)) == ("応答案", Label.SECRET, 3)
    rig.noted.clear()
    with rig.qtbot.waitSignal(rig.importer.taken_in) as told:
        rig.importer.take(str(path))
    (summary,) = told.args[0]
    assert (summary.title, summary.label) == ("応答案", Label.SECRET)
    assert [each.message for each in rig.store.messages(summary.id)] == [
        each.message for each in rig.store.messages(rig.open_id)
    ]
    assert rig.noted == [
        {
            "label": "secret", "digest": sha256(path.read_bytes()).hexdigest(), "conversations": 1,
            "texts": 3,
        }
    ]  # fmt: skip


def test_chosen_messages_leave_alone(rig: Rig) -> None:
    answer = rig.store.messages(rig.open_id)[2]
    asked = replace(wish(rig, Form.JSON), messages=frozenset({answer.id}))
    content = rendered(taken(rig.store.wholes, asked), asked, rig.exporter._desk.language).content
    (talk,) = json.loads(content)["conversations"]
    assert (talk["part"], [each["text"] for each in talk["messages"]]) == (True, ["二つ目"])


def test_several_share_a_file_and_its_name_says_how_many(rig: Rig) -> None:
    other = rig.talk("別件", Label.TOP_SECRET)
    asked = replace(wish(rig), conversations=(rig.open_id, other))
    found = rendered(taken(rig.store.wholes, asked), asked, rig.exporter._desk.language)
    assert found.name == "【Top secret】2 conversations_2026-11-25.md"
    assert found.facts["conversations"] == 2


@pytest.mark.parametrize("content", [b"{}", b"no json", b""])
def test_a_foreign_file_takes_nothing_in(rig: Rig, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.json").write_bytes(content)
    before = rig.store.conversations()
    with rig.qtbot.waitSignal(rig.importer.failed) as failed:
        rig.importer.take(str(tmp_path / "a.json"))
    assert isinstance(failed.args[0], ImportFormatError)
    assert rig.store.conversations() == before
    assert rig.noted == []


def test_what_is_no_file_is_not_waited_for(rig: Rig, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    for name in ("pipe.json", "missing.json", "."):
        with rig.qtbot.waitSignal(rig.importer.failed) as failed:
            rig.importer.take(str(tmp_path / name))
        assert isinstance(failed.args[0], FileNotReadError)
