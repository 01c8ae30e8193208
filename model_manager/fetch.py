"""Fetches one file of a model: streamed, resumed, verified, published.

The commit and the digest are known before the first byte. Every request says what is already here (Range) and
of which version (If-Range); whatever the server answers, nothing but the declared bytes is published. The
watch is told of a host before it is asked, and of what came while it comes: a killed process takes no count
along.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urljoin

import httpx2

from model_manager import names
from model_manager.connection import Connection
from model_manager.errors import (
    FetchCancelledError,
    HubAnswerError,
    HubUnreachableError,
    SizeMismatchError,
    TooManyRequestsError,
)
from model_manager.integrity import Declared, PartFile, opened
from model_manager.web import Bounds, error_of, library_errors
from model_manager.wishes import FileWish, Watch

_MAX_HOPS = 8
_REDIRECTS = (301, 302, 303, 307, 308)
_RETRIES = 6                        # in a row without a byte
_RESTARTS = 4                       # from nothing: more often, and the server never gives the whole
_BACK_OFF_S, _MAX_BACK_OFF_S = 0.5, 60.0
_MAX_WAIT_S = 300.0                 # a server that asks for more is left alone
_NOTED_BYTES, _NOTED_S = 256 << 20, 60.0
_LEAST_BYTES = 16 << 10             # what must arrive within the connection's patience
_OK, _PARTIAL, _RANGE_REFUSED, _SERVER_FAULT = 200, 206, 416, 500


class _AgainError(Exception):
    """Something that may go better another time."""

    def __init__(self, reason: str, wait_s: float = 0.0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.wait_s = wait_s


class _Tally:
    """Tells of the bytes of one answer: now and then, and at the end."""

    def __init__(self, watch: Watch, host: str) -> None:
        self._watch = watch
        self._host = host
        self._noted = watch.clock()
        self._bytes = 0

    def add(self, count: int) -> None:
        self._bytes += count
        if self._bytes >= _NOTED_BYTES or self._watch.clock() - self._noted >= _NOTED_S:
            self.tell()

    def tell(self) -> None:
        if self._bytes:
            self._watch.traffic(self._host, self._bytes)
        self._noted, self._bytes = self._watch.clock(), 0


@dataclass(slots=True)
class FileFetch:
    """One fetch of one file. `run` blocks."""

    client: httpx2.Client
    connection: Connection
    watch: Watch
    access_token: str = ""
    _restarts: int = 0
    _bounds: Bounds = field(init=False)

    def __post_init__(self) -> None:
        self._bounds = Bounds(self.connection.patience_s * 2)      # for the headers of one answer

    def run(self, wish: FileWish, target: Path) -> str:
        """Fetch the file to `target`; returns its SHA-256. Raises HubError, FetchError, GgufMissingError."""
        file = wish.file
        if not file.size or not (file.sha256 or file.blob_id) or not names.is_commit(wish.revision):
            raise HubAnswerError(self.connection.host, "no digest")     # nothing could be verified

        def tell(have: int) -> bool:
            return self.watch.progress(have, file.size)

        with opened(target, Declared(file.size, file.sha256, file.blob_id), tell=tell) as part:
            part.require_room()
            self._complete(wish, part)
            if not part.is_what_was_declared() and part.resumed:
                part.restart()              # joined of two versions: once more in one piece
                self._complete(wish, part)
            return part.publish()

    def _complete(self, wish: FileWish, part: PartFile) -> None:
        tries = 0
        while part.missing:
            before = part.have
            self._tell(part, wish)
            try:
                self._ask_once(wish, part)
            except _AgainError as again:
                tries = 0 if part.have > before else tries + 1
                if tries > _RETRIES or self._restarts > _RESTARTS:
                    raise HubUnreachableError(self.connection.host, again.reason) from again
                part.sync()
                back_off = min(_BACK_OFF_S * 2**tries, _MAX_BACK_OFF_S)
                if not self.watch.wait(max(again.wait_s, back_off)):
                    raise FetchCancelledError(wish.file.name) from again
        self._tell(part, wish)

    def _tell(self, part: PartFile, wish: FileWish) -> None:
        if not self.watch.progress(part.have, wish.file.size):
            part.sync()
            raise FetchCancelledError(wish.file.name)

    def _ask_once(self, wish: FileWish, part: PartFile) -> None:
        """One request and what comes of it. Raises _AgainError, HubError, FetchError."""
        try:
            with library_errors(self.connection), self._answer(wish, part) as response:
                self._accept(response, wish, part)
                self._receive(response, wish, part)
        except HubUnreachableError as error:
            raise _AgainError(error.reason) from error
        except TooManyRequestsError as error:
            if error.retry_after_s > _MAX_WAIT_S:
                raise
            raise _AgainError("HTTP 429", error.retry_after_s) from error
        if part.missing:
            raise _AgainError("short answer")

    @contextlib.contextmanager
    def _answer(self, wish: FileWish, part: PartFile) -> Iterator[httpx2.Response]:
        """The answer at the end of all redirects; every hop is checked by the client."""
        path = f"{quote(wish.repo_id)}/resolve/{wish.revision}/{quote(wish.file.name)}"
        url = f"{self.connection.endpoint}/{path}"
        for _ in range(_MAX_HOPS):
            request = self.client.build_request(
                "GET", url, headers=self._headers(part), extensions={"trace": self._bounds.note_socket}
            )
            if self.connection.allows(url):
                self.watch.traffic(_host(request.url), 0)       # the client asks no other
            with self._bounds.in_time():
                response = self.client.send(request, stream=True)
            with contextlib.closing(response):
                if response.status_code not in _REDIRECTS:
                    yield response
                    return
                url = urljoin(url, response.headers.get("Location", ""))
        raise HubAnswerError(self.connection.host, "redirects")

    def _headers(self, part: PartFile) -> dict[str, str]:
        headers = {"Accept-Encoding": "identity"}
        if self.access_token:
            headers["Authorization"] = f"Bearer {self.access_token}"     # the client takes it off elsewhere
        if part.have:
            headers["Range"] = f"bytes={part.have}-"
            if part.etag:
                headers["If-Range"] = part.etag
        return headers

    def _accept(self, response: httpx2.Response, wish: FileWish, part: PartFile) -> None:
        """Whether what follows continues the part; puts the part back to nothing where it does not."""
        status = response.status_code
        if status == _RANGE_REFUSED:
            self._start_over(part)
            raise _AgainError("HTTP 416")
        if status >= _SERVER_FAULT:
            raise _AgainError(f"HTTP {status}")
        if status not in (_OK, _PARTIAL):
            raise error_of(response, self.connection, wish.repo_id, wish.file.name)
        etag = response.headers.get("ETag", "")
        if status == _OK and part.have:
            self._start_over(part)              # it ignores ranges, or has another version now
        if status == _PARTIAL:
            continues = response.headers.get("Content-Range", "").startswith(f"bytes {part.have}-")
            if not continues or (part.etag and etag and etag != part.etag):
                self._start_over(part)
                raise _AgainError("another range")
            part.resumed = True
        self._check_length(response, wish, part)
        if not etag.startswith("W/"):           # a weak one does not promise the same bytes
            part.remember(etag)

    def _start_over(self, part: PartFile) -> None:
        self._restarts += 1
        if self._restarts > _RESTARTS:
            raise HubUnreachableError(self.connection.host, "never the whole file")
        part.restart()

    def _check_length(self, response: httpx2.Response, wish: FileWish, part: PartFile) -> None:
        try:
            length = int(response.headers.get("Content-Length", ""))
        except ValueError:
            return
        if length > part.missing:
            raise SizeMismatchError(wish.file.name, wish.file.size, part.have + length)

    def _receive(self, response: httpx2.Response, wish: FileWish, part: PartFile) -> None:
        began, span_bytes = self.watch.clock(), 0
        tally = _Tally(self.watch, _host(response.url))
        try:
            for data in response.iter_raw():
                tally.add(len(data))
                part.write(data)
                span_bytes += len(data)
                self._tell(part, wish)
                now = self.watch.clock()
                if now - began >= self.connection.patience_s:
                    if span_bytes < _LEAST_BYTES:
                        raise _AgainError("too slow")
                    began, span_bytes = now, 0
        finally:
            tally.tell()


def _host(url: httpx2.URL) -> str:
    return url.netloc.decode("ascii", "replace")
