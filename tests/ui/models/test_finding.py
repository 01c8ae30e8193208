"""Finding a model: the catalogue with its filters, the hub's search, and looking before fetching."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.fetching.protocol import Fetch, Found, Queued, Refused, Search, Show, Shown
from desktop.paths import resources
from desktop.ui.models.cards import Kind
from desktop.ui.models.models_page import Tab
from model_manager.licences import Standing, Verdict
from model_manager.rules import read_rules
from tests.ui.models.rig import Fetcher, Rig
from tests.ui.models.samples import HITS, LISTING


def searched(rig: Rig, text: str = "someone") -> tuple[Fetcher, Search]:
    """A search with the Enter key; the fetcher that was asked, and what."""
    rig.go(Tab.ALL)
    rig.page.browser.finder.search.setText(text)
    QTest.keyClick(rig.page.browser.finder.search, Qt.Key.Key_Return)
    fetcher = rig.fetcher()
    asked = fetcher.heard()
    assert isinstance(asked, Search)
    return fetcher, asked


def found(rig: Rig) -> Fetcher:
    fetcher, asked = searched(rig)
    with rig.bot.waitSignal(rig.link.found):
        fetcher.say(Found(asked.request, HITS))
    return fetcher


def looked_into(rig: Rig, fetcher: Fetcher, listing: Shown = LISTING) -> None:
    rig.choose(listing.repo_id)
    asked = fetcher.heard()
    assert isinstance(asked, Show)
    with rig.bot.waitSignal(rig.link.shown):
        fetcher.say(Shown(asked.request, *[getattr(listing, each) for each in Shown.__slots__[1:]]))
    rig.settle()


# -- the catalogue


def test_every_model_of_the_catalogue_can_be_found_the_refused_last(rig: Rig) -> None:
    rig.go(Tab.ALL)
    cards = rig.page.browser.list.cards.cards
    assert len(cards) >= 22
    usable = [each.commercial for each in cards]
    assert usable == sorted(usable, reverse=True)
    assert not all(usable)


@pytest.mark.parametrize("box", ["fits", "commercial", "scratch"])
def test_a_filter_leaves_out_what_it_says_and_nothing_else(rig: Rig, box: str) -> None:
    rig.go(Tab.ALL)
    before = rig.page.browser.list.cards.cards
    getattr(rig.page.browser.finder, box).click()
    after = rig.page.browser.list.cards.cards
    assert after == tuple(each for each in before if getattr(each, box))
    assert after != before


def test_filters_hold_for_what_is_recommended_too(rig: Rig) -> None:
    rig.page.browser.finder.scratch.click()
    assert rig.shown_keys
    assert all(each.scratch for each in rig.page.browser.list.cards.cards)


def test_a_card_says_where_its_model_was_made(rig: Rig) -> None:
    rig.go(Tab.ALL)
    cards = {each.key: each for each in rig.page.browser.list.cards.cards}
    told = {
        "llm-jp-4-8b-instruct": "made in Japan from scratch", "cat-translate-0.8b": "made in Japan",
        "llama-3-elyza-jp-8b": "tuned in Japan on a foreign base", "lfm2.5-1.2b-jp-202606": "made abroad",
    }  # fmt: skip
    for key, words in told.items():
        assert words in [each.words for each in cards[key].badges]
        assert cards[key].scratch == (words == "made in Japan from scratch")


def test_a_size_that_is_not_on_record_is_told_as_an_estimate(rig: Rig) -> None:
    rig.go(Tab.ALL)
    for card in rig.page.browser.list.cards.cards:
        assert card.size
        told = {each.words for each in card.badges}
        assert told & {"runs on the processor", "too large for this computer"}
    cards = {each.key: each for each in rig.page.browser.list.cards.cards}
    assert cards["llm-jp-4-8b-thinking"].size == "about 5.3 GB"
    assert cards["llm-jp-4-8b-instruct"].size == "9.1 GB"
    rig.choose("llm-jp-4-8b-thinking")
    view = rig.page.browser.detail.view
    assert view is not None
    assert [each.words for each in view.variants] == ["Q4_K_M · about 5.3 GB · runs on the processor"]


def test_words_in_any_order_find_by_name_and_maker(rig: Rig) -> None:
    rig.go(Tab.ALL)
    rig.page.browser.finder.search.setText("3b SARASHINA")
    assert [each.title for each in rig.page.browser.list.cards.cards] == ["Sarashina2.2 3B Instruct"]
    rig.page.browser.finder.search.setText("no such model")
    assert rig.page.browser.empty.isVisible()
    assert "the hub may have it" in rig.page.browser.empty.text()


def test_a_card_says_whether_its_model_is_here(rig: Rig) -> None:
    rig.go(Tab.ALL)
    here = [each.title for each in rig.page.browser.list.cards.cards
            if any(badge.words == "on this computer" for badge in each.badges)]  # fmt: skip
    assert len(here) == 1


# -- terms


def test_terms_have_to_be_accepted_before_anything_is_fetched(rig: Rig) -> None:
    rig.go(Tab.ALL)
    snapshot = rig.desk._browsing.snapshot
    assert snapshot is not None
    key = next(key for key, each in snapshot.verdicts.items() if each.standing is Standing.ACCEPTANCE)
    rig.choose(key)
    detail = rig.page.browser.detail
    assert all(each.text_url in detail.terms.whole for each in snapshot.licences[key])
    assert not detail.foot.action.isEnabled()
    detail.foot.accept.click()
    detail.foot.action.click()
    fetch = rig.fetcher().heard()
    assert isinstance(fetch, Fetch)
    assert (fetch.entry, fetch.accepted) == (key, True)
    entry = read_rules(resources()).catalogue.find(key)
    assert entry is not None
    assert fetch.licences == entry.licences


@pytest.mark.parametrize("standing", [Standing.BLOCKED, Standing.UNKNOWN, Standing.ACCEPTANCE])
def test_the_network_is_not_asked_for_what_its_user_may_not_have(rig: Rig, standing: Standing) -> None:
    """The window alone knows who that is, so it does not rely on the fetcher."""
    rig.go(Tab.ALL)
    snapshot = rig.desk._browsing.snapshot
    assert snapshot is not None
    key = rig.shown_keys[0]
    verdicts = {**snapshot.verdicts, key: Verdict(standing, "", ())}
    rig.desk._browsing.take(replace(snapshot, verdicts=verdicts), {})
    entry = snapshot.rules.catalogue.find(key)
    assert entry is not None
    card = next(each for each in rig.page.browser.list.cards.cards if each.key == key)
    rig.page.browser.detail.action_wanted.emit("fetch", card, entry.files[0].name, False)
    assert not rig.supervisor.was_asked


def test_a_tick_is_for_one_model_alone(rig: Rig) -> None:
    rig.go(Tab.ALL)
    snapshot = rig.desk._browsing.snapshot
    assert snapshot is not None
    waiting = [key for key, each in snapshot.verdicts.items() if each.standing is Standing.ACCEPTANCE]
    first, second = waiting[:2]
    rig.choose(first)
    rig.page.browser.detail.foot.accept.click()
    rig.choose(second)
    assert not rig.page.browser.detail.foot.accept.isChecked()


def test_what_may_not_be_used_says_why_and_offers_nothing(rig: Rig) -> None:
    rig.go(Tab.ALL)
    blocked = next(each for each in rig.page.browser.list.cards.cards if not each.commercial)
    rig.choose(blocked.key)
    assert not rig.page.browser.detail.foot.action.isVisible()
    assert rig.page.browser.detail.notes.label.whole


# -- the Government AI


def test_every_government_card_offers_the_import_and_its_sibling(rig: Rig) -> None:
    rig.go(Tab.GOVERNMENT)
    assert len(rig.shown_keys) == 7
    siblings = 0
    for key in rig.shown_keys:
        rig.choose(key)
        detail = rig.page.browser.detail
        assert detail.foot.action.text() == "Import a GGUF from the maker…"
        assert detail.view is not None
        assert dict(detail.view.facts)["How to get it"]
        siblings += len(detail.other_buttons)
    assert siblings == sum(bool(each.sibling) for each in read_rules(resources()).catalogue.government) > 0


def test_the_sibling_is_shown_whatever_the_filters_leave_out(rig: Rig) -> None:
    rig.go(Tab.ALL)
    for box in ("fits", "scratch"):
        getattr(rig.page.browser.finder, box).click()
    rig.page.browser.finder.search.setText("nothing")
    rig.go(Tab.GOVERNMENT)
    rig.choose(next(each.id for each in read_rules(resources()).catalogue.government if each.sibling))
    (button,) = rig.page.browser.detail.other_buttons
    button.click()
    assert rig.page.tab is Tab.ALL
    current = rig.page.browser.list.current()
    assert current is not None
    assert current.kind is Kind.ENTRY
    assert rig.page.browser.detail.view is not None


# -- the hub


def test_a_search_has_its_order_and_marks_what_nobody_reviewed(rig: Rig) -> None:
    rig.go(Tab.ALL)
    rig.page.browser.finder.order.setCurrentIndex(1)
    fetcher, asked = searched(rig)
    assert (asked.text, asked.sort) == ("someone", "likes")
    assert "Asking the hub" in rig.page.browser.empty.text()
    with rig.bot.waitSignal(rig.link.found):
        fetcher.say(Found(asked.request, HITS))
    cards = rig.page.browser.list.cards.cards
    assert [each.key for each in cards] == [each.repo_id for each in HITS]
    assert all(each.badges[0].words == "not reviewed" for each in cards)
    assert "terms to accept at the hub" in cards[1].spoken
    assert "3 result(s), reviewed by nobody" in rig.page.notice.label.text()


def test_hits_belong_to_the_words_that_were_searched(rig: Rig) -> None:
    fetcher, asked = searched(rig)
    rig.page.browser.finder.search.setText("llm-jp")
    assert rig.shown_keys                       # the catalogue is looked through meanwhile
    with rig.bot.waitSignal(rig.link.found):
        fetcher.say(Found(asked.request, HITS))
    assert not {each.repo_id for each in HITS} & set(rig.shown_keys)
    assert not rig.page.notice.label.text()
    rig.page.browser.finder.search.setText("someone")
    assert {each.repo_id for each in HITS} <= set(rig.shown_keys)


def test_the_answer_to_an_older_search_changes_nothing(rig: Rig) -> None:
    fetcher, older = searched(rig)
    rig.page.browser.finder.search.setText("else")
    rig.page.browser.finder.search_button.click()
    newer = fetcher.heard()
    assert isinstance(newer, Search)
    with rig.bot.waitSignal(rig.link.found):
        fetcher.say(Found(older.request, HITS))
    assert not rig.shown_keys
    with rig.bot.waitSignal(rig.link.found):
        fetcher.say(Found(newer.request, HITS[:1]))
    assert rig.shown_keys == [HITS[0].repo_id]


def test_a_refused_search_is_worded_and_the_catalogue_is_there_again(rig: Rig) -> None:
    fetcher, asked = searched(rig, "llm-jp")
    refusal = Refused(asked.request, "HubUnreachableError", {"place": "mirror.example", "reason": "refused"})
    with rig.bot.waitSignal(rig.link.refused):
        fetcher.say(refusal)
    assert "mirror.example" in rig.page.error_line.label.text()
    assert rig.shown_keys


def test_files_and_their_fit_are_shown_before_anything_is_fetched(rig: Rig) -> None:
    fetcher = found(rig)
    looked_into(rig, fetcher)
    detail = rig.page.browser.detail
    offered = [detail.variants.itemText(each) for each in range(detail.variants.count())]
    assert offered[0].startswith("Q4_K_M · 4.9 GB · ")
    assert offered[1].startswith("F16 · 16.0 GB · 2 files · ")
    assert len(offered) == 2                    # the third has no digest to verify it by
    assert detail.variant_label.text() == "File"
    assert detail.file.whole == "model-Q4_K_M.gguf"
    detail.variants.setCurrentIndex(1)
    assert detail.file.whole == "model-F16-00001-of-00002.gguf"
    detail.foot.action.click()
    fetch = fetcher.heard()
    assert isinstance(fetch, Fetch)
    assert (fetch.repo_id, fetch.revision, fetch.first_file) == (
        LISTING.repo_id, LISTING.revision, "model-F16-00001-of-00002.gguf"
    )  # fmt: skip
    with rig.bot.waitSignal(rig.link.queued):
        fetcher.say(Queued(fetch.request, 1))
    assert rig.page.tab is Tab.DOWNLOADS


def test_the_arrow_keys_ask_the_hub_for_nothing(rig: Rig) -> None:
    fetcher = found(rig)
    shelf = rig.page.browser.list
    shelf.setFocus()
    for _ in HITS:
        QTest.keyClick(shelf, Qt.Key.Key_Down)
    detail = rig.page.browser.detail
    assert detail.foot.action.text() == "Show its files"
    detail.foot.action.click()
    asked = fetcher.heard()                     # the first that is heard since the search
    assert isinstance(asked, Show)
    assert asked.repo_id == HITS[-1].repo_id
    assert "Asking" in detail.text.text()


def test_a_refusal_is_told_at_the_card_it_is_about(rig: Rig) -> None:
    fetcher = found(rig)
    rig.choose(HITS[0].repo_id)
    asked = fetcher.heard()
    assert isinstance(asked, Show)
    rig.choose(HITS[2].repo_id)
    other = fetcher.heard()
    assert isinstance(other, Show)
    error = {"place": HITS[0].repo_id}
    with rig.bot.waitSignal(rig.link.refused):
        fetcher.say(Refused(asked.request, "RepositoryMissingError", error))
    detail = rig.page.browser.detail
    assert not detail.foot.error_line.isVisible()
    with rig.bot.waitSignal(rig.link.refused):
        fetcher.say(Refused(other.request, "RepositoryMissingError", {"place": HITS[2].repo_id}))
    assert HITS[2].repo_id in detail.foot.error_line.label.whole
    assert detail.foot.action.text() == "Show its files"        # it can be tried again
    detail.foot.action.click()
    assert isinstance(fetcher.heard(), Show)


def test_a_gated_repository_shows_where_its_terms_are(rig: Rig) -> None:
    fetcher = found(rig)
    gated = Shown(0, HITS[1].repo_id, LISTING.revision, "manual", "apache-2.0", "llama", 8192, LISTING.models)
    looked_into(rig, fetcher, gated)
    assert f"https://hub.example/{HITS[1].repo_id}" in rig.page.browser.detail.notes.label.whole
    rig.page.browser.detail.foot.action.click()
    fetch = fetcher.heard()
    assert isinstance(fetch, Fetch)
    page = f"https://hub.example/{HITS[1].repo_id}"
    refusal = Refused(fetch.request, "RepositoryGatedError", {"place": HITS[1].repo_id, "page": page})
    with rig.bot.waitSignal(rig.link.refused):
        fetcher.say(refusal)
    assert page in rig.page.browser.detail.foot.error_line.label.whole


def test_names_from_the_hub_are_shown_as_they_are(rig: Rig) -> None:
    fetcher = found(rig)
    odd = Shown(
        0, HITS[0].repo_id, LISTING.revision, "", "<b>apache</b>\n\u202egnp", "llama", 8192, LISTING.models
    )
    looked_into(rig, fetcher, odd)
    view = rig.page.browser.detail.view
    assert view is not None
    licence = dict(view.facts)["Licence"]
    assert licence.startswith("<b>apache</b> ")
    assert "\u202e" not in licence
