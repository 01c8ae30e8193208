"""`hisho doctor --report FILE`: the protection report as a file; and `--verify-report FILE`, whether one is
as it was signed.

The vault is opened for it where that asks nobody or somebody can be asked. Where it cannot be opened the
report is made all the same, unsigned and without what lies in the vault, and that is said.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from desktop import paths
from desktop.cli.errors import PassphraseNeededError
from desktop.cli.targets import write_file
from desktop.cli.terminal import Terminal
from desktop.cli.vault_access import VaultAccess
from desktop.confinement.errors import ProtectionTooWeakError
from desktop.control import ControlLink
from desktop.policy import read_policy
from desktop.report.errors import ReportError
from desktop.report.gathering import Outside, kept_of
from desktop.report.hashes import hash_files
from desktop.report.making import HTML, JSON, MadeReport, make
from desktop.report.signing import verify
from desktop.ui.error_text import error_text
from desktop.vault.backup import backups, beside
from desktop.vault.errors import KeychainError, VaultInUseError, VaultMissingError
from desktop.vault.events import EventKind
from desktop.vault.place import look
from desktop.vault.vault import Vault
from desktop.words import Language, translator
from model_manager.edition import edition_here
from model_manager.policy_file import PolicyFile

STANDARD_OUTPUT = "-"
_MOST_BYTES = 64 << 20
Words = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Request:
    """Who asks for a report, in which language, and what `hisho doctor` found in each program."""

    control: ControlLink
    terminal: Terminal
    language: Language
    access: VaultAccess
    outside: Outside


def add_report(doctor: ArgumentParser, words: Words) -> None:
    """What can be typed after `hisho doctor` about reports."""
    doctor.add_argument(
        "--report", metavar="FILE", default="",
        help=words("write a report for the IT department: .html with .json beside it, .json alone, or -"),
    )  # fmt: skip
    doctor.add_argument(
        "--verify-report",
        metavar="FILE",
        default="",
        help=words("check whether a report is as it was signed"),
    )
    doctor.add_argument(
        "--report-language", choices=("ja", "en"), default="", help=words("language of the report")
    )


def outside_of(
    places: paths.Paths, programs: Mapping[str, dict[str, Any]], policy: PolicyFile, version: str
) -> Outside:
    """What can be told here without a key, now."""
    return Outside(
        version, datetime.now(UTC), hash_files(paths.source_root()), programs, look(places.vault),
        read_policy(policy), backups(beside(places.vault)), edition_here(),
    )  # fmt: skip


def write_report(request: Request, target: str) -> int:
    """Make the report and write it. Raises VaultError for a wrong passphrase, TargetRefusedError,
    FileNotWrittenError.
    """
    terminal = request.terminal
    translate = translator(request.language, paths.resources() / "i18n")
    try:
        with request.access.unlocked() as vault:
            made = make(request.outside, kept_of(vault), request.language, translate)
            _write(request, target, made)
            _note(vault, target, made)
    except (
        VaultMissingError, VaultInUseError, PassphraseNeededError, KeychainError, ProtectionTooWeakError,
    ) as error:  # fmt: skip
        terminal.note(error_text(error, terminal.translate))
        terminal.note(
            terminal.words(
                "The report is made without the vault: unsigned, without ledger and record of events."
            )
        )
        _write(request, target, make(request.outside, None, request.language, translate))
    return 0


def _write(request: Request, target: str, made: MadeReport) -> None:
    if target == STANDARD_OUTPUT:
        request.terminal.answers.write(made.html.decode())  # as it was signed, to the last space
        request.terminal.answers.flush()
        return
    path = Path(target)
    for each in _files_of(path):
        write_file(request.control, each, made.form_of(each.name))
        request.terminal.note(request.terminal.words("Written: {file}").format(file=each))


def _files_of(path: Path) -> list[Path]:
    """HTML has its JSON beside it."""
    return [path, path.with_suffix(JSON)] if path.suffix.lower() == HTML else [path]


def _note(vault: Vault, target: str, made: MadeReport) -> None:
    content = made.form_of(target)
    form = "json" if content is made.json else "html"
    vault.events.note_or_owe(EventKind.REPORTED, form=form, sha256=sha256(content).hexdigest())


def verify_report(wanted: Namespace, terminal: Terminal) -> int:
    """Say whether a report is as it was signed, and by which key; 1 if it is not. Raises OSError."""
    with Path(wanted.verify_report).open("rb") as file:
        untrusted = file.read(_MOST_BYTES)
    try:
        verified = verify(untrusted)
    except ReportError as error:
        terminal.note(error_text(error, terminal.translate))
        return 1
    words = terminal.words
    terminal.answer(words("This report is as it was signed. Made: {when}").format(when=verified.made) + "\n")
    terminal.answer(
        words("Fingerprint of the key: {fingerprint}").format(fingerprint=verified.fingerprint) + "\n"
    )
    terminal.note(words("Compare the fingerprint with the one that the app shows for this vault."))
    return 0
