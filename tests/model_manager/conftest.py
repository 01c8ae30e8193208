"""Fixtures for the tests of the model manager."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.model_manager.fake_hub import FakeHub, running
from tests.model_manager.fetching import DATA, FILE
from tests.model_manager.premises import PINNED, UNPINNED, Premises, model_file
from tests.model_manager.typing_in import Keyboard


@pytest.fixture
def hub() -> Iterator[FakeHub]:
    made = FakeHub()
    made.add(FILE, DATA)
    with running(made):
        yield made


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "models" / "maker" / FILE


@pytest.fixture
def premises(tmp_path: Path) -> Premises:
    return Premises(tmp_path / "user")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return model_file(tmp_path / "source.gguf")


@pytest.fixture
def served(source: Path) -> Iterator[FakeHub]:
    """A hub with a model that can be loaded, in two quantisations."""
    hub = FakeHub()
    hub.add(PINNED, source.read_bytes())
    hub.add(UNPINNED, model_file(source.with_name("other.gguf"), seed=2).read_bytes())
    with running(hub):
        yield hub


@pytest.fixture
def keyboard(premises: Premises, served: FakeHub) -> Keyboard:
    return Keyboard(premises, served.endpoint)
