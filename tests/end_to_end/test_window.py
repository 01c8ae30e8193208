"""The real window under a real X server: create the vault, ask, quit, unlock, find; and what kill -9
costs.
"""

import contextlib
import hashlib
import json
import subprocess
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.chat.conversation import Ending, Message, Role, StoredMessage
from desktop.cli.terminal import printable
from desktop.experience import Experience
from desktop.paths import guide_model
from desktop.settings import Settings, save
from desktop.ui.actions import WindowActions
from desktop.ui.appearance import Appearance
from desktop.ui.main_window import MainWindow
from desktop.ui.pages.first_run import FirstRunPage
from desktop.ui.pages.recovery_key import RecoveryKeyPage
from desktop.vault import keys, marks
from desktop.vault.recovery import GROUPS, group_state
from desktop.vault.vault import Vault, VaultPlace
from tests import gguf_files
from tests.end_to_end.display import Display
from tests.end_to_end.programs import ROOT, Home, child, is_alive, kill, level_here, wait_for
from tests.vault.test_durability import assert_nowhere

PASSPHRASE = "correct horse battery"
QUESTION = "What can Hisho do?"
SIZE = (1180, 800)
SETTLED = 10
ENOUGH = 50                         # letters after which an answer is surely in its middle


def place(home: Home) -> VaultPlace:
    return VaultPlace(home.data / "vault", lambda: datetime.now(UTC), keys.RFC_9106_LOW_MEMORY)


@contextlib.contextmanager
def opened(home: Home) -> Iterator[Vault]:
    vault = Vault.unlock_with_passphrase(place(home), PASSPHRASE)
    yield vault
    vault.close()


def stored(home: Home) -> list[Sequence[StoredMessage]]:
    """All conversations of the vault, which nobody may have open."""
    with opened(home) as vault:
        kept = vault.conversations.conversations()
        return [vault.conversations.messages(each.id) for each in kept]


def make_vault(home: Home) -> None:
    """A vault with one finished turn, made without the window."""
    created = Vault.create(place(home), None, PASSPHRASE)
    created.vault.confirm_recovery()
    talk = created.vault.conversations.create_conversation("An older talk")
    created.vault.conversations.add_message(talk.id, None, Message(Role.USER, "an older question"))
    created.vault.close()


