"""What is done to the models on this computer: import, export, reference, verify, move, remove, clean up."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model_manager.downloads import FILE as QUEUE
from model_manager.errors import (
    DigestMismatchError,
    FetchCancelledError,
    FolderBusyError,
    FolderNotWritableError,
    LicenceNotAcceptedError,
    ModelBlockedError,
    ModelFileError,
    NoSuchModelError,
    SignatureError,
)
from model_manager.integrity import PART, Declared, opened
from model_manager.inventory import Inventory, identity_of, register_file
from model_manager.library import ModelFolder
from model_manager.licences import Revenue, Usage, UserKind
from model_manager.policy import ModelPolicy
from model_manager.signing import new_key_pair
from model_manager.wishes import ModelWish, wish_to_dict
from tests.model_manager.bundling import below, flip
from tests.model_manager.premises import Premises, Said, model_file, sha256_of
from tests.model_manager.rewritten_models import parts_of, reworded
from tests.model_manager.shelves import some, stored, wish

COMPANY = Usage(UserKind.COMPANY, Revenue.BELOW_1_BILLION_YEN)
PERSONAL = Usage(UserKind.PERSONAL, None)


@pytest.fixture
def other(tmp_path: Path) -> Premises:
    """Another computer, without a network."""
    return Premises(tmp_path / "other", ModelPolicy(network=False))


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


# -- from one computer to the next


@pytest.mark.parametrize("part_size", [0, 200_000])
@pytest.mark.parametrize("is_signed", [True, False])
def test_a_model_goes_by_stick_to_another_computer(
    premises: Premises, other: Premises, stick: Path, part_size: int, is_signed: bool
) -> None:
    source = model_file(stick.parent / "source.gguf")
    premises.say(Said(sha256=sha256_of(source), licence="gemma"))
    made = premises.jobs().take_in(source, accepts=True)
    secret, public = new_key_pair()
    key, public_key = stick / "key", stick / "key.pub"
    secret.write(key)
    public_key.write_text(public.text)

    bundle = premises.jobs().export(made.identity, stick, part_size, key if is_signed else None)

    assert (bundle / "manifest.json.minisig").exists() == is_signed
    assert len(list((bundle / "model").iterdir())) == (1 if not part_size else 3)
    with pytest.raises(LicenceNotAcceptedError):
        other.jobs().take_in(bundle)
    there = other.jobs().take_in(bundle, public_key if is_signed else None, accepts=True)
    assert there.identity == made.identity
    assert there.files[0].read_bytes() == source.read_bytes()
    assert (there.record.licence, there.record.source) == ("gemma", "bundle")
    assert other.jobs().verify(there.identity) == ()


def test_a_bundle_by_another_key_and_an_unsigned_one_are_refused(
    premises: Premises, other: Premises, source: Path, stick: Path
) -> None:
    made = premises.jobs().take_in(source)
    key, public_key = stick / "key", stick / "key.pub"
    new_key_pair()[0].write(key)
    public_key.write_text(new_key_pair()[1].text)
    bundle = premises.jobs().export(made.identity, stick, 0, key)
    with pytest.raises(SignatureError, match="other key"):
        other.jobs().take_in(bundle, public_key)
    assert premises.jobs().export(made.identity, stick, 0) == bundle
    with pytest.raises(SignatureError, match="missing"):
        other.jobs().take_in(bundle, public_key)
    with pytest.raises(SignatureError):                         # a bare file is signed by nobody
        other.jobs().take_in(source, public_key)
    with pytest.raises(ModelFileError):
        other.jobs().take_in(bundle, stick / "none.pub")
    assert other.library().models() == ()


def test_a_stopped_export_goes_on(premises: Premises, tmp_path: Path, stick: Path) -> None:
    source = model_file(tmp_path / "large.gguf", width=256)
    made = premises.jobs().take_in(source)
    with pytest.raises(FetchCancelledError):
        premises.jobs(stops_at=0.5).export(made.identity, stick, 0)
    (left,) = stick.iterdir()
    assert not (left / "manifest.json").exists()
    premises.jobs().export(made.identity, stick, 0)
    assert (left / "manifest.json").exists()


def test_a_split_model_by_stick(premises: Premises, other: Premises, tmp_path: Path, stick: Path) -> None:
    paths = parts_of(tmp_path / "split")
    made = premises.jobs().take_in(paths[0])
    there = other.jobs().take_in(premises.jobs().export(made.identity, stick, 100_000))
    assert there.identity == made.identity
    assert [each.read_bytes() for each in there.files] == [each.read_bytes() for each in paths]


def test_the_texts_of_the_licences_go_along(premises: Premises, source: Path, stick: Path) -> None:
    premises.say(Said(sha256=sha256_of(source), licence="MIT"))
    bundle = premises.jobs().export(premises.jobs().take_in(source).identity, stick, 0)
    licence = premises.admission().rules.licences["MIT"]
    text = (premises.resources / "licences" / licence.text_file).read_bytes()
    assert (bundle / "licences" / licence.text_file).read_bytes() == text
    assert json.loads((bundle / "manifest.json").read_text())["licences"] == ["MIT"]


def test_a_non_commercial_model_is_not_handed_on_by_a_company(
    premises: Premises, source: Path, stick: Path
) -> None:
    premises.say(Said(sha256=sha256_of(source), licence="cc-by-nc-4.0"))
    premises.state(PERSONAL)
    made = premises.jobs().take_in(source, accepts=True)
    premises.jobs().export(made.identity, stick, 0)
    premises.state(COMPANY)
    with pytest.raises(ModelBlockedError) as caught:
        premises.jobs().export(made.identity, stick, 0)
    assert caught.value.reason == "noncommercial"


def test_a_source_that_is_no_longer_what_was_verified_is_not_exported(
    premises: Premises, source: Path, stick: Path
) -> None:
    made = premises.jobs().take_in(source)
    made.files[0].chmod(0o644)
    flip(made.files[0], 1000)
    with pytest.raises(DigestMismatchError):
        premises.jobs().export(made.identity, stick, 0)
    assert not list(stick.rglob("manifest.json"))


HOSTILE = ["../../x", "/etc/x", "con", "a" * 300, "モデル" * 90, "..", "x.", " ", "a:b|c?", "C:\\x", "-rf"]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_model_of_any_name_can_be_carried(
    premises: Premises, other: Premises, source: Path, stick: Path, name: str
) -> None:
    named = reworded(source, source.with_name("named.gguf"), {"general.name": name})
    made = premises.jobs().take_in(named)
    bundle = premises.jobs().export(made.identity, stick, 0)
    assert bundle.parent == stick
    assert other.jobs().take_in(bundle).identity == made.identity


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(name=st.text(min_size=1, max_size=200))
def test_any_recorded_name_makes_a_bundle_on_the_stick(premises: Premises, stick: Path, name: str) -> None:
    """A record of an earlier version may hold any text."""
    made = stored(premises.models, {"a.gguf": some(1)})
    record = json.loads((premises.models.own / "models" / f"{made.identity}.json").read_text())
    record["name"] = name
    (premises.models.own / "models" / f"{made.identity}.json").write_text(json.dumps(record))
    bundle = premises.jobs().export(made.identity, stick, 0)
    assert bundle.parent == stick
    assert (bundle / "manifest.json").is_file()


# -- where it lies


def test_a_file_can_stay_where_it_lies(premises: Premises, source: Path) -> None:
    made = premises.jobs().refer_to(source, premises.inventory)
    assert (made.place, made.files) == ("reference", (source,))
    assert not premises.models.path.exists()
    assert premises.jobs().verify(made.identity) == ()
    premises.jobs().remove(made.identity)
    assert premises.library().models() == ()
    assert source.exists()


@pytest.mark.parametrize("chosen", [0, 2])
def test_a_model_in_several_files_is_referred_to_as_a_whole(
    premises: Premises, tmp_path: Path, chosen: int
) -> None:
    """Whichever of them was chosen; no part of it can change unseen."""
    paths = parts_of(tmp_path / "split")
    fractions: list[float] = []

    def progress(done: float) -> bool:
        fractions.append(done)
        return True

    jobs = replace(premises.jobs(), progress=progress)
    made = jobs.refer_to(paths[chosen], premises.inventory)
    assert (made.place, made.files) == ("reference", tuple(paths))
    assert made.identity == made.record.identity == identity_of([sha256_of(each) for each in paths])
    assert fractions == sorted(fractions)
    assert fractions[-1] == pytest.approx(1.0)
    assert made.size == sum(each.stat().st_size for each in paths)
    assert premises.jobs().verify(made.identity) == ()
    assert premises.jobs().refer_to(paths[1], premises.inventory) == made
    flip(paths[1], paths[1].stat().st_size - 1)
    assert not premises.jobs().model(made.identity).is_unchanged()
    assert premises.jobs().verify(made.identity) == (str(paths[1]),)
    premises.jobs().remove(made.identity)
    assert all(each.is_file() for each in paths)


def test_the_policy_knows_every_file_of_a_model_that_is_referred_to(
    premises: Premises, tmp_path: Path
) -> None:
    paths = parts_of(tmp_path / "split")
    premises.policy = ModelPolicy(forbidden=frozenset([sha256_of(paths[2])]))
    with pytest.raises(ModelBlockedError, match="policy"):
        premises.jobs().refer_to(paths[0], premises.inventory)
    paths[1].unlink()
    with pytest.raises(ModelFileError):
        premises.jobs().refer_to(paths[0], premises.inventory)
    assert not premises.inventory.exists()


def test_what_may_not_be_imported_may_not_be_referred_to(premises: Premises, source: Path) -> None:
    plamo = model_file(source.with_name("plamo.gguf"), architecture="plamo2")
    with pytest.raises(ModelBlockedError, match="rope_off"):
        premises.jobs().refer_to(plamo, premises.inventory)
    premises.say(Said(sha256=sha256_of(source), licence="gemma"))
    with pytest.raises(LicenceNotAcceptedError):
        premises.jobs().refer_to(source, premises.inventory)
    premises.policy = ModelPolicy(forbidden=frozenset([sha256_of(source)]))
    with pytest.raises(ModelBlockedError, match="policy"):
        premises.jobs().refer_to(source, premises.inventory, accepts=True)
    assert not premises.inventory.exists()


def test_a_file_that_was_registered_before_it_was_forbidden(premises: Premises, source: Path) -> None:
    """Its digest is known, so it is not hashed again; it is judged again."""
    premises.jobs().refer_to(source, premises.inventory)
    premises.policy = ModelPolicy(forbidden=frozenset([sha256_of(source)]))
    with pytest.raises(ModelBlockedError):
        premises.jobs().refer_to(source, premises.inventory)


def test_a_stopped_registration_leaves_nothing(premises: Premises, source: Path) -> None:
    with pytest.raises(FetchCancelledError):
        premises.jobs(stops_at=0.0).refer_to(source, premises.inventory)
    assert not premises.inventory.exists()


# -- verify, remove


def test_a_flipped_bit_is_found(premises: Premises, source: Path) -> None:
    made = premises.jobs().take_in(source)
    made.files[0].chmod(0o644)
    flip(made.files[0], 1000)
    assert premises.jobs().verify(made.identity) == (made.record.files[0].name,)
    with pytest.raises(FetchCancelledError):
        premises.jobs(stops_at=0.0).verify(made.identity)
    with pytest.raises(NoSuchModelError):
        premises.jobs().verify("f" * 64)


def test_to_remove_names_and_takes_what_only_this_model_has(premises: Premises) -> None:
    both = stored(premises.models, {"a.gguf": some(1), "common.gguf": some(2)})
    one = stored(premises.models, {"common.gguf": some(2)})
    jobs = premises.jobs()
    assert jobs.losses(both) == (both.files[0],)
    assert jobs.losses(one) == ()
    jobs.remove(both.identity)
    assert premises.library().models() == (one,)
    assert one.is_unchanged()
    assert jobs.losses(one) == one.files
    jobs.remove(one.identity)
    assert below(premises.models.path) == []


def test_what_others_use_too_is_kept(premises: Premises) -> None:
    theirs = stored(ModelFolder(premises.shared.path), {"a.gguf": some(1)})
    jobs = premises.jobs()
    found = jobs.model(theirs.identity)
    assert found.place == "shared"
    assert jobs.losses(found) == ()
    with pytest.raises(FolderNotWritableError):
        jobs.remove(theirs.identity)
    assert theirs.is_unchanged()


def test_a_reference_beside_a_copy(premises: Premises, source: Path) -> None:
    """The copy is removed; the file that was registered is the model then."""
    register_file(Inventory(premises.inventory), source, lambda _: ("m", "llama"), lambda _: True)
    made = premises.jobs().take_in(source)
    premises.jobs().remove(made.identity)
    (left,) = premises.library().models()
    assert (left.place, left.files) == ("reference", (source,))


# -- downloads that are not finished


def queue(premises: Premises, *wishes: ModelWish) -> None:
    premises.models.own.mkdir(parents=True, exist_ok=True)
    listed = [{"number": at, "paused": True, "wish": wish_to_dict(each)} for at, each in enumerate(wishes)]
    (premises.models.own / QUEUE).write_text(json.dumps({"version": 1, "downloads": listed}))


def unfinished(premises: Premises, wished: ModelWish) -> Path:
    """What a paused download leaves."""
    target = premises.models.place_for(wished.repo_id, wished.revision, wished.files[0].name)
    with opened(target, Declared(wished.size, wished.files[0].sha256)) as part:
        part.write(some(1)[:2000])
        part.remember("etag")
    return target.with_name(target.name + PART)


def test_a_folder_with_unfinished_downloads_is_not_moved(
    premises: Premises, source: Path, tmp_path: Path
) -> None:
    made = premises.jobs().take_in(source)
    queue(premises, wish({"a.gguf": some(1)}))
    with pytest.raises(FolderBusyError):
        premises.jobs().move(tmp_path / "new")
    queue(premises)
    target = premises.models.place_for("maker/x", "c" * 40, "a.gguf")
    with opened(target, Declared(5000, "a" * 64)), pytest.raises(FolderBusyError):   # the command line's
        premises.jobs().move(tmp_path / "new")
    assert made.is_unchanged()
    assert premises.jobs().move(tmp_path / "new") == tmp_path / "new"
    assert [each.identity for each in ModelFolder(tmp_path / "new").models()] == [made.identity]


def test_orphans_are_what_no_model_and_no_download_has(premises: Premises, source: Path) -> None:
    made = premises.jobs().take_in(source)
    wished, gone = wish({"a.gguf": some(1)}), wish({"b.gguf": some(2)}, "other/b-gguf")
    kept, left = unfinished(premises, wished), unfinished(premises, gone)
    queue(premises, wished)
    jobs = premises.jobs()
    assert {each.path.name for each in jobs.orphans()} == {"b.gguf.part", "b.gguf.part.json"}
    freed = sum(each.size for each in jobs.orphans())
    assert jobs.clean(jobs.orphans()) == freed > 2000
    assert kept.exists()
    assert not left.exists()
    assert not left.parent.exists()
    assert made.is_unchanged()
    assert jobs.clean(jobs.orphans()) == 0


def test_only_what_was_shown_goes_and_only_if_it_is_what_it_was(premises: Premises) -> None:
    shown = unfinished(premises, wish({"a.gguf": some(1)}))
    jobs = premises.jobs()
    agreed = jobs.orphans()
    later = unfinished(premises, wish({"b.gguf": some(2)}, "other/b-gguf"))
    with shown.open("ab") as file:
        file.write(b"grown since")
    jobs.clean(agreed)
    assert shown.exists()
    assert later.exists()
    assert not shown.with_name(f"{shown.name}.json").exists()
