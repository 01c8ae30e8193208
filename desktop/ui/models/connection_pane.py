"""Who uses the models, where they are kept, and the way to the server: mirror, proxy, certificates, token."""

from dataclasses import dataclass, field, replace

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.settings import Settings
from desktop.ui.appearance import Appearance
from desktop.ui.labels import PlainLabel
from desktop.ui.line_editor import LineEditor
from desktop.ui.pages.card import Choice, IconLine, dress
from desktop.ui.theme import SIZES
from model_manager.connection import accept_endpoint, accept_proxy
from model_manager.errors import UnsafeNameError
from model_manager.licences import Revenue, Usage, UserKind

_WIDTH = 640


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

    def __init__(self) -> None:
        super().__init__()
        self._settings = Settings()
        self._offered = ""
        self._names: dict[QWidget, PlainLabel] = {}
        self._headings: list[PlainLabel] = []
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        self.user, self.revenue = Choice(), Choice()
        self.endpoint, self.hosts, self.proxy, self.proxy_user = (LineEditor() for _ in range(4))
        self.ca_file, self.folder, self.shared = (LineEditor() for _ in range(3))
        self.proxy_password, self.token = LineEditor(), LineEditor()
        for secret in (self.proxy_password, self.token):
            secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.use_offered, self.keep_token = QCheckBox(), QCheckBox()
        self.save_button = QPushButton()
        self.save_button.setProperty("kind", "primary")
        self.move_button = QPushButton()
        self.usage_note, self.token_note, self.folder_note = (
            PlainLabel(SIZES.small, wraps=True) for _ in range(3)
        )
        self.error_line = IconLine("error", "danger")
        self.ledger = PlainLabel(SIZES.small - 1, 400, "text", wraps=True)
        self.ledger.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inner = QWidget()
        inner.setMaximumWidth(_WIDTH)
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(4, 0, 16, 16)
        self._column.setSpacing(12)
        self._section(self.user, self.revenue)
        self._column.addWidget(self.usage_note)
        proxy = (self.proxy, self.proxy_user, self.proxy_password)
        self._section(self.endpoint, self.hosts, *proxy, self.ca_file)
        self._column.addWidget(self.use_offered)
        self._section(self.token)
        self._column.addWidget(self.keep_token)
        self._column.addWidget(self.token_note)
        self._section(self.folder, self.shared)
        self._column.addWidget(self.folder_note)
        buttons = QHBoxLayout()
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.move_button)
        buttons.addStretch(1)
        self._column.addWidget(self.error_line)
        self._column.addLayout(buttons)
        self._section()
        self._column.addWidget(self.ledger)
        self._column.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def _section(self, *parts: QWidget) -> None:
        heading = PlainLabel(SIZES.body, 700, "text")
        self._headings.append(heading)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setHorizontalSpacing(20)
        for part in parts:
            name = PlainLabel(SIZES.small)
            name.setBuddy(part)
            self._names[part] = name
            form.addRow(name, part)
        self._column.addWidget(heading)
        self._column.addLayout(form)

    def _connect(self) -> None:
        self.user.activated.connect(self._tell_usage)
        self.revenue.activated.connect(self._tell_usage)
        self.save_button.clicked.connect(self._save)
        self.use_offered.toggled.connect(self._take_offered)
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
            self.user: self.tr("User"), self.revenue: self.tr("Annual revenue"),
            self.endpoint: self.tr("Mirror"), self.hosts: self.tr("Further hosts"),
            self.proxy: self.tr("Proxy"), self.proxy_user: self.tr("Name for the proxy"),
            self.proxy_password: self.tr("Password for the proxy"), self.ca_file: self.tr("Certificates"),
            self.token: self.tr("Read token"), self.folder: self.tr("Models"),
            self.shared: self.tr("Shared models"),
        }  # fmt: skip
        for part, words in names.items():
            self._names[part].setText(words)
            part.setAccessibleName(words)
        self.endpoint.setPlaceholderText(self.tr("empty: the public hub"))
        self.proxy.setPlaceholderText(self.tr("empty: none"))
        self.ca_file.setPlaceholderText(self.tr("empty: those of the system"))
        self.usage_note.setText(self.tr("Licences are judged by it. It stays on this computer."))
        self.token_note.setText(
            self.tr(
                "For models whose makers want their terms accepted. It stays in the fetcher's memory, unless "
                "you have it kept."
            )
        )
        self.keep_token.setText(self.tr("Keep the token in this computer's keyring"))
        self.folder_note.setText(self.tr("The shared folder is only read; several users can have the same."))
        self.save_button.setText(self.tr("Use these settings"))
        self.move_button.setText(self.tr("Move the models there…"))
        self._fill()
        self._show_offer()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        dress(self, appearance)
        for box in (self.use_offered, self.keep_token):
            box.setFont(appearance.font(SIZES.small))
        for editor in self.findChildren(QLineEdit):
            editor.setFont(appearance.font(SIZES.small))

    def _fill(self) -> None:
        chosen = (self.user.currentData(), self.revenue.currentData())
        self.user.clear()
        for value, words in (
            ("", self.tr("Please choose")), ("company", self.tr("Company or office")),
            ("research", self.tr("Research or teaching")), ("personal", self.tr("Private")),
        ):  # fmt: skip
            self.user.addItem(words, value)
        self.revenue.clear()
        for value, words in (
            ("above_1_billion_yen", self.tr("1 billion yen or more")),
            ("below_1_billion_yen", self.tr("less than 1 billion yen")),
        ):
            self.revenue.addItem(words, value)
        for choice, value in zip((self.user, self.revenue), chosen, strict=True):
            choice.setCurrentIndex(max(choice.findData(value), 0))

    # -- what is shown

    def show_settings(self, settings: Settings, default_folder: str) -> None:
        """Show these; nothing is told."""
        self._settings = settings
        self.endpoint.setText(settings.hub_endpoint)
        self.hosts.setText(settings.hub_hosts)
        self.proxy.setText(settings.hub_proxy)
        self.proxy_user.setText(settings.hub_proxy_user)
        self.ca_file.setText(settings.hub_ca_file)
        self.folder.setText(settings.models_folder)
        self.folder.setPlaceholderText(default_folder)
        self.shared.setText(settings.shared_models)
        self.keep_token.setChecked(settings.hub_token_kept)
        self.token.setPlaceholderText(self.tr("kept in the keyring") if settings.hub_token_kept else "")

    def show_usage(self, usage: Usage | None) -> None:
        """Who uses the models; None if nobody said so yet."""
        self.user.setCurrentIndex(max(self.user.findData(usage.kind.value if usage else ""), 0))
        if usage is not None and usage.revenue is not None:
            self.revenue.setCurrentIndex(max(self.revenue.findData(usage.revenue.value), 0))
        self._show_revenue()

    def show_offer(self, proxy: str) -> None:
        """A proxy was found in the environment or the system: it is offered, never taken by itself."""
        self._offered = proxy
        self._show_offer()

    def show_ledger(self, lines: tuple[LedgerLine, ...]) -> None:
        """The newest exchanges with servers."""
        shown = "\n".join(f"{each.when}  {each.host}  {each.amount}  {each.click}" for each in lines)
        self.ledger.setText(shown or self.tr("Nothing yet."))

    def show_error(self, text: str) -> None:
        """Say why the settings were not taken."""
        self.error_line.show_text(text)

    def _show_offer(self) -> None:
        self.use_offered.setVisible(bool(self._offered) and self.proxy.text() != self._offered)
        words = self.tr("Use the proxy that this computer names: {proxy}")
        self.use_offered.setText(words.format(proxy=self._offered))

    def _show_revenue(self) -> None:
        is_company = self.user.currentData() == "company"
        for part in (self.revenue, self._names[self.revenue]):
            part.setVisible(is_company)

    # -- what the user does

    @Slot()
    def _tell_usage(self) -> None:
        self._show_revenue()
        kind = self.user.currentData()
        if not kind:
            return
        revenue = Revenue(self.revenue.currentData()) if kind == "company" else None
        self.usage_stated.emit(Usage(UserKind(kind), revenue))

    @Slot(bool)
    def _take_offered(self, wanted: bool) -> None:
        self.proxy.setText(self._offered if wanted else "")

    @Slot()
    def _save(self) -> None:
        self.show_error("")
        try:
            settings = self._accepted()
        except UnsafeNameError as error:
            self.show_error(self.tr("“{place}” is not an address or folder.").format(place=error.place))
            return
        secrets = GivenSecrets(
            self.token.text().strip(), self.proxy_password.text(), self.keep_token.isChecked()
        )
        for secret in (self.token, self.proxy_password):
            secret.clear()
        self.settings_wanted.emit(settings)
        self.secrets_given.emit(secrets, settings)

    def _accepted(self) -> Settings:
        """Raises UnsafeNameError."""
        for place in (self.folder, self.shared, self.ca_file):
            text = place.text().strip()
            if text and not text.startswith("/"):
                raise UnsafeNameError(text[:80])
        endpoint, proxy = self.endpoint.text().strip(), self.proxy.text().strip()
        return replace(
            self._settings,
            hub_endpoint=accept_endpoint(endpoint) if endpoint else "",
            hub_hosts=" ".join(self.hosts.text().split()),
            hub_proxy=accept_proxy(proxy) if proxy else "",
            hub_proxy_user=self.proxy_user.text().strip(),
            hub_ca_file=self.ca_file.text().strip(),
            models_folder=self.folder.text().strip(),
            shared_models=self.shared.text().strip(),
        )
