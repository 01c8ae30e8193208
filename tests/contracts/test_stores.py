"""The stores' contracts, on the fakes that window tests use and on the vault itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.chat.store import ConversationStore
from desktop.chat.whole import WholeStore
from desktop.tasks.store import TaskStore
from desktop.vault.conversations import VaultConversations
from tests.contracts.search_contract import SearchContract
from tests.contracts.store_contract import StoreContract
from tests.contracts.task_contract import TaskContract
from tests.contracts.whole_contract import WholeContract
from tests.fakes import FakeStore, FakeTasks, ManualClock
from tests.vault.places import new_vault


class TestFakeStore(StoreContract, SearchContract):
    @pytest.fixture
    def store(self) -> ConversationStore:
        return FakeStore(ManualClock())


class TestVaultStore(StoreContract, SearchContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[ConversationStore]:
        created = new_vault(tmp_path / "vault")
        yield created.vault.conversations
        created.vault.close()


class TestFakeWholes(WholeContract):
    @pytest.fixture
    def store(self) -> FakeStore:
        return FakeStore(ManualClock())

    @pytest.fixture
    def wholes(self, store: FakeStore) -> WholeStore:
        return store.wholes


class TestVaultWholes(WholeContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[VaultConversations]:
        created = new_vault(tmp_path / "vault")
        yield created.vault.conversations
        created.vault.close()

    @pytest.fixture
    def wholes(self, store: VaultConversations) -> WholeStore:
        return store.wholes


class TestFakeTasks(TaskContract):
    @pytest.fixture
    def tasks(self) -> TaskStore:
        return FakeTasks()


class TestVaultTasks(TaskContract):
    @pytest.fixture
    def tasks(self, tmp_path: Path) -> Iterator[TaskStore]:
        created = new_vault(tmp_path / "vault")
        yield created.vault.tasks
        created.vault.close()
