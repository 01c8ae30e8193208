"""A proxy on this machine's loopback, which may want a name and a password; and certificates nobody else
trusts.
"""

import base64
import datetime
import http.client
import http.server
import ipaddress
import select
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass
class FakeProxy:
    """What the proxy wants and what it was asked."""

    user: str = ""
    password: str = ""
    asked: list[str] = field(default_factory=list)
    port: int = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    proxy: FakeProxy

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""

    def _is_welcome(self) -> bool:
        self.proxy.asked.append(f"{self.command} {self.path}")
        named = base64.b64encode(f"{self.proxy.user}:{self.proxy.password}".encode()).decode()
        if not self.proxy.user or self.headers.get("Proxy-Authorization") == f"Basic {named}":
            return True
        self.send_response(407)
        self.send_header("Proxy-Authenticate", 'Basic realm="company"')
        self.send_header("Content-Length", "0")
        self.end_headers()
        return False

    def do_GET(self) -> None:
        if not self._is_welcome():
            return
        place = urlsplit(self.path)
        with closing(http.client.HTTPConnection(place.netloc, timeout=10)) as there:
            headers = {k: each for k, each in self.headers.items() if not k.lower().startswith("proxy-")}
            there.request("GET", place.path + (f"?{place.query}" if place.query else ""), headers=headers)
            answer = there.getresponse()
            body = answer.read()
        self.send_response(answer.status)
        for key, value in answer.getheaders():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(body)

    def do_CONNECT(self) -> None:
        if not self._is_welcome():
            return
        host, _, port = self.path.partition(":")
        with socket.create_connection((host, int(port)), timeout=10) as there:
            self.send_response(200)
            self.end_headers()
            self.close_connection = True
            with suppress(OSError):
                _carry(self.connection, there)


def _carry(one: socket.socket, other: socket.socket) -> None:
    while True:
        ready, _, _ = select.select([one, other], [], [], 10)
        if not ready:
            return
        for each in ready:
            data = each.recv(65536)
            if not data:
                return
            (other if each is one else one).sendall(data)


@contextmanager
def running_proxy(proxy: FakeProxy) -> Iterator[FakeProxy]:
    """Serve until the block ends."""
    handler = type("BoundProxy", (_Handler,), {"proxy": proxy})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    proxy.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield proxy
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def make_certificate(folder: Path) -> Path:
    """A certificate for loopback that vouches for itself, and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a company")])
    now = datetime.datetime.now(datetime.UTC)
    loopback = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([loopback]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return path
