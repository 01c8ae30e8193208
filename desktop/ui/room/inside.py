"""Everything behind the unlock page, made when the vault is open: panes, pages, and the room that joins
them.
"""

import os
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from desktop.paths import resources
from desktop.policy import read_policy, sharing_bounds
from desktop.settings import Settings
from desktop.ui.appearance import Appearance
from desktop.ui.audit.witness import Witness, models_here
from desktop.ui.chat_page import ChatPage
from desktop.ui.licences.corner import LicencesCorner
from desktop.ui.main_window import CHAT_PAGE, MainWindow
from desktop.ui.notices import NoticeKind
from desktop.ui.pages.trash import TrashPage
from desktop.ui.policy_bounds import lock_bounds
from desktop.ui.policy_words import closed_words
from desktop.ui.preferences import Preferences
from desktop.ui.protection.acts import VaultActs
from desktop.ui.room.backup_folder import BackupFolder
from desktop.ui.room.evidence_corner import Archive, EvidenceCorner
from desktop.ui.room.lead_corner import LeadCorner
from desktop.ui.room.models_corner import ModelsCorner
from desktop.ui.room.protection_corner import ProtectionCorner
from desktop.ui.room.retention_corner import RetentionCorner
from desktop.ui.room.room import Outside, Room, make_panes
from desktop.ui.room.sharing_corner import SharingCorner
from desktop.ui.room.tasks_corner import TasksCorner
from desktop.ui.room.upkeep_corner import UpkeepCorner
from desktop.ui.room.vault_corner import VaultCorner
from desktop.ui.secrecy.corner import SecrecyCorner
from desktop.ui.secrecy.words import LabelWords
from desktop.ui.transcript.accessibility import TranscriptAccessibility
from desktop.vault.vault import Vault
from desktop.words import Language, system_language

SETTINGS, TRASH = "settings", "trash"


def language_of(settings: Settings) -> Language:
    """The language in use."""
    return system_language(os.environ) if settings.language == "system" else settings.language


