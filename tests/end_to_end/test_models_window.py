"""A new user and the page of the models, by keyboard alone, under a real X server: set a mirror, fetch a
model, lock, quit in the middle, go on, and ask it something.
"""

import contextlib
import hashlib
import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.settings import Settings, save
from desktop.ui.pages.first_run import FirstRunPage
from desktop.ui.pages.recovery_key import RecoveryKeyPage
from desktop.vault.recovery import group_state
from model_manager.licences import Revenue, Usage, UserKind
from model_manager.stated_usage import keep_usage
from tests.end_to_end.display import Display
from tests.end_to_end.programs import ROOT, Home, child, wait_for
from tests.end_to_end.tap import Tap
from tests.end_to_end.test_window import (
    PASSPHRASE,
    QUESTION,
    ask,
    centre,
    confirm,
    copy_key,
    finish,
    laid_out,
    make_vault,
    measured,
    photograph_ready,
    shown_times,
    stored,
    unlock,
)
from tests.model_manager.fake_hub import REPO, FakeHub, running

GUIDE = ROOT / "resources" / "guide" / "guide.gguf"
TO_SETTINGS = ("End",)
TO_ALL = ("Home", "Right", "Right")
TO_HERE = ("Home", "Right", "Right", "Right")
OVER_THE_FINDER = ("Tab",) * 7          # search, order, button, three filters, the list


@pytest.fixture
def hub() -> Iterator[FakeHub]:
    """A mirror that has one model, and finds it."""
    made = FakeHub()
    made.add("guide.gguf", GUIDE.read_bytes())
    made.hits = [{"id": REPO, "downloads": 5, "gated": False, "tags": ["gguf", "license:apache-2.0"]}]
    with running(made):
        yield made


def tried(attempt: Callable[[], None], look: Callable[[], object], limit_s: float = 6.0) -> None:
    """Do it, and again where a busy machine lost a key, until there is something to see."""

    def once() -> bool:
        attempt()
        with contextlib.suppress(AssertionError):
            return bool(wait_for(look, limit_s))
        return False

    wait_for(once, 60.0)


def settings(home: Home) -> dict[str, object]:
    """What the settings' file says now; nothing while it is being written."""
    with contextlib.suppress(OSError, ValueError):
        kept: dict[str, object] = json.loads((home.folder / "hisho/settings/settings.json").read_text())
        return kept
    return {}


def create_vault(home: Home, screen: Display, bot: QtBot) -> None:
    """As a new user does, with a passphrase and the recovery key."""
    first_run, recovery = FirstRunPage(), RecoveryKeyPage(group_state)
    first_window, recovery_window = laid_out(bot, first_run), laid_out(bot, recovery)
    wait_for(lambda: "Hisho" in screen.title())
    for field in (first_run.passphrase.first, first_run.passphrase.second):
        screen.click(*centre(bot, first_window, field))
        screen.type(PASSPHRASE)
    screen.press("Return")
    wait_for(lambda: (home.data / "vault" / "vault.json").exists())
    confirm(screen, home, copy_key(bot, screen, recovery, recovery_window))
    wait_for(lambda: shown_times(home, "started engine"))


def set_mirror(home: Home, screen: Display, endpoint: str) -> None:
    def attempt() -> None:
        screen.press("ctrl+m", *TO_SETTINGS, "Tab", "Tab", "ctrl+a")
        screen.type(endpoint)
        screen.press("Return")

    tried(attempt, lambda: settings(home).get("hub_endpoint") == endpoint)


def fetch_first(screen: Display, hub: FakeHub) -> None:
    """Search the mirror, look into what it found, and press Fetch."""

    def search() -> None:
        screen.press("ctrl+m", *TO_ALL, "Tab", "ctrl+a")
        screen.type(REPO)
        screen.press("Return")

    def open_first() -> None:
        screen.press("ctrl+m", *TO_ALL, *OVER_THE_FINDER, "Home", "Return")

    def fetch() -> None:
        open_first()
        screen.press("Return")

    tried(search, lambda: any(each.path.startswith("/api/models?") for each in hub.requests))
    tried(open_first, lambda: any(f"/api/models/{REPO}" in each.path for each in hub.requests))
    tried(fetch, hub.gets)


