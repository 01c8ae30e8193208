"""Levels follow from layers and probes, and from nothing else."""

import json
from typing import Any

import pytest

from desktop.confinement.errors import ProtectionTooWeakError
from desktop.confinement.report import (
    ProtectionLevel,
    ProtectionReport,
    accept_program_report,
    require_level,
)
from desktop.confinement.tripwire import trips


def report(*on: str, ok: bool = True) -> dict[str, Any]:
    return {
        "layers": {name: {"on": name in on, "reason": "x"} for name in ("seccomp", "landlock", "namespaces")},
        "landlock_abi": 7,
        "cost_ms": 1.0,
        "probes": [{"name": "fork", "outcome": "?", "intended": "denied", "ok": ok}],
    }


ALL = report("seccomp", "landlock", "namespaces")
OWN = report("seccomp", "landlock")


@pytest.mark.parametrize(
    ("programs", "level"),
    [
        ({"window": ALL, "engine": ALL}, ProtectionLevel.STRONG),
        ({"window": OWN, "engine": ALL}, ProtectionLevel.MIDDLE),
        ({"window": OWN, "engine": OWN}, ProtectionLevel.MIDDLE),
        ({"window": OWN, "engine": report("seccomp")}, ProtectionLevel.WEAK),
        ({"window": OWN, "engine": report("landlock")}, ProtectionLevel.WEAK),
        ({"window": report("seccomp", "landlock", "namespaces", ok=False)}, ProtectionLevel.WEAK),
        ({"window": OWN, "engine": {}}, ProtectionLevel.WEAK),
        ({}, ProtectionLevel.WEAK),
    ],
)
def test_level(programs: dict[str, dict[str, Any]], level: ProtectionLevel) -> None:
    assert ProtectionReport(programs).level is level


def test_reasons_name_program_layer_and_probe() -> None:
    found = ProtectionReport({"window": report("seccomp", "landlock", ok=False)}).reasons
    assert found == ("window:namespaces:x", "window:probe:fork")


@pytest.mark.parametrize(
    "untrusted", ["", "[]", "{}", '{"layers": {}, "probes": []}', json.dumps(OWN | {"probes": 3})]
)
def test_a_report_that_is_none_counts_as_empty(untrusted: str) -> None:
    assert accept_program_report(untrusted) == {}


def test_a_report_survives_the_wire() -> None:
    assert accept_program_report(json.dumps(OWN)) == OWN


@pytest.mark.parametrize(
    ("event", "arguments", "trip"),
    [
        ("socket.__new__", (None, 2, 1, 0), True),
        ("socket.__new__", (None, 1, 1, 0), False),
        ("socket.__new__", (None, -1, -1, -1), False),
        ("socket.connect", (None, ("127.0.0.1", 1)), True),
        ("socket.connect", (None, "/run/bus"), False),
        ("socket.getaddrinfo", ("host", 1), True),
        ("socket.sendmsg", (None, None), False),
        ("subprocess.Popen", ("true",), True),
        ("os.fork", (), True),
        ("os.system", ("true",), True),
        ("import", ("PySide6.QtNetwork", None), True),
        ("import", ("json", None), False),
        ("open", ("x", "r"), False),
        ("webbrowser.open", ("u",), True),
    ],
)
def test_what_trips(event: str, arguments: tuple[Any, ...], trip: bool) -> None:
    assert trips(event, arguments) is trip


@pytest.mark.parametrize(
    ("level", "demanded", "reached"),
    [
        ("weak", "", True),
        ("weak", "middle", False),
        ("middle", "middle", True),
        ("middle", "strong", False),
        ("strong", "strong", True),
    ],
)
def test_a_demanded_level_is_reached_or_refused(level: str, demanded: str, reached: bool) -> None:
    programs = {"strong": ALL, "middle": OWN, "weak": report("seccomp")}
    assert ProtectionLevel(level).reaches(demanded) is reached
    found = ProtectionReport({"window": programs[level]})
    if reached:
        require_level(found, demanded)
        return
    with pytest.raises(ProtectionTooWeakError) as raised:
        require_level(found, demanded)
    assert (raised.value.level, raised.value.demanded) == (level, demanded)


def test_a_broker_is_named_where_the_third_layer_is_off_and_only_there() -> None:
    reached = {"name": "bus_start", "outcome": "allowed", "intended": "allowed", "ok": True}
    assert ProtectionReport({"window": OWN | {"probes": [reached]}}).reasons == (
        "window:namespaces:x",
        "window:open:bus_start",
    )
    assert ProtectionReport({"window": ALL | {"probes": [reached]}}).reasons == ()
