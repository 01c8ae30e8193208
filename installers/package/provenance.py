"""Writes where a package comes from: an in-toto statement with an SLSA 1 provenance, in JSON and unsigned.

It names what was made (by sums), from which commit, with which locks, and by which versions of which tools.
No path, no name of a machine or of a person is in it, and no time but that of the commit: made again it is
the same.
"""

import json
import platform
import re
from pathlib import Path
from typing import Any

from installers.package import commit
from installers.package.contents import interpreter
from installers.package.release import Release
from installers.source.commands import SetupError, Workshop
from installers.source.engine_source import digest

SUFFIX = ".provenance.json"
_TYPE = "https://in-toto.io/Statement/v1"
_PREDICATE = "https://slsa.dev/provenance/v1"
_BUILD_TYPE = "urn:hisho:make-package:1"
_BUILDER = "urn:hisho:builder:make-package"
_LOCKS = ("run.txt", "package.txt", "engine.txt", "engine-build.txt")
_TOOLS = ("c++", "dpkg-deb", "rpmbuild", "zstd", "makensis", "wixl", "strip")
_VERSION = re.compile(r"\d+(?:\.\d+)+[\w.+~-]*")
Json = dict[str, Any]


def write(root: Path, out: Path, release: Release, workshop: Workshop) -> Path:
    """The statement about all that lies in `out` and belongs to this release. Raises SetupError, OSError."""
    subjects = [{"name": path.name, "digest": {"sha256": digest(path)}} for path in made(out, release)]
    if not subjects:
        raise SetupError(f"There is nothing of {release.package} {release.version} to tell the origin of")
    body = {
        "_type": _TYPE,
        "subject": subjects,
        "predicateType": _PREDICATE,
        "predicate": {
            "buildDefinition": _definition(root, release, commit.of(root, workshop)),
            "runDetails": {"builder": {"id": _BUILDER, "version": _versions(root, workshop)}},
        },
    }
    target = out / f"{release.package}-{release.version}{SUFFIX}"
    target.write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return target


def made(out: Path, release: Release) -> list[Path]:
    """The files of this release, in the order of their names; the other edition's are not among them."""
    ours = tuple(f"{release.package}{mark}{release.version}" for mark in "_-")
    return [
        path
        for path in sorted(out.iterdir())
        if path.is_file() and path.name.lower().startswith(ours) and not path.name.endswith(SUFFIX)
    ]


def _definition(root: Path, release: Release, source: commit.Commit) -> Json:
    """What went in. Everything that decides the bytes of the result is named."""
    locks = root / "installers" / "locks"
    return {
        "buildType": _BUILD_TYPE,
        "externalParameters": {
            "edition": release.edition.value,
            "version": release.version,
            "commit": source.digest,
            "uncommittedChanges": source.changed,
        },
        "internalParameters": {"SOURCE_DATE_EPOCH": str(release.moment), "PYTHONHASHSEED": "0"},
        "resolvedDependencies": [
            {"name": "source", "digest": {"gitCommit": source.digest}},
            *(
                {"name": f"installers/locks/{name}", "digest": {"sha256": digest(locks / name)}}
                for name in _LOCKS
            ),
        ],
    }


def _versions(root: Path, workshop: Workshop) -> dict[str, str]:
    """The system that built it and the versions of what it built with; what is not there was not used."""
    system = platform.freedesktop_os_release() if platform.system() == "Linux" else {}
    told = {"system": f"{system.get('ID', platform.system())} {system.get('VERSION_ID', '')}".strip()}
    told["libc"] = " ".join(platform.libc_ver()).strip()
    told["machine"] = platform.machine()
    asked = {"python": [str(interpreter(root)), "--version"]}
    asked["pyinstaller"] = [str(interpreter(root)), "-m", "PyInstaller", "--version"]
    asked |= {name: [name, "-VERSION" if name == "makensis" else "--version"] for name in _TOOLS}
    for name, command in asked.items():
        if version := _version(command, workshop):
            told[name] = version
    return {name: value for name, value in told.items() if value}


def _version(command: list[str], workshop: Workshop) -> str:
    """The first number that looks like a version, of what a program says."""
    try:
        done = workshop.run(command)
    except FileNotFoundError:
        return ""
    found = _VERSION.search(done.output) if done.code == 0 else None
    return found.group() if found else ""
