"""The system call filter: a deny list in classic BPF, for all threads of the process.

Every rule is `if the number is N: decide`; a rule about an argument ends in a decision too, so that rules do
not depend on their order. `clone3` gets ENOSYS, so that libc falls back to `clone`, whose flags a filter can
see; `io_uring` would carry out what the filter refuses.
"""

import ctypes
import errno
import os
import struct

from desktop.confinement.errors import LayerFailedError
from desktop.confinement.profiles import Profile
from desktop.confinement.system import PR_SET_DUMPABLE, Architecture, Kernel

_LOAD, _IF_EQUAL, _IF_AT_LEAST, _IF_SET, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW = 0x7FFF0000
_KILL_PROCESS = 0x80000000
_ERRNO = 0x00050000
_NUMBER_AT, _ARCHITECTURE_AT, _ARGUMENTS_AT = 0, 4, 16
_X32_BIT = 0x40000000
_AF_UNIX = 1
_CLONE_THREAD = 0x00010000
_TIOCSTI, _TIOCLINUX = 0x5412, 0x541C       # type into the terminal on behalf of its user
_SET_MODE_FILTER, _FLAG_TSYNC = 1, 1

_NO_SUCH_CALL = ("clone3", "io_uring_setup", "io_uring_enter", "io_uring_register")
_DENIED = (
    "execve", "execveat", "fork", "vfork",
    "bind", "listen", "accept", "accept4",
    "ptrace", "process_vm_readv", "process_vm_writev", "process_madvise", "kcmp",
    "pidfd_open", "pidfd_getfd", "pidfd_send_signal", "tkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo",
    "bpf", "perf_event_open", "userfaultfd", "keyctl", "add_key", "request_key",
    "unshare", "setns", "chroot", "pivot_root", "mount", "umount2", "move_mount", "open_tree", "fsopen",
    "fsconfig", "fsmount", "fspick", "mount_setattr", "open_by_handle_at", "name_to_handle_at",
    "init_module", "finit_module", "delete_module", "kexec_load", "kexec_file_load", "swapon", "swapoff",
    "reboot",
)  # fmt: skip


def _instruction(code: int, operand: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, operand)


def _refuse(number: int = errno.EPERM) -> bytes:
    return _instruction(_RETURN, _ERRNO | number)


def _permit() -> bytes:
    return _instruction(_RETURN, _ALLOW)


def _load_argument(index: int) -> bytes:
    """The low 32 bits of an argument (both architectures are little-endian)."""
    return _instruction(_LOAD, _ARGUMENTS_AT + 8 * index)


def _rule(number: int, body: bytes) -> bytes:
    """Carry out `body`, which ends in a decision, if the call has this number."""
    return _instruction(_IF_EQUAL, number, 0, len(body) // 8) + body


def _only_if_equal(argument: int, value: int) -> bytes:
    return _load_argument(argument) + _instruction(_IF_EQUAL, value, 1, 0) + _refuse() + _permit()


def _only_one_of(argument: int, first: int, second: int) -> bytes:
    jumps = _instruction(_IF_EQUAL, first, 2, 0) + _instruction(_IF_EQUAL, second, 1, 0)
    return _load_argument(argument) + jumps + _refuse() + _permit()


def _unless_one_of(argument: int, first: int, second: int) -> bytes:
    jumps = _instruction(_IF_EQUAL, first, 1, 0) + _instruction(_IF_EQUAL, second, 0, 1)
    return _load_argument(argument) + jumps + _refuse() + _permit()


def assemble(profile: Profile, architecture: Architecture, pid: int) -> bytes:
    """The filter for a profile; `pid` is the process itself, which may still send itself signals (abort
    does).
    """
    numbers = architecture.numbers
    parts = [
        _instruction(_LOAD, _ARCHITECTURE_AT),
        _instruction(_IF_EQUAL, architecture.audit, 1, 0),
        _instruction(_RETURN, _KILL_PROCESS),
        _instruction(_LOAD, _NUMBER_AT),
    ]
    if "fork" in numbers:                   # x86-64, which has a second table of calls
        parts += [_instruction(_IF_AT_LEAST, _X32_BIT, 0, 1), _refuse()]
    parts += [_rule(numbers[name], _refuse(errno.ENOSYS)) for name in _NO_SUCH_CALL]
    parts += [_rule(numbers[name], _refuse()) for name in _DENIED if name in numbers]
    if profile.families:
        first, *others = profile.families
        parts.append(_rule(numbers["socket"], _only_one_of(0, first, others[0] if others else first)))
    else:
        parts += [_rule(numbers["socket"], _refuse()), _rule(numbers["connect"], _refuse())]
    parts.append(_rule(numbers["socketpair"], _only_if_equal(0, _AF_UNIX)))
    threads = _load_argument(0) + _instruction(_IF_SET, _CLONE_THREAD, 1, 0) + _refuse() + _permit()
    parts.append(_rule(numbers["clone"], threads))
    parts += [_rule(numbers[name], _only_if_equal(0, pid)) for name in ("kill", "tgkill")]
    limits = _load_argument(0) + _instruction(_IF_EQUAL, 0, 2, 0) + _instruction(_IF_EQUAL, pid, 1, 0)
    parts.append(_rule(numbers["prlimit64"], limits + _refuse() + _permit()))
    parts.append(_rule(numbers["ioctl"], _unless_one_of(1, _TIOCSTI, _TIOCLINUX)))
    parts.append(_rule(numbers["prctl"], _unless_one_of(0, PR_SET_DUMPABLE, PR_SET_DUMPABLE)))
    parts.append(_permit())
    return b"".join(parts)


class _FilterProgram(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def install(kernel: Kernel, profile: Profile) -> int:
    """Put the filter on all threads; returns its number of instructions. Raises LayerFailedError."""
    code = assemble(profile, kernel.architecture, os.getpid())
    buffer = ctypes.create_string_buffer(code, len(code))
    program = _FilterProgram(len(code) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    try:
        kernel.call("seccomp", _SET_MODE_FILTER, _FLAG_TSYNC, ctypes.byref(program))
    except OSError as error:
        raise LayerFailedError("seccomp", error.errno or 0) from error
    return len(code) // 8
