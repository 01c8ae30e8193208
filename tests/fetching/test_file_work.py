"""The fetcher's work on files: each kind, how it is told, and what becomes of work that is stopped."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from desktop.channel import Channel
from desktop.fetching.file_work import Job, Kind, serve
from desktop.fetching.protocol import Event, Progressed, Search, StopWork, WorkDone, WorkFailed
from desktop.fetching.wiring import Wiring
from desktop.paths import guide_model, of
from desktop.settings import Settings
from model_manager.acceptances import FILE as ACCEPTANCES
from model_manager.acceptances import Acceptances
from model_manager.inventory import Inventory, Registered
from model_manager.library import StoredModel
from tests import gguf_files
from tests.fetching.places import Window, guide_bytes, guide_digest
from tests.model_manager.rewritten_models import reworded

T = TypeVar("T", bound=Event)
LARGE = 1 << 30


@pytest.fixture
def wiring(tmp_path: Path) -> Wiring:
    return _wiring(tmp_path / "home")


def _wiring(home: Path) -> Wiring:
    places = of({"HISHO_HOME": str(home)})
    places.make()
    return Wiring.of(Settings(), places, {})


def job(kind: Kind, identity: str = "", source: object = "", target: object = "", part_size: int = 0) -> Job:
    return Job(kind, identity, str(source), str(target), part_size)


def run(wiring: Wiring, work: Job, window: Window) -> list[Event]:
    """Everything that the window hears of this work."""
    assert serve(Channel.from_descriptor(window.give()), wiring, work) == 0
    heard = [window.hear()]
    while isinstance(heard[-1], Progressed):
        heard.append(window.hear())
    return heard


Run = Callable[..., Event]


@pytest.fixture
def outcome(wiring: Wiring) -> Iterator[Callable[[Job], Event]]:
    """Does a piece of work with a window of its own; its last word."""
    windows: list[Window] = []

    def do(work: Job) -> Event:
        windows.append(Window())
        return run(wiring, work, windows[-1])[-1]

    yield do
    for each in windows:
        each.close()


@pytest.fixture
def stored(wiring: Wiring, outcome: Run) -> StoredModel:
    """The guide, imported."""
    assert outcome(job(Kind.IMPORT, source=guide_model())) == WorkDone(guide_digest(), "", ())
    found = wiring.library().find(guide_digest())
    assert found is not None
    return found


def test_a_licence_is_accepted_with_the_import(outcome: Run, wiring: Wiring, tmp_path: Path) -> None:
    plain = gguf_files.write(tmp_path / "plain.gguf")
    source = reworded(plain, tmp_path / "gemma.gguf", {"general.license": "gemma"})
    refused = outcome(job(Kind.IMPORT, source=source))
    assert isinstance(refused, WorkFailed)
    assert (refused.error, refused.facts["licence"]) == ("LicenceNotAcceptedError", "gemma")
    assert isinstance(outcome(job(Kind.IMPORT_ACCEPTED, source=source)), WorkDone)
    (kept,) = Acceptances(wiring.models.own / ACCEPTANCES).all()
    assert kept.licence_id == "gemma"


def test_an_import_copies_and_tells_how_far_it_is(wiring: Wiring, window: Window) -> None:
    *progress, done = run(wiring, job(Kind.IMPORT, source=guide_model()), window)
    assert done == WorkDone(guide_digest(), "", ())
    fractions = [each.fraction for each in progress if isinstance(each, Progressed)]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    (model,) = wiring.library().models()
    assert model.files[0].read_bytes() == guide_bytes()


def test_verification_names_the_files_that_are_damaged(stored: StoredModel, outcome: Run) -> None:
    assert outcome(job(Kind.VERIFY, guide_digest())) == WorkDone(guide_digest(), "", ())
    file = stored.files[0]
    file.chmod(0o600)
    with file.open("r+b") as opened:
        opened.seek(-1, os.SEEK_END)
        opened.write(b"!")
    damaged = outcome(job(Kind.VERIFY, guide_digest()))
    assert damaged == WorkDone(guide_digest(), "", (stored.record.files[0].name,))


def test_what_was_exported_is_imported_in_another_home(
    stored: StoredModel, outcome: Run, tmp_path: Path, window: Window
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    exported = outcome(job(Kind.EXPORT, guide_digest(), target=stick, part_size=1_000_000))
    assert isinstance(exported, WorkDone)
    folder = Path(exported.place)
    assert folder.parent == stick
    assert max(each.stat().st_size for each in folder.rglob("*") if each.is_file()) <= 1_000_000
    other = _wiring(tmp_path / "other")
    assert run(other, job(Kind.IMPORT, source=folder), window)[-1] == WorkDone(guide_digest(), "", ())
    (model,) = other.library().models()
    assert model.files[0].read_bytes() == guide_bytes()


def test_the_models_move_to_another_folder(
    stored: StoredModel, wiring: Wiring, outcome: Run, tmp_path: Path
) -> None:
    target = tmp_path / "disk"
    assert outcome(job(Kind.MOVE, target=target)) == WorkDone("", str(target), ())
    assert not stored.files[0].exists()
    (file,) = [each for each in target.rglob("*.gguf") if each.is_file()]
    assert file.read_bytes() == guide_bytes()


def test_a_model_is_removed_and_leftovers_are_cleaned(
    stored: StoredModel, wiring: Wiring, outcome: Run
) -> None:
    leftover = stored.files[0].with_name("half.gguf.part")
    leftover.write_bytes(b"GGUF")
    assert outcome(job(Kind.REMOVE, guide_digest())) == WorkDone(guide_digest(), "", ())
    assert wiring.library().models() == ()
    assert leftover.exists()
    assert outcome(job(Kind.CLEAN)) == WorkDone("", "", ())
    assert not leftover.exists()


@pytest.mark.parametrize("kind", [Kind.VERIFY, Kind.EXPORT, Kind.REMOVE])
def test_a_model_that_is_not_there_is_told(outcome: Run, tmp_path: Path, kind: Kind) -> None:
    told = outcome(job(kind, "0" * 64, target=tmp_path))
    assert told == WorkFailed("NoSuchModelError", {"wanted": "0" * 64})


def test_a_file_that_cannot_be_read_is_told_with_its_name_alone(outcome: Run, tmp_path: Path) -> None:
    told = outcome(job(Kind.IMPORT, source=tmp_path / "private" / "gone.gguf"))
    assert isinstance(told, WorkFailed)
    assert told.error == "ModelFileError"
    assert told.facts["name"] == "gone.gguf"


@pytest.fixture
def large(wiring: Wiring, tmp_path: Path) -> str:
    """A file that takes a while to hash, used where it lies; its digest is nobody's."""
    path = tmp_path / "large.gguf"
    with path.open("wb") as file:
        file.truncate(LARGE)
    state = path.stat()
    entry = Registered("1" * 64, str(path), "large", "llama", LARGE, state.st_mtime_ns, state.st_ino)
    Inventory(wiring.inventory).register(entry)
    return entry.sha256


@pytest.mark.parametrize("ends", [False, True], ids=["asked", "gone"])
def test_work_stops_in_the_middle(
    wiring: Wiring, large: str, window: Window, ends: bool, tmp_path: Path
) -> None:
    """Because somebody says so, or because the window that wanted it is gone."""
    if ends:
        window.channel.close()
        serve(Channel.from_descriptor(window.give()), wiring, job(Kind.VERIFY, large))
        return
    window.tell(Search(1, "x", "likes"))            # means nothing here
    window.tell(StopWork())
    *progress, told = run(wiring, job(Kind.VERIFY, large), window)
    assert isinstance(told, WorkFailed)
    assert told.error == "FetchCancelledError"
    assert all(isinstance(each, Progressed) and each.fraction < 1.0 for each in progress)
