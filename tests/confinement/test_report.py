"""Levels follow from layers and probes, and from nothing else."""

import json
from typing import Any

import pytest

from desktop.confinement.report import ProtectionLevel, ProtectionReport, accept_program_report
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
