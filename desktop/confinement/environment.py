"""Which variables of the environment a program of ours gets: those named here, and no others.

So LD_PRELOAD, PYTHON*, QT_PLUGIN_PATH, KEYRING_*, PYTHON_KEYRING_BACKEND, GGML_* and LLAMA_* never arrive,
and *_PROXY and HF_* only where they are shown to the user.
"""

import sys
from collections.abc import Mapping

_EVERY: tuple[str, ...] = ("PATH", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "LC_MESSAGES", "TZ")
if sys.platform == "win32":             # no program starts without the first, and none finds its folders
    _EVERY = (*_EVERY, "SYSTEMROOT", "SYSTEMDRIVE", "TEMP", "TMP", "USERPROFILE", "LOCALAPPDATA")
_USER = (
    "HOME",
    "USER",
    "LOGNAME",
    "XDG_DATA_HOME",
    "XDG_CONFIG_HOME",
    "XDG_CACHE_HOME",
    "XDG_RUNTIME_DIR",
    "DBUS_SESSION_BUS_ADDRESS",
    "HISHO_HOME",
    "HISHO_PROFILE",
)
_DISPLAY = (
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    "XDG_SESSION_TYPE",
    "XDG_CURRENT_DESKTOP",
    "XMODIFIERS",
    "QT_IM_MODULE",
    "QT_IM_MODULES",
    "QT_QPA_PLATFORM",
    "QT_SCALE_FACTOR",
    "QT_FONT_DPI",
    "QT_ACCESSIBILITY",
    "DBUS_SYSTEM_BUS_ADDRESS",
)
_PLACES = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "HISHO_HOME", "HISHO_PROFILE")
_OFFERED = ("HTTPS_PROXY", "https_proxy", "HF_ENDPOINT")    # shown to the user; none is used unasked
_TERMINAL = ("TERM", "COLUMNS", "LINES")
_ALLOWED = {
    "window": _EVERY + _USER + _DISPLAY,
    "client": _EVERY + _USER + _TERMINAL,
    "engine": _EVERY,
    "reader": _EVERY,
    "fetcher": _EVERY + _PLACES + _OFFERED + _TERMINAL,
    "fetcher_local": _EVERY + _PLACES + _TERMINAL,
}
_ENGINE = {
    "GGML_NO_BACKTRACE": "1",                   # an abort would start a debugger, which may hang
    "CUDA_CACHE_DISABLE": "1",
    "MESA_SHADER_CACHE_DISABLE": "true",
}


def child_environment(environ: Mapping[str, str], program: str) -> dict[str, str]:
    """The environment for a program: `window`, `client`, `engine`, `reader`, `fetcher` or
    `fetcher_local`. KeyError for any other.
    """
    chosen = {name: environ[name] for name in _ALLOWED[program] if name in environ}
    return chosen | _ENGINE if program == "engine" else chosen
