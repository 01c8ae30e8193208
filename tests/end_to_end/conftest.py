"""Homes, displays and model files for end-to-end tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import gguf_files
from tests.end_to_end.display import Display, display
from tests.end_to_end.programs import ROOT, Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty home."""
    folder = tmp_path / "home"
    folder.mkdir()
    return Home(folder)


@pytest.fixture
def screen(home: Home, request: pytest.FixtureRequest) -> Iterator[Display]:
    """A display of the test's own; a test that fails leaves a photograph of what it saw last."""
    with display() as made:
        home.extra["DISPLAY"] = made.name
        home.last_sight = lambda: made.photograph(
            ROOT / "build" / "screens" / f"failed_{request.node.name}.png"
        )
        yield made


@pytest.fixture(scope="session")
def random_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real GGUF with random weights."""
    return gguf_files.write(tmp_path_factory.mktemp("models") / "random.gguf")


@pytest.fixture(scope="session")
def slow_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real GGUF whose answers take seconds and end at its context only: there is time to do something to
    its engine.
    """
    recipe = gguf_files.Recipe(blocks=8, width=128, context_length=8192)
    return gguf_files.write(tmp_path_factory.mktemp("models") / "slow.gguf", recipe)
