"""What the status card and the protection dialog show, as values; words from elsewhere are in the user's
language already.
"""

from dataclasses import dataclass
from enum import StrEnum


class ModelState(StrEnum):
    """What the model is doing."""

    NONE = "none"               # none is chosen, or its file is gone
    LOADING = "loading"
    READY = "ready"
    WORKING = "working"
    FAILED = "failed"


class ProtectionLevel(StrEnum):
    """How much the kernel refuses to the programs that see a draft."""

    STRONG = "strong"
    MEDIUM = "medium"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """A registered model. `detail` is a short line about it; one whose file is away is not `available`."""

    sha256: str
    name: str
    detail: str = ""
    is_guide: bool = False
    available: bool = True


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """The chosen model. `fraction` is the progress of loading, None where it is not known; `detail` says what
    failed, or anything short worth knowing.
    """

    name: str
    is_guide: bool = False
    state: ModelState = ModelState.READY
    fraction: float | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class LayerStatus:
    """One layer of protection around one program; `reason` says why it is off."""

    name: str
    on: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ProgramProtection:
    """A program and its layers."""

    program: str
    layers: tuple[LayerStatus, ...] = ()


@dataclass(frozen=True, slots=True)
class ProtectionStatus:
    """The level in force, why it is not higher, and what each program has; `edition` speaks up where there is
    no part for the network.
    """

    level: ProtectionLevel
    reasons: tuple[str, ...] = ()
    programs: tuple[ProgramProtection, ...] = ()
    edition: str = ""
