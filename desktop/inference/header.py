"""Checks a GGUF before llama.cpp sees it, and says in the engine's own errors what is wrong."""

from collections.abc import Iterator, Sequence
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
from model_manager.gguf import Contents, GgufHeader
from model_manager.gguf_parts import joined_header, part_paths, read_all_contents
from model_manager.shape import ModelShape, shape_of

# With a recurrent first layer it takes the number of heads there, 0, for the size of the rotation, and the
# model does not know the order of words: fluent answers with holes (tried with llama.cpp 0c1e57098).
_BROKEN = {"plamo2": "rope_off"}


def checked_header(path: Path) -> GgufHeader:
    """The header of a file that may be loaded. Raises ModelLoadError and its kinds."""
    return _read(path)[0]


def checked_shape(path: Path) -> tuple[GgufHeader, ModelShape]:
    """The same, and what of the model, of all its files, decides how much memory it takes; they are read
    once. Raises ModelLoadError and its kinds.
    """
    header, parts = _read(path)
    with _in_our_words():
        return header, shape_of(parts)


def _read(path: Path) -> tuple[GgufHeader, Sequence[Contents]]:
    with _in_our_words():
        parts = read_all_contents(part_paths(path))
        header = joined_header(parts)
    if reason := _BROKEN.get(header.architecture):
        raise BrokenArchitectureError(name=path.name, architecture=header.architecture, reason=reason)
    return header, parts


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
