"""The Debian packages that Hisho needs from the system: which are missing, and how they come."""

import importlib.util
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from installers.source import python_library
from installers.source.commands import Runner, SetupError
from installers.source.python_library import Interpreter

RUN = (
    "libegl1", "libgl1", "libglib2.0-0", "libdbus-1-3", "libfontconfig1", "libxkbcommon0",
    "libxkbcommon-x11-0", "libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0",
    "libxcb-xkb1",
)  # fmt: skip
VENV = "python3-venv"
COMPILE = "build-essential"
COMPILER_CACHE = "ccache"
VULKAN = "libvulkan1"
# The third layer of the protection; without them the level is lower and Hisho says so.
PROTECTION = ("bubblewrap", "xdg-dbus-proxy")
# Mesa has a graphics processor made of software, on which a full engine is tried; networks are laid with
# iproute2; systemd brings the program that lets sleep wait.
TEST = (
    *PROTECTION, "xvfb", "xdotool", "x11-utils", "dbus", "gnome-keyring", "strace", "mesa-vulkan-drivers",
    "iproute2", "systemd", "openssl", "osslsigncode", "minisign", "gnupg", "jq",
)  # fmt: skip
# What makes the packages and judges them, and what tries them out on clean machines.
PACKAGE = (
    "git", "binutils", "zstd", "rpm", "desktop-file-utils", "appstream", "shared-mime-info", "lintian",
    "nsis", "wixl", "msitools", "osslsigncode",
)  # fmt: skip
IMAGE = "squashfs-tools"                # for an AppImage, where a runtime for it is named
PACKAGED = ("debootstrap", "rpm", "zstd", "wine", "wine64", "nsis", "wixl", "locales")
FONT = "fonts-noto-cjk"
WAYLAND = ("libwayland-client0", "libwayland-cursor0", "libwayland-egl1")
# Debian 13 and Ubuntu 24.04 renamed some libraries; the new name counts as the old one, which is provided.
_RENAMED = "t64"
_QUIET = {"DEBIAN_FRONTEND": "noninteractive"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What Hisho does not work without, and what it can do without for a while."""

    needed: tuple[str, ...]
    recommended: tuple[str, ...] = ()


def wanted(
    purpose: str,
    run: Runner,
    environment: Mapping[str, str],
    *,
    compiles: bool,
    python: Interpreter | None = None,
) -> Wanted:
    """The packages for a purpose on this machine, with the Python that runs this or another; what is there in
    another shape is not asked for. Raises SetupError where no package would help.
    """
    path = environment.get("PATH")
    needed = list(RUN)
    if importlib.util.find_spec("ensurepip") is None:
        needed.append(VENV)
    if compiles and shutil.which("c++", path=path) is None:
        needed.append(COMPILE)
    if purpose in ("test", "packaged"):
        needed += TEST
    if purpose == "packaged":
        needed += PACKAGED
    if purpose == "package":            # what the bundle links is looked for among what is installed
        needed += (*PACKAGE, VULKAN, *WAYLAND, *([IMAGE] if environment.get("APPIMAGE_RUNTIME") else ()))
        needed += python_library.packages(python or Interpreter.here())
    recommended = [*PROTECTION, *(WAYLAND if _has_japanese_font(run, path) else (FONT, *WAYLAND))]
    if purpose in ("engine", "cuda"):
        recommended.append(VULKAN)
        if compiles and shutil.which("ccache", path=path) is None:
            recommended.append(COMPILER_CACHE)
    return Wanted(tuple(needed), tuple(each for each in recommended if each not in needed))


def _has_japanese_font(run: Runner, path: str | None) -> bool:
    if shutil.which("fc-list", path=path) is None:
        return False
    return bool(run(["fc-list", ":lang=ja", "family"]).output.strip())


def missing(packages: Iterable[str], run: Runner) -> tuple[str, ...]:
    """Those that are not installed."""
    asked = list(packages)
    names = [*asked, *(name + _RENAMED for name in asked if name.startswith("lib"))]
    listed = run(["dpkg-query", "--show", "--showformat=${Package} ${db:Status-Abbrev}\n", *names]).output
    installed = {line.split()[0] for line in listed.splitlines() if line.endswith(("ii ", "ii"))}
    return tuple(name for name in asked if not installed & {name, name + _RENAMED})


def ensure(packages: Wanted, run: Runner, environment: Mapping[str, str], *, is_root: bool) -> None:
    """Install what is missing, when root; otherwise name the command. Raises SetupError."""
    everything = (*packages.needed, *packages.recommended)
    if shutil.which("dpkg-query", path=environment.get("PATH")) is None:
        print("This is no Debian or Ubuntu; please see to the equivalents of: " + " ".join(everything))
        return
    lacking = missing(everything, run)
    if not lacking:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *lacking]
    if is_root:
        _install(lacking, install, run, {**environment, **_QUIET})
    elif set(lacking) & set(packages.needed):
        raise SetupError("Some system packages are missing. Please run: sudo " + " ".join(install))
    else:
        print("Hisho starts without them, but these are worth having: sudo " + " ".join(install), flush=True)


def _install(
    packages: tuple[str, ...], install: list[str], run: Runner, environment: Mapping[str, str]
) -> None:
    print("Installing system packages: " + " ".join(packages), flush=True)
    for command in (["apt-get", "update"], install):
        done = run(command, environment)
        if done.code:
            raise SetupError(f"'{' '.join(command)}' failed:\n{done.output[-2000:]}")
