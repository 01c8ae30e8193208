"""Who uses the models, where they are kept, and the way to the server: mirror, proxy, certificates, token."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.settings import Settings
from desktop.ui.appearance import Appearance
from desktop.ui.error_words.facts import harmless
from desktop.ui.labels import PlainLabel
from desktop.ui.line_editor import LineEditor
from desktop.ui.models.flow import FlowLayout
from desktop.ui.models.managed_fields import ManagedFields
from desktop.ui.models.scrolled import fill_scrolled
from desktop.ui.models.usage_form import UsageForm, form_of
from desktop.ui.pages.card import IconLine, dress
from desktop.ui.pages.toggles import Check
from desktop.ui.theme import SIZES
from model_manager.connection import accept_endpoint, accept_proxy
from model_manager.edition import Edition
from model_manager.errors import UnsafeNameError
from model_manager.policy import ModelPolicy

_WIDTH = 720
_SHOWN = 80
_TOKEN_SECTION = 2                  # of the headings


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One exchange with a server, as shown."""

    when: str
    host: str
    amount: str
    click: str


@dataclass(frozen=True, slots=True)
class GivenSecrets:
    """What was typed; an empty text says nothing. `keep_token`: in the keyring."""

    access_token: str = field(repr=False)
    proxy_password: str = field(repr=False)
    keep_token: bool


