"""A confined process still does its work, can still abort, and goes with its parent."""

import json
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from desktop.confinement.environment import child_environment
from desktop.confinement.layers import Reason
from desktop.confinement.outside import told
from desktop.confinement.program import bus_path, needs_abstract_socket

ROOT = Path(__file__).resolve().parents[2]


def run(code: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), *arguments],
        env={"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


ENGINE = """
import os, sys
from pathlib import Path
from desktop.confinement.linux import apply
from desktop.confinement.profiles import engine
done = apply(engine((Path(sys.argv[1]),)))
assert done.seccomp.on and done.landlock.on, done
"""


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "model.gguf"
    path.write_bytes(b"GGUF")
    return path


def test_libraries_threads_and_the_model_still_work(model: Path) -> None:
    done = run(
        ENGINE
        + """
import numpy, json, threading, mmap
thread = threading.Thread(target=lambda: print("thread")); thread.start(); thread.join()
with open(sys.argv[1], "rb") as file:
    print(mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)[:4])
""",
        str(model),
    )
    assert done.stdout.split("\n")[:2] == ["thread", "b'GGUF'"], done.stderr


def test_an_abort_still_ends_the_process(model: Path) -> None:
    assert run(ENGINE + "os.abort()", str(model)).returncode == -signal.SIGABRT


def test_what_was_not_granted_cannot_be_read(model: Path, tmp_path: Path) -> None:
    secret = tmp_path / "vault.json"
    secret.write_text("x")
    done = run(ENGINE + "open(sys.argv[2])", str(model), str(secret))
    assert "PermissionError" in done.stderr


def test_a_kernel_without_landlock_is_reported_not_passed_over() -> None:
    done = run(
        """
from pathlib import Path
from desktop.confinement import linux
from desktop.confinement.profiles import client
from desktop.confinement.system import this_architecture, Kernel
layer = linux._apply_landlock(Kernel(this_architecture()), client((Path("/tmp"),)), 0)
print(layer.on, layer.reason)
"""
    )
    assert done.stdout.strip() == "False not_in_kernel", done.stderr


def test_no_new_privileges_no_core_not_dumpable(model: Path) -> None:
    done = run(
        ENGINE
        + """
import ctypes, resource
libc = ctypes.CDLL(None)
print(libc.prctl(3, 0, 0, 0, 0), libc.prctl(39, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE))
""",
        str(model),
    )
    assert done.stdout.strip() == "0 1 (0, 0)", done.stderr


def test_a_program_is_killed_with_its_parent() -> None:
    """The middle process starts a child that ties itself to it, then is killed."""
    middle = """
import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", '''
import os, sys, time
from desktop.confinement.linux import die_with_parent
die_with_parent(int(sys.argv[1]))
print(os.getpid(), flush=True)
time.sleep(60)
''', str(os.getpid())], stdout=subprocess.PIPE, text=True)
print(child.stdout.readline().strip(), flush=True)
time.sleep(60)
"""
    process = subprocess.Popen(
        [sys.executable, "-c", middle], env={"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    with process.stdout:
        child = os.pidfd_open(int(process.stdout.readline()))
        process.kill()
        process.wait()
    ended = subprocess.run(
        [sys.executable, "-c", f"import select; print(bool(select.select([{child}], [], [], 10)[0]))"],
        pass_fds=[child],
        capture_output=True,
        text=True,
        check=True,
    )
    os.close(child)
    assert ended.stdout.strip() == "True"


def test_a_program_whose_parent_is_gone_does_not_start() -> None:
    done = run("from desktop.confinement.linux import die_with_parent; die_with_parent(1)")
    assert "ParentGoneError" in done.stderr


HOSTILE = {
    "PATH": "/bin",
    "LANG": "ja_JP.UTF-8",
    "HOME": "/home/a",
    "DISPLAY": ":0",
    "TERM": "xterm",
    "DBUS_SESSION_BUS_ADDRESS": "unix:path=/run/bus",
    "LD_PRELOAD": "/evil.so",
    "LD_LIBRARY_PATH": "/evil",
    "PYTHONPATH": "/evil",
    "PYTHONSTARTUP": "/evil.py",
    "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    "KEYRING_PROPERTY_X": "y",
    "QT_PLUGIN_PATH": "/evil",
    "QT_QPA_PLATFORM_PLUGIN_PATH": "/evil",
    "http_proxy": "http://evil",
    "HTTPS_PROXY": "http://evil",
    "HF_TOKEN": "secret",
    "GGML_BACKEND_PATH": "/evil.so",
    "LLAMA_CPP_LIB_PATH": "/evil",
}


@pytest.mark.parametrize("program", ["window", "client", "engine"])
def test_a_hostile_environment_does_not_arrive(program: str) -> None:
    given = child_environment(HOSTILE, program)
    bad = ("evil", "null", "secret")
    arrived = [name for name, value in given.items() if any(word in value for word in bad)]
    assert not arrived
    assert given["LANG"] == "ja_JP.UTF-8"


def test_the_engine_learns_nothing_of_display_bus_and_home() -> None:
    given = child_environment(HOSTILE, "engine")
    assert set(given) == {
        "PATH",
        "LANG",
        "GGML_NO_BACKTRACE",
        "CUDA_CACHE_DISABLE",
        "MESA_SHADER_CACHE_DISABLE",
    }


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("unix:path=/run/user/1000/bus", "/run/user/1000/bus"),
        ("unix:path=/tmp/b,guid=1", "/tmp/b"),
        ("unix:abstract=/x", ""),
        ("", ""),
    ],
)
def test_the_bus_is_found_in_its_address(address: str, path: str) -> None:
    assert bus_path(address) == path


def test_only_x11_needs_the_abstract_socket_and_not_behind_the_third_layer() -> None:
    x11 = {"DISPLAY": ":0"}
    assert needs_abstract_socket(x11, "")
    assert needs_abstract_socket(x11 | told(Reason.BWRAP_MISSING, (), has_network=False).to_variable(), "")
    assert not needs_abstract_socket(x11 | told(Reason.IN_FORCE, (), has_network=False).to_variable(), "")
    assert not needs_abstract_socket(x11, "offscreen")
    assert not needs_abstract_socket({}, "wayland")


def test_the_probe_program_reports_for_doctor(tmp_path: Path) -> None:
    done = run(
        """
import json, subprocess, sys, os
from desktop.channel import Channel
from desktop.confinement.report import accept_program_report, ProtectionReport
main = sys.argv[1]
reports = {}
for program in ("window", "client", "engine"):
    ours, theirs = Channel.pair()
    command = [sys.executable, "-I", main, "probe", str(theirs.fileno()), str(os.getpid())]
    child = subprocess.Popen(command, pass_fds=[theirs.fileno()], env={"HISHO_HOME": sys.argv[2]})
    theirs.close()
    ours.send({"verb": "start", "program": program, "hisho_home": sys.argv[2]})
    reports[program] = accept_program_report(ours.receive().untrusted["report_json"])
    child.wait()
print(json.dumps(ProtectionReport(reports).to_json()))
""",
        str(ROOT / "main.py"),
        str(tmp_path),
    )
    report = json.loads(done.stdout)
    assert report["level"] == "middle", report["reasons"]
    assert report["reasons"] == [f"{each}:namespaces:not_tried" for each in ("client", "engine", "window")]
