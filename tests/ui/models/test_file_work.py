"""Work on files: one piece at a time, with progress, stopped at any moment, and its loss is told."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop.control import StartWork
from desktop.fetching.protocol import Progressed, StopWork, WorkDone, WorkFailed
from desktop.ui.models.file_work import FileWork
from tests.ui.models.rig import Fetcher, Supervisor


@pytest.fixture
def work(supervisor: Supervisor) -> Iterator[FileWork]:
    made = FileWork(supervisor.notifier)
    yield made
    made.close()


def asked(supervisor: Supervisor) -> StartWork:
    wish = supervisor.asked()
    assert isinstance(wish, StartWork)
    return wish


def started(supervisor: Supervisor, work: FileWork, bot: QtBot) -> Fetcher:
    worker = supervisor.start(asked(supervisor).request)
    with bot.waitSignal(work.progressed) as progressed:
        worker.say(Progressed(0.5))
    assert progressed.args == ["verify", 0.5]
    return worker


def test_one_piece_at_a_time(supervisor: Supervisor, work: FileWork, qtbot: QtBot) -> None:
    assert work.start("verify", identity="a" * 64)
    assert not work.start("import", source="/x.gguf")
    worker = started(supervisor, work, qtbot)
    with qtbot.waitSignal(work.done) as done:
        worker.say(WorkDone("a" * 64, "", ("m.gguf",)))
    assert done.args == ["verify", WorkDone("a" * 64, "", ("m.gguf",))]
    assert not work.is_busy
    assert not supervisor.was_asked             # the second was not even asked for
    assert work.start("import", source="/x.gguf")
    wish = asked(supervisor)
    assert (wish.job, wish.source) == ("import", "/x.gguf")


def test_a_stop_that_comes_before_the_worker_reaches_it(
    supervisor: Supervisor, work: FileWork, qtbot: QtBot
) -> None:
    work.start("verify")
    work.stop()
    worker = started(supervisor, work, qtbot)
    assert isinstance(worker.heard(), StopWork)
    with qtbot.waitSignal(work.failed) as failed:
        worker.say(WorkFailed("FetchCancelledError", {"name": "m"}))
    assert failed.args[1].error == "FetchCancelledError"
    work.start("verify")                        # and the next one is not stopped by it
    other = started(supervisor, work, qtbot)
    with qtbot.waitSignal(work.done):
        other.say(WorkDone("", "", ()))


@pytest.mark.parametrize("end", ["ended", "refused", "babble"])
def test_a_lost_worker_is_told(supervisor: Supervisor, work: FileWork, qtbot: QtBot, end: str) -> None:
    work.start("verify")
    if end == "refused":
        with qtbot.waitSignal(work.failed) as failed:
            supervisor.refuse(asked(supervisor).request)
    else:
        worker = started(supervisor, work, qtbot)
        with qtbot.waitSignal(work.failed) as failed:
            if end == "babble":
                worker.channel.send({"kind": "progressed", "fraction": "half"})
            else:
                worker.channel.close()
    assert failed.args == ["verify", None]
    assert not work.is_busy


def test_work_that_is_not_wanted_any_more_is_stopped_when_it_starts(
    supervisor: Supervisor, work: FileWork, qtbot: QtBot
) -> None:
    work.start("verify")
    late = asked(supervisor)
    work.close()
    unwanted = supervisor.start(late.request)
    work.start("verify")
    started(supervisor, work, qtbot)
    assert unwanted.is_closed()
