"""Engines that are killed while the real window loads a model or nobody asks: another one is there when the
next question comes, and the window says so.
"""

import subprocess

from desktop.chat.conversation import Ending
from tests.end_to_end.display import Display
from tests.end_to_end.programs import ROOT, Home, child, kill, state, wait_for
from tests.end_to_end.test_window import (
    answer_shown,
    answered,
    ask,
    finish,
    letters,
    make_vault,
    measured,
    shown_times,
    talks,
    unlock,
)


def test_engines_killed_while_loading_and_while_idle_cost_no_question(home: Home, screen: Display) -> None:
    make_vault(home)
    with home.started(stderr=subprocess.PIPE) as process:
        wait_for(lambda: "Hisho" in screen.title())
        unlock(screen, home)
        first = wait_for(lambda: child(process.pid, "engine"))
        kill(first)                                     # while it loads, or just after
        wait_for(lambda: not state(first))
        ask(screen)
        wait_for(lambda: "decode" in measured(home))
        second = wait_for(lambda: child(process.pid, "engine"))
        kill(second)                                    # it has answered, and is idle
        wait_for(lambda: shown_times(home, "ended: signal 9") >= 2)
        screen.photograph(ROOT / "build" / "screens" / "window_engine_replaced.png")
        screen.press("ctrl+n")
        wait_for(lambda: not answered(screen))
        ask(screen)
        shown = answer_shown(screen)
        finish(screen, process)
    first_answer, second_answer = (answer.message for _, answer in talks(home))
    assert first_answer.ending is Ending.COMPLETE
    assert letters(second_answer.text).startswith(shown)
