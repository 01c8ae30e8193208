"""Makes the .deb: what it needs, what it recommends, its papers, and the archive, the same each time."""

import hashlib
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from installers.package import described, linked, staging, versions
from installers.package.release import Edition, Release
from installers.source.commands import Workshop

MAINTAINER = "The Hisho authors <hisho@example.invalid>"
_RECOMMENDS = (
    "bubblewrap", "xdg-dbus-proxy",
    "fonts-noto-cjk | fonts-ipafont-gothic | fonts-vlgothic | fonts-takao-gothic",
    "gnome-keyring | kwalletmanager | keepassxc",
)  # fmt: skip
_SUGGESTS = ("mesa-vulkan-drivers", "apparmor")
# What is opened at run time and not linked; without fontconfig-config no text is drawn.
_OPENED = ("fontconfig-config", "shared-mime-info")
# Linked by what is loaded only where it can be used: Qt's plug-in for Wayland, the engine's for Vulkan.
OPTIONAL = frozenset(
    {"libvulkan.so.1", "libwayland-client.so.0", "libwayland-cursor.so.0", "libwayland-egl.so.1"}
)
_PACKING = ("-Zxz", "-z6")
# With several threads the archive is cut into pieces, whose number is this machine's.
_ALONE = {"DPKG_DEB_THREADS_MAX": "1"}
_SCRIPTS = ("postinst", "prerm", "postrm")
_RENAMED = frozenset({"libglib2.0-0"})
_LINTIAN = "usr/share/lintian/overrides"


@dataclass(frozen=True, slots=True)
class Relations:
    """What the package needs, and what it is better with."""

    depends: tuple[str, ...]
    recommends: tuple[str, ...]


def build(source: staging.Source, stage: Path, target: Path, release: Release, workshop: Workshop) -> Path:
    """The package beside others in `target`; the stage is as it was. Raises SetupError, OSError."""
    papers = _add_papers(source, stage, release)
    control = stage / "DEBIAN"
    control.mkdir(mode=0o755)
    try:
        _fill(control, stage, release, workshop)
        staging.settle(stage, release.moment)
        for name in _SCRIPTS:
            (control / name).chmod(0o755)
            os.utime(control / name, (release.moment, release.moment))
        package = target / f"{release.package}_{release.version}-{versions.REVISION}_amd64.deb"
        variables = {**workshop.environment, **_ALONE, "SOURCE_DATE_EPOCH": str(release.moment)}
        command = ["dpkg-deb", "--root-owner-group", *_PACKING, "--build", str(stage), str(package)]
        workshop.must(command, "The .deb could not be made", variables)
    finally:
        shutil.rmtree(control)
        for paper in papers:
            paper.unlink()
    return package


def _add_papers(source: staging.Source, stage: Path, release: Release) -> list[Path]:
    """What only a .deb has: copyright, its own changelog, and why lintian may be silent."""
    linux = source.root / "installers/linux/deb"
    documents = stage / "usr/share/doc" / release.package
    changes = versions.changes_of((source.root / "CHANGELOG.md").read_text(encoding="utf-8"), release.version)
    changelog = versions.debian_changelog(release, changes, MAINTAINER)
    rights = (linux / "copyright").read_text(encoding="utf-8")
    overrides = (linux / "lintian-overrides").read_text(encoding="utf-8")
    papers = {
        documents / "copyright": staging.filled(rights, release).encode(),
        documents / "changelog.Debian.gz": staging.compressed(changelog),
        stage / _LINTIAN / release.package: staging.filled(overrides, release).encode(),
    }
    for paper, data in papers.items():
        paper.parent.mkdir(parents=True, exist_ok=True)
        paper.write_bytes(data)
    return list(papers)


def _fill(control: Path, stage: Path, release: Release, workshop: Workshop) -> None:
    related = relations(stage / staging.PROGRAMS, workshop)
    (control / "control").write_text(_control(stage, release, related), encoding="utf-8")
    configured = sorted(str(path.relative_to(stage)) for path in (stage / "etc").rglob("*") if path.is_file())
    (control / "conffiles").write_text("".join(f"/{name}\n" for name in configured), encoding="utf-8")
    (control / "md5sums").write_text("".join(_sums(stage)), encoding="utf-8")
    for name in (*_SCRIPTS, "triggers"):
        shutil.copyfile(Path(__file__).resolve().parents[1] / "linux/deb" / name, control / name)


def _control(stage: Path, release: Release, related: Relations) -> str:
    other = f"hisho-{Edition.AIRGAP}" if release.edition is Edition.FULL else "hisho"
    fields = {
        "Package": release.package,
        "Version": versions.debian(release.version),
        "Architecture": "amd64",
        "Maintainer": MAINTAINER,
        "Installed-Size": str(staging.installed_kib(stage)),
        "Depends": ", ".join(related.depends),
        "Recommends": ", ".join(related.recommends),
        "Suggests": ", ".join(_SUGGESTS),
        "Conflicts": other,
        "Replaces": other,
        "Section": "editors",
        "Priority": "optional",
        "Description": _folded(described.description(release.edition)),
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def _folded(text: str) -> str:
    """The summary, and the text as a control file has it: indented, a full stop for an empty line."""
    return "\n ".join([described.SUMMARY, *(line or "." for line in text.splitlines())])


def relations(tree: Path, workshop: Workshop) -> Relations:
    """The packages of this system whose libraries are linked and not bundled. Versions are left out but for
    the C and C++ libraries': all others are older than any system that we name. Raises SetupError.
    """
    needs = linked.needs(tree, workshop)
    needed = {linked.owner(name, workshop) for name in sorted(needs.libraries - OPTIONAL)}
    better = {linked.owner(name, workshop) for name in sorted(needs.libraries & OPTIONAL)} - needed
    floors = {"libc6": needs.glibc, "libstdc++6": needs.gcc}
    names = needed | {"libc6"} | set(_OPENED)
    return Relations(
        tuple(_related(name, floors.get(name, "")) for name in sorted(names)),
        (*_RECOMMENDS, *(_related(name, "") for name in sorted(better))),
    )


def _related(name: str, floor: str) -> str:
    """With its floor; or, of a library that Debian 13 and Ubuntu 24.04 call otherwise, with both names."""
    before = name.removesuffix("t64")
    if name != before or name in _RENAMED:
        return f"{before} | {before}t64"
    return f"{name} (>= {floor})" if floor else name


def _sums(stage: Path) -> Iterable[str]:
    for path in sorted(stage.rglob("*")):
        place = path.relative_to(stage)
        if path.is_file() and not path.is_symlink() and place.parts[0] not in ("DEBIAN", "etc"):
            yield f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {place}\n"
