"""Makes the .deb: what it needs, what it recommends, and the archive, the same byte for byte each time."""

import hashlib
import os
import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from installers.package import staging
from installers.package.release import Release
from installers.source.commands import SetupError, Workshop

_MAINTAINER = "The Hisho authors <hisho@example.invalid>"
_RECOMMENDS = (
    "bubblewrap", "xdg-dbus-proxy",
    "fonts-noto-cjk | fonts-ipafont-gothic | fonts-vlgothic | fonts-takao-gothic",
    "gnome-keyring | kwalletmanager | keepassxc",
    "libwayland-client0", "libwayland-cursor0", "libwayland-egl1",
)  # fmt: skip
_SUGGESTS = ("mesa-vulkan-drivers", "apparmor")
# What is opened at run time and not linked; fontconfig-config: without it no text is drawn.
_OPENED = ("fontconfig-config", "libegl1", "libgl1", "libxcb1", "shared-mime-info")
# Debian 13 and Ubuntu 24.04 have renamed it.
_RENAMED: Mapping[str, str] = {"libglib2.0-0": "libglib2.0-0 | libglib2.0-0t64"}
_FLOOR = "libc6 (>= 2.35)"
_DESCRIPTION = """chat with a language model on this very computer
 Hisho is a chat client for people whose drafts must not leave their
 computer. The language model runs on this machine through llama.cpp, on
 its graphics processor where there is one; what was said lies in an
 encrypted vault; no program that sees a draft can open a network
 connection, which the app proves when asked."""


def build(stage: Path, target: Path, release: Release, workshop: Workshop) -> Path:
    """The package beside others in `target`. Raises SetupError, OSError."""
    control = stage / "DEBIAN"
    control.mkdir(mode=0o755)
    (control / "control").write_text(_control(stage, release, workshop), encoding="utf-8")
    configured = sorted(str(path.relative_to(stage)) for path in (stage / "etc").rglob("*") if path.is_file())
    (control / "conffiles").write_text("".join(f"/{name}\n" for name in configured), encoding="utf-8")
    (control / "md5sums").write_text("".join(_sums(stage)), encoding="utf-8")
    scripts = Path(__file__).resolve().parents[1] / "linux/deb"
    for name in ("postinst", "prerm", "postrm"):
        shutil.copyfile(scripts / name, control / name)
    staging.settle(stage, release.moment)
    for name in ("postinst", "prerm", "postrm"):
        (control / name).chmod(0o755)
        os.utime(control / name, (release.moment, release.moment))
    package = target / f"{release.package}_{release.version}_amd64.deb"
    variables = {**workshop.environment, "SOURCE_DATE_EPOCH": str(release.moment)}
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", "-z6", "--build", str(stage), str(package)]
    workshop.must(command, "The .deb could not be made", variables)
    return package


def _control(stage: Path, release: Release, workshop: Workshop) -> str:
    other = "hisho-airgap" if release.package == "hisho" else "hisho"
    fields = {
        "Package": release.package,
        "Version": release.version,
        "Architecture": "amd64",
        "Maintainer": _MAINTAINER,
        "Section": "editors",
        "Priority": "optional",
        "Installed-Size": str(staging.installed_kib(stage)),
        "Depends": ", ".join(_depends(stage, workshop)),
        "Recommends": ", ".join(_RECOMMENDS),
        "Suggests": ", ".join(_SUGGESTS),
        "Conflicts": other,
        "Replaces": other,
        "Description": _DESCRIPTION,
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def _depends(stage: Path, workshop: Workshop) -> list[str]:
    """The packages of this system whose libraries are linked and not bundled. Versions are left out but for
    the C library's floor: all others are older than any system that we name.
    """
    packages = {_owner(name, workshop) for name in sorted(needed(stage / staging.PROGRAMS, workshop))}
    names = (packages | set(_OPENED)) - {"libc6"}
    return [_FLOOR, *sorted(_RENAMED.get(name, name) for name in names)]


def needed(tree: Path, workshop: Workshop) -> set[str]:
    """The names of libraries that the tree links and does not hold. Raises SetupError."""
    elves = [path for path in sorted(tree.rglob("*")) if _is_elf(path)]
    told = workshop.must(["readelf", "-W", "-d", *map(str, elves)], "The libraries cannot be read")
    wanted = set(re.findall(r"\(NEEDED\)\s+Shared library: \[(.+?)\]", told))
    return wanted - {path.name for path in tree.rglob("*.so*")}


def _owner(library: str, workshop: Workshop) -> str:
    """The package that has installed this library. Raises SetupError."""
    listed = workshop.must(["/sbin/ldconfig", "-p"], "The system's libraries cannot be listed")
    found = re.search(rf"^\s*{re.escape(library)} \(libc6,x86-64.*\) => (\S+)$", listed, re.MULTILINE)
    if found is None:
        raise SetupError(f"{library} is linked, not bundled, and not here")
    path = Path(found.group(1))
    merged = (Path("/usr") / each.relative_to("/") for each in (path, path.resolve()))
    for place in (path, path.resolve(), *merged):
        done = workshop.run(["dpkg-query", "-S", str(place)])
        if done.code == 0:
            return done.output.split(":")[0]
    raise SetupError(f"No package owns {library}")


def _is_elf(path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and path.open("rb").read(4) == b"\x7fELF"


def _sums(stage: Path) -> Iterable[str]:
    for path in sorted(stage.rglob("*")):
        place = path.relative_to(stage)
        if path.is_file() and not path.is_symlink() and place.parts[0] not in ("DEBIAN", "etc"):
            yield f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {place}\n"
