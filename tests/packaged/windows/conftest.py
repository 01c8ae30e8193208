"""Installers of two versions and both editions, made once; a fresh Windows for each test."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from installers.package.release import Edition, Release
from installers.source.commands import Workshop, run
from installers.windows import package, stub_payload
from installers.windows.tiny_program import recording
from tests.installers.runners import LOCKS
from tests.packaged.windows.wine import RECORD, Wine

OLD, NEW = "0.1.0", "0.2.0"
MOMENT = 1_700_000_000
ONLY_IN_OLD = "_internal/only in the old version.txt"


@dataclass(frozen=True, slots=True)
class Made:
    """A payload and what was made of it."""

    payload: Path
    exe: Path
    msi: Path


Maker = Callable[[str, Edition], Made]


@pytest.fixture(scope="session")
def make(tmp_path_factory: pytest.TempPathFactory) -> Maker:
    """Makes the installers of a version, once."""
    folder = tmp_path_factory.mktemp("installers")
    shop = Workshop(LOCKS, {"PATH": os.environ["PATH"]}, run)
    known: dict[tuple[str, Edition], Made] = {}

    def make_one(version: str, edition: Edition) -> Made:
        if (version, edition) not in known:
            place = folder / f"{version}-{edition}"
            payload = stub_payload.write(place / "payload", edition)
            if version == OLD:
                (payload / ONLY_IN_OLD).write_text("old", encoding="utf-8")
            (payload / "_internal/version.txt").write_text(version, encoding="utf-8")
            release = Release(edition, version, MOMENT)
            exe, msi, _ = package.build(payload, place / "out", release, shop)
            known[version, edition] = Made(payload, exe, msi)
        return known[version, edition]

    return make_one


@pytest.fixture(scope="session")
def old(make: Maker) -> Made:
    """Version 0.1.0, the full edition."""
    return make(OLD, Edition.FULL)


@pytest.fixture(scope="session")
def new(make: Maker) -> Made:
    """Version 0.2.0, the full edition."""
    return make(NEW, Edition.FULL)


@pytest.fixture(scope="session")
def first_windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wine]:
    """Windows 10 as it comes, with a netsh that tells how it is called."""
    made = Wine.set_up(tmp_path_factory.mktemp("windows") / "first")
    made.record_netsh(recording(RECORD).image(has_console=True))
    yield made
    shutil.rmtree(made.prefix)              # 700 MB that nobody wants to look at


@pytest.fixture
def wine(first_windows: Wine, tmp_path: Path) -> Iterator[Wine]:
    """A Windows on which nothing of ours ever was."""
    made = first_windows.copy(tmp_path / "windows")
    yield made
    made.rest()
    shutil.rmtree(made.prefix)
