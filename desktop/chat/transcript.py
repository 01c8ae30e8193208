"""What the transcript shows: the path through the tree as entries, with alternatives and the mark of what the
model sees.
"""

from dataclasses import dataclass

from desktop.chat.conversation import ConversationTree, Ending, Role

GUIDE_NAME = "案内モデル"           # what the guide's own file says; readers see it in their language


@dataclass(frozen=True, slots=True)
class TranscriptEntry:
    """One message as shown. `alternative` counts from 1; `unseen_above` puts the line above this entry that
    says 「ここから上はモデルに渡していません」 (what stands above it was not given to the model). `thinking`
    is what the model wrote to itself first.
    """

    message_id: int
    role: Role
    text: str
    ending: Ending
    alternative: int
    alternatives: int
    model_name: str = ""
    unseen_above: bool = False
    thinking: str = ""


def entries(tree: ConversationTree, first_seen: int | None = None) -> tuple[TranscriptEntry, ...]:
    """The path of `tree` as entries; system messages are not shown.

    `first_seen` is the id of the oldest message that the last prompt contained, if it left older ones out.
    """
    shown = [stored for stored in tree.path() if stored.message.role is not Role.SYSTEM]
    found: list[TranscriptEntry] = []
    for stored in shown:
        siblings = tree.siblings(stored.id)
        found.append(
            TranscriptEntry(
                message_id=stored.id,
                role=stored.message.role,
                text=stored.message.text,
                ending=stored.message.ending,
                alternative=siblings.index + 1,
                alternatives=len(siblings.ids),
                model_name=stored.message.model.name if stored.message.model else "",
                unseen_above=stored.id == first_seen,
                thinking=stored.message.thinking,
            )
        )
    return tuple(found)
