"""One whole life of Hisho before watching eyes: a vault is made in the window, the guide is asked, found
again, the computer sleeps, the vault is opened once more, and Hisho is left. Whoever tests a promise of ours
looks at what was seen meanwhile.
"""

import contextlib
import os
import secrets
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.ui.pages.first_run import FirstRunPage
from desktop.ui.pages.recovery_key import RecoveryKeyPage
from desktop.vault import header as headers
from desktop.vault import keys
from desktop.vault.header import PASSPHRASE as PASSPHRASE_SLOT
from desktop.vault.recovery import group_state
from tests.buses import Broadcaster, is_awaited, running_bus, speaking
from tests.end_to_end.display import Display, display
from tests.end_to_end.programs import ROOT, Home, is_alive, wait_for
from tests.end_to_end.test_window import PASSPHRASE as PASSPHRASE
from tests.end_to_end.test_window import (
    centre,
    confirm,
    copy_key,
    finish,
    laid_out,
    shown_times,
    unlock,
)
from tests.proof.family import Member, family
from tests.proof.memory_scan import forms_of, found_in
from tests.proof.network import BaitedNetwork, Heard, baited_network, ways

MARK = f"quiet heron {secrets.randbelow(10**6):06}"         # nobody else has written it
QUESTION = f"{MARK}: what can Hisho do?"
SHELL = "a secret of the shell"
RECENT = '<?xml version="1.0"?><xbel version="1.0"/>'


@dataclass
class Seen:
    """What was seen. `open_` of memory: while the vault was open; `locked`: after the computer slept."""

    home: Home
    began: float = field(default_factory=time.time)
    heard: Heard | None = None
    members: dict[str, Member] = field(default_factory=dict)
    limits: dict[str, str] = field(default_factory=dict)
    files: dict[str, frozenset[str]] = field(default_factory=dict)
    spoken: dict[str, str] = field(default_factory=dict)        # command line and environment
    shown_to_an_equal: dict[str, bool] = field(default_factory=dict)
    while_open: dict[str, dict[str, int]] = field(default_factory=dict)
    while_locked: dict[str, dict[str, int]] = field(default_factory=dict)
    ended: list[Member] = field(default_factory=list)
    sleep_was_held: bool = False
    sleep_was_let_go: bool = False


@dataclass
class Stage:
    """What it takes to let Hisho live."""

    home: Home
    screen: Display
    logind: Broadcaster
    bus: str
    bot: QtBot
    network: BaitedNetwork | None


@contextlib.contextmanager
def stage(folder: Path, bot: QtBot) -> Iterator[Stage]:
    """A display, a bus with a logind, and, where there can be one, a network with ears."""
    with contextlib.ExitStack() as stack:
        way = next(iter(ways()), None)
        network = stack.enter_context(baited_network(way)) if way else None
        bus = stack.enter_context(running_bus(folder))
        logind = stack.enter_context(speaking(bus))
        screen = stack.enter_context(display())
        home = Home(folder / "home", prefix=network.prefix if network else ())
        recent = home.folder / ".local" / "share" / "recently-used.xbel"
        recent.parent.mkdir(parents=True)
        recent.write_text(RECENT)
        home.extra |= {"DISPLAY": screen.name, "DBUS_SYSTEM_BUS_ADDRESS": bus, "OF_THE_SHELL": SHELL}
        home.extra["TMPDIR"] = str(home.folder / "temporary")
        Path(home.extra["TMPDIR"]).mkdir()
        home.last_sight = lambda: screen.photograph(ROOT / "build" / "screens" / "failed_session.png")
        yield Stage(home, screen, logind, bus, bot, network)


def live(on: Stage) -> Seen:
    """Let it live from its first start to its end."""
    seen = Seen(on.home)
    with on.home.started(stderr=subprocess.PIPE) as process:
        wait_for(lambda: "Hisho" in on.screen.title())
        recovery_key = _create(on)
        _ask(on)
        kept = _secrets(on.home, recovery_key)
        _look_around(seen, process.pid)
        seen.while_open = _scan(process.pid, kept)
        _sleep(on, seen, process.pid)
        seen.while_locked = _scan(process.pid, kept)
        unlock(on.screen, on.home)
        finish(on.screen, process)
    if on.network is not None:
        seen.heard = on.network.heard()
    return seen


