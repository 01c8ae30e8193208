"""A bus of the test's own on a path socket, and somebody on it who speaks as logind does."""

import contextlib
import os
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jeepney import (  # type: ignore[import-untyped]  # it says nothing of its types
    DBusAddress,
    HeaderFields,
    MessageType,
    message_bus,
    new_error,
    new_method_call,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]

LOGIND = "org.freedesktop.login1"
MANAGER = "/org/freedesktop/login1"
SESSION = f"{MANAGER}/session/_32"
ANOTHER_SESSION = f"{MANAGER}/session/c7"
_CONFIGURATION = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path={path}</listen>
  <policy context="default">
    <allow user="*"/>
    <allow own="*"/>
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
  </policy>
</busconfig>
"""


@contextlib.contextmanager
def running_bus(folder: Path) -> Iterator[str]:
    """The address of a bus that is gone afterwards."""
    configuration = folder / "bus.conf"
    configuration.write_text(_CONFIGURATION.format(path=folder / "bus"))
    command = ["dbus-daemon", f"--config-file={configuration}", "--nofork", "--print-address=1"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout is not None
        try:
            yield daemon.stdout.readline().strip().split(",guid=")[0]
        finally:
            daemon.terminate()


@dataclass
class Inhibitor:
    """A delay that somebody asked for; it holds as long as the other end of its pipe is open somewhere."""

    what: str
    who: str
    why: str
    mode: str
    read_end: int

    @property
    def holds(self) -> bool:
        """Whether it was not given back yet."""
        os.set_blocking(self.read_end, False)
        try:
            return os.read(self.read_end, 1) != b""
        except BlockingIOError:
            return True


@dataclass
class Broadcaster:
    """Owns a name on the bus and says what its real owner would say."""

    connection: Any                     # a DBusConnection of jeepney
    inhibitors: list[Inhibitor] = field(default_factory=list)
    _sending: threading.Lock = field(default_factory=threading.Lock)

    def say(self, path: str, interface: str, member: str, signature: str = "", *body: Any) -> None:
        """Broadcast a signal."""
        with self._sending:
            address = DBusAddress(path, interface=interface)
            self.connection.send(new_signal(address, member, signature or None, body))

    def sleep(self, *, begins: bool = True) -> None:
        """The computer is about to sleep, or has woken up."""
        self.say(MANAGER, f"{LOGIND}.Manager", "PrepareForSleep", "b", begins)

    def lock(self, session: str = SESSION) -> None:
        """What `loginctl lock-session` leads to."""
        self.say(session, f"{LOGIND}.Session", "Lock")

    def change(self, session: str = SESSION, interface: str = f"{LOGIND}.Session", **changed: Any) -> None:
        """Properties that have other values now; a bool or a text each."""
        kinds = {name: ("b" if isinstance(value, bool) else "s", value) for name, value in changed.items()}
        properties = "org.freedesktop.DBus.Properties"
        self.say(session, properties, "PropertiesChanged", "sa{sv}as", interface, kinds, [])

    def serve(self) -> None:
        """Answer until the connection is closed: only `Inhibit` is known."""
        with contextlib.suppress(OSError, ValueError):
            while True:
                asked = self.connection.receive()
                if asked.header.message_type is MessageType.method_call:
                    self._answer(asked)

    def _answer(self, asked: Any) -> None:
        if asked.header.fields.get(HeaderFields.member) != "Inhibit":
            with self._sending:
                self.connection.send(new_error(asked, "org.freedesktop.DBus.Error.UnknownMethod"))
            return
        what, who, why, mode = asked.body
        read_end, write_end = os.pipe()
        self.inhibitors.append(Inhibitor(what, who, why, mode, read_end))
        with self._sending:
            self.connection.send(new_method_return(asked, "h", (write_end,)))
        os.close(write_end)


@contextlib.contextmanager
def speaking(bus: str, name: str = LOGIND) -> Iterator[Broadcaster]:
    """Somebody who owns this name."""
    connection = open_dbus_connection(bus, enable_fds=True)
    connection.send_and_get_reply(message_bus.RequestName(name))
    made = Broadcaster(connection)
    thread = threading.Thread(target=made.serve, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        with contextlib.suppress(OSError):
            connection.sock.shutdown(2)
        thread.join(10)
        connection.close()
        for each in made.inhibitors:
            os.close(each.read_end)


def is_awaited(bus: str, *members: str) -> bool:
    """Whether somebody on the bus listens for all these signals."""
    stats = DBusAddress("/org/freedesktop/DBus", message_bus.bus_name, "org.freedesktop.DBus.Debug.Stats")
    with contextlib.closing(open_dbus_connection(bus)) as connection:
        (everybody,) = connection.send_and_get_reply(new_method_call(stats, "GetAllMatchRules")).body
    rules = [rule for rules in everybody.values() for rule in rules]
    return all(any(f"member='{member}'" in rule for rule in rules) for member in members)


def is_owned(bus: str, name: str) -> bool:
    """Whether somebody on the bus has this name."""
    with contextlib.closing(open_dbus_connection(bus)) as connection:
        (owned,) = connection.send_and_get_reply(message_bus.NameHasOwner(name)).body
    return bool(owned)
