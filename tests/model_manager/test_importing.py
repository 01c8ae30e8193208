"""A file from this computer or a stick becomes a model: looked at, hashed, admitted, copied, verified."""

import os
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model_manager import names
from model_manager.errors import (
    FetchCancelledError,
    GgufDamagedError,
    GgufError,
    GgufMissingError,
    GgufTruncatedError,
    LicenceNotAcceptedError,
    ModelBlockedError,
    ModelFileError,
    ModelUseError,
)
from model_manager.importing import Import, Known, places_for
from model_manager.integrity import PART
from model_manager.inventory import identity_of
from model_manager.ledger import now
from model_manager.library import StoredModel
from model_manager.licences import Revenue, Usage, UserKind
from model_manager.policy import ModelPolicy
from tests import gguf_files
from tests.model_manager.fake_hub import COMMIT, REPO
from tests.model_manager.premises import PINNED, Premises, Said, model_file, sha256_of
from tests.model_manager.rewritten_models import parts_of, reworded
from tests.model_manager.shelves import written_bytes

COMPANY = Usage(UserKind.COMPANY, Revenue.BELOW_1_BILLION_YEN)
PERSONAL = Usage(UserKind.PERSONAL, None)


@dataclass
class Seen:
    """What was told, and what happens meanwhile."""

    act: Callable[[float], object] = lambda _share: True
    shares: list[float] = field(default_factory=list)

    def __call__(self, share: float) -> bool:
        self.shares.append(share)
        return self.act(share) is not False


def import_into(
    premises: Premises, source: Path, seen: Seen | None = None, *, accepts: bool = False
) -> StoredModel:
    return Import(premises.models, premises.admission(), now, accepts).run(source, seen or Seen())


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return model_file(tmp_path / "stick" / "私のモデル.gguf")


def nothing_is_here(premises: Premises) -> bool:
    return premises.library().models() == () and not list(premises.models.path.rglob("*.gguf*"))


def test_a_file_is_copied_verified_and_recorded(premises: Premises, source: Path) -> None:
    seen = Seen()
    made = import_into(premises, source, seen)
    (path,) = made.files
    assert premises.library().find(sha256_of(source)) == made
    assert path.read_bytes() == source.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o444
    assert path.is_relative_to(premises.models.path)
    assert (made.record.name, made.record.architecture, made.record.source) == ("試験モデル", "llama", "file")
    assert (made.record.licence, made.record.publisher, made.record.repo_id) == ("", "", "")
    assert made.record.added_at == made.record.verified_at != ""
    assert seen.shares == sorted(seen.shares)
    assert seen.shares[-1] == 1.0
    assert source.exists()


def test_a_file_that_the_catalogue_knows_goes_to_its_place(premises: Premises, source: Path) -> None:
    premises.say(Said(sha256=sha256_of(source), size=source.stat().st_size))
    made = import_into(premises, source)
    assert made.files == (premises.models.place_for(REPO, COMMIT, PINNED),)
    assert (made.record.name, made.record.repo_id, made.record.revision) == ("既知モデル 1B", REPO, COMMIT)
    assert (made.record.licence, made.record.publisher) == ("MIT", "official")


def test_a_known_file_without_a_known_commit_lies_apart(premises: Premises, source: Path) -> None:
    premises.say(Said(sha256=sha256_of(source), size=source.stat().st_size, revision=""))
    made = import_into(premises, source)
    assert made.record.repo_id == REPO
    assert not made.files[0].is_relative_to(premises.models.path / "maker")


def test_a_split_model_is_one(premises: Premises, tmp_path: Path) -> None:
    paths = parts_of(tmp_path / "stick")
    made = import_into(premises, paths[1])
    assert [each.read_bytes() for each in made.files] == [each.read_bytes() for each in paths]
    assert made.identity == identity_of([sha256_of(each) for each in paths])
    assert [each.name.partition("-0")[2] for each in made.files] == [
        "0001-of-00003.gguf", "0002-of-00003.gguf", "0003-of-00003.gguf",
    ]  # fmt: skip


