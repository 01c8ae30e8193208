"""Takes the engine's wheel from a place that the user or an administrator names, so that nothing has to be
compiled; and lays a wheel into such a place.

HISHO_ENGINE_WHEELS is a folder, or the address of one, that holds wheels and their SHA256SUMS. Where
`#sha256=…` follows, that is the digest of the list, and it no longer matters who serves the rest. Without it
an address must be https. Where nothing is named, nothing is asked for. Whatever is wrong with a place is said
in a sentence, and the engine is compiled instead; so it is where what came from there does not work here
(engine_install).
"""

import hashlib
import http.client
import json
import platform
import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, cast
from urllib.parse import quote
from urllib.request import (
    BaseHandler,
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    UnknownHandler,
)

from installers.source import engine_cache, engine_source
from installers.source.commands import SetupError, Workshop, alone
from installers.source.engine_kinds import Kind

VARIABLE = "HISHO_ENGINE_WHEELS"
LIST = "SHA256SUMS"
_LINE = re.compile(r"(?P<digest>[0-9a-f]{64}) [ *](?P<name>[\w.+-]+\.whl)")
_PIN = re.compile(r"(?P<base>.*)#sha256=(?P<digest>[0-9a-f]{64})")
_SCHEME = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*)://", re.IGNORECASE)
_BUILD = "llama_cpp/lib/build.json"
_LONGEST_LIST = 1 << 20
_LONGEST_WHEEL = 2 << 30                # the full engine has some 30 MB, with NVIDIA's backend some 500
_LONGEST_BUILD = 1 << 16
_PATIENCE_S = 30.0                      # between two pieces
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Place:
    """Where wheels are, and the digest that the list of them must have; None where nobody said."""

    base: str
    pin: str | None
    is_address: bool

    @classmethod
    def of(cls, setting: str) -> "Place":
        """The place that the setting names. Raises SetupError."""
        pinned = _PIN.fullmatch(setting)
        base, pin = (pinned["base"], pinned["digest"]) if pinned else (setting, None)
        scheme = _SCHEME.match(base)
        if scheme is None:
            return cls(base, pin, is_address=False)
        match scheme["scheme"].lower():
            case "https":
                pass
            case "http" if pin is None:
                raise SetupError(f"{VARIABLE}: an address without TLS needs #sha256=… behind it")
            case "http":
                pass
            case _:
                raise SetupError(f"{VARIABLE} is neither a folder nor an address with https")
        return cls(base, pin, is_address=True)

    def fetch(self, name: str, target: IO[bytes], longest: int) -> str:
        """Copy the file of this name; returns its digest. Raises SetupError, OSError."""
        digest, left = hashlib.sha256(), longest
        with self._opened(name) as source:
            while piece := source.read(_PIECE):
                left -= len(piece)
                if left < 0:
                    raise SetupError(f"{name} is larger than any such file")
                digest.update(piece)
                target.write(piece)
        return digest.hexdigest()

    @contextmanager
    def _opened(self, name: str) -> Iterator[BinaryIO]:
        if not self.is_address:
            with (Path(self.base).expanduser() / name).open("rb") as file:
                yield file
            return
        try:
            ours = opener(knows_http=self.pin is not None)
            with ours.open(f"{self.base.rstrip('/')}/{quote(name)}", timeout=_PATIENCE_S) as answer:
                yield cast("BinaryIO", answer)
        except (http.client.HTTPException, ValueError) as error:    # a strange answer, a strange address
            raise SetupError(f"{name} could not be fetched: {error}") from error


def opener(*, knows_http: bool) -> OpenerDirector:
    """Follows redirections, but not from https to less: the list of an address may be all its proof."""
    made = OpenerDirector()
    handlers: list[BaseHandler] = [
        ProxyHandler(), UnknownHandler(), HTTPSHandler(),
        HTTPRedirectHandler(), HTTPDefaultErrorHandler(), HTTPErrorProcessor(),
    ]  # fmt: skip
    for each in [*handlers, *([HTTPHandler()] if knows_http else [])]:
        made.add_handler(each)
    return made


