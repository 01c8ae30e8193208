"""Somebody who has installed Hisho and uses it: a vault, a question, lock, unlock, quit, and back again."""

import hashlib
import time
from pathlib import Path

from desktop.experience import Experience
from desktop.vault import marks
from desktop.vault.recovery import GROUPS
from tests.end_to_end.display import Display
from tests.end_to_end.programs import is_alive, wait_for
from tests.end_to_end.test_window import PASSPHRASE, answered, ask, confirm, shown_times, unlock
from tests.packaged.conftest import Ground
from tests.packaged.installed import (
    DESKTOP,
    PROGRAMS,
    InstalledHome,
    Running,
    memory_mb,
    menu_command,
    photograph,
)


def test_create_ask_lock_unlock_quit_and_return(
    home: InstalledHome, screen: Display, furnished: Ground
) -> None:
    suite = furnished.suite
    home.program = tuple(menu_command(home.machine.path(DESKTOP).read_text(encoding="utf-8")))
    with home.running() as hisho:
        wait_for(lambda: "Hisho" in screen.title())
        photograph(screen, f"{suite}_1_first_page")
        create(screen, home)
        photograph(screen, f"{suite}_2_recovery_key")
        confirm(screen, home, copy_key(screen))
        ask(screen)
        wait_for(lambda: "decode" in measured(home), 60.0)
        photograph(screen, f"{suite}_3_answer")
        for name in ("hisho-window", "hisho-engine"):
            furnished.note(f"memory of {name} after an answer, MB", memory_mb(hisho.program(name)))
        lock(screen, home, hisho)
        photograph(screen, f"{suite}_4_locked")
        unlock(screen, home)
        wait_for(lambda: answered(screen))
        photograph(screen, f"{suite}_5_unlocked")
        leave(screen, hisho)
    begun = time.monotonic()
    with home.running() as hisho:
        wait_for(lambda: "Hisho" in screen.title() or answered(screen))
        furnished.note("second start to a window, s", time.monotonic() - begun)
        wait_for(lambda: answered(screen))          # the keyring has opened the vault
        photograph(screen, f"{suite}_6_opened_by_the_keyring")
        leave(screen, hisho)


def create(screen: Display, home: InstalledHome) -> None:
    """The first page by its keys: the passphrase twice."""
    create_at(screen, home.data)


def create_at(screen: Display, data: Path) -> None:
    """The same, where things may be kept elsewhere than everybody's are."""
    screen.click(60, 400)       # beside the page: the first field keeps the focus that it has
    for _ in ("first", "again"):
        screen.type(PASSPHRASE)
        screen.press("Return")
    wait_for((data / "vault" / "vault.json").exists)


def copy_key(screen: Display) -> list[str]:
    """The groups of the key by the page's Copy button, which comes before the one that has the focus; then on
    to the page that asks for two of them.
    """

    def copied() -> str | None:
        screen.press("shift+Tab", "space", "Tab")
        key = screen.clipboard()
        return key if key.count("-") == GROUPS - 1 else None

    key = wait_for(copied)
    screen.press("Return")
    return key.split("-")


def measured(home: InstalledHome) -> set[str]:
    """Which speeds are known: that of answers as soon as one is complete."""
    experience = Experience(home.data / "experience.json")
    guide = home.machine.path(f"{PROGRAMS}/_internal/resources/guide/guide.gguf")
    speeds = experience.seen(hashlib.sha256(guide.read_bytes()).hexdigest(), experience.machine()).speeds
    return {name for name in ("load_s", "prefill", "decode") if getattr(speeds, name) > 0}


def lock(screen: Display, home: InstalledHome, hisho: Running) -> None:
    """Lock by its key: window and engine end, a fresh window stands there."""
    before = [hisho.program(name) for name in ("hisho-window", "hisho-engine")]
    screen.click(700, 715)
    screen.press("ctrl+l")
    wait_for(lambda: shown_times(home, "started window") == 2)
    wait_for(lambda: not any(map(is_alive, before)))
    assert not marks.is_set(home.data / "vault", marks.MAY_OPEN)
    wait_for(lambda: "Hisho" in screen.title())


def leave(screen: Display, hisho: Running) -> None:
    """Quit by its key."""
    screen.click(700, 715)
    screen.press("ctrl+q")
    assert hisho.wait() == 0
