"""Conversations as Markdown: the branch that is shown, as its authors wrote it, between a head and a foot."""

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

_RULE = "---"


def markdown(wholes: Sequence[WholeConversation], stamp: Stamp) -> str:
    """One file for all of them. What a message says is its own Markdown and stands as it is; titles are ours
    and are escaped.
    """
    blocks = [f"**【{_escaped(stamp.label_name(label_of(wholes)))}】**"]
    for whole in wholes:
        blocks += _conversation(whole, stamp, several=len(wholes) > 1)
    footer = [f"- {_escaped(line)}" for line in footer_lines(wholes, stamp)]
    return "\n\n".join([*blocks, _RULE, "\n".join(footer)]) + "\n"


def _conversation(whole: WholeConversation, stamp: Stamp, *, several: bool) -> list[str]:
    mark = f"【{_escaped(stamp.label_name(whole.label))}】" if several else ""
    blocks = [f"# {mark}{_escaped(' '.join(whole.title.split()))}"]
    if instructions := instructions_of(whole):
        blocks += [f"## {_escaped(instructions_words(stamp))}", _quoted(instructions)]
    for entry in entries_of(whole):
        message = entry.stored.message
        blocks.append(f"## {_escaped(heading_words(entry, stamp))}")
        if stamp.with_thinking and message.thinking.strip():
            blocks += [f"*{_escaped(thinking_words(stamp))}*", _quoted(message.thinking)]
        blocks.append(message.text.strip("\n"))
    return blocks


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.strip("\n").split("\n"))


def _escaped(text: str) -> str:
    """Words of ours and names of others, as they are, in a line of Markdown."""
    return "".join("\\" + each if each in "\\`*_[]<>#&~|!" else each for each in text)
