"""An engine that was built elsewhere is taken from a place that somebody named, or not at all."""

import hashlib
import json
import platform
import threading
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from email.message import Message
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request

import pytest

from installers.source import engine_cache, engine_prebuilt, engine_wheel
from installers.source.commands import SetupError, Workshop
from installers.source.engine_kinds import FULL, PLAIN, Kind, with_cuda
from installers.source.engine_prebuilt import LIST, VARIABLE, Place
from tests.installers.runners import LOCKS, FakeRunner, program
from tests.installers.test_engine_wheel import NAME, build_of

MINOR = int(platform.libc_ver()[1].split(".")[1])
PREFIX = "llama_cpp_python-0.3.36-py3-none-manylinux_2_"
OURS = f"{PREFIX}{MINOR}_{platform.machine()}.whl"
FULL_WITHOUT_SHADERS = replace(FULL, has_shaders=False)


def wheel_of(kind: Kind, path: Path, version: str = "0.3.36") -> Path:
    """A wheel that says of itself to be of this kind."""
    path.parent.mkdir(parents=True, exist_ok=True)
    build = {"kind": kind.name, "version": version, "commit": "", "flags": list(kind.flags)}
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("llama_cpp/lib/build.json", json.dumps(build))
    return path


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def enlist(place: Path, *names: str) -> None:
    """List these files, as `sha256sum` does."""
    (place / LIST).write_text("".join(f"{digest(place / name)}  {name}\n" for name in names))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with the full engine for this machine."""
    return engine_prebuilt.lay(wheel_of(FULL, tmp_path / NAME), tmp_path / "wheels").parent


@pytest.fixture
def machine(tmp_path: Path) -> dict[str, str]:
    """A cache of our own, and a compiler."""
    (tmp_path / "bin").mkdir()
    program(tmp_path / "bin", "c++")
    return {"HISHO_ENGINE_CACHE": str(tmp_path / "cache"), "PATH": str(tmp_path / "bin")}


def workshop(machine: Mapping[str, str], setting: object) -> Workshop:
    return Workshop(LOCKS, {**machine, VARIABLE: str(setting)}, FakeRunner({}, build_of))


def compilations(shop: Workshop) -> int:
    assert isinstance(shop.run, FakeRunner)
    return sum("wheel" in command for command in shop.run.commands)


class Server:
    """Serves a folder on the loopback; `/moved/…` leads there. Remembers what it was asked for."""

    def __init__(self, folder: Path) -> None:
        self.asked: list[str] = []
        asked = self.asked

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append(self.path)
                path = folder / self.path.rpartition("/")[2]
                if self.path.startswith("/moved/"):
                    self.send_response(302)
                    self.send_header("Location", self.path.removeprefix("/moved"))
                    self.end_headers()
                elif path.is_file():
                    self.send_response(200)
                    self.end_headers()
                    self.wfile.write(path.read_bytes())
                else:
                    self.send_error(404)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def server(place: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    serving = Server(place)
    yield serving
    serving.close()


# -- taken


def test_a_wheel_of_a_named_folder_is_installed_and_nothing_compiled(
    machine: dict[str, str], place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop = workshop(machine, place)
    assert engine_wheel.chosen(shop) is FULL
    wheel = engine_wheel.provide(FULL, shop)
    assert (wheel.name, digest(wheel)) == (OURS, digest(place / OURS))
    assert wheel.is_relative_to(machine["HISHO_ENGINE_CACHE"])
    assert compilations(shop) == 0
    assert capsys.readouterr().out == f"The engine is taken from {VARIABLE}: {OURS}\n"


@pytest.mark.parametrize("below", ["", "/", "/a%20folder/of/wheels", "/moved"])
def test_a_wheel_of_a_named_address_is_installed(
    machine: dict[str, str], place: Path, server: Server, below: str
) -> None:
    shop = workshop(machine, f"{server.address}{below}#sha256={digest(place / LIST)}")
    assert engine_prebuilt.bring(FULL, shop)
    assert digest(engine_wheel.provide(FULL, shop)) == digest(place / OURS)


def test_it_is_fetched_once(machine: dict[str, str], place: Path, server: Server) -> None:
    shop = workshop(machine, f"{server.address}#sha256={digest(place / LIST)}")
    for _ in range(2):
        assert engine_wheel.is_at_hand(FULL, shop)
    assert server.asked == [f"/{LIST}", f"/{OURS}"]
    folder = engine_cache.folder(FULL, shop)
    assert [path.name for path in folder.iterdir()] == ["prebuilt"]     # nothing lies about
    assert engine_wheel.is_cached(FULL, workshop(machine, ""))          # nor is the place needed again


def test_what_was_compiled_here_comes_first(machine: dict[str, str], place: Path) -> None:
    shop = workshop(machine, place)
    assert engine_prebuilt.bring(FULL, shop)
    compiled = engine_cache.folder(FULL, shop) / str(engine_cache.toolchain(FULL, shop)) / NAME
    wheel_of(FULL, compiled)
    assert engine_wheel.provide(FULL, shop) == compiled


# -- not taken


def test_where_nothing_is_named_nothing_is_asked(machine: dict[str, str], server: Server) -> None:
    for environment in (machine, {**machine, VARIABLE: ""}):
        assert not engine_prebuilt.bring(FULL, Workshop(LOCKS, environment, FakeRunner({})))
    assert server.asked == []
    assert not Path(machine["HISHO_ENGINE_CACHE"]).exists()


def test_a_plain_engine_is_for_the_machine_that_compiled_it(machine: dict[str, str], place: Path) -> None:
    wheel_of(PLAIN, place / OURS)
    enlist(place, OURS)
    assert not engine_prebuilt.bring(PLAIN, workshop(machine, place))
    assert not engine_prebuilt.bring(FULL, workshop(machine, place))


def test_a_wheel_that_is_not_the_listed_one_is_refused_and_the_engine_compiled(
    machine: dict[str, str], place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (place / OURS).open("ab") as wheel:
        wheel.write(b"!")
    shop = workshop(machine, place)
    assert not engine_wheel.is_at_hand(FULL_WITHOUT_SHADERS, shop)
    told = capsys.readouterr().out
    assert told == f"No built engine is taken from {VARIABLE}: {OURS} is not the file that {LIST} names\n"
    assert engine_wheel.provide(FULL_WITHOUT_SHADERS, shop).name == NAME
    assert compilations(shop) == 1


def test_a_list_that_is_not_the_pinned_one_is_refused(
    machine: dict[str, str], place: Path, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    for where in (place, server.address):
        assert not engine_prebuilt.bring(FULL, workshop(machine, f"{where}#sha256={'0' * 64}"))
        assert "is not the one whose digest was given" in capsys.readouterr().out
    assert server.asked == [f"/{LIST}"]


@pytest.mark.parametrize(
    ("setting", "why"),
    [
        ("http://127.0.0.1:9/wheels", "without TLS needs #sha256="),
        ("HTTP://127.0.0.1:9/wheels", "without TLS needs #sha256="),
        ("ftp://127.0.0.1/wheels", "neither a folder nor an address with https"),
        ("file:///wheels", "neither a folder nor an address with https"),
        ("https://[", f"{LIST} could not be fetched"),
        ("/nonexistent", "No such file"),
    ],
)
def test_a_place_that_will_not_do_is_told_in_one_line(
    machine: dict[str, str], capsys: pytest.CaptureFixture[str], setting: str, why: str
) -> None:
    assert not engine_prebuilt.bring(FULL, workshop(machine, setting))
    told = capsys.readouterr().out
    assert told.startswith(f"No built engine is taken from {VARIABLE}: ")
    assert why in told
    assert told.count("\n") == 1


def test_a_server_that_has_no_list_is_told(
    machine: dict[str, str], place: Path, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    setting = f"{server.address}#sha256={digest(place / LIST)}"
    (place / LIST).unlink()
    assert not engine_prebuilt.bring(FULL, workshop(machine, setting))
    assert "404" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("kind", "version"),
    [(with_cuda("90"), "0.3.36"), (replace(FULL, name="other"), "0.3.36"), (FULL, "0.3.35")],
    ids=["other flags", "another kind", "another version"],
)
def test_another_engine_is_passed_over(
    machine: dict[str, str], place: Path, capsys: pytest.CaptureFixture[str], kind: Kind, version: str
) -> None:
    wheel_of(kind, place / OURS, version)
    enlist(place, OURS)
    assert not engine_prebuilt.bring(FULL, workshop(machine, place))
    assert "it has none of the full engine 0.3.36 for this machine" in capsys.readouterr().out


@pytest.mark.parametrize("content", [b"no zip", b""])
def test_what_is_no_wheel_is_refused(
    machine: dict[str, str], place: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    (place / OURS).write_bytes(content)
    enlist(place, OURS)
    assert not engine_prebuilt.bring(FULL, workshop(machine, place))
    assert "does not say how it was built" in capsys.readouterr().out


def test_only_wheels_for_this_c_library_and_processor_are_candidates() -> None:
    machine = platform.machine()
    fitting = [f"{PREFIX}{minor}_{machine}.whl" for minor in (MINOR, MINOR - 1, 5)]
    others = [
        f"{PREFIX}{MINOR + 1}_{machine}.whl",
        f"{PREFIX}{MINOR}_m68k.whl",
        f"llama_cpp_python-0.3.35-py3-none-manylinux_2_5_{machine}.whl",
        f"../{fitting[0]}",
        f"{fitting[0]}/../x",
        NAME,
    ]
    text = "".join(f"{number:064x}  {name}\n" for number, name in enumerate([*reversed(fitting), *others]))
    assert list(engine_prebuilt.candidates(text, "0.3.36")) == [
        (fitting[0], f"{2:064x}"), (fitting[1], f"{1:064x}"), (fitting[2], f"{0:064x}")
    ]  # fmt: skip
    assert list(engine_prebuilt.candidates("no list\n\0" * 3, "0.3.36")) == []


def test_nothing_endless_is_read(place: Path) -> None:
    with pytest.raises(SetupError, match="larger than any"):
        Place.of(str(place)).fetch(OURS, BytesIO(), longest=3)


def test_an_address_with_tls_does_not_lead_to_one_without(server: Server) -> None:
    address = f"{server.address}/moved/{OURS}"
    with engine_prebuilt.opener(knows_http=True).open(address, timeout=30) as answer:
        assert answer.url == f"{server.address}/{OURS}"
    with_tls = engine_prebuilt.opener(knows_http=False)
    moved = Message()
    moved["location"] = address
    asked = Request("https://a.invalid/x")
    asked.timeout = 30.0                # as `open` sets it
    redirect = partial(with_tls.error, "http", asked, BytesIO(), 302, "Found", moved)
    server.asked.clear()
    with pytest.raises(URLError, match="unknown url type: http"):
        redirect()
    assert server.asked == []


# -- laid


def test_a_place_lists_every_wheel_in_it(place: Path, tmp_path: Path) -> None:
    older = place / f"{PREFIX}17_{platform.machine()}.whl"
    wheel_of(FULL, older)
    (place / "notes.txt").touch()
    laid = engine_prebuilt.lay(tmp_path / NAME, place)
    assert laid.name == OURS
    assert (place / LIST).read_text().splitlines() == [
        f"{digest(path)}  {path.name}" for path in sorted((older, laid))
    ]