def part_size(home: Home) -> int:
    """How much of the model lies on the disk."""
    return sum(each.stat().st_size for each in (home.data / "models").rglob("*.part"))


def model_file(home: Home) -> Path | None:
    return next((home.data / "models").rglob("guide.gguf"), None)


def test_a_new_user_fetches_stops_goes_on_and_asks(
    home: Home, screen: Display, hub: FakeHub, qtbot: QtBot
) -> None:
    tap = Tap(GUIDE.read_bytes())
    hub.answer = tap.answer
    digest = hashlib.sha256(tap.data).hexdigest()
    with home.started(stderr=subprocess.PIPE) as process:
        create_vault(home, screen, qtbot)
        set_mirror(home, screen, hub.endpoint)
        part = tap.open_to(0.3)
        fetch_first(screen, hub)
        wait_for(lambda: part_size(home) == part)
        screen.photograph(ROOT / "build" / "screens" / "models_window_fetching.png")
        screen.press("ctrl+l")
        wait_for(lambda: shown_times(home, "started window") == 2)
        wait_for(lambda: child(process.pid, "engine") is None)
        more = tap.open_to(0.6)
        wait_for(lambda: part_size(home) == more)           # nobody has typed the passphrase meanwhile
        unlock(screen, home)
        fetcher = wait_for(lambda: child(process.pid, "fetcher"))
        finish(screen, process)
    assert fetcher
    assert part_size(home) == more
    assert [each.headers.get("Range") for each in hub.gets()] == [None]
    with home.started(stderr=subprocess.PIPE) as process:
        wait_for(lambda: "Hisho" in screen.title())
        unlock(screen, home)
        wait_for(lambda: len(hub.gets()) == 2)
        tap.open_to(1.0)
        wait_for(lambda: model_file(home))
        use_first(home, screen, digest)
        screen.press("ctrl+n")  # a group of the recovery key may have been sent as a question
        ask(screen)
        wait_for(lambda: "decode" in measured(home))        # the answer is complete
        finish(screen, process)
    assert [each.headers.get("Range") for each in hub.gets()] == [None, f"bytes={more}-"]
    found = model_file(home)
    assert found is not None
    assert hashlib.sha256(found.read_bytes()).hexdigest() == digest
    (answer,) = [talk[1] for talk in stored(home) if talk[0].message.text == QUESTION]
    assert len(answer.message.text) > 20
    assert answer.message.model is not None
    assert answer.message.model.sha256 == digest


def use_first(home: Home, screen: Display, digest: str) -> None:
    """Choose the model under “This computer” and have it answer."""

    def attempt() -> None:
        screen.press("ctrl+m", *TO_HERE, "Tab", "Home", "Return")
        screen.press("Return")

    tried(attempt, lambda: settings(home).get("last_model") == digest)


def test_a_screenshot_for_people(home: Home, screen: Display) -> None:
    """The page as README shows it."""
    make_vault(home)
    usage = Usage(UserKind.COMPANY, Revenue.ABOVE_1_BILLION_YEN)
    keep_usage(home.data / "registered", usage)
    file = home.folder / "hisho" / "settings" / "settings.json"
    save(file, Settings(language="ja", scheme="light"))
    with home.started(stderr=subprocess.PIPE) as process:
        wait_for(lambda: screen.title().strip())
        unlock(screen, home)
        path = ROOT / "build" / "screens" / "models_ja_light.png"
        screen.press("ctrl+m")
        wait_for(lambda: photograph_ready(screen, path))
        listed = path.read_bytes()
        screen.press("Home", *("Tab",) * 4, "Home", "Down")
        wait_for(lambda: photograph_ready(screen, path) and path.read_bytes() != listed)
        screen.press("Escape")
        finish(screen, process)
