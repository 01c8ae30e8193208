"""The Debian packages that Hisho needs from the system: which are missing, and how they come."""

import shutil
from collections.abc import Iterable, Mapping

from installers.source.commands import Runner, SetupError

RUN = (
    "python3-venv", "libegl1", "libgl1", "libglib2.0-0", "libdbus-1-3", "libfontconfig1", "libxkbcommon0",
    "libxkbcommon-x11-0", "libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0",
    "libxcb-xkb1", "libgomp1", "fonts-noto-cjk",
)  # fmt: skip
COMPILE = ("build-essential",)
TEST = ("xvfb", "xdotool", "x11-utils", "dbus", "gnome-keyring", "strace")
# Debian 13 and Ubuntu 24.04 renamed some packages; the new name counts as the old one.
_RENAMED = {"libglib2.0-0": "libglib2.0-0t64"}
_QUIET = {"DEBIAN_FRONTEND": "noninteractive"}


def missing(packages: Iterable[str], run: Runner) -> tuple[str, ...]:
    """Those that are not installed."""
    wanted = list(packages)
    names = [*wanted, *(_RENAMED[name] for name in wanted if name in _RENAMED)]
    listed = run(["dpkg-query", "--show", "--showformat=${Package} ${db:Status-Abbrev}\n", *names]).output
    installed = {line.split()[0] for line in listed.splitlines() if line.endswith(("ii ", "ii"))}
    return tuple(name for name in wanted if not installed & {name, _RENAMED.get(name, name)})


def ensure(packages: Iterable[str], run: Runner, environment: Mapping[str, str], *, is_root: bool) -> None:
    """Install what is missing, when root; otherwise name the command. Raises SetupError."""
    wanted = tuple(packages)
    if shutil.which("dpkg-query", path=environment.get("PATH")) is None:
        print("This is no Debian or Ubuntu; please see to the equivalents of: " + " ".join(wanted))
        return
    lacking = missing(wanted, run)
    if not lacking:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *lacking]
    if not is_root:
        raise SetupError("Some system packages are missing. Please run: sudo " + " ".join(install))
    print("Installing system packages: " + " ".join(lacking), flush=True)
    quiet = {**environment, **_QUIET}
    for command in (["apt-get", "update"], install):
        done = run(command, quiet)
        if done.code:
            raise SetupError(f"'{' '.join(command)}' failed:\n{done.output[-2000:]}")
