"""Shuts this process in: no new privileges, no core, not dumpable, Landlock, seccomp; in that order, and for
good.
"""

import os
import resource
import signal
import time

from desktop.confinement import landlock, seccomp
from desktop.confinement.errors import LayerFailedError, ParentGoneError
from desktop.confinement.layers import Confinement, Layer, Reason
from desktop.confinement.profiles import Profile
from desktop.confinement.system import (
    PR_SET_DUMPABLE,
    PR_SET_NO_NEW_PRIVS,
    PR_SET_PDEATHSIG,
    Kernel,
    this_architecture,
)

_NOT_TRIED = Layer.off(Reason.NOT_TRIED)


def apply(profile: Profile, namespaces: Layer = _NOT_TRIED) -> Confinement:
    """Shut this process in as far as the kernel can; what is missing is reported, never passed over.

    `namespaces`: the layer that this process was started behind; see desktop.confinement.outside.
    """
    began = time.perf_counter()
    for limit, most in ((resource.RLIMIT_CORE, 0), *profile.limits):
        resource.setrlimit(limit, (most, most))
    architecture = this_architecture()
    if architecture is None:
        off = Layer.off(Reason.UNKNOWN_ARCHITECTURE)
        return Confinement(profile.program, off, off, namespaces, 0, 0.0)
    kernel = Kernel(architecture)
    kernel.prctl(PR_SET_DUMPABLE, 0)
    kernel.prctl(PR_SET_NO_NEW_PRIVS, 1)
    version = landlock.abi(kernel)
    files = _apply_landlock(kernel, profile, version)
    calls = _apply_seccomp(kernel, profile)
    cost = (time.perf_counter() - began) * 1000
    return Confinement(profile.program, calls, files, namespaces, version, round(cost, 2))


def _apply_landlock(kernel: Kernel, profile: Profile, version: int) -> Layer:
    if version == 0:
        return Layer.off(Reason.NOT_IN_KERNEL)
    try:
        landlock.install(kernel, profile, version)
    except LayerFailedError:
        return Layer.off(Reason.REFUSED)
    return Layer.in_force()


def _apply_seccomp(kernel: Kernel, profile: Profile) -> Layer:
    try:
        seccomp.install(kernel, profile)
    except LayerFailedError:
        return Layer.off(Reason.REFUSED)
    return Layer.in_force()


def die_with_parent(expected_parent: int) -> None:
    """Be killed when the supervisor ends. Raises ParentGoneError if it has ended already."""
    architecture = this_architecture()
    if architecture is not None:
        Kernel(architecture).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != expected_parent:
        raise ParentGoneError
