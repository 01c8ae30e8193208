"""Makes everything that Windows is given: both installers, signed where there is a key, and the templates of
policies. `python -m installers.windows.package FROZEN-FOLDER OUT full|airgap` does it with the payload that a
Windows machine has frozen; `make package` compiles the same with a stub.
"""

import os
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from desktop.version import VERSION
from installers.package import freeze
from installers.package.release import Edition, Release
from installers.source.commands import SetupError, Workshop, run
from installers.windows import msi, nsis, payload, product, sign

_ROOT = Path(__file__).resolve().parents[2]
_1980 = 315_532_800                 # .zip knows nothing older
_POLICY = Path(__file__).resolve().parent / "policy"


def build(frozen: Path, out: Path, release: Release, workshop: Workshop) -> list[Path]:
    """What was made, in `out`; the frozen folder stays as it is. Raises SetupError, OSError."""
    found = payload.read(frozen)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out) as scratch:
        places = product.Places(Path(scratch), out)
        copied = payload.copy(found, places.scratch / "payload")
        signs = sign.sign(copied.signed, workshop)
        payload.settle(copied, release.moment)
        made = [
            nsis.build(copied, places, release, workshop, signs=signs),
            msi.build(copied, places, release, workshop),
        ]
    sign.sign(made, workshop)
    if not signs:
        print("No key for signing is set up: what is for Windows is unsigned", flush=True)
    return [*made, _templates(out, release)]


def _templates(out: Path, release: Release) -> Path:
    """What an administrator copies to PolicyDefinitions, the same byte for byte from the same commit."""
    made = out / f"{release.package}-{release.version}-windows-policy.zip"
    moment = datetime.fromtimestamp(max(release.moment, _1980), UTC)
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(_POLICY.rglob("*.adm?")):
            entry = zipfile.ZipInfo(path.relative_to(_POLICY).as_posix(), moment.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0         # whoever packs it
            archive.writestr(entry, path.read_bytes())
    return made


def main(arguments: Sequence[str]) -> int:
    """Returns the exit code."""
    frozen, out, edition = arguments
    workshop = Workshop(_ROOT / "installers" / "locks", dict(os.environ), run)
    try:
        release = Release(Edition(edition), VERSION, freeze.moment_of(_ROOT, workshop))
        for made in build(Path(frozen), Path(out), release, workshop):
            print(f"{made.name}: {made.stat().st_size / 1e6:.1f} MB", flush=True)
    except (SetupError, OSError) as error:
        print(f"hisho: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
