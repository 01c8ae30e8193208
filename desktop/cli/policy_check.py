"""What `hisho doctor` finds about the policy: one that is not accepted, and a level that is demanded and not
reached.
"""

from collections.abc import Callable
from dataclasses import dataclass

from desktop.confinement.report import ProtectionLevel
from desktop.policy import Policy
from desktop.ui.policy_words import fault_words

_SHOWN = {ProtectionLevel.STRONG: "強", ProtectionLevel.MIDDLE: "中", ProtectionLevel.WEAK: "弱"}


@dataclass(frozen=True, slots=True)
class PolicyCheck:
    """The policy, and the level that this computer reaches."""

    policy: Policy
    level: ProtectionLevel

    @property
    def lacks_level(self) -> bool:
        """Whether a level is demanded that is not reached. One that nobody could read demands none here: it
        has its own problem.
        """
        return not self.level.reaches(self.policy.demanded_level)

    def problems(self) -> dict[str, Callable[[Callable[[str], str]], str]]:
        """Each problem by its code for programs, with what says it to people."""
        found: dict[str, Callable[[Callable[[str], str]], str]] = {}
        if self.policy.fault is not None:
            fault = self.policy.fault
            found[f"policy:{fault.place}:{fault.line}: {fault.reason}"] = self._refused
        if self.lacks_level:
            found[f"policy:sandbox:{self.policy.sandbox}"] = self._too_weak
        return found

    def _refused(self, words: Callable[[str], str]) -> str:
        if self.policy.fault is None:
            return ""
        why = fault_words(self.policy.fault, lambda _context, source: words(source))
        return words("The administrator's policy is not accepted: {why}").format(why=why)

    def _too_weak(self, words: Callable[[str], str]) -> str:
        text = words("The administrator demands the protection level {wanted}; here it is {level}.")
        return text.format(wanted=_SHOWN[ProtectionLevel(self.policy.sandbox)], level=_SHOWN[self.level])
