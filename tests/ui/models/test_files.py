"""Files on the page: import by dialog and by drop, export, verify, remove, clean up, move."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from desktop.chat.conversation import Message, ModelMark, Role
from desktop.fetching.protocol import Progressed, StopWork, WorkDone, WorkFailed
from desktop.model_places import own_folder
from desktop.paths import resources
from desktop.ui.models.models_page import Tab
from model_manager.bundle_export import FAT32_PART_SIZE
from model_manager.library import Record
from model_manager.rules import read_rules
from tests import gguf_files
from tests.model_manager.shelves import THEN, digest, some
from tests.ui.models.rig import Rig
from tests.ui.models.samples import COMMIT

MODEL = digest(some(0))


def drop(rig: Rig, *urls: QUrl) -> bool:
    """Drag these over the page and let them go; whether the page takes them."""
    data = QMimeData()
    data.setUrls(list(urls))
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPoint(5, 5), copy, data, left, none)
    entered.ignore()
    rig.page.dragEnterEvent(entered)
    rig.page.dropEvent(QDropEvent(QPointF(5, 5), copy, data, left, none))
    return entered.isAccepted()


def choose_in_dialog(rig: Rig, path: str) -> None:
    (dialog,) = rig.page.findChildren(QFileDialog)
    assert dialog.testOption(QFileDialog.Option.DontUseNativeDialog)    # a portal would refuse this process
    dialog.fileSelected.emit(path)
    dialog.close()


def press(rig: Rig, words: str) -> None:
    """Press one of the buttons beside the main one."""
    next(each for each in rig.page.browser.detail.other_buttons if each.text() == words).click()


# -- import


def test_a_chosen_file_is_copied_when_the_user_says_so(rig: Rig) -> None:
    rig.page.import_file.trigger()
    choose_in_dialog(rig, "/media/stick/m.gguf")
    bar = rig.page.import_bar
    assert "m.gguf" in bar.words.text()
    assert bar.copy_button.hasFocus()
    assert not rig.supervisor.was_asked
    bar.copy_button.click()
    asked, worker = rig.worker()
    assert (asked.job, asked.source) == ("import", "/media/stick/m.gguf")
    assert rig.page.work_words.text() == "Importing 25 %"
    with rig.bot.waitSignals([rig.work.done, rig.desk.models_changed]):
        worker.say(WorkDone("b" * 64, "", ()))
    assert rig.page.tab is Tab.HERE
    assert "verified" in rig.page.notice.label.text()
    assert not rig.page.work_words.isVisible()


def test_a_file_can_be_used_where_it_lies(rig: Rig) -> None:
    drop(rig, QUrl.fromLocalFile("/media/stick/m.gguf"))
    with rig.bot.waitSignal(rig.desk.register_wanted) as wanted:
        rig.page.import_bar.reference_button.click()
    assert wanted.args == ["/media/stick/m.gguf"]
    assert not rig.page.import_bar.isVisible()


def test_escape_takes_the_question_back_and_leaves_the_page(rig: Rig) -> None:
    drop(rig, QUrl.fromLocalFile("/media/stick/m.gguf"))
    with rig.bot.assertNotEmitted(rig.page.closed):
        QTest.keyClick(rig.page.import_bar.copy_button, Qt.Key.Key_Escape)
    assert not rig.page.import_bar.isVisible()
    assert not rig.supervisor.was_asked


def test_a_dropped_folder_is_what_an_export_wrote(rig: Rig, tmp_path: Path) -> None:
    folder = tmp_path / "bundle"
    folder.mkdir()
    assert drop(rig, QUrl.fromLocalFile(str(folder)))
    asked, _ = rig.worker()
    assert (asked.job, asked.source) == ("import", str(folder))


def test_an_exported_folder_can_be_chosen(rig: Rig) -> None:
    rig.page.import_folder.trigger()
    choose_in_dialog(rig, "/media/stick/bundle")
    asked, _ = rig.worker()
    assert (asked.job, asked.source) == ("import", "/media/stick/bundle")


def test_a_licence_is_accepted_by_importing_once_more(rig: Rig, tmp_path: Path) -> None:
    folder, other = tmp_path / "bundle", tmp_path / "other"
    for each in (folder, other):
        each.mkdir()
    needed = WorkFailed("LicenceNotAcceptedError", {"model": "m", "licence": "gemma", "page": "https://g.example"})

    def dropped(path: Path) -> str:
        drop(rig, QUrl.fromLocalFile(str(path)))
        asked, worker = rig.worker()
        with rig.bot.waitSignal(rig.work.failed):
            worker.say(needed)
        return asked.job

    assert dropped(folder) == "import"
    said = rig.page.error_line.label.text()
    assert "gemma" in said
    assert "https://g.example" in said
    assert dropped(other) == "import"                   # what was named was another one's
    assert dropped(other) == "import_accepted"


def test_what_is_no_file_of_this_computer_is_not_taken(rig: Rig) -> None:
    assert not drop(rig, QUrl("https://hub.example/m.gguf"))
    assert not rig.page.import_bar.isVisible()


def test_the_maker_s_file_of_a_government_model_is_asked_for(rig: Rig) -> None:
    rig.go(Tab.GOVERNMENT)
    rig.choose(rig.shown_keys[0])
    rig.page.browser.detail.foot.action.click()
    choose_in_dialog(rig, "/media/stick/vendor.gguf")
    assert "vendor.gguf" in rig.page.import_bar.words.text()


# -- what is here


def test_a_changed_file_is_seen_and_not_offered_for_answering(rig: Rig) -> None:
    rig.go(Tab.HERE)
    first, second = rig.page.browser.list.cards.cards
    assert "changed since it was verified" in second.spoken
    rig.choose(first.key)
    assert rig.page.browser.detail.foot.action.text() == "Use for answering"
    rig.choose(second.key)
    assert not rig.page.browser.detail.foot.action.isVisible()


def test_a_model_is_used_for_answering(rig: Rig) -> None:
    rig.go(Tab.HERE)
    rig.choose(MODEL)
    with rig.bot.waitSignal(rig.desk.model_wanted) as wanted:
        rig.page.browser.detail.foot.action.click()
    assert wanted.args == [MODEL]


@pytest.mark.parametrize(("words", "part_size"), [
    ("Export to a folder…", 0), ("Export in parts for a FAT32 stick…", FAT32_PART_SIZE),
])  # fmt: skip
def test_a_model_is_exported(rig: Rig, words: str, part_size: int) -> None:
    rig.go(Tab.HERE)
    rig.choose(MODEL)
    press(rig, words)
    choose_in_dialog(rig, "/media/stick")
    asked, worker = rig.worker()
    assert (asked.job, asked.identity, asked.target, asked.part_size) == (
        "export", MODEL, "/media/stick", part_size
    )  # fmt: skip
    with rig.bot.waitSignal(rig.work.done):
        worker.say(WorkDone(MODEL, "/media/stick/llm-jp", ()))
    assert "/media/stick/llm-jp" in rig.page.notice.label.text()


@pytest.mark.parametrize("damaged", [(), ("m.gguf",)])
def test_verifying_says_whether_all_is_as_it_was(rig: Rig, damaged: tuple[str, ...]) -> None:
    rig.go(Tab.HERE)
    rig.choose(MODEL)
    press(rig, "Verify again")
    asked, worker = rig.worker()
    assert (asked.job, asked.identity) == ("verify", MODEL)
    with rig.bot.waitSignal(rig.work.done):
        worker.say(WorkDone(MODEL, "", damaged))
    assert ("m.gguf" in rig.page.error_line.label.text()) is bool(damaged)
    assert ("as it was" in rig.page.notice.label.text()) is not bool(damaged)


def test_only_one_piece_of_work_at_a_time(rig: Rig) -> None:
    rig.go(Tab.HERE)
    rig.choose(MODEL)
    press(rig, "Verify again")
    rig.worker()
    press(rig, "Verify again")
    assert "wait or stop it" in rig.page.error_line.label.text()
    assert not rig.supervisor.was_asked


def test_work_is_stopped_and_said_to_be(rig: Rig) -> None:
    rig.go(Tab.HERE)
    rig.choose(MODEL)
    press(rig, "Verify again")
    _, worker = rig.worker()
    with rig.bot.waitSignal(rig.work.progressed):
        worker.say(Progressed(0.4))
    assert rig.page.work_words.text() == "Verifying 40 %"
    rig.page.work_stop.click()
    assert isinstance(worker.heard(), StopWork)
    with rig.bot.waitSignal(rig.work.failed):
        worker.say(WorkFailed("FetchCancelledError", {"name": MODEL}))
    assert "Stopped" in rig.page.notice.label.text()
    assert not rig.page.error_line.label.text()


def test_failed_work_is_worded_and_lost_work_too(rig: Rig) -> None:
    rig.go(Tab.HERE)
    rig.choose(MODEL)
    press(rig, "Verify again")
    _, worker = rig.worker()
    with rig.bot.waitSignal(rig.work.failed):
        worker.say(WorkFailed("ModelFileError", {"name": "m.gguf", "error_number": 5}))
    assert "m.gguf" in rig.page.error_line.label.text()
    press(rig, "Verify again")
    _, worker = rig.worker()
    with rig.bot.waitSignal(rig.work.failed):
        worker.channel.close()
    assert "nothing is lost" in rig.page.error_line.label.text()


# -- what is lost


def test_removing_asks_and_names_the_conversations(rig: Rig) -> None:
    for number in range(7):
        talk = rig.store.create_conversation(f"talk {number}")
        mark = ModelMark(MODEL, "llm-jp", "llama")
        rig.store.add_message(talk.id, None, Message(Role.ASSISTANT, "…", model=mark))
    rig.refresh()
    rig.go(Tab.HERE)
    rig.choose(MODEL)
    press(rig, "Remove…")
    foot = rig.page.browser.detail.foot
    question = foot.question.label.text()
    assert "5.0 kB" in question
    assert "7 conversation(s)" in question
    named = [number for number in range(7) if f"“talk {number}”" in question]
    assert len(named) == 5
    assert not foot.action.isVisible()
    assert foot.cancel_button.hasFocus()
    assert not rig.supervisor.was_asked
    foot.confirm_button.click()
    asked, _ = rig.worker()
    assert (asked.job, asked.identity) == ("remove", MODEL)


@pytest.mark.parametrize("how", ["button", "escape", "another"])
def test_a_removal_that_is_not_confirmed_removes_nothing(rig: Rig, how: str) -> None:
    rig.go(Tab.HERE)
    other = next(each for each in rig.shown_keys if each != MODEL)
    rig.choose(MODEL)
    press(rig, "Remove…")
    foot = rig.page.browser.detail.foot
    if how == "button":
        foot.cancel_button.click()
    elif how == "escape":
        with rig.bot.assertNotEmitted(rig.page.closed):
            QTest.keyClick(foot.cancel_button, Qt.Key.Key_Escape)
    else:
        rig.choose(other)
    assert not foot.asks
    assert not foot.confirm_button.isVisible()
    assert not rig.supervisor.was_asked


def test_leftovers_are_named_with_their_size_and_deleted(rig: Rig) -> None:
    rig.page.show_orphans("1.2 GB")
    assert not rig.page.clean_button.isVisible()        # they are on this computer's tab
    rig.go(Tab.HERE)
    assert "1.2 GB" in rig.page.clean_words.text()
    rig.page.clean_button.click()
    asked, worker = rig.worker()
    assert asked.job == "clean"
    with rig.bot.waitSignal(rig.work.done):
        worker.say(WorkDone("", "", ()))
    rig.settle()
    assert not rig.page.clean_button.isVisible()


def test_models_move_to_another_folder(rig: Rig, tmp_path: Path) -> None:
    rig.open_settings()
    pane = rig.page.connection
    pane.move_button.click()
    assert "another folder" in pane.error_line.label.text()
    target = str(tmp_path / "elsewhere")
    pane.folder.setText(target)
    pane.move_button.click()
    asked, worker = rig.worker()
    assert (asked.job, asked.target) == ("move", target)
    with rig.bot.waitSignal(rig.work.done):
        worker.say(WorkDone("", target, ()))
    assert rig.settings.models_folder == target
    assert target in rig.page.notice.label.text()


# -- what the file says of itself


def test_another_chat_template_than_the_catalogue_s_is_shown(rig: Rig) -> None:
    entry = next(each for each in read_rules(resources()).catalogue.models if each.family)
    folder = own_folder(rig.settings, rig.places)
    path = folder.place_for(entry.repo, COMMIT, entry.files[0].name)
    path.parent.mkdir(parents=True)
    gguf_files.write(path)
    kept = folder.record_of([path], [digest(path.read_bytes())])
    folder.add(Record("odd", "llama", entry.repo, COMMIT, "community", "mit", "file", THEN, THEN, kept))
    rig.refresh()
    rig.go(Tab.HERE)
    rig.choose(digest(path.read_bytes()))
    told = rig.page.browser.detail.notes.label.whole
    assert f"the catalogue expects “{entry.family}”" in told
    assert "?" not in told
