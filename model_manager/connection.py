"""Which server of models is meant, where it may send one, through which proxy: values, no network.

Nothing is taken from the environment: a proxy found there is offered, and used when somebody has said so.
"""

import contextlib
import ipaddress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from model_manager.errors import UnsafeNameError

HUB = "https://huggingface.co"
_HUB_STORAGE = (".hf.co", ".huggingface.co")   # where the public hub sends one for the bytes


@dataclass(frozen=True, slots=True)
class Connection:
    """The server and the way to it. `endpoint` may have a path (Artifactory, Nexus); `extra_hosts` are
    further hosts (with a port, if it is not the scheme's own) that it may redirect to.
    """

    endpoint: str = HUB
    proxy: str = ""
    proxy_user: str = ""
    proxy_password: str = field(default="", repr=False)
    ca_file: str = ""
    extra_hosts: tuple[str, ...] = ()
    patience_s: float = 30.0

    @property
    def host(self) -> str:
        """The server's name, with its port if that is unusual."""
        return urlsplit(self.endpoint).netloc

    def page(self, repo_id: str) -> str:
        """Where people read and accept the terms of a repository."""
        return f"{self.endpoint}/{repo_id}"

    def allows(self, address: str) -> bool:
        """Whether a request may go there: to the server itself, or encrypted to a host on the list. A server
        without encryption was chosen by somebody; nothing leads from an encrypted one to such a host.
        """
        own, url = urlsplit(self.endpoint), urlsplit(address)
        if "@" in url.netloc:
            return False
        if (url.scheme, url.netloc) == (own.scheme, own.netloc):
            return True
        if url.scheme != "https" and own.scheme == "https":
            return False
        if url.netloc in self.extra_hosts:
            return True
        return own.hostname == urlsplit(HUB).hostname and url.netloc.endswith(_HUB_STORAGE)

    def may_carry_token(self, address: str) -> bool:
        """An access token goes to the server itself alone, and only encrypted or within this machine."""
        own, url = urlsplit(self.endpoint), urlsplit(address)
        if (url.scheme, url.netloc) != (own.scheme, own.netloc):
            return False
        return url.scheme == "https" or _is_loopback(url.hostname or "")


def _is_loopback(host: str) -> bool:
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"


def accept_endpoint(untrusted: str) -> str:
    """The address of a hub or mirror, without a slash at its end. Raises UnsafeNameError."""
    return _accept_address(untrusted, allows_path=True)


def accept_proxy(untrusted: str) -> str:
    """The address of a proxy; name and password are given apart. Raises UnsafeNameError."""
    return _accept_address(untrusted if "://" in untrusted else f"http://{untrusted}", allows_path=False)


def _accept_address(untrusted: str, *, allows_path: bool) -> str:
    try:
        parts = urlsplit(untrusted.strip())
        port = parts.port
    except ValueError as error:
        raise UnsafeNameError(untrusted[:80]) from error
    path = parts.path.rstrip("/")
    fits = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc and port != 0
    if not fits or parts.query or parts.fragment or (path and not allows_path) or ".." in path:
        raise UnsafeNameError(untrusted[:80])
    usual = {"http": 80, "https": 443}[parts.scheme] == port       # the client leaves it out as well
    netloc = parts.netloc.rpartition(":")[0] if usual else parts.netloc
    return f"{parts.scheme}://{netloc.lower()}{path}"
