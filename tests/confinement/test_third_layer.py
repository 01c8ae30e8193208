"""What bubblewrap is told, what each program sees, and what is said where it does not work."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.confinement import bubblewrap, views, windows
from desktop.confinement.bubblewrap import View, arguments, find_tool, try_out
from desktop.confinement.layers import Confinement, Layer, Reason
from desktop.confinement.outside import VARIABLE, Outside, network_devices, outside_of, own_namespaces, told
from desktop.confinement.report import ProtectionLevel, ProtectionReport, program_report
from tests.sources import ROOT


def pairs(view: View) -> list[tuple[str, str]]:
    """Option and first value."""
    given = arguments(view)
    return [(option, given[at + 1]) for at, option in enumerate(given[:-1]) if option.startswith("--")]


# -- the command line


def test_what_hides_comes_before_what_is_shown_in_it() -> None:
    shown, own = (Path("/tmp/m.gguf"), Path("/usr")), (Path("/tmp/own/data"), Path("/home/a"))
    view = View((Path("/tmp"),), shown, own)
    assert [each for each in pairs(view) if each[0] in ("--tmpfs", "--ro-bind-try", "--bind-try")] == [
        ("--tmpfs", "/tmp"),
        ("--bind-try", "/home/a"),
        ("--ro-bind-try", "/tmp/m.gguf"),
        ("--bind-try", "/tmp/own/data"),
    ]


def test_a_hidden_folder_is_not_shown_by_naming_it() -> None:
    assert ("--ro-bind-try", "/tmp") not in pairs(View((Path("/tmp"),), (Path("/tmp"),)))


@pytest.mark.parametrize("network", [True, False])
def test_only_who_needs_it_shares_the_network(network: bool) -> None:
    assert ("--unshare-net" in arguments(View(network=network))) is not network


def test_every_program_has_namespaces_of_its_own_no_capabilities_and_an_end_with_its_parent() -> None:
    given = arguments(View())
    assert {"--unshare-pid", "--unshare-ipc", "--unshare-net", "--die-with-parent"} <= set(given)
    assert ("--cap-drop" in given) is (os.getuid() == 0)     # others have none; see test_wrapped_process
    assert given[:3] == ["--ro-bind", "/", "/"]


# -- the tools


def tool(folder: Path, text: str = "#!/bin/sh\nexit 0\n", mode: int = 0o755) -> Path:
    path = folder / "bwrap"
    path.write_text(text)
    path.chmod(mode)
    return path


def test_a_tool_is_the_systems_and_nobody_elses_to_write(tmp_path: Path) -> None:
    ours = os.getuid() == 0
    assert (find_tool("bwrap", [str(tmp_path)])) is None
    made = tool(tmp_path)
    assert find_tool("bwrap", [str(tmp_path)]) == (made if ours else None)
    for mode in (0o775, 0o757):
        made.chmod(mode)
        assert find_tool("bwrap", [str(tmp_path)]) is None
    made.chmod(0o755)
    os.chown(made, 65534, -1) if ours else None
    assert find_tool("bwrap", [str(tmp_path)]) is None


def test_the_path_of_the_user_names_no_tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = find_tool("bwrap")
    tool(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_tool("bwrap") == before


def test_a_machine_without_bubblewrap() -> None:
    assert try_out(None) is Reason.BWRAP_MISSING


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("#!/bin/sh\nexit 0\n", Reason.IN_FORCE),
        ("#!/bin/sh\nexit 1\n", Reason.BWRAP_REFUSED),
        ("#!/nowhere\n", Reason.BWRAP_REFUSED),
    ],
)
def test_bubblewrap_is_tried_and_not_believed(tmp_path: Path, script: str, reason: Reason) -> None:
    assert try_out(tool(tmp_path, script), tmp_path / "no settings") is reason


def test_bubblewrap_that_hangs_is_given_up(tmp_path: Path) -> None:
    hung = tool(tmp_path, "#!/bin/sh\nexec tail -f /dev/null\n")
    assert try_out(hung, tmp_path, patience_s=0.1) is Reason.BWRAP_REFUSED


@pytest.mark.parametrize(
    ("setting", "value", "reason"),
    [
        ("kernel/apparmor_restrict_unprivileged_userns", "1", Reason.BWRAP_APPARMOR),
        ("kernel/apparmor_restrict_unprivileged_userns", "0", Reason.BWRAP_REFUSED),
        ("kernel/unprivileged_userns_clone", "0", Reason.USERNS_OFF),
        ("user/max_user_namespaces", "0", Reason.USERNS_OFF),
        ("user/max_user_namespaces", "1000", Reason.BWRAP_REFUSED),
    ],
)
def test_the_kernels_settings_say_why_it_was_refused(
    tmp_path: Path, setting: str, value: str, reason: Reason
) -> None:
    """To an ordinary user: root needs no user namespace."""
    file = tmp_path / setting
    file.parent.mkdir()
    file.write_text(value + "\n")
    assert bubblewrap.why_refused(tmp_path, is_root=False) is reason
    assert bubblewrap.why_refused(tmp_path, is_root=True) is Reason.BWRAP_REFUSED


# -- what each program sees


@pytest.fixture
def runtime(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A session with sockets of a screen, a container, and a bus of screen readers."""
    home = tmp_path / "home"
    run = tmp_path / "runtime"
    for folder in (home / ".ssh", home / ".gnupg", home / "papers", run / "at-spi", run / "podman"):
        folder.mkdir(parents=True)
    names = ("wayland-1", "bus", "at-spi/bus_0", "podman/podman.sock")
    listeners = []
    before = Path.cwd()
    os.chdir(run)
    for name in names:
        listeners.append(socket.socket(socket.AF_UNIX))
        listeners[-1].bind(name)
    os.chdir(before)
    yield {"HOME": str(home), "XDG_RUNTIME_DIR": str(run), "WAYLAND_DISPLAY": "wayland-1"}
    for each in listeners:
        each.close()


