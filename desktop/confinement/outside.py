"""What the supervisor tells a program about the outside that it cannot see any more, and what the program
believes of it: that it is behind the third layer only where its own namespaces are others than the
supervisor's.

It is one variable of the environment; none of that name is taken over from the user's.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.confinement.layers import Layer, Reason

VARIABLE = "HISHO_OUTSIDE"
_NAMESPACES = ("pid", "ipc", "mnt", "net")
_SHARED = "net"                         # by the fetcher at the network
_LOOPBACK = ["lo"]


@dataclass(frozen=True, slots=True)
class Outside:
    """`reason`: whether the program was started behind the third layer. `brokers`: paths of sockets outside
    that could start programs. `service`: a name on the session bus that could be started.
    """

    reason: Reason = Reason.NOT_TRIED
    namespaces: tuple[tuple[str, int], ...] = ()
    brokers: tuple[str, ...] = ()
    has_network: bool = False

    def to_variable(self) -> dict[str, str]:
        """The variable that tells this."""
        told = {
            "reason": self.reason.value,
            "namespaces": dict(self.namespaces),
            "brokers": self.brokers,
            "has_network": self.has_network,
        }
        return {VARIABLE: json.dumps(told)}

    def layer(self) -> Layer:
        """The third layer as this process finds it. To be asked before the other two are applied."""
        if self.reason is not Reason.IN_FORCE:
            return Layer.off(self.reason)
        apart = own_namespaces()
        same = {name for name, number in self.namespaces if dict(apart).get(name) in (number, None)}
        expected = {_SHARED} if self.has_network else set()
        lonely = self.has_network or network_devices() == _LOOPBACK
        if same != expected or not self.namespaces or not lonely:
            return Layer.off(Reason.NOT_SEEN)
        return Layer.in_force()


def told(reason: Reason, brokers: Sequence[Path], *, has_network: bool) -> Outside:
    """What the supervisor, whose namespaces are the outside, tells a program."""
    return Outside(reason, own_namespaces(), tuple(map(str, brokers)), has_network)


def own_namespaces() -> tuple[tuple[str, int], ...]:
    """The kernel's numbers of the namespaces that this process is in."""
    found = []
    for name in _NAMESPACES:
        try:
            found.append((name, Path(f"/proc/self/ns/{name}").stat().st_ino))
        except OSError:
            continue
    return tuple(found)


def network_devices(listing: Path = Path("/proc/self/net/dev")) -> list[str]:
    """The network devices that this process has; asking the kernel for them would take a socket."""
    lines = listing.read_text().splitlines()[2:]        # two lines of headings
    return [line.partition(":")[0].strip() for line in lines]


def outside_of(environment: Mapping[str, str]) -> Outside:
    """What was told; where nothing was, or something that it never says, nobody tried the third layer."""
    try:
        untrusted = json.loads(environment.get(VARIABLE, ""))
        return Outside(
            Reason(untrusted["reason"]),
            tuple((str(name), int(number)) for name, number in untrusted["namespaces"].items()),
            tuple(str(each) for each in untrusted["brokers"]),
            untrusted["has_network"] is True,
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return Outside()
