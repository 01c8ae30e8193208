"""Draws an SVG into a PNG of one size: `draw_icon.py FILE.svg SIZE FILE.png`."""

import sys
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


def main() -> int:
    """Returns the exit code."""
    source, size, target = sys.argv[1:]
    application = QGuiApplication([])
    drawn = draw(Path(source).read_bytes(), int(size)).save(target, b"PNG")
    del application
    return 0 if drawn else 1


if __name__ == "__main__":
    sys.exit(main())
