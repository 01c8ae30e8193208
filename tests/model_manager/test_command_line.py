"""Every command, for people and for programs, and the exit codes that are documented."""

import os
from pathlib import Path

import pytest

from model_manager.acceptances import FILE as ACCEPTANCES
from model_manager.acceptances import Acceptances
from model_manager.command_line import (
    DISK,
    DONE,
    FAILED,
    NETWORK,
    NOT_PERMITTED,
    NOT_VERIFIED,
)
from model_manager.inventory import identity_of
from model_manager.policy import ModelPolicy
from model_manager.signing import new_key_pair
from tests import gguf_files
from tests.model_manager.bundling import flip
from tests.model_manager.fake_hub import COMMIT, REPO, FakeHub
from tests.model_manager.fake_proxy import FakeProxy, running_proxy
from tests.model_manager.premises import PINNED, UNPINNED, Premises, Said, model_file, sha256_of
from tests.model_manager.rewritten_models import parts_of
from tests.model_manager.shelves import some, stored
from tests.model_manager.typing_in import Keyboard

# -- list, usage, ledger


def test_list_shows_what_is_here_and_the_catalogue(keyboard: Keyboard, source: Path) -> None:
    keyboard.types("import", str(source))
    bodies = keyboard.asks("list").bodies
    assert [each["kind"] for each in bodies] == ["here", "catalogue", "government"]
    assert bodies[0]["identity"] == sha256_of(source)
    assert bodies[0]["unchanged"] is True
    assert (bodies[1]["id"], bodies[1]["standing"]) == ("known", "usable")
    assert bodies[2]["name"] == "政府モデル"
    text = keyboard.types("list").out
    assert f"{sha256_of(source)[:12]}  試験モデル" in text
    assert "weights not public" in text
    assert [each["kind"] for each in keyboard.asks("list", "--here").bodies] == ["here"]


def test_list_tells_a_size_that_is_not_on_record_as_an_estimate(
    keyboard: Keyboard, premises: Premises
) -> None:
    assert "  ?  usable" in keyboard.types("list").out
    premises.say(Said(size=1 << 30))
    assert "  1.1 GB  usable" in keyboard.types("list").out
    assert keyboard.asks("list").bodies[0]["files"][1]["likely_size"] == round((1 << 30) / 4.9 * 8.5)
    premises.say(Said(parameters=8_000_000_000))
    assert "  ~4.9 GB  usable" in keyboard.types("list").out


def test_list_judges_by_the_usage(keyboard: Keyboard, premises: Premises) -> None:
    premises.say(Said(licence="cc-by-nc-4.0"))
    assert keyboard.types("usage").out == "nobody has said yet\n"
    standings = [keyboard.asks("list").bodies[0]["standing"]]
    for user in (["company", "--revenue", "below_1_billion_yen"], ["research"], ["personal"]):
        assert keyboard.types("usage", *user).code == DONE
        standings.append(keyboard.asks("list").bodies[0]["standing"])
    assert standings == ["unknown", "blocked", "acceptance", "acceptance"]
    assert keyboard.asks("usage").last == {"usage": {"kind": "personal", "revenue": None}}
    assert keyboard.types("usage", "company", "--revenue", "above_1_billion_yen").out == (
        "company above_1_billion_yen\n"
    )


def test_the_ledger_tells_what_went_over_the_network(keyboard: Keyboard, served: FakeHub) -> None:
    assert keyboard.types("ledger").out == ""
    keyboard.types("show", REPO)
    keyboard.types("fetch", "known")
    told = keyboard.asks("ledger").bodies
    assert {each["click"] for each in told} == {f"show {REPO}", "fetch known", f"fetch {REPO}"}
    assert {each["host"] for each in told} == {f"127.0.0.1:{served.port}"}
    assert sum(each["received"] for each in told) > len(served.files[PINNED].data)
    assert f"fetch {REPO}" in keyboard.types("ledger").out


# -- search, show


