"""Who may use which model: the licences that ship, the verdicts over them, and their words."""

import itertools
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model_manager.admission import Admission
from model_manager.catalogue import read_catalogue
from model_manager.errors import CatalogueError
from model_manager.licences import (
    Licence,
    Revenue,
    Standing,
    Usage,
    UserKind,
    Verdict,
    accept_usage,
    judge,
    licence_hash,
    read_licences,
    reason_words,
    unknown_licence,
    usage_to_dict,
)
from model_manager.policy import ModelPolicy
from model_manager.rules import read_rules
from tests.sources import ROOT

FOLDER = ROOT / "resources" / "licences"
IDS = {
    "MIT", "Apache-2.0", "llama3", "llama3.1", "llama3.2", "llama3.3", "gemma", "plamo-community", "lfm-1.0",
    "sarashina-nc", "cc-by-nc-4.0", "cc-by-nc-sa-4.0", "cc-by-nc-nd-4.0", "llama2", "nvidia-nemotron",
    "fugaku",
}  # fmt: skip
KNOWN = read_licences(FOLDER)
ALL_ACCEPTED = {each.sha256 for each in KNOWN.values()}
SMALL = Usage(UserKind.COMPANY, Revenue.BELOW_1_BILLION_YEN)
LARGE = Usage(UserKind.COMPANY, Revenue.ABOVE_1_BILLION_YEN)
COMPANY = Usage(UserKind.COMPANY, None)
RESEARCH = Usage(UserKind.RESEARCH, None)
PERSONAL = Usage(UserKind.PERSONAL, None)
USAGES = [None, SMALL, LARGE, COMPANY, RESEARCH, PERSONAL]


def test_the_licences_of_every_entry_and_refusal_are_there() -> None:
    assert {each.id for each in KNOWN.values()} == IDS <= set(KNOWN)
    read_catalogue(ROOT / "resources" / "catalogue.toml", KNOWN)


def test_texts_that_ship_are_the_texts() -> None:
    assert (FOLDER / "Apache-2.0.txt").read_bytes() == (ROOT / "LICENSE").read_bytes()
    mit = (FOLDER / "MIT.txt").read_text()
    assert mit.startswith("MIT License")
    assert 'THE SOFTWARE IS PROVIDED "AS IS"' in mit
    assert {each.id for each in KNOWN.values() if each.text_file} == {"MIT", "Apache-2.0"}


def test_everybody_but_mit_and_apache_wants_acceptance() -> None:
    assert {each.id for each in KNOWN.values() if not each.needs_acceptance} == {"MIT", "Apache-2.0"}


@pytest.mark.parametrize(
    ("licence_id", "words"),
    [
        ("llama3", "Built with Meta Llama 3"),
        ("llama3.1", "Built with Llama"),
        ("llama3.2", "Built with Llama"),
        ("llama3.3", "Built with Llama"),
        (
            "llama3.1",
            "Llama 3.1 is licensed under the Llama 3.1 Community License, "
            "Copyright © Meta Platforms, Inc. All Rights Reserved.",
        ),
        (
            "gemma",
            "Gemma is provided under and subject to the Gemma Terms of Use found at "
            "ai.google.dev/gemma/terms",
        ),
        ("plamo-community", "Built with PLaMo"),
    ],
)
def test_notices_that_must_be_shown_as_they_are(licence_id: str, words: str) -> None:
    assert any(each.ja == each.en == words for each in KNOWN[licence_id].notices)


def test_limits() -> None:
    assert {each.id: each.limit_yen for each in KNOWN.values() if each.limit_yen} == {
        "plamo-community": 1_000_000_000,
        "lfm-1.0": 1_500_000_000,
    }
    assert "10億円" in KNOWN["plamo-community"].limit_words.ja
    assert "US$10 million" in KNOWN["lfm-1.0"].limit_words.en
    assert {each.id for each in KNOWN.values() if not each.read} == {"nvidia-nemotron", "fugaku"}


