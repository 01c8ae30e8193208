"""A model that thinks, through supervisor, confined engine, window and command line."""

import hashlib
import json
from itertools import product
from pathlib import Path
from typing import Literal

import pytest
from PySide6.QtGui import QImage

from desktop.chat.conversation import Ending
from desktop.settings import Settings, save
from tests import gguf_files
from tests.end_to_end.display import Display
from tests.end_to_end.programs import ROOT, Home, wait_for
from tests.end_to_end.test_window import ask, finish, make_vault, stored, unlock
from tests.inference.family_templates import CHATML_OPENED

_TEXT = 340, 1100, 270, 400          # where the second line of an answer, or of thoughts, is to be seen


@pytest.fixture(scope="module")
def thinker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model with random weights whose template opens its thoughts, which it never closes."""
    recipe = gguf_files.Recipe(template=CHATML_OPENED)
    return gguf_files.write(tmp_path_factory.mktemp("models") / "thinker.gguf", recipe)


def test_the_command_line_keeps_thoughts_out_of_the_answer(home: Home, thinker: Path) -> None:
    asked = ("--model", str(thinker), "--max-tokens", "40", "--temperature", "0")
    report = json.loads(home.hisho("ask", "--json", *asked, "x").stdout)
    assert report["text"] == ""
    assert report["thinking"].strip()
    assert home.hisho("ask", *asked, "x").stdout.strip() == ""
    at_once = json.loads(home.hisho("ask", "--json", *asked, "--thinking", "off", "x").stdout)
    assert at_once["text"].strip()
    assert at_once["thinking"] == ""
    assert at_once["recipe"]["thinking"] == "off"


def is_written(screen: Display, picture: Path) -> bool:
    """Whether text is to be seen below the name of the model."""
    screen.photograph(picture)
    shown = QImage(str(picture))
    left, right, top, bottom = _TEXT
    places = product(range(left, right, 2), range(top, bottom, 2))
    return len({shown.pixel(x, y) for x, y in places}) > 1


@pytest.mark.parametrize("wish", ["", "off"])
def test_the_window_shows_and_keeps_thoughts_as_the_settings_wish(
    home: Home, screen: Display, thinker: Path, wish: Literal["", "off"]
) -> None:
    make_vault(home)
    home.hisho("ask", "--model", str(thinker), "--max-tokens", "1", "x")     # registers it
    digest = hashlib.sha256(thinker.read_bytes()).hexdigest()
    save(home.folder / "hisho" / "settings" / "settings.json", Settings(last_model=digest, thinking=wish))
    picture = ROOT / "build" / "screens" / f"window_thinking_{wish or 'family'}.png"
    with home.started() as process:
        wait_for(lambda: "Hisho" in screen.title())
        unlock(screen, home)
        ask(screen)
        wait_for(lambda: is_written(screen, picture))
        finish(screen, process)
    answer = stored(home)[0][-1].message
    assert answer.ending in {Ending.STOPPED, Ending.LENGTH}
    shown, missing = (answer.text, answer.thinking) if wish else (answer.thinking, answer.text)
    assert shown.strip()
    assert missing == ""
