"""The .msi under Wine: installed, replaced by a newer one, removed without a trace."""

from pathlib import Path

from installers.package.release import Edition
from tests.packaged.windows.conftest import NEW, ONLY_IN_OLD, Made, Maker
from tests.packaged.windows.wine import Wine, differences

REFUSED = 1603 & 0xFF               # ERROR_INSTALL_FAILURE, as an exit code of Linux
OTHER_INSTALLER = 8


def msiexec(wine: Wine, *arguments: str) -> int:
    return wine.run("msiexec", *arguments, "/qn")


def install(wine: Wine, made: Made, *properties: str) -> None:
    assert msiexec(wine, "/i", str(made.msi), *properties) == 0


def place(wine: Wine) -> Path:
    return wine.drive / "Program Files" / "Hisho"


def entry(wine: Wine) -> dict[str, str]:
    """The one entry in the list of programs."""
    (found,) = [values for key, values in wine.keys("HKLM").items() if r"CurrentVersion\Uninstall\{" in key
                and "hisho" in values.get("DisplayName", "").lower()]  # fmt: skip
    return found


def test_everything_comes_and_everything_goes(wine: Wine, new: Made) -> None:
    before = wine.files()
    install(wine, new)
    assert differences(new.payload, place(wine)) == []
    assert differences(place(wine), new.payload) == []
    assert len(wine.links()) == 1       # Wine puts it into the user's menu, Windows into everybody's
    keys = wine.keys("HKLM")
    assert keys[r"Software\Classes\.gguf\OpenWithProgids"] == {"Hisho.gguf": ""}
    assert keys[r"Software\Classes\Hisho.gguf\shell\open\command"][""] == (
        r'"C:\Program Files\Hisho\hisho.exe" "%1"'
    )
    assert entry(wine)["DisplayVersion"] == NEW
    assert entry(wine)["Publisher"] == "The Hisho authors"
    assert msiexec(wine, "/x", str(new.msi)) == 0
    wine.recorded()
    assert wine.files() - before == {"windows/Installer"}       # Windows' own, and empty
    assert wine.traces() == []


def test_the_firewall_is_told_at_both_ends(wine: Wine, new: Made) -> None:
    install(wine, new)
    calls = wine.recorded()
    for program in ("hisho", "hisho-cli", "hisho-engine", "hisho-reader", "hisho-window"):
        assert (
            f'advfirewall firewall add rule name="Hisho: {program}.exe" dir=out action=block profile=any '
            f'enable=yes program="C:\\Program Files\\Hisho\\{program}.exe"'
        ) in calls
    assert "hisho-fetcher" not in calls
    assert "delete rule" not in calls
    assert msiexec(wine, "/x", str(new.msi)) == 0
    assert wine.recorded().count("firewall delete rule") == 5


def test_a_folder_of_ones_own(wine: Wine, new: Made) -> None:
    install(wine, new, r"INSTALLDIR=C:\日本語 フォルダ\秘書")
    assert differences(new.payload, wine.drive / "日本語 フォルダ" / "秘書") == []
    assert not place(wine).exists()


def test_a_newer_version_replaces_and_an_older_one_is_refused(wine: Wine, old: Made, new: Made) -> None:
    install(wine, old)
    assert (place(wine) / ONLY_IN_OLD).exists()
    install(wine, new)
    assert differences(new.payload, place(wine)) == []
    assert not (place(wine) / ONLY_IN_OLD).exists()
    assert entry(wine)["DisplayVersion"] == NEW
    assert msiexec(wine, "/i", str(old.msi)) == REFUSED
    assert differences(new.payload, place(wine)) == []


def test_the_other_edition_of_the_same_version_replaces(wine: Wine, new: Made, make: Maker) -> None:
    install(wine, new)
    airgap = make(NEW, Edition.AIRGAP)
    install(wine, airgap)
    assert differences(place(wine), airgap.payload) == []
    assert entry(wine)["DisplayName"] == "Hisho (air-gap edition)"


def test_the_two_installers_do_not_take_each_others_place(wine: Wine, new: Made) -> None:
    install(wine, new)
    assert wine.run(new.exe, "/S", "/ALLUSERS") == OTHER_INSTALLER
    assert differences(place(wine), new.payload) == []
    assert msiexec(wine, "/x", str(new.msi)) == 0
    assert wine.run(new.exe, "/S", "/ALLUSERS") == 0
    assert msiexec(wine, "/i", str(new.msi)) == REFUSED
    assert differences(place(wine), new.payload) == ["for-everybody", "uninstall.exe"]