def test_the_window_sees_its_screen_and_no_other_socket(runtime: dict[str, str]) -> None:
    view = views.window(runtime, (Path("/own"),))
    home, run = Path(runtime["HOME"]), Path(runtime["XDG_RUNTIME_DIR"])
    below = [each for each in view.shown if each.is_relative_to(run)]
    assert below == [run / "wayland-1"]
    assert bubblewrap.is_below(run / "bus", (*view.hidden, run))
    for folder in (Path("/tmp"), Path("/run"), run, home / ".ssh", home / ".gnupg"):
        assert folder in view.hidden or bubblewrap.is_below(folder, view.hidden)
    assert not bubblewrap.is_below(home / "papers" / "x", (home / ".ssh", home / ".gnupg", run))


def test_a_runtime_folder_that_holds_the_home_is_not_hidden(tmp_path: Path) -> None:
    view = views.client({"HOME": "/usr/share", "XDG_RUNTIME_DIR": "/usr"}, ())
    assert Path("/usr") not in view.hidden


@pytest.mark.parametrize("folder", ["/etc/ssl", "/etc", "/"])
def test_the_settings_of_the_computer_are_hidden_by_no_name(runtime: dict[str, str], folder: str) -> None:
    """Else whoever sets a link or a variable would be rid of the administrator's policy."""
    (Path(runtime["HOME"]) / ".screen").symlink_to(folder)
    view = views.client(runtime | {"XDG_RUNTIME_DIR": folder}, ())
    assert not [each for each in view.hidden if Path("/etc/ssl/x").is_relative_to(each)]


