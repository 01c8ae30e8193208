"""The card at the bottom left: which model answers, what it is doing, and how well the programs are confined.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout

from desktop.ui.appearance import Appearance
from desktop.ui.buttons import IconButton, RowButton
from desktop.ui.icons import icon
from desktop.ui.labels import (
    ElidedLabel,
    IconMark,
    PlainLabel,
    dress_labels,
    plain_menu_text,
    plain_tooltip,
    unbroken,
)
from desktop.ui.status.protection_words import LEVEL_ICONS, LEVEL_INKS, level_words
from desktop.ui.status.state import ModelChoice, ModelState, ModelStatus, ProtectionStatus
from desktop.ui.surfaces import Edge, Surface, ThinBar
from desktop.ui.theme import SIZES

_STATE_INKS = {
    ModelState.NONE: "text_muted",
    ModelState.LOADING: "link",
    ModelState.READY: "success",
    ModelState.WORKING: "link",
    ModelState.FAILED: "danger",
}


class StatusCard(Surface):
    """Shows what it is told."""

    open_model_requested = Signal()
    models_requested = Signal()
    engine_requested = Signal()                 # its details
    model_chosen = Signal(str)                  # sha256
    protection_requested = Signal()

    def __init__(self) -> None:
        super().__init__("raised", Edge.ALL)
        self._status = ModelStatus("", state=ModelState.NONE)
        self._choices: tuple[ModelChoice, ...] = ()
        self._current = ""
        self._checking: tuple[str, float] | None = None
        self._protection: ProtectionStatus | None = None
        self._build()
        self.models_button.clicked.connect(self.models_requested)
        self.open_button.clicked.connect(self.open_model_requested)
        self.choose_button.clicked.connect(self._open_menu)
        self.protection_button.clicked.connect(self.protection_requested)
        self.set_appearance(Appearance())
        self._retranslate()

    def _build(self) -> None:
        self.mark = IconMark("chip")
        self.model_name = ElidedLabel(SIZES.small, 600, "text")
        self.state = PlainLabel(SIZES.small - 1)
        self.choose_button = IconButton("chevron-down", "text_muted", 16)
        self.bar = ThinBar()
        self.detail = PlainLabel(SIZES.small - 1, wraps=True)
        self.checking = ElidedLabel(SIZES.small - 1)
        self.checking_bar = ThinBar()
        self.protection_button = RowButton("shield", end_icon="chevron-right")
        self.models_button, self.open_button = RowButton("chip"), RowButton("folder")
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.mark)
        head.addWidget(self.model_name, 1)
        head.addWidget(self.choose_button)
        words = QVBoxLayout()
        words.setContentsMargins(8, 0, 4, 2)
        words.setSpacing(5)
        words.addLayout(head)
        for part in (self.state, self.bar, self.detail, self.checking, self.checking_bar):
            words.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(2)
        column.addLayout(words)
        for button in self._rows:
            column.addWidget(button)

    @property
    def _rows(self) -> tuple[RowButton, ...]:
        return (self.protection_button, self.models_button, self.open_button)

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        super().set_appearance(appearance)
        dress_labels(self, appearance)
        for part in (self.choose_button, self.bar, self.checking_bar):
            part.set_appearance(appearance)
        for row in self._rows:
            row.set_appearance(appearance)
        self._show_model()

    def set_compact(self, *, compact: bool) -> None:
        """Save room in a low window: the menu opens a file and the models too."""
        for button in (self.models_button, self.open_button):
            button.setVisible(not compact)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.models_button.set_words(self.tr("Models…"))
        found = self.tr("Find, fetch, verify and remove models (Ctrl+M)")
        self.models_button.setToolTip(plain_tooltip(found))
        self.open_button.set_words(self.tr("Open GGUF…"))
        self.open_button.setToolTip(plain_tooltip(self.tr("Use a model file where it is; nothing is copied")))
        self.choose_button.describe(self.tr("Choose a model"))
        self.bar.setAccessibleName(self.tr("Progress of loading the model"))
        self.checking_bar.setAccessibleName(self.tr("Progress of checking the file"))
        self._show_model()
        self._show_checking()
        self._show_protection()

    # -- the model

    def show_model(self, status: ModelStatus) -> None:
        """Which model answers, and what it is doing."""
        self._status = status
        self._show_model()

    def _show_model(self) -> None:
        status = self._status
        ink = _STATE_INKS[status.state]
        self.mark.set_icon("guide" if status.is_guide else "chip", ink)
        name = self.tr("Guide model") if status.is_guide else status.name
        self.model_name.setText(name or self.tr("No model"))
        self.state.setText(self._state_words(status))
        self.state.setVisible(status.state is not ModelState.NONE)
        self.state.set_ink(ink)
        self.bar.setVisible(status.state is ModelState.LOADING)
        self.bar.show_share(status.fraction or 0.0)
        detail = status.detail
        if not detail and status.is_guide and status.state is not ModelState.FAILED:
            detail = self.tr("It can only show you the way around Hisho")
        self.detail.setText(unbroken(detail))
        self.detail.setAccessibleName(detail)
        self.detail.set_ink("danger" if status.state is ModelState.FAILED else "text_muted")
        self.detail.setVisible(bool(detail))

    def _state_words(self, status: ModelStatus) -> str:
        match status.state:
            case ModelState.NONE:
                return ""
            case ModelState.LOADING:
                if status.fraction is None:
                    return self.tr("Loading")
                return self.tr("Loading {percent} %").format(percent=int(status.fraction * 100))
            case ModelState.READY:
                return self.tr("Ready")
            case ModelState.WORKING:
                return self.tr("Answering")
            case ModelState.FAILED:
                return self.tr("Failed")

    # -- choosing among models

    def show_choices(self, choices: Sequence[ModelChoice], current: str) -> None:
        """The registered models, and the sha256 of the one in use."""
        self._choices = tuple(choices)
        self._current = current

    def menu(self) -> QMenu:
        """The models to choose from, the current one ticked, and the way to one more."""
        tokens = self._appearance.tokens
        made = QMenu(self)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(made)
        for choice in self._choices:
            action = made.addAction(plain_menu_text(self._choice_words(choice)))
            action.setCheckable(True)
            action.setChecked(choice.sha256 == self._current)
            action.setEnabled(choice.available)
            action.setData(choice.sha256)
            group.addAction(action)
        group.triggered.connect(lambda action: self._choose(action.data()))
        if self._choices:
            made.addSeparator()
        more = made.addAction(icon("folder", tokens.text, tokens.text_disabled), self.tr("Open GGUF…"))
        more.setEnabled(self._checking is None)
        more.triggered.connect(self.open_model_requested)
        models = made.addAction(icon("chip", tokens.text, tokens.text_disabled), self.tr("Models…"))
        models.triggered.connect(self.models_requested)
        details = made.addAction(icon("info", tokens.text, tokens.text_disabled), self.tr("Engine details…"))
        details.triggered.connect(self.engine_requested)
        return made

    def _choose(self, sha256: str) -> None:
        if sha256 != self._current:
            self.model_chosen.emit(sha256)

    def _choice_words(self, choice: ModelChoice) -> str:
        name = self.tr("Guide model") if choice.is_guide else choice.name
        if not choice.available:
            return self.tr("{name} (file not found)").format(name=name)
        return self.tr("{name} · {detail}").format(name=name, detail=choice.detail) if choice.detail else name

    @Slot()
    def _open_menu(self) -> None:
        menu = self.menu()
        corner = self.choose_button.mapToGlobal(QPoint(0, 0))
        menu.popup(corner - QPoint(0, menu.sizeHint().height() + 4))    # upwards: the card is at the bottom

    # -- checking a file

    def show_checking(self, name: str, fraction: float) -> None:
        """How much of a file that was chosen has been read to find its digest."""
        self._checking = (name, fraction)
        self._show_checking()

    def clear_checking(self) -> None:
        """No file is being read."""
        self._checking = None
        self._show_checking()

    def _show_checking(self) -> None:
        for part in (self.checking, self.checking_bar):
            part.setVisible(self._checking is not None)
        self.open_button.setEnabled(self._checking is None)
        if self._checking is not None:
            name, fraction = self._checking
            words = self.tr("Checking {percent} % · {name}").format(percent=int(fraction * 100), name=name)
            self.checking.setText(words)
            self.checking_bar.show_share(fraction)

    # -- the protection

    def show_protection(self, status: ProtectionStatus) -> None:
        """The level in force and its reasons."""
        self._protection = status
        self._show_protection()

    def _show_protection(self) -> None:
        status = self._protection
        self.protection_button.setVisible(status is not None)
        if status is not None:
            self.protection_button.set_words(level_words(status.level))
            self.protection_button.set_icon(LEVEL_ICONS[status.level], LEVEL_INKS[status.level])
            why = "\n".join(status.reasons) or self.tr("Every layer of protection is in force")
            self.protection_button.setToolTip(plain_tooltip(why))
            self.protection_button.setAccessibleDescription(why)