def test_search_is_not_reviewed(keyboard: Keyboard, served: FakeHub) -> None:
    served.hits = [{"id": REPO, "gated": "manual", "tags": ["gguf", "license:mit", "license:\x1b[2J"]}]
    found = keyboard.asks("search", "MODEL")
    assert (found.code, found.last["repo_id"], found.last["reviewed"]) == (DONE, REPO, False)
    text = keyboard.types("search", "model", "--sort", "likes", "--limit", "3")
    assert text.out == f"{REPO}  mit  manual\n"
    assert text.notes == "Nobody here has reviewed these repositories.\n"
    assert "limit=3" in served.requests[-1].path
    assert "sort=likes" in served.requests[-1].path
    assert keyboard.types("search", "nothing").out == ""


def test_show_tells_files_quantisations_and_standing(keyboard: Keyboard, served: FakeHub) -> None:
    served.gated = "auto"
    bodies = keyboard.asks("show", REPO).bodies
    assert [(each["file"], each["quantisation"], each["standing"]) for each in bodies] == [
        (PINNED, "Q4_K_M", "usable"), (UNPINNED, "Q8_0", "usable"),
    ]  # fmt: skip
    assert bodies[0]["size"] == len(served.files[PINNED].data)
    text = keyboard.types("show", "known")
    assert [line.split()[:2] for line in text.out.splitlines()] == [[PINNED, "Q4_K_M"], [UNPINNED, "Q8_0"]]
    assert f"{served.endpoint}/{REPO}" in text.notes
    assert "This model may be used." in text.notes
    assert "このモデルは使えます。" in keyboard.types("show", "known", language="ja").notes


def test_show_tells_why_a_model_may_not_be_used(keyboard: Keyboard, premises: Premises) -> None:
    premises.say(Said(licence="cc-by-nc-4.0"))
    keyboard.types("usage", "company")
    told = keyboard.asks("show", "known").bodies[0]
    assert (told["standing"], told["reason"]) == ("blocked", "noncommercial")
    assert "does not allow commercial use" in keyboard.types("show", "known").notes


def test_a_card_of_the_government_says_how_it_stands_without_a_network(premises: Premises) -> None:
    premises.policy = ModelPolicy(network=False)
    keyboard = Keyboard(premises)
    text = keyboard.types("show", "card")
    assert text.code == DONE
    assert text.out.splitlines() == [
        "政府モデル", "Its weights are not public.", "By a contract with the maker.", "A smaller one.",
        "The nearest model that can be fetched: known",
    ]  # fmt: skip
    assert "重みは公開されていません。" in keyboard.types("show", "card", language="ja").out
    assert keyboard.asks("show", "card").last["how_to_get"]["ja"] == "契約します。"
    fetched = keyboard.types("fetch", "card")
    assert (fetched.code, fetched.out, fetched.notes) == (FAILED, text.out, "")


# -- fetch


def test_fetch_an_entry(keyboard: Keyboard, premises: Premises, source: Path, served: FakeHub) -> None:
    premises.say(Said(sha256=sha256_of(source), size=source.stat().st_size))
    done = keyboard.asks("fetch", "known").last
    assert (done["event"], done["identity"], done["publisher"]) == ("done", sha256_of(source), "official")
    assert (done["revision"], done["source"]) == (COMMIT, f"127.0.0.1:{served.port}")
    assert Path(done["files"][0]).read_bytes() == source.read_bytes()
    asked = len(served.gets())
    assert keyboard.types("fetch", "known").code == DONE            # it is here
    assert len(served.gets()) == asked


@pytest.mark.parametrize("wanted", ["Q8_0", "q8_0", UNPINNED])
def test_fetch_a_file_by_its_quantisation(keyboard: Keyboard, served: FakeHub, wanted: str) -> None:
    done = keyboard.asks("fetch", REPO, wanted).last
    assert done["identity"] == served.files[UNPINNED].sha256
    assert keyboard.asks("fetch", "known", wanted).last["identity"] == served.files[UNPINNED].sha256