@pytest.mark.namespaces
def test_a_folder_of_somebody_else_is_hidden_by_no_name(runtime: dict[str, str], tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (Path(runtime["HOME"]) / ".screen").symlink_to(theirs)
    assert theirs in views.fetcher(runtime, network=False).hidden
    os.chown(theirs, 65534, 65534)
    assert theirs not in views.fetcher(runtime, network=False).hidden


@pytest.mark.parametrize("variable", ["WAYLAND_DISPLAY", "XAUTHORITY"])
@pytest.mark.parametrize("name", ["bus", "podman/podman.sock", "podman", "."])
def test_a_variable_shows_neither_another_socket_nor_a_folder(
    runtime: dict[str, str], variable: str, name: str
) -> None:
    path = Path(runtime["XDG_RUNTIME_DIR"], name)
    for value in {name, str(path)}:
        assert path not in views.window(runtime | {variable: value}, ()).shown


def test_the_password_of_the_screen_is_shown(runtime: dict[str, str]) -> None:
    path = Path(runtime["XDG_RUNTIME_DIR"], "xauth")
    path.touch()
    assert path in views.window(runtime | {"XAUTHORITY": str(path)}, ()).shown


def test_engine_and_reader_reach_nothing_but_their_files(runtime: dict[str, str], tmp_path: Path) -> None:
    model = tmp_path / "m.gguf"
    model.touch()
    assert model in views.engine(runtime, (model,)).shown
    assert model not in views.reader(runtime).shown
    for view in (views.engine(runtime, ()), views.reader(runtime)):
        assert not view.network
        assert not view.writable
        assert not view.sockets
        assert not [each for each in view.shown if each.is_socket()]


def test_the_fetcher_may_work_anywhere_but_among_keys_and_sockets(runtime: dict[str, str]) -> None:
    view = views.fetcher(runtime, network=True)
    assert view.network
    assert not views.fetcher(runtime, network=False).network
    assert Path(runtime["HOME"]) / ".ssh" in view.hidden
    assert Path("/tmp") not in view.hidden
    assert Path("/run") not in view.hidden


def test_a_command_line_shows_the_files_that_it_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, folder = tmp_path / "a.gguf", tmp_path / "b"
    file.touch()
    folder.mkdir()
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("door")
        given = ["--model", "a.gguf", f"--folder={folder}", "door", "no such\0name", "-", "b/../a.gguf"]
        assert views.named(given) == (file, folder, file)


def test_a_folder_that_is_gone_names_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert views.named(["x"]) == ()


@pytest.mark.parametrize(
    ("environment", "here"),
    [
        ({}, True),
        ({"DISPLAY": "localhost:10.0"}, False),
        ({"DISPLAY": "192.0.2.1:0"}, False),
        ({"DISPLAY": ":4711"}, False),
        ({"DISPLAY": "localhost:10.0", "QT_QPA_PLATFORM": "offscreen"}, True),
    ],
)
def test_a_display_by_network_is_none_behind_the_third_layer(environment: dict[str, str], here: bool) -> None:
    assert views.is_display_here(environment) is here


def test_sockets_that_start_programs_are_found_for_the_probes(runtime: dict[str, str]) -> None:
    assert Path(runtime["XDG_RUNTIME_DIR"]) / "podman" / "podman.sock" in views.broker_sockets(runtime)


# -- what a program believes


def test_a_program_believes_its_own_namespaces_only() -> None:
    here = told(Reason.IN_FORCE, (), has_network=False)
    assert outside_of(here.to_variable()) == here
    assert here.layer().reason is Reason.NOT_SEEN            # these are the supervisor's own
    assert Outside(Reason.IN_FORCE, ()).layer().reason is Reason.NOT_SEEN
    elsewhere = tuple((name, 1) for name, _ in own_namespaces())
    lonely = network_devices() == ["lo"]
    assert Outside(Reason.IN_FORCE, elsewhere).layer().on is lonely


@pytest.mark.parametrize("untrusted", ["", "x", "[]", "{}", '{"reason": "of_tomorrow"}', '{"reason": 3}'])
def test_what_no_supervisor_says_is_not_believed(untrusted: str) -> None:
    assert outside_of({VARIABLE: untrusted}).layer().reason is Reason.NOT_TRIED


def test_the_reason_of_the_supervisor_is_passed_on() -> None:
    assert told(Reason.BWRAP_MISSING, (), has_network=False).layer().reason is Reason.BWRAP_MISSING


def test_network_devices_are_read_without_a_socket(tmp_path: Path) -> None:
    listing = tmp_path / "dev"
    listing.write_text("Inter-|\n face |\n    lo: 1 2\n  eth0: 3 4\n")
    assert network_devices(listing) == ["lo", "eth0"]


# -- other systems


def test_on_windows_the_level_is_never_the_highest() -> None:
    """Its part is written and never run; whatever it reaches, brokers stay open."""
    layer = windows.third_layer()
    confinement = Confinement("window", Layer.in_force(), Layer.in_force(), layer, 0, 0.0)
    report = ProtectionReport({"window": program_report(confinement, ())})
    assert report.level is ProtectionLevel.MIDDLE
    assert report.reasons == ("window:namespaces:not_on_this_system",)


def test_the_rule_for_apparmor_gives_namespaces_to_the_supervisor_alone() -> None:
    """Not to bubblewrap in other hands, and no further right to anybody."""
    profile = (ROOT / "installers" / "linux" / "apparmor" / "hisho").read_text()
    rules = [line.strip() for line in profile.splitlines() if line.strip() and not line.startswith("#")]
    assert rules == [
        "abi <abi/4.0>,",
        "include <tunables/global>",
        "profile hisho /usr/lib/hisho/hisho flags=(unconfined) {",
        "userns,",
        "include if exists <local/hisho>",
        "}",
    ]


# -- what may be shown of what is hidden


def test_nothing_that_leads_to_a_socket_is_shown(runtime: dict[str, str], tmp_path: Path) -> None:
    """The window can write settings and the list of models, and so name paths for the next window."""
    run = Path(runtime["XDG_RUNTIME_DIR"])
    plain, file = tmp_path / "plain", tmp_path / "plain" / "m.gguf"
    plain.mkdir()
    file.touch()
    links = {tmp_path / "to_socket": run / "bus", tmp_path / "to_folder": plain, tmp_path / "to_file": file}
    for link, target in links.items():
        link.symlink_to(target)
    allowed = {plain: True, file: True, tmp_path / "to_file": True}
    refused = [run, run / "bus", run / "podman", tmp_path, Path("/run/lock"), tmp_path / "absent"]
    refused += list(links)[:2]
    for path, expected in (allowed | dict.fromkeys(refused, False)).items():
        assert views.may_be_shown(path) is expected, path
        for view in (views.window(runtime, (), (path,)), views.client(runtime, (), (path,))):
            assert (path in view.shown) is expected, path
        assert (path in views.engine(runtime, (path,)).shown) is expected, path
