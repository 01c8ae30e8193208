"""Joins the page of the record with the vault: what is wanted there is read and checked on its lane."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot

from desktop.report.signing import signer_of
from desktop.ui.appearance import Appearance
from desktop.ui.audit.choosing import Choose, SaveQuestion
from desktop.ui.audit.record_page import RecordPage
from desktop.ui.background import Background
from desktop.ui.main_window import MainWindow
from desktop.ui.saving import SaveWish, Saving
from desktop.vault.event_lines import EventLines
from desktop.vault.events import NOTHING, EventKind, Events, Verified, Wanted
from desktop.vault.facts import Facts

RECORD = "record"
STEP = 2_000                        # events that are read together: some 50 ms


@dataclass(frozen=True, slots=True)
class EvidenceDesk:
    """What the evidence needs of the world: the lanes, the way to a file, words for errors, the time."""

    background: Background
    saving: Saving
    choose: Choose
    words: Callable[[Exception], str]
    now: Callable[[], datetime]


class LogSource(Protocol):
    """The part of an open vault that the log is about."""

    @property
    def events(self) -> Events:
        """The chain."""
        ...

    @property
    def facts(self) -> Facts:
        """Where the key lies that signs reports."""
        ...


class RecordCorner(QObject):
    """The page is made when it is first wanted."""

    left = Signal()
    told = Signal(str)                          # a sentence about what was done

    def __init__(self, window: MainWindow, vault: LogSource, desk: EvidenceDesk) -> None:
        super().__init__()
        self._window = window
        self._events = vault.events
        self._facts = vault.facts
        self._desk = desk
        self._appearance = Appearance()
        self._page: RecordPage | None = None
        self._is_busy = False

    @property
    def page(self) -> RecordPage:
        """The page, made now if there is none yet."""
        if self._page is None:
            page = self._page = RecordPage(lambda: QCoreApplication.translate, self._desk.now)
            page.set_appearance(self._appearance)
            page.filter_changed.connect(self._list)
            page.model.wanted.connect(self._fetch)
            page.verify_requested.connect(self._verify)
            page.export_requested.connect(self._export)
            page.closed.connect(self.left)
            self._window.add_page(RECORD, page)
        return self._page

    def wear(self, appearance: Appearance) -> None:
        """Take the colours and the text size; the window hands them to the pages that it has."""
        self._appearance = appearance

    @Slot()
    def show(self) -> None:
        """Show what happened, and whether the chain holds."""
        page = self.page
        page.show_error("")
        self._window.show_page(RECORD)
        self._list(page.wanted())
        self._verify()
        self._desk.background.on_vault(
            lambda: signer_of(self._facts).fingerprint, page.show_fingerprint, self._on_error
        )
        page.setFocus()

    @Slot(object)
    def _list(self, wanted: Wanted) -> None:
        self._desk.background.on_vault(
            lambda: self._events.ids(wanted), self.page.show_ids, self._on_error
        )

    @Slot(list)
    def _fetch(self, ids: Sequence[int]) -> None:
        self._desk.background.on_vault(lambda: self._events.some(ids), self.page.model.take, self._on_error)

    @Slot()
    def _verify(self) -> None:
        """In steps: the whole of a long chain would hold up what else the vault's lane has to do."""
        if not self._is_busy:
            self._set_busy(busy=True)
            self._verify_from(Verified(NOTHING))

    def _verify_from(self, so_far: Verified) -> None:
        self._desk.background.on_vault(
            lambda: self._events.verify_some(so_far.head, STEP),
            lambda found: self._on_step(so_far, found),
            self._on_error,
        )

    def _on_step(self, before: Verified, found: Verified) -> None:
        if found.holds and found.head != before.head:
            self._verify_from(found)
            return
        self._set_busy(busy=False)
        self.page.show_verified(found)

    def _set_busy(self, *, busy: bool) -> None:
        self._is_busy = busy
        self.page.set_busy(busy=busy)

    def _on_error(self, error: Exception) -> None:
        self._set_busy(busy=False)
        self.page.show_error(self._desk.words(error))

    # -- exporting

    @Slot()
    def _export(self) -> None:
        day = self._desk.now().strftime("%Y-%m-%d")
        question = SaveQuestion(
            self.tr("Export the audit log"),
            self.tr("Hisho audit log {date}").format(date=day) + ".jsonl",
            ((self.tr("JSON Lines"), ".jsonl"),),
        )
        self._desk.choose(question, self._write)

    def _write(self, path: str) -> None:
        """In steps, as the check."""
        self._set_busy(busy=True)
        lines = EventLines()
        self._write_from(path, lines, [lines.first()])

    def _write_from(self, path: str, lines: EventLines, parts: list[str]) -> None:
        self._desk.background.on_vault(
            lambda: "".join(map(lines.of, self._events.after(lines.head.count, STEP))),
            lambda part: self._on_part(path, lines, parts, part),
            self._on_error,
        )

    def _on_part(self, path: str, lines: EventLines, parts: list[str], part: str) -> None:
        if part:
            self._write_from(path, lines, [*parts, part])
            return
        whole = "".join((*parts, lines.last()))
        self._save(path, whole.encode(errors="backslashreplace"))

    def _save(self, path: str, content: bytes) -> None:
        digest = sha256(content).hexdigest()

        def note() -> None:
            self._events.note(EventKind.EVENTS_EXPORTED, sha256=digest, bytes=len(content))

        wish = SaveWish(path, content, replace=True, witness=note)
        self._desk.saving.save(wish, lambda: self._on_saved(path), self._on_error)

    def _on_saved(self, path: str) -> None:
        self._set_busy(busy=False)
        self.told.emit(self.tr("The audit log was written to {path}.").format(path=path))
        self._list(self.page.wanted())
