"""What somebody wants to export, and why."""

from dataclasses import dataclass
from enum import StrEnum

from desktop.transfer.forms import Form


class Reason(StrEnum):
    """Why something leaves, where the label asks; the audit log keeps the word."""

    CLIENT = "client"               # for the client or applicant
    FILING = "filing"               # for a patent office
    REVIEW = "review"               # for somebody in the same company
    RECORD = "record"               # for one's own records
    MOVE = "move"                   # to another computer
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ExportWish:
    """These conversations; or of a single one these messages. `reason` is None where none was asked for."""

    conversations: tuple[int, ...]
    form: Form
    messages: frozenset[int] | None = None
    with_thinking: bool = False
    reason: Reason | None = None
