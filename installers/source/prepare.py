"""Installs what is missing to run (`run`) or to test (`test`) Hisho from this source tree, or its full engine
(`engine`; `cuda` adds NVIDIA's backend to it).

Called by the Makefile with any Python; a stamp file tells make that there is nothing to do next time. An old
Python must be able to read this file and say that it is too old, so our modules are imported after the check.
"""

import os
import sys
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

if sys.version_info < (3, 11):  # noqa: UP036  # whoever has an older one shall read a sentence
    sys.exit(f"hisho: Python 3.11 or newer is needed, not {sys.version.split()[0]}: make PYTHON=python3.12 …")

from installers.source import (  # noqa: E402
    cuda_kit,
    engine_install,
    engine_prebuilt,
    engine_wheel,
    environment,
    graphics,
    system_packages,
)
from installers.source.commands import SetupError, Workshop, alone, run  # noqa: E402
from installers.source.engine_kinds import FULL, PLAIN, Kind, with_cuda  # noqa: E402

_STAMPED = {
    "run": ("run",),
    "test": ("run", "test"),
    "packaged": ("run", "test", "packaged"),
    "engine": ("run", "engine"),
    "cuda": ("run", "engine", "cuda"),
}
_LOCKED = {"test": "test.txt", "packaged": "test.txt"}      # otherwise run.txt
_APART = {"test": ("olah",)}            # programs that the tests talk to
_HINT = "This computer has a graphics processor. `make engine` builds the engine that can use it, once."


def kind_for(purpose: str, workshop: Workshop) -> Kind:
    """Which engine is meant. Raises SetupError."""
    if purpose == "engine":
        return FULL
    if purpose != "cuda":
        return engine_wheel.chosen(workshop)
    architectures = cuda_kit.architectures(workshop)
    if not architectures:
        raise SetupError("There is no NVIDIA processor here, or its driver is not installed")
    return with_cuda(architectures)


def prepare(purpose: str, root: Path, workshop: Workshop, devices: Path = Path("/dev")) -> None:
    """Install everything for a purpose: `run`, `test`, `packaged`, `engine`, `cuda`. Raises SetupError and
    OSError.
    """
    run, environ = workshop.run, workshop.environment
    kind = kind_for(purpose, workshop)
    compiles = not engine_wheel.is_at_hand(kind, workshop)
    wanted = system_packages.wanted(purpose, run, environ, compiles=compiles)
    system_packages.ensure(wanted, run, environ, is_root=os.geteuid() == 0)
    folder = root / ".venv"
    python = environment.make(folder, run)
    environment.install_locked(python, workshop.locks / _LOCKED.get(purpose, "run.txt"), run)
    if kind.has_cuda:
        environment.install_locked(python, workshop.locks / "cuda.txt", run)
    if not engine_install.install(python, kind, workshop):      # another kind may be the best now
        named = {name: value for name, value in environ.items() if name != engine_prebuilt.VARIABLE}
        prepare(purpose, root, replace(workshop, environment=named), devices)
        return
    environment.install_command(folder, root)
    environment.compile_sources(python, root, run)
    for name in _APART.get(purpose, ()):
        environment.install_apart(root / f".venv-{name}", workshop.locks / f"{name}.txt", run)
    environment.stamp(folder, _STAMPED[purpose])
    if kind is PLAIN and graphics.seen(devices):
        print(_HINT, flush=True)


def main() -> int:
    """The purpose is the one argument; returns the exit code."""
    try:
        with alone(ROOT / "Makefile"):
            prepare(sys.argv[1], ROOT, Workshop(ROOT / "installers" / "locks", dict(os.environ), run))
    except (SetupError, OSError) as error:
        print(f"hisho: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
