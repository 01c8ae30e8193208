"""Lays the frozen folder out as a Linux system wants it: programs, menu entry, icons, types, manual.

The same staging folder becomes a .deb and an .rpm.
"""

import gzip
import os
import shutil
from pathlib import Path

from installers.package.release import Release
from installers.source.commands import Workshop

PROGRAMS = Path("usr/lib/hisho")
_ICON_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
_SHARED = {
    "hisho.desktop": "usr/share/applications/hisho.desktop",
    "hisho.xml": "usr/share/mime/packages/hisho.xml",
    "hisho.metainfo.xml": "usr/share/metainfo/jp.hisho.Hisho.metainfo.xml",
}


def stage(root: Path, tree: Path, target: Path, release: Release) -> None:
    """Fill `target` with what goes below /. Raises OSError."""
    shutil.copytree(tree, target / PROGRAMS, symlinks=True)
    (target / "usr/bin").mkdir(parents=True)
    (target / "usr/bin/hisho").symlink_to("../lib/hisho/hisho")
    for name, place in _SHARED.items():
        text = (root / "installers/linux/shared" / name).read_text(encoding="utf-8")
        text = text.replace("@VERSION@", release.version).replace("@DATE@", release.date)
        _write(target / place, text.encode())
    manual = (root / "installers/linux/shared/hisho.1").read_bytes()
    _write(target / "usr/share/man/man1/hisho.1.gz", gzip.compress(manual, mtime=0))
    _write(target / "etc/hisho/README", (root / "installers/linux/policy.README").read_bytes())
    _write(target / "etc/apparmor.d/hisho", (root / "installers/linux/apparmor/hisho").read_bytes())
    icon = (root / "resources/icons/app/hisho.svg").read_bytes()
    _write(target / "usr/share/icons/hicolor/scalable/apps/hisho.svg", icon)


def draw_icons(root: Path, target: Path, python: Path, workshop: Workshop) -> None:
    """The icon in all sizes, drawn by the frozen program's own Qt. Raises SetupError."""
    script = root / "installers/package/draw_icon.py"
    variables = {**workshop.environment, "QT_QPA_PLATFORM": "offscreen"}
    for size in _ICON_SIZES:
        place = target / f"usr/share/icons/hicolor/{size}x{size}/apps/hisho.png"
        place.parent.mkdir(parents=True)
        picture = root / "resources/icons/app/hisho.svg"
        command = [str(python), str(script), str(picture), str(size), str(place)]
        workshop.must(command, "The icon cannot be drawn", variables)


def _write(place: Path, data: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)


def settle(target: Path, moment: int, *, programs: Path | None = None) -> None:
    """Permissions and times do not depend on who built it: folders and what lies right in `programs` (by
    default where a system has them) 0755, all other files 0644.
    """
    programs = programs or target / PROGRAMS
    for path in sorted(target.rglob("*"), reverse=True):
        if not path.is_symlink():
            is_program = path.is_file() and path.parent == programs
            path.chmod(0o755 if path.is_dir() or is_program else 0o644)
        os.utime(path, (moment, moment), follow_symlinks=False)
    target.chmod(0o755)
    os.utime(target, (moment, moment))


def installed_kib(target: Path) -> int:
    """How much room it takes, in KiB, each file rounded up."""
    return sum(-(-path.lstat().st_size // 1024) for path in target.rglob("*") if path.is_file())
