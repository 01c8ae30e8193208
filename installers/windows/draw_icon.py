"""Draws the icon of Windows: `python -m installers.windows.draw_icon resources/icons/app/hisho.svg FILE.ico`.

The file is in the repository, because programs and installers get their icon where no Qt is at hand.
"""

import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage

from installers.package.draw_icon import draw

SIZES = (16, 20, 24, 32, 40, 48, 64, 256)
_PACKED_FROM = 256                  # smaller ones as PNG are not read everywhere
_BITS = 32


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
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants bytes and Qt refuses them
        return bytes(buffer.data().data())
    size = image.width()
    mask = bytes(-(-size // 32) * 4 * size)
    flipped = image.flipped(Qt.Orientation.Vertical)
    header = struct.pack("<IiiHHIIiiII", 40, size, 2 * size, 1, _BITS, 0, 0, 0, 0, 0, 0)
    return header + bytes(flipped.constBits()) + mask


def main() -> int:
    """Returns the exit code."""
    source, target = map(Path, sys.argv[1:])
    application = QGuiApplication([])
    target.write_bytes(icon(source.read_bytes()))
    del application
    return 0


if __name__ == "__main__":
    sys.exit(main())
