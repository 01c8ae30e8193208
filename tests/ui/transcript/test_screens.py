"""Pictures of a demanding talk for people to look at (`build/screens`), and what they must show at least."""

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from desktop.chat.conversation import Ending, Role
from desktop.ui.theme import DARK, LIGHT, Tokens, stylesheet
from desktop.ui.transcript.canvas import TranscriptView
from tests.ui.transcript.conftest import Settle
from tests.ui.transcript.samples import DEMANDING, QUESTION, entry

SCREENS = Path(__file__).parents[3] / "build" / "screens"

FOLLOW_UP = """実施例1〜3と比較例1を比較すると、100サイクル後の容量維持率は次のように整理できます。

- **実施例1**(厚み8µm):94.2%
- **実施例2**(厚み15µm):92.8%
- **比較例1**(厚み50µm):79.5%

厚みを5µm以上20µm以下とすることで、維持率が**約13〜15ポイント**向上しています。"""

TALK = (
    entry(1, QUESTION, Role.USER),
    replace(entry(2, DEMANDING), alternative=1, alternatives=3),
    replace(entry(3, "2.の効果を、実施例の数値で補強してください。", Role.USER), unseen_above=True),
    entry(4, FOLLOW_UP, ending=Ending.STOPPED),
)


def colours(image: QImage) -> set[str]:
    places = product(range(0, image.width(), 3), range(0, image.height(), 3))
    return {QColor(image.pixel(x, y)).name() for x, y in places}


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 800), (480, 700)], ids=["wide", "narrow"])
def test_screens(view: TranscriptView, settle: Settle, tokens: Tokens, size: tuple[int, int]) -> None:
    SCREENS.mkdir(parents=True, exist_ok=True)
    name = f"transcript_{'dark' if tokens.dark else 'light'}_{size[0]}"
    view.resize(*size)
    view.setStyleSheet(stylesheet(tokens))
    view.set_theme(tokens, 1.0)
    view.show_entries(TALK)
    settle(view)
    end = view.grab().toImage()
    assert end.save(str(SCREENS / f"{name}_end.png"))
    view.verticalScrollBar().setValue(0)
    settle(view)
    top = view.grab().toImage()
    assert top.save(str(SCREENS / f"{name}_top.png"))
    assert {tokens.window, tokens.bubble, tokens.table_head} <= colours(top)
    assert {tokens.window, tokens.bubble, tokens.notice} <= colours(end)