def test_fetch_a_split_model_in_a_folder(
    keyboard: Keyboard, premises: Premises, served: FakeHub, tmp_path: Path
) -> None:
    paths = parts_of(tmp_path / "split")
    for each in paths:
        served.add(f"BF16/m-BF16{each.name[1:]}", each.read_bytes())
    served.answer = lambda handler, time: handler.refuse(404) if "00003-of" in handler.path else False
    assert keyboard.types("fetch", REPO, "bf16").code == NETWORK
    assert premises.library().models() == ()
    served.answer = None
    before = len(served.gets())
    done = keyboard.asks("fetch", REPO, "bf16").last
    assert len(served.gets()) == before + 1             # what was verified is not fetched again
    assert [Path(each).read_bytes() for each in done["files"]] == [each.read_bytes() for each in paths]
    assert done["identity"] == identity_of([sha256_of(each) for each in paths])


def test_fetch_needs_to_know_which_file(keyboard: Keyboard, premises: Premises) -> None:
    for wanted in ([REPO], [REPO, "Q2_K"]):
        failed = keyboard.asks("fetch", *wanted)
        assert (failed.code, failed.last["error"]) == (NETWORK, "EntryMissingError")
    assert premises.library().models() == ()


def test_a_licence_is_accepted_once(keyboard: Keyboard, premises: Premises, source: Path) -> None:
    premises.say(Said(sha256=sha256_of(source), licence="gemma"))
    refused = keyboard.asks("fetch", "known")
    assert (refused.code, refused.last["error"]) == (NOT_PERMITTED, "LicenceNotAcceptedError")
    assert refused.last["facts"]["licence"] == "gemma"
    assert keyboard.types("fetch", "known", "--accept-licence").code == DONE
    (kept,) = Acceptances(premises.models.own / ACCEPTANCES).all()
    assert (kept.licence_id, kept.model_sha256) == ("gemma", sha256_of(source))
    assert keyboard.types("fetch", "known").code == DONE


def test_a_blocked_model_says_why_in_words(keyboard: Keyboard, premises: Premises, served: FakeHub) -> None:
    premises.say(Said(licence="cc-by-nc-4.0"))
    refused = keyboard.types("fetch", "known", "--accept-licence")
    assert refused.code == NOT_PERMITTED
    assert "state first who you are" in refused.notes
    keyboard.types("usage", "company")
    assert "does not allow commercial use" in keyboard.types("fetch", "known", "--accept-licence").notes
    premises.say(Said(architecture="plamo2"))
    for language, why in (("en", "loses parts of the text"), ("ja", "抜け落ちる")):
        said = keyboard.types("fetch", "known", language=language).notes
        assert why in said
        assert "rope_off" not in said                       # that is for programs
    assert served.gets() == []


def test_a_header_with_a_refused_architecture_makes_no_model(
    keyboard: Keyboard, premises: Premises, served: FakeHub, tmp_path: Path
) -> None:
    """The hub said llama; the file says what it is."""
    served.add(PINNED, model_file(tmp_path / "plamo.gguf", architecture="plamo2").read_bytes())
    assert keyboard.types("fetch", "known").code == NOT_PERMITTED
    assert premises.library().models() == ()


def test_a_file_that_changed_on_the_hub_is_not_fetched(
    keyboard: Keyboard, premises: Premises, served: FakeHub
) -> None:
    premises.say(Said(sha256="a" * 64))
    changed = keyboard.asks("fetch", "known")
    assert (changed.code, changed.last["error"]) == (NOT_VERIFIED, "SourceChangedError")
    premises.say(Said(revision=""))
    assert keyboard.types("fetch", "known").code == DONE
    served.add(PINNED, some(5))                         # pinned at the first fetch
    assert keyboard.types("fetch", "known").code == NOT_VERIFIED
    assert len(served.gets()) == 1


