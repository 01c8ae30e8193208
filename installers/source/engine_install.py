"""Installs the engine and tries it. One that was built elsewhere and does not work here is thrown away."""

from pathlib import Path

from installers.source import engine_cache, engine_wheel, environment
from installers.source.commands import SetupError, Workshop
from installers.source.engine_kinds import Kind


def install(python: Path, kind: Kind, workshop: Workshop) -> bool:
    """Whether the engine of this kind works now. False: it was built elsewhere, its hash and description were
    right, and still it does not work here; it is gone, and another has to take its place. Raises SetupError.
    """
    wheel = engine_wheel.provide(kind, workshop)
    try:
        environment.install_wheel(python, wheel, workshop.run)
        environment.check_engine(python, kind.name, workshop.run)
    except SetupError as error:
        if wheel.parent != engine_cache.prebuilt_folder(kind, workshop):
            raise
        wheel.unlink(missing_ok=True)
        print(f"{wheel.name}, which was built elsewhere, does not work here: {error}", flush=True)
        return False
    return True
