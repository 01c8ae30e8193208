"""`make test-packages`: the packages of `make package`, installed, used and removed in clean machines.

It is no part of `make test`: it needs root, an archive of Debian or Ubuntu that apt can reach, and the
packages.
"""

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.end_to_end.display import Display, display
from tests.end_to_end.programs import ROOT, Home
from tests.packaged import roots
from tests.packaged.clean_machine import Machine, running
from tests.packaged.installed import SCREENS, X11, InstalledHome, session

STORE = ROOT / "build" / "package" / "roots"
_RELEASE = Path("/etc/os-release")
_TOOLS = ("unshare", "nsenter", "debootstrap", "zstd", "ip", "Xvfb", "xdotool", "dpkg-deb", "rpm")
# What every desktop has, so that a file can be opened and a session has a bus.
_DESKTOP = ("dbus", "libglib2.0-bin", "desktop-file-utils", "hicolor-icon-theme")
_WANTED = ("Depends", "Recommends")
_FIGURES = pytest.StashKey[dict[str, float]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Where the packages are."""
    parser.addoption("--packages", type=Path, default=ROOT / "build" / "package" / "out")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Say in one line what is missing, before anything is tried."""
    lacking = [tool for tool in _TOOLS if shutil.which(tool) is None]
    if os.geteuid() != 0:
        pytest.exit("test-packages makes and enters clean machines: it needs root", 2)
    if lacking:
        pytest.exit(f"test-packages needs {', '.join(lacking)}: install them with apt-get", 2)
    session.config.stash[_FIGURES] = {}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """What was measured; it is kept beside the packages."""
    if figures := config.stash.get(_FIGURES, {}):
        (ROOT / "build" / "package" / "figures.json").write_text(json.dumps(figures, indent=1) + "\n")
        for name, value in figures.items():
            terminalreporter.write_line(f"{name}: {value:.2f}")


@dataclass(frozen=True)
class Packages:
    """The packages that are tried."""

    folder: Path

    def find(self, pattern: str) -> Path:
        """The one that is called so; that it was not made fails the test."""
        found = sorted(self.folder.glob(pattern))
        made_by = "make package EDITION=airgap" if "airgap" in pattern else "make package"
        assert len(found) == 1, f"{len(found)} of {pattern} in {self.folder}; `{made_by}` makes them"
        return found[0]

    def deb(self, name: str = "hisho") -> Path:
        """The .deb of this name."""
        return self.find(f"{name}_*_amd64.deb")


@dataclass
class Ground:
    """The layers of a suite: the bare system, and one with all that the package wants but not the package."""

    suite: str
    folder: Path
    packages: Packages
    figures: dict[str, float]
    made: float                         # when the bare system was
    bare: list[Path] = field(default_factory=list)
    furnished: list[Path] = field(default_factory=list)
    count: int = 0

    @contextmanager
    def machine(self, layers: list[Path], *, network: bool = False) -> Iterator[Machine]:
        """A machine on these layers; what it writes is forgotten."""
        with self.keeping(layers, f"machine{self.count}", network=network) as (machine, upper):
            yield machine
        shutil.rmtree(upper)

    @contextmanager
    def keeping(self, layers: list[Path], name: str, *, network: bool) -> Iterator[tuple[Machine, Path]]:
        """The same; what it wrote stays in the folder that comes with it."""
        self.count += 1
        upper = self.folder / name
        Path(X11).mkdir(mode=0o1777, exist_ok=True)
        shown = {"/packages": self.packages.folder, X11: Path(X11)}
        if network:             # what apt has fetched once it need not fetch for the next run
            archives = STORE / f"archives-{self.suite}"
            (archives / "partial").mkdir(parents=True, exist_ok=True)
            shown["/var/cache/apt/archives"] = archives
        with running(layers, upper, network=network, shown=shown) as machine:
            yield machine, upper
        for each in (".work", ".merged"):
            shutil.rmtree(upper.with_name(upper.name + each))

    def note(self, what: str, value: float) -> None:
        """Keep a figure of this suite."""
        self.figures[f"{self.suite}: {what}"] = round(value, 2)


@pytest.fixture(scope="session")
def packages(request: pytest.FixtureRequest) -> Packages:
    """The packages that are tried."""
    return Packages(request.config.getoption("--packages"))


@pytest.fixture(scope="session", params=roots.suites(roots.system(_RELEASE.read_text())[0]))
def ground(request: pytest.FixtureRequest, packages: Packages) -> Iterator[Ground]:
    """The bare system of each suite."""
    recipe = roots.recipe(request.param, _RELEASE.read_text())
    packed = roots.provide(recipe, STORE)
    with tempfile.TemporaryDirectory(dir=STORE) as folder:
        figures = request.config.stash[_FIGURES]
        made = Ground(request.param, Path(folder), packages, figures, packed.stat().st_mtime)
        roots.unpack(packed, made.folder / "bare")
        made.bare = [made.folder / "bare"]
        yield made


@pytest.fixture(scope="session")
def furnished(ground: Ground) -> Ground:
    """The suite with all that the package depends on and recommends; the package itself was there and is
    purged. It is kept for a week, unless the package wants something else.
    """
    layer, deb = ground.folder / "furnished", ground.packages.deb()
    wanted = subprocess.run(["dpkg-deb", "-f", str(deb), *_WANTED], capture_output=True, check=True).stdout
    digest = hashlib.sha256(repr((wanted, _DESKTOP, ground.made)).encode()).hexdigest()
    kept = STORE / f"furnished-{ground.suite}-{digest[:12]}.tar.zst"
    if roots.is_fresh(kept, time.time()):
        roots.unpack(kept, layer)
    else:
        with ground.keeping(ground.bare, layer.name, network=True) as (machine, _):
            machine.must("apt-get", "update", "-q")
            begun = time.monotonic()
            machine.must("apt-get", "install", "-yq", f"/packages/{deb.name}")
            ground.note("apt-get install from nothing, with what it recommends, s", time.monotonic() - begun)
            machine.must("dpkg", "--purge", "hisho")
            machine.must("apt-get", "install", "-yq", "--no-install-recommends", *_DESKTOP)
        roots.pack(layer, kept)
    ground.furnished = [layer, *ground.bare]
    return ground


@pytest.fixture
def desktop(furnished: Ground) -> Iterator[Machine]:
    """A machine without any network that lacks nothing but the package."""
    with furnished.machine(furnished.furnished) as machine:
        yield machine


@pytest.fixture
def installed(desktop: Machine, packages: Packages) -> Machine:
    """The same with the package."""
    desktop.must("dpkg", "-i", f"/packages/{packages.deb().name}")
    return desktop


@pytest.fixture
def home(installed: Machine) -> Iterator[InstalledHome]:
    """The home of a person who has logged in there."""
    made = InstalledHome(installed)
    with session(installed, made):
        yield made


@pytest.fixture
def source(tmp_path: Path) -> Home:
    """An empty home here, where Hisho runs from source."""
    folder = tmp_path / "source"
    folder.mkdir()
    return Home(folder)


@pytest.fixture
def screen(home: InstalledHome, request: pytest.FixtureRequest) -> Iterator[Display]:
    """A display of that person's; a test that fails leaves a photograph of what it saw last."""
    with ExitStack() as stack:
        made = stack.enter_context(display())
        home.extra["DISPLAY"] = made.name
        home.last_sight = lambda: made.photograph(SCREENS / f"failed_{request.node.name}.png")
        yield made
