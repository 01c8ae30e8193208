"""A new computer: nothing is there but a stick with a backup. The vault is brought back in the window, by
hand; and a vault whose first page is damaged is repaired there.
"""

import contextlib
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.chat.conversation import Message, Role
from desktop.ui.pages.first_run import FirstRunPage
from desktop.ui.pages.restore import RestorePage
from desktop.ui.pages.unlock import UnlockPage
from desktop.vault.recovery import group_state
from desktop.vault.vault import Vault
from tests.end_to_end.display import Display
from tests.end_to_end.programs import ROOT, Home, wait_for
from tests.end_to_end.test_window import (
    PASSPHRASE,
    centre,
    finish,
    laid_out,
    place,
    shown_times,
    stored,
)

TEXT = "請求項1に係る発明"
SCREENS = ROOT / "build" / "screens"


def made(home: Home) -> None:
    """A closed vault with one message, and a backup beside it."""
    created = Vault.create(place(home), None, PASSPHRASE)
    created.vault.confirm_recovery()
    talk = created.vault.conversations.create_conversation("出願A")
    created.vault.conversations.add_message(talk.id, None, Message(Role.USER, TEXT))
    created.vault.back_up()
    created.vault.close()


@pytest.fixture
def stick(home: Home) -> Iterator[Path]:
    """What a person carries over; of the old computer nothing is left. It lies where the window can look:
    behind the third layer /tmp is empty for it.
    """
    made(home)
    with tempfile.TemporaryDirectory(dir="/var/tmp", prefix="hisho-stick-") as folder:
        shutil.move(home.data / "vault-backups", folder)
        shutil.rmtree(home.data)
        yield Path(folder) / "vault-backups"


def open_what_was_brought_back(screen: Display, home: Home) -> None:
    """Type the passphrase, wait until it is done, and go on; the keyboard is where it is needed."""
    screen.type(PASSPHRASE)
    screen.press("Return")
    wait_for(lambda: (home.data / "vault" / "vault.json").exists())
    wait_for(lambda: went_on(screen, home))


def names(screen: Display, folder: Path) -> bool:
    """Type the folder into the dialog, which may not have the keyboard yet."""
    screen.press("ctrl+a")
    screen.type(str(folder))
    screen.photograph(SCREENS / "restore_dialog.png")
    screen.press("Return")
    with contextlib.suppress(AssertionError):
        return wait_for(lambda: "backups" not in screen.title(), 3.0)
    return False


def went_on(screen: Display, home: Home) -> bool:
    """Return goes on as soon as there is something to open; until then it does nothing."""
    screen.press("Return")
    return shown_times(home, "started engine") > 0


def test_on_a_new_computer_a_backup_is_restored(
    home: Home, stick: Path, screen: Display, qtbot: QtBot
) -> None:
    first, restore = FirstRunPage(), RestorePage(group_state)
    restore.show_offers([], has_vault=False)
    first_window, restore_window = laid_out(qtbot, first), laid_out(qtbot, restore)
    with home.started(stderr=subprocess.PIPE) as process:
        wait_for(lambda: "Hisho" in screen.title())
        screen.click(*centre(qtbot, first_window, first.restore_button))
        screen.click(*centre(qtbot, restore_window, restore.folder_button))
        wait_for(lambda: "backups" in screen.title())
        wait_for(lambda: names(screen, stick))
        screen.photograph(SCREENS / "restore_offers.png")
        open_what_was_brought_back(screen, home)
        screen.photograph(SCREENS / "restore_room.png")
        finish(screen, process)
    ((message,),) = stored(home)
    assert message.message.text == TEXT


def test_a_damaged_vault_is_repaired(home: Home, screen: Display, qtbot: QtBot) -> None:
    made(home)
    shutil.rmtree(home.data / "vault-backups")
    path = home.data / "vault" / "vault.db"
    data = path.read_bytes()
    path.write_bytes(data[:2000] + bytes([data[2000] ^ 1]) + data[2001:])
    unlock = UnlockPage(group_state)
    unlock.show_form(has_passphrase=True, has_keyring=False)
    unlock_window = laid_out(qtbot, unlock)
    with home.started(stderr=subprocess.PIPE) as process:
        wait_for(lambda: "Hisho" in screen.title())
        screen.click(*centre(qtbot, unlock_window, unlock.restore_button))
        screen.photograph(SCREENS / "repair_offer.png")
        open_what_was_brought_back(screen, home)
        finish(screen, process)
    ((message,),) = stored(home)
    assert message.message.text == TEXT
    assert (home.data / "vault-kept-1" / "vault.db").read_bytes()[2000] == data[2000] ^ 1
