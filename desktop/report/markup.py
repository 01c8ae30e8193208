"""HTML from static parts: what is not markup of ours is escaped, so that no name becomes part of a page."""

from collections.abc import Iterable
from html import escape


class Markup(str):
    """Text that is HTML already; only this module makes it."""

    __slots__ = ()


def element(tag: str, *children: str, **attributes: str) -> Markup:
    """An element. Children that are no markup are text; attributes are always text (`class_` is `class`)."""
    given = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(value)}"' for name, value in attributes.items()
    )
    return Markup(f"<{tag}{given}>{joined(children)}</{tag}>")


def joined(children: Iterable[str]) -> Markup:
    """One after the other; what is no markup is escaped."""
    return Markup("".join(each if isinstance(each, Markup) else visible(each) for each in children))


def void(tag: str, **attributes: str) -> Markup:
    """An element that has no end."""
    return Markup(element(tag, **attributes).removesuffix(f"</{tag}>"))


def visible(text: str) -> str:
    """Text, escaped; what would not be seen or would turn the line about stands as its number."""
    return escape("".join(each if _shows(each) else f"\\u{ord(each):04x}" for each in text))


def _shows(character: str) -> bool:
    return character.isprintable() or character in "\n\u3000"


DOCTYPE = Markup("<!DOCTYPE html>\n")
