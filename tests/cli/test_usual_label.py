"""What the command line keeps begins with the label that the administrator says is usual."""

import io
from pathlib import Path

import pytest

from desktop.chat.conversation import Message, Role
from desktop.chat.labels import USUAL, Label
from desktop.cli.talk import Keeper
from desktop.cli.terminal import Terminal
from desktop.cli.vault_access import VaultAccess
from desktop.confinement.report import ProtectionReport
from desktop.paths import of
from desktop.words import translator
from tests.fakes import FakeKeychain
from tests.vault.places import PASSPHRASE, new_vault, place


class Typing(io.StringIO):
    """Standard input at which somebody sits."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def access(tmp_path: Path) -> VaultAccess:
    places = of({"HISHO_HOME": str(tmp_path / "home")})
    places.data.mkdir(parents=True)
    new_vault(places.vault).vault.close()
    words = translator("en", Path("nowhere"))
    terminal = Terminal(words, io.StringIO(), io.StringIO(), Typing(), lambda _: PASSPHRASE)
    made = VaultAccess(places, FakeKeychain(), terminal, ProtectionReport({}), None)
    made.place = place(places.vault)
    return made


@pytest.mark.parametrize("label", Label)
def test_a_kept_question_has_the_usual_label(access: VaultAccess, label: Label) -> None:
    assert access.usual_label is USUAL          # there is no policy here
    access.usual_label = label
    with access.opened() as store:
        Keeper(store).add(None, Message(Role.USER, "q"), "q")
        assert [each.label for each in store.conversations()] == [label]
