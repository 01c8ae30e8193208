"""A model in several files, from the command line to the confined engine: it answers as the same model in one
file does, and a part that is missing is said.
"""

import json
from pathlib import Path

import pytest

from tests.end_to_end.programs import Home, lines
from tests.model_manager.rewritten_models import parts_of

QUESTION = "the claim 発明"


@pytest.fixture
def parts(tmp_path: Path) -> list[Path]:
    """With `whole.gguf` beside them."""
    return parts_of(tmp_path / "models")


def answer(home: Home, model: Path) -> dict[str, object]:
    done = home.hisho(
        "ask", "--json", "--temperature", "0", "--max-tokens", "20", "--model", str(model), QUESTION
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_it_answers_as_the_model_in_one_file_does(home: Home, parts: list[Path]) -> None:
    first = answer(home, parts[0])
    assert first["completion_tokens"] == 20
    assert first["text"] == answer(home, parts[0].with_name("whole.gguf"))["text"]
    second = answer(home, parts[1])         # any part means all of them
    assert (second["text"], second["model"]) == (first["text"], first["model"])


def test_it_can_be_measured_and_asked_by_its_digest(home: Home, parts: list[Path]) -> None:
    model = answer(home, parts[0])["model"]
    assert isinstance(model, dict)
    again = home.hisho("bench", "--json", "--model", model["sha256"][:12])
    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout)["model"] == model


def test_a_part_that_is_gone_is_said(home: Home, parts: list[Path]) -> None:
    answer(home, parts[0])
    parts[2].unlink()
    done = home.hisho("ask", "--model", str(parts[0]), QUESTION)
    assert done.returncode == 1
    assert len(lines(done.stderr)) == 1
    assert done.stdout == ""
