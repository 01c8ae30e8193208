"""The filter, evaluated by a small interpreter of classic BPF, for both architectures."""

import errno
import struct
from pathlib import Path

import pytest

from desktop.confinement.profiles import Profile
from desktop.confinement.seccomp import assemble
from desktop.confinement.system import ARCHITECTURES, Architecture

PID = 4711
ALLOW = "allow"
ENGINE = Profile("engine", families=(), readable=(Path("/"),))
WINDOW = Profile("window", families=(1,), readable=(Path("/"),))

FETCHER = Profile("fetcher", families=(2, 10), readable=(Path("/"),))


def decide(code: bytes, audit: int, number: int, *arguments: int) -> str:
    """What the kernel would do with this call."""
    data = struct.pack("<IIQ6Q", number, audit, 0, *(list(arguments) + [0] * 6)[:6])
    instructions = list(struct.iter_unpack("HBBI", code))
    accumulator = at = 0
    for _ in range(len(instructions)):
        operation, if_true, if_false, operand = instructions[at]
        at += 1
        match operation:
            case 0x20:
                (accumulator,) = struct.unpack_from("<I", data, operand)
            case 0x15:
                at += if_true if accumulator == operand else if_false
            case 0x35:
                at += if_true if accumulator >= operand else if_false
            case 0x45:
                at += if_true if accumulator & operand else if_false
            case 0x06 if operand == 0x7FFF0000:
                return ALLOW
            case 0x06 if operand == 0x80000000:
                return "kill"
            case 0x06:
                return errno.errorcode[operand & 0xFFFF]
            case _:
                raise AssertionError(operation)
    raise AssertionError("the filter does not end")


@pytest.fixture(params=sorted(ARCHITECTURES))
def architecture(request: pytest.FixtureRequest) -> Architecture:
    return ARCHITECTURES[request.param]


CASES = [
    ("socket", (1, 1), ALLOW, "EPERM"),
    ("socket", (2, 1), "EPERM", "EPERM"),
    ("socket", (10, 2), "EPERM", "EPERM"),
    ("socket", (16, 3), "EPERM", "EPERM"),
    ("socketpair", (1, 1), ALLOW, ALLOW),
    ("socketpair", (2, 1), "EPERM", "EPERM"),
    ("connect", (3,), ALLOW, "EPERM"),
    ("bind", (3,), "EPERM", "EPERM"),
    ("execve", (), "EPERM", "EPERM"),
    ("execveat", (), "EPERM", "EPERM"),
    ("clone", (0x003D0F00,), ALLOW, ALLOW),
    ("clone", (17,), "EPERM", "EPERM"),
    ("clone", (0x4111,), "EPERM", "EPERM"),
    ("clone3", (), "ENOSYS", "ENOSYS"),
    ("io_uring_setup", (), "ENOSYS", "ENOSYS"),
    ("ptrace", (), "EPERM", "EPERM"),
    ("kill", (PID, 6), ALLOW, ALLOW),
    ("kill", (PID + 1, 9), "EPERM", "EPERM"),
    ("kill", (0, 9), "EPERM", "EPERM"),
    ("kill", (2**32 - 1, 9), "EPERM", "EPERM"),
    ("tgkill", (PID, 1, 6), ALLOW, ALLOW),
    ("tgkill", (1, 1, 6), "EPERM", "EPERM"),
    ("prlimit64", (0, 7), ALLOW, ALLOW),
    ("prlimit64", (PID, 7), ALLOW, ALLOW),
    ("prlimit64", (1, 7), "EPERM", "EPERM"),
    ("ioctl", (0, 0x5412), "EPERM", "EPERM"),
    ("ioctl", (0, 0x541C), "EPERM", "EPERM"),
    ("ioctl", (0, 0x5401), ALLOW, ALLOW),
    ("prctl", (4, 1), "EPERM", "EPERM"),
    ("prctl", (15, 1), ALLOW, ALLOW),
    ("mount", (), "EPERM", "EPERM"),
    ("unshare", (), "EPERM", "EPERM"),
    ("seccomp", (), ALLOW, ALLOW),
]


@pytest.mark.parametrize(("name", "arguments", "window", "engine"), CASES)
def test_decisions(
    architecture: Architecture, name: str, arguments: tuple[int, ...], window: str, engine: str
) -> None:
    number = architecture.numbers[name]
    assert decide(assemble(WINDOW, architecture, PID), architecture.audit, number, *arguments) == window
    assert decide(assemble(ENGINE, architecture, PID), architecture.audit, number, *arguments) == engine


@pytest.mark.parametrize(
    ("family", "expected"),
    [(1, "EPERM"), (2, ALLOW), (10, ALLOW), (16, "EPERM"), (17, "EPERM"), (40, "EPERM")],
)
def test_the_fetcher_has_two_families(architecture: Architecture, family: int, expected: str) -> None:
    code = assemble(FETCHER, architecture, PID)
    assert decide(code, architecture.audit, architecture.numbers["socket"], family, 1) == expected
    assert decide(code, architecture.audit, architecture.numbers["connect"], 3) == ALLOW
    assert decide(code, architecture.audit, architecture.numbers["bind"], 3) == "EPERM"


@pytest.mark.parametrize("profile", [WINDOW, ENGINE, FETCHER], ids=lambda each: each.program)
def test_every_path_through_the_filter_ends(architecture: Architecture, profile: Profile) -> None:
    code = assemble(profile, architecture, PID)
    assert len(code) // 8 < 4096
    for number in range(512):
        decide(code, architecture.audit, number, 1, 2, 3)


def test_ordinary_calls_pass(architecture: Architecture) -> None:
    code = assemble(ENGINE, architecture, PID)
    named = set(architecture.numbers.values())
    ordinary = [number for number in range(400) if number not in named]
    assert {decide(code, architecture.audit, number) for number in ordinary} == {ALLOW}


def test_another_architecture_is_killed(architecture: Architecture) -> None:
    other = next(each for each in ARCHITECTURES.values() if each is not architecture)
    assert decide(assemble(WINDOW, architecture, PID), other.audit, 0) == "kill"


def test_the_second_table_of_x86_is_refused() -> None:
    x86 = ARCHITECTURES["x86_64"]
    assert decide(assemble(WINDOW, x86, PID), x86.audit, 0x40000000 + 41, 2) == "EPERM"
