"""How this program speaks to a server of models: a client that goes nowhere else, and what answers mean."""

import contextlib
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import httpx2
import truststore

from model_manager.connection import Connection
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
)

AGENT = "Hisho"                             # no version, no system: nobody needs to know
_MAX_WAIT_S = 24 * 3600.0
_PROXY_STATUS = 407
_TRIED_AGAIN = (429, 500, 502, 503, 504)    # huggingface_hub would


@dataclass(slots=True)
class Bounds:
    """How long one question may take (the library's own limit begins anew with every byte) and, where answers
    are read whole, how much may be answered.
    """

    seconds: float
    most_bytes: int = 0
    _socket: Any = None
    _is_over: bool = False

    def note_socket(self, event: str, info: dict[str, Any]) -> None:
        """Remember the connection in use, as the library traces it."""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self._socket = info["return_value"]

    @contextlib.contextmanager
    def in_time(self) -> Iterator[None]:
        """Break the connection off when the time is up."""

        def give_up() -> None:
            self._is_over = True
            if self._socket is not None:
                self._socket.close()

        timer = threading.Timer(self.seconds, give_up)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()

    def require_time(self, host: str) -> None:
        """The library tries again what was broken off. Raises HubUnreachableError once the time is up."""
        if self._is_over:
            raise HubUnreachableError(host, "too slow")

    def bound(self, response: httpx2.Response, host: str) -> None:
        """Let no more of the answer through. Raises HubAnswerError for one that would unfold to more."""
        if response.headers.get("Content-Encoding", "identity") != "identity":
            raise HubAnswerError(host, "encoded")
        if isinstance(response.stream, httpx2.SyncByteStream):
            response.stream = _Bounded(response.stream, self.most_bytes, host)


class _Bounded(httpx2.SyncByteStream):
    """The body of an answer, up to a length."""

    def __init__(self, body: httpx2.SyncByteStream, most_bytes: int, host: str) -> None:
        self._body = body
        self._left = most_bytes
        self._host = host

    def __iter__(self) -> Iterator[bytes]:
        for data in self._body:
            self._left -= len(data)
            if self._left < 0:
                raise HubAnswerError(self._host, "too long")
            yield data

    def close(self) -> None:
        """Close what is behind it."""
        self._body.close()


def open_client(
    connection: Connection,
    *,
    follows: bool,
    traffic: Callable[[str, int], None] | None = None,
    bounds: Bounds | None = None,
) -> httpx2.Client:
    """A client that reaches only what `connection` allows and tells `traffic` the host of every request, with
    0 bytes before it is sent, and that of every answer with its declared length. Raises CertificateError for
    a file of certificates that cannot be used.
    """

    def note(response: httpx2.Response) -> None:
        if bounds is not None:
            bounds.bound(response, connection.host)
            if response.status_code in _TRIED_AGAIN:
                raise error_of(response, connection, connection.host)
        length = response.headers.get("Content-Length", "")
        if traffic is not None and length.isdecimal() and int(length):
            traffic(response.url.netloc.decode("ascii", "replace"), int(length))

    def check(request: httpx2.Request) -> None:
        if not connection.allows(str(request.url)):
            raise HostForbiddenError(f"{request.url.scheme}://{request.url.host}")
        if not connection.may_carry_token(str(request.url)):
            request.headers.pop("Authorization", None)
        request.headers["User-Agent"] = AGENT
        if bounds is not None:
            bounds.require_time(connection.host)
            request.extensions = {**request.extensions, "trace": bounds.note_socket}
        if traffic is not None:
            traffic(request.url.netloc.decode("ascii", "replace"), 0)

    options: dict[str, Any] = {
        "trust_env": False,
        "follow_redirects": follows,
        "max_redirects": 8,
        "timeout": httpx2.Timeout(connection.patience_s),
        "proxy": _proxy(connection),
        "verify": _certificates(connection),
        "headers": {"Accept-Encoding": "identity"},
        "event_hooks": {"request": [check], "response": [note]},
    }
    return httpx2.Client(**options) if bounds is None else _OnceOnly(connection, **options)


class _OnceOnly(httpx2.Client):
    """Raises our errors: huggingface_hub would try its own ones again for half a minute and write about it on
    the terminal. Somebody waits for the answer, and asks again if they like.
    """

    def __init__(self, meant: Connection, **options: Any) -> None:
        super().__init__(**options)
        self._meant = meant

    def send(self, request: httpx2.Request, **options: Any) -> httpx2.Response:
        """Raises HubError."""
        with library_errors(self._meant):
            return super().send(request, **options)


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
        429: _too_many(connection.host, retry_after_s(response.headers)),
    }
    if found := named.get(response.headers.get("X-Error-Code", "")):
        return found
    if response.headers.get("X-Error-Message", "").startswith("Invalid credentials"):
        return TokenRefusedError(connection.host)
    other = HubAnswerError(connection.host, f"HTTP {response.status_code}")
    return by_status.get(response.status_code, other)


def _too_many(host: str, wait_s: float) -> TooManyRequestsError:
    again = datetime.now().astimezone() + timedelta(seconds=wait_s)
    return TooManyRequestsError(host, wait_s, f"{again:%Y-%m-%d %H:%M}" if wait_s else "")


def retry_after_s(headers: Mapping[str, str]) -> float:
    """The seconds in `Retry-After`; 0 where there are none (a date is not worth a clock that may be
    wrong).
    """
    try:
        return min(max(float(headers.get("Retry-After", "")), 0.0), _MAX_WAIT_S)
    except ValueError:
        return 0.0
