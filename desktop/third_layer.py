"""Whether and how this supervisor starts programs behind the third layer: tried once, then the same for all.

Where bubblewrap or the proxy of the buses is missing or does not work, programs are started with the two
layers of our own, and told the reason. Nothing asks for that: there is no switch.
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desktop import processes
from desktop.backup_places import writable
from desktop.bus_proxy import BusProxy
from desktop.confinement import bus_rules, views
from desktop.confinement.bubblewrap import View, arguments, find_tool, try_out
from desktop.confinement.environment import child_environment
from desktop.confinement.layers import Reason
from desktop.confinement.outside import told
from desktop.paths import Paths
from desktop.processes import Child, Launch
from desktop.settings import load
from model_manager.policy_file import judge, outermost_file

_FRONTS = ("window", "client")
_NETWORK = "fetcher"
_READ_THE_POLICY = (*_FRONTS, _NETWORK, "fetcher_local")


@dataclass(frozen=True, slots=True)
class ThirdLayer:
    """The tools of the third layer, and IN_FORCE or why there is none."""

    reason: Reason
    bwrap: Path | None = None
    proxy: Path | None = None

    @classmethod
    def find(cls) -> "ThirdLayer":
        """Look for the tools and try bubblewrap out, which takes some milliseconds."""
        if sys.platform == "win32":
            return cls(Reason.NOT_ON_THIS_SYSTEM)
        bwrap = find_tool("bwrap")
        return cls(try_out(bwrap), bwrap, find_tool("xdg-dbus-proxy"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be started. `program` is a word of the command line, `profile` what it may do; `shown`: the
    files and folders that it was named.
    """

    program: str
    profile: str
    start: Mapping[str, object]
    descriptors: Sequence[int] = ()
    quiet: bool = True
    log: Path | None = None
    shown: tuple[Path, ...] = ()


class Starter:
    """Starts programs, each shut in as far as this computer allows."""

    def __init__(self, places: Paths, environment: Mapping[str, str], layer: ThirdLayer) -> None:
        self._places = places
        self._environment = environment
        self._layer = layer

    @property
    def layer(self) -> ThirdLayer:
        """The third layer as it was found."""
        return self._layer

    def start(self, wanted: Wanted) -> Child:
        """Start a program and hand it its first frame. Raises OSError."""
        launch = Launch(
            wanted.program,
            child_environment(self._environment, wanted.profile),
            wanted.start,
            wanted.descriptors,
            wanted.quiet,
            wanted.log,
        )
        reason = self._reason_for(wanted.profile)
        proxy = None
        if reason is Reason.IN_FORCE:
            try:
                proxy = self._bus_proxy(wanted.profile)
            except OSError:
                reason = Reason.PROXY_FAILED
        if reason is not Reason.IN_FORCE:
            return Child.start(self._telling(launch, wanted.profile, reason))
        try:
            child = Child.start(self._wrapped(launch, wanted, proxy))
        except OSError:
            if proxy is not None:
                proxy.end()
            raise
        child.companion = proxy
        return child

    def _reason_for(self, profile: str) -> Reason:
        if self._layer.reason is not Reason.IN_FORCE or profile not in _FRONTS:
            return self._layer.reason
        if profile == "window" and not views.is_display_here(self._environment):
            return Reason.DISPLAY_BY_NETWORK
        return Reason.IN_FORCE if self._layer.proxy is not None else Reason.PROXY_MISSING

    def _bus_proxy(self, profile: str) -> BusProxy | None:
        """The proxy that a front program needs; None where it needs none or there is no bus."""
        rules = bus_rules.rules(profile)
        there = bus_rules.addresses(self._environment)
        buses = {bus: address for bus, address in there.items() if bus in rules}
        if not buses or self._layer.proxy is None:
            return None
        return BusProxy.start(self._layer.proxy, buses, rules, self._environment.get("XDG_RUNTIME_DIR", ""))

    def _wrapped(self, launch: Launch, wanted: Wanted, proxy: BusProxy | None) -> Launch:
        view = self._view(wanted)
        inside = dict(launch.environment)
        if wanted.profile in _FRONTS:
            inside.pop("DBUS_SESSION_BUS_ADDRESS", None)
            inside.pop("DBUS_SYSTEM_BUS_ADDRESS", None)
            inside |= bus_rules.environment_inside(proxy.buses if proxy else {})
            view = replace(view, sockets=proxy.sockets if proxy else ())
        wrapper = [str(self._layer.bwrap), *arguments(view)]
        wrapped = replace(launch, environment=inside, wrapper=wrapper)
        return self._telling(wrapped, wanted.profile, Reason.IN_FORCE)

    def _view(self, wanted: Wanted) -> View:
        shown = (*wanted.shown, processes.main_program(wanted.program))
        match wanted.profile:
            case "window":
                return views.window(self._environment, self._writable(), shown)
            case "client":
                return views.client(self._environment, self._writable(), shown)
            case "engine":
                return views.engine(self._environment, shown)
            case _:
                return views.fetcher(self._environment, network=wanted.profile == _NETWORK)

    def _writable(self) -> tuple[Path, ...]:
        return writable(self._places, load(self._places.settings_file))

    def _telling(self, launch: Launch, profile: str, reason: Reason) -> Launch:
        brokers = views.broker_sockets(self._environment) if profile in _FRONTS else ()
        outside = told(reason, brokers, has_network=profile == _NETWORK)
        policy = judge(outermost_file(self._environment)).to_variable() if profile in _READ_THE_POLICY else {}
        return replace(launch, environment={**launch.environment, **outside.to_variable(), **policy})

