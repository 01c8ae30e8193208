"""Small models that llama.cpp really loads, made once, and engines in this very process."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.inference.engine import Engine, EngineOptions
from desktop.inference.llama import AbortFlag
from tests import gguf_files
from tests.gguf_files import Recipe

Opens = Callable[..., Engine]
Writes = Callable[[Recipe], Path]


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Writes:
    """Writes the model of a recipe, each only once."""
    folder = tmp_path_factory.mktemp("models")
    known: dict[Recipe, Path] = {}

    def write(recipe: Recipe) -> Path:
        if recipe not in known:
            known[recipe] = gguf_files.write(folder / f"{len(known)}.gguf", recipe)
        return known[recipe]

    return write


@pytest.fixture
def opened(written: Writes) -> Iterator[Opens]:
    """Opens engines and closes them after the test."""
    engines: list[Engine] = []

    def open_engine(recipe: Recipe | None = None, **options: int) -> Engine:
        path = written(recipe or Recipe())
        chosen = EngineOptions(**{"threads": 1} | options)      # the tests' cores are busy with other tests
        engines.append(Engine.open(path, chosen, lambda _fraction: True, AbortFlag()))
        return engines[-1]

    yield open_engine
    for each in engines:
        each.close()
