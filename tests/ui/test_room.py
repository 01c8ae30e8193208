"""The sidebar's library, the shelf of models, and the link to an engine, each with what may go wrong."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from desktop.chat.conversation import Message, Role
from desktop.control import GUIDE
from desktop.paths import of
from desktop.ui.background import Background
from desktop.ui.model_shelf import ModelShelf
from desktop.ui.notices import NoticeBar
from desktop.ui.room.library import Library
from desktop.ui.room.licence_question import LicenceQuestion
from desktop.ui.room.search_desk import SearchDesk
from desktop.ui.sidebar.sidebar import Sidebar
from desktop.ui.status.status_card import StatusCard
from model_manager.licences import Revenue, Usage, UserKind
from model_manager.stated_usage import keep_usage
from tests import gguf_files
from tests.fakes import FakeStore, ManualClock
from tests.gguf_files import Recipe
from tests.model_manager.rewritten_models import reworded


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    made = Background()
    yield made
    made.close()


# -- the library


class Shelf:
    """A library with its sidebar and notices."""

    def __init__(self, qtbot: QtBot, background: Background) -> None:
        self.clock = ManualClock()
        self.store = FakeStore(self.clock)
        self.sidebar, self.notices = Sidebar(StatusCard()), NoticeBar(QTimer())
        for widget in (self.sidebar, self.notices):
            qtbot.addWidget(widget)
        self.library = Library(self.sidebar, self.notices, self.store, background, self.clock.now)
        self.search = SearchDesk(self.sidebar, self.store, background, self.clock.now)


@pytest.fixture
def shelf(qtbot: QtBot, background: Background) -> Shelf:
    return Shelf(qtbot, background)


def test_deleting_can_be_undone(shelf: Shelf, qtbot: QtBot) -> None:
    talk = shelf.store.create_conversation("請求項")
    with qtbot.waitSignal(shelf.library.listed):
        shelf.library.refresh()
    with qtbot.waitSignal(shelf.library.listed):
        shelf.sidebar.delete_requested.emit(talk.id)
    assert not shelf.store.conversations()
    shown = shelf.notices.shown
    assert shown is not None
    assert "請求項" in shown.text
    with qtbot.waitSignal(shelf.library.listed):
        shelf.notices.action_button.click()
    assert [each.id for each in shelf.store.conversations()] == [talk.id]


def test_renaming_and_an_empty_name(shelf: Shelf, qtbot: QtBot) -> None:
    talk = shelf.store.create_conversation("旧")
    with qtbot.waitSignal(shelf.library.listed):
        shelf.sidebar.rename_requested.emit(talk.id, "  新  ")
    assert shelf.library.title_of(talk.id) == "新"
    shelf.sidebar.rename_requested.emit(talk.id, "  ")
    assert shelf.store.conversations()[0].title == "新"


def test_the_search_shows_what_belongs_to_the_last_query(shelf: Shelf, qtbot: QtBot) -> None:
    talk = shelf.store.create_conversation("x")
    shelf.store.add_message(talk.id, None, Message(Role.USER, "電解質の厚み"))
    shelf.sidebar.search_changed.emit("電")
    shelf.sidebar.search_changed.emit("電解質")
    qtbot.waitUntil(lambda: shelf.sidebar.hit_view.model().rowCount() == 1)
    with qtbot.waitSignal(shelf.search.hit_chosen):
        shelf.sidebar.hit_chosen.emit(shelf.store.searching.find("電解質")[0])


def test_emptying_the_trash_deletes_for_good(shelf: Shelf, qtbot: QtBot) -> None:
    talk = shelf.store.create_conversation("x")
    shelf.store.move_to_trash(talk.id)
    with qtbot.waitSignal(shelf.library.trash_listed) as listed:
        shelf.library.empty_trash()
    assert list(listed.args[0]) == []


# -- the models


@pytest.fixture
def models(background: Background, tmp_path: Path) -> ModelShelf:
    places = of({"HISHO_HOME": str(tmp_path)})
    places.make()
    return ModelShelf(places, background)


def test_the_guide_comes_first_and_an_opened_file_is_registered(
    models: ModelShelf, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(models.items_changed):
        models.refresh()
    assert [item.model.key for item in models.items] == [GUIDE]
    file = gguf_files.write(tmp_path / "random.gguf")
    with qtbot.waitSignals([models.registered, models.items_changed]):
        models.open_file(str(file))
    assert len(models.items) == 2
    assert models.find(models.items[1].model.key) is not None
    file.unlink()
    with qtbot.waitSignal(models.items_changed):
        models.refresh()
    assert not models.items[1].is_available
    assert models.find(models.items[1].model.key) is None


def test_a_file_that_is_no_model_is_told(models: ModelShelf, qtbot: QtBot, tmp_path: Path) -> None:
    file = gguf_files.write_not_a_gguf(tmp_path / "bad.gguf")
    with qtbot.waitSignal(models.failed) as failed:
        models.open_file(str(file))
    assert failed.args[0].name == "bad.gguf"


def test_a_model_that_nobody_should_use_is_not_opened(
    models: ModelShelf, qtbot: QtBot, tmp_path: Path
) -> None:
    """The rules hold for a file that is used where it lies, too."""
    file = gguf_files.write(tmp_path / "plamo.gguf", Recipe(architecture="plamo2"))
    with qtbot.waitSignal(models.failed) as failed:
        models.open_file(str(file))
    assert failed.args[0].reason == "refused:rope_off"
    assert not of({"HISHO_HOME": str(tmp_path)}).inventory.exists()


def under(licence: str, tmp_path: Path) -> Path:
    plain = gguf_files.write(tmp_path / "plain.gguf")
    return reworded(plain, tmp_path / "m.gguf", {"general.license": licence})


def stated(tmp_path: Path, usage: Usage) -> None:
    keep_usage(of({"HISHO_HOME": str(tmp_path)}).inventory.parent, usage)


def test_a_company_cannot_open_what_it_may_not_use(
    models: ModelShelf, qtbot: QtBot, tmp_path: Path
) -> None:
    stated(tmp_path, Usage(UserKind.COMPANY, Revenue.ABOVE_1_BILLION_YEN))
    with qtbot.waitSignal(models.failed) as failed:
        models.open_file(str(under("cc-by-nc-4.0", tmp_path)))
    assert failed.args[0].reason == "noncommercial"
    assert not of({"HISHO_HOME": str(tmp_path)}).inventory.exists()


class Asked:
    """A question about a licence that was asked."""

    def __init__(self, models: ModelShelf, qtbot: QtBot, file: Path) -> None:
        self.notices = NoticeBar(QTimer())
        qtbot.addWidget(self.notices)
        self.question = LicenceQuestion(self.notices, models, lambda error: type(error).__name__)
        with qtbot.waitSignal(models.acceptance_wanted):
            models.open_file(str(file))


def test_a_licence_is_asked_about_once(models: ModelShelf, qtbot: QtBot, tmp_path: Path) -> None:
    file = under("gemma", tmp_path)
    asked = Asked(models, qtbot, file)
    shown = asked.notices.shown
    assert shown is not None
    assert shown.text.startswith("LicenceNotAcceptedError Read it at https://")
    assert not of({"HISHO_HOME": str(tmp_path)}).inventory.exists()
    with qtbot.waitSignals([models.registered, models.items_changed]):
        asked.notices.action_button.click()
    with qtbot.waitSignals([models.registered, models.items_changed]):
        models.open_file(str(file))


def test_a_licence_is_accepted_for_the_file_that_was_shown(
    models: ModelShelf, qtbot: QtBot, tmp_path: Path
) -> None:
    file = under("gemma", tmp_path)
    asked = Asked(models, qtbot, file)
    file.unlink()
    under("llama3", tmp_path)
    with qtbot.waitSignal(models.acceptance_wanted) as again:
        asked.notices.action_button.click()
    assert again.args[0].error.licence == "llama3"


def test_a_question_that_is_closed_accepts_nothing(
    models: ModelShelf, qtbot: QtBot, tmp_path: Path
) -> None:
    asked = Asked(models, qtbot, under("gemma", tmp_path))
    asked.notices.close_button.click()
    assert asked.notices.shown is None
    assert not of({"HISHO_HOME": str(tmp_path)}).inventory.exists()
