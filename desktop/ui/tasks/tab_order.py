"""Tab goes through what came later in its place on the page, not after everything that was there before."""

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def set_tab_order(parts: Iterable[QWidget]) -> None:
    """Let Tab go through these in this order, each with what it holds. Only the first of them may be an
    editor of several lines: when Qt moves one, it tears the chain.
    """
    controls = [each for part in parts for each in _controls(part)]
    for before, after in pairwise(controls):
        QWidget.setTabOrder(before, after)


def _controls(part: QWidget) -> list[QWidget]:
    """The part itself, and what it holds in the order in which it was made: what takes the keyboard itself,
    not what hands it on, nor the lists of choices, which have windows of their own.
    """
    return [
        each
        for each in (part, *part.findChildren(QWidget))
        if each.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and each.focusProxy() is None
        and each.window() is part.window()
    ]
