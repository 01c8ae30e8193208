"""Tries what a confined process must not be able to do, and says what came of it.

A probe never harms: what should be refused and is not, is undone at once. Each is a plain call that raises
OSError when it is refused. The probes marked cheap start nothing and run at every start; all of them run in
the tests and in `hisho doctor`.
"""

import ctypes
import mmap
import os
import socket
import subprocess
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from desktop.confinement.system import Kernel, this_architecture

_ENOUGH_MS = 500
_CLONE_NEWUSER = 0x10000000
_PTRACE_ATTACH = 16
_KEY_GET_SESSION = 0
_FRONTS = frozenset({"window", "client"})
_NOBODY: frozenset[str] = frozenset()
_EVERYBODY = frozenset({"window", "client", "engine"})


class Outcome(StrEnum):
    """What came of a probe."""

    DENIED = "denied"
    ALLOWED = "allowed"
    UNAVAILABLE = "unavailable"         # there is nothing here to try it on


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the probes are tried on.

    `other_pid`: a process of the same user that is no child (the supervisor). `model`: a file that only
    reading is right for. `vault` and `home`: folders that only window and client may read. `elsewhere`: a
    folder that nobody of ours may write to. `port`: a TCP and UDP port on 127.0.0.1. `bus`: the path of the
    session bus's socket, or empty.
    """

    other_pid: int
    model: Path
    vault: Path
    elsewhere: Path
    home: Path
    port: int
    bus: str = ""
    closed_abstract: bool = True


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """What was tried, what came of it, and whether that was intended."""

    name: str
    outcome: Outcome
    intended: Outcome
    error_number: int = 0

    @property
    def ok(self) -> bool:
        """Whether the outcome is as intended; what cannot be tried proves nothing and spoils nothing."""
        return self.outcome in (self.intended, Outcome.UNAVAILABLE)


class _NothingToTryError(Exception):
    """This machine has nothing that this probe could be tried on."""


@dataclass(frozen=True, slots=True)
class Probe:
    """One thing to try; `allowed_in` names the programs that may do it."""

    name: str
    attempt: Callable[[Surroundings], None]
    allowed_in: frozenset[str] = _NOBODY
    cheap: bool = True

    def run(self, program: str, around: Surroundings) -> ProbeResult:
        """Try it in this process, which is `program`."""
        intended = Outcome.ALLOWED if program in self.allowed_in else Outcome.DENIED
        if self.name == "unix_abstract" and not around.closed_abstract and program in _FRONTS:
            intended = Outcome.ALLOWED      # X11 listens there
        try:
            self.attempt(around)
        except ConnectionRefusedError:      # nobody listens: the network itself was reached
            return ProbeResult(self.name, Outcome.ALLOWED, intended)
        except OSError as error:
            return ProbeResult(self.name, Outcome.DENIED, intended, error.errno or 0)
        except _NothingToTryError:
            return ProbeResult(self.name, Outcome.UNAVAILABLE, intended)
        return ProbeResult(self.name, Outcome.ALLOWED, intended)


def run_probes(program: str, around: Surroundings, *, cheap_only: bool) -> tuple[ProbeResult, ...]:
    """Try everything (or the cheap half) in this process."""
    return tuple(each.run(program, around) for each in PROBES if each.cheap or not cheap_only)


def _kernel() -> Kernel:
    architecture = this_architecture()
    if architecture is None:
        raise _NothingToTryError
    return Kernel(architecture)


# -- the network


def _connect(around: Surroundings) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as ours:
        ours.settimeout(_ENOUGH_MS / 1000)
        ours.connect(("127.0.0.1", around.port))


def _connect_by_ctypes(around: Surroundings) -> None:
    kernel = _kernel()
    descriptor = kernel.call("socket", int(socket.AF_INET), int(socket.SOCK_STREAM), 0)
    try:
        address = bytes([2, 0]) + around.port.to_bytes(2, "big") + bytes([127, 0, 0, 1]) + bytes(8)
        kernel.call("connect", descriptor, ctypes.c_char_p(address), len(address))
    finally:
        os.close(descriptor)


def _send_udp(around: Surroundings) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.sendto(b"probe", ("127.0.0.1", around.port))


def _family(number: int, kind: int = int(socket.SOCK_STREAM)) -> Callable[[Surroundings], None]:
    def attempt(_around: Surroundings) -> None:
        os.close(_kernel().call("socket", number, kind, 0))

    return attempt


def _socket_from_a_thread(around: Surroundings) -> None:
    caught: list[OSError] = []

    def attempt() -> None:
        try:
            _family(int(socket.AF_INET))(around)
        except OSError as error:
            caught.append(error)

    thread = threading.Thread(target=attempt)
    thread.start()
    thread.join()
    if caught:
        raise caught[0]


def _unix_abstract(around: Surroundings) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as ours:
        try:
            ours.connect(f"\0hisho-probe-{around.other_pid}")
        except ConnectionRefusedError as error:     # nobody listens there: only the tests put somebody there
            raise _NothingToTryError from error


def _listen(_around: Surroundings) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as ours:
        ours.bind(f"\0hisho-probe-listen-{os.getpid()}")
        ours.listen()


def _socket_pair(_around: Surroundings) -> None:
    for end in socket.socketpair():
        end.close()


def _session_bus(around: Surroundings) -> None:
    """Reaching the session bus is asking it to start programs: a broker."""
    if not around.bus:
        raise _NothingToTryError
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as ours:
        ours.settimeout(_ENOUGH_MS / 1000)
        ours.connect(around.bus)


def _io_uring(_around: Surroundings) -> None:
    os.close(_kernel().call("io_uring_setup", 1, ctypes.create_string_buffer(120)))


# -- starting programs


def _subprocess(_around: Surroundings) -> None:
    subprocess.run(["/bin/true"], check=False)  # the path is ours


def _system(_around: Surroundings) -> None:
    status = os.system("true")  # noqa: S605, S607  # whether the C library can start a shell at all is the question
    if status:                              # the shell did not run: fork failed
        raise PermissionError(1, "system")


def _fork(_around: Surroundings) -> None:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


def _vfork(_around: Surroundings) -> None:
    """Fork by its oldest number; where there is none, by clone with its flags."""
    kernel = _kernel()
    name = "fork" if "fork" in kernel.architecture.numbers else "clone"
    child = kernel.call(name, 17, 0, 0, 0, 0)           # SIGCHLD; `fork` ignores it
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


def _execveat(_around: Surroundings) -> None:
    """A file that does not exist: refused by the filter with EPERM, reached with ENOENT."""
    try:
        _kernel().call("execveat", -100, ctypes.c_char_p(b"/nonexistent/hisho"), None, None, 0)
    except FileNotFoundError:
        return


def _memory_exec(_around: Surroundings) -> None:
    descriptor = os.memfd_create("probe")
    try:
        _kernel().call("execveat", descriptor, ctypes.c_char_p(b""), None, None, 0x1000)
    except OSError as error:
        if error.errno in (8, 14):          # ENOEXEC, EFAULT: the call itself went through
            return
        raise
    finally:
        os.close(descriptor)


# -- files


def _reads(path: Callable[[Surroundings], Path]) -> Callable[[Surroundings], None]:
    def attempt(around: Surroundings) -> None:
        try:
            os.close(os.open(path(around), os.O_RDONLY))
        except FileNotFoundError as error:
            raise _NothingToTryError from error

    return attempt


def _write_model(around: Surroundings) -> None:
    os.close(os.open(around.model, os.O_WRONLY))


def _truncate_model(around: Surroundings) -> None:
    os.truncate(around.model, around.model.stat().st_size)


def _rename_model(around: Surroundings) -> None:
    other = around.model.with_suffix(".renamed")
    around.model.rename(other)
    other.rename(around.model)


def _write_elsewhere(around: Surroundings) -> None:
    file = around.elsewhere / f"probe-{os.getpid()}"
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600))
    file.unlink()


# -- other processes


def _other_memory(around: Surroundings) -> None:
    os.close(os.open(f"/proc/{around.other_pid}/mem", os.O_RDONLY))


def _other_memory_for_writing(around: Surroundings) -> None:
    os.close(os.open(f"/proc/{around.other_pid}/mem", os.O_WRONLY))


def _other_environment(around: Surroundings) -> None:
    descriptor = os.open(f"/proc/{around.other_pid}/environ", os.O_RDONLY)
    try:
        os.read(descriptor, 1)
    finally:
        os.close(descriptor)


def _ptrace(around: Surroundings) -> None:
    """Detach at once if it works: the other process must not stay stopped."""
    kernel = _kernel()
    kernel.call("ptrace", _PTRACE_ATTACH, around.other_pid, 0, 0)
    os.waitpid(around.other_pid, 0)
    kernel.call("ptrace", 17, around.other_pid, 0, 0)


def _process_vm_readv(around: Surroundings) -> None:
    """No bytes: permission is checked all the same."""
    _kernel().call("process_vm_readv", around.other_pid, None, 0, None, 0, 0)


def _signal(around: Surroundings) -> None:
    os.kill(around.other_pid, 0)


def _pidfd_getfd(around: Surroundings) -> None:
    kernel = _kernel()
    other = kernel.call("pidfd_open", around.other_pid, 0)
    try:
        os.close(kernel.call("pidfd_getfd", other, 2, 0))
    finally:
        os.close(other)


# -- the kernel


def _unshare(_around: Surroundings) -> None:
    """In a thread that ends: the namespace goes with it. CLONE_FS alone would prove nothing."""
    _in_a_thread(lambda: _kernel().call("unshare", 0x04000000))         # CLONE_NEWUTS


def _user_namespace(_around: Surroundings) -> None:
    _in_a_thread(lambda: _kernel().call("unshare", _CLONE_NEWUSER | 0x04000000))


def _in_a_thread(work: Callable[[], object]) -> None:
    caught: list[OSError] = []

    def attempt() -> None:
        try:
            work()
        except OSError as error:
            caught.append(error)

    thread = threading.Thread(target=attempt)
    thread.start()
    thread.join()
    if caught:
        raise caught[0]


def _mount(_around: Surroundings) -> None:
    """Bad on purpose: the filter says EPERM before the kernel says that the target is missing."""
    try:
        _kernel().call("mount", None, ctypes.c_char_p(b"/nonexistent"), None, 0, None)
    except FileNotFoundError:
        return


def _keyctl(_around: Surroundings) -> None:
    _kernel().call("keyctl", _KEY_GET_SESSION, -3, 0, 0, 0)


def _bpf(_around: Surroundings) -> None:
    """Nonsense on purpose: EPERM from the filter, EINVAL from the kernel."""
    try:
        _kernel().call("bpf", 9999, None, 0)
    except OSError as error:
        if error.errno not in (7, 14, 22):
            raise


def _perf(_around: Surroundings) -> None:
    try:
        _kernel().call("perf_event_open", None, 0, -1, -1, 0)
    except OSError as error:
        if error.errno not in (7, 14, 22):
            raise


def _executable_memory(_around: Surroundings) -> None:
    mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC).close()


PROBES = (
    Probe("tcp_connect", _connect),
    Probe("tcp_connect_ctypes", _connect_by_ctypes),
    Probe("udp_send", _send_udp),
    Probe("socket_in_thread", _socket_from_a_thread, cheap=False),
    Probe("af_inet", _family(int(socket.AF_INET))),
    Probe("af_inet6", _family(int(socket.AF_INET6))),
    Probe("af_netlink", _family(int(socket.AF_NETLINK), int(socket.SOCK_RAW))),
    Probe("af_vsock", _family(40)),
    Probe("af_packet", _family(int(socket.AF_PACKET), int(socket.SOCK_RAW))),
    Probe("af_unix", _family(int(socket.AF_UNIX)), allowed_in=_FRONTS),
    Probe("unix_abstract", _unix_abstract),
    Probe("unix_listen", _listen),
    Probe("socketpair", _socket_pair, allowed_in=_EVERYBODY),
    Probe("io_uring", _io_uring),
    Probe("subprocess", _subprocess, cheap=False),
    Probe("system", _system, cheap=False),
    Probe("fork", _fork, cheap=False),
    Probe("vfork", _vfork, cheap=False),
    Probe("execveat", _execveat),
    Probe("memfd_exec", _memory_exec),
    Probe("read_passwd", _reads(lambda _around: Path("/etc/passwd")), allowed_in=_FRONTS),
    Probe("read_home", _reads(lambda around: around.home), allowed_in=_FRONTS),
    Probe("read_vault", _reads(lambda around: around.vault), allowed_in=_FRONTS),
    Probe("other_mem", _other_memory),
    Probe("other_mem_write", _other_memory_for_writing),
    Probe("other_environ", _other_environment),
    Probe("ptrace", _ptrace, cheap=False),
    Probe("process_vm_readv", _process_vm_readv),
    Probe("signal_other", _signal),
    Probe("pidfd_getfd", _pidfd_getfd),
    Probe("write_model", _write_model),
    Probe("truncate_model", _truncate_model),
    Probe("rename_model", _rename_model, cheap=False),
    Probe("write_elsewhere", _write_elsewhere),
    Probe("unshare", _unshare, cheap=False),
    Probe("user_namespace", _user_namespace, cheap=False),
    Probe("mount", _mount),
    Probe("keyctl", _keyctl),
    Probe("bpf", _bpf),
    Probe("perf_event_open", _perf),
    Probe("executable_memory", _executable_memory, allowed_in=_EVERYBODY),
    Probe("session_bus", _session_bus, allowed_in=_FRONTS),
)
