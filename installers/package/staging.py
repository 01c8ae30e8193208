"""Lays the frozen folder out as a Linux system wants it: programs, menu entry, icons, types, manual, policy.

The same staging folder becomes a .deb, an .rpm and an AppImage.
"""

import gzip
import shutil
from dataclasses import dataclass
from pathlib import Path

from installers.package import settling, versions
from installers.package.release import Release
from installers.source.commands import Workshop

PROGRAMS = Path("usr/lib/hisho")
METAINFO = Path("usr/share/metainfo/jp.hisho.hisho.metainfo.xml")
DESKTOP = Path("usr/share/applications/hisho.desktop")
NOTICES = "_internal/resources/licences/third-party"
_ICON_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
_ICONS = {
    "apps/hisho": "resources/icons/app/hisho.svg",
    "mimetypes/application-x-gguf": "installers/linux/shared/application-x-gguf.svg",
}
_FILES = {
    "linux/shared/hisho.desktop": str(DESKTOP),
    "linux/shared/hisho.xml": "usr/share/mime/packages/hisho.xml",
    "linux/shared/hisho.metainfo.xml": str(METAINFO),
    "linux/policy.README": "etc/hisho/README",
    "linux/apparmor/hisho": "usr/share/hisho/apparmor/hisho",
    "linux/policy.example.toml": "usr/share/doc/@PACKAGE@/policy.example.toml",
    "POLICY.md": "usr/share/doc/@PACKAGE@/POLICY.md",
    "windows/policy/hisho.admx": "usr/share/doc/@PACKAGE@/windows/policy/hisho.admx",
    "windows/policy/ja-JP/hisho.adml": "usr/share/doc/@PACKAGE@/windows/policy/ja-JP/hisho.adml",
    "windows/policy/en-US/hisho.adml": "usr/share/doc/@PACKAGE@/windows/policy/en-US/hisho.adml",
}
_MANUALS = {"en": "usr/share/man/man1/hisho.1.gz", "ja": "usr/share/man/ja/man1/hisho.1.gz"}
_COMPLETION = "usr/share/bash-completion/completions/hisho"


@dataclass(frozen=True, slots=True)
class Source:
    """What is laid out: the project, the folder of programs, and the Python with the product's packages."""

    root: Path
    tree: Path
    python: Path


def stage(source: Source, target: Path, release: Release, workshop: Workshop) -> None:
    """Fill `target` with what goes below /. Raises SetupError, OSError."""
    shutil.copytree(source.tree, target / PROGRAMS, symlinks=True)
    (target / "usr/bin").mkdir(parents=True)
    (target / "usr/bin/hisho").symlink_to("../lib/hisho/hisho")
    for name, place in _FILES.items():
        text = (source.root / "installers" / name).read_text(encoding="utf-8")
        # The reference names the example by its place in the source tree.
        text = text.replace("`linux/policy.example.toml`", "`policy.example.toml`")
        _write(target / filled(place, release), filled(text, release).encode())
    _document(source, target, release, workshop)
    _draw_icons(source, target, workshop)


def filled(text: str, release: Release) -> str:
    """The text with the words for this release in the places that wait for them."""
    words = {
        "VERSION": versions.upstream(release.version), "DATE": release.date, "PACKAGE": release.package,
        "KIND": "stable" if versions.is_stable(release.version) else "development",
        "/usr/share/doc/hisho/": f"/usr/share/doc/{release.package}/",
    }  # fmt: skip
    for name, word in words.items():
        text = text.replace(name if name.startswith("/") else f"@{name}@", word)
    return text


def _document(source: Source, target: Path, release: Release, workshop: Workshop) -> None:
    script = [str(source.python), str(source.root / "installers/package/manual.py")]
    for language, place in _MANUALS.items():
        commands = workshop.must([*script, language, release.edition.value], "The manual cannot be written")
        page = (source.root / f"installers/linux/shared/hisho.{language}.1").read_text(encoding="utf-8")
        page = filled(page, release).replace("@COMMANDS@", commands.rstrip())
        _write(target / place, compressed(page))
    words = workshop.must([*script, "completion", release.edition.value], "The shell's words are missing")
    _write(target / _COMPLETION, words.encode())
    documents = target / "usr/share/doc" / release.package
    changelog = (source.root / "CHANGELOG.md").read_text(encoding="utf-8")
    _write(documents / "changelog.gz", compressed(changelog))
    _write(documents / "SECURITY.md", (source.root / "SECURITY.md").read_bytes())
    (documents / "third-party").symlink_to(f"../../../lib/hisho/{NOTICES}")


def _draw_icons(source: Source, target: Path, workshop: Workshop) -> None:
    """In all sizes, drawn by the very Qt that ships."""
    themes = target / "usr/share/icons/hicolor"
    variables = {**workshop.environment, "QT_QPA_PLATFORM": "offscreen"}
    for name, picture in _ICONS.items():
        _write(themes / f"scalable/{name}.svg", (source.root / picture).read_bytes())
        places = {size: themes / f"{size}x{size}/{name}.png" for size in _ICON_SIZES}
        for place in places.values():
            place.parent.mkdir(parents=True, exist_ok=True)
        command = [str(source.python), str(source.root / "installers/package/draw_icon.py")]
        command.append(str(source.root / picture))
        command += [f"{size}={place}" for size, place in places.items()]
        workshop.must(command, "The icon cannot be drawn", variables)


def compressed(text: str) -> bytes:
    """As manuals and changelogs lie on a system, without name and time."""
    return gzip.compress(text.encode(), mtime=0)


def _write(place: Path, data: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)


def settle(target: Path, moment: int, *, programs: Path | None = None) -> None:
    """Permissions and times that do not depend on who built it; the programs lie in `programs`, by default
    where a system has them.
    """
    settling.settle(target, moment, programs or target / PROGRAMS)


def installed_kib(target: Path) -> int:
    """How much room it takes, in KiB, each file rounded up."""
    return sum(-(-path.lstat().st_size // 1024) for path in target.rglob("*") if path.is_file())
