"""How much of the model's context the next question would fill."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.chat.prompt import Fit
from desktop.ui.appearance import Appearance
from desktop.ui.labels import ElidedLabel, dress_labels
from desktop.ui.surfaces import ThinBar
from desktop.ui.theme import SIZES

_NEARLY_FULL = 0.9


class TokenCounter(QWidget):
    """Two numbers and a bar; empty while nobody can count."""

    def __init__(self) -> None:
        super().__init__()
        self._fit: Fit | None = None
        self.words = ElidedLabel(SIZES.small - 1)
        self.words.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.bar = ThinBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.words)
        column.addWidget(self.bar)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_appearance(Appearance())
        self.show_fit(None)

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        dress_labels(self, appearance)
        self.bar.set_appearance(appearance)
        self.setMaximumWidth(appearance.length(168))    # less where large letters leave no room

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.show_fit(self._fit)
        super().changeEvent(event)

    def show_fit(self, fit: Fit | None) -> None:
        """Show how much of the limit is used."""
        self._fit = fit
        self.bar.setAccessibleName(self.tr("Share of the model's context in use"))
        self.setVisible(fit is not None)
        if fit is None:
            return
        share = fit.tokens / fit.limit if fit.limit > 0 else 1.0
        tokens, limit = f"{fit.tokens:,}", f"{fit.limit:,}"
        self.words.setText(self.tr("{tokens} / {limit} tokens").format(tokens=tokens, limit=limit))
        self.words.set_ink("danger" if fit.too_long else "text_muted")
        ink = "danger_fill" if fit.too_long else "warning" if share >= _NEARLY_FULL else "primary"
        self.bar.show_share(share, ink)
