"""Work on files by real processes under their real confinement: what they were granted is enough."""

from pathlib import Path

import pytest

from desktop.control import StartWork
from desktop.fetching.protocol import Progressed, StopWork, WorkDone, WorkFailed
from desktop.model_places import library_of
from desktop.paths import guide_model
from desktop.settings import Settings, load, save
from model_manager.gguf_names import names_of
from model_manager.inventory import Inventory, Registered, register_file
from model_manager.licences import Usage, UserKind
from model_manager.stated_usage import keep_usage
from tests.fetching.fleet import Fleet
from tests.fetching.places import guide_bytes, guide_digest


@pytest.fixture(autouse=True)
def usage(fleet: Fleet) -> None:
    """Somebody has said who uses the models; every import asks."""
    keep_usage(fleet.places.inventory.parent, Usage(UserKind.RESEARCH, None))


def work(fleet: Fleet, job: str, *, identity: str = "", source: object = "", target: object = "") -> WorkDone:
    """Have it done; it is done, or the test fails with the reason."""
    window = fleet.work(StartWork(1, job, identity, str(source), str(target), 0))
    while isinstance(told := window.hear(), Progressed):
        pass
    assert isinstance(told, WorkDone), told
    return told


def test_import_verify_export_move_and_remove(fleet: Fleet, tmp_path: Path) -> None:
    source = tmp_path / "downloads" / "guide.gguf"
    source.parent.mkdir()
    source.write_bytes(guide_bytes())
    assert work(fleet, "import", source=source).identity == guide_digest()
    assert work(fleet, "verify", identity=guide_digest()).damaged == ()
    stick = tmp_path / "new" / "stick"                  # which the fetcher makes
    bundle = Path(work(fleet, "export", identity=guide_digest(), target=stick).place)
    assert bundle.parent == stick
    disk = tmp_path / "disk" / "models"
    assert work(fleet, "move", target=disk).place == str(disk)
    save(fleet.places.settings_file, Settings(models_folder=str(disk)))
    work(fleet, "verify", identity=guide_digest())
    work(fleet, "remove", identity=guide_digest())
    assert not list(disk.rglob("*.gguf"))
    assert work(fleet, "import", source=bundle).identity == guide_digest()
    (model,) = library_of(load(fleet.places.settings_file), fleet.places).models()
    assert model.files[0].is_relative_to(disk)
    assert model.files[0].read_bytes() == guide_bytes()


def test_a_file_that_is_used_where_it_lies_is_verified_and_forgotten(fleet: Fleet) -> None:
    inventory = Inventory(fleet.places.inventory)
    register_file(inventory, guide_model(), lambda path: names_of((path,)), lambda _: True)
    assert work(fleet, "verify", identity=guide_digest()) == WorkDone(guide_digest(), "", ())
    work(fleet, "remove", identity=guide_digest())
    assert inventory.models() == ()
    assert guide_model().exists()


def test_work_ends_with_the_window_that_wanted_it(fleet: Fleet, tmp_path: Path) -> None:
    """Hashing this file would take a while; nobody waits for it any more."""
    large = tmp_path / "large.gguf"
    with large.open("wb") as file:
        file.truncate(1 << 40)
    state = large.stat()
    entry = Registered(
        "1" * 64, str(large), "large", "llama", state.st_size, state.st_mtime_ns, state.st_ino
    )
    Inventory(fleet.places.inventory).register(entry)
    asked = fleet.work(StartWork(1, "verify", entry.sha256, "", "", 0))
    gone = fleet.work(StartWork(2, "verify", entry.sha256, "", "", 0))
    asked.tell(StopWork())
    assert asked.hear_a(WorkFailed).error == "FetchCancelledError"
    gone.close()
    fleet.turn_until(lambda: not fleet.pids())
