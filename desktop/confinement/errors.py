"""What may go wrong while a process is shut in.

* HishoError
  x ConfinementError
    + ParentGoneError           the supervisor ended before the program could tie itself to it
    + LayerFailedError          the kernel refused a layer that it claims to have
    + ProtectionTooWeakError    the administrator demands more than this computer reaches
"""

from desktop.errors import HishoError


class ConfinementError(HishoError):
    """Something about shutting a process in."""


class ParentGoneError(ConfinementError):
    """The supervisor is not our parent any more."""


class LayerFailedError(ConfinementError):
    """The kernel refused a step. `layer` names it, `error_number` is the system's errno."""

    def __init__(self, layer: str, error_number: int) -> None:
        super().__init__(layer, error_number)
        self.layer = layer
        self.error_number = error_number


class ProtectionTooWeakError(ConfinementError):
    """The vault stays closed: `demanded` is the level that the administrator wants, `level` what there is."""

    def __init__(self, level: str, demanded: str) -> None:
        super().__init__(level, demanded)
        self.level = level
        self.demanded = demanded
