"""File dialogs remember nothing: names of files tell what one works on."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.appearance import Appearance
from desktop.ui.exporting.file_dialogs import ImportDialog, SaveDialog
from tests.sources import ROOT

_SEEN = """
import sys
sys.path.insert(0, {root!r})
from pathlib import Path
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
{first}
application = QApplication.instance() or QApplication([])
dialog = QFileDialog()
dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
dialog.setDirectory({folder!r})
dialog.setHistory([{folder!r}])
dialog.selectFile("secret.md")
dialog.show()
dialog.accept()
del dialog
application.quit()
"""
_OURS = """
from desktop.paths import resources
from desktop.ui.application import make_application
application = make_application(resources() / "icons")
"""


def left_behind(tmp_path: Path, first: str) -> list[str]:
    """What a program with a file dialog leaves in its home."""
    home, folder = tmp_path / "home", tmp_path / "matter"
    home.mkdir()
    folder.mkdir()
    environment = {"HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "PATH": "/usr/bin:/bin"}
    code = _SEEN.format(root=str(ROOT), first=first, folder=str(folder))
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, timeout=60)
    return [each.name for each in home.rglob("*") if each.is_file() and "matter" in each.read_text("latin-1")]


def test_qt_would_remember(tmp_path: Path) -> None:
    """The control: without our word Qt writes down which folder was seen."""
    assert left_behind(tmp_path, "") == ["QtProject.conf"]


def test_our_dialogs_leave_nothing_behind(tmp_path: Path) -> None:
    assert left_behind(tmp_path, _OURS) == []


@pytest.mark.parametrize("kind", ["save", "import"])
def test_they_are_qts_own_and_begin_without_a_history(qtbot: QtBot, kind: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    saving, look = kind == "save", Appearance()
    dialog = SaveDialog("【秘】a.md", ".md", look, window) if saving else ImportDialog(look, window)
    assert dialog.testOption(QFileDialog.Option.DontUseNativeDialog)
    assert dialog.history() == [dialog.directory().absolutePath()]      # where it stands now
    assert all(each.isLocalFile() for each in dialog.sidebarUrls())


def test_the_save_dialog_asks_before_it_replaces(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dialog = SaveDialog("【秘】a.md", ".md", Appearance(), window)
    assert not dialog.testOption(QFileDialog.Option.DontConfirmOverwrite)
    assert (dialog.acceptMode(), dialog.defaultSuffix()) == (QFileDialog.AcceptMode.AcceptSave, "md")
