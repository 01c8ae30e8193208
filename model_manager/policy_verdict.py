"""What the supervisor, which stands outside, tells a program of whose the policy is.

In a namespace of bubblewrap's all users but one's own look the same, so a program there cannot tell the
administrator from anybody else. It is one variable of the environment; none of that name is taken over from
the user's. Where nothing was told, nobody without a number is believed to be the administrator.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

VARIABLE = "HISHO_POLICY"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether there was a policy when the program was started; why it is not the administrator's alone, and
    which file or folder is not, both empty if it is.
    """

    is_there: bool
    place: str = ""
    reason: str = ""

    def to_variable(self) -> dict[str, str]:
        """The variable that tells this."""
        return {VARIABLE: json.dumps(asdict(self))}


def verdict_of(environ: Mapping[str, str]) -> Verdict | None:
    """What was told; None where nothing was, or something that the supervisor never says."""
    try:
        untrusted = json.loads(environ.get(VARIABLE, ""))
        is_there, place, reason = untrusted["is_there"], untrusted["place"], untrusted["reason"]
    except (ValueError, TypeError, KeyError):
        return None
    if not isinstance(is_there, bool) or not isinstance(place, str) or not isinstance(reason, str):
        return None
    return Verdict(is_there, place, reason)
