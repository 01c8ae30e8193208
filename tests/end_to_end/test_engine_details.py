"""What made an answer, in the real window with a real engine: shown, copied, and made again the same."""

import hashlib
import subprocess
from collections.abc import Iterator

import pytest

from desktop.chat.conversation import Ending
from desktop.inference.recipe import from_json
from desktop.paths import guide_model
from tests.end_to_end.display import Display, display
from tests.end_to_end.programs import ROOT, Home, wait_for
from tests.end_to_end.test_window import ask, finish, make_vault, stored, unlock

_DETAILS = 401, 309                 # the last button below the answer, which has two lines
_COPY_RECIPE = 382, 632             # in the dialog, which stands in the middle
_REPLAY = 580, 581
_COPY_SECOND = 455, 309             # below the second answer, after the arrows between the two


@pytest.fixture
def screen(home: Home, request: pytest.FixtureRequest) -> Iterator[Display]:
    with display() as made:
        home.extra["DISPLAY"] = made.name
        home.last_sight = lambda: made.photograph(
            ROOT / "build" / "screens" / f"failed_{request.node.name}.png"
        )
        yield made


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
