"""`make package`: freezes the tree and makes every package that can be made on this machine."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from desktop.licences.errors import LicencesUnreadableError  # noqa: E402
from desktop.version import VERSION  # noqa: E402
from installers.package import (  # noqa: E402
    appimage,
    checks,
    checksums,
    commit,
    deb,
    freeze,
    notices,
    portable,
    provenance,
    rpm,
    sbom,
    staging,
)
from installers.package.release import Edition, Release  # noqa: E402
from installers.source import (  # noqa: E402
    engine_prebuilt,
    engine_wheel,
    system_packages,
)
from installers.source.commands import SetupError, Workshop, alone, run  # noqa: E402
from installers.source.engine_kinds import FULL  # noqa: E402
from installers.windows import package as windows  # noqa: E402
from installers.windows import stub_payload  # noqa: E402

UNTESTED_WINDOWS = "untested-windows"
_SCRATCH = ("stage-*", "stub-*", "portable-*", "appimage-*")       # as each step calls its own


def package(root: Path, edition: Edition, workshop: Workshop) -> Iterator[Path]:
    """Each file as it is made, in build/package/out. Raises SetupError, OSError."""
    _furnish(workshop)
    own_up(root, workshop)
    release = Release(edition, VERSION, freeze.moment_of(root, workshop))
    out = root / "build/package/out"
    clear(out, release)
    say("Freezing the programs with everything that they need: some minutes")
    tree = freeze.freeze(root, edition, release.moment, workshop)
    notices.write(root, tree, workshop)
    freeze.settle(tree, release.moment)
    freeze.judge(tree, edition, (str(root),))       # the texts came after it was judged first
    source = staging.Source(root, tree, root / ".venv-package/bin/python")
    yield from for_linux(source, out, release, workshop)
    say("Making the installers for Windows around a stand-in")
    yield from for_windows(root, out / UNTESTED_WINDOWS, release, workshop)
    if edition is Edition.FULL:         # the engine is the same in both
        yield engine_prebuilt.lay(engine_wheel.provide(FULL, workshop), out / "wheels")
    say("Writing what is in it and where it comes from")
    yield sbom.write(root, tree, release, workshop)
    yield provenance.write(root, out, release, workshop)
    yield checksums.write(out)
    yield from checksums.sign(root, out, release, workshop)


def _furnish(workshop: Workshop) -> None:
    """The tools of this system. Raises SetupError."""
    compiles = not engine_wheel.is_at_hand(FULL, workshop)
    wanted = system_packages.wanted("package", workshop.run, workshop.environment, compiles=compiles)
    system_packages.ensure(wanted, workshop.run, workshop.environment, is_root=os.geteuid() == 0)


def own_up(root: Path, workshop: Workshop) -> None:
    """Say at once what else the packages will say of themselves: that they are not those of a commit.
    Raises SetupError.
    """
    if changes := commit.changes(root, workshop):
        say(f"Not committed, and the packages will say so: {', '.join(changes[:5])}")


def say(words: str) -> None:
    """What is done now: a step may take minutes."""
    print(words, flush=True)


def clear(out: Path, release: Release) -> None:
    """Take away what was made of this edition before, what a build that was killed has left, and the sums,
    which are of all that lies there: they stand for no other file until they are made anew.
    """
    out.mkdir(parents=True, exist_ok=True)
    for pattern in _SCRATCH:
        for folder in (*out.parent.glob(pattern), *out.glob(pattern)):
            shutil.rmtree(folder)
    for old in out.glob(f"{checksums.SUMS}*"):
        old.unlink()
    for mark in "_-":
        for old in out.glob(f"{release.package}{mark}[0-9]*"):
            old.unlink()


def for_linux(source: staging.Source, out: Path, release: Release, workshop: Workshop) -> Iterator[Path]:
    """The .deb, the .rpm, the AppImage where it can be made, and the archive. Raises SetupError, OSError."""
    with tempfile.TemporaryDirectory(dir=out.parent, prefix="stage-") as scratch:
        stage = Path(scratch) / "stage"
        staging.stage(source, stage, release, workshop)
        checks.check_stage(stage, workshop)
        say("Packing the .deb, which Lintian then judges: some minutes")
        made = deb.build(source, stage, Path(scratch), release, workshop)
        checks.check_deb(made, workshop)
        yield made.replace(out / made.name)     # what was refused never lies among the packages
        say("Packing the .rpm: some minutes")
        yield rpm.build(stage, out, release, workshop)
        if image := appimage.build(stage, out, release, workshop):
            yield image
    say("Packing the archive")
    yield portable.build(source, out, release, workshop)


def for_windows(root: Path, out: Path, release: Release, workshop: Workshop) -> Iterator[Path]:
    """The installers for Windows around a stub, which proves that their scripts compile: the programs
    themselves are frozen on Windows. Raises SetupError, OSError.
    """
    with tempfile.TemporaryDirectory(dir=root / "build/package", prefix="stub-") as scratch:
        stub_payload.write(Path(scratch), release.edition)
        yield from windows.build(Path(scratch), out, release, workshop)


def main(arguments: Sequence[str]) -> int:
    """The edition is the one argument; returns the exit code."""
    if len(arguments) != 1 or arguments[0] not in [*Edition]:
        print(f"hisho: name one edition: EDITION={' or EDITION='.join(Edition)}", file=sys.stderr)
        return 2
    workshop = Workshop(ROOT / "installers" / "locks", dict(os.environ), run)
    out = ROOT / "build/package/out"
    try:
        with alone(ROOT / "Makefile"):
            for made in package(ROOT, Edition(arguments[0]), workshop):
                print(f"{made.relative_to(out)}: {size(made)}", flush=True)
    except (SetupError, LicencesUnreadableError, OSError, ValueError) as error:
        print(f"hisho: {error}", file=sys.stderr)
        return 1
    return 0


def size(path: Path) -> str:
    """How large a file is, in the unit that suits it."""
    count = path.stat().st_size
    return f"{count / 1e6:.1f} MB" if count >= 100_000 else f"{count / 1e3:.1f} kB"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
