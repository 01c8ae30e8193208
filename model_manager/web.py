"""How this program speaks to a server of models: which hosts, through which proxy, trusting whom; and what
its answers mean.

Nothing is taken from the environment: a proxy found there is offered, and used when somebody has said so.
"""

import contextlib
import ipaddress
import ssl
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx2
import truststore

from model_manager.errors import (
    CertificateError,
    EntryMissingError,
    HostForbiddenError,
    HubAnswerError,
    HubError,
    HubUnreachableError,
    ProxyError,
    RepositoryGatedError,
    RepositoryMissingError,
    RevisionMissingError,
    TokenRefusedError,
    TooManyRequestsError,
    UnsafeNameError,
)

HUB = "https://huggingface.co"
AGENT = "Hisho"                             # no version, no system: nobody needs to know
_HUB_STORAGE = (".hf.co", ".huggingface.co")   # where the public hub sends one for the bytes
_MAX_WAIT_S = 24 * 3600.0
_PROXY_STATUS = 407


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

    def allows(self, url: httpx2.URL) -> bool:
        """Whether a request may go there: to the server itself, or encrypted to a host on the list. A server
        without encryption was chosen by somebody; nothing leads from an encrypted one to such a host.
        """
        own = urlsplit(self.endpoint)
        netloc = url.netloc.decode("ascii", "replace")
        if url.userinfo:
            return False
        if (url.scheme, netloc) == (own.scheme, own.netloc):
            return True
        if url.scheme != "https" and own.scheme == "https":
            return False
        if netloc in self.extra_hosts:
            return True
        return own.hostname == urlsplit(HUB).hostname and url.host.endswith(_HUB_STORAGE) and url.port is None

    def may_carry_token(self, url: httpx2.URL) -> bool:
        """An access token goes to the server itself alone, and only encrypted or within this machine."""
        own = urlsplit(self.endpoint)
        if (url.scheme, url.netloc.decode("ascii", "replace")) != (own.scheme, own.netloc):
            return False
        return url.scheme == "https" or _is_loopback(url.host)


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
    return f"{parts.scheme}://{parts.netloc}{path}"


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


def open_client(connection: Connection, *, follows: bool) -> httpx2.Client:
    """A client that reaches only what `connection` allows. Raises CertificateError for a file of
    certificates that cannot be used.
    """

    def check(request: httpx2.Request) -> None:
        if not connection.allows(request.url):
            raise HostForbiddenError(f"{request.url.scheme}://{request.url.host}")
        if not connection.may_carry_token(request.url):
            request.headers.pop("Authorization", None)
        request.headers["User-Agent"] = AGENT

    return httpx2.Client(
        trust_env=False,
        follow_redirects=follows,
        max_redirects=8,
        timeout=httpx2.Timeout(connection.patience_s),
        proxy=_proxy(connection),
        verify=_certificates(connection),
        headers={"Accept-Encoding": "identity"},
        event_hooks={"request": [check]},
    )


def _proxy(connection: Connection) -> httpx2.Proxy | None:
    if not connection.proxy:
        return None
    named = (connection.proxy_user, connection.proxy_password) if connection.proxy_user else None
    return httpx2.Proxy(connection.proxy, auth=named)


def _certificates(connection: Connection) -> ssl.SSLContext:
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if connection.ca_file:
        try:
            context.load_verify_locations(connection.ca_file)
        except (OSError, ssl.SSLError) as error:
            raise CertificateError(connection.ca_file) from error
    return context


@contextlib.contextmanager
def library_errors(connection: Connection) -> Iterator[None]:
    """Turns what the library raises into errors of ours, which name the host."""
    host = connection.host
    try:
        yield
    except httpx2.ProxyError as error:
        status = _PROXY_STATUS if str(_PROXY_STATUS) in str(error) else 0
        raise ProxyError(connection.proxy, status) from error
    except httpx2.TransportError as error:
        if _has_certificate_cause(error):
            raise CertificateError(host) from error
        raise HubUnreachableError(host, type(error).__name__) from error
    except (httpx2.InvalidURL, httpx2.HTTPError) as error:
        raise HubAnswerError(host, type(error).__name__) from error


def _has_certificate_cause(error: BaseException | None) -> bool:
    for _ in range(8):
        if error is None:
            return False
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False


def error_of(
    response: httpx2.Response, connection: Connection, repo_id: str, file_name: str = ""
) -> HubError:
    """What an answer that is no success means. The header `X-Error-Code` says more than the status: 401 may
    mean that a repository is missing, private or gated.
    """
    gated = RepositoryGatedError(repo_id, connection.page(repo_id))
    missing = RepositoryMissingError(repo_id)
    entry = EntryMissingError(repo_id, file_name)
    named: dict[str, HubError] = {
        "GatedRepo": gated,
        "RepoNotFound": missing,
        "RevisionNotFound": RevisionMissingError(repo_id),
        "EntryNotFound": entry,
    }
    by_status: dict[int, HubError] = {
        401: missing,
        403: gated,
        404: entry if file_name else missing,
        _PROXY_STATUS: ProxyError(connection.proxy, _PROXY_STATUS),
        429: TooManyRequestsError(connection.host, retry_after_s(response.headers)),
    }
    if found := named.get(response.headers.get("X-Error-Code", "")):
        return found
    if response.headers.get("X-Error-Message", "").startswith("Invalid credentials"):
        return TokenRefusedError(connection.host)
    other = HubAnswerError(connection.host, f"HTTP {response.status_code}")
    return by_status.get(response.status_code, other)


def retry_after_s(headers: Mapping[str, str]) -> float:
    """The seconds in `Retry-After`; 0 where there are none (a date is not worth a clock that may be
    wrong).
    """
    try:
        return min(max(float(headers.get("Retry-After", "")), 0.0), _MAX_WAIT_S)
    except ValueError:
        return 0.0
