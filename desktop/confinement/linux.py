"""Shuts this process in: no new privileges, no core, not dumpable, Landlock, seccomp; in that order, and for
good.
"""

import os
import resource
import signal
import time
from dataclasses import dataclass
from enum import StrEnum

from desktop.confinement import landlock, seccomp
from desktop.confinement.errors import LayerFailedError, ParentGoneError
from desktop.confinement.profiles import Profile
from desktop.confinement.system import (
    PR_SET_DUMPABLE,
    PR_SET_NO_NEW_PRIVS,
    PR_SET_PDEATHSIG,
    Kernel,
    this_architecture,
)


class Reason(StrEnum):
    """Why a layer is on or off."""

    IN_FORCE = "in_force"
    UNKNOWN_ARCHITECTURE = "unknown_architecture"   # no table of system calls for this processor
    NOT_IN_KERNEL = "not_in_kernel"                 # too old, or switched off
    REFUSED = "refused"                             # the kernel has it and would not apply it
    NOT_BUILT = "not_built"                         # this version of Hisho does not have the layer yet


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of the confinement."""

    on: bool
    reason: Reason


@dataclass(frozen=True, slots=True)
class Confinement:
    """What is in force in this process. `cost_ms`: milliseconds that applying it took."""

    program: str
    seccomp: Layer
    landlock: Layer
    namespaces: Layer
    landlock_abi: int
    cost_ms: float

    @property
    def layers(self) -> dict[str, Layer]:
        """The layers by name."""
        return {"seccomp": self.seccomp, "landlock": self.landlock, "namespaces": self.namespaces}


_ON = Layer(on=True, reason=Reason.IN_FORCE)
_NOT_BUILT = Layer(on=False, reason=Reason.NOT_BUILT)


def apply(profile: Profile) -> Confinement:
    """Shut this process in as far as the kernel can; what is missing is reported, never passed over."""
    began = time.perf_counter()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    architecture = this_architecture()
    if architecture is None:
        off = Layer(on=False, reason=Reason.UNKNOWN_ARCHITECTURE)
        return Confinement(profile.program, off, off, _NOT_BUILT, 0, 0.0)
    kernel = Kernel(architecture)
    kernel.prctl(PR_SET_DUMPABLE, 0)
    kernel.prctl(PR_SET_NO_NEW_PRIVS, 1)
    version = landlock.abi(kernel)
    files = _apply_landlock(kernel, profile, version)
    calls = _apply_seccomp(kernel, profile)
    cost = (time.perf_counter() - began) * 1000
    return Confinement(profile.program, calls, files, _NOT_BUILT, version, round(cost, 2))


def _apply_landlock(kernel: Kernel, profile: Profile, version: int) -> Layer:
    if version == 0:
        return Layer(on=False, reason=Reason.NOT_IN_KERNEL)
    try:
        landlock.install(kernel, profile, version)
    except LayerFailedError:
        return Layer(on=False, reason=Reason.REFUSED)
    return _ON


def _apply_seccomp(kernel: Kernel, profile: Profile) -> Layer:
    try:
        seccomp.install(kernel, profile)
    except LayerFailedError:
        return Layer(on=False, reason=Reason.REFUSED)
    return _ON


def die_with_parent(expected_parent: int) -> None:
    """Be killed when the supervisor ends. Raises ParentGoneError if it has ended already."""
    architecture = this_architecture()
    if architecture is not None:
        Kernel(architecture).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != expected_parent:
        raise ParentGoneError
