"""`hisho conversations`: lists them, exports them with their labels, and takes exports in, by the rules of
the window.
"""

import json
import os
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop.chat.conversation import ConversationSummary
from desktop.chat.label_rules import Permission, rule_of
from desktop.chat.labels import Label
from desktop.cli.errors import ExportFolderError, ExportForbiddenError, ReasonNeededError
from desktop.cli.targets import write_file
from desktop.cli.terminal import Terminal
from desktop.cli.vault_access import VaultAccess
from desktop.control import ControlLink, TargetRefusedError
from desktop.policy import Policy, sharing_bounds
from desktop.target_verbs import TargetRefusal
from desktop.transfer.forms import Form
from desktop.transfer.label_names import label_name
from desktop.transfer.naming import stamped
from desktop.transfer.place_words import place_words
from desktop.transfer.places import PlaceNote, from_text, kinds_of
from desktop.transfer.reading import read
from desktop.transfer.rendering import Language, Rendered, rendered, taken
from desktop.transfer.wish import ExportWish, Reason
from desktop.vault.events import EventKind
from desktop.vault.vault import Vault
from desktop.words import Language as Tongue

STANDARD_OUTPUT = "-"
_FORMS = {"md": Form.MARKDOWN, "txt": Form.TEXT, "json": Form.JSON}
Words = Callable[[str], str]


def add_conversations(commands: "_SubParsersAction[Any]", words: Words) -> None:
    """What can be typed after `hisho conversations`."""
    text = words("list, export and import conversations")
    verbs = commands.add_parser("conversations", help=text).add_subparsers(
        dest="verb", required=True, metavar="list | export | import"
    )
    listed = _verb(verbs, "list", words("list them with number, label and title"), words)
    listed.add_argument("--json", action="store_true", help=words("print one JSON object"))
    export = _verb(verbs, "export", words("write some of them into a file"), words)
    export.add_argument("numbers", metavar="NUMBER", type=int, nargs="+", help=words("from the list"))
    export.add_argument(
        "--to", metavar="FILE|FOLDER|-", required=True, help=words("where to; - is standard output")
    )
    export.add_argument("--format", choices=tuple(_FORMS), default="md", help=words("form of the file"))
    export.add_argument(
        "--reason", choices=tuple(Reason), help=words("why; secret conversations leave with a reason only")
    )
    export.add_argument("--thinking", action="store_true", help=words("with what the model thought"))
    taking = _verb(verbs, "import", words("take in what was exported as JSON"), words)
    taking.add_argument("file", metavar="FILE")


def _verb(verbs: "_SubParsersAction[Any]", name: str, text: str, words: Words) -> ArgumentParser:
    verb: ArgumentParser = verbs.add_parser(name, help=text)
    verb.add_argument(
        "--passphrase-fd", metavar="N", type=int,
        help=words("read the vault's passphrase from this descriptor"),
    )  # fmt: skip
    return verb


@dataclass(frozen=True, slots=True)
class Request:
    """Who asks, in which language, and what the administrator says."""

    control: ControlLink
    terminal: Terminal
    language: Tongue
    access: VaultAccess
    policy: Policy

    def name(self, label: Label) -> str:
        """What a label is called."""
        return label_name(label, self.policy.label_names, self.language, self.terminal.translate)


def carry_out(request: Request, wanted: Namespace) -> int:
    """Do what was typed; returns the exit code. Raises VaultError, ChatError, TransferError, CommandError,
    TargetRefusedError, FileNotWrittenError.
    """
    if wanted.verb == "import":
        return _take_in(request, Path(wanted.file))
    with request.access.unlocked() as vault:
        if wanted.verb == "list":
            return _list(request, vault.conversations.conversations(), as_json=wanted.json)
        return _Exporting(request, vault).carry_out(wanted)