def test_a_gated_repository_says_where_its_terms_are(keyboard: Keyboard, served: FakeHub) -> None:
    served.answer = lambda handler, _: handler.refuse(403, "GatedRepo")
    refused = keyboard.asks("fetch", "known")
    assert (refused.code, refused.last["error"]) == (NOT_PERMITTED, "RepositoryGatedError")
    assert refused.last["facts"]["page"] == f"{served.endpoint}/{REPO}"


def descriptor_with(data: bytes) -> int:
    reading, writing = os.pipe()
    os.write(writing, data)
    os.close(writing)
    return reading


def test_a_token_comes_from_a_descriptor_alone(keyboard: Keyboard, served: FakeHub) -> None:
    descriptor = descriptor_with(b" hf_mine\n")
    assert keyboard.types("--token-fd", str(descriptor), "show", REPO).code == DONE
    sent = {key.lower(): value for key, value in served.requests[-1].headers.items()}
    assert sent["authorization"] == "Bearer hf_mine"


@pytest.mark.parametrize("token", ["トークン".encode(), b"a\nb", b"\xff\xfe", b"a\x00b"])
def test_a_token_that_no_header_carries_is_never_sent(
    keyboard: Keyboard, served: FakeHub, token: bytes
) -> None:
    refused = keyboard.asks("--token-fd", str(descriptor_with(token)), "show", REPO)
    assert (refused.code, refused.last["error"]) == (NETWORK, "TokenRefusedError")
    assert served.requests == []


def test_a_descriptor_that_is_none_is_an_error_of_ours(keyboard: Keyboard, served: FakeHub) -> None:
    for option in ("--token-fd", "--proxy-password-fd"):
        assert keyboard.types(option, "987", "show", REPO).code == FAILED
    assert served.requests == []


def test_a_proxy_in_the_environment_is_only_offered(keyboard: Keyboard) -> None:
    with running_proxy(FakeProxy("me", "secret")) as proxy:
        keyboard.changes["find_proxy"] = lambda: proxy.address
        offered = keyboard.types("show", REPO)
        assert offered.code == DONE
        assert f"A proxy was found ({proxy.address}); --proxy environment uses it." in offered.notes
        assert keyboard.asks("show", REPO).notes == ""
        assert proxy.asked == []
        used = ["--proxy", "environment", "--proxy-user", "me"]
        refused = keyboard.asks(*used, "show", REPO)
        assert (refused.code, refused.last["error"]) == (NETWORK, "ProxyError")
        password = str(descriptor_with(b"secret\n"))
        assert keyboard.types(*used, "--proxy-password-fd", password, "show", REPO).code == DONE
        assert len(proxy.asked) == 2


def test_a_mirror_of_the_environment_is_asked(premises: Premises, served: FakeHub) -> None:
    keyboard = Keyboard(premises, changes={"endpoint_offered": served.endpoint})
    assert keyboard.types("show", REPO).code == DONE


def test_network_off_by_policy(keyboard: Keyboard, premises: Premises, served: FakeHub, source: Path) -> None:
    premises.policy = ModelPolicy(network=False)
    for command in (["search", "x"], ["show", REPO], ["fetch", "known"]):
        refused = keyboard.asks(*command)
        assert (refused.code, refused.last["error"]) == (NOT_PERMITTED, "NetworkOffError")
    assert served.requests == []
    assert keyboard.types("import", str(source)).code == DONE
    assert keyboard.types("verify").code == DONE


# -- import, export


def test_import_a_file_and_tell_of_another_template(
    keyboard: Keyboard, premises: Premises, tmp_path: Path
) -> None:
    source = model_file(tmp_path / "own.gguf", template=gguf_files.LLAMA_3)
    premises.say(Said(sha256=sha256_of(source)))
    made = keyboard.types("import", str(source))
    assert made.code == DONE
    assert "“llama-3”" in made.notes
    assert "“chatml”" in made.notes
    assert made.out.splitlines()[-1] == f"既知モデル 1B is here and verified ({sha256_of(source)[:12]})."


