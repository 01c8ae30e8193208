"""What each program sees of this computer behind the third layer.

Empty for window and client are /tmp (sockets of tmux, ssh-agent, editors), /run (buses, systemd, containers,
every agent of the session) and the folders of keys and agents in the home. A file dialog does not show these
any more, nor the network folders that the desktop mounts in the runtime folder (gvfs), with three exceptions
that people look for: removable media, what a command line names, and our own folders. Files from elsewhere
come in by copying them into the home. The engine sees no more, and its model. The fetcher has no AF_UNIX to
reach a socket with, and works on files that may lie anywhere: for it only the runtime folder and the keys are
hidden.
"""

import contextlib
import os
import re
import stat
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from desktop.confinement.account import homes
from desktop.confinement.bubblewrap import View, is_below
from desktop.confinement.profiles import code_paths, gpu_devices

_TEMPORARY, _RUN = Path("/tmp"), Path("/run")  # noqa: S108  # hidden, never written
_RUNTIME = _RUN / "user"
_TERMINALS = Path("/dev/pts")
_IN_HOME = (".ssh", ".gnupg", ".docker", ".screen", ".cache/ibus", ".cache/keyring")
_IN_SYSTEM = ("/var/lib/lxd", "/var/snap/lxd/common/lxd", "/var/lib/incus", "/var/run/screen")
# Removable media; where some distributions keep programs and graphics drivers.
_SHOWN_OF_RUN = tuple(_RUN / each for each in ("media", "current-system", "opengl-driver"))
_PRINTING = _RUN / "cups"
# Which of logind's sessions is ours is read from files; see desktop.ui.login_session.
_SESSIONS = (_RUN / "systemd/sessions", _RUN / "systemd/users")
_SETTINGS = Path("/etc")                # the administrator's word lies there
_WAYLAND = re.compile(r"(?:[\w.-]*wayland[\w.-]*|gamescope-\d+)")   # how compositors call their sockets
_X11 = re.compile(r"(?:unix)?:(?P<number>\d+)(?:\.\d+)?")
_MOST_FILES = 10_000                    # in a folder of models or of somebody's papers there are fewer
_WITHOUT_DISPLAY = ("offscreen", "minimal")


def window(environment: Mapping[str, str], writable: tuple[Path, ...], shown: Iterable[Path] = ()) -> View:
    """The window: the display, nothing that acts but the printer."""
    hidden = _hidden(environment)
    told = (*_allowed(shown, hidden), _PRINTING, *_SESSIONS, *_wayland(environment), *_authority(environment))
    x11 = x11_socket(environment.get("DISPLAY", ""))
    display = (_TEMPORARY / ".X11-unix" / x11.name,) if x11 else ()
    return View(hidden, (*_always(), *told, *display), writable)


def client(environment: Mapping[str, str], writable: tuple[Path, ...], shown: Iterable[Path] = ()) -> View:
    """The command-line client: the same without a display, on the user's terminal."""
    hidden = _hidden(environment)
    return View(hidden, (*_always(), *_allowed(shown, hidden)), writable, (_TERMINALS,))


def engine(environment: Mapping[str, str], model: Iterable[Path]) -> View:
    """The engine: its model, and graphics processors."""
    hidden = _hidden(environment)
    return View(hidden, (*_always(), *_allowed(model, hidden)), (), gpu_devices())


def reader(environment: Mapping[str, str]) -> View:
    """The reader of documents: what the engine sees, without a model and without graphics processors."""
    return View(_hidden(environment), _always())


def fetcher(environment: Mapping[str, str], *, network: bool) -> View:
    """The fetcher: any file that it was told of, no runtime folder, no keys."""
    hidden = _outermost([_RUNTIME, *_of_the_user(environment)])
    return View(hidden, _always(), (), (_TERMINALS,), (), network, writable_root=True)


def named(arguments: Sequence[str]) -> tuple[Path, ...]:
    """The files and folders that a command line names, if only with `--option=path`."""
    found = []
    try:
        folder = Path.cwd()
    except OSError:                     # it is gone
        folder = Path("/")
    for argument in arguments:
        path = Path(os.path.normpath(folder / argument.rpartition("=")[2]))
        with contextlib.suppress(OSError, ValueError):
            if path.is_file() or path.is_dir():
                found.append(path)
    return tuple(found)


def _allowed(untrusted_paths: Iterable[Path], hidden: tuple[Path, ...]) -> Iterable[Path]:
    """What is not hidden need not be shown, so only what is has to be looked at."""
    return (each for each in untrusted_paths if is_below(each, hidden) and may_be_shown(each))


