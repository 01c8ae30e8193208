"""Every reason why a layer is off and every probe has words; none shows its code to people."""

import pytest

from desktop.confinement.layers import Reason
from desktop.confinement.probes import BROKERS, PROBES
from desktop.report.layer_words import missing_words, reason_words
from desktop.report.probe_words import probe_words


def as_written(_context: str, source: str) -> str:
    return source


@pytest.mark.parametrize("reason", [each for each in Reason if each is not Reason.IN_FORCE])
def test_why_a_layer_is_off_is_said_in_words(reason: Reason) -> None:
    words = missing_words(reason.value, as_written)
    assert words != reason.value
    assert words in reason_words(f"window:namespaces:{reason.value}", as_written)


@pytest.mark.parametrize("name", [each.name for each in PROBES])
def test_what_a_probe_tries_is_said_in_words(name: str) -> None:
    assert " " in probe_words(name, as_written)


@pytest.mark.parametrize("name", sorted(BROKERS))
def test_a_broker_that_stays_open_is_named(name: str) -> None:
    said = reason_words(f"client:open:{name}", as_written)
    assert said == f"Command line: can still have others act for it: {probe_words(name, as_written)}"


def test_a_code_of_a_later_version_is_shown_as_it_is() -> None:
    assert missing_words("of_tomorrow", as_written) == "of_tomorrow"
    assert reason_words("nothing", as_written) == "nothing"
