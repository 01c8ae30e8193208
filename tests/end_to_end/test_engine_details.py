"""The engine's details in the real window with a real engine: what made an answer is shown, copied and made
again the same; a model is opened anew where it was chosen to run.
"""

import contextlib
import hashlib
import json
import subprocess
from pathlib import Path

from desktop.chat.conversation import Ending
from desktop.inference.recipe import from_json
from desktop.paths import guide_model
from tests.end_to_end.display import Display
from tests.end_to_end.programs import ROOT, Home, wait_for
from tests.end_to_end.test_window import ask, finish, make_vault, shown_times, stored, unlock

_DETAILS = 401, 309                 # the last button below the answer, which has two lines
_COPY_RECIPE = 382, 632             # in the dialog, which stands in the middle
_REPLAY = 580, 581
_FIGURES = 730, 788                 # the line under the composer
_COPY_SECOND = 455, 309             # below the second answer, after the arrows between the two


def clicked_until_copied(screen: Display, wanted: str, *places: tuple[int, int]) -> str:
    """Click until the clipboard holds what was wanted."""

    def attempt() -> str | None:
        for place in places:
            screen.click(*place)
        text = screen.clipboard()
        return text if wanted in text else None

    return wait_for(attempt)


def test_what_made_an_answer_makes_it_again(home: Home, screen: Display) -> None:
    make_vault(home)
    digest = hashlib.sha256(guide_model().read_bytes()).hexdigest()
    with home.started(stderr=subprocess.PIPE) as process:
        wait_for(lambda: "Hisho" in screen.title())
        unlock(screen, home)
        ask(screen)
        told = clicked_until_copied(screen, "SHA-256", _DETAILS, _COPY_RECIPE)
        assert f"SHA-256: {digest}" in told
        screen.photograph(ROOT / "build" / "screens" / "window_recipe.png")
        screen.click(*_REPLAY)
        clicked_until_copied(screen, "Hisho lets you talk", _COPY_SECOND)
        finish(screen, process)
    (talk,) = [each for each in stored(home) if len(each) == 3]
    question, first, second = talk
    assert first.parent_id == second.parent_id == question.id
    assert first.message.ending is second.message.ending is Ending.COMPLETE
    assert second.message.text == first.message.text
    assert second.message.token_ids == first.message.token_ids
    recipe, replayed = from_json(first.message.recipe), from_json(second.message.recipe)
    assert (replayed.reused, replayed.splits) == (0, recipe.splits)
    assert replayed.placement == recipe.placement


def chosen_modes(home: Home) -> list[str]:
    """What is kept of where models shall run."""
    file = home.data / "experience.json"
    kept = json.loads(file.read_text())["chosen"] if file.exists() else []
    return [each["choice"]["mode"] for each in kept]


def wait_until_still(screen: Display, folder: Path) -> None:
    """Until three photographs in a row are the same."""
    seen: list[bytes] = []

    def look() -> bool:
        screen.photograph(folder / "still.png")
        seen.append((folder / "still.png").read_bytes())
        return len(seen) > 2 and seen[-1] == seen[-2] == seen[-3]

    wait_for(look)


def test_a_model_is_opened_where_it_was_chosen_to_run(
    home: Home, screen: Display, tmp_path: Path
) -> None:
    make_vault(home)
    with home.started(stderr=subprocess.PIPE) as process:
        wait_for(lambda: "Hisho" in screen.title())
        unlock(screen, home)
        ask(screen)
        engines = shown_times(home, "started engine")

        def attempt() -> bool:
            """From the page's first control down to the button, all by keys; that one takes them once the
            plan is shown.
            """
            screen.press("Escape")
            screen.click(*_FIGURES)
            screen.press("Tab", "Down")
            wait_until_still(screen, tmp_path)
            screen.press("Tab", "Tab", "space")
            with contextlib.suppress(AssertionError):
                return wait_for(lambda: chosen_modes(home) == ["cpu"], 4.0)
            return False

        wait_for(attempt, 60.0)
        wait_for(lambda: shown_times(home, "started engine") == engines + 1)
        screen.photograph(ROOT / "build" / "screens" / "window_engine.png")
        screen.press("Escape")
        finish(screen, process)
