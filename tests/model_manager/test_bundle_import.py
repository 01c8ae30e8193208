"""A bundle from a stick becomes a model: admitted as a fetched one is, believed no more than it proves."""

from pathlib import Path

import pytest

from model_manager.bundle import read_bundle
from model_manager.bundle_export import ExportedModel, ExportOptions, Source, export_model
from model_manager.bundle_import import BundleImport
from model_manager.errors import (
    BundlePartError,
    FetchCancelledError,
    GgufError,
    LicenceNotAcceptedError,
    ModelBlockedError,
)
from model_manager.inventory import identity_of
from model_manager.ledger import now
from model_manager.library import StoredModel
from model_manager.licences import Revenue, Usage, UserKind
from model_manager.policy import ModelPolicy
from model_manager.recognising import is_of
from model_manager.signing import new_key_pair
from tests.model_manager.bundling import Seen, flip
from tests.model_manager.fake_hub import COMMIT, REPO
from tests.model_manager.premises import PINNED, Premises, Said, model_file, sha256_of
from tests.model_manager.rewritten_models import parts_of, reworded
from tests.model_manager.shelves import some, stored

COMPANY = Usage(UserKind.COMPANY, Revenue.BELOW_1_BILLION_YEN)
PERSONAL = Usage(UserKind.PERSONAL, None)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


def bundle_of(stick: Path, paths: list[Path], options: ExportOptions | None = None, **facts: object) -> Path:
    """A bundle that says of itself whatever its maker likes."""
    sources = tuple(Source(each.name, each, each.stat().st_size, sha256_of(each)) for each in paths)
    model = ExportedModel(name="持ち込み", sources=sources, **facts)  # type: ignore[arg-type]
    return export_model(model, stick, options or ExportOptions(), Seen())


def take_in(
    premises: Premises, bundle: Path, key: str | None = None, *, accepts: bool = False,
    seen: Seen | None = None,
) -> StoredModel:  # fmt: skip
    found = read_bundle(bundle, key)
    return BundleImport(premises.models, premises.admission(), now, accepts).run(found, seen or Seen())


def reason_of(premises: Premises, bundle: Path) -> str:
    with pytest.raises(ModelBlockedError) as caught:
        take_in(premises, bundle)
    assert premises.library().models() == ()
    return caught.value.reason


@pytest.mark.parametrize("part_size", [0, 100_000])
def test_a_split_model_comes_out_as_it_went_in(premises: Premises, stick: Path, part_size: int) -> None:
    paths = parts_of(stick / "models")
    made = take_in(premises, bundle_of(stick, paths, ExportOptions(part_size)))
    assert made.identity == identity_of([sha256_of(each) for each in paths])
    assert [each.read_bytes() for each in made.files] == [each.read_bytes() for each in paths]
    assert (made.record.name, made.record.architecture, made.record.source) == ("持ち込み", "llama", "bundle")
    assert premises.library().models() == (made,)


def test_what_the_catalogue_knows_is_worth_more_than_what_the_bundle_says(
    premises: Premises, stick: Path
) -> None:
    path = model_file(stick / "a.gguf")
    premises.say(Said(sha256=sha256_of(path)))
    bundle = bundle_of(stick, [path], licences=("gemma",), repo_id="else/where", revision="e" * 40)
    record = take_in(premises, bundle).record
    assert (record.name, record.repo_id, record.revision) == ("既知モデル 1B", REPO, COMMIT)
    assert (record.licence, record.publisher) == ("MIT", "official")


def test_nobody_vouches_for_the_origin_that_an_unsigned_bundle_names(
    premises: Premises, stick: Path
) -> None:
    secret, public = new_key_pair()
    path = model_file(stick / "a.gguf")
    bundle = bundle_of(
        stick, [path], ExportOptions(0, secret), publisher="official", repo_id="some/one-gguf",
        revision="e" * 40,
    )  # fmt: skip
    made = take_in(premises, bundle)
    record = made.record
    assert (record.publisher, record.repo_id, record.revision) == ("", "", "")
    assert "some" not in made.files[0].relative_to(premises.models.path).parts
    record = take_in(premises, bundle, public.text).record
    assert (record.publisher, record.repo_id, record.revision) == ("official", "some/one-gguf", "e" * 40)


def test_a_model_cannot_pass_for_one_of_the_catalogue(premises: Premises, stick: Path) -> None:
    """A non-commercial one, packed as the catalogue's own: its header tells."""
    path = reworded(model_file(stick / "a.gguf"), stick / "nc.gguf", {"general.license": "cc-by-nc-4.0"})
    bundle = bundle_of(stick, [path], licences=("MIT",), repo_id=REPO, revision=COMMIT, publisher="official")
    premises.state(COMPANY)
    assert reason_of(premises, bundle) == "noncommercial"
    premises.state(PERSONAL)
    with pytest.raises(LicenceNotAcceptedError):
        take_in(premises, bundle)
    made = take_in(premises, bundle, accepts=True)
    assert (made.record.licence, made.record.repo_id) == ("MIT cc-by-nc-4.0", "")
    assert not is_of(premises.admission().rules.catalogue.models[0], made)


