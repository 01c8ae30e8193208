"""Stand-ins that behave like the real thing as far as the contracts say."""

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from desktop.chat.conversation import ConversationSummary, Ending, Message, StoredMessage
from desktop.chat.errors import ConversationMissingError
from desktop.chat.labels import USUAL, Label
from desktop.chat.lead import NO_LEAD, Lead
from desktop.chat.whole import WholeConversation
from desktop.tasks.errors import TaskMissingError
from desktop.tasks.store import OwnTask, form_key
from desktop.tasks.task import Task
from desktop.vault.errors import KeychainEntryMissingError, KeychainLockedError, KeychainUnavailableError
from desktop.vault.keychain import KeychainState
from tests.fake_searching import FakeSearching


@dataclass
class ManualClock:
    """A clock that goes when it is told to; every reading of `now` is later than the one before."""

    moment: datetime = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        """The time, one microsecond later than at the last call."""
        self.moment += timedelta(microseconds=1)
        return self.moment

    def seconds(self) -> float:
        """The time as seconds, for code that wants a monotonic clock."""
        return self.moment.timestamp()

    def go(self, seconds: float) -> None:
        """Let time pass."""
        self.moment += timedelta(seconds=seconds)


@dataclass
class FakeKeychain:
    """A keychain in memory that can be locked, unplugged or forgetful."""

    entries: dict[str, bytes] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    anchors: dict[str, str] = field(default_factory=dict)
    locked: bool = False
    available: bool = True
    forgets: bool = False
    backend: str = "memory"

    def state(self) -> KeychainState:
        """What can be said without asking anybody."""
        if not self.available:
            return KeychainState.UNAVAILABLE
        return KeychainState.LOCKED if self.locked else KeychainState.USABLE

    def _check(self, *, may_ask: bool = False) -> None:
        if not self.available:
            raise KeychainUnavailableError("missing")
        if self.locked and not may_ask:
            raise KeychainLockedError

    def store(self, profile: str, wrapping_key: bytes) -> None:
        """Keep the key and read it back."""
        self._check()
        if self.forgets:
            raise KeychainUnavailableError("refused")
        self.entries[profile] = wrapping_key

    def load(self, profile: str, *, may_ask: bool) -> bytes:
        """The key."""
        self._check(may_ask=may_ask)
        if profile not in self.entries:
            raise KeychainEntryMissingError
        return self.entries[profile]

    def store_anchor(self, profile: str, anchor: str) -> None:
        """Keep how far a chain of events goes."""
        self._check()
        if self.forgets:
            raise KeychainUnavailableError("refused")
        self.anchors[profile] = anchor

    def load_anchor(self, profile: str) -> str:
        """How far it went."""
        self._check()
        if profile not in self.anchors:
            raise KeychainEntryMissingError
        return self.anchors[profile]

    def delete(self, profile: str) -> None:
        """Forget the key."""
        self._check()
        self.entries.pop(profile, None)

    def store_token(self, host: str, token: str) -> None:
        """Keep the token and read it back."""
        self._check()
        if self.forgets:
            raise KeychainUnavailableError("refused")
        self.tokens[host] = token

    def load_token(self, host: str) -> str:
        """The token."""
        self._check()
        if host not in self.tokens:
            raise KeychainEntryMissingError
        return self.tokens[host]

    def delete_token(self, host: str) -> None:
        """Forget the token."""
        self._check()
        self.tokens.pop(host, None)


class FakeTasks:
    """A user's own tasks in memory."""

    def __init__(self) -> None:
        self._tasks: list[OwnTask] = []
        self._forms: dict[str, dict[str, str]] = {}
        self._new_ids = itertools.count(1)

    def own(self) -> Sequence[OwnTask]:
        return list(self._tasks)

    def add(self, task: Task, place: int | None = None) -> OwnTask:
        made = OwnTask(next(self._new_ids), task)
        self._tasks.insert(len(self._tasks) if place is None else place, made)
        return made

    def change(self, task_id: int, task: Task) -> None:
        if task_id not in {each.id for each in self._tasks}:
            raise TaskMissingError(task_id)
        self._tasks = [OwnTask(task_id, task) if each.id == task_id else each for each in self._tasks]

    def remove(self, task_id: int) -> None:
        self._tasks = [each for each in self._tasks if each.id != task_id]
        self._forms.pop(form_key(task_id), None)

    def arrange(self, task_ids: Sequence[int]) -> None:
        order = list(task_ids)
        self._tasks.sort(key=lambda each: order.index(each.id) if each.id in order else len(order))

    def form(self, key: str) -> Mapping[str, str]:
        return self._forms.get(key, {})

    def keep_form(self, key: str, values: Mapping[str, str]) -> None:
        self._forms.pop(key, None)
        if any(values.values()):
            self._forms[key] = dict(values)


