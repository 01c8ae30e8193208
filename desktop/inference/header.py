"""Checks a GGUF before llama.cpp sees it, and says in the engine's own errors what is wrong."""

from pathlib import Path

from desktop.inference.errors import (
    DamagedModelError,
    ModelLoadError,
    NotGgufError,
    TruncatedModelError,
    UnknownArchitectureError,
)
from model_manager import errors as found
from model_manager.gguf import GgufHeader, read_header


def checked_header(path: Path) -> GgufHeader:
    """The header of a file that may be loaded. Raises ModelLoadError and its kinds."""
    try:
        return read_header(path)
    except found.GgufMissingError as error:
        raise NotGgufError(name=error.name) from error
    except found.GgufTruncatedError as error:
        raise TruncatedModelError(
            name=error.name, size=error.size, expected_size=error.expected_size
        ) from error
    except found.GgufArchitectureError as error:
        raise UnknownArchitectureError(name=error.name, architecture=error.architecture) from error
    except found.GgufDamagedError as error:
        raise DamagedModelError(name=error.name, reason=error.reason) from error
    except found.ModelFileError as error:
        raise ModelLoadError(name=error.name, error_number=error.error_number) from error
