"""A task in the real window: chosen, filled in, answered, and found again after unlocking."""

import contextlib
import hashlib
import json
import subprocess
from pathlib import Path

from PySide6.QtGui import QImage

from desktop.paths import resources
from desktop.tasks.reading import read_tasks
from desktop.ui.theme import LIGHT
from tests.end_to_end.display import Display
from tests.end_to_end.programs import ROOT, Home, wait_for
from tests.end_to_end.test_window import finish, make_vault, opened, unlock
from tests.vault.test_durability import assert_nowhere

TEXT = "Solid electrolyte layers that do not crack"
TITLE = "Summarise: Solid"
_FIRST_CARD = 519, 221
_FIRST_SQUARE = 326, 221


def shows_cards(screen: Display, folder: Path) -> bool:
    """Whether the square around the first card's icon is where it should be."""
    photograph = folder / "screen.png"
    screen.photograph(photograph)
    return QImage(str(photograph)).pixelColor(*_FIRST_SQUARE).name() == LIGHT.bubble


def chosen_model(home: Home) -> str:
    with contextlib.suppress(OSError, ValueError):
        settings = json.loads((home.folder / "hisho" / "settings" / "settings.json").read_text())
        return str(settings["last_model"])
    return ""


def begun(screen: Display) -> bool:
    return TITLE in screen.title()


def send(screen: Display) -> bool:
    """Nothing is sent while the model is still being loaded."""
    screen.press("ctrl+Return")
    with contextlib.suppress(AssertionError):
        return wait_for(lambda: begun(screen), 2.0)
    return False


def test_a_task_is_filled_in_sent_and_found_again(
    home: Home, screen: Display, slow_model: Path, tmp_path: Path
) -> None:
    make_vault(home)
    digest = hashlib.sha256(slow_model.read_bytes()).hexdigest()
    with home.started(str(slow_model), stderr=subprocess.PIPE) as process:
        wait_for(lambda: "Hisho" in screen.title())
        unlock(screen, home)
        wait_for(lambda: shows_cards(screen, tmp_path))
        screen.click(*_FIRST_CARD)
        wait_for(lambda: not shows_cards(screen, tmp_path))
        wait_for(lambda: chosen_model(home) == digest)      # the file that the program was started with
        screen.type(TEXT)
        wait_for(lambda: send(screen), 60.0)
        finish(screen, process)
    shelf = read_tasks(resources() / "tasks", "en")
    (summary,) = [each.task for each in shelf.tasks if each.key == "summary"]
    with opened(home) as vault:
        (talk,) = [each for each in vault.conversations.conversations() if each.title.startswith(TITLE)]
        assert vault.conversations.leads.of(talk.id) == summary.lead
        question, answer = vault.conversations.messages(talk.id)
        assert question.message.text.endswith(f"[Source]\n{TEXT}")
        assert '"temperature":0.2' in answer.message.recipe or answer.message.recipe == ""
        assert vault.tasks.form("shipped:summary") == {}
    with home.started(stderr=subprocess.PIPE) as process:
        wait_for(lambda: "Hisho" in screen.title())
        unlock(screen, home)
        wait_for(lambda: begun(screen))
        screen.photograph(ROOT / "build" / "screens" / "window_task_again.png")
        finish(screen, process)
    assert_nowhere(home.folder, TEXT)
