"""The layers around a process: which there are, whether each is on, and why."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why a layer is on or off."""

    IN_FORCE = "in_force"
    UNKNOWN_ARCHITECTURE = "unknown_architecture"   # no table of system calls for this processor
    NOT_IN_KERNEL = "not_in_kernel"                 # too old, or switched off
    REFUSED = "refused"                             # the kernel has it and would not apply it
    # Of the third layer alone:
    NOT_TRIED = "not_tried"                         # nobody started this process behind it
    BWRAP_MISSING = "bwrap_missing"                 # bubblewrap is not installed
    BWRAP_REFUSED = "bwrap_refused"                 # it is there and cannot make its namespaces
    BWRAP_APPARMOR = "bwrap_apparmor"               # because AppArmor forbids user namespaces
    USERNS_OFF = "userns_off"                       # because the kernel's settings forbid them
    PROXY_MISSING = "proxy_missing"                 # xdg-dbus-proxy is not installed
    PROXY_FAILED = "proxy_failed"                   # it is there and did not start
    DISPLAY_BY_NETWORK = "display_by_network"       # the display is not on this computer
    NOT_ON_THIS_SYSTEM = "not_on_this_system"       # Windows has nothing like it
    NOT_SEEN = "not_seen"                           # it was said to be on, and the process is not behind it


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of the confinement."""

    on: bool
    reason: Reason

    @classmethod
    def in_force(cls) -> "Layer":
        """The layer is on."""
        return cls(on=True, reason=Reason.IN_FORCE)

    @classmethod
    def off(cls, reason: Reason) -> "Layer":
        """The layer is off, because of this."""
        return cls(on=False, reason=reason)


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
