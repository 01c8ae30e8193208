"""What an export writes: its bytes, its name, and what the audit log says of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from desktop.chat.labels import Label
from desktop.chat.whole import WholeConversation, WholeStore
from desktop.transfer.errors import TransferTooLargeError
from desktop.transfer.forms import Form, Stamp, label_of, part_of, settled
from desktop.transfer.json_form import as_json
from desktop.transfer.json_reading import FILE_LIMIT
from desktop.transfer.markdown import markdown
from desktop.transfer.naming import file_name
from desktop.transfer.plain import plain
from desktop.transfer.wish import ExportWish
from desktop.version import VERSION
from desktop.words import Translate


@dataclass(frozen=True, slots=True)
class Language:
    """How an export speaks, and what time it is there."""

    label_name: Callable[[Label], str]
    translate: Translate
    now: Callable[[], datetime]

    def stamp(self, *, with_thinking: bool) -> Stamp:
        """For an export that is made now."""
        return Stamp(self.now(), VERSION, self.label_name, self.translate, with_thinking)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A file before it is one. `facts` are numbers and short words."""

    content: bytes
    name: str
    label: Label
    facts: dict[str, str | int]


def taken(wholes: WholeStore, wish: ExportWish) -> tuple[WholeConversation, ...]:
    """What is wished, from the store; on the vault's lane. Raises ConversationMissingError."""
    found = [settled(wholes.of(each)) for each in wish.conversations]
    if wish.messages is not None:
        found = [part_of(whole, wish.messages) for whole in found]
    return tuple(found)


def rendered(wholes: Sequence[WholeConversation], wish: ExportWish, language: Language) -> Rendered:
    """The file that is wished. Raises TransferTooLargeError for one that could not be taken in again."""
    stamp = language.stamp(with_thinking=wish.with_thinking)
    if wish.form is Form.JSON:
        text = as_json(wholes, stamp, part=wish.messages is not None)
    else:
        text = (markdown if wish.form is Form.MARKDOWN else plain)(wholes, stamp)
    content = text.encode()
    if wish.form is Form.JSON and len(content) > FILE_LIMIT:
        raise TransferTooLargeError(FILE_LIMIT)
    label = label_of(wholes)
    return Rendered(
        content,
        file_name(language.label_name(label), _title(wholes, language), stamp.made.date(), wish.form.value),
        label,
        {
            "form": wish.form.value.removeprefix("."),
            "label": label.value,
            "digest": sha256(content).hexdigest(),
            "conversations": len(wholes),
            "texts": sum(len(each.messages) for each in wholes),
            "reason": wish.reason.value if wish.reason is not None else "",
        },
    )


def _title(wholes: Sequence[WholeConversation], language: Language) -> str:
    if len(wholes) == 1:
        return wholes[0].title
    words = language.translate("Export", "{count} conversations")
    return words.format(count=len(wholes))
