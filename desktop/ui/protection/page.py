"""The page about the vault and its protection. Tells what is wanted; nothing is done here."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from desktop.policy import NO_POLICY, Policy
from desktop.ui.appearance import Appearance
from desktop.ui.buttons import IconButton
from desktop.ui.lock_rules import LockRules
from desktop.ui.pages.card import IconLine, OpenedPage
from desktop.ui.policy_words import closed_words, demands_words
from desktop.ui.protection.copies_section import CopiesSection
from desktop.ui.protection.level_section import LevelSection
from desktop.ui.protection.parts import Section
from desktop.ui.protection.standing import Standing
from desktop.ui.protection.theft_section import TheftSection
from desktop.ui.protection.ways_section import WaysSection
from model_manager.edition import Edition

_WIDTH = 640


class LockSection(Section):
    """What locks the vault by itself, in words; the settings change it."""

    def __init__(self) -> None:
        super().__init__()
        self._rules: LockRules | None = None
        self._hears_sleep = True
        self.button = QPushButton()
        self.add_buttons(self.button)

    def retranslate(self) -> None:
        self.heading.setText(self.tr("What locks the vault"))
        self.button.setText(self.tr("Change in the settings…"))
        self._show()

    def show_rules(self, rules: LockRules | None, *, hears_sleep: bool = True) -> None:
        """What is in force; None where the vault cannot be locked. `hears_sleep`: this computer tells of
        sleep and of its lock screen.
        """
        self._rules = rules
        self._hears_sleep = hears_sleep
        self._show()

    def _show(self) -> None:
        rules = self._rules
        if rules is None:
            self.text.setText(self.tr("Nothing: without a passphrase Hisho cannot be locked."))
            return
        causes = [self.tr("• the button and Ctrl+L")]
        if rules.minutes and rules.by_label:
            causes.append(
                self.tr("• %n minute(s) without a touch, for the label of what is open", "", rules.minutes)
            )
        elif rules.minutes:
            causes.append(self.tr("• %n minute(s) without a touch", "", rules.minutes))
        if not self._hears_sleep:
            causes.append(self.tr("This computer does not tell programs of sleep or of its lock screen."))
        elif rules.on_sleep:
            causes.append(self.tr("• the computer goes to sleep"))
        if rules.with_session and self._hears_sleep:
            causes.append(self.tr("• the screen is locked or another user comes in front of it"))
        self.text.setText("\n".join(causes))


class PolicySection(Section):
    """What the administrator demands, in words; hidden where there is no policy, or none that is accepted."""

    def __init__(self, edition: Edition) -> None:
        super().__init__()
        self._policy = NO_POLICY
        self._edition = edition

    def retranslate(self) -> None:
        self.heading.setText(self.tr("Set by the administrator"))
        self._show()

    def show_policy(self, policy: Policy) -> None:
        """Show what this one demands."""
        self._policy = policy
        self._show()

    def _show(self) -> None:
        said = demands_words(self._policy, QCoreApplication.translate, self._edition)
        self.text.setText("\n".join(self.tr("• {demand}").format(demand=each) for each in said))
        self.setVisible(bool(said))


class EvidenceSection(Section):
    """The way to what can be shown to others: the audit log and the protection report."""

    def __init__(self) -> None:
        super().__init__()
        self.told, self.trouble = IconLine("info", "link"), IconLine("error", "danger")
        self.audit_button, self.report_button = QPushButton(), QPushButton()
        self.add_buttons(self.audit_button, self.report_button)
        for part in (self.told, self.trouble):
            self.column.addWidget(part)

    def retranslate(self) -> None:
        self.heading.setText(self.tr("Evidence"))
        self.text.setText(
            self.tr(
                "The audit log says what happened to the vault; the protection report says, for your "
                "IT-security department, what holds on this computer and how to check it."
            )
        )
        self.audit_button.setText(self.tr("Audit log…"))
        self.report_button.setText(self.tr("Protection report…"))


    def show_told(self, text: str) -> None:
        """Say what is done, beside the button that asked for it."""
        self.trouble.show_text("")
        self.told.show_text(text)
        self.opened.emit(self.told)

    def show_trouble(self, text: str) -> None:
        """Say what went wrong."""
        self.told.show_text("")
        self.trouble.show_text(text)
        self.opened.emit(self.trouble)


class ProtectionPage(OpenedPage):
    """All sections, one below the other."""

    settings_requested = Signal()

    def __init__(self, size_words: Callable[[int], str], edition: Edition = Edition.FULL) -> None:
        super().__init__(_WIDTH)
        self._standing = Standing()
        self.close_button = IconButton("close", "text_muted")
        self.fault = IconLine("error", "danger")
        self.level, self.ways, self.copies = LevelSection(), WaysSection(), CopiesSection(size_words)
        self.lock, self.evidence, self.theft = LockSection(), EvidenceSection(), TheftSection()
        self.profile, self.policy = Section(), PolicySection(edition)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button)
        self.body.addLayout(head)
        for part in (self.fault, self.error_line, *self._sections):
            self.body.addWidget(part)
        for section in self._sections:
            section.opened.connect(self.bring_into_view)
        self.close_button.clicked.connect(self.leave)
        self.lock.button.clicked.connect(self.settings_requested)
        self.setFocusProxy(self.level.details_button)
        self.retranslate()
        self.set_appearance(self._appearance)

    @property
    def _sections(self) -> tuple[Section, ...]:
        return (
            self.level, self.policy, self.ways, self.copies, self.lock, self.evidence, self.theft,
            self.profile,
        )

    def retranslate(self) -> None:
        self.title.setText(self.tr("Vault and protection"))
        self.close_button.describe(self.tr("Close this page"), self.tr("Close this page (Esc)"))
        for section in self._sections:
            section.retranslate()
        self.profile.heading.setText(self.tr("Profile"))
        self._show()

    def set_appearance(self, appearance: Appearance) -> None:
        super().set_appearance(appearance)
        self.ways.set_appearance(appearance)

    def show_standing(self, standing: Standing) -> None:
        """Show how the vault stands now."""
        self._standing = standing
        self.ways.show_standing(standing)
        self.copies.show_standing(standing)
        self.theft.show_standing(standing)
        self.policy.show_policy(standing.policy)
        self._show()

    def _show(self) -> None:
        standing = self._standing
        self.fault.show_text(closed_words(standing.policy, QCoreApplication.translate))
        named = self.tr("This is the profile “{profile}”.").format(profile=standing.profile)
        first = self.tr(
            "This is the first profile; “hisho --profile NAME” opens another one with its own vault."
        )
        where = self.tr("Vault {vault} in {folder}").format(vault=standing.vault, folder=standing.folder)
        self.profile.text.setText(f"{named if standing.profile else first}\n{where}")
        self.profile.setVisible(bool(standing.vault))

    @Slot()
    def leave(self) -> None:
        self.ways.end_form()
        self.ways.withdraw()
        self.theft.question.withdraw()
        self.theft.forget()
        for line in (self.ways.trouble, self.evidence.told, self.evidence.trouble):
            line.show_text("")
        super().leave()
