"""The page: static, the same facts as the report, and no name in it becomes markup."""

from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from desktop.paths import resources
from desktop.policy import NO_POLICY, policy_of
from desktop.report.gathering import Kept, gather, kept_of
from desktop.report.making import make
from desktop.report.markup import element, joined, void
from desktop.report.named_tests import TESTS
from desktop.report.page import page
from desktop.report.tables import when
from desktop.vault.audit import Exchange
from desktop.vault.vault import Vault
from desktop.words import Language, translator
from model_manager.edition import Edition
from model_manager.policy_file import PolicyText
from tests.report.samples import PROGRAMS, outside, probe, program, use
from tests.vault.places import new_vault

HOSTILE = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "&lt;b&gt;", "</td></table><h1>強</h1>",
    "<!-- hisho-signature -->", "\u202eevil\u0000\x1b[2J", "</style><style>*{display:none}",
]  # fmt: skip
ENGLISH = translator("en", resources() / "i18n")


class Tags(HTMLParser):
    """Every element, attribute and text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = new_vault(tmp_path / "vault").vault
    use(made)
    yield made
    made.close()


def shown(root: Path, kept: Kept | None, language: Language = "en") -> str:
    translate = translator(language, resources() / "i18n")
    return page(gather(outside(root), kept), language, translate).decode()


def test_no_name_becomes_markup(tmp_path: Path, vault: Vault) -> None:
    """Hosts, clicks, probes, reasons, policies and files, all hostile at once."""
    tame = Tags(shown(tmp_path / "tame", kept_of(vault))).tags
    vault.audit.take([Exchange("2026-11-25T00:00:00+00:00", each, 1, each) for each in HOSTILE])
    hostile = [program(probe(each), namespaces=False) for each in HOSTILE]
    policy = policy_of(PolicyText(values={("network", each): each for each in HOSTILE}, is_there=True))
    around = outside(tmp_path / "wild", policy, **dict(zip(HOSTILE, hostile, strict=True)))
    text = page(gather(around, kept_of(vault)), "en", ENGLISH).decode()
    wild = Tags(text)
    assert set(wild.tags) <= {*tame, "li", "ul", "br"}
    assert {name for name, _ in wild.attributes} <= {
        "charset", "http-equiv", "content", "name", "lang", "class",
    }  # fmt: skip
    assert wild.tags.count("h1") == 1
    assert wild.tags.count("style") == 1
    assert "<script>alert(1)</script>" in wild.texts
    assert not {"\u202e", "\x1b", "\u0000"} & set(text)


def test_nothing_is_fetched_and_nothing_runs(tmp_path: Path, vault: Vault) -> None:
    found = Tags(shown(tmp_path, kept_of(vault)))
    assert not {"script", "img", "link", "iframe", "object", "form", "a", "base"} & set(found.tags)
    assert not {"src", "href", "style", "onload"} & {name for name, _ in found.attributes}
    assert ("content", "default-src 'none'; style-src 'unsafe-inline'") in found.attributes
    style = "".join(found.texts)
    assert "url(" not in style
    assert "@import" not in style


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_line_leads_to_a_test(tmp_path: Path, vault: Vault, language: Language) -> None:
    text = shown(tmp_path, kept_of(vault), language)
    for named in TESTS.values():
        assert named in text


def test_a_report_of_a_locked_vault_says_that_it_is_one(tmp_path: Path, vault: Vault) -> None:
    text = shown(tmp_path, None)
    assert "Not signed, without the network&#x27;s ledger and without the record of events" in text
    assert "hub.example" not in text
    assert "BEGIN PUBLIC KEY" not in text
    opened = shown(tmp_path, kept_of(vault))
    assert "hub.example" in opened
    assert kept_of(vault).signer.fingerprint in opened
    assert "BEGIN PUBLIC KEY" in opened


def test_a_failed_probe_stands_out(tmp_path: Path) -> None:
    programs = PROGRAMS | {"engine": program(probe("udp_send", "allowed"))}
    text = page(gather(outside(tmp_path, NO_POLICY, **programs), None), "en", ENGLISH).decode()
    assert "✗ allowed: not intended" in text
    assert "Engine: a probe came out otherwise than intended: Send by UDP" in text
    assert "✗ not as intended" in text


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        ("2026-11-25T12:30:01+00:00", "2026-11-25 12:30:01 UTC"),
        ("2026-11-25T12:30:01+09:00", "2026-11-25T12:30:01+09:00"),
        ("yesterday", "yesterday"),
    ],
)
def test_a_time_is_told_in_utc(moment: str, text: str) -> None:
    assert when(moment) == text


def test_the_suffix_decides_the_form(tmp_path: Path) -> None:
    made = make(outside(tmp_path), None, "en", ENGLISH)
    assert made.form_of("/home/a/Report.JSON") == made.json
    assert made.form_of("/home/a/report.html") == made.html
    assert made.json.startswith(b'{"report":\n')
    assert made.html.startswith(b"<!DOCTYPE html>\n")


def test_an_element_escapes_what_is_no_markup() -> None:
    inner = element("b", "<i>")
    assert inner == "<b>&lt;i&gt;</b>"
    assert element("p", inner, "&", class_='"x"') == '<p class="&quot;x&quot;"><b>&lt;i&gt;</b>&amp;</p>'
    assert joined(["<", inner]) == "&lt;<b>&lt;i&gt;</b>"
    assert void("meta", charset="utf-8") == '<meta charset="utf-8">'


def test_the_airgap_edition_says_why_its_ledger_is_empty(tmp_path: Path, vault: Vault) -> None:
    told = {}
    for edition in Edition:
        around = replace(outside(tmp_path / edition), edition=edition)
        told[edition] = page(gather(around, kept_of(vault)), "en", ENGLISH).decode()
    apart, whole = told[Edition.AIRGAP], told[Edition.FULL]
    assert "Air-gap edition: the part that speaks to a network is not installed." in apart
    assert "no program is allowed a network, so nothing is added here" in apart
    assert "No program of this edition is allowed a network" in apart
    assert TESTS["edition"] in apart
    assert "hub.example" in apart                   # noted by the full edition, and not forgotten
    assert "Full edition" in whole
    assert "The fetcher, which is allowed a network" in whole
    assert "is added here" not in whole
