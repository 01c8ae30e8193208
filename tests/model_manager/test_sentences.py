"""The command line alone has a sentence for every error, with its facts."""

import inspect

import pytest

from model_manager import errors
from model_manager.errors import (
    DiskFullError,
    EntryMissingError,
    ModelManagerError,
    RepositoryGatedError,
)
from model_manager.sentences import sentence_of

KINDS = [
    each for _, each in inspect.getmembers(errors, inspect.isclass) if each.__module__ == errors.__name__
]


def test_the_facts_are_in_the_sentence() -> None:
    assert sentence_of(DiskFullError("m.gguf", 10, 3)) == "10 more are needed and 3 are free (name: m.gguf)."
    gated = RepositoryGatedError("maker/x", "https://hub.example/maker/x")
    assert sentence_of(gated) == (
        "It wants its terms accepted at https://hub.example/maker/x and an access token (place: maker/x)."
    )
    assert sentence_of(EntryMissingError("maker/x", "")) == "No such file in the repository (place: maker/x)."


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_error_has_a_sentence(kind: type[ModelManagerError]) -> None:
    count = len(inspect.signature(kind).parameters) if kind.__init__ is not Exception.__init__ else 0
    said = sentence_of(kind(*["x"] * count))
    assert said.endswith(".")
    assert "\n" not in said
    assert "`" not in said


def test_an_error_of_others_names_itself() -> None:
    assert sentence_of(OSError("disk")) == "OSError: disk"
