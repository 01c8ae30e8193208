"""Makes the portable archive: the frozen folder and a script that starts it from wherever it was unpacked."""

import os
import shutil
import tarfile
import tempfile
from pathlib import Path

from installers.package import staging
from installers.package.release import Release
from installers.source.commands import Workshop

_LEVEL = "-19"
_SCRIPT = "run-hisho.sh"
# Where the packages come from that hold what Qt links; the script names them where something is missing.
_DEBIAN = (
    "libegl1", "libgl1", "libglib2.0-0", "libdbus-1-3", "libfontconfig1", "libfreetype6", "libx11-xcb1",
    "libxcb-glx0", "libxcb-randr0", "libxcb-render0", "libxcb-shape0", "libxcb-shm0", "libxcb-sync1",
    "libxcb-xfixes0",
)  # fmt: skip
_FEDORA = (
    "libglvnd-egl", "libglvnd-glx", "glib2", "dbus-libs", "fontconfig", "freetype", "libxcb", "libX11-xcb",
)  # fmt: skip


def build(source: staging.Source, target: Path, release: Release, workshop: Workshop) -> Path:
    """The archive beside the other packages. Raises SetupError, OSError."""
    name = f"{release.package}-{release.version}-linux-x86_64"
    packed = target / f"{name}.tar.zst"
    with tempfile.TemporaryDirectory(dir=target, prefix="portable-") as scratch:
        folder = Path(scratch) / name
        lay(source, folder, release)
        raw = Path(scratch) / f"{name}.tar"
        with tarfile.open(raw, "w", format=tarfile.PAX_FORMAT) as archive:
            for path in [folder, *sorted(folder.rglob("*"))]:
                archive.add(path, str(path.relative_to(scratch)), recursive=False, filter=_nobodys)
        command = ["zstd", "-q", "-f", "-T2", _LEVEL, str(raw), "-o", str(packed)]
        workshop.must(command, "The archive could not be packed")
    return packed


def lay(source: staging.Source, folder: Path, release: Release) -> None:
    """What is in the archive, in this folder."""
    shutil.copytree(source.tree, folder / "programs", symlinks=True)
    script = (source.root / "installers/linux/shared" / _SCRIPT).read_text(encoding="utf-8")
    script = script.replace("@DEBIAN@", " ".join(_DEBIAN)).replace("@FEDORA@", " ".join(_FEDORA))
    (folder / _SCRIPT).write_text(script, encoding="utf-8")
    for file in ("README.md", "README.ja.md", "SECURITY.md", "LICENSE", "installers/POLICY.md"):
        shutil.copyfile(source.root / file, folder / Path(file).name)
    staging.settle(folder, release.moment, programs=folder / "programs")
    (folder / _SCRIPT).chmod(0o755)
    os.utime(folder / _SCRIPT, (release.moment, release.moment))


def _nobodys(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """The same whoever packs it."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry
