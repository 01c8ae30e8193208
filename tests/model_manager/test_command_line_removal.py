"""To remove asks first and names what is lost; to plan says what fits; every error has its exit code."""

import inspect
from pathlib import Path

import pytest

from model_manager import errors
from model_manager.command_line import (
    DISK,
    DONE,
    FAILED,
    INTERRUPTED,
    NETWORK,
    NOT_PERMITTED,
    NOT_THERE,
    NOT_VERIFIED,
    code_of,
)
from model_manager.errors import ModelManagerError
from model_manager.library import ModelFolder
from tests.model_manager.bundling import below
from tests.model_manager.fake_hub import REPO, FakeHub
from tests.model_manager.fetching import DATA
from tests.model_manager.premises import Premises, Said
from tests.model_manager.rewritten_models import parts_of
from tests.model_manager.shelves import some, stored
from tests.model_manager.typing_in import Keyboard


@pytest.mark.parametrize("answers", [["no"], [""], [], ["maybe"], ["yes please"]])
def test_nothing_is_removed_without_a_yes(keyboard: Keyboard, source: Path, answers: list[str]) -> None:
    made = keyboard.asks("import", str(source)).last
    keyboard.answers = answers
    assert keyboard.types("remove", made["name"]).code == FAILED
    assert Path(made["files"][0]).exists()


@pytest.mark.parametrize("answer", ["yes", " Y ", "はい"])
def test_to_remove_names_what_is_lost(keyboard: Keyboard, tmp_path: Path, answer: str) -> None:
    made = keyboard.asks("import", str(parts_of(tmp_path / "split")[0])).last
    keyboard.answers = [answer]
    removed = keyboard.types("remove", made["name"])
    assert removed.code == DONE
    assert removed.notes.splitlines() == [
        *made["files"],
        "It was imported: without the file it came from it is lost.",
        f"Remove “{made['name']}” ({made['size'] / 1000:.1f} kB) from this computer? yes/no: ",
    ]
    assert removed.out == f"{made['name']}\n"
    assert not any(Path(each).exists() for each in made["files"])


def test_what_was_fetched_can_be_fetched_again(keyboard: Keyboard, served: FakeHub) -> None:
    made = keyboard.asks("fetch", "known").last
    asked = keyboard.types("remove", made["identity"])
    assert asked.notes.splitlines()[1] == (
        f"It can be fetched again from 127.0.0.1:{served.port}/{REPO} while it is there."
    )
    removed = keyboard.asks("remove", "--yes", made["identity"])
    assert removed.last == {"event": "removed", "identity": made["identity"], "files": made["files"]}
    assert removed.notes == ""


def test_a_file_that_another_model_needs_is_not_named(keyboard: Keyboard, premises: Premises) -> None:
    both = stored(premises.models, {"a.gguf": some(1), "common.gguf": some(2)})
    stored(premises.models, {"common.gguf": some(2)})
    removed = keyboard.asks("remove", "--yes", both.identity).last
    assert removed["files"] == [str(both.files[0])]
    assert both.files[1].exists()


def test_a_file_that_was_registered_stays_where_it_lies(keyboard: Keyboard, source: Path) -> None:
    made = keyboard.asks("import", "--reference", str(source)).last
    keyboard.answers = ["yes"]
    removed = keyboard.types("remove", made["identity"])
    assert removed.code == DONE
    assert removed.notes.startswith("The file stays where it is; Hisho only forgets it.")
    assert source.exists()
    assert keyboard.asks("list", "--here").bodies == []


def test_what_others_use_too_is_not_removed(keyboard: Keyboard, premises: Premises) -> None:
    theirs = stored(ModelFolder(premises.shared.path), {"a.gguf": some(1)})
    assert keyboard.types("remove", "--yes", theirs.identity).code == DISK
    assert theirs.is_unchanged()


def test_orphans_are_named_before_they_go(keyboard: Keyboard, premises: Premises) -> None:
    made = stored(premises.models, {"a.gguf": some(1)})
    left = made.files[0].with_name("left.gguf.part")
    left.write_bytes(bytes(1000))
    keyboard.answers = ["no"]
    asked = keyboard.types("remove", "--orphans")
    assert asked.code == FAILED
    assert asked.notes.splitlines() == [f"{left}  1.0 kB", "Delete these files? yes/no: "]
    assert left.exists()
    cleaned = keyboard.asks("remove", "--orphans", "--yes")
    assert cleaned.last == {"event": "cleaned", "bytes": 1000, "files": [str(left)]}
    assert not left.exists()
    assert made.is_unchanged()
    nothing = keyboard.types("remove", "--orphans")
    assert (nothing.code, nothing.out, nothing.notes) == (DONE, "0 B\n", "")


# -- plan


def test_plan_a_file_a_model_and_an_entry(keyboard: Keyboard, premises: Premises, source: Path) -> None:
    exact = keyboard.asks("plan", str(source), "--context", "1024").last
    assert (exact["exact"], exact["context"], exact["layers"]) == (True, 1024, 3)
    identity = keyboard.asks("import", str(source)).last["identity"]
    again = keyboard.asks("plan", identity, "--context", "1024").last
    assert (again["weights"], again["total"]) == (exact["weights"], exact["total"])
    unknown = keyboard.types("plan", "known")
    assert (unknown.code, unknown.out) == (FAILED, "Nobody knows the size of known before it is fetched.\n")
    assert keyboard.asks("plan", "known").last == {"name": "known", "verdict": "unknown"}
    premises.say(Said(size=1 << 20))
    rough = keyboard.types("plan", "known")
    assert rough.out.startswith("既知モデル 1B: runs on the processor. weights ")
    assert rough.out.endswith("GiB (estimated)\n")


@pytest.mark.parametrize(
    ("devices", "verdict"), [(["GPU:24"], "gpu"), (["GPU:0.01"], "cpu"), (["A:2", "B:2"], "gpu"), ([], "cpu")]
)
def test_plan_for_devices(keyboard: Keyboard, source: Path, devices: list[str], verdict: str) -> None:
    options = [word for each in devices for word in ("--device", each)]
    found = keyboard.asks("plan", str(source), *options).last
    assert found["verdict"] == verdict
    assert sorted(found["devices"]) == sorted(each.partition(":")[0] for each in devices)


def test_plan_a_split_model_and_a_smaller_memory_of_tokens(keyboard: Keyboard, tmp_path: Path) -> None:
    paths = parts_of(tmp_path / "split")
    small, large = (
        keyboard.asks("plan", str(paths[1]), "--context", "1024", "--kv", each).last
        for each in ("q8_0", "f16")
    )
    assert small["kv"] < large["kv"]
    assert keyboard.asks("plan", str(tmp_path / "split" / "whole.gguf")).last["weights"] == large["weights"]


def test_plan_what_does_not_fit_or_is_no_model(keyboard: Keyboard, source: Path, tmp_path: Path) -> None:
    usual = keyboard.types("plan", str(source), "--context", str(1 << 40))
    assert "The context would be shortened to 1024 tokens" in usual.out     # as the engine would do it
    giant = keyboard.types("plan", str(source), "--context", str(1 << 40), "--kv", "q8_0")  # exactly so
    assert giant.code == DONE
    assert "does not fit in this computer's memory" in giant.out
    bad = tmp_path / "bad.gguf"
    bad.write_bytes(DATA)
    assert keyboard.types("plan", str(bad)).code == NOT_VERIFIED
    assert keyboard.types("plan", "nothing-is-called-so").code == FAILED


# -- exit codes

KINDS = [
    each for _, each in inspect.getmembers(errors, inspect.isclass) if each.__module__ == errors.__name__
]
CODES = {
    "NetworkOffError": NOT_PERMITTED, "CatalogueOnlyError": NOT_PERMITTED, "ModelBlockedError": NOT_PERMITTED,
    "LicenceNotAcceptedError": NOT_PERMITTED, "RepositoryGatedError": NOT_PERMITTED,
    "HubUnreachableError": NETWORK, "CertificateError": NETWORK, "ProxyError": NETWORK,
    "HostForbiddenError": NETWORK, "RepositoryMissingError": NETWORK, "TokenRefusedError": NETWORK,
    "RevisionMissingError": NETWORK, "EntryMissingError": NETWORK, "TooManyRequestsError": NETWORK,
    "HubAnswerError": NETWORK, "DigestMismatchError": NOT_VERIFIED, "SizeMismatchError": NOT_VERIFIED,
    "SourceChangedError": NOT_VERIFIED, "ManifestError": NOT_VERIFIED, "BundlePartError": NOT_VERIFIED,
    "SignatureError": NOT_VERIFIED, "GgufMissingError": NOT_VERIFIED, "GgufTruncatedError": NOT_VERIFIED,
    "GgufDamagedError": NOT_VERIFIED, "GgufArchitectureError": NOT_VERIFIED, "DiskFullError": DISK,
    "FolderNotWritableError": DISK, "InventoryUnreadableError": DISK, "InventoryWriteError": DISK,
    "FetchCancelledError": INTERRUPTED, "UnsafeNameError": FAILED, "NoSuchModelError": FAILED,
    "CatalogueError": FAILED, "ModelFileError": FAILED, "AlreadyFetchingError": FAILED,
    "FolderBusyError": FAILED, "NoNetworkCodeError": NOT_THERE,
}  # fmt: skip
FAMILIES = {
    "ModelManagerError", "GgufError", "InventoryError", "ModelUseError", "HubError", "FetchError",
    "BundleError",
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_error_has_its_exit_code(kind: type[ModelManagerError]) -> None:
    if kind.__name__ not in FAMILIES:
        count = len(inspect.signature(kind).parameters)
        assert code_of(kind(*["x"] * count)) == CODES[kind.__name__]


def test_a_failure_is_a_line_of_json_with_its_facts(keyboard: Keyboard, premises: Premises) -> None:
    failed = keyboard.asks("verify", "nobody")
    assert failed.last == {"event": "failed", "error": "NoSuchModelError", "facts": {"wanted": "nobody"}}
    assert failed.notes == (
        "No model on this computer is called so, or more than one is (wanted: nobody).\n"
    )
    assert below(premises.models.path) == []