class Inside(QObject):
    """What is shown of an open vault."""

    lock_requested = Signal()

    def __init__(
        self,
        window: MainWindow,
        vault: Vault,
        outside: Outside,
        preferences: Preferences,
        window_report: dict[str, Any],
    ) -> None:
        super().__init__()
        self._window = window
        self._preferences = preferences
        self._accessibility = TranscriptAccessibility()
        self._accessibility.install()
        self._panes = make_panes()
        window.add_chat_page(ChatPage(self._panes.on_page()))
        self._policy = read_policy(outside.policy_file)
        self._protection = ProtectionCorner(self._panes.status, window, window_report, outside.edition)
        self.room = Room(self._panes, window, vault.conversations, outside, self._protection)
        self.vault = self._add_vault(vault, outside)
        self._add_pages(vault, outside)
        self.tasks = TasksCorner(window, self.room, vault.tasks, outside)
        self.room.form_wanted.connect(self.tasks.want_form)
        self.lead = LeadCorner(self._panes.header, self.room.talk.leading)
        self.secrecy = self._add_labels(outside)
        self.sharing = SharingCorner(self._panes, self.room, vault, outside, self.secrecy)
        self.sharing.opened_wanted.connect(self.room.library.chosen)
        self.evidence = self._add_evidence(vault, outside)
        self.witness = self._add_witness(vault, outside)
        self.models = self._add_models(vault, outside)
        self.upkeep = UpkeepCorner(vault, outside.background, QTimer())
        self.upkeep.said.connect(self.room.tell)
        self.upkeep.trouble_found.connect(self.room.tell_error)
        self.retention = self._add_retention(vault, outside)
        self.room.conversation_opened.connect(lambda each: preferences.keep(last_conversation=each))
        self.room.model_chosen.connect(lambda key: preferences.keep(last_model=key))
        self.room.thinking_corner.chosen.connect(lambda each: preferences.keep(thinking=each))
        preferences.failed.connect(self.room.tell_error)

    def _add_pages(self, vault: Vault, outside: Outside) -> None:
        settings_page = self._preferences.make_page(vault)
        trash = self._trash = TrashPage()
        trash.restore_requested.connect(self.room.library.restore)
        trash.empty_requested.connect(self.room.library.empty_trash)
        self.room.library.trash_listed.connect(trash.show_items)
        for page in (settings_page, trash):
            page.closed.connect(lambda: self._window.show_page(CHAT_PAGE))
        self._window.add_page(SETTINGS, settings_page)
        self._window.add_page(TRASH, trash)
        settings_page.protection_requested.connect(self.vault.show)
        self.licences = LicencesCorner(self._window, outside.background, resources(), outside.words)
        settings_page.licences_requested.connect(self.licences.show)
        self.licences.left.connect(self.show_settings)
        sidebar = self._panes.sidebar
        sidebar.lock_requested.connect(self.lock_requested)
        sidebar.settings_requested.connect(self.show_settings)
        sidebar.trash_requested.connect(lambda: self._window.show_page(TRASH))
        self._window.actions_of_window.settings.triggered.connect(self.show_settings)

    def _add_retention(self, vault: Vault, outside: Outside) -> RetentionCorner:
        """The rule that conversations are kept for so many days."""
        kept = vault.conversations.retention
        corner = RetentionCorner(kept, outside.background, self._policy.retention_days, QTimer())
        corner.told.connect(self.room.tell)
        corner.changed.connect(self.room.library.refresh)
        corner.days_left.connect(self._trash.show_days_left)
        corner.put_away.connect(self.room.library.deleted)
        return corner

    def _add_labels(self, outside: Outside) -> SecrecyCorner:
        """How secret each conversation is, by the administrator's names and within his bounds."""
        policy = self._policy
        words = LabelWords(policy.label_names)
        labelling = self.room.talk.labelling
        labelling.usual = policy.label_default
        self._panes.sidebar.name_labels(words)
        button = self._panes.header.label_button
        corner = SecrecyCorner(button, labelling, outside.clipboard, words, sharing_bounds(policy))
        corner.naming_changed.connect(self._window.let_title_name)
        return corner

    def _add_vault(self, vault: Vault, outside: Outside) -> VaultCorner:
        """The way to the page about the vault and its protection."""
        self._preferences.bounds = lock_bounds(self._policy)
        acts = VaultActs(vault, outside.keychain, outside.places)
        corner = VaultCorner(self._window, acts, outside, self._policy, self._protection.status)
        corner.details_requested.connect(self._protection.open_details)
        corner.settings_requested.connect(self.show_settings)
        corner.ways_changed.connect(self._preferences.show_ways)
        corner.left.connect(lambda: self._window.show_page(CHAT_PAGE))
        self._protection.page_requested.connect(corner.show)
        self.backup_folder = BackupFolder(self._preferences.keep, lambda: self._window)
        self.backup_folder.said.connect(lambda text: corner.page.copies.show_told(text))
        corner.backup_folder_requested.connect(self.backup_folder.ask)
        return corner

    def _add_evidence(self, vault: Vault, outside: Outside) -> EvidenceCorner:
        """The way to the audit log and the protection report."""
        archive = Archive(vault, self.sharing.saving, lambda: language_of(self._preferences.settings))
        corner = EvidenceCorner(self._window, outside, archive)
        self.vault.audit_requested.connect(corner.show_record)
        self.vault.report_requested.connect(corner.begin_report)
        corner.left.connect(self.vault.show)
        shown = self.vault
        corner.told.connect(lambda text: shown.page.evidence.show_told(text))
        corner.failed.connect(lambda error: shown.page.evidence.show_trouble(outside.words(error)))
        return corner

    def _add_witness(self, vault: Vault, outside: Outside) -> Witness:
        """Who sees to it that the audit log knows of models and protection, and tells of a roll-back."""
        witness = Witness(vault, outside.background, self._panes.notices)
        witness.log_wanted.connect(self.evidence.show_record)
        self.room.shelf.items_changed.connect(
            lambda _: witness.note_models(lambda: models_here(outside.places))
        )
        self.room.engine.confined.connect(lambda _: self._note_protection())
        return witness

    def _note_protection(self) -> None:
        found = self._protection.report
        self.witness.note_protection(found.level.value, found.reasons)

    def _add_models(self, vault: Vault, outside: Outside) -> ModelsCorner:
        """The way to the page of the models."""
        corner = ModelsCorner(
            self._window, outside, vault.conversations, vault.audit, self._preferences.keep
        )
        corner.models_changed.connect(self.room.shelf.refresh)
        corner.model_wanted.connect(self._use_model)
        corner.register_wanted.connect(self._register_model)
        corner.forget_wanted.connect(self.room.shelf.forget)
        self._panes.status.models_requested.connect(corner.show)
        self._window.actions_of_window.models.triggered.connect(corner.show)
        return corner

    def _use_model(self, key: str) -> None:
        self.room.corner.choose(key)
        self._window.show_page(CHAT_PAGE)

    def _register_model(self, path: str) -> None:
        """The card beside the composer shows how far the check is."""
        self._window.show_page(CHAT_PAGE)
        self.room.shelf.open_file(path)

    def show_settings(self) -> None:
        """Show the page of the settings."""
        self._window.show_page(SETTINGS)

    def enter(self, model_to_open: str, told: Sequence[str] = ()) -> None:
        """Show what was shown last time; open the .gguf that the program was started with, if any. `told`:
        what was done on the way in.
        """
        settings = self._preferences.settings
        self._window.show_page(CHAT_PAGE)
        self.take(settings)
        self.room.thinking_corner.set_wish(settings.thinking)
        self.retention.begin()                  # before anything that it puts away is shown
        self.room.enter(settings.last_conversation, settings.last_model)
        self.models.resume()
        self.witness.look_for_roll_back()
        self.upkeep.begin()
        if model_to_open:
            self.room.shelf.open_file(model_to_open)
        if fault := closed_words(self._policy, QCoreApplication.translate):
            self.room.tell(fault, NoticeKind.ERROR)
        for text in told:
            self.room.tell(text, NoticeKind.WARNING)

    def take(self, settings: Settings) -> None:
        """Act by these settings."""
        self._panes.composer.set_send_key(settings.send_key)
        self._protection.show()
        self.room.retranslate()
        self.secrecy.retranslate()
        self.tasks.set_language(language_of(settings))
        self.models.set_language(language_of(settings))

    def wear(self, appearance: Appearance) -> None:
        """Take the colours and the text size; the window has handed them to its pages."""
        self._panes.transcript.set_theme(appearance.tokens, appearance.text_scale)
        self._protection.appearance = appearance
        self.lead.appearance = appearance
        self.vault.wear(appearance)
        self.backup_folder.appearance = appearance
        self.evidence.wear(appearance)
        self.secrecy.appearance = appearance
        self.sharing.wear(appearance)
        self.tasks.wear(appearance)
        self.models.wear(appearance)
        self.room.engine_corner.wear(appearance)

    def leave(self) -> None:
        """Write what is not on disk yet, and let go of the engine and the fetcher."""
        self.upkeep.leave()
        self.retention.leave()
        self.tasks.leave()
        self.room.leave()
        self.models.leave()
