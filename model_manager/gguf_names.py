"""What people are told about a model's files: name, architecture and the family of its prompts, from headers
that were checked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from model_manager.gguf_parts import joined_header, read_all_contents
from model_manager.names import display_name

# Signs by which a chat template is told from others, the more particular first. The families are those of
# the catalogue; sources are the templates of the models themselves.
_FAMILIES = (
    ("llm-jp-4", ("<|channel|>", "LLM-jp-4")),
    ("gpt-oss", ("<|channel|>",)),
    ("llama-3", ("<|start_header_id|>",)),
    ("chatml", ("<|im_start|>",)),
    ("gemma", ("<start_of_turn>",)),
    ("llm-jp-3", ("### 指示:",)),
    ("rakutenai", ("USER: ", "ASSISTANT:")),
    ("swallow-ms", ("[INST]",)),
)
_MAX_NAME = 120
_NAMELESS = "model"
_ROLE_MARKS = ("<|user|>", "<|assistant|>")
_BUILT = ("'<|' + ", '"<|" + ', "<|{{")      # the role's name is put between the signs


@dataclass(frozen=True, slots=True)
class Identified:
    """What headers say. `family` is empty where the template is of no family that we know."""

    name: str
    architecture: str
    family: str
    has_template: bool
    licence: str


def identify(paths: Sequence[Path]) -> Identified:
    """Look into all files of a model. Raises GgufError, ModelFileError."""
    parts = read_all_contents(paths)
    header = joined_header(parts)
    template = parts[0].untrusted.get("tokenizer.chat_template", "")
    return Identified(
        name=_shown(header.name) or _shown(display_name([paths[0].name])) or _NAMELESS,
        architecture=header.architecture,
        family=family_of(template if isinstance(template, str) else ""),
        has_template=header.has_chat_template,
        licence=header.licence,
    )


def _shown(untrusted_name: str) -> str:
    """One line that can be shown: no sign that moves a cursor, turns a text around, or breaks a line."""
    signs = (each if each.isprintable() else " " for each in untrusted_name)
    return " ".join("".join(signs).split())[:_MAX_NAME]


def names_of(paths: Sequence[Path]) -> tuple[str, str]:
    """Name and architecture. Raises GgufError, ModelFileError."""
    found = identify(paths)
    return found.name, found.architecture


def family_of(untrusted_template: str) -> str:
    """The family of prompts that a chat template writes, by its signs; it is never rendered here."""
    for family, signs in _FAMILIES:
        if all(sign in untrusted_template for sign in signs):
            return family
    if all(sign in untrusted_template for sign in _ROLE_MARKS):
        return "sarashina"
    return "sarashina" if any(sign in untrusted_template for sign in _BUILT) else ""