def _create(on: Stage) -> str:
    """Make the vault; returns its recovery key."""
    first_run, recovery = FirstRunPage(), RecoveryKeyPage(group_state)
    first_window, recovery_window = laid_out(on.bot, first_run), laid_out(on.bot, recovery)
    for each in (first_run.passphrase.first, first_run.passphrase.second):
        on.screen.click(*centre(on.bot, first_window, each))
        on.screen.type(PASSPHRASE)
    on.screen.press("Return")
    wait_for(lambda: (on.home.data / "vault" / "vault.json").exists())
    groups = copy_key(on.bot, on.screen, recovery, recovery_window)
    confirm(on.screen, on.home, groups)
    wait_for(lambda: shown_times(on.home, "started engine"))
    return "-".join(groups)


def _ask(on: Stage) -> None:
    """Ask, and wait until the answer has come to its end and stands in the vault."""
    on.screen.click(700, 715)
    on.screen.press("ctrl+a")
    on.screen.type(QUESTION)

    def attempt() -> bool:
        on.screen.press("Return")
        with contextlib.suppress(AssertionError):
            return wait_for(lambda: MARK in on.screen.title(), 2.0)
        return False

    wait_for(attempt)


def _secrets(home: Home, recovery_key: str) -> dict[str, bytes]:
    """What must be gone: the text, the passphrase, the recovery key, and both keys as bytes and as text."""
    header = headers.read(home.data / "vault")
    slot = header.slot(PASSPHRASE_SLOT)
    cost = keys.KdfParameters(slot["iterations"], slot["lanes"], slot["memory_kib"])
    wrapping_key = keys.passphrase_key(PASSPHRASE, keys.from_text(slot["salt"]), cost)
    data_key = keys.unwrap(slot, wrapping_key, header.context(PASSPHRASE_SLOT))
    raw_key = keys.raw_database_key(data_key, header.salt)[: 2 * len(data_key)]
    found = {"data key": data_key, "database key": bytes.fromhex(raw_key)}
    for name, text in {
        "text": MARK, "passphrase": PASSPHRASE, "recovery key": recovery_key,
        "data key in digits": data_key.hex(), "database key in digits": raw_key,
    }.items():  # fmt: skip
        found |= forms_of(name, text)
    return found


def _look_around(seen: Seen, supervisor: int) -> None:
    for member in family(supervisor):
        seen.members[member.program] = member
        seen.limits[member.program] = member.told("limits")
        seen.files[member.program] = member.files
        seen.spoken[member.program] = member.told("cmdline") + member.told("environ")
        seen.shown_to_an_equal[member.program] = _is_shown_to_an_equal(member.pid)
    with _as_an_equal("sleep", "60") as sleeping:
        # It has its powers until it has become `sleep`.
        seen.shown_to_an_equal["sleep"] = wait_for(lambda: _is_shown_to_an_equal(sleeping.pid))
        sleeping.kill()


def _is_shown_to_an_equal(pid: int) -> bool:
    """Whether a process of the same user, without the powers of root, may read what only equals may read."""
    with _as_an_equal("cat", f"/proc/{pid}/environ") as reader:
        return reader.wait() == 0


def _as_an_equal(*command: str) -> "subprocess.Popen[bytes]":
    powerless = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []
    nowhere = subprocess.DEVNULL
    return subprocess.Popen([*powerless, *command], stdout=nowhere, stderr=nowhere)


def _scan(supervisor: int, kept: dict[str, bytes]) -> dict[str, dict[str, int]]:
    return {f"{each.program} {each.pid}": found_in(each.pid, kept) for each in family(supervisor)}


def _sleep(on: Stage, seen: Seen, supervisor: int) -> None:
    """The computer goes to sleep: wait until all that held keys or text has ended, and a new window waits."""
    seen.ended = [each for each in family(supervisor) if each.program in ("window", "engine")]
    wait_for(lambda: is_awaited(on.bus, "PrepareForSleep"))
    (delay,) = wait_for(lambda: on.logind.inhibitors)
    seen.sleep_was_held = delay.holds
    on.logind.sleep()
    wait_for(lambda: not any(is_alive(each.pid) for each in seen.ended))
    wait_for(lambda: shown_times(on.home, "started window") == 2)
    seen.sleep_was_let_go = wait_for(lambda: not delay.holds)
    wait_for(lambda: "Hisho" in on.screen.title())
