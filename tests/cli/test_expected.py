"""After a measurement it is told what the other models are likely to do here."""

import io
from pathlib import Path

import pytest

from desktop.cli.expected import body, show, speeds_of
from desktop.cli.terminal import Terminal
from desktop.experience import Experience
from desktop.inference.learning import Seen, Speeds
from desktop.paths import resources
from desktop.words import Language, translator
from model_manager.library import ModelFolder, Record, StoredModel
from tests import gguf_files
from tests.gguf_files import Recipe
from tests.model_manager.shelves import THEN, digest

HERE = "0" * 16
MEASURED = Seen(speeds=Speeds(0.5, 900.0, 80.0, "cpu"))


@pytest.fixture
def models(tmp_path: Path) -> tuple[StoredModel, ...]:
    """Two models, the second about twice the first."""
    folder = ModelFolder(tmp_path / "models")
    folder.own.mkdir(parents=True)
    for name, blocks in (("小さい", 8), ("large", 16)):
        path = gguf_files.write(folder.path / f"{name}.gguf", Recipe(width=256, blocks=blocks))
        kept = folder.record_of([path], [digest(path.read_bytes())])
        folder.add(Record(name, "llama", "", "", "community", "mit", "file", THEN, THEN, kept))
    return tuple(sorted(folder.models(), key=lambda each: each.size))


@pytest.fixture
def experience(tmp_path: Path) -> Experience:
    return Experience(tmp_path / "experience.json")


def test_nothing_is_said_before_anything_was_measured(
    models: tuple[StoredModel, ...], experience: Experience
) -> None:
    answers = io.StringIO()
    show(speeds_of(models, experience), Terminal(translator("en", resources() / "i18n"), answers))
    assert (speeds_of(models, experience), answers.getvalue()) == ((), "")


def test_programs_read_what_was_measured_and_what_follows(
    models: tuple[StoredModel, ...], experience: Experience
) -> None:
    experience.keep(models[0].identity, HERE, MEASURED)
    small, large = body(speeds_of(models, experience))
    assert small == {
        "id": "小さい", "sha256": models[0].identity, "place": "cpu",
        "decode_tokens_per_s": 80.0, "prefill_tokens_per_s": 900.0, "measured": True,
    }  # fmt: skip
    assert (large["id"], large["measured"]) == ("large", False)
    assert 80 / 2 <= large["decode_tokens_per_s"] < 80 / 1.5
    assert large["prefill_tokens_per_s"] == pytest.approx(450, rel=0.01)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["", "Writing speed of the models here:", "  小さい  80.0 tokens/s, measured · CPU"]),
        ("ja", ["", "このコンピューターでのモデルの書く速さ：", "  小さい  80.0 トークン/秒（実測） · CPU"]),
    ],
)
def test_people_read_a_line_for_each(
    models: tuple[StoredModel, ...], experience: Experience, language: Language, expected: list[str]
) -> None:
    answers = io.StringIO()
    experience.keep(models[0].identity, HERE, MEASURED)
    show(speeds_of(models, experience), Terminal(translator(language, resources() / "i18n"), answers))
    lines = answers.getvalue().splitlines()
    assert lines[:3] == expected
    assert lines[3].startswith("  large   ")        # in line with what stands above
    assert {"en": "about 4", "ja": "約 4"}[language] in lines[3]
