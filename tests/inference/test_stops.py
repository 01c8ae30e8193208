"""Stop texts: never shown, whatever the tokens, and what comes before them is shown to the last character."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.inference.reply import Said
from desktop.inference.stops import StopTexts

LETTERS = "ab特🇯"


def ids_of(text: str) -> list[int]:
    return [ord(each) for each in text]


def heard(pieces: list[str], stops: tuple[str, ...]) -> tuple[str, list[int], bool]:
    """What is said of an answer in these pieces, its tokens (one for each character), and if it was ended."""
    watch = StopTexts(stops, ids_of)
    text = ""
    ids: list[int] = []
    for piece in pieces:
        spoken = watch.take(Said(piece), ids_of(piece))
        text += spoken.said.text
        ids += spoken.token_ids
        if watch.is_over:
            return text, ids, True
    last = watch.flush()
    return text + last.said.text, [*ids, *last.token_ids], False


@given(
    st.lists(st.text(LETTERS, max_size=4), max_size=8),
    st.lists(st.text(LETTERS, min_size=1, max_size=4), max_size=3),
)
def test_any_cut_ends_at_the_first_stop(pieces: list[str], stops: list[str]) -> None:
    whole = "".join(pieces)
    text, ids, ended = heard(pieces, tuple(stops))
    assert ended == any(stop in whole for stop in stops)
    assert ids == ids_of(text)
    if not ended:
        assert text == whole
        return
    # The stop that was whole first counts, as the text stood then: never a part of it is said.
    seen = next(
        so_far for so_far in itertools.accumulate(pieces) if any(stop in so_far for stop in stops)
    )
    assert text == seen[: min(seen.find(stop) for stop in stops if stop in seen)]


def test_nothing_is_held_back_longer_than_it_must() -> None:
    watch = StopTexts(("END",), ids_of)
    assert watch.take(Said("a"), [1]).said.text == "a"
    assert watch.take(Said("E"), [2]).said.text == ""
    assert watch.take(Said("N"), [3]).said.text == ""
    spoken = watch.take(Said("o"), [4])
    assert (spoken.said.text, spoken.token_ids) == ("ENo", (2, 3, 4))


def test_half_a_character_of_a_stop_leaves_no_tokens() -> None:
    watch = StopTexts(("特",), ids_of)
    spoken = [watch.take(Said(text), [at]) for at, text in enumerate(["a", "", "", "特"])]
    assert [each.token_ids for each in spoken] == [(0,), (), (), ()]
    assert watch.is_over


def test_thoughts_are_not_looked_at_and_do_not_wait() -> None:
    watch = StopTexts(("END",), ids_of)
    assert watch.take(Said("", "END"), [1]).said.thinking == "END"
    assert not watch.is_over


@pytest.mark.parametrize("stops", [(), ("",)])
def test_without_stops_everything_passes(stops: tuple[str, ...]) -> None:
    assert heard(["", "特", "許"], stops) == ("特許", ids_of("特許"), False)
