"""A hub with one large file, in a process of its own so that it does not share the client's interpreter lock:
as fast as the loopback goes, or held to a speed.
"""

import contextlib
import hashlib
import http.server
import json
import random
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REPO, COMMIT, FILE = "bench/large-gguf", "b" * 40, "large-Q4_0.gguf"
_BLOCK_SIZE = 16 << 20
_PIECE = 256 << 10


def block() -> bytes:
    """What the file repeats; it begins like a GGUF."""
    return b"GGUF" + random.Random(1).randbytes(_BLOCK_SIZE - 4)


def digest(size: int) -> str:
    """SHA-256 of a file of this size."""
    repeated, found = block(), hashlib.sha256()
    for start in range(0, size, _BLOCK_SIZE):
        found.update(repeated[: size - start])
    return found.hexdigest()


@dataclass
class _Served:
    """The file, the speed in bytes a second (0: none is held), and how many bytes went out so far."""

    size: int
    speed: float
    sha256: str
    block: memoryview
    sent: int = 0


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    served: _Served

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""

    def do_HEAD(self) -> None:
        self._answer(has_body=False)

    def do_GET(self) -> None:
        if self.path == "/sent":
            body = json.dumps(self.served.sent).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        else:
            self._answer(has_body=True)

    def _answer(self, *, has_body: bool) -> None:
        served = self.served
        start = int(self.headers.get("Range", "bytes=0-").removeprefix("bytes=").partition("-")[0])
        self.send_response(206 if start else 200)
        etag = f'"{served.sha256}"'
        headers = {
            "Content-Length": served.size - start, "Accept-Ranges": "bytes", "ETag": etag,
            "X-Linked-ETag": etag, "X-Linked-Size": served.size, "X-Repo-Commit": COMMIT,
            "Content-Range": f"bytes {start}-{served.size - 1}/{served.size}",
        }  # fmt: skip
        for name, value in headers.items():
            self.send_header(name, str(value))
        self.end_headers()
        if has_body:
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                self._send(start)

    def _send(self, start: int) -> None:
        served, pause = self.served, threading.Event()
        began, position = time.monotonic(), start
        while position < served.size:
            inside = position % _BLOCK_SIZE
            count = min(_PIECE, _BLOCK_SIZE - inside, served.size - position)
            self.wfile.write(served.block[inside : inside + count])
            position += count
            served.sent += count
            if served.speed:
                early = (position - start) / served.speed - (time.monotonic() - began)
                if early > 0:
                    pause.wait(early)


@contextlib.contextmanager
def serving(size: int, speed: float = 0) -> Iterator[str]:
    """The address of a server that runs until the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.hub_server", str(size), str(speed)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        with process.stdout:
            yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait()


def sent(endpoint: str) -> int:
    """How many bytes of the file the server has sent so far."""
    with urllib.request.urlopen(f"{endpoint}/sent", timeout=30) as response:
        return int(json.load(response))


def main() -> None:
    """Serve until somebody ends it; the first line says where."""
    size, speed = int(sys.argv[1]), float(sys.argv[2])
    served = _Served(size, speed, digest(size), memoryview(block()))
    handler = type("_Bound", (_Handler,), {"served": served})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
