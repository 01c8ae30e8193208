"""Finds the proxy that this computer names, to be offered. It stands apart because Python's way of asking the
system loads its HTTP client, which no window may.
"""

import contextlib
import urllib.request
from collections.abc import Mapping

from model_manager.connection import accept_proxy
from model_manager.errors import UnsafeNameError


def proxy_found(environ: Mapping[str, str]) -> str:
    """A proxy that the environment or the system names, to be offered; empty if there is none that we can
    use.
    """
    named = environ.get("HTTPS_PROXY") or environ.get("https_proxy") or ""
    with contextlib.suppress(OSError):
        named = named or urllib.request.getproxies().get("https", "")
    with contextlib.suppress(UnsafeNameError):
        return accept_proxy(named.rpartition("@")[2]) if named else ""
    return ""