class FakeLeads:
    """How the conversations in memory are led."""

    def __init__(self, known: Mapping[int, ConversationSummary]) -> None:
        self._known = known
        self.kept: dict[int, Lead] = {}

    def of(self, conversation_id: int) -> Lead:
        if conversation_id not in self._known:
            raise ConversationMissingError(conversation_id)
        return self.kept.get(conversation_id, NO_LEAD)

    def keep(self, conversation_id: int, lead: Lead) -> None:
        self.of(conversation_id)
        self.kept[conversation_id] = lead


class FakeLabels:
    """How secret the conversations in memory are."""

    def __init__(self, known: dict[int, ConversationSummary]) -> None:
        self._known = known
        self.usual = USUAL

    def of(self, conversation_id: int) -> Label:
        if conversation_id not in self._known:
            raise ConversationMissingError(conversation_id)
        return self._known[conversation_id].label

    def put(self, conversation_id: int, label: Label) -> None:
        self.of(conversation_id)
        self._known[conversation_id] = replace(self._known[conversation_id], label=label)


class FakeWholes:
    """Conversations in memory, taken out and put in as a whole: the store's other half."""

    def __init__(self, store: "FakeStore") -> None:
        self._store = store

    def of(self, conversation_id: int) -> WholeConversation:
        messages = tuple(self._store.messages(conversation_id))
        shelves = (*self._store.conversations(), *self._store.trash())
        summary = next(each for each in shelves if each.id == conversation_id)
        return WholeConversation(
            summary.title, summary.created, summary.updated, summary.label, messages,
            self._store.shown_leaf(conversation_id), self._store.leads.of(conversation_id),
        )  # fmt: skip

    def add(
        self, wholes: Sequence[WholeConversation], witness: Callable[[], object] | None = None
    ) -> Sequence[ConversationSummary]:
        if witness is not None:
            witness()
        return [self._add(whole) for whole in wholes]

    def _add(self, whole: WholeConversation) -> ConversationSummary:
        store = self._store
        made = store.create_conversation(whole.title, whole.lead, whole.label)
        made = replace(made, created=whole.created, updated=whole.updated)
        store.known[made.id] = made
        ids: dict[int | None, int | None] = {None: None}
        for each in whole.messages:
            parent = ids[each.parent_id]
            stored = store.add_message(made.id, parent, each.message)
            ids[each.id] = stored.id
            store.kept[stored.id] = replace(stored, created=each.created)
        store.known[made.id] = made
        leaf = ids[whole.leaf]
        if leaf is not None:
            store.show_leaf(made.id, leaf)
        return made


