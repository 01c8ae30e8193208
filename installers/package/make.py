"""`make package`: freezes the tree and makes every package that can be made on this machine."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from desktop.version import VERSION  # noqa: E402
from installers.package import bundle, deb, freeze, staging  # noqa: E402
from installers.package.release import Edition, Release  # noqa: E402
from installers.source.commands import SetupError, Workshop, alone, run  # noqa: E402


def package(root: Path, edition: Edition, workshop: Workshop) -> list[Path]:
    """The packages, in build/package/out. Raises SetupError, OSError."""
    release = Release(edition, VERSION, freeze.moment_of(root, workshop))
    tree = freeze.freeze(root, edition, release.moment, workshop)
    out = root / "build/package/out"
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=root / "build/package") as scratch:
        stage = Path(scratch) / "stage"
        staging.stage(root, tree, stage, release)
        staging.draw_icons(root, stage, root / ".venv-package/bin/python", workshop)
        made = [deb.build(stage, out, release, workshop)]
        shutil.rmtree(stage / "DEBIAN")
    return made


def main() -> int:
    """The edition is the one argument; returns the exit code."""
    workshop = Workshop(ROOT / "installers" / "locks", dict(os.environ), run)
    try:
        with alone(ROOT / "Makefile"):
            for made in package(ROOT, bundle.edition(sys.argv[1]), workshop):
                print(f"{made.name}: {made.stat().st_size / 1e6:.1f} MB", flush=True)
    except (SetupError, OSError) as error:
        print(f"hisho: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
