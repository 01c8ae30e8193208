"""Whoever has forgotten the passphrase opens the vault with the key on paper, and chooses another one."""

import subprocess

import pytest
from pytestqt.qtbot import QtBot

from desktop.ui.pages.passphrase_demand import Demand, PassphraseDemandPage
from desktop.ui.pages.unlock import UnlockPage
from desktop.vault import marks
from desktop.vault.errors import WrongPassphraseError
from desktop.vault.recovery import group_state
from desktop.vault.vault import Vault
from tests.end_to_end.display import Display
from tests.end_to_end.programs import Home, wait_for
from tests.end_to_end.test_window import PASSPHRASE, centre, finish, laid_out, place, shown_times

NEW = "battery staple horse"


def test_a_forgotten_passphrase_is_replaced_with_the_recovery_key(
    home: Home, screen: Display, qtbot: QtBot
) -> None:
    created = Vault.create(place(home), None, PASSPHRASE)
    created.vault.confirm_recovery()
    created.vault.lock()
    unlock, demand = UnlockPage(group_state), PassphraseDemandPage()
    unlock.show_form(has_passphrase=True, has_keyring=False)
    demand.ask(Demand.FORGOTTEN, 0, exists=False)
    unlock_window, demand_window = laid_out(qtbot, unlock), laid_out(qtbot, demand)
    with home.started(stderr=subprocess.PIPE) as process:
        wait_for(lambda: "Hisho" in screen.title())
        screen.click(*centre(qtbot, unlock_window, unlock.recovery_button))
        screen.type(created.recovery_key.replace("-", ""))
        screen.press("Return")
        wait_for(lambda: marks.is_set(home.data / "vault", marks.MAY_OPEN))
        assert not shown_times(home, "started engine")          # the room is not entered yet
        for field in (demand.new.first, demand.new.second):
            screen.click(*centre(qtbot, demand_window, field))
            screen.press("ctrl+a")
            screen.type(NEW)
        screen.press("Return")
        wait_for(lambda: shown_times(home, "started engine"))
        finish(screen, process)
    with pytest.raises(WrongPassphraseError):
        Vault.unlock_with_passphrase(place(home), PASSPHRASE)
    Vault.unlock_with_passphrase(place(home), NEW).close()
    Vault.unlock_with_recovery_key(place(home), created.recovery_key).close()