VERDICTS = [
    # licence, then: not stated, small company, large company, company, research, personal
    ("MIT", "usable usable usable usable usable usable"),
    ("Apache-2.0", "usable usable usable usable usable usable"),
    ("llama3", "usable usable usable usable usable usable"),
    ("llama3.1", "usable usable usable usable usable usable"),
    ("llama3.2", "usable usable usable usable usable usable"),
    ("llama3.3", "usable usable usable usable usable usable"),
    ("gemma", "usable usable usable usable usable usable"),
    ("plamo-community", "not_stated usable revenue not_stated usable usable"),
    ("lfm-1.0", "not_stated usable revenue not_stated usable usable"),
    ("sarashina-nc", "not_stated noncommercial noncommercial noncommercial usable usable"),
    ("cc-by-nc-4.0", "not_stated noncommercial noncommercial noncommercial usable usable"),
    ("cc-by-nc-sa-4.0", "not_stated noncommercial noncommercial noncommercial usable usable"),
    ("cc-by-nc-nd-4.0", "not_stated noncommercial noncommercial noncommercial usable usable"),
    ("llama2", "not_stated ask_vendor ask_vendor ask_vendor usable usable"),
    ("nvidia-nemotron", "not_stated unread unread unread usable usable"),
    ("fugaku", "not_stated unread unread unread usable usable"),
]
STANDINGS = {"usable": Standing.USABLE, "not_stated": Standing.UNKNOWN}


@pytest.mark.parametrize(
    ("licence_id", "usage", "expected"),
    [
        (licence_id, usage, expected)
        for licence_id, row in VERDICTS
        for usage, expected in zip(USAGES, row.split(), strict=True)
    ],
)
def test_verdicts_once_everything_is_accepted(licence_id: str, usage: Usage | None, expected: str) -> None:
    verdict = judge([KNOWN[licence_id]], "", usage, ALL_ACCEPTED)
    assert verdict.standing is STANDINGS.get(expected, Standing.BLOCKED)
    assert verdict.reason == ("" if expected == "usable" else expected)
    assert verdict.licences == (() if expected == "usable" else (licence_id,))


def test_every_licence_has_its_verdicts() -> None:
    assert {licence_id for licence_id, _ in VERDICTS} == IDS


@pytest.mark.parametrize(
    ("written", "licence_id"),
    [
        ("mit", "MIT"), ("apache-2.0", "Apache-2.0"), ("Apache 2.0", "Apache-2.0"), ("Llama3.1", "llama3.1"),
        ("lfm1.0", "lfm-1.0"), ("plamo-community-license", "plamo-community"),
        ("PLaMo Community License", "plamo-community"), ("CC-BY-NC-4.0", "cc-by-nc-4.0"),
        ("cc-by-nc-sa", "cc-by-nc-sa-4.0"), ("CC BY-NC-ND 4.0", "cc-by-nc-nd-4.0"),
        ("sarashina-model-noncommercial-license", "sarashina-nc"),
        ("NVIDIA Nemotron Open Model License", "nvidia-nemotron"), ("Fugaku-LLM Terms of Use", "fugaku"),
    ],
)  # fmt: skip
def test_a_licence_is_known_by_what_hubs_and_files_call_it(
    tmp_path: Path, written: str, licence_id: str
) -> None:
    admission = Admission(read_rules(ROOT / "resources"), ModelPolicy(), tmp_path)
    assert admission.read_licences(written) == (licence_id,)
    assert [each.id for each in admission.licences_of([written])] == [licence_id]


def test_acceptance_is_asked_for_each_licence_and_only_for_those_missing() -> None:
    both = [KNOWN["llama3.1"], KNOWN["gemma"]]
    assert judge(both, "", LARGE, set()) == Verdict(Standing.ACCEPTANCE, "", ("llama3.1", "gemma"))
    one = {KNOWN["llama3.1"].sha256}
    assert judge(both, "", LARGE, one) == Verdict(Standing.ACCEPTANCE, "", ("gemma",))
    assert judge(both, "", LARGE, ALL_ACCEPTED).standing is Standing.USABLE
    mixed = [KNOWN["Apache-2.0"], KNOWN["gemma"]]
    assert judge(mixed, "", None, set()) == Verdict(Standing.ACCEPTANCE, "", ("gemma",))


