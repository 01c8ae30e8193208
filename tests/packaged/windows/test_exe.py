"""The .exe installer under Wine: what it brings, what Windows is told, and that all of it goes again."""

import os
import shutil
from pathlib import Path

import pytest

from installers.package.release import Edition, Release
from installers.source.commands import Workshop, run
from installers.windows import package
from tests.installers.runners import LOCKS
from tests.packaged.windows.conftest import MOMENT, NEW, OLD, ONLY_IN_OLD, Made, Maker
from tests.packaged.windows.wine import Values, Wine, differences

UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\Hisho"
TYPES = r"Software\Classes\.gguf"
FAILED, RUNNING, OLD_WINDOWS, OLDER_STAYS = 2, 4, 6, 7


def place(wine: Wine) -> Path:
    """Where it goes for one user."""
    return wine.local / "Programs" / "Hisho"


def install(wine: Wine, made: Made, *switches: str) -> None:
    assert wine.run(made.exe, "/S", *switches) == 0


def uninstall(wine: Wine, folder: Path, *switches: str) -> None:
    """The uninstaller ends at once, and a copy of it goes on."""
    assert wine.run(folder / "uninstall.exe", "/S", *switches) == 0
    wine.rest()


def entry(wine: Wine, root: str) -> Values:
    """The entry in the list of programs."""
    return wine.keys(root)[UNINSTALL]


def test_for_one_user_everything_comes_and_everything_goes(wine: Wine, new: Made) -> None:
    before = wine.files()
    install(wine, new)
    folder = place(wine)
    assert differences(new.payload, folder) == []
    assert differences(folder, new.payload) == ["uninstall.exe"]
    assert len(wine.links()) == 1
    assert "AppData/Roaming" in wine.links().pop()
    assert [each for each in wine.traces() if each.startswith("HKLM")] == []
    assert wine.recorded() == ""                # without rights there are no rules
    uninstall(wine, folder)
    assert wine.files() - before == set()
    assert before - wine.files() == set()
    assert wine.traces() == []


