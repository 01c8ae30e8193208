"""The kernel's numbers and the few calls that Python has no name for, on x86-64 and 64-bit Arm.

Numbers are those of the kernel's uapi tables (asm/unistd_64.h, asm-generic/unistd.h).
"""

import ctypes
import os
import platform
from dataclasses import dataclass

from desktop.confinement.errors import LayerFailedError

PR_SET_PDEATHSIG = 1
PR_GET_DUMPABLE = 3
PR_SET_DUMPABLE = 4
PR_SET_NO_NEW_PRIVS = 38
PR_GET_NO_NEW_PRIVS = 39


@dataclass(frozen=True, slots=True)
class Architecture:
    """One processor architecture: its AUDIT_ARCH value and its system call numbers by name."""

    audit: int
    numbers: dict[str, int]


# Same number everywhere: the calls added since the tables were unified.
_UNIFIED = {
    "pidfd_send_signal": 424,
    "io_uring_setup": 425,
    "io_uring_enter": 426,
    "io_uring_register": 427,
    "open_tree": 428,
    "move_mount": 429,
    "fsopen": 430,
    "fsconfig": 431,
    "fsmount": 432,
    "fspick": 433,
    "pidfd_open": 434,
    "clone3": 435,
    "pidfd_getfd": 438,
    "process_madvise": 440,
    "mount_setattr": 442,
    "landlock_create_ruleset": 444,
    "landlock_add_rule": 445,
    "landlock_restrict_self": 446,
}
_X86_64 = {
    "socket": 41, "connect": 42, "accept": 43, "sendto": 44, "bind": 49, "listen": 50, "socketpair": 53,
    "clone": 56, "fork": 57, "vfork": 58, "execve": 59, "kill": 62, "ioctl": 16, "ptrace": 101,
    "rt_sigqueueinfo": 129, "prctl": 157, "pivot_root": 155, "chroot": 161, "mount": 165, "umount2": 166,
    "swapon": 167, "swapoff": 168, "reboot": 169, "init_module": 175, "delete_module": 176, "tkill": 200,
    "tgkill": 234, "kexec_load": 246, "add_key": 248, "request_key": 249, "keyctl": 250, "unshare": 272,
    "accept4": 288, "rt_tgsigqueueinfo": 297, "perf_event_open": 298, "prlimit64": 302,
    "name_to_handle_at": 303, "open_by_handle_at": 304, "setns": 308, "process_vm_readv": 310,
    "process_vm_writev": 311, "kcmp": 312, "finit_module": 313, "seccomp": 317, "kexec_file_load": 320,
    "bpf": 321, "execveat": 322, "userfaultfd": 323,
}  # fmt: skip
_AARCH64 = {
    "ioctl": 29, "umount2": 39, "mount": 40, "pivot_root": 41, "chroot": 51, "unshare": 97, "kexec_load": 104,
    "init_module": 105, "delete_module": 106, "ptrace": 117, "kill": 129, "tkill": 130, "tgkill": 131,
    "rt_sigqueueinfo": 138, "reboot": 142, "prctl": 167, "socket": 198, "socketpair": 199, "bind": 200,
    "listen": 201, "accept": 202, "connect": 203, "sendto": 206, "add_key": 217, "request_key": 218,
    "keyctl": 219, "clone": 220, "execve": 221, "swapon": 224, "swapoff": 225, "rt_tgsigqueueinfo": 240,
    "perf_event_open": 241, "accept4": 242, "prlimit64": 261, "name_to_handle_at": 264,
    "open_by_handle_at": 265, "setns": 268, "process_vm_readv": 270, "process_vm_writev": 271, "kcmp": 272,
    "finit_module": 273, "seccomp": 277, "bpf": 280, "execveat": 281, "userfaultfd": 282,
    "kexec_file_load": 294,
}  # fmt: skip
ARCHITECTURES = {
    "x86_64": Architecture(0xC000003E, _X86_64 | _UNIFIED),
    "aarch64": Architecture(0xC00000B7, _AARCH64 | _UNIFIED),
}


def this_architecture() -> Architecture | None:
    """The architecture of this machine, if we have its tables."""
    return ARCHITECTURES.get(platform.machine())


class Kernel:
    """System calls by name, with errno."""

    def __init__(self, architecture: Architecture) -> None:
        self.architecture = architecture
        self._libc = ctypes.CDLL(None, use_errno=True)

    def call(self, name: str, *arguments: object) -> int:
        """The raw result of a system call. Raises OSError."""
        result = int(self._libc.syscall(self.architecture.numbers[name], *arguments))
        if result < 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), name)
        return result

    def prctl(self, option: int, value: int = 0) -> int:
        """prctl(2) with one argument; its result. Raises LayerFailedError."""
        result = int(self._libc.prctl(option, value, 0, 0, 0))
        if result < 0:
            raise LayerFailedError(f"prctl {option}", ctypes.get_errno())
        return result
