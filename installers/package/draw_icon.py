"""Draws an SVG into PNGs of several sizes: `draw_icon.py FILE.svg SIZE=FILE.png …`."""

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer


def draw(svg: bytes, size: int) -> QImage:
    """The picture, `size` points wide and high, on nothing."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg)).render(painter)
    painter.end()
    return image


def main(arguments: Sequence[str]) -> int:
    """Returns the exit code."""
    source, *wanted = arguments
    svg = Path(source).read_bytes()
    application = QGuiApplication([])
    pairs = [each.split("=", 1) for each in wanted]
    drawn = [draw(svg, int(size)).save(target) for size, target in pairs]
    del application
    return 0 if all(drawn) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
