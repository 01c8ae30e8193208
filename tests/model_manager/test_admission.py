"""Who may have which model: the policy before the catalogue, the catalogue before its pins, those before the
licence; and what is kept of it.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from model_manager.acceptances import FILE as ACCEPTANCES
from model_manager.acceptances import Acceptance, Acceptances
from model_manager.admission import PINS, Candidate
from model_manager.errors import (
    FolderNotWritableError,
    LicenceNotAcceptedError,
    ModelBlockedError,
    ModelManagerError,
    SourceChangedError,
)
from model_manager.hub_files import HubFile, Listing
from model_manager.licences import Revenue, Standing, Usage, UserKind
from model_manager.policy import ModelPolicy
from model_manager.stated_usage import FILE, keep_usage
from tests.model_manager.fake_hub import COMMIT, REPO
from tests.model_manager.premises import PINNED, UNPINNED, Premises, Said

A, B = "a" * 64, "b" * 64
SIZE = 1000
COMPANY = Usage(UserKind.COMPANY, Revenue.BELOW_1_BILLION_YEN)
PERSONAL = Usage(UserKind.PERSONAL, None)


@pytest.fixture
def premises(tmp_path: Path) -> Premises:
    made = Premises(tmp_path / "user")
    made.say(Said(sha256=A, size=SIZE))
    return made


def listing(
    sha256: str = A, *, repo_id: str = REPO, revision: str = COMMIT, licence: str = "mit",
    architecture: str = "",
) -> Listing:  # fmt: skip
    """As a mirror tells it: without the architecture."""
    files = {name: HubFile(name, SIZE, sha256, "") for name in (PINNED, UNPINNED)}
    return Listing(repo_id, revision, files, {each: (each,) for each in files}, "", licence, architecture, 0)


def blocked_for(act: Callable[[], object]) -> str:
    with pytest.raises(ModelBlockedError) as caught:
        act()
    return caught.value.reason


def acceptances(premises: Premises) -> tuple[Acceptance, ...]:
    return Acceptances(premises.models.own / ACCEPTANCES).all()


def pins(premises: Premises) -> object:
    path = premises.models.own / PINS
    return json.loads(path.read_text()) if path.exists() else None


# -- an entry of the catalogue


def test_an_entry_is_wished_as_the_catalogue_knows_it(premises: Premises) -> None:
    wish = premises.admission().admit(listing(licence="other"), PINNED, "known", accepted=False)
    assert (wish.repo_id, wish.revision, [each.sha256 for each in wish.files]) == (REPO, COMMIT, [A])
    assert (wish.licence, wish.publisher) == ("MIT", "official")
    assert acceptances(premises) == ()


def test_a_file_that_changed_on_the_hub_is_refused_and_nothing_is_kept(premises: Premises) -> None:
    with pytest.raises(SourceChangedError):
        premises.admission().admit(listing(B), PINNED, "known", accepted=True)
    assert pins(premises) is None
    assert acceptances(premises) == ()


def test_what_the_catalogue_cannot_say_is_pinned_at_the_first_fetch(premises: Premises) -> None:
    admission = premises.admission()
    admission.admit(listing(A), UNPINNED, "known", accepted=False)
    assert pins(premises) == {"known": {UNPINNED: {"revision": COMMIT, "size": SIZE, "sha256": A}}}
    admission.admit(listing(A), UNPINNED, "known", accepted=False)
    with pytest.raises(SourceChangedError):
        admission.admit(listing(B), UNPINNED, "known", accepted=False)


def test_the_commit_of_the_first_fetch_is_asked_for_again(premises: Premises) -> None:
    premises.say(Said(revision=""))
    admission = premises.admission()
    entry = admission.rules.catalogue.models[0]
    assert admission.pinned_revision(entry, UNPINNED) == ""
    admission.admit(listing(), UNPINNED, "known", accepted=False)
    assert admission.pinned_revision(entry, UNPINNED) == COMMIT
    premises.say(Said(revision="d" * 40))
    assert premises.admission().pinned_revision(premises.admission().rules.catalogue.models[0], UNPINNED) == (
        "d" * 40
    )


@pytest.mark.parametrize("damage", ["[", "[]", '{"known": 3}', '{"known": {"model-Q8_0.gguf": 3}}'])
def test_damaged_pins_are_none(premises: Premises, damage: str) -> None:
    premises.models.own.mkdir(parents=True)
    (premises.models.own / PINS).write_text(damage)
    entry = premises.admission().rules.catalogue.models[0]
    assert premises.admission().pinned_revision(entry, UNPINNED) == COMMIT
    premises.admission().admit(listing(), PINNED, "known", accepted=False)


def test_an_entry_cannot_be_had_under_another_name(premises: Premises) -> None:
    """Asked for by repository, what the catalogue knows of it holds all the same."""
    premises.say(Said(sha256=A, size=SIZE, licence="cc-by-nc-4.0"))
    admission = premises.admission()
    premises.state(COMPANY)
    for repo_id, entry_id in ((REPO, ""), (REPO.upper(), ""), (REPO, "no-such-entry"), ("else/where", "")):
        reason = blocked_for(lambda r=repo_id, e=entry_id: admission.admit(  # type: ignore[misc]
            listing(repo_id=r, licence="mit"), PINNED, e, accepted=True
        ))  # fmt: skip
        assert reason == "noncommercial"
    premises.say(Said(sha256=A, size=SIZE))
    with pytest.raises(SourceChangedError):
        premises.admission().admit(listing(B), PINNED, "", accepted=True)


def test_an_entry_says_nothing_of_another_repository(premises: Premises) -> None:
    wish = premises.admission().admit(
        listing(B, repo_id="else/where", licence="apache-2.0"), PINNED, "known", accepted=False
    )
    assert (wish.licence, wish.publisher) == ("apache-2.0", "")


def test_another_commit_that_somebody_asks_for_has_other_files(premises: Premises) -> None:
    made = premises.admission().admit(listing(B, revision="e" * 40), PINNED, "", accepted=False)
    assert made.files[0].sha256 == B
    assert pins(premises) is None


# -- what nobody may have


def test_the_policy_forbids_by_digest(premises: Premises) -> None:
    for policy in (ModelPolicy(forbidden=frozenset([A])), ModelPolicy(allowed=frozenset([B]))):
        premises.policy = policy
        admission = premises.admission()
        reason = blocked_for(
            lambda a=admission: a.admit(listing(), PINNED, "known", accepted=True)  # type: ignore[misc]
        )
        assert reason == "policy"
    premises.policy = ModelPolicy(allowed=frozenset([A]))
    premises.admission().admit(listing(), PINNED, "known", accepted=False)


@pytest.mark.parametrize("told", [("plamo2", "llama"), ("", "plamo2"), ("llama", "plamo2")])
def test_an_architecture_with_a_fault_is_refused_whoever_tells_it(
    premises: Premises, told: tuple[str, str]
) -> None:
    """A mirror does not tell it; the catalogue does."""
    premises.say(Said(architecture=told[1]))
    here = listing(architecture=told[0])
    for entry_id in ("known", ""):
        reason = blocked_for(
            lambda e=entry_id: premises.admission().admit(here, PINNED, e, accepted=True)  # type: ignore[misc]
        )
        assert reason == "refused:rope_off"


def test_a_repository_and_an_entry_can_be_refused(premises: Premises) -> None:
    bad = listing(repo_id="maker/bad-gguf")
    reason = blocked_for(lambda: premises.admission().admit(bad, PINNED, "", accepted=True))
    assert reason == "refused:noncommercial_vendor"
    premises.say(Said(refused="broken", sha256=A, size=SIZE))
    for repo_id in (REPO, "else/where"):                    # there it is known by its digest
        here = listing(repo_id=repo_id)
        reason = blocked_for(
            lambda h=here: premises.admission().admit(h, PINNED, "", accepted=True)  # type: ignore[misc]
        )
        assert reason == "refused:broken"


def reason_of(error: ModelManagerError) -> str:
    return error.reason if isinstance(error, ModelBlockedError) else type(error).__name__


def test_the_reason_that_nobody_can_change_is_told_first(premises: Premises) -> None:
    """Everything is against it; one after the other is put right."""
    admission = premises.admission
    wrong = Said(refused="broken", sha256=A, size=SIZE, licence="cc-by-nc-4.0")
    premises.state(COMPANY)
    premises.policy = ModelPolicy(forbidden=frozenset([A, B]))
    told = []

    def attempt(sha256: str, *, accepted: bool = False) -> None:
        try:
            admission().admit(listing(sha256), PINNED, "known", accepted=accepted)
        except ModelManagerError as error:
            told.append(reason_of(error))

    premises.say(wrong)
    attempt(B)
    premises.policy = ModelPolicy()
    attempt(B)
    premises.say(Said(sha256=A, size=SIZE, licence="cc-by-nc-4.0"))
    attempt(B)
    attempt(A)
    premises.state(PERSONAL)
    attempt(A)
    attempt(A, accepted=True)
    assert told == [
        "policy", "refused:broken", "SourceChangedError", "noncommercial", "LicenceNotAcceptedError",
    ]  # fmt: skip


# -- licences


@pytest.mark.parametrize(
    ("licence", "usage", "expected"),
    [
        ("MIT", None, ""), ("MIT", COMPANY, ""),
        ("gemma", COMPANY, "accept"), ("gemma", PERSONAL, "accept"),
        ("cc-by-nc-4.0", COMPANY, "noncommercial"), ("cc-by-nc-4.0", PERSONAL, "accept"),
        ("cc-by-nc-4.0", Usage(UserKind.RESEARCH, None), "accept"), ("cc-by-nc-4.0", None, "not_stated"),
        ("plamo-community", COMPANY, "accept"),
        ("plamo-community", Usage(UserKind.COMPANY, Revenue.ABOVE_1_BILLION_YEN), "revenue"),
        ("plamo-community", Usage(UserKind.COMPANY, None), "not_stated"),
        ("llama2", COMPANY, "ask_vendor"), ("fugaku", COMPANY, "unread"),
    ],
)  # fmt: skip
def test_licences_by_user(premises: Premises, licence: str, usage: Usage | None, expected: str) -> None:
    premises.say(Said(sha256=A, size=SIZE, licence=licence))
    admission = premises.admission()
    if usage is not None:
        premises.state(usage)
    if expected not in ("", "accept"):
        reason = blocked_for(lambda: admission.admit(listing(), PINNED, "known", accepted=True))
        assert reason == expected
        assert acceptances(premises) == ()
        return
    if expected == "accept":
        with pytest.raises(LicenceNotAcceptedError) as caught:
            admission.admit(listing(), PINNED, "known", accepted=False)
        assert caught.value.licence == licence
        assert caught.value.page == admission.rules.licences[licence].text_url
        assert pins(premises) is None
    assert admission.admit(listing(), PINNED, "known", accepted=bool(expected)).licence == licence


def test_an_acceptance_is_kept_with_date_licence_and_model_and_asked_for_once(premises: Premises) -> None:
    premises.say(Said(sha256=A, size=SIZE, licence="gemma"))
    admission = premises.admission()
    before = datetime.now(UTC).replace(microsecond=0)
    wish = admission.admit(listing(), PINNED, "known", accepted=True)
    (kept,) = acceptances(premises)
    assert (kept.licence_id, kept.model_sha256, kept.model_name) == ("gemma", A, wish.name)
    assert kept.licence_sha256 == admission.rules.licences["gemma"].sha256
    assert before <= datetime.fromisoformat(kept.when) <= datetime.now(UTC)
    admission.admit(listing(), PINNED, "known", accepted=False)
    assert acceptances(premises) == (kept,)
    assert admission.verdict(["gemma"]).standing is Standing.USABLE


@pytest.mark.parametrize("licence", ["other", ""])
def test_a_licence_that_nobody_read_is_accepted_for_one_model_alone(premises: Premises, licence: str) -> None:
    """`other` means another text for every model."""
    premises.say(Said())
    admission = premises.admission()
    premises.state(PERSONAL)
    first = listing(A, repo_id="some/one", licence=licence)
    second = listing(B, repo_id="some/other", licence=licence)
    with pytest.raises(LicenceNotAcceptedError):
        admission.admit(first, PINNED, "", accepted=False)
    admission.admit(first, PINNED, "", accepted=True)
    assert [each.licence_id for each in acceptances(premises)] == [licence or "unstated"]
    admission.admit(first, PINNED, "", accepted=False)
    with pytest.raises(LicenceNotAcceptedError):
        admission.admit(second, PINNED, "", accepted=False)
    premises.state(COMPANY)
    assert blocked_for(lambda: admission.admit(second, PINNED, "", accepted=True)) == "unread"


def test_a_hub_writes_licences_in_any_case(premises: Premises) -> None:
    assert [each.id for each in premises.admission().licences_of(["apache-2.0", "MIT", "", "mine"])] == [
        "Apache-2.0", "MIT", "mine",
    ]  # fmt: skip
    assert premises.admission().read_licences("APACHE-2.0") == ("Apache-2.0",)
    assert premises.admission().read_licences("mine") == ()
    assert premises.admission().read_licences("") == ()


# -- what is kept


def test_the_usage_is_kept_and_a_damaged_one_is_asked_for_again(premises: Premises) -> None:
    admission = premises.admission()
    assert admission.usage() is None
    premises.state(COMPANY)
    assert premises.admission().usage() == COMPANY
    kept = premises.inventory.parent / FILE
    assert kept.stat().st_mode & 0o777 == 0o600
    assert not premises.models.own.exists()
    for damaged in ('{"kind": "company"}', "[", '{"kind": {}, "revenue": []}', "1" * 5000):
        kept.write_text(damaged)
        assert admission.usage() is None


def test_a_folder_that_cannot_be_written_is_an_error_of_ours(premises: Premises) -> None:
    in_the_way = premises.folder / "in the way"
    in_the_way.write_text("a file")
    with pytest.raises(FolderNotWritableError):
        keep_usage(in_the_way, COMPANY)
    (premises.models.own / PINS).mkdir(parents=True)
    with pytest.raises(FolderNotWritableError):
        premises.admission().admit(listing(), UNPINNED, "known", accepted=False)


# -- at the network, where nobody may know who uses the models


def test_what_was_judged_elsewhere_is_judged_no_more(premises: Premises) -> None:
    premises.say(Said(sha256=A, size=SIZE, licence="cc-by-nc-4.0"))
    at_the_network = replace(premises.admission(), stated=PERSONAL)
    premises.state(COMPANY)
    assert at_the_network.usage() == PERSONAL
    with pytest.raises(LicenceNotAcceptedError):
        at_the_network.admit(listing(), PINNED, "known", accepted=False, judged=("CC-BY-NC-4.0",))
    at_the_network.admit(listing(), PINNED, "known", accepted=True, judged=("CC-BY-NC-4.0",))
    assert [each.licence_id for each in acceptances(premises)] == ["cc-by-nc-4.0"]


def test_a_licence_that_nobody_judged_is_none_that_was_accepted(premises: Premises) -> None:
    """The hub names another one by now, or the catalogue knows the file by its digest."""
    premises.say(Said(sha256=A, size=SIZE, licence="cc-by-nc-4.0"))
    for here, judged in ((listing(repo_id="else/where", licence="mit"), ("mit",)), (listing(), ())):
        with pytest.raises(LicenceNotAcceptedError) as caught:
            premises.admission().admit(here, PINNED, "", accepted=True, judged=judged)
        assert caught.value.licence == "cc-by-nc-4.0"
    assert acceptances(premises) == ()


def test_an_acceptance_given_outside_the_folder_of_models_counts(premises: Premises) -> None:
    premises.say(Said(sha256=A, size=SIZE, licence="gemma"))
    outside = replace(premises.admission(), notes=premises.inventory.parent)
    outside.require_licences(Candidate("m", REPO, "llama", ("gemma",), (A,)), accepted=True)
    assert not premises.models.own.exists()
    premises.admission().admit(listing(), PINNED, "known", accepted=False)


def test_a_file_without_a_digest_is_on_no_list(premises: Premises) -> None:
    premises.policy = ModelPolicy(allowed=frozenset([A]))
    candidate = Candidate("m", REPO, "llama", ("MIT",), ("",))
    assert blocked_for(lambda: premises.admission().require(candidate)) == "policy"