def centre(qtbot: QtBot, page: QWidget, part: QWidget) -> tuple[int, int]:
    """Where a part of a page is on the screen, measured on a page of our own of the same size and content.
    Wrapped lines take their height over several rounds of layout: it waits until nothing moves any more.
    """
    seen: list[QPoint] = []

    def settled() -> bool:
        seen.append(part.mapTo(page, QPoint(part.width() // 2, part.height() // 2)))
        return len(seen) > SETTLED and len(set(map(QPoint.toTuple, seen[-SETTLED:]))) == 1

    qtbot.waitUntil(settled)
    return seen[-1].x(), seen[-1].y()


def laid_out(qtbot: QtBot, page: QWidget) -> QWidget:
    window = MainWindow(WindowActions())
    qtbot.addWidget(window)
    window.add_page("page", page)
    window.show_page("page")
    window.set_appearance(Appearance())
    window.resize(*SIZE)
    window.show()
    qtbot.waitExposed(window)
    return window


def in_room(home: Home) -> bool:
    """The settings are written as soon as a model was chosen in the open room."""
    with contextlib.suppress(OSError, ValueError):
        settings = json.loads((home.settings / "settings.json").read_text())
        return bool(settings["last_model"])
    return False


def shown_times(home: Home, what: str) -> int:
    log = home.data / "logs" / "hisho.log"
    return log.read_text().count(what) if log.exists() else 0


def unlock(screen: Display, home: Home) -> None:
    """Type the passphrase until the engine is started, which the open room does."""
    engines = shown_times(home, "started engine")

    def attempt() -> bool:
        screen.click(590, 400)
        screen.press("ctrl+a")
        screen.type(PASSPHRASE)
        screen.press("Return")
        with contextlib.suppress(AssertionError):
            return wait_for(lambda: shown_times(home, "started engine") > engines, 4.0)
        return False

    wait_for(attempt)


def ask(screen: Display) -> None:
    """Type the question and send it; nothing is sent while the model is still being loaded."""
    screen.click(700, 715)
    screen.press("ctrl+a")  # a group of the recovery key may have come too late for its page
    screen.type(QUESTION)

    def attempt() -> bool:
        screen.press("Return")
        with contextlib.suppress(AssertionError):
            return wait_for(lambda: answered(screen), 2.0)
        return False

    wait_for(attempt)


def finish(screen: Display, process: "subprocess.Popen[str]") -> None:
    """Quit by its key; the vault is closed then."""
    screen.click(700, 715)
    screen.press("ctrl+q")
    assert process.wait(30) == 0


def answered(screen: Display) -> bool:
    """The title of the window is that of the conversation once the question is committed."""
    return QUESTION in screen.title()


def measured(home: Home) -> set[str]:
    """Which speeds are known: that of answers as soon as one is complete."""
    experience = Experience(home.data / "experience.json")
    digest = hashlib.sha256(guide_model().read_bytes()).hexdigest()
    speeds = experience.seen(digest, experience.machine()).speeds
    return {name for name in ("load_s", "prefill", "decode") if getattr(speeds, name) > 0}


def test_create_ask_quit_unlock_find(home: Home, screen: Display, qtbot: QtBot) -> None:
    first_run, recovery = FirstRunPage(), RecoveryKeyPage(group_state)
    first_window, recovery_window = laid_out(qtbot, first_run), laid_out(qtbot, recovery)
    with home.started(stderr=subprocess.PIPE) as process:
        wait_for(lambda: "Hisho" in screen.title())
        for field in (first_run.passphrase.first, first_run.passphrase.second):
            screen.click(*centre(qtbot, first_window, field))
            screen.type(PASSPHRASE)
        screen.press("Return")
        wait_for(lambda: (home.data / "vault" / "vault.json").exists())
        confirm(screen, home, copy_key(qtbot, screen, recovery, recovery_window))
        wait_for(lambda: shown_times(home, "started engine"))
        ask(screen)
        assert child(process.pid, "engine")
        wait_for(lambda: "decode" in measured(home))        # the answer is complete
        screen.photograph(ROOT / "build" / "screens" / "window_answer.png")
        finish(screen, process)
    ((question, answer),) = stored(home)
    assert question.message.text == QUESTION
    assert answer.message.ending is Ending.COMPLETE
    assert answer.message.protection == level_here()
    assert len(answer.message.text) > 20
    with home.started(stderr=subprocess.PIPE) as process:
        wait_for(lambda: "Hisho" in screen.title())
        unlock(screen, home)
        wait_for(lambda: answered(screen))  # the last conversation is shown again
        screen.click(700, 715)
        screen.press("ctrl+n")
        wait_for(lambda: not answered(screen))
        screen.press("ctrl+shift+f")
        screen.type("Hisho")
        wait_for(lambda: find(screen))
        finish(screen, process)
    assert_nowhere(home.folder, answer.message.text)


def find(screen: Display) -> bool:
    """Choose the first place that was found; its conversation is opened."""
    screen.press("Down", "Return")
    with contextlib.suppress(AssertionError):
        return wait_for(lambda: answered(screen), 2.0)
    return False


def copy_key(qtbot: QtBot, screen: Display, page: RecoveryKeyPage, window: QWidget) -> list[str]:
    """The groups of the key by the page's Copy button; then on to the page that asks for two of them."""
    page.show_key(["A2345"] * GROUPS, (0, 1))
    place = centre(qtbot, window, page.copy_button)

    def copy() -> str | None:
        screen.click(*place)
        key = screen.clipboard()
        return key if key.count("-") == GROUPS - 1 else None

    key = wait_for(copy)
    page.copy_button.click()  # here too: the warning that appears moves what is below it
    screen.click(*centre(qtbot, window, page.next_button))
    return key.split("-")


def confirm(screen: Display, home: Home, groups: Sequence[str]) -> None:
    """Type every group, and again where a busy machine lost a key: a right one moves on to the next field,
    both right open the room.
    """
    for group in (*groups, *groups):
        screen.press("ctrl+a")
        screen.type(group)
        screen.press("Return")
        with contextlib.suppress(AssertionError):
            wait_for(lambda: marks.is_set(home.data / "vault", marks.CONFIRMED), 1.0)
            wait_for(lambda: in_room(home))     # what came now would go into the composer
            return
    raise AssertionError("no group was taken")


def prefer(home: Home, model: Path) -> None:
    """Let the window begin with this model."""
    assert home.hisho("ask", "--model", str(model), "--max-tokens", "1", "x").returncode == 0
    digest = hashlib.sha256(model.read_bytes()).hexdigest()
    save(home.settings / "settings.json", Settings(last_model=digest))


def letters(text: str) -> str:
    """The text without what clipboards and terminals change: line ends and control characters."""
    return "".join(printable(text).split())


def answer_shown(screen: Display) -> str:
    """What the window shows of the answer that is being written, as soon as that is a good deal."""

    def look() -> str | None:
        screen.click(700, 350)
        screen.press("End", "ctrl+c")       # the last message, as it was written
        text = letters(screen.clipboard())
        return text if len(text) > ENOUGH and letters(QUESTION) not in text else None

    return wait_for(look, 60.0)


def assert_partly_kept(messages: Sequence[StoredMessage], shown: str) -> None:
    """What was shown is kept, but for the last 32 tokens; more may have come after we last looked."""
    question, answer = messages
    longest = max(map(len, gguf_files.sentencepiece_vocabulary().texts))
    kept = letters(answer.message.text)
    assert question.message.text == QUESTION
    assert answer.message.ending is Ending.INTERRUPTED
    assert kept.startswith(shown) or shown.startswith(kept)
    assert len(kept) >= len(shown) - 32 * longest
    assert kept


def talks(home: Home) -> list[Sequence[StoredMessage]]:
    """What was said in this test, the oldest first."""
    return sorted((each for each in stored(home) if len(each) == 2), key=lambda each: each[0].id)


def test_an_engine_killed_in_mid_answer_leaves_what_it_said_and_the_next_question_works(
    home: Home, screen: Display, slow_model: Path
) -> None:
    make_vault(home)
    prefer(home, slow_model)
    with home.started(stderr=subprocess.PIPE) as process:
        wait_for(lambda: "Hisho" in screen.title())
        unlock(screen, home)
        ask(screen)
        shown = answer_shown(screen)
        kill(wait_for(lambda: child(process.pid, "engine")))
        wait_for(lambda: shown_times(home, "ended: signal 9"))
        screen.photograph(ROOT / "build" / "screens" / "window_engine_killed.png")
        screen.press("ctrl+n")
        wait_for(lambda: not answered(screen))
        ask(screen)
        again = answer_shown(screen)
        finish(screen, process)
    first, second = talks(home)
    assert_partly_kept(first, shown)
    assert letters(second[1].message.text).startswith(again)
    assert second[1].message.ending is Ending.STOPPED       # by leaving


def test_a_window_killed_in_mid_answer_comes_back_and_has_what_it_showed(
    home: Home, screen: Display, slow_model: Path
) -> None:
    make_vault(home)
    prefer(home, slow_model)
    with home.started(stderr=subprocess.PIPE) as process:
        wait_for(lambda: "Hisho" in screen.title())
        unlock(screen, home)
        ask(screen)
        shown = answer_shown(screen)
        window = wait_for(lambda: child(process.pid, "window"))
        kill(window)
        wait_for(lambda: shown_times(home, "started window") == 2)
        wait_for(lambda: not is_alive(window))
        unlock(screen, home)
        finish(screen, process)
    (talk,) = talks(home)
    assert_partly_kept(talk, shown)
    texts = [message.message.text for messages in stored(home) for message in messages]
    assert "an older question" in texts


def test_locking_ends_window_and_engine_and_wants_the_passphrase(home: Home, screen: Display) -> None:
    make_vault(home)
    with home.started(stderr=subprocess.PIPE) as process:
        wait_for(lambda: "Hisho" in screen.title())
        unlock(screen, home)
        before = [wait_for(partial(child, process.pid, each)) for each in ("window", "engine")]
        screen.click(700, 715)
        screen.press("ctrl+l")
        wait_for(lambda: shown_times(home, "started window") == 2)
        wait_for(lambda: not any(map(is_alive, before)))
        assert child(process.pid, "engine") is None
        unlock(screen, home)
        finish(screen, process)


def test_the_command_line_locks_the_window_that_is_open(home: Home, screen: Display) -> None:
    make_vault(home)
    with home.started(stderr=subprocess.PIPE) as process:
        wait_for(lambda: "Hisho" in screen.title())
        unlock(screen, home)
        window = wait_for(partial(child, process.pid, "window"))
        done = home.hisho("vault", "lock", "--json")
        assert done.returncode == 0, done.stdout + done.stderr
        assert json.loads(done.stdout) == {"locked": True, "in_use": False}
        wait_for(lambda: not is_alive(window))
        wait_for(lambda: shown_times(home, "started window") == 2)
        assert not marks.is_set(home.data / "vault", marks.MAY_OPEN)
        unlock(screen, home)
        finish(screen, process)


def test_a_second_start_brings_the_window_forward(home: Home, screen: Display) -> None:
    make_vault(home)
    with home.started(stderr=subprocess.PIPE) as process:
        wait_for(lambda: "Hisho" in screen.title())
        wait_for(lambda: (home.folder / "hisho" / "run" / "instance.sock").exists())
        assert home.hisho().returncode == 0
        assert process.poll() is None
        unlock(screen, home)
        finish(screen, process)


def test_a_vault_that_cannot_be_opened_is_explained(home: Home, screen: Display) -> None:
    make_vault(home)
    header = home.data / "vault" / "vault.json"
    header.write_text(json.dumps(json.loads(header.read_text()) | {"version": 99}))
    with home.started(stderr=subprocess.PIPE) as process:
        wait_for(lambda: "Hisho" in screen.title())
        screen.photograph(ROOT / "build" / "screens" / "window_newer_vault.png")
        screen.press("Return")  # the one button: quit
        assert process.wait(30) == 0
    assert json.loads(header.read_text())["version"] == 99


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_screenshots_for_people(home: Home, screen: Display, language: str, scheme: str) -> None:
    """The window with real answers in it, in both languages and schemes; README shows the first."""
    every = {"ja": ("秘書は何ができますか", "金庫とは何ですか"), "en": (QUESTION, "What is the vault?")}
    questions = every[language]
    for question in questions:
        assert home.with_passphrase(PASSPHRASE, "ask", "--save", question).returncode == 0
    file = home.settings / "settings.json"
    save(file, Settings(language=language, scheme=scheme, last_conversation=1))  # type: ignore[arg-type]
    with home.started(stderr=subprocess.PIPE) as process:
        wait_for(lambda: screen.title().strip())
        unlock(screen, home)
        wait_for(lambda: questions[0] in screen.title())
        path = ROOT / "build" / "screens" / f"window_{language}_{scheme}.png"
        wait_for(lambda: photograph_ready(screen, path))
        finish(screen, process)


def photograph_ready(screen: Display, path: Path) -> bool:
    """Whether the picture is the same as the last one: nothing moves any more, also not the caret."""
    before = path.read_bytes() if path.exists() else b""
    screen.photograph(path)
    return path.read_bytes() == before
