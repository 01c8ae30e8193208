"""How the window looks at this moment: the colours and the user's text size, as one value handed to every
pane.
"""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont

from desktop.ui.theme import LIGHT, SIZES, Tokens, fonts


@dataclass(frozen=True, slots=True)
class Appearance:
    """`text_scale` multiplies every text and what must grow with it."""

    tokens: Tokens = LIGHT
    text_scale: float = 1.0

    def font(self, size: float = SIZES.small, weight: int = 400) -> QFont:
        """The font of a text of `size` pixels."""
        return fonts(size, text_scale=self.text_scale, weight=weight)

    def colour(self, token: str) -> QColor:
        """The colour with this name among the tokens."""
        return QColor(getattr(self.tokens, token))

    def length(self, pixels: float) -> int:
        """A length that grows with the text."""
        return round(pixels * self.text_scale)
