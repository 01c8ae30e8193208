"""The settings: every change is told at once, nothing needs a restart."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.edition_words import edition_words
from desktop.settings import Settings
from desktop.ui.appearance import Appearance
from desktop.ui.buttons import IconButton
from desktop.ui.labels import PlainLabel
from desktop.ui.pages.card import Choice, OpenedPage, fill
from desktop.ui.pages.lock_controls import LockControls
from desktop.ui.theme import SIZES
from model_manager.edition import Edition

TEXT_PERCENTS = (100, 110, 125, 150, 175, 200)
_WIDTH = 560




@dataclass(frozen=True, slots=True)
class About:
    """What the page tells about the program."""

    version: str
    edition: Edition
    licence: str
    models_folder: str
    data_folder: str


class SettingsPage(OpenedPage):
    """Shows the settings and tells each change with all the others."""

    settings_changed = Signal(object)                       # Settings
    protection_requested = Signal()                         # what opens the vault, backups and more
    licences_requested = Signal()                           # what Hisho is made of

    def __init__(self, about: About) -> None:
        super().__init__(_WIDTH)
        self._about = about
        self._settings = Settings()
        self._headings: list[PlainLabel] = []
        self._names: dict[QWidget, PlainLabel] = {}
        self._build()
        self._connect()
        self.retranslate()
        self.set_appearance(self._appearance)

    def _build(self) -> None:
        self.close_button = IconButton("close", "text_muted")
        self.language, self.scheme, self.text_size, self.send_key = (Choice() for _ in range(4))
        self.lock = LockControls()
        self.protection_button, self.licences_button = QPushButton(), QPushButton()
        self.version, self.edition, self.licence, self.models_folder, self.data_folder = (
            PlainLabel(SIZES.small, 400, "text", wraps=True) for _ in range(5)
        )
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button)
        self.body.addLayout(head)
        self.body.addWidget(self.error_line)
        self._add_section(self.language, self.scheme, self.text_size, self.send_key)
        self._add_section(self.lock.minutes)
        for part in (self.lock.on_sleep, self.lock.with_session, self.lock.note):
            self.body.addWidget(part)
        self.body.addWidget(self.protection_button, 0, Qt.AlignmentFlag.AlignLeft)
        about = (self.version, self.edition, self.licence, self.models_folder, self.data_folder)
        self._add_section(*about)
        for label in about:
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(self.licences_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.language)

    def _add_section(self, *parts: QWidget) -> None:
        heading = PlainLabel(SIZES.body, 700, "text")
        self._headings.append(heading)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(12)
        for part in parts:
            name = PlainLabel(SIZES.small, 400, "text_muted")
            name.setBuddy(part)
            self._names[part] = name
            form.addRow(name, part)
        section = QVBoxLayout()
        section.setContentsMargins(0, 8, 0, 0)
        section.setSpacing(12)
        section.addWidget(heading)
        section.addLayout(form)
        self.body.addLayout(section)

    def _connect(self) -> None:
        self.close_button.clicked.connect(self.leave)
        for choice in self._choices():
            choice.activated.connect(self._tell)
        self.lock.changed.connect(self._tell)
        self.protection_button.clicked.connect(self.protection_requested)
        self.licences_button.clicked.connect(self.licences_requested)

    def set_appearance(self, appearance: Appearance) -> None:
        super().set_appearance(appearance)
        self._line_up()

    def _line_up(self) -> None:
        """The controls of all sections begin at one line."""
        widest = max(name.sizeHint().width() for name in self._names.values())
        for name in self._names.values():
            name.setMinimumWidth(widest)

    def _choices(self) -> dict[Choice, str]:
        """Each choice with the setting it decides."""
        return {
            self.language: "language",
            self.scheme: "scheme",
            self.text_size: "text_percent",
            self.send_key: "send_key",
        }

    def retranslate(self) -> None:
        self.title.setText(self.tr("Settings"))
        self.close_button.describe(self.tr("Close the settings"), self.tr("Close the settings (Esc)"))
        headings = (self.tr("Display and typing"), self.tr("Lock"), self.tr("About Hisho"))
        for heading, words in zip(self._headings, headings, strict=True):
            heading.setText(words)
        names = {
            self.language: self.tr("Language"),
            self.scheme: self.tr("Colours"),
            self.text_size: self.tr("Text size"),
            self.send_key: self.tr("Send with"),
            self.lock.minutes: self.tr("Lock automatically"),
            self.version: self.tr("Version"),
            self.edition: self.tr("Edition"),
            self.licence: self.tr("Licence"),
            self.models_folder: self.tr("Guide model"),
            self.data_folder: self.tr("Your data"),
        }
        for part, words in names.items():
            self._names[part].setText(words)
            part.setAccessibleName(words)
        self.version.setText(self._about.version)
        self.edition.setText(edition_words(self._about.edition, QCoreApplication.translate))
        self.licence.setText(self._about.licence)
        self.models_folder.setText(self._about.models_folder)
        self.data_folder.setText(self._about.data_folder)
        self._fill_choices()
        self.lock.retranslate()
        self.protection_button.setText(self.tr("Vault, passphrase and protection…"))
        self.licences_button.setText(self.tr("Licences of all parts…"))
        self._line_up()

    def _fill_choices(self) -> None:
        # The languages are named in themselves: who cannot read the one in use must find the other.
        fill(self.language, {"system": self.tr("Same as the system"), "ja": "日本語", "en": "English"})
        fill(
            self.scheme,
            {"system": self.tr("Same as the system"), "light": self.tr("Light"), "dark": self.tr("Dark")},
        )
        percents = sorted({*TEXT_PERCENTS, self._settings.text_percent})
        fill(self.text_size, {percent: f"{percent} %" for percent in percents})
        fill(
            self.send_key,
            {
                "enter": self.tr("Enter (Shift+Enter: new line)"),
                "ctrl_enter": self.tr("Ctrl+Enter (Enter: new line)"),
            },
        )
        for choice, name in self._choices().items():
            choice.setCurrentIndex(choice.findData(getattr(self._settings, name)))

    def show_settings(self, settings: Settings) -> None:
        """Show these settings; nothing is told."""
        self._settings = settings
        self._fill_choices()
        self.lock.show_settings(settings)

    @Slot()
    def _tell(self) -> None:
        chosen = {name: choice.currentData() for choice, name in self._choices().items()} | self.lock.chosen
        self._settings = replace(self._settings, **chosen)
        self.settings_changed.emit(self._settings)
