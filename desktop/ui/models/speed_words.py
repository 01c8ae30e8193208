"""How fast a model is on this computer, or may be, in words; no number without a measurement."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from model_manager.speed import PROCESSOR, Expected

_WHOLE = 10                         # from here on an estimate has no decimals


def speeds_words(expected: Sequence[Expected]) -> str:
    """A line for each place; where nothing was measured, what would measure it."""
    if not expected:
        return QCoreApplication.translate(
            "ModelSpeed", "not known yet: a longer answer measures it, and so does “hisho bench”"
        )
    return "\n".join(_words(each) for each in expected)


def _words(expected: Expected) -> str:
    translate = QCoreApplication.translate
    if expected.is_measured:
        words = translate("ModelSpeed", "{decode} tokens/s {place} (measured)")
    elif expected.prefill:
        words = translate(
            "ModelSpeed",
            "about {decode} tokens/s {place}, reading about {prefill} (from what another model showed here)",
        )
    else:
        words = translate(
            "ModelSpeed", "about {decode} tokens/s {place} (from what another model showed here)"
        )
    return words.format(
        decode=_number(expected.decode), prefill=_number(expected.prefill), place=_place(expected)
    )


def _place(expected: Expected) -> str:
    """What was measured was there; of another model it is not said here that a GPU has room for it."""
    translate = QCoreApplication.translate
    if expected.place == PROCESSOR:
        return translate("ModelSpeed", "on the CPU")
    words = translate("ModelSpeed", "if wholly on the GPU ({name})")
    if expected.is_measured:
        words = translate("ModelSpeed", "wholly on the GPU ({name})")
    return words.format(name=expected.place)


def _number(speed: float) -> str:
    return f"{speed:,.0f}" if speed >= _WHOLE else f"{speed:.1f}"
