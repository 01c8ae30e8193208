"""Makes the portable archive: the frozen folder and a script that starts it from wherever it was unpacked."""

import os
import shutil
import tarfile
from pathlib import Path

from installers.package import staging
from installers.package.release import Release
from installers.source.commands import Workshop

_LEVEL = "-19"
_RUN = """#!/bin/sh
# Starts Hisho from the folder that this file is in; what it keeps lies in the user's home, or beside
# this file with --portable.
here=$(dirname "$(readlink -f "$0")")
if [ "$1" = --portable ]; then
    shift
    HISHO_HOME="$here/home"
    export HISHO_HOME
fi
exec "$here/programs/hisho" "$@"
"""


def build(root: Path, tree: Path, target: Path, release: Release, workshop: Workshop) -> Path:
    """The archive beside the other packages. Raises SetupError, OSError."""
    name = f"{release.package}-{release.version}-linux-x86_64"
    with_run = target / "portable" / name
    shutil.rmtree(with_run.parent, ignore_errors=True)
    shutil.copytree(tree, with_run / "programs", symlinks=True)
    (with_run / "run-hisho.sh").write_text(_RUN, encoding="utf-8")
    for file in ("README.md", "README.ja.md", "LICENSE"):
        shutil.copyfile(root / file, with_run / file)
    staging.settle(with_run, release.moment, programs=with_run / "programs")
    (with_run / "run-hisho.sh").chmod(0o755)
    os.utime(with_run / "run-hisho.sh", (release.moment, release.moment))
    raw = target / f"{name}.tar"
    with tarfile.open(raw, "w", format=tarfile.PAX_FORMAT) as archive:
        for path in [with_run, *sorted(with_run.rglob("*"))]:
            archive.add(path, str(path.relative_to(with_run.parent)), recursive=False, filter=_nobodys)
    shutil.rmtree(with_run.parent)
    packed = target / f"{name}.tar.zst"
    command = ["zstd", "-q", "-f", "--rm", "-T1", _LEVEL, str(raw), "-o", str(packed)]
    workshop.must(command, "The archive could not be packed")
    return packed


def _nobodys(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """The same whoever packs it."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry
