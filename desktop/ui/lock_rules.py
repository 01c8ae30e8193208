"""What locks the vault by itself: the user's wishes within the bounds of others."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.settings import LOCK_MINUTES, Settings


@dataclass(frozen=True, slots=True)
class LockBounds:
    """What the administrator's policy asks for; None leaves it to the user. Nothing here can keep a user
    from locking more.
    """

    minutes: int | None = None
    on_sleep: bool | None = None
    with_session: bool | None = None

    def minutes_to_choose(self, wished: int) -> tuple[int, ...]:
        """The idle minutes that may be chosen, 0 (never) at the end if that is one of them; what is in force
        is always among them.
        """
        if self.minutes is None:
            return (*sorted({each for each in (*LOCK_MINUTES, wished) if each}), 0)
        return tuple(sorted({each for each in (*LOCK_MINUTES, self.minutes) if 0 < each <= self.minutes}))


@dataclass(frozen=True, slots=True)
class LockRules:
    """What is in force. `minutes`: idle ones, 0 for never; `by_label`: the open one asks for it."""

    minutes: int
    on_sleep: bool
    with_session: bool
    by_label: bool = False


NEVER = LockRules(0, on_sleep=False, with_session=False)
UNBOUND = LockBounds()


def lock_rules(settings: Settings, bounds: LockBounds = UNBOUND, by_label: int | None = None) -> LockRules:
    """The strictest of what is wished, what the policy allows, and what the open conversation's label asks
    for (idle minutes).
    """
    otherwise = _least([settings.lock_minutes, bounds.minutes or 0])
    minutes = _least([otherwise, by_label or 0])
    return LockRules(
        minutes,
        settings.lock_on_sleep or bounds.on_sleep is True,
        settings.lock_with_session or bounds.with_session is True,
        by_label=minutes != otherwise,
    )


def _least(minutes: Iterable[int]) -> int:
    return min((each for each in minutes if each), default=0)