def test_a_part_that_is_missing_is_named(premises: Premises, tmp_path: Path) -> None:
    paths = parts_of(tmp_path / "stick")
    paths[2].unlink()
    with pytest.raises(ModelFileError) as caught:
        import_into(premises, paths[0])
    assert caught.value.name == paths[2].name
    assert nothing_is_here(premises)


# -- who may have it


def test_the_policy_forbids_by_digest(premises: Premises, tmp_path: Path) -> None:
    paths = parts_of(tmp_path / "stick")
    for policy in (
        ModelPolicy(forbidden=frozenset([sha256_of(paths[2])])),
        ModelPolicy(allowed=frozenset([sha256_of(paths[0])])),
        ModelPolicy(readable=False),
    ):
        premises.policy = policy
        with pytest.raises(ModelBlockedError) as caught:
            import_into(premises, paths[0])
        assert caught.value.reason == "policy"
    assert nothing_is_here(premises)
    premises.policy = ModelPolicy(allowed=frozenset(map(sha256_of, paths)))
    assert import_into(premises, paths[0]).is_there()


def test_plamo_2_is_refused_before_it_is_hashed(premises: Premises, tmp_path: Path) -> None:
    plamo = model_file(tmp_path / "plamo.gguf", architecture="plamo2")
    seen = Seen()
    with pytest.raises(ModelBlockedError) as caught:
        import_into(premises, plamo, seen)
    assert caught.value.reason == "refused:rope_off"
    assert seen.shares == []
    assert nothing_is_here(premises)


def test_a_refused_entry_is_known_by_its_digest(premises: Premises, source: Path) -> None:
    premises.say(Said(sha256=sha256_of(source), refused="broken"))
    with pytest.raises(ModelBlockedError) as caught:
        import_into(premises, source)
    assert caught.value.reason == "refused:broken"


@pytest.mark.parametrize("by_digest", [True, False])
def test_a_non_commercial_model_is_not_for_a_company(
    premises: Premises, source: Path, tmp_path: Path, by_digest: bool
) -> None:
    """Known by its digest, or because the file says so itself."""
    licence = "cc-by-nc-4.0"
    if not by_digest:
        source = reworded(source, tmp_path / "nc.gguf", {"general.license": licence.upper()})
    else:
        premises.say(Said(sha256=sha256_of(source), licence=licence))

    def refused(error: type[ModelUseError]) -> ModelUseError:
        with pytest.raises(error) as caught:
            import_into(premises, source)
        assert nothing_is_here(premises)
        return caught.value

    assert refused(ModelBlockedError).args[2] == "not_stated"
    premises.state(COMPANY)
    assert refused(ModelBlockedError).args[2] == "noncommercial"
    premises.state(PERSONAL)
    assert refused(LicenceNotAcceptedError).licence == licence
    assert import_into(premises, source, accepts=True).record.licence == licence
    assert import_into(premises, source).is_unchanged()         # accepted once is enough


@pytest.mark.parametrize("licence", ["other", "in-house", "../x", "a b", ""])
def test_what_a_file_says_of_unknown_licences_is_its_owners_business(
    premises: Premises, source: Path, tmp_path: Path, licence: str
) -> None:
    """A maker's own weights, handed over under a contract, can be used by the company that signed it."""
    premises.state(COMPANY)
    own = reworded(source, tmp_path / "own.gguf", {"general.license": licence})
    assert import_into(premises, own).record.licence == ""


