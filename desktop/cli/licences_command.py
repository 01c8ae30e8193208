"""`hisho licences`: what Hisho is made of, and the texts of the licences."""

import json
import unicodedata
from argparse import Namespace, _SubParsersAction
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from desktop.cli.terminal import Terminal
from desktop.licences.component import Component
from desktop.licences.listing import components
from desktop.licences.replacing import replacing_words

Words = Callable[[str], str]


def add_licences(commands: "_SubParsersAction[Any]", words: Words) -> None:
    """What can be typed after `hisho licences`."""
    licences = commands.add_parser("licences", help=words("what Hisho is made of, and under which licences"))
    licences.add_argument("--json", action="store_true", help=words("print one JSON object"))
    licences.add_argument("part", metavar="NAME", nargs="?", default="", help=words("print its licence"))


def carry_out(wanted: Namespace, terminal: Terminal, resources: Path) -> int:
    """Do what was typed; returns the exit code. Raises LicencesUnreadableError."""
    parts = components(resources)
    if wanted.part:
        parts = named(parts, wanted.part)
        if not parts:
            words = terminal.words("No part of Hisho is called “{name}”; “hisho licences” lists them all.")
            terminal.note(words.format(name=wanted.part))
            return 1
    if wanted.json:
        body = {"parts": [report(each, with_text=bool(wanted.part)) for each in parts]}
        terminal.answer(json.dumps(body, ensure_ascii=False, indent=2) + "\n")
    elif wanted.part:
        terminal.answer("\n".join(told(each, terminal) for each in parts))
    else:
        terminal.answer(table(parts))
        terminal.note(terminal.words("“hisho licences NAME” prints the licence of one of them."))
    return 0


def named(parts: Sequence[Component], name: str) -> list[Component]:
    """Those of this very name, or else those whose names begin with it: “OpenSSL” is there more than once."""
    sought = unicodedata.normalize("NFKC", name).casefold()
    same = [each for each in parts if each.name.casefold() == sought]
    return same or [each for each in parts if each.name.casefold().startswith(sought)]


def table(parts: Sequence[Component]) -> str:
    """A line for each part, in columns."""
    names = max(len(each.name) for each in parts)
    versions = max(len(each.version) for each in parts)
    return "".join(
        f"{each.name:<{names}}  {each.version:<{versions}}  {each.licence}\n" for each in parts
    )


def told(part: Component, terminal: Terminal) -> str:
    """One part with everything that is known of it."""
    lines = [f"{part.name} {part.version}".strip()]
    lines.append(terminal.words("Licence: {licence}").format(licence=part.licence))
    if part.source:
        lines.append(terminal.words("Source: {address}").format(address=part.source))
    if replacing := replacing_words(part, terminal.translate):
        lines += ["", replacing]
    return "\n".join([*lines, "", part.text()])


def report(part: Component, *, with_text: bool) -> dict[str, Any]:
    """For programs."""
    body: dict[str, Any] = {"name": part.name, "version": part.version, "licence": part.licence}
    body |= {"source": part.source, "kind": part.kind.value, "replaceable": part.replaceable}
    return body | ({"text": part.text()} if with_text else {})