def test_the_worst_licence_decides() -> None:
    three = [KNOWN["MIT"], KNOWN["lfm-1.0"], KNOWN["cc-by-nc-4.0"]]
    assert judge(three, "", COMPANY, set()) == Verdict(Standing.BLOCKED, "noncommercial", ("cc-by-nc-4.0",))
    assert judge(three, "", None, set()).licences == ("lfm-1.0", "cc-by-nc-4.0")


def test_a_refusal_blocks_whatever_the_licence_says() -> None:
    for usage in USAGES:
        verdict = judge([KNOWN["MIT"]], "rope_off", usage, ALL_ACCEPTED)
        assert verdict == Verdict(Standing.BLOCKED, "refused:rope_off", ("MIT",))


def test_an_unknown_licence_and_none_at_all_keep_companies_off() -> None:
    strange = unknown_licence("strange-1.0")
    assert judge([strange], "", SMALL, {strange.sha256}).reason == "unread"
    assert judge([], "", SMALL, ALL_ACCEPTED) == Verdict(Standing.BLOCKED, "unread", ("unstated",))
    assert judge([], "", None, ALL_ACCEPTED).standing is Standing.UNKNOWN
    assert judge([strange], "", PERSONAL, ALL_ACCEPTED) == Verdict(
        Standing.ACCEPTANCE, "unread", ("strange-1.0",)
    )
    assert judge([strange], "", PERSONAL, {strange.sha256}).standing is Standing.USABLE
    assert unknown_licence("other").sha256 != strange.sha256


def test_a_licence_without_a_hash_is_never_accepted() -> None:
    bare = replace(KNOWN["gemma"], sha256="")
    assert judge([bare], "", PERSONAL, {""}).standing is Standing.ACCEPTANCE


def test_a_limit_below_the_band_blocks_every_company() -> None:
    low = replace(KNOWN["lfm-1.0"], limit_yen=1)
    assert judge([low], "", SMALL, {low.sha256}).reason == "revenue"


@pytest.mark.parametrize("usage", USAGES[1:])
def test_a_usage_survives_its_json(usage: Usage) -> None:
    assert accept_usage(usage_to_dict(usage)) == usage


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(list(UserKind)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=200)
@given(JSON | st.fixed_dictionaries({"kind": JSON, "revenue": JSON}))
def test_no_malformed_usage_is_taken(untrusted: object) -> None:
    usage = accept_usage(untrusted)
    assert usage is None or usage_to_dict(usage) == untrusted


def every_verdict() -> list[Verdict]:
    found = [
        judge(list(pair), "", usage, accepted)
        for pair in itertools.combinations([*KNOWN.values(), unknown_licence("x")], 2)
        for usage in USAGES
        for accepted in (set[str](), ALL_ACCEPTED)
    ]
    catalogue = read_catalogue(ROOT / "resources" / "catalogue.toml")
    codes = {each.reason for each in catalogue.refusals} | {each.refused for each in catalogue.models} - {""}
    return sorted({*found, *(judge([KNOWN["MIT"]], code, SMALL, ()) for code in codes)}, key=str)


def test_every_reason_has_words_of_its_own_in_both_languages() -> None:
    words = {(each.standing, each.reason): reason_words(each) for each in every_verdict()}
    assert {reason for _, reason in words} >= {
        "", "not_stated", "noncommercial", "revenue", "ask_vendor", "unread", "refused:rope_off",
        "refused:diffusion", "refused:noncommercial_vendor", "refused:unread", "refused:ask_vendor",
    }  # fmt: skip
    assert len({each.ja for each in words.values()}) == len(words)
    assert len({each.en for each in words.values()}) == len(words)
    for each in words.values():
        assert re.search(r"[ぁ-ん]", each.ja)
        assert each.ja.endswith("。")
        assert each.ja.count("。") == 1
        assert each.en.isascii()
        assert each.en.endswith(".")


