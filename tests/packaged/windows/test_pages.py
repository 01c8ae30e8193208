"""The pages of installer and uninstaller, by the keyboard, in the language of the user."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.end_to_end.display import Display, display
from tests.end_to_end.programs import wait_for
from tests.packaged.installed import photograph
from tests.packaged.windows.conftest import Made
from tests.packaged.windows.test_personal import HISTORY, MODELS, fill, left
from tests.packaged.windows.wine import Wine

LIMIT_S = 120.0
TITLES = {
    "en": ("Hisho Setup", "Hisho Uninstall", "GGUF language model"),
    "ja": ("Hisho セットアップ", "Hisho アンインストール", "GGUF 言語モデル"),
}


def locale(language: str, folder: Path) -> Mapping[str, str]:
    """The environment in which Wine takes this language for the user's."""
    if language == "en":
        return {}
    made = folder / "ja_JP.UTF-8"
    subprocess.run(["localedef", "-i", "ja_JP", "-f", "UTF-8", str(made)], check=True, capture_output=True)
    return {"LOCPATH": str(folder), "LC_ALL": made.name}


def leave(screen: Display, process: "subprocess.Popen[bytes]") -> None:
    """Press the button of the last page as soon as it is there."""

    def has_ended() -> bool:
        screen.press("Return")
        return process.poll() is not None

    wait_for(has_ended, LIMIT_S)
    assert process.returncode == 0


@pytest.mark.parametrize("language", TITLES)
def test_install_and_choose_what_goes_with_the_program(
    wine: Wine, new: Made, tmp_path: Path, language: str
) -> None:
    setup, uninstall, of_file = TITLES[language]
    with display() as screen:
        shown = Wine(wine.prefix, {"DISPLAY": screen.name, **locale(language, tmp_path)})
        folder = wine.local / "Programs" / "Hisho"
        with shown.open(new.exe) as process:
            wait_for(lambda: setup in screen.title(), LIMIT_S)
            photograph(screen, f"windows_{language}_1_folder")
            screen.press("Return")
            wait_for((folder / "uninstall.exe").exists, LIMIT_S)
            photograph(screen, f"windows_{language}_2_done")
            leave(screen, process)
        assert wine.keys("HKCU")[r"Software\Classes\Hisho.gguf"][""] == of_file
        home = fill(wine)
        itself = f"_?=C:\\{folder.relative_to(wine.drive).as_posix()}".replace("/", "\\")
        with shown.open(folder / "uninstall.exe", itself) as process:
            wait_for(lambda: uninstall in screen.title(), LIMIT_S)
            screen.press("alt+c")
            photograph(screen, f"windows_{language}_3_choice")
            screen.press("Return")
            wait_for(lambda: not (folder / "hisho.exe").exists(), LIMIT_S)
            leave(screen, process)
    assert not left(home) & set(HISTORY)
    assert set(MODELS) <= left(home)
