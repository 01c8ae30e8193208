"""The sidebar's library, the shelf of models, and the link to an engine, each with what may go wrong."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from desktop.channel import Channel
from desktop.chat.conversation import Message, Role
from desktop.control import GUIDE, ControlLink, EngineEnded, EngineRefused, EngineStarted, Refusal, to_body
from desktop.inference import codec
from desktop.inference.client import HangLimits
from desktop.inference.errors import EngineHungError, EngineLostError, NotGgufError, ProtocolError
from desktop.inference.protocol import Delta, LoadFailed, Loading, Ready
from desktop.inference.sampling import Sampling
from desktop.paths import of
from desktop.ui.background import Background
from desktop.ui.control_notifier import ControlNotifier
from desktop.ui.engine_link import EngineLink, EngineState
from desktop.ui.model_shelf import ModelShelf
from desktop.ui.notices import NoticeBar
from desktop.ui.room.library import Library
from desktop.ui.room.licence_question import LicenceQuestion
from desktop.ui.sidebar.sidebar import Sidebar
from desktop.ui.status.status_card import StatusCard
from model_manager.licences import Revenue, Usage, UserKind
from model_manager.stated_usage import keep_usage
from tests import gguf_files
from tests.fakes import FakeStore, ManualClock
from tests.gguf_files import Recipe
from tests.model_manager.rewritten_models import reworded
from tests.ui.engines import MODEL


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
    with qtbot.waitSignal(shelf.library.hit_chosen):
        shelf.sidebar.hit_chosen.emit(shelf.store.search("電解質")[0])


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


# -- the link to the engine


class Supervised:
    """A link to an engine whose supervisor and engine are played by the test."""

    def __init__(self) -> None:
        self.supervisor, window = Channel.pair()
        self.window = Channel.from_descriptor(window.detach())
        self.notifier = ControlNotifier(ControlLink(self.window))
        self.clock = ManualClock()
        limits = HangLimits(load=5, prompt=5, prefill=5, decode=5)
        self.link = EngineLink(self.notifier, self.clock.seconds, limits)
        self.engine: Channel | None = None

    def start(self) -> Channel:
        """Choose a model; the supervisor starts an engine for it."""
        self.link.use(MODEL)
        request = self.supervisor.receive().untrusted["request"]
        ours, theirs = Channel.pair()
        notice = to_body(EngineStarted(request, 1)) | {"descriptors": 1}
        self.supervisor.send(notice, [theirs.fileno()])
        theirs.close()
        self.engine = ours
        return ours

    def say(self, *events: object) -> None:
        assert self.engine is not None
        for event in events:
            self.engine.send(codec.to_body(event))  # type: ignore[arg-type]

    def end(self, signal: int = 0) -> None:
        assert self.engine is not None
        self.engine.close()
        self.supervisor.send(to_body(EngineEnded(1, signal, 0, asked=False)))

    def close(self) -> None:
        self.notifier.close()
        self.link.release()
        for channel in (self.supervisor, self.window, self.engine):
            if channel is not None:
                channel.close()


READY = Ready("random", "llama", 1024, 0.1, 1, has_template=True)


@pytest.fixture
def supervised(qtbot: QtBot) -> Iterator[Supervised]:
    made = Supervised()
    yield made
    made.close()


def test_a_model_is_loaded_and_asked(supervised: Supervised, qtbot: QtBot) -> None:
    engine = supervised.start()
    with qtbot.waitSignal(supervised.link.ready):
        supervised.say(Loading(0.5), READY)
    assert supervised.link.state is EngineState.READY
    number = supervised.link.ask((), Sampling())
    assert engine.receive().untrusted["request_id"] == number
    with qtbot.waitSignal(supervised.link.delta_arrived):
        supervised.say(Delta(number, "特", (1,)))


def test_a_lost_engine_is_told_with_its_signal(supervised: Supervised, qtbot: QtBot) -> None:
    supervised.start()
    with qtbot.waitSignal(supervised.link.ready):
        supervised.say(READY)
    with qtbot.waitSignal(supervised.link.engine_failed) as failed:
        supervised.end(signal=9)
    assert isinstance(failed.args[0], EngineLostError)
    assert failed.args[0].facts["signal"] == 9
    assert supervised.link.state is EngineState.LOST
    with pytest.raises(EngineLostError):
        supervised.link.ask((), Sampling())


def test_the_last_words_of_an_engine_are_heard(supervised: Supervised, qtbot: QtBot) -> None:
    """The notice of its end may overtake what it said before."""
    supervised.start()
    with qtbot.waitSignal(supervised.link.engine_failed) as failed:
        supervised.say(LoadFailed("not_gguf", {"name": "bad.gguf"}))
        supervised.end()
    assert isinstance(failed.args[0], NotGgufError)
    assert supervised.link.state is EngineState.ABSENT


def test_a_hung_engine_is_ended_and_told(supervised: Supervised, qtbot: QtBot) -> None:
    supervised.start()
    with qtbot.waitSignal(supervised.link.loading):
        supervised.say(Loading(0.1))
    supervised.clock.go(6)
    heard: list[dict[str, object]] = []

    def play_supervisor() -> None:
        heard.append(supervised.supervisor.receive().untrusted)
        supervised.end(signal=9)

    thread = threading.Thread(target=play_supervisor)
    thread.start()
    with qtbot.waitSignal(supervised.link.engine_failed) as failed:
        pass
    thread.join()
    assert heard[0]["verb"] == "end_engine"
    assert isinstance(failed.args[0], EngineHungError)


def test_an_engine_that_breaks_the_protocol_is_ended(supervised: Supervised, qtbot: QtBot) -> None:
    engine = supervised.start()
    engine.send({"kind": "shell", "command": "rm"})

    def play_supervisor() -> None:
        supervised.supervisor.receive()
        supervised.end(signal=9)

    thread = threading.Thread(target=play_supervisor)
    thread.start()
    with qtbot.waitSignal(supervised.link.engine_failed) as failed:
        pass
    thread.join()
    assert isinstance(failed.args[0], ProtocolError)


def test_a_refusal_is_told(supervised: Supervised, qtbot: QtBot) -> None:
    supervised.link.use(MODEL)
    request = supervised.supervisor.receive().untrusted["request"]
    with qtbot.waitSignal(supervised.link.engine_failed) as failed:
        supervised.supervisor.send(to_body(EngineRefused(request, Refusal.FILE_GONE)))
    assert failed.args[0].reason is Refusal.FILE_GONE


def test_without_a_supervisor_the_window_is_told(supervised: Supervised, qtbot: QtBot) -> None:
    with qtbot.waitSignal(supervised.notifier.supervisor_lost):
        supervised.supervisor.close()
