"""Icon and panel in the repository are the drawing of the app's icon, in the sizes that are asked for."""

import struct
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QImage

from installers.package.draw_icon import draw
from installers.windows import draw_icon
from installers.windows.draw_icon import PANEL, SIZES, icon, panel

ICONS = Path(__file__).resolve().parents[3] / "resources" / "icons"
KEPT_PANEL = Path(draw_icon.__file__).with_name("nsis") / "panel.bmp"
DRAWING = ICONS / "app" / "hisho.svg"


def pictures(data: bytes) -> dict[int, bytes]:
    """The pictures of an icon by their sizes."""
    reserved, kind, count = struct.unpack_from("<HHH", data)
    assert (reserved, kind) == (0, 1)
    found = {}
    for number in range(count):
        width, height, _, _, _, bits, length, place = struct.unpack_from("<BBBBHHII", data, 6 + 16 * number)
        assert (width, bits) == (height, 32)
        found[width or 256] = data[place : place + length]
    return found


def image(picture: bytes, size: int) -> QImage:
    if picture.startswith(b"\x89PNG"):
        return QImage.fromData(picture)
    header_size, width, twice = struct.unpack_from("<Iii", picture)
    assert (header_size, width, twice) == (40, size, 2 * size)
    rows = [picture[40 + 4 * size * row :][: 4 * size] for row in reversed(range(size))]
    return QImage(b"".join(rows), size, size, QImage.Format.Format_ARGB32).copy()


def difference(one: QImage, other: QImage) -> int:
    """The largest in any colour of any point."""
    one, other = (each.convertToFormat(QImage.Format.Format_ARGB32) for each in (one, other))
    pairs = zip(bytes(one.constBits()), bytes(other.constBits()), strict=True)
    return max(abs(left - right) for left, right in pairs)


def test_the_icon_is_as_the_drawing(qapp: QGuiApplication) -> None:
    drawing = DRAWING.read_bytes()
    found = pictures((ICONS / "hisho.ico").read_bytes())
    assert tuple(found) == SIZES
    for size, picture in found.items():
        assert difference(image(picture, size), draw(drawing, size)) <= 2, size


def test_the_panel_is_as_the_drawing(qapp: QGuiApplication) -> None:
    kept, drawn = QImage(str(KEPT_PANEL)), QImage.fromData(panel(DRAWING.read_bytes()))
    assert (kept.width(), kept.height()) == PANEL
    assert difference(kept, drawn) <= 8             # it has 256 colours, whichever they are


def test_another_drawing_is_another_icon(qapp: QGuiApplication) -> None:
    other = DRAWING.read_bytes().replace(b"#ffffff", b"#ff0000")
    assert icon(other) != icon(DRAWING.read_bytes())
