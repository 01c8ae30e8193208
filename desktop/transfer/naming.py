"""Names of exported files: the label first, then the title and the day; safe on every file system we know."""

import unicodedata
from datetime import date

MAX_BYTES = 200                     # of 255 on most file systems: an encrypting one takes some for itself
_REPLACED = dict.fromkeys(map(ord, '<>:"/\\|?*'), "_")
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
)
_KEPT = ("L", "M", "N", "P", "S", "Zs")     # letters, marks, numbers, punctuation, symbols, spaces


def file_name(label_name: str, title: str, day: date, suffix: str) -> str:
    """Such as 【社外秘】応答案_2026-11-25.md. Label, day and suffix are always whole; the title is what there
    is room for.
    """
    head, tail = f"【{_safe(label_name)}】", f"_{day.isoformat()}{suffix}"
    room = MAX_BYTES - len((head + tail).encode())
    return head + shortened(_safe(title), room).rstrip("_ ") + tail


def stamped(name: str, label_name: str) -> str:
    """A name that somebody typed, with the label before it if it is not in it."""
    stamp = f"【{_safe(label_name)}】"
    if stamp in unicodedata.normalize("NFC", name):
        return name
    stem, dot, suffix = name.rpartition(".")
    tail = dot + suffix if stem else ""
    return stamp + shortened(stem or name, MAX_BYTES - len((stamp + tail).encode())) + tail


def shortened(text: str, room: int) -> str:
    """The beginning of the text that takes no more bytes than this; no character is cut in two, and no mark
    is left without what it stands on.
    """
    if len(text.encode()) <= room:
        return text
    kept = text.encode()[: max(room, 0)].decode(errors="ignore")
    following = text[len(kept) :][:1]
    while kept and following and unicodedata.combining(following):
        kept, following = kept[:-1], kept[-1]
    return kept.rstrip(" .")


def _safe(text: str) -> str:
    """Without what a file system, a shell or a reader could take for something else."""
    composed = unicodedata.normalize("NFC", " ".join(text.split())).translate(_REPLACED)
    kept = "".join(each for each in composed if unicodedata.category(each).startswith(_KEPT))
    words = " ".join(kept.split()).strip(" .")
    return f"_{words}" if words.lower() in _RESERVED else words
