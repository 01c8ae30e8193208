"""Where backups are kept is chosen with Qt's own dialog, and holds from the next start on."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.backup_places import FOLDER, chosen
from desktop.settings import Settings
from desktop.ui.open_backup import OpenBackupDialog
from desktop.ui.room.backup_folder import BackupFolder


@pytest.mark.parametrize("pointed_at", ["", FOLDER])
def test_what_is_chosen_is_kept_and_told(qtbot: QtBot, tmp_path: Path, pointed_at: str) -> None:
    kept: list[str] = []

    def keep(*, backup_folder: str) -> None:
        kept.append(backup_folder)

    window = QWidget()
    qtbot.addWidget(window)
    choice = BackupFolder(keep, lambda: window)
    with qtbot.waitSignal(choice.said) as said:
        choice.take(str(tmp_path / "stick" / pointed_at))
    assert chosen(Settings(backup_folder=kept[0])) == tmp_path / "stick" / FOLDER
    assert str(tmp_path / "stick" / FOLDER) in said.args[0]


def test_the_dialog_is_qt_s_own(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    choice = BackupFolder(lambda *, backup_folder: None, lambda: window)
    choice.ask()
    (dialog,) = window.findChildren(OpenBackupDialog)
    assert dialog.testOption(OpenBackupDialog.Option.DontUseNativeDialog)
    with qtbot.waitSignal(dialog.finished):
        dialog.reject()
