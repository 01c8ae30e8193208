"""The kernel's numbers, which are written out because other systems' Python has no names for them."""

import resource
import socket

from desktop.confinement import profiles
from desktop.confinement.probes import PROBES


def test_limits_are_those_of_the_kernel() -> None:
    assert {number for number, _ in profiles.reader().limits} == {
        resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE,
    }  # fmt: skip
    assert dict(profiles.reader().limits)[resource.RLIMIT_FSIZE] == 0
    assert dict(profiles.reader().limits)[resource.RLIMIT_CPU] == 120


def test_families_are_those_of_the_kernel() -> None:
    assert profiles.client(()).families == (socket.AF_UNIX,)
    tried = {each.name: each.attempt.__closure__ for each in PROBES if each.name.startswith("af_")}
    numbers = {name: {cell.cell_contents for cell in found or ()} for name, found in tried.items()}
    assert socket.AF_NETLINK in numbers["af_netlink"]
    assert socket.AF_PACKET in numbers["af_packet"]
    assert socket.AF_UNIX in numbers["af_unix"]
