"""Another model is chosen in the real window while an answer is read for or written: the answer is stopped,
and the model that was chosen answers the next question.
"""

import contextlib
import subprocess
from pathlib import Path

import pytest

from desktop.chat.conversation import Ending
from desktop.control import GUIDE
from tests import gguf_files
from tests.end_to_end.display import Display
from tests.end_to_end.programs import ROOT, Home, wait_for
from tests.end_to_end.test_window import (
    answer_shown,
    answered,
    ask,
    finish,
    make_vault,
    measured,
    prefer,
    talks,
    unlock,
)
from tests.end_to_end.test_window_tasks import chosen_model

_MUCH = "{% if 'Hisho' in messages[-1]['content'] %}{{ 'x ' * 7000 }}{% endif %}"
_CHOOSE = 244, 593                  # the arrow in the card at the bottom left
_GUIDE = 340, 392                   # the first of two models in its menu


@pytest.fixture(scope="module")
def slow_reader(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real GGUF that has to read for a long time before it can answer the question."""
    recipe = gguf_files.Recipe(_MUCH + gguf_files.CHATML, blocks=14, width=512, context_length=16384)
    return gguf_files.write(tmp_path_factory.mktemp("models") / "reader.gguf", recipe)


def choose_guide(screen: Display, home: Home) -> None:
    """By the card's menu."""

    def attempt() -> bool:
        screen.click(*_CHOOSE)
        screen.click(*_GUIDE)
        with contextlib.suppress(AssertionError):
            return wait_for(lambda: chosen_model(home) == GUIDE, 2.0)
        return False

    wait_for(attempt, 90.0)             # a click may come before the menu, and the next one closes it


def assert_guide_answers(screen: Display, home: Home) -> None:
    """In a new conversation, to its end."""
    screen.click(700, 715)
    screen.press("ctrl+n")
    wait_for(lambda: not answered(screen))
    ask(screen)
    wait_for(lambda: "decode" in measured(home), 90.0)


def test_while_an_answer_is_written(home: Home, screen: Display, slow_model: Path) -> None:
    make_vault(home)
    prefer(home, slow_model)
    with home.started(stderr=subprocess.PIPE) as process:
        wait_for(lambda: "Hisho" in screen.title())
        unlock(screen, home)
        ask(screen)
        answer_shown(screen)
        choose_guide(screen, home)
        screen.photograph(ROOT / "build" / "screens" / "window_model_replaced.png")
        assert_guide_answers(screen, home)
        finish(screen, process)
    first, second = (answer.message for _, answer in talks(home))
    assert (first.ending, second.ending) == (Ending.STOPPED, Ending.COMPLETE)
    assert first.text
    assert second.model != first.model


def test_as_soon_as_a_question_is_asked(home: Home, screen: Display, slow_reader: Path) -> None:
    """As early as hands can, which is while it is read, but for a slow menu on a fast machine."""
    make_vault(home)
    prefer(home, slow_reader)
    with home.started(stderr=subprocess.PIPE) as process:
        wait_for(lambda: "Hisho" in screen.title())
        unlock(screen, home)
        ask(screen)
        choose_guide(screen, home)
        assert_guide_answers(screen, home)
        finish(screen, process)
    first, second = (answer.message for _, answer in talks(home))
    assert (first.ending, second.ending) == (Ending.STOPPED, Ending.COMPLETE)
    assert second.model != first.model
