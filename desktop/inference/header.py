"""Checks a GGUF before llama.cpp sees it, and says in the engine's own errors what is wrong."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.inference.errors import (
    BrokenArchitectureError,
    DamagedModelError,
    ModelLoadError,
    NotGgufError,
    TruncatedModelError,
    UnknownArchitectureError,
)
from model_manager import errors as found
from model_manager.gguf import GgufHeader
from model_manager.gguf_parts import part_paths, read_all_headers
from model_manager.shape import ModelShape, read_shape

# With a recurrent first layer it takes the number of heads there, 0, for the size of the rotation, and the
# model does not know the order of words: fluent answers with holes (tried with llama.cpp 0c1e57098).
_BROKEN = {"plamo2": "rope_off"}


def checked_header(path: Path) -> GgufHeader:
    """The header of a file that may be loaded. Raises ModelLoadError and its kinds."""
    with _in_our_words():
        header = read_all_headers(part_paths(path))
    if reason := _BROKEN.get(header.architecture):
        raise BrokenArchitectureError(name=path.name, architecture=header.architecture, reason=reason)
    return header


def checked_shape(path: Path) -> ModelShape:
    """What of a model, of all its files, decides how much memory it takes. Raises ModelLoadError and its
    kinds.
    """
    with _in_our_words():
        return read_shape(part_paths(path))


@contextmanager
def _in_our_words() -> Iterator[None]:
    try:
        yield
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
