"""The window as its readers see it: in Japanese, from the portable archive, and of the air-gap edition."""

from pathlib import Path

from tests.end_to_end.display import Display
from tests.end_to_end.programs import wait_for
from tests.end_to_end.test_window import answered, ask, confirm
from tests.packaged.conftest import Ground, Packages
from tests.packaged.installed import PROGRAMS, InstalledHome, libraries, photograph
from tests.packaged.test_portable import unpacked as unpacked
from tests.packaged.test_use import copy_key, create, create_at, leave

JAPANESE = "ja_JP.UTF-8"
TITLES = {"C.UTF-8": "Hisho", JAPANESE: "秘書"}


def first_page(home: InstalledHome, screen: Display, name: str) -> Path:
    """What is there as soon as the window has its title."""
    wait_for(lambda: TITLES[home.language] in screen.title())
    return photograph(screen, name)


def test_in_japanese_a_vault_is_made_and_a_question_answered(
    home: InstalledHome, screen: Display, furnished: Ground
) -> None:
    """The font is the one that the package recommends; the words come with it."""
    home.language = JAPANESE
    with home.running() as hisho:
        first_page(home, screen, f"{furnished.suite}_ja_1_first_page")
        create(screen, home)
        confirm(screen, home, copy_key(screen))
        ask(screen)
        wait_for(lambda: answered(screen))
        photograph(screen, f"{furnished.suite}_ja_2_answer")
        leave(screen, hisho)


def test_the_portable_archive_opens_a_window_where_it_lies(
    home: InstalledHome, screen: Display, furnished: Ground, unpacked: str
) -> None:
    """Its libraries, plug-ins and words come from there, though the package is installed as well."""
    home.program = (f"{unpacked}/run-hisho.sh", "--portable")
    with home.running() as hisho:
        first_page(home, screen, f"{furnished.suite}_portable_1_first_page")
        mapped = Path(f"/proc/{hisho.program('hisho-window')}/maps").read_text(encoding="utf-8")
        assert f"{unpacked}/" in mapped
        assert f"{PROGRAMS}/" not in mapped
        assert "libqxcb.so" in libraries(hisho.program("hisho-window"))
        create_at(screen, home.machine.path(unpacked) / "home" / "data")
        photograph(screen, f"{furnished.suite}_portable_2_recovery_key")
    assert not home.data.joinpath("vault").exists()


def test_the_air_gap_edition_opens_a_window(
    home: InstalledHome, screen: Display, furnished: Ground, packages: Packages
) -> None:
    airgap = packages.deb("hisho-airgap").name
    home.machine.must("apt-get", "install", "-yq", f"/packages/{airgap}")
    with home.running() as hisho:
        first_page(home, screen, f"{furnished.suite}_airgap_1_first_page")
        create(screen, home)
        confirm(screen, home, copy_key(screen))
        ask(screen)
        wait_for(lambda: answered(screen))
        photograph(screen, f"{furnished.suite}_airgap_2_answer")
        leave(screen, hisho)
