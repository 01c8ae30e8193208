"""Which files and folders the process can still reach, by Landlock (kernel documentation:
userspace-api/landlock).

Every right that the kernel knows is taken away, then given back for the profile's paths and ports. Other
TCP is denied where the kernel can (ABI 4), signals to others and abstract sockets where it can (ABI 6);
seccomp holds the rest.
"""

import ctypes
import os
import stat
import struct
from pathlib import Path

from desktop.confinement.errors import LayerFailedError
from desktop.confinement.profiles import Profile
from desktop.confinement.system import Kernel

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_REMOVE_DIR, _REMOVE_FILE, _MAKE_DIR, _MAKE_REG = 1 << 4, 1 << 5, 1 << 7, 1 << 8
_REFER, _TRUNCATE, _IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
_FIRST_RIGHTS = (1 << 13) - 1
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL_DEV
_READ = _READ_FILE | _READ_DIR
_WRITE = _READ | _WRITE_FILE | _REMOVE_DIR | _REMOVE_FILE | _MAKE_DIR | _MAKE_REG | _REFER | _TRUNCATE
_DEVICE = _READ | _WRITE_FILE | _IOCTL_DEV
_CONNECT_TCP = 2
_ALL_TCP = 3                            # bind and connect
_SCOPE_ABSTRACT, _SCOPE_SIGNAL = 1, 2
_RULE_PATH_BENEATH, _RULE_NET_PORT = 1, 2
_VERSION_FLAG = 1
_ABI_REFER, _ABI_TRUNCATE, _ABI_TCP, _ABI_IOCTL, _ABI_SCOPES = 2, 3, 4, 5, 6


def abi(kernel: Kernel) -> int:
    """The version of Landlock that the kernel offers; 0 if it has none or has it switched off."""
    try:
        return kernel.call("landlock_create_ruleset", None, ctypes.c_size_t(0), _VERSION_FLAG)
    except OSError:
        return 0


def install(kernel: Kernel, profile: Profile, version: int) -> None:
    """Shut the process (all threads that are started from now on, and this one) in. Raises
    LayerFailedError.
    """
    handled = _handled(version)
    try:
        ruleset = kernel.call("landlock_create_ruleset", *_attributes(profile, version, handled), 0)
        try:
            for paths, rights in (
                (profile.readable, _READ),
                (profile.writable, _WRITE),
                (profile.devices, _DEVICE),
            ):
                for path in paths:
                    _add(kernel, ruleset, path, rights & handled)
            for port in profile.tcp_ports if version >= _ABI_TCP else ():
                rule = struct.pack("=QQ", _CONNECT_TCP, port)
                kernel.call("landlock_add_rule", ruleset, _RULE_NET_PORT, ctypes.c_char_p(rule), 0)
            kernel.call("landlock_restrict_self", ruleset, 0)
        finally:
            os.close(ruleset)
    except OSError as error:
        raise LayerFailedError("landlock", error.errno or 0) from error


def _handled(version: int) -> int:
    handled = _FIRST_RIGHTS
    for needed, right in ((_ABI_REFER, _REFER), (_ABI_TRUNCATE, _TRUNCATE), (_ABI_IOCTL, _IOCTL_DEV)):
        if version >= needed:
            handled |= right
    return handled


def _attributes(profile: Profile, version: int, handled: int) -> tuple[ctypes.c_char_p, ctypes.c_size_t]:
    """struct landlock_ruleset_attr, as long as this kernel knows it."""
    scoped = _SCOPE_SIGNAL | (_SCOPE_ABSTRACT if profile.closed_abstract else 0)
    size = 24 if version >= _ABI_SCOPES else 16 if version >= _ABI_TCP else 8
    packed = struct.pack("QQQ", handled, _ALL_TCP, scoped)[:size]
    return ctypes.c_char_p(packed), ctypes.c_size_t(size)


def _add(kernel: Kernel, ruleset: int, path: Path, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return                          # what is not there needs no right
    try:
        if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
            rights &= _OF_FILES
        rule = struct.pack("=Qi", rights, descriptor)
        kernel.call("landlock_add_rule", ruleset, _RULE_PATH_BENEATH, ctypes.c_char_p(rule), 0)
    finally:
        os.close(descriptor)
