"""Which servers may be reached, through which proxy, trusting whom."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from model_manager.connection import Connection, accept_endpoint, accept_proxy
from model_manager.errors import (
    CertificateError,
    HostForbiddenError,
    HubUnreachableError,
    ProxyError,
    UnsafeNameError,
)
from model_manager.hub import Hub
from model_manager.proxies import proxy_found
from model_manager.web import library_errors, open_client, retry_after_s
from tests.end_to_end.programs import ROOT
from tests.model_manager.fake_hub import COMMIT, REPO, FakeHub, gguf_like, running
from tests.model_manager.fake_proxy import FakeProxy, make_certificate, running_proxy

FILE = "m.gguf"


def made_hub() -> FakeHub:
    hub = FakeHub()
    hub.add(FILE, gguf_like(3000))
    return hub


@pytest.fixture
def hub() -> Iterator[FakeHub]:
    with running(made_hub()) as made:
        yield made


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    return make_certificate(tmp_path)


@pytest.fixture
def encrypted(certificate: Path) -> Iterator[FakeHub]:
    with running(made_hub(), certificate) as made:
        yield made


def commit_by(connection: Connection) -> str:
    return Hub(connection).listing(REPO).revision


# -- addresses


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://hub.example.co.jp/", "https://hub.example.co.jp"),
        (" https://host:8443/artifactory/api/huggingfaceml/x/ ", "https://host:8443/artifactory/api/huggingfaceml/x"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
    ],
)
def test_endpoints_that_are_taken(text: str, expected: str) -> None:
    assert accept_endpoint(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "hub.example", "ftp://x", "file:///etc", "https://", "https://u:p@x", "https://x?a", "https://x/../y",
     "https://x:99999", "https://x#y"],
)  # fmt: skip
def test_endpoints_that_are_refused(text: str) -> None:
    with pytest.raises(UnsafeNameError):
        accept_endpoint(text)


def test_a_proxy_needs_no_scheme() -> None:
    assert accept_proxy("proxy.example:3128") == "http://proxy.example:3128"
    with pytest.raises(UnsafeNameError):
        accept_proxy("http://proxy.example/pac.js")


def test_a_proxy_of_the_environment_is_found_without_its_password() -> None:
    assert proxy_found({"HTTPS_PROXY": "http://me:secret@proxy.example:3128"}) == "http://proxy.example:3128"
    assert proxy_found({"https_proxy": "socks5://x"}) == ""
    assert proxy_found({}) == ""


@pytest.mark.parametrize(
    ("endpoint", "url", "allowed"),
    [
        ("https://huggingface.co", "https://huggingface.co/x", True),
        ("https://huggingface.co", "https://cdn-lfs.hf.co/x", True),
        ("https://huggingface.co", "https://cas-bridge.xethub.hf.co/x", True),
        ("https://huggingface.co", "http://huggingface.co/x", False),
        ("https://huggingface.co", "http://cdn-lfs.hf.co/x", False),
        ("https://huggingface.co", "https://hf.co.evil.example/x", False),
        ("https://huggingface.co", "https://evilhf.co/x", False),
        ("https://huggingface.co", "https://cdn-lfs.hf.co:444/x", False),
        ("https://huggingface.co", "https://me:x@huggingface.co/x", False),
        ("https://mirror.example", "https://cdn-lfs.hf.co/x", False),
        ("https://mirror.example", "https://storage.example/x", True),
        ("https://mirror.example", "http://storage.example/x", False),
        ("http://mirror.example", "http://storage.example/x", True),
        ("http://mirror.example", "https://mirror.example/x", False),
    ],
)
def test_where_a_request_may_go(endpoint: str, url: str, allowed: bool) -> None:
    connection = Connection(endpoint=endpoint, extra_hosts=("storage.example",))
    assert connection.allows(url) is allowed


def test_where_a_token_may_go() -> None:
    assert Connection("https://a.example").may_carry_token("https://a.example/x")
    assert not Connection("https://a.example").may_carry_token("https://b.example/x")
    assert not Connection("http://a.example").may_carry_token("http://a.example/x")
    assert Connection("http://127.0.0.1:1").may_carry_token("http://127.0.0.1:1/x")


def test_waiting_has_a_limit() -> None:
    assert retry_after_s({"Retry-After": "1e9"}) == 24 * 3600
    assert retry_after_s({"Retry-After": "-3"}) == 0
    assert retry_after_s({"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}) == 0


# -- certificates


def test_a_server_that_nobody_vouches_for(encrypted: FakeHub) -> None:
    with pytest.raises(CertificateError):
        commit_by(Connection(endpoint=encrypted.endpoint))
    assert encrypted.requests == []


def test_a_file_of_certificates_of_the_company(encrypted: FakeHub, certificate: Path) -> None:
    assert commit_by(Connection(endpoint=encrypted.endpoint, ca_file=str(certificate))) == COMMIT


def test_a_file_that_holds_no_certificates(hub: FakeHub, tmp_path: Path) -> None:
    empty = tmp_path / "empty.pem"
    empty.write_text("nothing")
    with pytest.raises(CertificateError):
        commit_by(Connection(endpoint=hub.endpoint, ca_file=str(empty)))


def test_a_certificate_in_the_systems_store(encrypted: FakeHub, certificate: Path) -> None:
    """OpenSSL finds the store where this variable says; for a company it is the system's own place."""
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from model_manager.hub import Hub\nfrom model_manager.web import Connection\n"
        f"print(Hub(Connection(endpoint={encrypted.endpoint!r})).listing({REPO!r}).revision)"
    )
    environment = {"SSL_CERT_FILE": str(certificate), "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == COMMIT, done.stderr


def test_no_way_down_from_an_encrypted_server(encrypted: FakeHub, hub: FakeHub, certificate: Path) -> None:
    place = f"{hub.endpoint}/api/models/{REPO}/revision/main"
    encrypted.api_answer = lambda handler: handler.refuse(302, headers={"Location": place})
    host = f"127.0.0.1:{hub.port}"
    with pytest.raises(HostForbiddenError):
        commit_by(Connection(endpoint=encrypted.endpoint, ca_file=str(certificate), extra_hosts=(host,)))
    assert hub.requests == []


# -- proxies


@pytest.fixture
def proxy() -> Iterator[FakeProxy]:
    with running_proxy(FakeProxy(user="me", password="pass:word")) as made:
        yield made


def test_a_proxy_that_wants_a_name(hub: FakeHub, proxy: FakeProxy) -> None:
    with pytest.raises(ProxyError) as caught:
        commit_by(Connection(endpoint=hub.endpoint, proxy=proxy.address))
    assert caught.value.status == 407
    assert hub.requests == []


def test_a_proxy_that_wants_a_name_before_encryption(
    encrypted: FakeHub, certificate: Path, proxy: FakeProxy
) -> None:
    with pytest.raises(ProxyError) as caught:
        commit_by(Connection(endpoint=encrypted.endpoint, proxy=proxy.address, ca_file=str(certificate)))
    assert caught.value.status == 407
    assert encrypted.requests == []


def test_a_proxy_with_a_name(encrypted: FakeHub, certificate: Path, proxy: FakeProxy) -> None:
    connection = Connection(
        endpoint=encrypted.endpoint, proxy=proxy.address, proxy_user="me", proxy_password="pass:word",
        ca_file=str(certificate),
    )  # fmt: skip
    assert commit_by(connection) == COMMIT
    assert proxy.asked == [f"CONNECT 127.0.0.1:{encrypted.port}"]
    assert "pass:word" not in repr(connection)


def test_a_proxy_of_the_environment_is_not_used(
    hub: FakeHub, proxy: FakeProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, proxy.address)
    assert commit_by(Connection(endpoint=hub.endpoint)) == COMMIT
    assert proxy.asked == []


def test_a_proxy_that_is_not_there(hub: FakeHub) -> None:
    gone = FakeProxy()
    with running_proxy(gone):
        pass
    connection = Connection(endpoint=hub.endpoint, proxy=gone.address)
    with (
        pytest.raises((HubUnreachableError, ProxyError)),
        library_errors(connection),
        open_client(connection, follows=False) as client,
    ):
        client.get(hub.endpoint)
    assert hub.requests == []
