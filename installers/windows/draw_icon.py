"""Draws the icon of Windows and the panel beside the installer's last page:
`python -m installers.windows.draw_icon resources/icons/app/hisho.svg FILE.ico PANEL.bmp`.

Both are in the repository, because programs and installers are made where no Qt is at hand.
"""

import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter

from installers.package.draw_icon import draw

SIZES = (16, 20, 24, 32, 40, 48, 64, 256)
_PACKED_FROM = 256                  # smaller ones as PNG are not read everywhere
_BITS = 32
PANEL = (164, 314)                  # what NSIS has room for
_IN_PANEL = 96


def icon(svg: bytes) -> bytes:
    """The icon in all sizes."""
    pictures = [_picture(draw(svg, size)) for size in SIZES]
    header, entries = struct.pack("<HHH", 0, 1, len(SIZES)), b""
    place = len(header) + 16 * len(SIZES)
    for size, picture in zip(SIZES, pictures, strict=True):
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, _BITS, len(picture), place)
        place += len(picture)
    return header + entries + b"".join(pictures)


def _picture(image: QImage) -> bytes:
    """As PNG, or as a bitmap: rows from below, and behind them a mask that hides nothing."""
    if image.width() >= _PACKED_FROM:
        return _written(image, "PNG")
    size = image.width()
    mask = bytes(-(-size // 32) * 4 * size)
    flipped = image.flipped(Qt.Orientation.Vertical)
    header = struct.pack("<IiiHHIIiiII", 40, size, 2 * size, 1, _BITS, 0, 0, 0, 0, 0, 0)
    return header + bytes(flipped.constBits()) + mask


def panel(svg: bytes) -> bytes:
    """The app's icon above the middle of its own blue, in 256 colours."""
    image = QImage(*PANEL, QImage.Format.Format_RGB32)
    drawn = draw(svg, _IN_PANEL)
    image.fill(drawn.pixelColor(_IN_PANEL // 2, _IN_PANEL // 6))
    painter = QPainter(image)
    painter.drawImage((PANEL[0] - _IN_PANEL) // 2, (PANEL[1] - _IN_PANEL) // 3, drawn)
    painter.end()
    return _written(image.convertToFormat(QImage.Format.Format_Indexed8), "BMP")


def _written(image: QImage, form: str) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, form)  # type: ignore[call-overload]  # the stub wants bytes and Qt refuses them
    return bytes(buffer.data().data())


def main() -> int:
    """Returns the exit code."""
    source, ico, bmp = map(Path, sys.argv[1:])
    application = QGuiApplication([])
    ico.write_bytes(icon(source.read_bytes()))
    bmp.write_bytes(panel(source.read_bytes()))
    del application
    return 0


if __name__ == "__main__":
    sys.exit(main())
