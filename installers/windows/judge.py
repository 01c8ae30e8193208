"""Judges a bundle that was frozen on Windows: modules, packages, and in the air-gap edition whatever speaks
to a network. The lists that name each file are those of Linux: what nobody named is not seen here.

`python -m installers.windows.judge FOLDER full|airgap` names every offence; it ends with 1 if there is one.
"""

import sys
from pathlib import Path

from installers.allow_list import Fault, Offence, offences_of
from installers.package.release import Edition

_BY_LISTS = (Fault.UNNAMED, Fault.MISSING)
_FETCHER = "hisho-fetcher.exe"


def offences(bundle: Path, edition: Edition) -> list[Offence]:
    """What must not be in this bundle."""
    found = [each for each in offences_of(bundle, edition) if each.fault not in _BY_LISTS]
    if edition is Edition.AIRGAP and (bundle / _FETCHER).exists():
        found.append(Offence(_FETCHER, Fault.NETWORK))
    return found


def main(folder: str, edition: str) -> int:
    """Name every offence."""
    found = offences(Path(folder), Edition(edition))
    for each in found:
        print(f"{each.path}: {each.fault}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