def test_standings_without_a_reason_and_unknown_codes_have_words() -> None:
    for standing in Standing:
        assert reason_words(Verdict(standing, "", ())).en
    assert reason_words(Verdict(Standing.BLOCKED, "refused:unheard", ())).ja


LICENCES = """\
[[licence]]
id = "L"
name = "Licence"
text_file = "L.txt"
text_url = "https://example.com/l"
commercial = "yes"
needs_acceptance = true

[[licence.notice]]
ja = "表示"
en = "A notice"

[[licence]]
id = "M"
name = "Another"
text_file = ""
text_url = "https://example.com/m"
commercial = "below"
limit_yen = 10
limit_words.ja = "まで"
limit_words.en = "up to"
needs_acceptance = false
read = false
"""


def read(folder: Path, listed: str = LICENCES, text: bytes = b"You may.\nOr not.\n") -> dict[str, Licence]:
    (folder / "licences.toml").write_text(listed, encoding="utf-8")
    (folder / "L.txt").write_bytes(text)
    return read_licences(folder)


def test_the_hash_changes_with_text_address_and_notices(tmp_path: Path) -> None:
    first = read(tmp_path)
    assert first["L"].sha256 == licence_hash(first["L"], tmp_path)
    assert read(tmp_path, text=b"You may.\r\nOr not.\r\n") == first
    for changed in (
        read(tmp_path, text=b"You may not.\n")["L"],
        read(tmp_path, LICENCES.replace("A notice", "Another notice"))["L"],
    ):
        assert changed.sha256 != first["L"].sha256
        assert judge([changed], "", LARGE, {first["L"].sha256}).standing is Standing.ACCEPTANCE
    moved = read(tmp_path, LICENCES.replace("example.com/m", "example.com/n"))
    assert moved["M"].sha256 != first["M"].sha256
    renamed = read(tmp_path, LICENCES.replace('"Another"', '"Some other"'))
    assert renamed["M"].sha256 == first["M"].sha256


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('id = "L"', 'id = "L L"', 2),
        ('id = "M"', 'id = "L"', 14),
        ('name = "Licence"', "", 1),
        ('name = "Licence"', 'title = "Licence"', 1),
        ('name = "Licence"', 'name = "Licence"\ntitle = "x"', 4),
        ('"L.txt"', '"../L.txt"', 4),
        ('"L.txt"', '"gone.txt"', 4),
        ("https://example.com/l", "http://example.com/l", 5),
        ('commercial = "yes"', 'commercial = "maybe"', 6),
        ("needs_acceptance = true", 'needs_acceptance = "yes"', 7),
        ('ja = "表示"', 'ja = ""', 10),
        ('en = "A notice"', "", 9),
        ('en = "A notice"', 'en = "A notice"\nfr = "x"', 12),
        ("limit_yen = 10", "", 13),
        ("limit_yen = 10", "limit_yen = 1.5", 19),
        ('limit_words.en = "up to"', "", 20),
        ("needs_acceptance = true", "needs_acceptance = true\nlimit_yen = 7", 8),
        ("read = false", "read = 0", 23),
        ("read = false", 'read = false\nalso = "x"', 24),
        ("read = false", 'read = false\nalso = ["l"]', 24),
        ("read = false", "read = false\n[extra]", 24),
        ("read = false", "read = ", 23),
    ],
)
def test_a_malformed_licence_is_refused_with_its_line(tmp_path: Path, old: str, new: str, line: int) -> None:
    assert old in LICENCES
    with pytest.raises(CatalogueError) as caught:
        read(tmp_path, LICENCES.replace(old, new, 1))
    assert (caught.value.name, caught.value.line) == ("licences.toml", line)


def test_a_licence_text_that_is_no_text(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError) as caught:
        read(tmp_path, text=b"\xff")
    assert caught.value.line == 4
