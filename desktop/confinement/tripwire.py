"""A tripwire in our own Python that refuses and names calls to the network and to other programs, on every
system.

It is NOT a sandbox: native code, ctypes and names bound before go past it; the kernel's layers hold those. It
catches honest mistakes of ours and of libraries where they are made, with a traceback.
"""

import socket
import sys
from typing import Any

_NETWORK = (
    "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostby",
    "socket.getnameinfo",
    "urllib.", "http.client.", "ftplib.", "smtplib.", "imaplib.", "poplib.", "nntplib.", "telnetlib.",
    "webbrowser.", "winreg.ConnectRegistry",
)  # fmt: skip
_PROGRAMS = (
    "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "pty.", "os.fork",
)  # fmt: skip
_INHERITED = -1  # the family is that of a descriptor that was handed over
_MODULES = frozenset({
    "PySide6.QtNetwork", "PySide6.QtWebEngineCore", "PySide6.QtWebSockets", "PySide6.QtHttpServer",
    "huggingface_hub", "httpx", "httpx2", "requests", "urllib3", "aiohttp", "hf_xet", "webbrowser",
})  # fmt: skip


class TrippedError(Exception):
    """A program that sees drafts was about to reach for the network or another program. `event` is Python's
    name of it.
    """

    def __init__(self, event: str) -> None:
        super().__init__(event)
        self.event = event


def install() -> None:
    """Set the tripwire for the rest of this process; what it refuses raises TrippedError where it is
    tried.
    """

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if trips(event, arguments):
            raise TrippedError(event)

    sys.addaudithook(hook)


def trips(event: str, arguments: tuple[Any, ...]) -> bool:
    """Whether this audit event is one that a program that sees drafts must not cause."""
    if event == "import":
        return arguments[0] in _MODULES
    if event == "socket.__new__":
        return int(arguments[1]) not in (getattr(socket, "AF_UNIX", None), _INHERITED)
    if event == "socket.connect":
        return not isinstance(arguments[1], str | bytes)
    if event == "socket.sendmsg" and arguments[1] is None:
        return False  # over a channel that is connected already
    return event.startswith(_NETWORK) or event.startswith(_PROGRAMS)
