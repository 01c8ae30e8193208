"""What a window and a command-line client may say on the buses: the rules for xdg-dbus-proxy.

The proxy hides every other name, whether it runs or could be started. Rules are those of its manual page:
`talk` is all of a service, `call` and `broadcast` name a method or a signal and the path of an object.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path

_SECRETS = ("--talk=org.freedesktop.secrets",)          # the keyring
_PORTAL = "org.freedesktop.portal.Desktop"
_SETTINGS = "org.freedesktop.portal.Settings"
_SESSION = (
    *_SECRETS,
    "--call=org.a11y.Bus=org.a11y.Bus.GetAddress@/org/a11y/bus",
    "--call=org.a11y.Bus=org.freedesktop.DBus.Properties.Get@/org/a11y/bus",
    "--broadcast=org.a11y.Bus=org.freedesktop.DBus.Properties.PropertiesChanged@/org/a11y/bus",
    "--talk=org.freedesktop.portal.IBus",               # ibus, and fcitx5 in its place
    f"--call={_PORTAL}={_SETTINGS}.Read@/org/freedesktop/portal/desktop",
    f"--call={_PORTAL}={_SETTINGS}.ReadOne@/org/freedesktop/portal/desktop",
    f"--call={_PORTAL}={_SETTINGS}.ReadAll@/org/freedesktop/portal/desktop",
    f"--broadcast={_PORTAL}={_SETTINGS}.SettingChanged@/org/freedesktop/portal/desktop",
    "--broadcast=org.freedesktop.ScreenSaver=org.freedesktop.ScreenSaver.ActiveChanged@/*",
    "--broadcast=org.gnome.ScreenSaver=org.gnome.ScreenSaver.ActiveChanged@/*",
)
# When the computer sleeps and the session is locked: heard (desktop/ui/session_lock.py), nothing asked for.
_LOGIND = "org.freedesktop.login1"
_SESSIONS = "/org/freedesktop/login1/session/*"
_SYSTEM = (
    f"--broadcast={_LOGIND}={_LOGIND}.Manager.PrepareForSleep@/org/freedesktop/login1",
    f"--broadcast={_LOGIND}={_LOGIND}.Session.Lock@{_SESSIONS}",
    f"--broadcast={_LOGIND}=org.freedesktop.DBus.Properties.PropertiesChanged@{_SESSIONS}",
)
# An application that can be read aloud, not one that reads others or types for the user; as Flatpak has it.
_REGISTRY = "org.a11y.atspi.Registry"
_ROOT = "/org/a11y/atspi/accessible/root"
_LISTENERS = "org.a11y.atspi.DeviceEventController"
_LISTENERS_AT = "/org/a11y/atspi/registry/deviceeventcontroller"
_ACCESSIBILITY = (
    "--sloppy-names",
    f"--call={_REGISTRY}=org.a11y.atspi.Socket.Embed@{_ROOT}",
    f"--call={_REGISTRY}=org.a11y.atspi.Socket.Unembed@{_ROOT}",
    f"--call={_REGISTRY}=org.a11y.atspi.Registry.GetRegisteredEvents@/org/a11y/atspi/registry",
    f"--call={_REGISTRY}={_LISTENERS}.GetKeystrokeListeners@{_LISTENERS_AT}",
    f"--call={_REGISTRY}={_LISTENERS}.GetDeviceEventListeners@{_LISTENERS_AT}",
    f"--call={_REGISTRY}={_LISTENERS}.NotifyListenersSync@{_LISTENERS_AT}",
    f"--call={_REGISTRY}={_LISTENERS}.NotifyListenersAsync@{_LISTENERS_AT}",
)
_RULES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "window": {"session": _SESSION, "system": _SYSTEM, "accessibility": _ACCESSIBILITY},
    "client": {"session": _SECRETS},
}
_SYSTEM_SOCKET = "/run/dbus/system_bus_socket"
_LOCAL = re.compile(r"unix:(?:path|abstract)=[^,;]+")


def rules(program: str) -> Mapping[str, tuple[str, ...]]:
    """The buses that a program reaches, and what it may say there; none for engines and fetchers."""
    return _RULES.get(program, {})


def addresses(environment: Mapping[str, str]) -> dict[str, str]:
    """Where the buses are, of those that are there. Only sockets of this computer: what else an address can
    be would have the proxy connect to a network or start a program.
    """
    runtime = environment.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}"
    found = {
        "session": local_address(environment.get("DBUS_SESSION_BUS_ADDRESS", f"unix:path={runtime}/bus")),
        "system": local_address(environment.get("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={_SYSTEM_SOCKET}")),
        "accessibility": _accessibility(Path(runtime, "at-spi")),
    }
    return {bus: address for bus, address in found.items() if address and _is_there(address)}


def local_address(untrusted_address: str) -> str:
    """The first address of a list that is a socket of this computer; empty if there is none."""
    for untrusted in untrusted_address.split(";"):
        if matched := _LOCAL.match(untrusted):
            return matched[0]
    return ""


def _accessibility(folder: Path) -> str:
    """The bus of screen readers, which is where the session bus says it is: a socket in this folder."""
    found = sorted(each for each in folder.glob("bus*") if each.is_socket()) if folder.is_dir() else []
    return f"unix:path={found[0]}" if found else ""


def _is_there(address: str) -> bool:
    path = address.removeprefix("unix:path=")
    return path == address or Path(path).is_socket()


def place_inside(bus: str, address: str) -> Path:
    """Where a program behind the third layer finds a bus: that of screen readers where the session bus says
    that it is, the others in short paths of our own.
    """
    if bus == "accessibility":
        return Path(address.removeprefix("unix:path="))
    return Path(_SYSTEM_SOCKET) if bus == "system" else Path("/run/hisho/session_bus")


def environment_inside(buses: Mapping[str, str]) -> dict[str, str]:
    """The variables by which libraries find the buses there; `buses`: name → address outside."""
    inside = {bus: f"unix:path={place_inside(bus, address)}" for bus, address in buses.items()}
    found = {"IBUS_USE_PORTAL": "1"}        # the input method's own socket can do more than take in text
    if "session" in inside:
        found["DBUS_SESSION_BUS_ADDRESS"] = inside["session"]
    if "system" in inside:
        found["DBUS_SYSTEM_BUS_ADDRESS"] = inside["system"]
    return found
