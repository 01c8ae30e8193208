"""The attempts behind the probes: each tries one thing that a confined process must not be able to do.

An attempt never harms: what should be refused and is not, is undone at once. It raises OSError when it is
refused, and NothingToTryError where this machine has nothing to try it on.
"""

import ctypes
import mmap
import os
import socket
import subprocess
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop.confinement.system import Kernel, this_architecture

_ENOUGH_MS = 500
_CLONE_NEWUSER = 0x10000000
_PTRACE_ATTACH = 16
_KEY_GET_SESSION = 0


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the probes are tried on.

    `other_pid`: a process of the same user that is no child (the supervisor). `model`: a file that only
    reading is right for. `vault` and `home`: folders that only window and client may read. `elsewhere`: a
    folder that nobody of ours may write to. `port`: a TCP and UDP port on 127.0.0.1. `bus` and `system_bus`:
    the paths of their sockets, or empty. `brokers`: other sockets behind which programs are started.
    `service`: what the session bus shall start; `system_service`: whom to look for on the system bus.
    `brokers_closed`: the third layer is in force.
    """

    other_pid: int
    model: Path
    vault: Path
    elsewhere: Path
    home: Path
    port: int
    bus: str = ""
    closed_abstract: bool = True
    system_bus: str = ""
    brokers: tuple[str, ...] = ()
    service: str = ""
    system_service: str = "org.freedesktop.systemd1"
    brokers_closed: bool = False


class NothingToTryError(Exception):
    """This machine has nothing that this probe could be tried on."""


def _kernel() -> Kernel:
    architecture = this_architecture()
    if architecture is None:
        raise NothingToTryError
    return Kernel(architecture)


# -- the network


def connect(around: Surroundings) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as ours:
        ours.settimeout(_ENOUGH_MS / 1000)
        ours.connect(("127.0.0.1", around.port))


def connect_by_ctypes(around: Surroundings) -> None:
    kernel = _kernel()
    descriptor = kernel.call("socket", int(socket.AF_INET), int(socket.SOCK_STREAM), 0)
    try:
        address = bytes([2, 0]) + around.port.to_bytes(2, "big") + bytes([127, 0, 0, 1]) + bytes(8)
        kernel.call("connect", descriptor, ctypes.c_char_p(address), len(address))
    finally:
        os.close(descriptor)


def send_udp(around: Surroundings) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.sendto(b"probe", ("127.0.0.1", around.port))


def family(number: int, kind: int = int(socket.SOCK_STREAM)) -> Callable[[Surroundings], None]:
    def attempt(_around: Surroundings) -> None:
        os.close(_kernel().call("socket", number, kind, 0))

    return attempt


def socket_from_a_thread(around: Surroundings) -> None:
    caught: list[OSError] = []

    def attempt() -> None:
        try:
            family(int(socket.AF_INET))(around)
        except OSError as error:
            caught.append(error)

    thread = threading.Thread(target=attempt)
    thread.start()
    thread.join()
    if caught:
        raise caught[0]


def unix_abstract(around: Surroundings) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as ours:
        try:
            ours.connect(f"\0hisho-probe-{around.other_pid}")
        except ConnectionRefusedError as error:     # nobody listens there: only the tests put somebody there
            raise NothingToTryError from error


def listen(_around: Surroundings) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as ours:
        ours.bind(f"\0hisho-probe-listen-{os.getpid()}")
        ours.listen()


def socket_pair(_around: Surroundings) -> None:
    for end in socket.socketpair():
        end.close()


def io_uring(_around: Surroundings) -> None:
    os.close(_kernel().call("io_uring_setup", 1, ctypes.create_string_buffer(120)))


# -- starting programs


def run_a_program(_around: Surroundings) -> None:
    subprocess.run(["/bin/true"], check=False)  # the path is ours


def system(_around: Surroundings) -> None:
    status = os.system("true")  # noqa: S605, S607  # whether the C library can start a shell at all is the question
    if status:                              # the shell did not run: fork failed
        raise PermissionError(1, "system")


def fork(_around: Surroundings) -> None:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


def vfork(_around: Surroundings) -> None:
    """Fork by its oldest number; where there is none, by clone with its flags."""
    kernel = _kernel()
    name = "fork" if "fork" in kernel.architecture.numbers else "clone"
    child = kernel.call(name, 17, 0, 0, 0, 0)           # SIGCHLD; `fork` ignores it
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


def execveat(_around: Surroundings) -> None:
    """A file that does not exist: refused by the filter with EPERM, reached with ENOENT."""
    try:
        _kernel().call("execveat", -100, ctypes.c_char_p(b"/nonexistent/hisho"), None, None, 0)
    except FileNotFoundError:
        return


def memory_exec(_around: Surroundings) -> None:
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


def reads(path: Callable[[Surroundings], Path]) -> Callable[[Surroundings], None]:
    def attempt(around: Surroundings) -> None:
        try:
            os.close(os.open(path(around), os.O_RDONLY))
        except FileNotFoundError as error:
            raise NothingToTryError from error

    return attempt


def write_model(around: Surroundings) -> None:
    os.close(os.open(around.model, os.O_WRONLY))


def truncate_model(around: Surroundings) -> None:
    os.truncate(around.model, around.model.stat().st_size)


def rename_model(around: Surroundings) -> None:
    other = around.model.with_suffix(".renamed")
    around.model.rename(other)
    other.rename(around.model)


def write_elsewhere(around: Surroundings) -> None:
    file = around.elsewhere / f"probe-{os.getpid()}"
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600))
    file.unlink()


# -- other processes


def other_memory(around: Surroundings) -> None:
    os.close(os.open(f"/proc/{around.other_pid}/mem", os.O_RDONLY))


def other_memory_for_writing(around: Surroundings) -> None:
    os.close(os.open(f"/proc/{around.other_pid}/mem", os.O_WRONLY))


def other_environment(around: Surroundings) -> None:
    descriptor = os.open(f"/proc/{around.other_pid}/environ", os.O_RDONLY)
    try:
        os.read(descriptor, 1)
    finally:
        os.close(descriptor)


def ptrace(around: Surroundings) -> None:
    """Detach at once if it works: the other process must not stay stopped."""
    kernel = _kernel()
    kernel.call("ptrace", _PTRACE_ATTACH, around.other_pid, 0, 0)
    os.waitpid(around.other_pid, 0)
    kernel.call("ptrace", 17, around.other_pid, 0, 0)


def process_vm_readv(around: Surroundings) -> None:
    """No bytes: permission is checked all the same."""
    _kernel().call("process_vm_readv", around.other_pid, None, 0, None, 0, 0)


def signal(around: Surroundings) -> None:
    os.kill(around.other_pid, 0)


def pidfd_getfd(around: Surroundings) -> None:
    kernel = _kernel()
    other = kernel.call("pidfd_open", around.other_pid, 0)
    try:
        os.close(kernel.call("pidfd_getfd", other, 2, 0))
    finally:
        os.close(other)


# -- the kernel


def unshare(_around: Surroundings) -> None:
    """In a thread that ends: the namespace goes with it. CLONE_FS alone would prove nothing."""
    _in_a_thread(lambda: _kernel().call("unshare", 0x04000000))         # CLONE_NEWUTS


def user_namespace(_around: Surroundings) -> None:
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


def mount(_around: Surroundings) -> None:
    """Bad on purpose: the filter says EPERM before the kernel says that the target is missing."""
    try:
        _kernel().call("mount", None, ctypes.c_char_p(b"/nonexistent"), None, 0, None)
    except FileNotFoundError:
        return


def keyctl(_around: Surroundings) -> None:
    _kernel().call("keyctl", _KEY_GET_SESSION, -3, 0, 0, 0)


def bpf(_around: Surroundings) -> None:
    """Nonsense on purpose: EPERM from the filter, EINVAL from the kernel."""
    try:
        _kernel().call("bpf", 9999, None, 0)
    except OSError as error:
        if error.errno not in (7, 14, 22):
            raise


def perf(_around: Surroundings) -> None:
    try:
        _kernel().call("perf_event_open", None, 0, -1, -1, 0)
    except OSError as error:
        if error.errno not in (7, 14, 22):
            raise


def executable_memory(_around: Surroundings) -> None:
    mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC).close()
