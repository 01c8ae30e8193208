"""The attempts behind the probes of brokers: others that could act for a process that may not act itself.

Like the other attempts they harm nobody: a bus is asked to change nothing in what it starts programs with, or
to start what the tests have put there.
"""

import socket
import struct

from desktop.confinement.attempts import NothingToTryError, Surroundings
from desktop.confinement.bus_call import BusCall, BusRefusedError, text

_PATIENCE_S = 0.5
_NO_VARIABLES = struct.pack("<II", 0, 0)    # an empty array of pairs, whose first would begin at eight bytes
_STARTED = "org.freedesktop.DBus.Error.Spawn."      # it tried; what came of that is not the question


def reach_session_bus(around: Surroundings) -> None:
    """Only whether it can be reached: it carries the keyring."""
    if not around.bus:
        raise NothingToTryError
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as ours:
        ours.settimeout(_PATIENCE_S)
        ours.connect(around.bus)


def start_a_program(around: Surroundings) -> None:
    """Ask the session bus to start a program; where the tests have put none there, to take part in how it
    starts programs.
    """
    if not around.bus:
        raise NothingToTryError
    with BusCall(around.bus) as bus:
        if not around.service:
            bus.ask("UpdateActivationEnvironment", "a{ss}", _NO_VARIABLES)
            return
        try:
            bus.ask("StartServiceByName", "su", _aligned(text(around.service)) + struct.pack("<I", 0))
        except BusRefusedError as error:
            if not error.name.startswith(_STARTED):
                raise


def see_a_system_service(around: Surroundings) -> None:
    """Who is seen on the system bus can be asked to act."""
    if not around.system_bus:
        raise NothingToTryError
    with BusCall(around.system_bus) as bus:
        bus.ask("GetNameOwner", "s", text(around.system_service))


def reach_a_socket(around: Surroundings) -> None:
    """One of the sockets outside behind which programs are started: tmux, containers, agents."""
    if not around.brokers:
        raise NothingToTryError
    refused = OSError()
    for path in around.brokers:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as ours:
            ours.settimeout(_PATIENCE_S)
            try:
                ours.connect(path)
            except OSError as error:
                refused = error
                continue
            return
    if isinstance(refused, ConnectionRefusedError):     # nobody has listened there for long
        raise NothingToTryError
    raise refused


def _aligned(data: bytes) -> bytes:
    return data + bytes(-len(data) % 4)
