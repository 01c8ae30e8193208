"""A program that tries to leak to the far end of the baited network, by every road; shut in as the
command-line client is, or not at all. It says which roads were open.
"""

import json
import socket
import sys
from collections.abc import Callable
from pathlib import Path

from desktop.confinement import profiles
from desktop.confinement.linux import apply
from tests.proof.far_end import HERE, HERE_6

_PATIENCE_S = 0.5


def _connect(address: str) -> None:
    socket.create_connection((address, 443), _PATIENCE_S)


def _send(family: int, address: str) -> None:
    socket.socket(family, socket.SOCK_DGRAM).sendto(b"x", (address, 53))


ROADS: dict[str, Callable[[], object]] = {
    "tcp": lambda: _connect(HERE),
    "tcp6": lambda: _connect(HERE_6),
    "udp": lambda: _send(socket.AF_INET, HERE),
    "udp6": lambda: _send(socket.AF_INET6, HERE_6),
    "name": lambda: socket.getaddrinfo("leak.invalid", 443),
    "loopback": lambda: _send(socket.AF_INET, "127.0.0.1"),
}


def main() -> None:
    """Try all of them."""
    if sys.argv[1] == "confined":
        done = apply(profiles.client((Path(sys.argv[2]),)))
        assert done.seccomp.on, "nothing would be shown by this"
    outcomes = {}
    for name, road in ROADS.items():
        try:
            road()
            outcomes[name] = "open"
        except OSError as error:
            outcomes[name] = type(error).__name__
    sys.stdout.write(json.dumps(outcomes))


if __name__ == "__main__":
    main()