class FakeStore:
    """Conversations in memory."""

    def __init__(self, clock: ManualClock) -> None:
        self._clock = clock
        self.known: dict[int, ConversationSummary] = {}
        self.leads = FakeLeads(self.known)
        self.labels = FakeLabels(self.known)
        self.wholes = FakeWholes(self)
        self.searching = FakeSearching(self)
        self._leaves: dict[int, int] = {}
        self.kept: dict[int, StoredMessage] = {}
        self._drafts: dict[int | None, str] = {}
        self._new_ids = itertools.count(1)

    def _get(self, conversation_id: int) -> ConversationSummary:
        if conversation_id not in self.known:
            raise ConversationMissingError(conversation_id)
        return self.known[conversation_id]

    def create_conversation(
        self, title: str, lead: Lead = NO_LEAD, label: Label | None = None
    ) -> ConversationSummary:
        now = self._clock.now()
        made = ConversationSummary(
            next(self._new_ids), title, now, now, label=label or self.labels.usual
        )
        self.known[made.id] = made
        self.leads.keep(made.id, lead)
        return made

    def conversations(self) -> Sequence[ConversationSummary]:
        kept = [each for each in self.known.values() if each.deleted is None]
        return sorted(kept, key=lambda each: each.updated, reverse=True)

    def trash(self) -> Sequence[ConversationSummary]:
        gone = [(each.deleted, each) for each in self.known.values() if each.deleted is not None]
        return [each for _, each in sorted(gone, key=lambda pair: pair[0], reverse=True)]

    def rename(self, conversation_id: int, title: str) -> None:
        self.known[conversation_id] = replace(self._get(conversation_id), title=title)

    def move_to_trash(self, conversation_id: int) -> None:
        self.known[conversation_id] = replace(self._get(conversation_id), deleted=self._clock.now())

    def restore(self, conversation_id: int) -> None:
        self.known[conversation_id] = replace(self._get(conversation_id), deleted=None)

    def empty_trash(self) -> int:
        gone = [each.id for each in self.trash()]
        for conversation_id in gone:
            del self.known[conversation_id]
            self._drafts.pop(conversation_id, None)
            kept = {
                key: each for key, each in self.kept.items() if each.conversation_id != conversation_id
            }
            self.kept = kept
        return len(gone)

    def messages(self, conversation_id: int) -> Sequence[StoredMessage]:
        self._get(conversation_id)
        return [each for each in self.kept.values() if each.conversation_id == conversation_id]

    def shown_leaf(self, conversation_id: int) -> int | None:
        return self._leaves.get(conversation_id)

    def show_leaf(self, conversation_id: int, message_id: int) -> None:
        self._get(conversation_id)
        self._leaves[conversation_id] = message_id

    def add_message(self, conversation_id: int, parent_id: int | None, message: Message) -> StoredMessage:
        now = self._clock.now()
        self.known[conversation_id] = replace(self._get(conversation_id), updated=now)
        stored = StoredMessage(next(self._new_ids), conversation_id, parent_id, message, now)
        self.kept[stored.id] = stored
        self._leaves[conversation_id] = stored.id
        return stored

    def journal_answer(
        self, message_id: int, text: str, token_ids: Sequence[int], thinking: str = ""
    ) -> None:
        if message_id not in self.kept:
            raise ConversationMissingError(message_id)
        old = self.kept[message_id]
        ids = (*old.message.token_ids, *token_ids)
        message = replace(
            old.message,
            text=old.message.text + text,
            token_ids=ids,
            thinking=old.message.thinking + thinking,
        )
        self.kept[message_id] = replace(old, message=message)

    def finish_answer(self, message_id: int, ending: Ending, recipe: str = "") -> StoredMessage:
        old = self.kept.get(message_id)
        if old is None:
            raise ConversationMissingError(message_id)
        if old.message.ending is Ending.STREAMING:
            message = replace(old.message, ending=ending, recipe=recipe)
            old = self.kept[message_id] = replace(old, message=message)
        return old

    def close_interrupted(self) -> int:
        open_ids = [key for key, each in self.kept.items() if each.message.ending is Ending.STREAMING]
        for message_id in open_ids:
            self.finish_answer(message_id, Ending.INTERRUPTED)
        return len(open_ids)

    def draft(self, conversation_id: int | None) -> str:
        return self._drafts.get(conversation_id, "")

    def save_draft(self, conversation_id: int | None, text: str) -> None:
        if text:
            self._drafts[conversation_id] = text
        else:
            self._drafts.pop(conversation_id, None)

    def model_uses(self) -> Mapping[str, Sequence[str]]:
        talks: dict[str, set[int]] = {}
        for each in self.kept.values():
            if each.message.model is not None and each.message.model.sha256:
                talks.setdefault(each.message.model.sha256, set()).add(each.conversation_id)
        by_change = sorted(
            self.known.values(), key=lambda each: (each.updated, each.id), reverse=True
        )
        return {
            digest: [each.title for each in by_change if each.id in found] for digest, found in talks.items()
        }
