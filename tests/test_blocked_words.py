"""A model that may not be used: the reason is told in a sentence of its own, in both languages, and no code
of ours is shown.
"""

import re
from typing import cast

import pytest

from desktop.paths import resources
from desktop.ui.error_text import error_text
from desktop.words import Language, translator
from model_manager.errors import ModelBlockedError

REASONS = {
    "refused:rope_off": ("loses the order of the words", "語の順序が失われ"),
    "refused:diffusion": ("write by diffusion", "拡散型"),
    "refused:noncommercial_vendor": ("commercial use of it is not allowed", "商用利用が認められていない"),
    "refused:ask_vendor": ("asks to be contacted", "連絡するよう求めている"),
    "refused:unread": ("has read its licence", "確認していない"),
    "refused:of_tomorrow": ("a known reason", "理由が知られている"),
    "noncommercial": ("commercial use of it is not allowed", "商用利用が認められていない"),
    "revenue": ("“gemma” has a limit on yearly revenue", "「gemma」に年間売上高の上限"),
}


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("reason", REASONS)
def test_the_reason_is_told_in_words(reason: str, language: str) -> None:
    licence = "gemma" if reason == "revenue" else ""        # what is refused has none that was read
    translate = translator(cast(Language, language), resources() / "i18n")
    text = error_text(ModelBlockedError("試験", licence, reason), translate)
    assert REASONS[reason][language == "ja"] in text
    assert "試験" in text
    assert not re.search("refused|“”|「」|_", text)
