"""A client's watch over its engine: by the clock that it is given."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from desktop.channel import FRAME_LIMIT, Channel, FrameTooLargeError
from desktop.chat.conversation import Role
from desktop.inference.client import EngineClient, HangLimits
from desktop.inference.codec import to_body
from desktop.inference.errors import EngineHungError
from desktop.inference.protocol import (
    Delta,
    Embedded,
    Event,
    Finished,
    Progress,
    PromptMessage,
    Ready,
    StopReason,
    TextKind,
)
from desktop.inference.sampling import Sampling
from tests.fakes import ManualClock

LIMITS = HangLimits(load=300, prompt=20, prefill=600, embed=500, decode=120, stop=8)


@dataclass
class Pair:
    client: EngineClient
    engine: Channel
    clock: ManualClock

    def say(self, event: Event) -> None:
        self.engine.send(to_body(event))
        self.client.events()


@pytest.fixture
def pair() -> Iterator[Pair]:
    ours, theirs = socket.socketpair()
    clock = ManualClock()
    client = EngineClient(Channel(ours), clock.seconds, LIMITS)
    engine = Channel(theirs)
    yield Pair(client, engine, clock)
    client.close()
    engine.close()


def test_an_engine_that_does_not_stop_is_hung_long_before_its_other_limits(pair: Pair) -> None:
    number = pair.client.ask((PromptMessage(Role.USER, "q"),), Sampling())
    pair.say(Delta(number, "a", (1,)))
    pair.client.stop(number)
    pair.clock.go(7.9)
    pair.client.check_progress()
    pair.client.stop(number)                # once more does not begin anew
    pair.say(Delta(number, "b", (2,)))      # neither does a sign of life: it was to end
    pair.clock.go(0.2)
    with pytest.raises(EngineHungError) as hung:
        pair.client.check_progress()
    assert hung.value.facts["phase"] == "stop"


def test_an_engine_that_stops_is_not_hung(pair: Pair) -> None:
    number = pair.client.ask((PromptMessage(Role.USER, "q"),), Sampling())
    pair.client.stop(number)
    pair.say(Finished(number, StopReason.STOPPED, 1, 0, 0, 0.1, 0.1, 0))
    pair.client.stop(number)                # too late, and nothing to wait for
    pair.clock.go(100)
    pair.client.check_progress()


def test_a_silent_engine_is_hung_by_what_it_is_doing(pair: Pair) -> None:
    number = pair.client.ask((PromptMessage(Role.USER, "q"),), Sampling())
    pair.say(Delta(number, "a", (1,)))
    pair.clock.go(119)
    pair.client.check_progress()
    pair.clock.go(2)
    with pytest.raises(EngineHungError):
        pair.client.check_progress()


def test_an_engine_may_take_longer_for_a_group_of_texts_than_for_a_prompt(pair: Pair) -> None:
    pair.say(Ready("m", "modern-bert", 1024, 0.1, 1, has_template=False, embeds=True))
    number = pair.client.embed(("a", "b"), TextKind.QUERY)
    assert (pair.client.phase, pair.client.is_awaited) == ("prompt", True)
    for _ in range(3):
        pair.say(Progress("embed"))
        pair.clock.go(499)
        pair.client.check_progress()
    pair.clock.go(2)
    with pytest.raises(EngineHungError) as hung:
        pair.client.check_progress()
    assert hung.value.facts["phase"] == "embed"
    pair.say(Embedded(number, (), 0))
    assert (pair.client.phase, pair.client.is_awaited) == ("idle", False)
    pair.clock.go(1000)
    pair.client.check_progress()


def test_a_question_that_is_too_large_leaves_nothing_to_wait_for(pair: Pair) -> None:
    pair.say(Ready("m", "llama", 1024, 0.1, 1, True))
    with pytest.raises(FrameTooLargeError) as refused:
        pair.client.ask((PromptMessage(Role.USER, "x" * FRAME_LIMIT),), Sampling())
    assert refused.value.size > refused.value.limit_bytes
    pair.clock.go(1000)
    pair.client.check_progress()
    assert pair.client.phase == "idle"
