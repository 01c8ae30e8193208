"""What other programs on a real X server see of what is copied in ours, and for how long."""

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from typing import IO

from tests.end_to_end.display import Display
from tests.end_to_end.programs import ROOT, wait_for

WORDS = "solid electrolyte"
_PROGRAM = """
import sys
sys.path.insert(0, {root!r})
from dataclasses import replace
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from desktop.chat.label_rules import RULES
from desktop.chat.labels import Label
from desktop.ui.clipboard import ClipboardGuard
application = QApplication([])
timer = QTimer()
if {guarded}:
    guard = ClipboardGuard(application.clipboard(), timer)
    guard.apply(replace(RULES[Label.SECRET], clipboard_seconds={seconds}))
editor = QPlainTextEdit({words!r})
editor.setWindowTitle({title!r})
editor.setGeometry(0, {top}, 600, 300)
clipboard = application.clipboard()
clipboard.changed.connect(lambda mode: print(clipboard.ownsClipboard(), timer.isActive(), flush=True))
editor.show()
editor.activateWindow()
application.exec()
"""


@contextlib.contextmanager
def editor(
    screen: Display, *, guarded: bool = True, seconds: int = 60, title: str = "ours", top: int = 0
) -> Iterator[IO[str]]:
    """A window with a text, of which some can be copied. At each change of the clipboard it says whether it
    owns it, and whether the guard's time runs.
    """
    code = _PROGRAM.format(
        root=str(ROOT), guarded=guarded, seconds=seconds, words=WORDS, title=title, top=top
    )
    environment = {"DISPLAY": screen.name, "QT_QPA_PLATFORM": "xcb", "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            wait_for(lambda: title in screen.title())
            assert process.stdout is not None
            yield process.stdout
        finally:
            process.terminate()


def copy(screen: Display, top: int = 0) -> None:
    screen.click(300, top + 200)
    screen.press("ctrl+a", "ctrl+c")


def sweep(screen: Display) -> None:
    """Select with the mouse."""
    screen.do("mousemove", "2", "12", "mousedown", "1", "mousemove", "--sync", "300", "150", "mouseup", "1")


def test_what_is_copied_is_marked_for_others_and_gone_in_time(screen: Display) -> None:
    with editor(screen, seconds=5):
        copy(screen)
        wait_for(lambda: screen.clipboard() == WORDS)
        formats = screen.formats()
        assert "x-kde-passwordManagerHint" in formats
        assert not [each for each in formats if "html" in each or "opendocument" in each]
        wait_for(lambda: screen.clipboard() == "", 20.0)


def test_what_another_program_copied_is_not_ours_to_clear(screen: Display) -> None:
    with editor(screen) as said:
        copy(screen)
        wait_for(lambda: said.readline() == "True True\n")
        with editor(screen, guarded=False, title="theirs", top=320):
            copy(screen, top=320)
            wait_for(lambda: said.readline() == "False False\n")
            assert "x-kde-passwordManagerHint" not in screen.formats()
            assert screen.clipboard() == WORDS


def test_selecting_offers_nothing(screen: Display) -> None:
    with editor(screen):
        sweep(screen)
        assert screen.selection() == ""
        screen.press("ctrl+c")
        wait_for(lambda: screen.clipboard() == WORDS)       # and what was selected still is


def test_selecting_would_offer_it_without_the_guard(screen: Display) -> None:
    """The control: this is what X11 does by itself."""
    with editor(screen, guarded=False):
        sweep(screen)
        wait_for(lambda: screen.selection() == WORDS)
