"""A display of the test's own, and hands and eyes for it: Xvfb, xdotool, and a small Qt program that
looks.
"""

import os
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_LOOK = """
import sys
from PySide6.QtGui import QGuiApplication
application = QGuiApplication(["look"])
if sys.argv[1] == "clipboard":
    print(application.clipboard().text())
elif sys.argv[1] == "selection":
    print(application.clipboard().text(application.clipboard().Mode.Selection))
elif sys.argv[1] == "formats":
    print(*application.clipboard().mimeData().formats(), sep="\\n")
else:
    application.primaryScreen().grabWindow(0, 0, 0, int(sys.argv[3]), int(sys.argv[4])).save(sys.argv[2])
"""


WINDOW = 1180, 800
"""The size of a first window where there is room for it."""

_SCREEN = "1180x900"                # with room for the frame that a desktop would draw around it


@dataclass(frozen=True)
class Display:
    """An X server with nothing on it."""

    name: str

    def do(self, *command: str) -> None:
        """Let xdotool do this."""
        environment = {"PATH": os.environ["PATH"], "DISPLAY": self.name}
        subprocess.run(["xdotool", *command], env=environment, check=True, timeout=30)

    def click(self, x: int, y: int) -> None:
        """Click here."""
        self.do("mousemove", str(x), str(y), "click", "1")

    def type(self, text: str) -> None:
        """Type a text."""
        self.do("type", "--delay", "15", text)

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        self.do("key", *keys)

    def title(self) -> str:
        """The titles of all windows."""
        environment = {"PATH": os.environ["PATH"], "DISPLAY": self.name}
        search = ["xdotool", "search", "--onlyvisible", "--name", ".", "getwindowname", "%@"]
        return subprocess.run(search, env=environment, capture_output=True, text=True, check=False).stdout

    def clipboard(self) -> str:
        """The text in the clipboard."""
        return self._look("clipboard")

    def selection(self) -> str:
        """What a middle click would paste."""
        return self._look("selection")

    def formats(self) -> list[str]:
        """The formats in which the clipboard is offered."""
        return self._look("formats").splitlines()

    def photograph(self, path: Path) -> None:
        """Save what is on the screen where the window stands."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._look("screen", str(path), *map(str, WINDOW))

    def _look(self, *arguments: str) -> str:
        environment = {"PATH": os.environ["PATH"], "DISPLAY": self.name, "QT_QPA_PLATFORM": "xcb"}
        command = [sys.executable, "-c", _LOOK, *arguments]
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=True, timeout=60
        )
        return done.stdout.strip()


@contextmanager
def display(size: str = _SCREEN) -> Iterator[Display]:
    """Start an X server; it is gone afterwards.

    It must not reset when its last client goes: a window that connects meanwhile would lose its display.
    """
    read_end, write_end = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(write_end),
        "-screen",
        "0",
        f"{size}x24",
        "-nolisten",
        "tcp",
        "-noreset",
    ]
    with subprocess.Popen(command, pass_fds=[write_end], stderr=subprocess.DEVNULL) as server:
        os.close(write_end)
        try:
            assert select.select([read_end], [], [], 30)[0], "Xvfb did not start"
            yield Display(f":{os.read(read_end, 16).decode().strip()}")
        finally:
            server.terminate()
            server.wait(30)
            os.close(read_end)
