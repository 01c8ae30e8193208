"""Fixtures for the tests of the fetcher."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.paths import of
from model_manager.library import ModelFolder
from tests.fetching.fleet import Fleet
from tests.fetching.places import GUIDE, Window, guide_bytes
from tests.model_manager.fake_hub import FakeHub, running


@pytest.fixture
def hub() -> Iterator[FakeHub]:
    """A hub with the guide in it."""
    made = FakeHub()
    made.add(GUIDE, guide_bytes())
    with running(made):
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> ModelFolder:
    return ModelFolder(tmp_path / "models")


@pytest.fixture
def window() -> Iterator[Window]:
    made = Window()
    yield made
    made.close()


@pytest.fixture
def fleet(tmp_path: Path) -> Iterator[Fleet]:
    environment = {"HISHO_HOME": str(tmp_path / "home"), "PATH": os.environ["PATH"]}
    places = of(environment)
    places.logs.mkdir(parents=True)
    made = Fleet(places, environment)
    yield made
    made.close()
