"""Where Hisho keeps things on this computer. Standard library only, because the supervisor needs it.

`HISHO_HOME` puts everything below one folder (tests, a portable copy); otherwise the XDG folders of the user,
on Windows those of %LOCALAPPDATA% (written, never run).

`hisho --profile NAME` or `HISHO_PROFILE` chooses another vault with settings and a window of its own; models
are shared. Names are folders, so whoever sees the disk reads them. What keeps the profiles of one user apart
is that each vault has its own keys, not the file system.
"""

import contextlib
import errno
import os
import re
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

MODELS = "models"
REGISTERED = "registered"
_MARK = "hisho-folder"              # in a data folder that is ours, whatever else somebody puts there
_MARK_TEXT = "Hisho keeps its data in this folder.\n"
_EXPERIENCE = "experience.json"
_PROFILES = "profiles"
_VAULT = "vault"
_OURS = frozenset(
    {_MARK, MODELS, REGISTERED, _EXPERIENCE, _PROFILES, _VAULT, "logs", "run"}
)
_OF_VAULT = re.compile(r"vault-(?:backups|next|kept-\d+)")      # what restoring one leaves beside it
_OPTION, _VARIABLE = "--profile", "HISHO_PROFILE"
_LONGEST_NAME = 40
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{name}{number}" for name in ("com", "lpt") for number in range(1, 10))}
)


class ProfileNameError(ValueError):
    """A profile cannot have this name: letters, digits, - and _ are allowed, and a letter or digit first."""


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders and files of one user; `profile` is the name of the one in use, nothing for the first."""

    data: Path
    settings: Path
    cache: Path
    runtime: Path
    profile: str = ""

    @property
    def vault(self) -> Path:
        """The folder of the vault."""
        return self._of_profile(self.data) / _VAULT

    @property
    def profiles(self) -> tuple[str, ...]:
        """The names of all profiles that have a vault, in order; the first has none and is not among them."""
        try:
            found = [each.name for each in (self.data / _PROFILES).iterdir() if (each / _VAULT).is_dir()]
        except OSError:
            return ()
        return tuple(sorted(name for name in found if _is_name(name)))

    def _of_profile(self, folder: Path) -> Path:
        return folder / _PROFILES / self.profile if self.profile else folder

    @property
    def inventory(self) -> Path:
        """The list of models registered on this machine. It lies in a folder of its own: who writes it has to
        see nothing else of ours, least of all the vault.
        """
        return self.data / REGISTERED / "models.json"

    @property
    def models(self) -> Path:
        """The folder of models, unless the settings name another."""
        return self.data / MODELS

    @property
    def experience(self) -> Path | None:
        """What models have shown on this computer; None where the data folder is not ours."""
        return None if self.is_foreign else self.data / _EXPERIENCE

    @property
    def logs(self) -> Path:
        """What happened, never what was said."""
        return self._of_profile(self.data) / "logs"

    @property
    def settings_file(self) -> Path:
        """What the user likes."""
        return self._of_profile(self.settings) / "settings.json"

    def writable(self) -> tuple[Path, ...]:
        """The only folders that a confined window or command-line client may write to."""
        return (self.data, self.settings, self.cache)

    @property
    def is_foreign(self) -> bool:
        """Whether something that is not ours has the place of the data folder: then nothing is written
        there.
        """
        try:
            found = {each.name for each in self.data.iterdir()}
        except FileNotFoundError:
            return False
        except OSError:             # a file, or a folder that we may not read
            return True
        return _MARK not in found and not all(each in _OURS or _OF_VAULT.fullmatch(each) for each in found)

    def may_make(self, folder: Path) -> bool:
        """Whether a folder may be made here: nowhere in a data folder that is not ours."""
        return not folder.is_relative_to(self.data) or not self.is_foreign

    def make(self) -> None:
        """Create the folders, readable by their owner alone. Raises OSError, also where the data folder is
        not ours; then nothing is made.
        """
        if self.is_foreign:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(self.data))
        ends = (self.vault.parent, self.settings_file.parent, self.runtime) if self.profile else ()
        of_profile = [folder for end in ends for folder in (end.parent.parent, end.parent, end)]
        for folder in (
            self.data, self.inventory.parent, self.settings, self.cache, *of_profile, self.runtime,
        ):  # fmt: skip
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError), (self.data / _MARK).open("x", encoding="utf-8") as mark:
            mark.write(_MARK_TEXT)          # never by way of a link: others than we may have put one there


def source_root() -> Path:
    """The folder that holds `main.py`, `desktop` and `resources`."""
    return Path(__file__).resolve().parent.parent


def resources() -> Path:
    """The folder of what ships with the program."""
    return source_root() / "resources"


def guide_model() -> Path:
    """The model that ships with the program."""
    return resources() / "guide" / "guide.gguf"


def profile_name(untrusted: str) -> str:
    """The name of a profile, in one form of Unicode. Raises ProfileNameError."""
    name = unicodedata.normalize("NFC", untrusted)
    if not _is_name(name):
        raise ProfileNameError(untrusted)
    return name


def _is_name(name: str) -> bool:
    """Whether every system takes it as a folder of its own."""
    return (
        0 < len(name.encode()) <= _LONGEST_NAME * 3
        and len(name) <= _LONGEST_NAME
        and name[0].isalnum()
        and all(each.isalnum() or each in "-_" for each in name)
        and name.casefold() not in _RESERVED
    )


def take_profile(arguments: Sequence[str], environ: Mapping[str, str]) -> tuple[list[str], dict[str, str]]:
    """The arguments without `--profile NAME` at their beginning, and the environment that says it instead.
    Raises ProfileNameError.
    """
    rest, environment = list(arguments), dict(environ)
    if rest and rest[0] == _OPTION:
        environment[_VARIABLE] = rest[1] if len(rest) > 1 else ""
        profile_name(environment[_VARIABLE])
        del rest[:2]
    elif rest and rest[0].startswith(_OPTION + "="):
        environment[_VARIABLE] = profile_name(rest.pop(0).removeprefix(_OPTION + "="))
    elif environment.get(_VARIABLE):
        profile_name(environment[_VARIABLE])
    return rest, environment


def of(environ: Mapping[str, str]) -> Paths:
    """The folders for this environment. Raises ProfileNameError."""
    places = _of_user(environ)
    if not environ.get(_VARIABLE):
        return places
    name = profile_name(environ[_VARIABLE])
    return replace(places, runtime=places.runtime / _PROFILES / name, profile=name)


def _of_user(environ: Mapping[str, str]) -> Paths:
    if home := environ.get("HISHO_HOME"):
        root = Path(home).absolute()
        return Paths(root / "data", root / "settings", root / "cache", root / "run")
    if sys.platform == "win32":
        local = Path(environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "Hisho"
        return Paths(local / "data", local / "settings", local / "cache", local / "run")
    user_home = Path(environ.get("HOME") or Path.home())
    data = _xdg(environ, "XDG_DATA_HOME", user_home / ".local" / "share")
    runtime = environ.get("XDG_RUNTIME_DIR", "")
    return Paths(
        data=data,
        settings=_xdg(environ, "XDG_CONFIG_HOME", user_home / ".config"),
        cache=_xdg(environ, "XDG_CACHE_HOME", user_home / ".cache"),
        runtime=Path(runtime) / "hisho" if os.path.isabs(runtime) else data / "run",  # noqa: PTH117  # "" has no Path
    )


def _xdg(environ: Mapping[str, str], name: str, default: Path) -> Path:
    """The XDG base directory specification ignores values that are not absolute."""
    value = environ.get(name, "")
    return (Path(value) if value.startswith("/") else default) / "hisho"
