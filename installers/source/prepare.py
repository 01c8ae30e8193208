"""Installs what is missing to run (`run`) or to test (`test`) Hisho from this source tree.

Called by the Makefile with any Python; a stamp file tells make that there is nothing to do next time. An old
Python must be able to read this file and say that it is too old, so our modules are imported after the check.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

if sys.version_info < (3, 11):  # noqa: UP036  # whoever has an older one shall read a sentence
    sys.exit(f"hisho: Python 3.11 or newer is needed, not {sys.version.split()[0]}: make PYTHON=python3.12 …")

from installers.source import engine_wheel, environment, system_packages  # noqa: E402
from installers.source.commands import SetupError, alone, run  # noqa: E402

_STAMPED = {"run": ("run",), "test": ("run", "test")}
_APART = {"run": (), "test": ("olah",)}         # programs that the tests talk to


def prepare(purpose: str) -> None:
    """Install everything for a purpose, `run` or `test`. Raises SetupError and OSError."""
    environ = dict(os.environ)
    locks = ROOT / "installers" / "locks"
    compiles = not engine_wheel.is_cached(locks, environ)
    wanted = system_packages.wanted(purpose, run, environ, compiles=compiles)
    system_packages.ensure(wanted, run, environ, is_root=os.geteuid() == 0)
    folder = ROOT / ".venv"
    python = environment.make(folder, run)
    environment.install_locked(python, locks / f"{purpose}.txt", run)
    environment.install_wheel(python, engine_wheel.provide(locks, environ, run), run)
    environment.install_command(folder, ROOT)
    for name in _APART[purpose]:
        environment.install_apart(ROOT / f".venv-{name}", locks / f"{name}.txt", run)
    environment.stamp(folder, _STAMPED[purpose])


def main() -> int:
    """The purpose is the one argument; returns the exit code."""
    try:
        with alone(ROOT / "Makefile"):
            prepare(sys.argv[1])
    except (SetupError, OSError) as error:
        print(f"hisho: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
