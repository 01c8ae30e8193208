"""A hub on this machine's loopback that does everything wrong on demand: the tests' only server of models."""

import hashlib
import http.server
import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

COMMIT = "c" * 40
OWNER, NAME = "maker", "model-gguf"
REPO = f"{OWNER}/{NAME}"


def gguf_like(size: int, seed: int = 1) -> bytes:
    """Bytes that begin like a GGUF and repeat nowhere nearby."""
    block = hashlib.sha256(str(seed).encode()).digest()
    pieces = [b"GGUF"]
    length = 4
    while length < size:
        block = hashlib.sha256(block).digest()
        pieces.append(block)
        length += len(block)
    return b"".join(pieces)[:size]


@dataclass
class Request:
    """What one request said."""

    method: str
    path: str
    headers: dict[str, str]


@dataclass
class Stored:
    """A file in the repository; `lfs`: known by its SHA-256, otherwise by git's SHA-1."""

    data: bytes
    lfs: bool = True

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    @property
    def blob_id(self) -> str:
        whole = b"blob %d\0" % len(self.data) + self.data
        return hashlib.sha1(whole, usedforsecurity=False).hexdigest()


@dataclass
class FakeHub:
    """The hub's content and how it misbehaves. `answer` may take a request over: it gets the handler and how
    many times that file was asked for, and says whether it has answered, as all that answer here do.
    """

    files: dict[str, Stored] = field(default_factory=dict)
    repo_id: str = REPO
    commit: str = COMMIT
    licence: str = "apache-2.0"
    gated: object = False
    prefix: str = ""
    answers_blobs: bool = True
    token: str = ""
    requests: list[Request] = field(default_factory=list)
    answer: "Callable[[Handler, int], bool] | None" = None
    api_answer: "Callable[[Handler], bool] | None" = None
    hits: list[dict[str, object]] = field(default_factory=list)
    port: int = 0
    scheme: str = "http"
    asked: dict[str, int] = field(default_factory=dict)
    stopped: threading.Event = field(default_factory=threading.Event)

    @property
    def endpoint(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}{self.prefix}"

    def add(self, name: str, data: bytes, *, lfs: bool = True) -> Stored:
        """Put a file into the repository."""
        self.files[name] = Stored(data, lfs)
        return self.files[name]

    def gets(self) -> list[Request]:
        """The requests for bytes."""
        return [each for each in self.requests if "/resolve/" in each.path]


class Handler(http.server.BaseHTTPRequestHandler):
    """One connection to the fake hub."""

    protocol_version = "HTTP/1.1"
    hub: FakeHub

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self.hub.requests.append(Request("GET", self.path, dict(self.headers.items())))
        with suppress(BrokenPipeError, ConnectionResetError, ssl.SSLError):
            self._serve()

    def _serve(self) -> None:
        path = unquote(urlsplit(self.path).path)
        if not path.startswith(self.hub.prefix):
            self.refuse(404)
            return
        path = path.removeprefix(self.hub.prefix)
        if path.startswith("/api/"):
            if not (self.hub.api_answer and self.hub.api_answer(self)):
                self._serve_api(path)
            return
        start = f"/{self.hub.repo_id}/resolve/{self.hub.commit}/"
        name = path.removeprefix(start)
        if not path.startswith(start) or name not in self.hub.files:
            self.refuse(404, "EntryNotFound")
            return
        self.hub.asked[name] = self.hub.asked.get(name, 0) + 1
        if not (self.hub.answer and self.hub.answer(self, self.hub.asked[name])):
            self.send_file(self.hub.files[name].data)

    def _serve_api(self, path: str) -> None:
        base = f"/api/models/{self.hub.repo_id}"
        if path == "/api/models":
            self.send_json(self._search())
        elif path in (base, f"{base}/revision/main", f"{base}/revision/{self.hub.commit}"):
            self.send_json(self._info())
        elif path.startswith(f"{base}/tree/"):
            self.send_json(self.tree())
        elif path.startswith(f"{base}/revision/"):
            self.refuse(404, "RevisionNotFound")
        else:
            self.refuse(401)

    def _search(self) -> object:
        query = parse_qs(urlsplit(self.path).query)
        text = query.get("search", [""])[0].lower()
        return [each for each in self.hub.hits if text in str(each["id"]).lower()]

    def _info(self) -> object:
        siblings = []
        for name, each in self.hub.files.items():
            entry: dict[str, object] = {"rfilename": name}
            if self.hub.answers_blobs:
                entry |= {"size": len(each.data), "blobId": each.blob_id}
                if each.lfs:
                    entry["lfs"] = {"sha256": each.sha256, "size": len(each.data), "pointerSize": 135}
            siblings.append(entry)
        return {
            "id": self.hub.repo_id, "sha": self.hub.commit, "siblings": siblings, "gated": self.hub.gated,
            "private": False, "tags": ["gguf", f"license:{self.hub.licence}"], "downloads": 7,
            "gguf": {"architecture": "llama", "context_length": 4096, "total": 1000},
        }  # fmt: skip

    def tree(self) -> list[dict[str, object]]:
        """The files with their sizes and digests."""
        found = []
        for name, each in self.hub.files.items():
            entry: dict[str, object] = {"type": "file", "path": name, "size": len(each.data)}
            entry["oid"] = each.blob_id
            if each.lfs:
                entry["lfs"] = {"oid": each.sha256, "size": len(each.data), "pointerSize": 135}
            found.append(entry)
        return found

    def send_json(self, body: object) -> bool:
        """Answer with JSON."""
        return self.send_bytes(200, json.dumps(body).encode(), {"Content-Type": "application/json"})

    def send_bytes(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> bool:
        """Answer with these bytes and say how many they are."""
        self.send_response(status)
        for key, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(key, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
        return True

    def refuse(self, status: int, code: str = "", headers: dict[str, str] | None = None) -> bool:
        """Answer that it cannot be had."""
        more = {"X-Error-Code": code} if code else {}
        return self.send_bytes(status, b"{}", more | (headers or {}))

    def asked_start(self, etag: str) -> int:
        """Where the wanted range begins; 0 if all is wanted, or if it is for another version."""
        wanted, condition = self.headers.get("Range"), self.headers.get("If-Range")
        if not wanted or (condition and condition != etag):
            return 0
        return int(wanted.removeprefix("bytes=").rstrip("-"))

    def send_file(self, data: bytes, etag: str = "", limit: int | None = None) -> bool:
        """Answer as a hub does; `limit`: hang up after so many bytes."""
        etag = etag or f'"{hashlib.sha256(data).hexdigest()}"'
        start = self.asked_start(etag)
        headers = {"ETag": etag, "Accept-Ranges": "bytes"}
        if start:
            headers["Content-Range"] = f"bytes {start}-{len(data) - 1}/{len(data)}"
        body = data[start:]
        self.send_response(206 if start else 200)
        for key, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(body if limit is None else body[:limit])
        if limit is not None and limit < len(body):
            self.hang_up()
        return True

    def hang_up(self) -> None:
        """Break the connection off."""
        self.wfile.flush()
        self.close_connection = True
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is nothing to be told."""


@contextmanager
def running(
    hub: FakeHub, certificate: Path | None = None, handler: type[Handler] = Handler
) -> Iterator[FakeHub]:
    """Serve until the block ends; with a certificate (and its key in the same file) encrypted."""
    bound = type("BoundHandler", (handler,), {"hub": hub})
    server = _Server(("127.0.0.1", 0), bound)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        hub.scheme = "https"
    hub.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield hub
    finally:
        hub.stopped.set()
        server.shutdown()
        thread.join()
        server.server_close()
