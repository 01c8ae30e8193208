"""What every form of an export says: the label, the conversations, and in a footer the label, the date and
the models with their digests.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from desktop.chat.conversation import ConversationTree, Ending, ModelMark, Role, StoredMessage
from desktop.chat.labels import Label, most_secret
from desktop.chat.transcript import GUIDE_NAME
from desktop.chat.whole import WholeConversation
from desktop.words import Translate


class Form(StrEnum):
    """The value is the suffix of its files."""

    MARKDOWN = ".md"
    TEXT = ".txt"
    JSON = ".json"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What is said of an export as a whole. `made` is in the reader's time zone, `label_name` gives the name
    of a label in the reader's language; `with_thinking`: also what the model wrote to itself.
    """

    made: datetime
    version: str
    label_name: Callable[[Label], str]
    translate: Translate
    with_thinking: bool = False

    def moment(self, at: datetime) -> str:
        """A time as the reader's clock shows it."""
        return at.astimezone(self.made.tzinfo).strftime("%Y-%m-%d %H:%M")


@dataclass(frozen=True, slots=True)
class Entry:
    """A message as a reader meets it: who spoke and when, which of how many versions."""

    stored: StoredMessage
    version: int
    versions: int


def label_of(wholes: Iterable[WholeConversation]) -> Label:
    """The label of a file that holds these: that of the most secret."""
    return most_secret(each.label for each in wholes)


def models_of(wholes: Iterable[WholeConversation]) -> tuple[ModelMark, ...]:
    """The models that wrote the answers, each once, in order of appearance."""
    marks = (each.message.model for whole in wholes for each in whole.messages)
    return tuple(dict.fromkeys(mark for mark in marks if mark is not None))


def part_of(whole: WholeConversation, chosen: Collection[int]) -> WholeConversation:
    """The chosen messages alone; each hangs on the nearest one above it that was chosen, too.
    What is shown is the branch that was, or the newest of them.
    """
    above: dict[int | None, int | None] = {None: None}      # each message → the nearest chosen one
    kept: list[StoredMessage] = []
    for stored in whole.messages:
        parent = above[stored.parent_id]
        above[stored.id] = stored.id if stored.id in chosen else parent
        if stored.id in chosen:
            kept.append(replace(stored, parent_id=parent))
    last = kept[-1].id if kept else None
    return replace(whole, messages=tuple(kept), leaf=above[whole.leaf] or last)


def settled(whole: WholeConversation) -> WholeConversation:
    """With an answer that is being written as one that was broken off: that is what leaves."""
    messages = (
        replace(each, message=replace(each.message, ending=Ending.INTERRUPTED))
        if each.message.ending is Ending.STREAMING
        else each
        for each in whole.messages
    )
    return replace(whole, messages=tuple(messages))


def instructions_of(whole: WholeConversation) -> str:
    """What leads the conversation and stands in no message of it, as in one from an old version."""
    has_own = any(each.message.role is Role.SYSTEM for each in whole.messages)
    text = whole.lead.system_text.strip("\n")
    return "" if has_own or not text.strip() else text


def entries_of(whole: WholeConversation) -> Sequence[Entry]:
    """The branch that is shown, as one reads it."""
    tree = ConversationTree.of(whole.messages, whole.leaf)
    found = []
    for stored in tree.path():
        siblings = tree.siblings(stored.id)
        found.append(Entry(stored, siblings.index + 1, len(siblings.ids)))
    return found


def heading_words(entry: Entry, stamp: Stamp) -> str:
    """Who spoke, when, and which version this is."""
    translate, message = stamp.translate, entry.stored.message
    speakers = {
        Role.SYSTEM: instructions_words(stamp),
        Role.USER: translate("Export", "Question"),
        Role.ASSISTANT: translate("Export", "Answer"),
    }
    notes = [stamp.moment(entry.stored.created)]
    if message.model is not None:
        notes.append(model_name(message.model.name, stamp.translate))
    if entry.versions > 1:
        words = translate("Export", "version {number} of {count}")
        notes.append(words.format(number=entry.version, count=entry.versions))
    if message.ending in (Ending.STOPPED, Ending.INTERRUPTED):
        notes.append(translate("Export", "broken off"))
    return speakers[message.role] + "（" + ", ".join(notes) + "）"


def instructions_words(stamp: Stamp) -> str:
    """The heading of what leads a conversation."""
    return stamp.translate("Export", "Instructions")


def thinking_words(stamp: Stamp) -> str:
    """The heading of what the model wrote to itself."""
    return stamp.translate("Export", "Thought before the answer")


def model_name(name: str, translate: Translate) -> str:
    """As the window calls it: the guide has a name in each language."""
    return translate("Transcript", "Guide model") if name == GUIDE_NAME else name


def footer_lines(wholes: Sequence[WholeConversation], stamp: Stamp) -> list[str]:
    """Label, date, program, and every model with its digest."""
    translate = stamp.translate
    label = stamp.label_name(label_of(wholes))
    zone = stamp.made.strftime("%z")
    lines = [
        translate("Export", "Label: {label}").format(label=label),
        translate("Export", "Exported: {moment}").format(moment=f"{stamp.moment(stamp.made)} {zone}"),
        translate("Export", "Program: {program}").format(program=f"Hisho {stamp.version}"),
    ]
    words = translate("Export", "Model: {name}, sha256 {digest}")
    lines += [
        words.format(name=model_name(mark.name, translate), digest=mark.sha256) for mark in models_of(wholes)
    ]
    return lines
