"""The protection report from the wish to the file: each program is started once and asked how it is shut in,
what runs here is hashed, the vault tells what lies in it, and the supervisor opens the file.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC
from hashlib import sha256
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from desktop.confinement.report import accept_program_report
from desktop.paths import Paths, resources, source_root
from desktop.policy import read_policy
from desktop.report.gathering import Kept, Outside, kept_of, programs_of
from desktop.report.hashes import hash_files
from desktop.report.making import HTML, JSON, MadeReport, make
from desktop.ui.audit.choosing import SaveQuestion
from desktop.ui.audit.record_corner import EvidenceDesk
from desktop.ui.control_notifier import ControlNotifier
from desktop.ui.saving import SaveWish
from desktop.vault.backup import backups, beside
from desktop.vault.events import EventKind
from desktop.vault.place import look
from desktop.vault.vault import Vault
from desktop.version import VERSION
from desktop.words import Language, translator
from model_manager.edition import Edition
from model_manager.policy_file import PolicyFile


@dataclass(frozen=True, slots=True)
class ReportPlaces:
    """What a report looks at, and the language it is written in."""

    places: Paths
    policy_file: PolicyFile
    language: Callable[[], Language]
    edition: Edition


class ReportDesk(QObject):
    """One report at a time."""

    told = Signal(str)  # a sentence about what is being done or was done
    failed = Signal(object)  # what went wrong; nothing of the file is left

    def __init__(
        self, vault: Vault, notifier: ControlNotifier, desk: EvidenceDesk, around: ReportPlaces
    ) -> None:
        super().__init__()
        self._vault = vault
        self._notifier = notifier
        self._desk = desk
        self._around = around
        self._path = ""
        self._requests: dict[int, str] = {}  # of the programs that have not answered yet
        self._programs: dict[str, dict[str, Any]] = {}
        notifier.probed.connect(self._on_probed)

    @Slot()
    def begin(self) -> None:
        """Ask where it shall be saved."""
        if self._path:
            return
        day = self._desk.now().strftime("%Y-%m-%d")
        question = SaveQuestion(
            self.tr("Save the protection report"),
            self.tr("Hisho protection report {date}").format(date=day) + HTML,
            ((self.tr("Page to read and print"), HTML), (self.tr("For programs"), JSON)),
        )
        self._desk.choose(question, self._start)

    def _start(self, path: str) -> None:
        self._path = path
        self._programs = {}
        self.told.emit(self.tr("The protection report is being made…"))
        programs = programs_of(self._around.edition)
        self._requests = {self._notifier.link.probe(program): program for program in programs}

    @Slot(int, str)
    def _on_probed(self, request: int, untrusted_json: str) -> None:
        program = self._requests.pop(request, None)
        if program is None:
            return  # somebody else asked
        self._programs[program] = accept_program_report(untrusted_json)
        if not self._requests:
            self._desk.background.elsewhere(self._look, self._with_vault, self._fail)

    def _look(self) -> Outside:
        """Off the Qt thread: the hashes take a second."""
        around = self._around
        programs = {program: self._programs[program] for program in programs_of(around.edition)}
        vault = around.places.vault
        return Outside(
            VERSION, self._desk.now().astimezone(UTC), hash_files(source_root()), programs, look(vault),
            read_policy(around.policy_file), backups(beside(vault)), around.edition,
        )  # fmt: skip

    def _with_vault(self, outside: Outside) -> None:
        self._desk.background.on_vault(
            lambda: kept_of(self._vault), lambda kept: self._make(outside, kept), self._fail
        )

    def _make(self, outside: Outside, kept: Kept) -> None:
        language = self._around.language()
        translate = translator(language, resources() / "i18n")
        self._desk.background.elsewhere(
            lambda: make(outside, kept, language, translate), self._save, self._fail
        )

    def _save(self, made: MadeReport) -> None:
        path = self._path
        content = made.form_of(path)
        facts = {"form": "json" if content is made.json else "html", "sha256": sha256(content).hexdigest()}
        wish = SaveWish(path, content, replace=True, witness=lambda: self._note(facts))
        self._desk.saving.save(wish, lambda: self._on_saved(path), self._fail)

    def _note(self, facts: dict[str, str]) -> None:
        self._vault.events.note(EventKind.REPORTED, **facts)

    def _on_saved(self, path: str) -> None:
        self._path = ""
        self.told.emit(self.tr("The protection report was written to {path}.").format(path=path))

    def _fail(self, error: Exception) -> None:
        self._path = ""
        self.failed.emit(error)