def may_be_shown(untrusted_path: Path) -> bool:
    """Whether a path opens no way to a socket: a file, or a folder in which there is none.

    Paths come from a command line, and from settings and lists that the window may write: what it writes must
    not let the next window out. So no folder below /run, none by way of a link, and none that holds a socket.
    """
    try:
        kind = untrusted_path.stat().st_mode
        if stat.S_ISREG(kind):
            return True
        if not stat.S_ISDIR(kind) or untrusted_path.resolve() != untrusted_path:
            return False
        return not untrusted_path.is_relative_to(_RUN) and not _holds_a_socket(untrusted_path)
    except (OSError, ValueError):
        return False


def _holds_a_socket(folder: Path) -> bool:
    """At any depth, as far as it can be seen; a folder with too much in it counts as holding one."""
    seen = 0
    for place, _, names in os.walk(folder):
        for name in names:
            seen += 1
            if seen > _MOST_FILES or Path(place, name).is_socket():
                return True
    return False


def x11_socket(display: str) -> Path | None:
    """The path of the socket of a display of X11 on this computer; None if it is none."""
    matched = _X11.fullmatch(display)
    path = _TEMPORARY / ".X11-unix" / f"X{matched['number']}" if matched else None
    return path if path is not None and path.is_socket() else None


def is_display_here(environment: Mapping[str, str]) -> bool:
    """Whether the window's display is reached over a path. One that is reached over the network (`ssh -X`)
    or an abstract socket alone is not there behind the third layer.
    """
    platform = environment.get("QT_QPA_PLATFORM", "")
    if platform.startswith(_WITHOUT_DISPLAY) or _wayland(environment):
        return True
    display = environment.get("DISPLAY", "")
    return not display or x11_socket(display) is not None


def broker_sockets(environment: Mapping[str, str]) -> tuple[Path, ...]:
    """Sockets of this computer that could start programs, as far as they are known: the probes try them."""
    if sys.platform == "win32":
        return ()
    runtime = Path(environment.get("XDG_RUNTIME_DIR") or _RUNTIME / str(os.getuid()))
    known = (
        *sorted(_TEMPORARY.glob(f"tmux-{os.getuid()}/*"))[:2],
        *sorted(_TEMPORARY.glob("ssh-*/agent.*"))[:2],
        runtime / "systemd/private",
        runtime / "docker.sock",
        runtime / "podman/podman.sock",
        _RUN / "docker.sock",
        _RUN / "systemd/private",
        _RUN / "snapd.socket",
    )
    return tuple(each for each in known if os.access(each, os.W_OK) and each.is_socket())


def _hidden(environment: Mapping[str, str]) -> tuple[Path, ...]:
    return _outermost([_TEMPORARY, _RUN, *map(Path, _IN_SYSTEM), *_of_the_user(environment)])


def _of_the_user(environment: Mapping[str, str]) -> list[Path]:
    """Keys and agents in the home, and the runtime folder; not where that holds the home itself. Whoever
    starts us chooses what these names lead to, so nothing is hidden that is not the user's own.
    """
    around, runtime = homes(environment.get("HOME", "")), environment.get("XDG_RUNTIME_DIR", "")
    found = [home / each for home in around for each in _IN_HOME]
    if runtime.startswith("/"):
        whole = Path(runtime).resolve()
        found += [] if any(home.resolve().is_relative_to(whole) for home in around) else [whole]
    return [each for each in found if _is_of_the_user(each)]


def _is_of_the_user(folder: Path) -> bool:
    """Whether a folder is the user's own, and none of the settings of this computer: without the
    administrator's word everything would be allowed.
    """
    try:
        owner, whole = folder.stat().st_uid, folder.resolve()
    except OSError:
        return False
    return owner == os.getuid() and not (whole.is_relative_to(_SETTINGS) or _SETTINGS.is_relative_to(whole))


def _outermost(wished: Iterable[Path]) -> tuple[Path, ...]:
    """The folders that are there; each once, whatever links lead to it, and none inside another."""
    folders = {each.resolve() for each in wished if each.is_dir()}
    return tuple(sorted(each for each in folders if not is_below(each, folders)))


def _always() -> tuple[Path, ...]:
    return (*code_paths(), *_SHOWN_OF_RUN)


def _wayland(environment: Mapping[str, str]) -> tuple[Path, ...]:
    name, runtime = environment.get("WAYLAND_DISPLAY", ""), environment.get("XDG_RUNTIME_DIR", "")
    path = Path(runtime, name) if name and (runtime or name.startswith("/")) else None
    is_screen = path is not None and _WAYLAND.fullmatch(path.name) and path.is_socket()
    return (path,) if path is not None and is_screen else ()


def _authority(environment: Mapping[str, str]) -> tuple[Path, ...]:
    """The password of the X server, which often lies in the runtime folder or in /tmp."""
    path = environment.get("XAUTHORITY", "")
    return (Path(path),) if path.startswith("/") and os.path.isfile(path) else ()  # noqa: PTH113  # never raises
