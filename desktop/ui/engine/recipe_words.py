"""What made an answer, as names and values, and as a text to be kept elsewhere."""

from collections.abc import Sequence
from dataclasses import fields

from PySide6.QtCore import QCoreApplication

from desktop.chat.conversation import ModelMark
from desktop.chat.transcript import GUIDE_NAME
from desktop.confinement.report import ProtectionLevel
from desktop.inference.protocol import Thinking
from desktop.inference.recipe import Recipe
from desktop.inference.sampling import Sampling
from desktop.ui.engine.facts import Row
from desktop.ui.engine.words import placement_words

_DIGEST_SHOWN = 12


def recipe_rows(
    model: ModelMark | None, recipe: Recipe | None, protection: str = "", system_text: str = ""
) -> list[Row]:
    """All that is known; what is not is left out."""
    translate = QCoreApplication.translate
    rows: list[Row] = []
    if model is not None:
        name = translate("Recipe", "Guide model") if model.name == GUIDE_NAME else model.name
        rows += [
            (translate("Recipe", "Model"), name),
            ("SHA-256", f"{model.sha256[:_DIGEST_SHOWN]}…" if model.sha256 else ""),
        ]
    if recipe is not None:
        tokens = " + ".join(f"{each:,}" for each in recipe.splits)
        warm = translate("Recipe", "{count} tokens were still warm").format(count=f"{recipe.reused:,}")
        rows += [
            (translate("Recipe", "Engine"), recipe.engine),
            (translate("Recipe", "CPU library"), recipe.variant),
            (translate("Recipe", "Placement"), placement_words(recipe.placement)),
            (translate("Recipe", "Threads"), f"{recipe.threads}"),
            (translate("Recipe", "Read in pieces of"), tokens),
            (translate("Recipe", "Beginning"), warm if recipe.reused else ""),
            (translate("Recipe", "Thinking"), _thinking_words(recipe.thinking)),
            (translate("Recipe", "Seed"), _seed_words(recipe.sampling)),
            (translate("Recipe", "Sampling"), sampling_words(recipe.sampling)),
        ]
    if system_text:
        rows.append((translate("Recipe", "Instructions to the model"), system_text))
    if protection:
        rows.append((translate("Recipe", "Protection"), _protection_words(protection)))
    return rows


def _thinking_words(length: str) -> str:
    translate = QCoreApplication.translate
    return {
        Thinking.OFF.value: translate("Recipe", "off"),
        Thinking.SHORT.value: translate("Recipe", "short"),
        Thinking.LONG.value: translate("Recipe", "long"),
    }.get(length, length)


def _protection_words(level: str) -> str:
    """The level that was in force; one that a later version wrote is shown as it is."""
    translate = QCoreApplication.translate
    return {
        ProtectionLevel.STRONG.value: translate("Recipe", "strong"),
        ProtectionLevel.MIDDLE.value: translate("Recipe", "medium"),
        ProtectionLevel.WEAK.value: translate("Recipe", "weak"),
    }.get(level, level)


def _seed_words(sampling: Sampling) -> str:
    return "" if sampling.seed is None or sampling.temperature <= 0 else f"{sampling.seed}"


def sampling_words(sampling: Sampling) -> str:
    """The parameters under llama.cpp's own names; those that change nothing are left out."""
    if sampling.temperature <= 0:
        words = [QCoreApplication.translate("Recipe", "always the likeliest token")]
    else:
        words = [f"{name}={getattr(sampling, name):g}" for name in ("temperature", "top_k", "top_p", "min_p")]
    idle = Sampling()
    shown = {"temperature", "top_k", "top_p", "min_p", "seed"}
    words += [
        f"{each.name}={getattr(sampling, each.name)}"
        for each in fields(Sampling)
        if each.name not in shown and getattr(sampling, each.name) != getattr(idle, each.name)
    ]
    return " · ".join(words)


def as_text(rows: Sequence[Row], model: ModelMark | None) -> str:
    """For the clipboard: a line for each, with the whole digest."""
    whole = {"SHA-256": model.sha256} if model is not None else {}
    return "\n".join(f"{name}: {whole.get(name, value)}" for name, value in rows if value)