# -- what is no model


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (gguf_files.write_not_a_gguf, GgufMissingError),
        (gguf_files.write_truncated, GgufTruncatedError),
        (gguf_files.write_unknown_architecture, GgufError),
        (gguf_files.write_without_blocks, GgufDamagedError),
    ],
)
def test_a_file_that_cannot_be_loaded_is_no_model(
    premises: Premises, tmp_path: Path, make: gguf_files.Make, error: type[GgufError]
) -> None:
    with pytest.raises(error):
        import_into(premises, make(tmp_path / "bad.gguf"))
    assert nothing_is_here(premises)


@pytest.mark.parametrize("counts", [(1 << 62, 1), (1, 1 << 62), (0, 0), ((1 << 64) - 1, (1 << 64) - 1)])
def test_absurd_counts_are_refused_at_once(
    premises: Premises, tmp_path: Path, counts: tuple[int, int]
) -> None:
    path = tmp_path / "absurd.gguf"
    path.write_bytes(b"GGUF" + struct.pack("<IQQ", 3, *counts) + bytes(64))
    with pytest.raises(GgufError):
        import_into(premises, path)
    assert nothing_is_here(premises)


@pytest.mark.parametrize("what", ["missing", "folder", "pipe"])
def test_what_is_no_file_is_an_error_of_ours(premises: Premises, tmp_path: Path, what: str) -> None:
    path = tmp_path / "x.gguf"
    if what == "folder":
        path.mkdir()
    elif what == "pipe":
        os.mkfifo(path)
    with pytest.raises(ModelFileError):
        import_into(premises, path)


# -- names

NAMES = [
    "-rf.gguf", ".hidden.gguf", "con.gguf", "COM1.gguf", "a:b.gguf", "a\nb.gguf", "..gguf", "…", "a..b", " ",
    "x" * 250 + ".gguf", "重み" * 40 + ".gguf", "m-00001-of-00000.gguf",
]  # fmt: skip
CHARACTERS = st.characters(exclude_characters="/\0", exclude_categories=["Cs"])


@pytest.mark.parametrize("name", NAMES)
def test_any_name_of_a_file_makes_one_that_every_system_takes(
    premises: Premises, source: Path, name: str
) -> None:
    odd = source.with_name(name)
    source.rename(odd)
    made = import_into(premises, odd)
    (kept,) = made.record.files
    assert names.accept_file_name(kept.name) == kept.name
    assert premises.library().models() == (made,)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=100)
@given(name=st.text(CHARACTERS, min_size=1, max_size=60))
def test_any_name_makes_a_place_inside(premises: Premises, name: str) -> None:
    (place,) = places_for(premises.models, [Path("/stick") / name], ["a" * 64], Known())
    inside = place.relative_to(premises.models.path)
    assert names.accept_file_name(inside.as_posix())
    assert names.is_model_file(place.name)


@pytest.mark.parametrize("said", ["a\x1b[2Jb", "a\u202eb", "a\nb", "x" * 500, "  ", "\x00"])
def test_a_name_in_a_header_is_one_line_that_can_be_shown(
    premises: Premises, source: Path, tmp_path: Path, said: str
) -> None:
    made = import_into(premises, reworded(source, tmp_path / "named.gguf", {"general.name": said}))
    assert made.record.name.isprintable()
    assert 0 < len(made.record.name) <= 120


# -- broken off, changed


def stop_in_the_copy(share: float) -> bool:
    return share < 0.75                 # the first half is the hash


def test_a_stopped_import_leaves_no_model_and_goes_on_where_it_was(
    premises: Premises, tmp_path: Path
) -> None:
    source = model_file(tmp_path / "large.gguf", width=640)
    assert source.stat().st_size > 2 * (4 << 20)
    with pytest.raises(FetchCancelledError):
        import_into(premises, source, Seen(stop_in_the_copy))
    assert premises.library().models() == ()
    (part,) = premises.models.path.rglob(f"*{PART}")
    kept = part.stat().st_size
    assert 0 < kept < source.stat().st_size
    shares, before = Seen(), written_bytes()
    assert import_into(premises, source, shares).is_unchanged()
    assert written_bytes() - before < source.stat().st_size - kept + 50_000   # what was there was not copied
    assert not list(premises.models.path.rglob(f"*{PART}*"))
    copied = [each for each in shares.shares if each > 0.5]
    assert copied == sorted(copied)
    assert copied[0] < 0.5 + kept / source.stat().st_size / 2     # but read, and that is told


