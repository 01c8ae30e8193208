"""Shuts a program in and asks it what it can still do; also a program of its own that reports for `hisho
doctor`.
"""

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from desktop.channel import Channel, ChannelClosedError
from desktop.confinement import account, profiles
from desktop.confinement.attempts import Surroundings
from desktop.confinement.choice import apply, die_with_parent
from desktop.confinement.layers import Reason
from desktop.confinement.outside import outside_of
from desktop.confinement.probes import run_probes
from desktop.confinement.profiles import Profile
from desktop.confinement.report import program_report
from desktop.paths import MODELS, guide_model, of

_HTTPS_PORT = 443
_SYSTEM_BUS = "unix:path=/run/dbus/system_bus_socket"
_DISCARD_PORT = 9                       # where nobody listens, on this machine


def shut_in(profile: Profile, vault: Path, model: Path, *, cheap_only: bool = True) -> dict[str, Any]:
    """Apply the profile to this process for good, try the probes, and return its report."""
    outside = outside_of(os.environ)
    namespaces = outside.layer()
    around = Surroundings(
        other_pid=os.getppid(),
        model=model,
        vault=vault,
        elsewhere=Path(tempfile.gettempdir()),
        home=account.home(),
        port=_DISCARD_PORT,
        bus=bus_path(os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")),
        closed_abstract=profile.closed_abstract,
        system_bus=bus_path(os.environ.get("DBUS_SYSTEM_BUS_ADDRESS", _SYSTEM_BUS)),
        brokers=outside.brokers,
        brokers_closed=namespaces.on,
    )
    confinement = apply(profile, namespaces)
    return program_report(confinement, run_probes(profile.program, around, cheap_only=cheap_only))


def bus_path(address: str) -> str:
    """The path in an address of D-Bus such as `unix:path=/run/user/1000/bus,guid=…`; empty if it has none."""
    for part in address.split(";")[0].removeprefix("unix:").split(","):
        if part.startswith("path="):
            return part.removeprefix("path=")
    return ""


def needs_abstract_socket(environment: Mapping[str, str], platform: str) -> bool:
    """Whether the window's display is reached over X11's abstract socket: then that scope must stay open.
    Behind the third layer there is only the path, so nothing has to.
    """
    if outside_of(environment).reason is Reason.IN_FORCE:
        return False
    display = environment.get("DISPLAY", "")
    return bool(display) and not platform.startswith(("wayland", "offscreen", "minimal"))


def run(control_descriptor: int, parent: int) -> int:
    """The program that reports: take another program's profile, try every probe, say what came of it."""
    die_with_parent(parent)
    control = Channel.inherited(control_descriptor)
    try:
        untrusted_start = control.receive().untrusted
        places = of({**os.environ, "HOME": str(account.home()), **_home(untrusted_start)})
        profile = _profile(str(untrusted_start.get("program")), places.writable())
        report = shut_in(profile, places.vault, guide_model(), cheap_only=False)
        control.send({"report_json": json.dumps(report)})
    except ChannelClosedError:
        return 1
    return 0


def _home(untrusted_start: dict[str, Any]) -> dict[str, str]:
    """Where the supervisor keeps things: an engine's environment does not say."""
    untrusted_home = untrusted_start.get("hisho_home")
    return {"HISHO_HOME": untrusted_home} if isinstance(untrusted_home, str) and untrusted_home else {}


def _profile(program: str, writable: tuple[Path, ...]) -> Profile:
    if program == "engine":
        return profiles.engine((guide_model(),))
    if program == "reader":
        return profiles.reader()
    if program == "fetcher":
        return profiles.fetcher(writable[0] / MODELS, (), (_HTTPS_PORT,))
    if program == "fetcher_local":
        return profiles.fetcher_local((), (writable[0] / MODELS,))
    if program == "client":
        return profiles.client(writable)
    closed = not needs_abstract_socket(os.environ, os.environ.get("QT_QPA_PLATFORM", ""))
    return profiles.window(writable, closed_abstract=closed)
