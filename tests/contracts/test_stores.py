"""The store's contract, on the fake that window tests use and on the vault itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.chat.store import ConversationStore
from tests.contracts.store_contract import StoreContract
from tests.fakes import FakeStore, ManualClock
from tests.vault.places import new_vault


class TestFakeStore(StoreContract):
    @pytest.fixture
    def store(self) -> ConversationStore:
        return FakeStore(ManualClock())


class TestVaultStore(StoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[ConversationStore]:
        created = new_vault(tmp_path / "vault")
        yield created.vault.conversations
        created.vault.close()
