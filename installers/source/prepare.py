"""Installs what is missing to run (`run`) or to test (`test`) Hisho from this source tree.

Called by the Makefile with any Python from 3.11 on; a stamp file tells make that there is nothing to do next
time.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from installers.source import engine_wheel, environment, system_packages  # noqa: E402  # the tree is no package yet
from installers.source.commands import SetupError, run  # noqa: E402

_OLDEST = (3, 11)


def prepare(purpose: str) -> None:
    """Install everything for a purpose, `run` or `test`. Raises SetupError."""
    if sys.version_info < _OLDEST:
        raise SetupError(f"Hisho needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    environ = dict(os.environ)
    locks = ROOT / "installers" / "locks"
    packages = [*system_packages.RUN]
    if not engine_wheel.is_cached(locks, environ):
        packages += system_packages.COMPILE
    if purpose == "test":
        packages += system_packages.TEST
    system_packages.ensure(packages, run, environ, is_root=os.geteuid() == 0)
    folder = ROOT / ".venv"
    python = environment.make(folder)
    environment.install_locked(python, locks / f"{purpose}.txt", run)
    environment.install_wheel(python, engine_wheel.provide(locks, environ, run), run)
    environment.install_command(folder, ROOT)
    stamps = ROOT / ".venv" / "stamps"
    stamps.mkdir(exist_ok=True)
    for done in ("run", "test") if purpose == "test" else ("run",):
        (stamps / done).touch()


def main() -> int:
    """The purpose is the one argument; returns the exit code."""
    try:
        prepare(sys.argv[1])
    except SetupError as error:
        print(f"hisho: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