def test_import_by_reference(keyboard: Keyboard, source: Path) -> None:
    made = keyboard.asks("import", "--reference", str(source)).last
    assert (made["place"], made["files"]) == ("reference", [str(source)])
    assert keyboard.asks("list", "--here").last["place"] == "reference"


def test_import_what_may_not_be_used(keyboard: Keyboard, premises: Premises, source: Path) -> None:
    premises.say(Said(sha256=sha256_of(source), licence="gemma"))
    for how in ([], ["--reference"]):
        assert keyboard.types("import", *how, str(source)).code == NOT_PERMITTED
        assert keyboard.types("import", *how, "--accept-licence", str(source)).code == DONE
        (premises.models.own / ACCEPTANCES).unlink()


def test_export_and_import_on_another_computer(keyboard: Keyboard, source: Path, tmp_path: Path) -> None:
    secret, public = new_key_pair()
    key, public_key = tmp_path / "key", tmp_path / "key.pub"
    secret.write(key)
    public_key.write_text(public.text)
    stick = tmp_path / "stick"
    stick.mkdir()
    keyboard.types("import", str(source))
    for parts in ([], ["--fat32"], ["--part-size", "100000"]):
        done = keyboard.asks("export", "試験モデル", str(stick), "--key", str(key), *parts).last
        assert done["event"] == "exported"
        other = Keyboard(Premises(tmp_path / f"other{len(parts)}{parts[:1]}", ModelPolicy(network=False)))
        taken = other.asks("import", done["folder"], "--public-key", str(public_key)).last
        assert (taken["identity"], taken["source"]) == (sha256_of(source), "bundle")
    (bundle,) = stick.iterdir()
    flip(next(bundle.rglob("*.0002")), 5)
    damaged = Keyboard(Premises(tmp_path / "last")).asks("import", str(bundle))
    assert (damaged.code, damaged.last["error"]) == (NOT_VERIFIED, "BundlePartError")


def test_export_to_a_stick_that_is_not_there(keyboard: Keyboard, source: Path, tmp_path: Path) -> None:
    keyboard.types("import", str(source))
    assert keyboard.types("export", "試験モデル", str(tmp_path / "none")).code == DISK
    assert not (tmp_path / "none").exists()


# -- verify, remove


def test_verify_all_and_one(keyboard: Keyboard, premises: Premises, source: Path) -> None:
    keyboard.types("import", str(source))
    keyboard.types("fetch", REPO, UNPINNED)
    good, bad = premises.library().models()
    assert {each["event"] for each in keyboard.asks("verify").bodies} == {"verified"}
    bad.files[0].chmod(0o644)
    flip(bad.files[0], 1000)
    told = keyboard.asks("verify")
    assert told.code == NOT_VERIFIED
    assert [(each["identity"], each["event"]) for each in told.bodies] == [
        (good.identity, "verified"), (bad.identity, "damaged"),
    ]  # fmt: skip
    assert keyboard.types("verify", good.identity[:8]).code == DONE
    assert "damaged" in keyboard.types("verify", bad.identity).out
    bad.files[0].unlink()
    missing = keyboard.asks("verify", bad.identity[:6])
    assert (missing.code, missing.last["damaged"]) == (NOT_VERIFIED, [str(bad.files[0])])


def test_a_model_is_meant_by_one_name_alone(keyboard: Keyboard, premises: Premises) -> None:
    first = stored(premises.models, {"a.gguf": some(1)})
    stored(premises.models, {"b.gguf": some(2)}, "other/b-gguf")
    assert keyboard.types("verify", "m").code == FAILED             # two are called so
    assert keyboard.types("verify", first.identity[:5]).code == FAILED
    assert keyboard.types("verify", "").code == FAILED
    for name in (first.identity, first.identity[:6].upper(), "a.gguf", REPO):
        assert keyboard.asks("verify", name).last["identity"] == first.identity
