"""Why an engine ended: only what the kernel counted or the engine wrote since it was started."""

import signal
from pathlib import Path

import pytest

from desktop.engine_ends import EndCause, EndWatch

ABORT, KILL, NONE = signal.SIGABRT, signal.SIGKILL, 0


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "engine.log"
    path.write_bytes(b"terminate called after throwing an instance of 'std::bad_alloc'\n")    # yesterday's
    return path


@pytest.fixture
def vmstat(tmp_path: Path) -> Path:
    path = tmp_path / "vmstat"
    path.write_text("pgfault 7\noom_kill 3\nthp 1\n")
    return path


@pytest.mark.parametrize(
    ("written", "cause"),
    [
        ("terminate called after throwing an instance of 'std::bad_alloc'\n", "memory"),
        ("Traceback (most recent call last):\n  …\nMemoryError\n", "memory"),
        ("what():  vk::Device::allocateMemory: ErrorOutOfDeviceMemory", "memory"),
        ("what():  vk::Queue::submit: ErrorDeviceLost", "device"),
        ("/ggml-cuda.cu:102: CUDA error", "device"),
        ("/ggml.c:3150: GGML_ASSERT(n > 0) failed", ""),
        ("", ""),
    ],
)
def test_what_the_engine_wrote_last(log: Path, vmstat: Path, written: str, cause: str) -> None:
    watch = EndWatch.begin(log, vmstat)
    with log.open("a") as file:
        file.write(written)
    assert watch.cause(ABORT) == EndCause(cause)
    assert watch.cause(NONE) == EndCause(cause)
    assert watch.cause(KILL) is EndCause.UNKNOWN        # nobody who is killed has time to write


def test_the_end_of_a_long_log_is_what_counts(log: Path, vmstat: Path) -> None:
    watch = EndWatch.begin(log, vmstat)
    with log.open("a") as file:
        file.write("bad_alloc" + "x" * 100_000)
    assert watch.cause(ABORT) is EndCause.UNKNOWN
    with log.open("a") as file:
        file.write("bad_alloc")
    assert watch.cause(ABORT) is EndCause.MEMORY


def test_a_kill_for_want_of_memory_is_counted_by_the_kernel(log: Path, vmstat: Path) -> None:
    watch = EndWatch.begin(log, vmstat)
    assert watch.cause(KILL) is EndCause.UNKNOWN
    vmstat.write_text("oom_kill 4\n")
    assert watch.cause(KILL) is EndCause.MEMORY


def test_without_facts_nothing_is_claimed(tmp_path: Path) -> None:
    watch = EndWatch.begin(tmp_path / "no.log", tmp_path / "no.vmstat")
    assert watch.cause(KILL) is EndCause.UNKNOWN
    assert watch.cause(ABORT) is EndCause.UNKNOWN
