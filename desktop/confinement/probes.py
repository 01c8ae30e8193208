"""Tries what a confined process must not be able to do, and says what came of it.

A probe never harms: what should be refused and is not, is undone at once. Each is a plain call that raises
OSError when it is refused. The probes marked cheap start nothing and run at every start; all of them run in
the tests and in `hisho doctor`.
"""

import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from desktop.confinement import attempts, broker_attempts
from desktop.confinement.attempts import NothingToTryError, Surroundings

# The kernel's numbers; elsewhere Python has no names for them, and nothing is tried.
_AF_UNIX, _AF_NETLINK, _AF_PACKET = 1, 16, 17
_FRONTS = frozenset({"window", "client"})
_NOBODY: frozenset[str] = frozenset()
_NETWORK = frozenset({"fetcher"})
_EVERYBODY = frozenset({"window", "client", "engine", "reader", "fetcher", "fetcher_local"})


class Outcome(StrEnum):
    """What came of a probe."""

    DENIED = "denied"
    ALLOWED = "allowed"
    UNAVAILABLE = "unavailable"         # there is nothing here to try it on


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """What was tried, what came of it, and whether that was intended."""

    name: str
    outcome: Outcome
    intended: Outcome
    error_number: int = 0

    @property
    def ok(self) -> bool:
        """Whether the outcome is as intended; what cannot be tried proves nothing and spoils nothing."""
        return self.outcome in (self.intended, Outcome.UNAVAILABLE)


@dataclass(frozen=True, slots=True)
class Probe:
    """One thing to try; `allowed_in` names the programs that may do it. `is_broker`: it asks somebody else to
    act; without the third layer window and client can, which is named and not held against them.
    """

    name: str
    attempt: Callable[[Surroundings], None]
    allowed_in: frozenset[str] = _NOBODY
    cheap: bool = True
    is_broker: bool = False

    def run(self, program: str, around: Surroundings) -> ProbeResult:
        """Try it in this process, which is `program`."""
        intended = Outcome.ALLOWED if program in self.allowed_in else Outcome.DENIED
        if self.name == "unix_abstract" and not around.closed_abstract and program in _FRONTS:
            intended = Outcome.ALLOWED      # X11 listens there
        outcome, error_number = self._try(around)
        if self.is_broker and program in _FRONTS and not around.brokers_closed:
            intended = outcome
        return ProbeResult(self.name, outcome, intended, error_number)

    def _try(self, around: Surroundings) -> tuple[Outcome, int]:
        try:
            self.attempt(around)
        except ConnectionRefusedError:      # nobody listens: the network itself was reached
            return Outcome.ALLOWED, 0
        except OSError as error:
            return Outcome.DENIED, error.errno or 0
        except NothingToTryError:
            return Outcome.UNAVAILABLE, 0
        return Outcome.ALLOWED, 0


def run_probes(program: str, around: Surroundings, *, cheap_only: bool) -> tuple[ProbeResult, ...]:
    """Try everything (or the cheap half) in this process. All of it is about Linux; elsewhere nothing is
    tried, and nothing is claimed.
    """
    if sys.platform == "win32":
        return ()
    return tuple(each.run(program, around) for each in PROBES if each.cheap or not cheap_only)


PROBES = (
    Probe("tcp_connect", attempts.connect),
    Probe("tcp_connect_ctypes", attempts.connect_by_ctypes),
    Probe("udp_send", attempts.send_udp, allowed_in=_NETWORK),     # the name service
    Probe("socket_in_thread", attempts.socket_from_a_thread, allowed_in=_NETWORK, cheap=False),
    Probe("af_inet", attempts.family(int(socket.AF_INET)), allowed_in=_NETWORK),
    Probe("af_inet6", attempts.family(int(socket.AF_INET6)), allowed_in=_NETWORK),
    Probe("af_netlink", attempts.family(_AF_NETLINK, int(socket.SOCK_RAW))),
    Probe("af_vsock", attempts.family(40)),
    Probe("af_packet", attempts.family(_AF_PACKET, int(socket.SOCK_RAW))),
    Probe("af_unix", attempts.family(_AF_UNIX), allowed_in=_FRONTS),
    Probe("unix_abstract", attempts.unix_abstract),
    Probe("unix_listen", attempts.listen),
    Probe("socketpair", attempts.socket_pair, allowed_in=_EVERYBODY),
    Probe("io_uring", attempts.io_uring),
    Probe("subprocess", attempts.run_a_program, cheap=False),
    Probe("system", attempts.system, cheap=False),
    Probe("fork", attempts.fork, cheap=False),
    Probe("vfork", attempts.vfork, cheap=False),
    Probe("execveat", attempts.execveat),
    Probe("memfd_exec", attempts.memory_exec),
    Probe("read_passwd", attempts.reads(lambda _around: Path("/etc/passwd")), allowed_in=_FRONTS),
    Probe("read_home", attempts.reads(lambda around: around.home), allowed_in=_FRONTS),
    Probe("read_vault", attempts.reads(lambda around: around.vault), allowed_in=_FRONTS),
    Probe("other_mem", attempts.other_memory),
    Probe("other_mem_write", attempts.other_memory_for_writing),
    Probe("other_environ", attempts.other_environment),
    Probe("ptrace", attempts.ptrace, cheap=False),
    Probe("process_vm_readv", attempts.process_vm_readv),
    Probe("signal_other", attempts.signal),
    Probe("pidfd_getfd", attempts.pidfd_getfd),
    Probe("write_model", attempts.write_model),
    Probe("truncate_model", attempts.truncate_model),
    Probe("rename_model", attempts.rename_model, cheap=False),
    Probe("write_elsewhere", attempts.write_elsewhere),
    Probe("unshare", attempts.unshare, cheap=False),
    Probe("user_namespace", attempts.user_namespace, cheap=False),
    Probe("mount", attempts.mount),
    Probe("keyctl", attempts.keyctl),
    Probe("bpf", attempts.bpf),
    Probe("perf_event_open", attempts.perf),
    Probe("executable_memory", attempts.executable_memory, allowed_in=_EVERYBODY),
    Probe("session_bus", broker_attempts.reach_session_bus, allowed_in=_FRONTS),
    Probe("bus_start", broker_attempts.start_a_program, is_broker=True),
    Probe("system_bus", broker_attempts.see_a_system_service, is_broker=True),
    Probe("broker_socket", broker_attempts.reach_a_socket, is_broker=True),
)
BROKERS = frozenset(each.name for each in PROBES if each.is_broker)
