"""Conversations as plain text: the branch that is shown, as its authors wrote it, between a head and a
foot.
"""

from collections.abc import Sequence

from desktop.chat.whole import WholeConversation
from desktop.transfer.forms import (
    Stamp,
    entries_of,
    footer_lines,
    heading_words,
    instructions_of,
    instructions_words,
    label_of,
    thinking_words,
)

_LINE = "-" * 40


def plain(wholes: Sequence[WholeConversation], stamp: Stamp) -> str:
    """One file for all of them."""
    blocks = [f"【{stamp.label_name(label_of(wholes))}】"]
    for whole in wholes:
        blocks += _conversation(whole, stamp, several=len(wholes) > 1)
    return "\n\n".join([*blocks, _LINE, "\n".join(footer_lines(wholes, stamp))]) + "\n"


def _conversation(whole: WholeConversation, stamp: Stamp, *, several: bool) -> list[str]:
    mark = f"【{stamp.label_name(whole.label)}】" if several else ""
    blocks = [f"{mark}{' '.join(whole.title.split())}\n{_LINE}"]
    if instructions := instructions_of(whole):
        blocks.append(f"■ {instructions_words(stamp)}\n{instructions}")
    for entry in entries_of(whole):
        message = entry.stored.message
        lines = [f"■ {heading_words(entry, stamp)}"]
        if stamp.with_thinking and message.thinking.strip():
            lines += [f"（{thinking_words(stamp)}）", message.thinking.strip("\n") + "\n"]
        blocks.append("\n".join([*lines, message.text.strip("\n")]))
    return blocks