def test_stopped_while_it_is_hashed(premises: Premises, source: Path) -> None:
    with pytest.raises(FetchCancelledError):
        import_into(premises, source, Seen(lambda _: False))
    assert nothing_is_here(premises)


def test_a_part_that_was_damaged_here_is_copied_again(premises: Premises, tmp_path: Path) -> None:
    source = model_file(tmp_path / "large.gguf", width=640)
    with pytest.raises(FetchCancelledError):
        import_into(premises, source, Seen(stop_in_the_copy))
    (part,) = premises.models.path.rglob(f"*{PART}")
    with part.open("r+b") as file:
        file.seek(1000)
        file.write(bytes(100))
    assert import_into(premises, source).files[0].read_bytes() == source.read_bytes()


@pytest.mark.parametrize("how", ["flip", "cut", "grow"])
def test_a_source_that_changes_while_it_is_copied_is_refused(
    premises: Premises, source: Path, how: str
) -> None:
    size = source.stat().st_size

    def change(share: float) -> None:
        if share == 0.5:                # hashed, and not yet copied
            with source.open("r+b") as file:
                if how == "flip":
                    file.seek(size // 2)
                    file.write(b"\x01\x02\x03\x04")
                file.truncate({"flip": size, "cut": size - 1000, "grow": size}[how])
                if how == "grow":
                    file.seek(0)
                    file.write(b"more" * 100)

    with pytest.raises(ModelFileError) as caught:
        import_into(premises, source, Seen(change))
    assert caught.value.error_number == 0
    assert nothing_is_here(premises)


def test_a_file_that_changes_after_the_first_look_is_looked_at_again(
    premises: Premises, tmp_path: Path
) -> None:
    """Hashed and copied as it is now, it would be recorded as what it was."""
    paths = parts_of(tmp_path / "stick")
    other = paths[2].read_bytes()

    seen = Seen()

    def change(_share: float) -> None:
        if len(seen.shares) == 1:       # the first part is being hashed
            paths[2].write_bytes(other.replace(b"split.no", b"split.NO"))

    seen.act = change
    with pytest.raises(GgufError):
        import_into(premises, paths[0], seen)
    assert premises.library().models() == ()


def test_the_parts_of_a_running_import_are_no_orphans(premises: Premises, tmp_path: Path) -> None:
    paths = parts_of(tmp_path / "stick")
    left: list[int] = []
    published: list[int] = []

    def look(_share: float) -> None:
        left.append(len(premises.models.orphans()))
        published.append(len(list(premises.models.path.rglob("*.gguf"))))

    seen = Seen()
    seen.act = look
    import_into(premises, paths[0], seen)
    assert max(published) > 1
    assert set(left) == {0}


def test_imported_under_another_name_is_not_copied_again(
    premises: Premises, source: Path, tmp_path: Path
) -> None:
    first = import_into(premises, source)
    other = tmp_path / "renamed.gguf"
    other.write_bytes(source.read_bytes())
    before = written_bytes()
    again = import_into(premises, other)
    assert written_bytes() - before < 50_000 < source.stat().st_size
    assert again.files == first.files
    assert again.is_unchanged()
    premises.jobs().remove(again.identity)
    assert not list(premises.models.path.rglob("*.gguf"))


def test_imported_twice_is_there_once(premises: Premises, source: Path, tmp_path: Path) -> None:
    first = import_into(premises, source)
    inode = first.files[0].stat().st_ino
    again = import_into(premises, source)
    assert again.files == first.files
    assert again.files[0].stat().st_ino == inode
    assert len(premises.library().models()) == 1