class ConnectionPane(QWidget):
    """Tells what the user set; a wrong address is said at once and not told."""

    usage_stated = Signal(object)               # Usage
    settings_wanted = Signal(object)            # Settings
    secrets_given = Signal(object, object)      # GivenSecrets, the Settings they are for
    move_wanted = Signal(str)                   # to this folder
    left = Signal()                             # Esc in a field

    def __init__(self, edition: Edition = Edition.FULL) -> None:
        super().__init__()
        self._edition = edition
        self._settings = Settings()
        self._filled = False
        self._offered = ""
        self._names: dict[QWidget, PlainLabel] = {}
        self._headings: list[PlainLabel] = []
        notes = (PlainLabel(SIZES.small, wraps=True) for _ in range(4))
        self.managed_note, self.token_note, self.folder_note, self.edition_note = notes
        self._build()
        self._connect()
        ways = (
            self.endpoint, self.hosts, self.proxy, self.proxy_user, self.proxy_password, self.ca_file,
            self.token,
        )  # fmt: skip
        names = (self._headings[_TOKEN_SECTION], *(self._names[each] for each in ways))
        for part in (*ways, *names, self.keep_token, self.token_note):
            part.setVisible(edition.has_network)
        self.edition_note.setVisible(not edition.has_network)
        self.retranslate()

    def _build(self) -> None:
        self.usage = UsageForm()
        self.endpoint, self.hosts, self.proxy, self.proxy_user = (LineEditor() for _ in range(4))
        self.ca_file, self.folder, self.shared = (LineEditor() for _ in range(3))
        self.proxy_password, self.token = LineEditor(), LineEditor()
        for secret in (self.proxy_password, self.token):
            secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.offer, self.use_offered = PlainLabel(SIZES.small, 400, "text", wraps=True), QPushButton()
        self.keep_token = Check()
        self.save_button = QPushButton()
        self.save_button.setProperty("kind", "primary")
        self.move_button = QPushButton()
        self._managed = ManagedFields(self.managed_note)
        self.error_line = IconLine("error", "danger")
        self.ledger = PlainLabel(SIZES.small - 1, 400, "text", wraps=True)
        self.ledger.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inner = self._inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 16, 16)
        self._column.setSpacing(12)
        self._section()
        self._column.addWidget(self.usage)
        proxy = (self.proxy, self.proxy_user, self.proxy_password)
        self._section(self.endpoint, self.hosts, *proxy, self.ca_file)
        self._column.addWidget(self.edition_note)
        self._column.addWidget(self.managed_note)
        self._column.addWidget(self.offer)
        self._column.addWidget(self.use_offered, 0, Qt.AlignmentFlag.AlignLeft)
        self._section(self.token)
        self._column.addWidget(self.keep_token)
        self._column.addWidget(self.token_note)
        self._section(self.folder, self.shared)
        self._column.addWidget(self.folder_note)
        buttons = FlowLayout()
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.move_button)
        self._column.addWidget(self.error_line)
        self._column.addLayout(buttons)
        self._section()
        self._column.addWidget(self.ledger)
        self._column.addStretch(1)
        fill_scrolled(self, inner)

    def _section(self, *parts: QWidget) -> None:
        heading = PlainLabel(SIZES.body, 700, "text")
        if self._headings:
            self._column.addSpacing(12)
        self._headings.append(heading)
        form = form_of()
        for part in parts:
            name = PlainLabel(SIZES.small)
            name.setBuddy(part)
            self._names[part] = name
            form.addRow(name, part)
        self._column.addWidget(heading)
        self._column.addLayout(form)

    def _connect(self) -> None:
        self.usage.stated.connect(self.usage_stated)
        self.save_button.clicked.connect(self._save)
        self.use_offered.clicked.connect(self._take_offered)
        for editor in self.findChildren(LineEditor):
            editor.confirmed.connect(self._save)
            editor.cancelled.connect(self.left)
        self.move_button.clicked.connect(lambda: self.move_wanted.emit(self.folder.text().strip()))

    def retranslate(self) -> None:
        """Take the words of the language in use."""
        headings = (
            self.tr("Who uses the models"), self.tr("Server"), self.tr("Access token"), self.tr("Folders"),
            self.tr("What went over the network"),
        )  # fmt: skip
        for heading, words in zip(self._headings, headings, strict=True):
            heading.setText(words)
        names = {
            self.endpoint: self.tr("Mirror"), self.hosts: self.tr("Further hosts"),
            self.proxy: self.tr("Proxy"), self.proxy_user: self.tr("Name for the proxy"),
            self.proxy_password: self.tr("Password for the proxy"), self.ca_file: self.tr("CA certificates"),
            self.token: self.tr("Read token"), self.folder: self.tr("Models"),
            self.shared: self.tr("Shared models"),
        }  # fmt: skip
        for part, words in names.items():
            self._names[part].setText(words)
            part.setAccessibleName(words)
        self.endpoint.setPlaceholderText(self.tr("empty: the public hub"))
        self.hosts.setPlaceholderText(self.tr("to which the server may send one on for files"))
        self.proxy.setPlaceholderText(self.tr("empty: none"))
        self.ca_file.setPlaceholderText(self.tr("empty: those of the system; else a PEM file"))
        self.shared.setPlaceholderText(self.tr("empty: none"))
        self.use_offered.setText(self.tr("Use this proxy"))
        self.token_note.setText(
            self.tr(
                "For models whose makers want their terms accepted. It stays in the fetcher's memory, unless "
                "you have it kept."
            )
        )
        self.keep_token.setText(self.tr("Keep the token in this computer's keyring"))
        self.folder_note.setText(self.tr("The shared folder is only read; several users can have the same."))
        self.managed_note.setText(self.tr("Set by the administrator"))
        self.edition_note.setText(
            self.tr("The air-gap edition has no part that speaks to a network, so there is none to set up.")
        )
        self.save_button.setText(self.tr("Use these settings"))
        self.move_button.setText(self.tr("Move the models there…"))
        self._show_offer()
        self._align()

    def _align(self) -> None:
        """All fields begin in one line, however long the longest name is; each form knows its own alone."""
        names = (*self._names.values(), self.usage.user_name, self.usage.revenue_name)
        widest = max(name.fontMetrics().horizontalAdvance(name.text()) for name in names)
        for name in names:
            name.setMinimumWidth(widest + 2)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        dress(self, appearance)
        self._inner.setMaximumWidth(appearance.length(_WIDTH))
        self.keep_token.set_appearance(appearance)
        self._align()
        for editor in self.findChildren(QLineEdit):
            editor.setFont(appearance.font(SIZES.small))

    # -- what is shown

    def show_settings(self, settings: Settings, default_folder: str) -> None:
        """Show these; nothing is told. What is being typed stays as long as they are what was shown."""
        before, self._settings = self._settings, settings
        if self._filled and _ours(before) == _ours(settings):
            return
        self._filled = True
        self._managed.show(self._way())
        self.proxy_user.setText(settings.hub_proxy_user)
        self.ca_file.setText(settings.hub_ca_file)
        self.folder.setText(settings.models_folder)
        self.folder.setPlaceholderText(default_folder)
        self.shared.setText(settings.shared_models)
        self.show_kept(kept=settings.hub_token_kept)
        self._show_offer()

    def show_policy(self, policy: ModelPolicy) -> None:
        """What the administrator decides is shown and cannot be changed; the user's own values stay for the
        day when they decide again.
        """
        if not self._edition.has_network:
            return                              # the way to a server is not shown
        decided = {self.endpoint: policy.endpoint, self.proxy: policy.proxy}
        decided = {editor: value for editor, value in decided.items() if value}
        if policy.hosts is not None:
            decided[self.hosts] = " ".join(policy.hosts)
        if self._managed.decide(decided):
            self._managed.show(self._way())
            self._show_offer()

    def _way(self) -> dict[LineEditor, str]:
        """The fields that an administrator may decide, with the user's own values."""
        settings = self._settings
        return {
            self.endpoint: settings.hub_endpoint, self.hosts: settings.hub_hosts,
            self.proxy: settings.hub_proxy,
        }  # fmt: skip

    def show_kept(self, *, kept: bool) -> None:
        """Whether a token lies in the keyring."""
        self._settings = replace(self._settings, hub_token_kept=kept)
        self.keep_token.setChecked(kept)
        self.token.setPlaceholderText(self.tr("kept in the keyring") if kept else "")

    def show_offer(self, proxy: str) -> None:
        """A proxy was found in the environment or the system: it is offered, never taken by itself."""
        self._offered = proxy
        self._show_offer()

    def show_ledger(self, lines: tuple[LedgerLine, ...]) -> None:
        """The newest exchanges with servers."""
        shown = "\n".join(
            " · ".join((each.when, each.host, each.amount, harmless(each.click))) for each in lines
        )
        nothing = self.tr("Nothing yet.")
        if not self._edition.has_network:
            nothing = self.tr("Nothing, and nothing can: the part that speaks to a network is not installed.")
        self.ledger.setText(shown or nothing)

    def show_error(self, text: str) -> None:
        """Say why the settings were not taken."""
        self.error_line.show_text(text)

    def _show_offer(self) -> None:
        offered = bool(self._offered) and self.proxy.text() != self._offered and self.proxy.isEnabled()
        self.offer.setVisible(offered)
        self.use_offered.setVisible(offered)
        words = self.tr("This computer names a proxy: {proxy}")
        self.offer.setText(words.format(proxy=harmless(self._offered)))

    # -- what the user does

    @Slot()
    def _take_offered(self) -> None:
        self.proxy.setText(self._offered)
        self._save()

    @Slot()
    def _save(self) -> None:
        self.show_error("")
        try:
            settings = self._accepted()
        except UnsafeNameError as error:
            self.show_error(self.tr("“{place}” is not an address or folder.").format(place=error.place))
            self._mark_wrong(error.place)
            return
        secrets = GivenSecrets(
            self.token.text().strip(), self.proxy_password.text(), self.keep_token.isChecked()
        )
        for secret in (self.token, self.proxy_password):
            secret.clear()
        self.settings_wanted.emit(settings)
        self.secrets_given.emit(secrets, settings)

    def _mark_wrong(self, text: str) -> None:
        """The keyboard goes where the mistake is."""
        fields = (self.endpoint, self.proxy, self.ca_file, self.folder, self.shared)
        wrong = next((each for each in fields if each.text().strip()[:_SHOWN] == text), self.endpoint)
        wrong.setFocus(Qt.FocusReason.OtherFocusReason)
        wrong.selectAll()

    def _accepted(self) -> Settings:
        """Raises UnsafeNameError."""
        for place in (self.folder, self.shared, self.ca_file):
            text = place.text().strip()
            if text and not Path(text).is_absolute():
                raise UnsafeNameError(text[:_SHOWN])
        kept = self._way()
        endpoint, hosts, proxy = (self._managed.own(each, kept) for each in kept)
        return replace(
            self._settings,
            hub_endpoint=accept_endpoint(endpoint) if endpoint else "",
            hub_hosts=" ".join(hosts.split()),
            hub_proxy=accept_proxy(proxy) if proxy else "",
            hub_proxy_user=self.proxy_user.text().strip(),
            hub_ca_file=self.ca_file.text().strip(),
            models_folder=self.folder.text().strip(),
            shared_models=self.shared.text().strip(),
        )


def _ours(settings: Settings) -> tuple[object, ...]:
    """Of the settings those that are shown here."""
    return (
        settings.hub_endpoint, settings.hub_hosts, settings.hub_proxy, settings.hub_proxy_user,
        settings.hub_ca_file, settings.hub_token_kept, settings.models_folder, settings.shared_models,
    )  # fmt: skip
