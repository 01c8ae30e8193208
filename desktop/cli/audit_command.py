"""`hisho vault audit`: what happened to the vault, whether the chain holds, and the chain as a file.

It ends with 1 where the chain is broken, where an old copy was put back and nobody has acknowledged that in
the window, and where nothing was found.
"""

import json
from argparse import Namespace, _SubParsersAction
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from desktop.cli.targets import write_file
from desktop.cli.terminal import Terminal
from desktop.cli.vault_access import VaultAccess
from desktop.control import ControlLink
from desktop.ui.event_words import kind_words, line_of
from desktop.vault.anchors import RollBack
from desktop.vault.event_lines import event_lines, event_values
from desktop.vault.events import Event, EventKind, Verified
from desktop.vault.vault import Vault

STANDARD_OUTPUT = STANDARD_INPUT = "-"
_FAULT = 1
_MOST_BYTES = 64 << 20
Words = Callable[[str], str]


def add_audit(verbs: "_SubParsersAction[Any]", words: Words) -> None:
    """What can be typed after `hisho vault audit`."""
    audit = verbs.add_parser("audit", help=words("show what happened to the vault, and check that record"))
    audit.add_argument("--verify", action="store_true", help=words("only say whether the chain holds"))
    audit.add_argument(
        "--export", metavar="FILE|-", default="", help=words("write the chain as JSON Lines (.jsonl)")
    )
    audit.add_argument(
        "--find", metavar="FILE|-", default="",
        help=words("show the entries in which this text or file has a part: an answer, an export, a report"),
    )  # fmt: skip
    audit.add_argument("--json", action="store_true", help=words("print one JSON object"))
    audit.add_argument(
        "--passphrase-fd", metavar="N", type=int,
        help=words("read the vault's passphrase from this descriptor"),
    )  # fmt: skip


def carry_out(wanted: Namespace, control: ControlLink, access: VaultAccess, terminal: Terminal) -> int:
    """Do what was typed; returns the exit code. Raises VaultError, CommandError, TargetRefusedError,
    FileNotWrittenError.
    """
    with access.unlocked() as vault:
        found, verified = vault.anchors.untold(), vault.events.verify()
        events: Sequence[Event] = ()
        if wanted.export:
            _export(vault, control, wanted.export, terminal)
        else:
            events = _wanted(vault, wanted, terminal)
            _show(events, verified, found, terminal, as_json=wanted.json)
        is_missing = bool(wanted.find) and not events
    return 0 if verified.holds and found is None and not is_missing else _FAULT


def _wanted(vault: Vault, wanted: Namespace, terminal: Terminal) -> Sequence[Event]:
    """The events to show. Raises OSError where the file to be found cannot be read."""
    if not wanted.find:
        return () if wanted.verify else vault.events.all()
    if wanted.find == STANDARD_INPUT:
        content = terminal.questions.read().encode()
    else:
        with Path(wanted.find).open("rb") as file:
            content = file.read(_MOST_BYTES)
    events = vault.events.about(content)
    if not events:
        terminal.note(terminal.words("No entry is about this text or file."))
    return events


def _export(vault: Vault, control: ControlLink, target: str, terminal: Terminal) -> None:
    content = "".join(event_lines(vault.events.all())).encode(errors="backslashreplace")

    def note() -> None:
        digest = sha256(content).hexdigest()
        vault.events.note(EventKind.EVENTS_EXPORTED, sha256=digest, bytes=len(content))

    if target == STANDARD_OUTPUT:
        note()
        terminal.answers.write(content.decode())
        terminal.answers.flush()
        return
    write_file(control, Path(target), content, note)
    terminal.note(terminal.words("Written: {file}").format(file=target))


def _show(
    events: Sequence[Event], verified: Verified, found: RollBack | None, terminal: Terminal, *, as_json: bool
) -> None:
    if as_json:
        answer = {**_values(verified, found), "events": [event_values(each) for each in events]}
        terminal.answer(json.dumps(answer, ensure_ascii=False) + "\n")
        return
    translate = terminal.translate
    for each in events:
        moment = each.at.partition(".")[0].replace("T", " ")
        line = f"{each.id}  {moment} UTC  {kind_words(each.kind, translate)}  {line_of(each, translate)}"
        terminal.answer(line.rstrip() + "\n")
    terminal.answer(_verdict(verified, terminal.words) + "\n")


def _values(verified: Verified, found: RollBack | None) -> Mapping[str, Any]:
    return {
        "count": verified.head.count,
        "head": verified.head.digest.hex(),
        "holds": verified.holds,
        "first_break": verified.first_break,
        "rolled_back": found.value if found else None,
    }


def _verdict(verified: Verified, words: Words) -> str:
    digest = verified.head.digest.hex()
    if verified.holds:
        text = words("The chain holds: {count} entries, digest of the last {digest}")
        return text.format(count=verified.head.count, digest=digest)
    text = words("The chain is broken at entry {number}; it holds up to the digest {digest}")
    return text.format(number=verified.first_break, digest=digest)