def _list(request: Request, found: Sequence[ConversationSummary], *, as_json: bool) -> int:
    if as_json:
        body = [
            {"number": each.id, "title": each.title, "label": each.label.value,
             "updated": each.updated.isoformat(timespec="seconds")}
            for each in found
        ]  # fmt: skip
        request.terminal.answer(json.dumps({"conversations": body}, ensure_ascii=False, indent=2) + "\n")
        return 0
    for each in found:
        moment = each.updated.astimezone().strftime("%Y-%m-%d %H:%M")
        request.terminal.answer(f"{each.id:>6}  {moment}  【{request.name(each.label)}】{each.title}\n")
    return 0


def _take_in(request: Request, path: Path) -> int:
    found = read(path)                          # before anybody is asked for a passphrase
    with request.access.unlocked() as vault:
        made = vault.conversations.wholes.add(
            found.wholes, lambda: vault.events.note(EventKind.IMPORTED, **found.facts)
        )
        _list(request, made, as_json=False)
    return 0


class _Exporting:
    """One export: what is asked for, whether it may leave, and where it goes."""

    def __init__(self, request: Request, vault: Vault) -> None:
        self._request = request
        self._vault = vault

    def carry_out(self, wanted: Namespace) -> int:
        reason = Reason(wanted.reason) if wanted.reason else None
        wish = ExportWish(
            tuple(dict.fromkeys(wanted.numbers)), _FORMS[wanted.format], None, wanted.thinking, reason
        )
        wholes = taken(self._vault.conversations.wholes, wish)
        language = Language(
            self._request.name, self._request.terminal.translate, lambda: datetime.now().astimezone()
        )
        made = rendered(wholes, wish, language)
        self._check(made.label, reason)
        if wanted.to == STANDARD_OUTPUT:
            self._note(made, "output")
            terminal = self._request.terminal
            if terminal.answers.isatty():           # somebody reads it: nothing in it steers the screen
                terminal.answer(made.content.decode())
            else:
                terminal.answers.write(made.content.decode())   # as it was written, to the last character
                terminal.answers.flush()
        else:
            self._write(made, Path(wanted.to))
        return 0

    def _check(self, label: Label, reason: Reason | None) -> None:
        permission = rule_of(label, sharing_bounds(self._request.policy)).export
        if permission is Permission.FORBIDDEN:
            raise ExportForbiddenError
        if permission is Permission.ASK and reason is None:
            raise ReasonNeededError(self._request.name(label))

    def _write(self, made: Rendered, target: Path) -> None:
        is_folder = target.is_dir()
        folder = Path(os.path.abspath(target if is_folder else target.parent)).resolve()  # noqa: PTH100
        name = made.name if is_folder else stamped(target.name, self._request.name(made.label))
        path = folder / name
        try:
            self._put(made, path, ())
        except TargetRefusedError as error:
            if error.reason is not TargetRefusal.CARRIED_ON:
                raise
            self._put(made, path, self._warned(folder, from_text(error.places)))
        terminal = self._request.terminal
        terminal.note(terminal.words("Written, not encrypted: {file}").format(file=path))

    def _warned(self, folder: Path, notes: Sequence[PlaceNote]) -> Sequence[PlaceNote]:
        """The notes, when the user was told of them. Raises ExportFolderError."""
        if sharing_bounds(self._request.policy).carried_on is Permission.FORBIDDEN:
            raise ExportFolderError(str(folder))
        terminal = self._request.terminal
        for note in notes:
            terminal.note(place_words(note, terminal.translate))
        return notes

    def _put(self, made: Rendered, path: Path, notes: Sequence[PlaceNote]) -> None:
        """The supervisor looks what kind of place it is: it sees all of the computer."""
        kinds = kinds_of(notes)
        write_file(
            self._request.control, path, made.content, lambda: self._note(made, kinds or "local"), kinds
        )

    def _note(self, made: Rendered, place: str) -> None:
        self._vault.events.note(EventKind.EXPORTED, **made.facts, place=place)
