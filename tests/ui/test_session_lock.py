"""Sleep, lock screen and change of users, heard on a real bus; and who is not believed."""

import contextlib
import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtDBus import QDBusConnection
from pytestqt.qtbot import QtBot

from desktop.confinement import bus_rules
from desktop.ui.session_lock import SessionLock
from tests.buses import ANOTHER_SESSION, SESSION, Broadcaster, is_awaited, running_bus, speaking

SIGNALS = ("PrepareForSleep", "Lock", "PropertiesChanged", "ActiveChanged")


@dataclass
class Desktop:
    """A bus that stands for both, who speaks on it, and what was heard, in its order."""

    bus: str
    logind: Broadcaster
    connection: QDBusConnection
    heard: list[str] = field(default_factory=list)

    def listen(self, session_path: str) -> SessionLock:
        lock = SessionLock(self.connection, self.connection, session_path)
        lock.sleeping.connect(lambda: self.heard.append("sleep"))
        lock.left.connect(lambda: self.heard.append("left"))
        return lock


@contextlib.contextmanager
def proxy_before(bus: str, folder: Path) -> Iterator[str]:
    """The address of a proxy that lets through what the window's does, of both buses."""
    ready, begin = os.pipe()
    rules = [each for name in ("system", "session") for each in bus_rules.rules("window")[name]]
    path = folder / "proxy"
    command = ["xdg-dbus-proxy", f"--fd={begin}", bus, str(path), "--filter", *rules]
    with subprocess.Popen(command, pass_fds=[begin]) as proxy:
        try:
            os.read(ready, 1)
            yield f"unix:path={path}"
        finally:
            os.close(begin)
            os.close(ready)
            proxy.kill()


@pytest.fixture(params=["directly", "through the proxy"])
def desktop(qtbot: QtBot, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Desktop]:
    with contextlib.ExitStack() as stack:
        bus = stack.enter_context(running_bus(tmp_path))
        logind = stack.enter_context(speaking(bus))
        address = bus
        if request.param == "through the proxy":
            address = stack.enter_context(proxy_before(bus, tmp_path))
        name = str(tmp_path)
        yield Desktop(bus, logind, QDBusConnection.connectToBus(address, name))
        QDBusConnection.disconnectFromBus(name)


def test_sleep_is_heard_at_both_ends(desktop: Desktop, qtbot: QtBot) -> None:
    lock = desktop.listen(SESSION)
    assert lock.hears_sleep
    qtbot.waitUntil(lambda: is_awaited(desktop.bus, *SIGNALS))
    desktop.logind.sleep()
    desktop.logind.sleep(begins=False)
    qtbot.waitUntil(lambda: desktop.heard == ["sleep", "sleep"])


@pytest.mark.parametrize(
    "say",
    [
        lambda logind: logind.lock(),
        lambda logind: logind.change(LockedHint=True),
        lambda logind: logind.change(Active=False),
        lambda logind: logind.change(Id="2", Active=False, State="online"),
    ],
    ids=["lock-session", "lock screen", "another user", "among others"],
)
def test_a_session_that_is_left_is_heard(
    desktop: Desktop, qtbot: QtBot, say: Callable[[Broadcaster], None]
) -> None:
    _lock = desktop.listen(SESSION)
    qtbot.waitUntil(lambda: is_awaited(desktop.bus, *SIGNALS))
    say(desktop.logind)
    qtbot.waitUntil(lambda: desktop.heard == ["left"])


def quiet(logind: Broadcaster) -> None:
    """What must lock nothing, and at the end a sleep, by which one knows that all was heard."""
    logind.lock(ANOTHER_SESSION)
    logind.change(ANOTHER_SESSION, Active=False)
    logind.change(LockedHint=False, Active=True)
    logind.change(interface="org.freedesktop.login1.User", Active=False)
    logind.sleep()


def test_another_session_and_good_news_lock_nothing(desktop: Desktop, qtbot: QtBot) -> None:
    _lock = desktop.listen(SESSION)
    qtbot.waitUntil(lambda: is_awaited(desktop.bus, *SIGNALS))
    quiet(desktop.logind)
    qtbot.waitUntil(lambda: bool(desktop.heard))
    assert desktop.heard == ["sleep"]


def test_where_our_session_is_unknown_every_session_counts(desktop: Desktop, qtbot: QtBot) -> None:
    _lock = desktop.listen("")
    qtbot.waitUntil(lambda: is_awaited(desktop.bus, *SIGNALS))
    desktop.logind.lock(ANOTHER_SESSION)
    qtbot.waitUntil(lambda: desktop.heard == ["left"])


def test_who_is_not_logind_is_not_believed(desktop: Desktop, qtbot: QtBot) -> None:
    _lock = desktop.listen(SESSION)
    qtbot.waitUntil(lambda: is_awaited(desktop.bus, *SIGNALS))
    with speaking(desktop.bus, "org.example.Somebody") as somebody:
        somebody.lock()
        somebody.sleep()
        desktop.logind.change(LockedHint=True)
        qtbot.waitUntil(lambda: bool(desktop.heard))
    assert desktop.heard == ["left"]


@pytest.mark.parametrize("name", ["org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"])
def test_a_screen_saver_that_comes_up_is_heard(desktop: Desktop, qtbot: QtBot, name: str) -> None:
    with speaking(desktop.bus, name) as saver:
        _lock = desktop.listen(SESSION)
        qtbot.waitUntil(lambda: is_awaited(desktop.bus, *SIGNALS))
        path = "/" + name.replace(".", "/")
        saver.say(path, name, "ActiveChanged", "b", False)
        saver.say(path, name, "ActiveChanged", "b", True)
        qtbot.waitUntil(lambda: bool(desktop.heard))
    assert desktop.heard == ["left"]


def test_without_a_bus_nothing_is_heard_and_that_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    nowhere = QDBusConnection.connectToBus(f"unix:path={tmp_path}/none", "nowhere")
    assert not SessionLock(nowhere, nowhere, "").hears_sleep