def test_the_list_of_programs_says_what_administrators_ask_for(wine: Wine, new: Made) -> None:
    install(wine, new)
    told = entry(wine, "HKCU")
    folder = told["InstallLocation"]
    assert folder.endswith(r"\AppData\Local\Programs\Hisho")
    assert told["DisplayName"] == "Hisho"
    assert told["DisplayVersion"] == NEW
    assert told["Publisher"] == "The Hisho authors"
    assert told["UninstallString"] == f'"{folder}\\uninstall.exe"'
    assert told["QuietUninstallString"] == f'"{folder}\\uninstall.exe" /S'
    size = sum(-(-path.stat().st_size // 1024) for path in new.payload.rglob("*") if path.is_file())
    assert told["EstimatedSize"] == f"dword:{size:08x}"
    assert told["NoModify"] == told["NoRepair"] == "dword:00000001"


def test_hisho_offers_itself_for_model_files_and_takes_nobodys_place(wine: Wine, new: Made) -> None:
    wine.run("reg", "add", rf"HKCU\{TYPES}", "/ve", "/d", "Other.program", "/f")
    install(wine, new)
    keys = wine.keys("HKCU")
    assert keys[TYPES][""] == "Other.program"
    assert "Hisho.gguf" in keys[rf"{TYPES}\OpenWithProgids"]
    told = keys[r"Software\Classes\Hisho.gguf\shell\open\command"][""]
    assert told.endswith('\\AppData\\Local\\Programs\\Hisho\\hisho.exe" "%1"')
    uninstall(wine, place(wine))
    keys = wine.keys("HKCU")
    assert keys[TYPES] == {"": "Other.program"}
    assert wine.traces() == []


def test_for_everybody_it_lies_with_the_programs_and_the_firewall_is_told(wine: Wine, new: Made) -> None:
    before = wine.files()
    install(wine, new, "/ALLUSERS")
    folder = wine.drive / "Program Files" / "Hisho"
    assert differences(new.payload, folder) == []
    assert entry(wine, "HKLM")["InstallLocation"] == r"C:\Program Files\Hisho"
    assert [each for each in wine.traces() if each.startswith("HKCU")] == []
    assert len(wine.links()) == 1
    assert "ProgramData" in wine.links().pop()
    calls = wine.recorded()
    for program in ("hisho", "hisho-cli", "hisho-engine", "hisho-reader", "hisho-window"):
        assert (
            f'advfirewall firewall add rule name="Hisho: {program}.exe" dir=out action=block profile=any '
            f'enable=yes program="C:\\Program Files\\Hisho\\{program}.exe"'
        ) in calls
    assert "hisho-fetcher" not in calls
    uninstall(wine, folder)
    calls = wine.recorded()
    assert calls.count("firewall delete rule") == 5
    assert '"Hisho: hisho-window.exe" dir=out program="C:\\Program Files\\Hisho\\hisho-window.exe"' in calls
    assert wine.files() - before == set()
    assert wine.traces() == []


def test_under_another_name_of_its_folder_it_is_still_the_one_for_everybody(wine: Wine, new: Made) -> None:
    """A junction or a short name leads to it, and a user has a copy of their own."""
    install(wine, new)
    own = wine.files()
    install(wine, new, "/ALLUSERS")
    (wine.drive / "other").symlink_to(wine.drive / "Program Files" / "Hisho")
    wine.recorded()
    uninstall(wine, wine.drive / "other")
    (wine.drive / "other").unlink()
    calls = wine.recorded()
    assert wine.files() == own
    assert [each for each in wine.traces() if each.startswith("HKLM")] == []
    assert differences(new.payload, place(wine)) == []
    assert entry(wine, "HKCU")["InstallLocation"].endswith(r"\Programs\Hisho")
    assert calls.count("delete rule") == calls.count('program="C:\\Program Files\\Hisho\\hisho') == 5


def test_a_folder_with_japanese_letters_and_a_space(wine: Wine, old: Made, new: Made) -> None:
    install(wine, old, r"/D=C:\日本語", r"フォルダ\秘書")     # NSIS wants no quotes, Wine sets them
    folder = wine.drive / "日本語 フォルダ" / "秘書"
    assert differences(old.payload, folder) == []
    assert entry(wine, "HKCU")["InstallLocation"] == r"C:\日本語 フォルダ\秘書"
    install(wine, new)                          # without /D it stays where it is
    assert differences(new.payload, folder) == []
    assert not place(wine).exists()
    uninstall(wine, folder)
    assert not folder.exists()
    assert wine.traces() == []


def test_a_newer_version_takes_the_older_ones_place_and_a_users_own_file_stays(
    wine: Wine, old: Made, new: Made
) -> None:
    install(wine, old)
    folder = place(wine)
    assert (folder / ONLY_IN_OLD).exists()
    own = folder / "_internal" / "my own notes.txt"
    own.write_text("mine", encoding="utf-8")
    assert entry(wine, "HKCU")["DisplayVersion"] == OLD
    install(wine, new)
    assert differences(new.payload, folder) == []
    assert not (folder / ONLY_IN_OLD).exists()
    assert entry(wine, "HKCU")["DisplayVersion"] == NEW
    uninstall(wine, folder)
    assert [path for path in folder.rglob("*") if path.is_file()] == [own]


def test_another_folder_is_chosen_and_the_older_version_goes(wine: Wine, old: Made, new: Made) -> None:
    install(wine, old)
    install(wine, new, r"/D=C:\elsewhere")
    assert not place(wine).exists()
    assert differences(new.payload, wine.drive / "elsewhere") == []


def test_the_air_gap_edition_takes_the_full_ones_place_with_its_fetcher(
    wine: Wine, old: Made, make: Maker
) -> None:
    install(wine, old)
    assert (place(wine) / "hisho-fetcher.exe").exists()
    airgap = make(NEW, Edition.AIRGAP)
    install(wine, airgap)
    assert differences(airgap.payload, place(wine)) == []
    assert not (place(wine) / "hisho-fetcher.exe").exists()
    assert entry(wine, "HKCU")["DisplayName"] == "Hisho (air-gap edition)"


@pytest.mark.parametrize("program", ["hisho-window.exe", "hisho-engine.exe"])
def test_nothing_changes_while_hisho_runs(wine: Wine, old: Made, new: Made, program: str) -> None:
    install(wine, old)
    folder = place(wine)
    itself = f"_?={entry(wine, 'HKCU')['InstallLocation']}"      # no copy of it: so its exit code is seen
    before = wine.files()
    with wine.running(folder / program) as running:
        assert wine.run(new.exe, "/S") == RUNNING
        assert wine.run(folder / "uninstall.exe", "/S", itself) == RUNNING
        assert running.poll() is None
    assert running.returncode == 0
    assert wine.files() == before
    assert differences(old.payload, folder) == []
    install(wine, new)
    assert entry(wine, "HKCU")["DisplayVersion"] == NEW


def test_an_old_windows_is_refused(first_windows: Wine, tmp_path: Path, new: Made) -> None:
    wine = first_windows.copy(tmp_path / "windows")
    wine.run("winecfg", "-v", "win81")
    before = wine.files()
    assert wine.run(new.exe, "/S") == OLD_WINDOWS
    assert wine.files() == before
    assert wine.traces() == []


def test_a_file_that_cannot_be_written_is_a_failure_and_nothing_is_left(wine: Wine, new: Made) -> None:
    own = place(wine) / "_internal" / "signs" / ".hidden"
    (own / "a folder of somebody's").mkdir(parents=True)
    before = wine.files()
    assert wine.run(new.exe, "/S") == FAILED
    assert wine.files() == before
    assert wine.traces() == []


def test_a_folder_that_cannot_be_is_no_other_folder(wine: Wine, new: Made) -> None:
    (wine.drive / "a file").write_bytes(b"where a folder is wanted")
    before = wine.files()
    assert wine.run(new.exe, "/S", r"/D=C:\a", r"file\Hisho") == FAILED
    assert wine.files() == before
    assert wine.traces() == []


def test_an_older_version_that_cannot_go_stays_as_it_is(wine: Wine, old: Made, new: Made) -> None:
    install(wine, old)
    folder = place(wine)
    (folder / "uninstall.exe").write_bytes(b"broken")
    before = wine.files()
    assert wine.run(new.exe, "/S") == OLDER_STAYS
    assert wine.files() == before
    assert differences(old.payload, folder) == []
    assert entry(wine, "HKCU")["DisplayVersion"] == OLD


def test_the_same_commit_makes_the_same_installer(new: Made, tmp_path: Path) -> None:
    """From another folder, at another time."""
    payload = shutil.copytree(new.payload, tmp_path / "elsewhere", copy_function=shutil.copyfile)
    shop = Workshop(LOCKS, {"PATH": os.environ["PATH"]}, run)
    again, *_ = package.build(payload, tmp_path / "out", Release(Edition.FULL, NEW, MOMENT), shop)
    assert again.read_bytes() == new.exe.read_bytes()
