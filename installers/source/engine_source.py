"""The engine's source distribution: fetched once, checked by its hash, kept beside the built wheels; and the
locked tools that build it.
"""

import hashlib
import re
import tempfile
from pathlib import Path

from installers.source.commands import Workshop
from installers.source.engine_cache import cache_folder
from installers.source.environment import create

_HEAD = Path(".git/modules/vendor/llama.cpp/HEAD")  # in the source distribution, as its makers left it


def tools(scratch: Path, workshop: Workshop) -> Path:
    """CMake, ninja and the like in an environment of their own; returns its folder. Raises SetupError."""
    folder = scratch / "tools"
    if not folder.exists():
        create(folder, workshop.run)
        lock = workshop.locks / "engine-build.txt"
        install = [*pip(folder), "install", "-q", "--require-hashes", "--no-deps", "-r", str(lock)]
        workshop.must(install, "The tools that build the engine could not be had")
    return folder


def pip(folder: Path) -> list[str]:
    """How the environment's pip is called."""
    return [str(folder / "bin" / "python"), "-m", "pip", "--disable-pip-version-check"]


def archive(scratch: Path, workshop: Workshop) -> Path:
    """The source distribution, from the cache or fetched into it. Raises SetupError."""
    lock = workshop.locks / "engine.txt"
    folder = cache_folder(workshop.environment) / "source"
    folder.mkdir(parents=True, exist_ok=True)
    wanted = set(re.findall(r"sha256:([0-9a-f]{64})", lock.read_text(encoding="utf-8")))
    for each in sorted(folder.glob("*.tar.gz")):
        if digest(each) in wanted:
            return each
    with tempfile.TemporaryDirectory(dir=folder, prefix="fetching-") as temporary:
        download = [
            *pip(tools(scratch, workshop)), "download", "-q", "--no-deps", "--no-build-isolation",
            "--no-binary", "llama-cpp-python", "--require-hashes", "-r", str(lock), "-d", temporary,
        ]  # fmt: skip
        workshop.must(download, "The engine's source could not be had")
        fetched = next(Path(temporary).glob("*.tar.gz"))
        return fetched.rename(folder / fetched.name)


def unpack(packed: Path, folder: Path, workshop: Workshop) -> None:
    """Unpack the source distribution so that its own top folder is `folder`. Raises SetupError."""
    folder.mkdir(parents=True)
    command = ["tar", "-xzf", str(packed), "-C", str(folder), "--strip-components=1", "--no-same-owner"]
    workshop.must(command, "The engine's source could not be unpacked")


def version(lock: str) -> str:
    """The version that the lock file names."""
    found = re.search(r"^llama-cpp-python==(\S+)", lock, re.MULTILINE)
    return found[1] if found else ""


def commit(source: Path) -> str:
    """Which commit of llama.cpp this is; "" where the source does not say."""
    head = source / _HEAD
    text = head.read_text(encoding="ascii", errors="replace").strip() if head.exists() else ""
    return text if re.fullmatch("[0-9a-f]{40}", text) else ""


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