def test_a_signature_does_not_loosen_the_licence_of_a_header(premises: Premises, stick: Path) -> None:
    secret, public = new_key_pair()
    path = reworded(model_file(stick / "a.gguf"), stick / "nc.gguf", {"general.license": "cc-by-nc-4.0"})
    bundle = bundle_of(stick, [path], ExportOptions(0, secret), licences=("MIT",))
    premises.state(COMPANY)
    with pytest.raises(ModelBlockedError) as caught:
        take_in(premises, bundle, public.text)
    assert caught.value.reason == "noncommercial"


def test_the_catalogue_knows_the_licence_better_than_a_header(premises: Premises, stick: Path) -> None:
    path = reworded(model_file(stick / "a.gguf"), stick / "nc.gguf", {"general.license": "cc-by-nc-4.0"})
    premises.say(Said(sha256=sha256_of(path)))
    premises.state(COMPANY)
    made = take_in(premises, bundle_of(stick, [path], licences=("gemma",)))
    assert made.record.licence == "MIT"
    assert is_of(premises.admission().rules.catalogue.models[0], made)


def test_a_bundle_never_takes_the_place_of_anothers_files(premises: Premises, stick: Path) -> None:
    """It says that it is another file of the same name at the same commit."""
    mine = stored(premises.models, {PINNED: some(1)})
    bundle = bundle_of(stick, [model_file(stick / PINNED)], repo_id=REPO, revision=COMMIT)
    theirs = take_in(premises, bundle)
    assert mine.files[0].read_bytes() == some(1)
    assert mine.is_unchanged()
    assert theirs.files != mine.files
    assert len(premises.library().models()) == 2


# -- who may have it


def test_the_policy_forbids_by_digest(premises: Premises, stick: Path) -> None:
    paths = parts_of(stick / "models")
    bundle = bundle_of(stick, paths)
    premises.policy = ModelPolicy(forbidden=frozenset([sha256_of(paths[2])]))
    assert reason_of(premises, bundle) == "policy"
    assert not premises.models.path.exists()


def test_plamo_2_is_refused_by_its_header(premises: Premises, stick: Path) -> None:
    plamo = model_file(stick / "a.gguf", architecture="plamo2")
    assert reason_of(premises, bundle_of(stick, [plamo])) == "refused:rope_off"


def test_a_refused_repository_and_a_refused_entry(premises: Premises, stick: Path) -> None:
    path = model_file(stick / "a.gguf")
    bundle = bundle_of(stick, [path], repo_id="maker/bad-gguf")
    assert reason_of(premises, bundle) == "refused:noncommercial_vendor"
    premises.say(Said(sha256=sha256_of(path), refused="broken"))
    assert reason_of(premises, bundle_of(stick, [path])) == "refused:broken"


@pytest.mark.parametrize("who_says", ["catalogue", "manifest", "header"])
def test_a_non_commercial_model_is_not_for_a_company(premises: Premises, stick: Path, who_says: str) -> None:
    licence = "cc-by-nc-4.0"
    path = model_file(stick / "a.gguf")
    if who_says == "catalogue":
        premises.say(Said(sha256=sha256_of(path), licence=licence))
    elif who_says == "header":
        path = reworded(path, stick / "nc.gguf", {"general.license": licence})
    bundle = bundle_of(stick, [path], licences=(licence,) if who_says == "manifest" else ())
    assert reason_of(premises, bundle) == "not_stated"
    premises.state(COMPANY)
    assert reason_of(premises, bundle) == "noncommercial"
    premises.state(PERSONAL)
    with pytest.raises(LicenceNotAcceptedError):
        take_in(premises, bundle)
    assert take_in(premises, bundle, accepts=True).record.licence == licence


def test_a_licence_that_nobody_read_keeps_companies_off(premises: Premises, stick: Path) -> None:
    bundle = bundle_of(stick, [model_file(stick / "a.gguf")], licences=("a licence of ours",))
    premises.state(COMPANY)
    assert reason_of(premises, bundle) == "unread"
    premises.state(PERSONAL)
    assert take_in(premises, bundle, accepts=True).record.licence == "a-licence-of-ours"


# -- broken off, damaged


def test_a_stopped_import_goes_on_and_a_damaged_part_leaves_no_model(premises: Premises, stick: Path) -> None:
    path = model_file(stick / "a.gguf")
    bundle = bundle_of(stick, [path], ExportOptions(100_000))
    last = sorted((bundle / "model").iterdir())[-1]
    flip(last, 50)
    with pytest.raises(BundlePartError):
        take_in(premises, bundle)
    assert premises.library().models() == ()
    flip(last, 50)
    with pytest.raises(FetchCancelledError):
        take_in(premises, bundle, seen=Seen(goes_on=lambda done: done < 300_000))
    assert take_in(premises, bundle).files[0].read_bytes() == path.read_bytes()


def test_a_bundle_of_what_cannot_be_loaded_makes_no_model(premises: Premises, stick: Path) -> None:
    path = stick / "a.gguf"
    path.write_bytes(some(1))                       # begins like a GGUF
    with pytest.raises(GgufError):
        take_in(premises, bundle_of(stick, [path]))
    assert premises.library().models() == ()