def bring(kind: Kind, workshop: Workshop) -> bool:
    """Bring a fitting wheel into the cache, if a place is named that has one; whether it did."""
    setting = workshop.environment.get(VARIABLE)
    if not setting or kind.for_one_processor:       # such a wheel would fit no other machine
        return False
    folder = engine_cache.folder(kind, workshop)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with alone(folder), tempfile.TemporaryDirectory(dir=folder, prefix="fetching-") as temporary:
            wheel = _fetched(Place.of(setting), kind, Path(temporary), workshop)
            kept = engine_cache.prebuilt_folder(kind, workshop)
            kept.mkdir(exist_ok=True)
            wheel.rename(kept / wheel.name)
    except (SetupError, OSError) as error:
        print(f"No built engine is taken from {VARIABLE}: {error}", flush=True)
        return False
    print(f"The engine is taken from {VARIABLE}: {wheel.name}", flush=True)
    return True


def lay(wheel: Path, place: Path) -> Path:
    """Copy a wheel into a folder that can be served or carried to other machines, under a name that says for
    which C library it is, and list it there. Raises SetupError, OSError.
    """
    name, version, _ = wheel.name.split("-", 2)
    minor = _libc_minor()
    if minor is None:
        raise SetupError("A wheel of this system's C library fits no other machine")
    place.mkdir(parents=True, exist_ok=True)
    laid = place / f"{name}-{version}-py3-none-manylinux_2_{minor}_{platform.machine()}.whl"
    shutil.copyfile(wheel, laid)
    names = sorted(path.name for path in place.glob("*.whl"))
    lines = (f"{engine_source.digest(place / each)}  {each}\n" for each in names)
    (place / LIST).write_text("".join(lines), encoding="ascii")
    return laid


def candidates(untrusted_list: str, version: str) -> Iterator[tuple[str, str]]:
    """Names and digests of the wheels in a list that are for this machine, the newest C library first."""
    fitting = re.compile(
        rf"llama_cpp_python-{re.escape(version)}-py3-none-manylinux_2_(\d{{1,3}})_{platform.machine()}\.whl"
    )
    ours = _libc_minor()
    found = []
    for untrusted_line in untrusted_list.splitlines():
        if (line := _LINE.fullmatch(untrusted_line)) and (name := fitting.fullmatch(line["name"])):
            found.append((int(name[1]), line["name"], line["digest"]))
    for minor, name_of_one, digest in sorted(found, reverse=True):
        if ours is not None and minor <= ours:
            yield name_of_one, digest


def _fetched(place: Place, kind: Kind, scratch: Path, workshop: Workshop) -> Path:
    """The first wheel of the place that is this engine, checked. Raises SetupError, OSError."""
    version = engine_source.version((workshop.locks / "engine.txt").read_text(encoding="utf-8"))
    for name, digest in candidates(_listed(place, scratch), version):
        wheel = scratch / name
        with wheel.open("wb") as target:
            found = place.fetch(name, target, _LONGEST_WHEEL)
        if found != digest:
            raise SetupError(f"{name} is not the file that {LIST} names")
        if is_of(kind, version, _build(wheel)):
            return wheel
    raise SetupError(f"it has none of the {kind.name} engine {version} for this machine")


def _listed(place: Place, scratch: Path) -> str:
    path = scratch / LIST
    with path.open("wb") as target:
        digest = place.fetch(LIST, target, _LONGEST_LIST)
    if place.pin is not None and digest != place.pin:
        raise SetupError(f"{LIST} is not the one whose digest was given")
    return path.read_text(encoding="ascii", errors="replace")


def _build(wheel: Path) -> Mapping[str, object]:
    """What the wheel says about itself. Raises SetupError."""
    try:
        with zipfile.ZipFile(wheel) as packed, packed.open(_BUILD) as file:
            untrusted_build = json.loads(file.read(_LONGEST_BUILD))
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, RuntimeError) as error:
        raise SetupError(f"{wheel.name} does not say how it was built") from error
    return untrusted_build if isinstance(untrusted_build, dict) else {}


def is_of(kind: Kind, version: str, untrusted_build: Mapping[str, object]) -> bool:
    """Whether an engine that describes itself so is the one that would be compiled here."""
    wanted = {"kind": kind.name, "version": version, "flags": list(kind.flags)}
    return all(untrusted_build.get(name) == value for name, value in wanted.items())


def _libc_minor() -> int | None:
    """The minor version of the GNU C library 2; None with another library, which no such wheel fits."""
    library, version = platform.libc_ver()
    found = re.match(r"2\.(\d+)", version) if library == "glibc" else None
    return int(found[1]) if found else None
