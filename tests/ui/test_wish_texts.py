"""What is typed about the sampling becomes the wish that was meant, or is refused."""

import pytest

from desktop.chat.lead import MAX_STOP_TEXT, MAX_STOPS
from desktop.ui.wish_texts import number_of, number_text, stops_of, stops_text


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("temperature", "", None), ("temperature", "  ", None), ("temperature", "0", 0.0),
        ("temperature", "0.7", 0.7), ("temperature", "０．７", 0.7), ("top_k", "４０", 40),
        ("presence_penalty", "-1.5", -1.5), ("seed", "4294967294", 2**32 - 2),
    ],
)  # fmt: skip
def test_a_number_is_meant_as_it_is_typed(name: str, text: str, value: float | None) -> None:
    assert number_of(name, text) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("temperature", "hot"), ("temperature", "nan"), ("temperature", "-0.1"), ("temperature", "2.1"),
        ("top_k", "1.5"), ("top_k", "1001"), ("top_p", "1.01"), ("min_p", "inf"), ("repeat_penalty", "0"),
        ("presence_penalty", "-2.1"), ("seed", "4294967295"), ("seed", "-1"), ("seed", "9" * 5000),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(name: str, text: str) -> None:
    with pytest.raises(ValueError):     # noqa: PT011 - Python's own words differ, and nobody sees them
        number_of(name, text)


@pytest.mark.parametrize("value", [0.1, 0.123456789, 1.0, -2.0, 2**32 - 2])
def test_a_number_that_is_shown_is_typed_as_it_was(value: float) -> None:
    assert number_of("seed" if value > 2 else "presence_penalty", number_text(value)) == value


@pytest.mark.parametrize("stops", [("終",), ("\n\n", "a b ", "\\n", "\t\\"), None])
def test_stop_texts_come_back_as_they_were(stops: tuple[str, ...] | None) -> None:
    assert stops_of(stops_text(stops)) == stops


def test_empty_lines_and_repeats_are_no_stop_texts() -> None:
    assert stops_of("\n終\n\n終\n") == ("終",)
    assert stops_of("\n\n") is None


@pytest.mark.parametrize(
    "text", ["\n".join(map(str, range(MAX_STOPS + 1))), "x" * (MAX_STOP_TEXT + 1)], ids=["many", "long"]
)
def test_too_many_stop_texts_and_too_long_ones_are_refused(text: str) -> None:
    with pytest.raises(ValueError):     # noqa: PT011 - says only that it is so
        stops_of(text)
