"""Makes the AppImage, where somebody names its runtime: that program is published on one site only and comes
in no package of a distribution, so it is neither fetched nor shipped here.

APPIMAGE_RUNTIME is the path of `runtime-x86_64` with its digest behind it: `FILE#sha256=…`. An AppImage is
that program with a file system behind it. Never tried with the real runtime.
"""

import hashlib
import re
import tempfile
from pathlib import Path

from installers.package import staging
from installers.package.release import Release
from installers.source.commands import SetupError, Workshop

VARIABLE = "APPIMAGE_RUNTIME"
_NAMED = re.compile(r"(?P<path>.+)#sha256=(?P<digest>[0-9a-f]{64})")
_ICON = Path("usr/share/icons/hicolor/256x256/apps/hisho.png")


def build(stage: Path, target: Path, release: Release, workshop: Workshop) -> Path | None:
    """The AppImage beside the others; None, and one line that says why, without a runtime. Raises SetupError,
    OSError.
    """
    if not (named := workshop.environment.get(VARIABLE, "")):
        print(f"No AppImage: {VARIABLE} names no runtime (FILE#sha256=DIGEST)", flush=True)
        return None
    runtime = _runtime(named)
    links = _add_top(stage)
    try:
        staging.settle(stage, release.moment)
        with tempfile.TemporaryDirectory(dir=target, prefix="appimage-") as scratch:
            image = Path(scratch) / "image"
            _pack(stage, image, release, workshop)
            made = target / f"{release.package}-{release.version}-x86_64.AppImage"
            made.write_bytes(runtime + image.read_bytes())
    finally:
        for link in links:
            link.unlink()
    made.chmod(0o755)
    return made


def _runtime(named: str) -> bytes:
    """The runtime, if it is the one that was meant. Raises SetupError, OSError."""
    found = _NAMED.fullmatch(named)
    if found is None:
        raise SetupError(f"{VARIABLE} must be FILE#sha256=DIGEST")
    untrusted = Path(found["path"]).read_bytes()
    if hashlib.sha256(untrusted).hexdigest() != found["digest"]:
        raise SetupError(f"{found['path']} is not the runtime that {VARIABLE} names: its digest is another")
    return untrusted


def _add_top(stage: Path) -> list[Path]:
    """What the runtime looks for at the top: the program, the menu entry, the icon."""
    wanted = {
        "AppRun": staging.PROGRAMS / "hisho", "hisho.desktop": staging.DESKTOP, "hisho.png": _ICON,
        ".DirIcon": _ICON,
    }  # fmt: skip
    for name, place in wanted.items():
        (stage / name).symlink_to(place)
    return [stage / name for name in wanted]


def _pack(stage: Path, image: Path, release: Release, workshop: Workshop) -> None:
    command = ["mksquashfs", str(stage), str(image), "-quiet", "-no-progress", "-noappend", "-all-root"]
    command += ["-comp", "zstd", "-Xcompression-level", "19", "-b", "256K"]
    variables = {**workshop.environment, "SOURCE_DATE_EPOCH": str(release.moment)}
    workshop.must(command, "The AppImage could not be packed", variables)
