"""What `hisho doctor` says of engine and machine, and that a dead or silent engine does not keep it."""

import io
import socket
import threading
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

import pytest

from desktop.channel import Channel
from desktop.cli.doctor import Examined, device_facts, engine_facts, show
from desktop.cli.surveying import survey
from desktop.cli.terminal import Terminal
from desktop.control import (
    SURVEY,
    ControlLink,
    EngineRefused,
    EngineStarted,
    Refusal,
    StartEngine,
    to_body,
    wish_from,
)
from desktop.inference import codec
from desktop.inference.machine import MachineReport
from desktop.inference.protocol import Confined, Survey, Surveyed
from tests.fakes import ManualClock
from tests.inference.openings import DEVICE, MACHINE


def surveyed(play: Callable[[Channel, StartEngine], None], clock: ManualClock) -> MachineReport | None:
    """What comes of a survey where the supervisor and the engine do this."""
    ours, theirs = socket.socketpair()
    with Channel(theirs) as supervisor, Channel(ours) as control:

        def run() -> None:
            wish = wish_from(supervisor.receive().untrusted)
            assert isinstance(wish, StartEngine)
            assert wish.sha256 == SURVEY
            play(supervisor, wish)

        thread = threading.Thread(target=run)
        thread.start()
        found = survey(ControlLink(control), clock.seconds)
        thread.join()
    return found


def hand_over(supervisor: Channel, wish: StartEngine) -> Channel:
    engine, link = Channel.pair()
    with link:
        supervisor.send(to_body(EngineStarted(wish.request, 1)) | {"descriptors": 1}, [link.fileno()])
    return engine


def test_an_engine_without_a_model_tells_of_the_machine() -> None:
    def answer(supervisor: Channel, wish: StartEngine) -> None:
        with hand_over(supervisor, wish) as engine:
            assert codec.request_from(engine.receive().untrusted) == Survey()
            engine.send(codec.to_body(Confined("{}")))
            engine.send(codec.to_body(Surveyed(MACHINE)))

    assert surveyed(answer, ManualClock()) == MACHINE


def test_an_engine_that_dies_over_a_driver_tells_nothing() -> None:
    assert surveyed(lambda supervisor, wish: hand_over(supervisor, wish).close(), ManualClock()) is None


def test_an_engine_that_is_not_started_tells_nothing() -> None:
    def refuse(supervisor: Channel, wish: StartEngine) -> None:
        supervisor.send(to_body(EngineRefused(wish.request, Refusal.NOT_STARTED)))

    assert surveyed(refuse, ManualClock()) is None


def test_a_silent_engine_is_waited_for_a_minute_and_no_longer() -> None:
    clock = ManualClock()
    engines: list[Channel] = []

    def be_silent(supervisor: Channel, wish: StartEngine) -> None:
        engines.append(hand_over(supervisor, wish))
        engines[0].receive()
        clock.go(61)

    assert surveyed(be_silent, clock) is None
    engines[0].close()


def shown(machine: MachineReport | None) -> str:
    report: dict[str, Any] = {
        "versions": {}, "edition": "full", "keyring": "usable", "paths": {}, "problems": [],
        "protection": {"level": "middle", "reasons": [], "programs": {}},
        "engine": engine_facts(machine) if machine else None,
        "devices": device_facts(machine) if machine else [],
    }  # fmt: skip
    answers = io.StringIO()
    show(Examined(report, ()), Terminal(lambda _, source: source, answers), as_json=False)
    return answers.getvalue()


def test_people_read_engine_and_devices() -> None:
    text = shown(MACHINE)
    assert "  llama.cpp 0.3.36 · for every machine (full) · haswell\n" in text
    assert "  Made-up CPU · 4 cores, 4 of them fast · 12.0 of 16.0 GiB free\n" in text
    assert "  Vulkan0: Made-up 8 · Vulkan · 7.0 of 8.0 GiB free\n" in text
    assert "no problem" not in text


def test_a_missing_gpu_is_a_note_and_a_missing_engine_is_said() -> None:
    assert "no GPU that this engine can use (a note, no problem)" in shown(replace(MACHINE, devices=()))
    assert "the program died" in shown(None)


def test_programs_read_the_numbers() -> None:
    assert device_facts(MACHINE)[1] == asdict(DEVICE)
    assert engine_facts(MACHINE) == {"build": "full", "version": "0.3.36", "variant": "haswell"}


@pytest.mark.parametrize("build", ["plain", "odd"])
def test_each_build_has_a_word(build: str) -> None:
    word = {"plain": "for this processor (plain)"}.get(build, build)
    assert f"llama.cpp 0.3.36 · {word} · " in shown(replace(MACHINE, build=build))
