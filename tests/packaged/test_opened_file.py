"""A model file that somebody double-clicks in a file manager reaches the window that is open."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests import gguf_files
from tests.end_to_end.display import Display
from tests.end_to_end.programs import wait_for
from tests.end_to_end.test_window import PASSPHRASE, shown_times, unlock
from tests.packaged.clean_machine import USER, USER_ID
from tests.packaged.conftest import Ground
from tests.packaged.installed import InstalledHome, photograph


@pytest.fixture
def model(home: InstalledHome) -> Path:
    """A model in the user's home, as it was taken there from a stick."""
    folder = home.folder / "モデル 置き場"
    folder.mkdir()
    path = gguf_files.write(folder / "random.gguf")
    for each in (folder, path):
        os.chown(each, USER_ID, USER_ID)
    return path


def test_its_type_is_known_and_hisho_opens_it(home: InstalledHome, model: Path) -> None:
    inside = f"/home/{USER}/{model.parent.name}/{model.name}"
    told = home.machine.must("gio", "info", "-a", "standard::content-type", inside, user=True)
    assert "application/x-gguf" in told
    told = home.machine.must("gio", "mime", "application/x-gguf", user=True)
    assert "hisho.desktop" in told
    shutil.rmtree(model.parent)


def test_a_double_click_brings_it_into_the_open_window(
    home: InstalledHome, screen: Display, model: Path, furnished: Ground
) -> None:
    assert home.with_passphrase(PASSPHRASE, "ask", "--save", "Hello").returncode == 0
    inside = f"/home/{USER}/{model.parent.name}/{model.name}"
    with home.running() as hisho:
        wait_for(lambda: "Hisho" in screen.title())
        window = hisho.program("hisho-window")
        unlock(screen, home)
        engines = shown_times(home, "started engine")
        clicked = home.machine.command(["gio", "open", inside], user=True, environment=home.inside)
        subprocess.run(clicked, check=True, timeout=60, stdin=subprocess.DEVNULL)
        wait_for(lambda: shown_times(home, "started engine") > engines)
        photograph(screen, f"{furnished.suite}_7_opened_by_double_click")
        assert hisho.find("hisho-window") == window         # the same one; there is no second
        screen.click(700, 715)
        screen.press("ctrl+q")
        assert hisho.wait() == 0
