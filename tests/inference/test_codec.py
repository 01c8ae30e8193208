"""The protocol between clients and the engine accepts exactly what it can say."""

import json
from typing import Any

import pytest

from desktop.chat.conversation import Role
from desktop.inference.codec import event_from, request_from, to_body
from desktop.inference.errors import BY_CODE, ProtocolError, from_code
from desktop.inference.machine import DeviceKind, DeviceReport, MachineReport, MemoryUse
from desktop.inference.protocol import (
    Ask,
    Confined,
    Count,
    Counted,
    Delta,
    Event,
    Failed,
    Finished,
    LoadFailed,
    Loading,
    Open,
    Placed,
    Prefilling,
    Progress,
    PromptMessage,
    Ready,
    Request,
    Stop,
    StopReason,
    Survey,
    Surveyed,
)
from desktop.inference.sampling import Sampling
from model_manager.placement import Choice, Learnt, Mode, Placement

MACHINE = MachineReport(
    "EPYC", 8, 8, 2, 1 << 34, 1 << 33, "zen4", "full", "0.3.36",
    (DeviceReport("Vulkan0", "Radeon 780M", DeviceKind.INTEGRATED, "Vulkan", 1 << 33, 1 << 32),),
)  # fmt: skip
PLACEMENT = Placement(33, 8192, 20, ("Vulkan0",), (20,), 4, 1024, "q8_0", False, False)

REQUESTS: list[Request] = [
    Open(Choice(Mode.DEVICES, ("Vulkan0",), 4096), Learnt(1 << 20, -5, 3), PLACEMENT),
    Survey(),
    Ask(3, (PromptMessage(Role.USER, "請求項1は?", (5, 6)),), Sampling(temperature=0, seed=7), 64),
    Ask(4, ()),
    Count(5, (PromptMessage(Role.SYSTEM, "簡潔に"),)),
    Stop(5),
]
EVENTS: list[Event] = [
    Confined("{}"),
    Surveyed(MACHINE),
    Placed(PLACEMENT, MACHINE, (MemoryUse("", 5, 9), MemoryUse("Vulkan0", 6, 7)), True),
    Loading(0.5),
    Ready("案内モデル", "llama", 512, 0.2, 1, True),
    LoadFailed("not_gguf", {"name": "x.gguf"}),
    Prefilling(1, 10, 20, 5, 2),
    Delta(1, "特許", (7, 8)),
    Finished(1, StopReason.LENGTH, 10, 5, 3, 0.1, 0.2, 0),
    Failed(1, "prompt_too_long", {"tokens": 900, "limit": 384}),
    Counted(1, 10, 384, 0, False),
    Progress("load"),
]


def through_json(body: dict[str, Any]) -> dict[str, Any]:
    decoded: dict[str, Any] = json.loads(json.dumps(body))
    return decoded


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda each: each.kind)
def test_request_survives_the_wire(request_: Request) -> None:
    assert request_from(through_json(to_body(request_))) == request_


@pytest.mark.parametrize("event", EVENTS, ids=lambda each: each.kind)
def test_event_survives_the_wire(event: Event) -> None:
    assert event_from(through_json(to_body(event))) == event


@pytest.mark.parametrize(
    "untrusted_body",
    [
        {},
        {"kind": 3},
        {"kind": "delta"},
        {"kind": "ask", "request_id": 1},
        {"kind": "stop", "request_id": "1"},
        {"kind": "stop", "request_id": True},
        {"kind": "stop", "request_id": 1, "extra": 1},
        to_body(REQUESTS[0]) | {"sampling": 3},
        to_body(REQUESTS[0]) | {"messages": {}},
        to_body(REQUESTS[0]) | {"messages": [{"role": "root", "text": "", "token_ids": []}]},
        to_body(REQUESTS[0]) | {"messages": [{"role": "user", "text": "", "token_ids": ["1"]}]},
        to_body(REQUESTS[0]) | {"messages": [{"role": "user", "text": "あ" * (2**23 + 1), "token_ids": []}]},
    ],
)
def test_anything_else_is_refused(untrusted_body: dict[str, Any]) -> None:
    with pytest.raises(ProtocolError):
        request_from(untrusted_body)


def test_client_does_not_accept_requests_as_events() -> None:
    with pytest.raises(ProtocolError):
        event_from(to_body(Stop(1)))


@pytest.mark.parametrize("code", sorted(BY_CODE))
def test_every_error_code_comes_back_as_its_class(code: str) -> None:
    error = from_code(code, {"name": "x"})
    assert type(error).code == code
    assert error.facts == {"name": "x"}


@pytest.mark.parametrize(("code", "facts"), [("rm -rf", {}), (3, {}), ("decode", []), ("decode", {"a": []})])
def test_unknown_errors_are_refused(code: Any, facts: Any) -> None:
    with pytest.raises(ProtocolError):
        from_code(code, facts)
