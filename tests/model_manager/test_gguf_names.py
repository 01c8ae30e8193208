"""What people are told about a file: its name, its architecture, and the family of its prompts."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model_manager.errors import GgufArchitectureError, ModelFileError
from model_manager.gguf_names import family_of, identify, names_of
from tests import gguf_files
from tests.model_manager.premises import model_file
from tests.model_manager.rewritten_models import parts_of, reworded

HARMONY = "{{ '<|start|>assistant<|channel|>final<|message|>' }}"


@pytest.mark.parametrize(
    ("template", "family"),
    [
        (gguf_files.CHATML, "chatml"), (gguf_files.LLAMA_3, "llama-3"), (gguf_files.LLM_JP_3, "llm-jp-3"),
        (gguf_files.SARASHINA, "sarashina"), (gguf_files.GEMMA_2, "gemma"), (HARMONY, "gpt-oss"),
        (HARMONY + "You are LLM-jp-4", "llm-jp-4"),
        ("{{ '<|' + message['role'] + '|>' }}", "sarashina"), ("<|user|>x<|assistant|>", "sarashina"),
        ("USER: {{ x }} ASSISTANT:", "rakutenai"), ("USER: {{ x }}", ""), ("[INST] x [/INST]", "swallow-ms"),
        (gguf_files.HOSTILE, ""), (gguf_files.ENDLESS, ""), ("", ""),
    ],
)  # fmt: skip
def test_families_by_their_signs(template: str, family: str) -> None:
    assert family_of(template) == family


@given(template=st.text())
def test_any_template_has_a_family_or_none(template: str) -> None:
    assert isinstance(family_of(template), str)


def test_a_file_is_identified(tmp_path: Path) -> None:
    found = identify([model_file(tmp_path / "a.gguf", template=gguf_files.LLAMA_3)])
    assert (found.name, found.architecture, found.family) == ("試験モデル", "llama", "llama-3")
    assert found.has_template
    assert not identify([model_file(tmp_path / "b.gguf", template=None)]).has_template


def test_a_split_model_has_the_name_in_its_first_part(tmp_path: Path) -> None:
    assert names_of(parts_of(tmp_path)) == ("試験モデル", "llama")


def test_a_file_without_a_name_is_called_as_the_file(tmp_path: Path) -> None:
    source = model_file(tmp_path / "a.gguf")
    nameless = reworded(source, tmp_path / "無名-Q4_K_M.gguf", {"general.name": ""})
    assert names_of([nameless])[0] == "無名-Q4_K_M"
    licensed = reworded(source, tmp_path / "c.gguf", {"general.license": "apache-2.0"})
    assert identify([licensed]).licence == "apache-2.0"


def test_what_cannot_be_identified_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(GgufArchitectureError):
        identify([gguf_files.write_unknown_architecture(tmp_path / "x.gguf")])
    with pytest.raises(ModelFileError):
        identify([tmp_path / "none.gguf"])
