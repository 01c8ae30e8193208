"""The .deb: what it asks for, what is in it, and what its scripts do and leave alone."""

import gzip
import shutil
import subprocess
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from installers.package import deb, staging
from installers.package.release import Release
from installers.source.commands import Done, SetupError
from tests.installers.runners import program
from tests.installers.samples import AIRGAP, FULL, MOMENT, OWNERS, Tools, frozen, source, told, workshop
from tests.sources import ROOT

SCRIPTS = ROOT / "installers/linux/deb"


def build(folder: Path, release: Release = FULL) -> Path:
    """A package of the small frozen folder, by this system's dpkg-deb."""
    tools, out = Tools(real=["dpkg-deb"]), folder / "out"
    out.mkdir(parents=True)
    project = source(folder)
    staging.stage(project, folder / "stage", release, workshop(tools))
    return deb.build(project, folder / "stage", out, release, workshop(tools))


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("deb"))


def field(package: Path, name: str) -> str:
    return told("dpkg-deb", "-f", str(package), name).strip()


def test_what_it_needs_is_what_it_links(package: Path) -> None:
    assert package.name == "hisho_1.2.3-1_amd64.deb"
    assert field(package, "Depends").split(", ") == [
        "fontconfig-config", "libc6 (>= 2.35)", "libglib2.0-0 | libglib2.0-0t64", "libstdc++6 (>= 12)",
        "libxcb1", "shared-mime-info",
    ]  # fmt: skip


def test_what_can_be_missing_is_recommended(package: Path) -> None:
    """Tools of the third layer, a Japanese font, a keyring, and what plug-ins open that are tried only."""
    found = field(package, "Recommends")
    for name in ("bubblewrap", "xdg-dbus-proxy", "fonts-noto-cjk", "gnome-keyring", "libvulkan1"):
        assert name in found
        assert name not in field(package, "Depends")


def test_a_library_that_is_renamed_here_is_asked_for_by_both_names(tmp_path: Path) -> None:
    newer = Tools(owners={**OWNERS, "libglib-2.0.so.0": "libglib2.0-0t64"})
    found = deb.relations(frozen(tmp_path), workshop(newer)).depends
    assert "libglib2.0-0 | libglib2.0-0t64" in found


def test_the_editions_take_each_others_place(package: Path, tmp_path: Path) -> None:
    airgap = build(tmp_path, AIRGAP)
    for one, other in ((package, "hisho-airgap"), (airgap, "hisho")):
        assert {field(one, name) for name in ("Conflicts", "Replaces")} == {other}
    assert field(airgap, "Package") == "hisho-airgap"
    assert "\n .\n This is the edition for computers without a network" in field(airgap, "Description")
    assert "without a network" not in field(package, "Description")


def test_it_is_the_same_every_time(package: Path, tmp_path: Path) -> None:
    assert build(tmp_path).read_bytes() == package.read_bytes()


def test_everything_belongs_to_root_and_has_the_commits_time(package: Path) -> None:
    lines = told("dpkg-deb", "-c", str(package)).splitlines()
    assert {line.split()[1] for line in lines} == {"root/root"}
    assert {line.split()[3] for line in lines} == {"2026-09-21"}


def unpacked(package: Path, folder: Path) -> Path:
    subprocess.run(["dpkg-deb", "-R", str(package), str(folder)], check=True)
    return folder


def test_the_papers_are_debians(package: Path, tmp_path: Path) -> None:
    root = unpacked(package, tmp_path / "root")
    documents = root / "usr/share/doc/hisho"
    rights = (documents / "copyright").read_text(encoding="utf-8")
    assert rights.startswith("Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n")
    assert "/usr/share/doc/hisho/third-party" in rights
    changes = gzip.decompress((documents / "changelog.Debian.gz").read_bytes()).decode()
    assert changes.startswith("hisho (1.2.3-1) unstable; ")
    own = gzip.decompress((documents / "changelog.gz").read_bytes())
    assert own == (ROOT / "CHANGELOG.md").read_bytes()
    assert (root / "DEBIAN/conffiles").read_text() == "/etc/hisho/README\n"
    for name in ("postinst", "prerm", "postrm"):
        assert (root / "DEBIAN" / name).stat().st_mode & 0o777 == 0o755


def test_what_others_have_made_is_not_called_ours(package: Path, tmp_path: Path) -> None:
    """The last paragraph that fits a file counts; the list of parts is in the package."""
    root = unpacked(package, tmp_path / "root")
    paragraphs = (root / "usr/share/doc/hisho/copyright").read_text(encoding="utf-8").split("\n\n")
    licences: dict[str, str] = {}
    for each in (each for each in paragraphs if each.startswith("Files: ")):
        lines = dict(line.split(": ", 1) for line in each.splitlines() if ": " in line)
        licences |= {pattern: lines["License"] for pattern in lines["Files"].split()}

    def licence(path: str) -> str:
        return [licences[pattern] for pattern in licences if fnmatchcase(path, pattern)][-1]

    inside = "usr/lib/hisho/_internal"
    assert licence(f"{inside}/desktop/app.pyc") == licence("usr/share/hisho/apparmor/hisho") == "Apache-2.0"
    assert licence(f"{inside}/PySide6/Qt/lib/libQt6Core.so.6") == "LGPL-3"
    assert licence(f"{inside}/llama_cpp/lib/libllama.so") == "third-party"
    assert licence("usr/lib/hisho/hisho") == "third-party"  # the start program of PyInstaller
    assert (root / "usr/share/doc/hisho/third-party/THIRD-PARTY.txt").is_file()


def test_every_licence_that_is_named_has_its_paragraph() -> None:
    paragraphs = (SCRIPTS / "copyright").read_text(encoding="utf-8").split("\n\n")
    own = {each.splitlines()[0] for each in paragraphs if each.startswith("License: ")}
    named = {
        line for each in paragraphs if each.startswith("Files: ")
        for line in each.splitlines() if line.startswith("License: ")
    }  # fmt: skip
    assert named == own


def test_every_silence_of_lintian_has_its_reason() -> None:
    """Each override, or the group that it is in, stands below a comment."""
    for group in (SCRIPTS / "lintian-overrides").read_text(encoding="utf-8").strip().split("\n\n"):
        assert group.startswith("# "), group


def test_what_is_laid_out_stays_as_it_was(tmp_path: Path) -> None:
    """The .rpm is made from the same folder."""
    tools, project = Tools(), source(tmp_path)
    (tmp_path / "out").mkdir()
    staging.stage(project, tmp_path / "stage", FULL, workshop(tools))
    before = {str(path) for path in (tmp_path / "stage").rglob("*") if path.is_file()}
    deb.build(project, tmp_path / "stage", tmp_path / "out", FULL, workshop(tools))
    assert {str(path) for path in (tmp_path / "stage").rglob("*") if path.is_file()} == before
    assert not (tmp_path / "stage/DEBIAN").exists()


def test_a_failure_is_told_in_the_tools_words(tmp_path: Path) -> None:
    tools = Tools({"dpkg-deb": Done(2, "no space left")})
    project = source(tmp_path)
    staging.stage(project, tmp_path / "stage", FULL, workshop(tools))
    with pytest.raises(SetupError, match="no space left"):
        deb.build(project, tmp_path / "stage", tmp_path, FULL, workshop(tools))
    packing = tools.environments[-1] or {}
    assert packing["SOURCE_DATE_EPOCH"] == str(MOMENT)
    assert packing["DPKG_DEB_THREADS_MAX"] == "1"
    assert not (tmp_path / "stage/DEBIAN").exists()


# -- the maintainer's scripts


class Machine:
    """The root folder of a machine on which the scripts run, with an AppArmor of some age or none."""

    def __init__(self, folder: Path, *, parser: str | None) -> None:
        self.root, self._bin, self.said = folder / "root", folder / "bin", folder / "said"
        self._bin.mkdir(parents=True)
        self.profile = self.root / "etc/apparmor.d/hisho"
        ours = self.root / "usr/share/hisho/apparmor/hisho"
        ours.parent.mkdir(parents=True)
        shutil.copyfile(ROOT / "installers/linux/apparmor/hisho", ours)
        if parser is not None:
            program(self._bin, "apparmor_parser", f'#!/bin/sh\necho "$@" >> "{self.said}"\n{parser}\n')

    def has_apparmor_in_its_kernel(self) -> None:
        (self.root / "sys/kernel/security/apparmor").mkdir(parents=True)

    def run(self, script: str, *arguments: str) -> str:
        """What it told the parser; it must succeed."""
        self.said.write_text("")
        environment = {"PATH": f"{self._bin}:/usr/bin:/bin", "DPKG_ROOT": str(self.root)}
        command = ["sh", str(SCRIPTS / script), *arguments]
        subprocess.run(command, env=environment, check=True, capture_output=True)
        return self.said.read_text()


def test_the_profile_is_put_in_place_where_apparmor_takes_it(tmp_path: Path) -> None:
    machine = Machine(tmp_path, parser="exit 0")
    machine.has_apparmor_in_its_kernel()
    heard = machine.run("postinst", "configure", "")
    assert machine.profile.read_bytes() == (ROOT / "installers/linux/apparmor/hisho").read_bytes()
    assert machine.profile.stat().st_mode & 0o777 == 0o644
    assert f"-r -T -W {machine.profile}" in heard
    machine.run("postinst", "configure", "1.0-1")  # again, and it is the same


def test_it_is_not_loaded_where_the_kernel_has_no_apparmor(tmp_path: Path) -> None:
    machine = Machine(tmp_path, parser="exit 0")
    assert "-r" not in machine.run("postinst", "configure", "").split()
    assert machine.profile.is_file()


@pytest.mark.parametrize("parser", ["exit 1", None], ids=["too old", "none"])
def test_an_apparmor_that_does_not_know_the_rules_gets_no_file(tmp_path: Path, parser: str | None) -> None:
    """Debian 12's and Ubuntu 22.04's would fail on it at every boot."""
    machine = Machine(tmp_path, parser=parser)
    machine.has_apparmor_in_its_kernel()
    machine.run("postinst", "configure", "")
    assert not machine.profile.exists()


def test_it_comes_when_apparmor_grows(tmp_path: Path) -> None:
    machine = Machine(tmp_path, parser=None)
    machine.run("postinst", "triggered", "/etc/apparmor.d/abi")
    assert not machine.profile.exists()
    program(tmp_path / "bin", "apparmor_parser", "#!/bin/sh\nexit 0\n")
    machine.run("postinst", "triggered", "/etc/apparmor.d/abi")
    assert machine.profile.is_file()
    watched = [line for line in (SCRIPTS / "triggers").read_text().splitlines() if not line.startswith("#")]
    assert watched == ["interest-noawait /etc/apparmor.d/abi"]


def test_a_profile_that_the_kernel_refuses_does_not_break_the_installation(tmp_path: Path) -> None:
    machine = Machine(tmp_path, parser='[ "$1" = -Q ]')
    machine.has_apparmor_in_its_kernel()
    machine.run("postinst", "configure", "")
    assert machine.profile.is_file()


def test_a_folder_that_cannot_be_written_does_not_break_the_installation(tmp_path: Path) -> None:
    machine = Machine(tmp_path, parser="exit 0")
    machine.has_apparmor_in_its_kernel()
    machine.profile.parent.parent.mkdir(exist_ok=True)
    machine.profile.parent.write_text("a file where the folder would be")
    assert "-r" not in machine.run("postinst", "configure", "").split()
    assert machine.profile.parent.is_file()


def test_removal_takes_the_profile_out_of_the_kernel_and_away(tmp_path: Path) -> None:
    machine = Machine(tmp_path, parser="exit 0")
    machine.has_apparmor_in_its_kernel()
    machine.run("postinst", "configure", "")
    assert machine.run("prerm", "remove") == f"-R {machine.profile}\n"
    machine.run("postrm", "remove")
    assert not machine.profile.exists()


def test_an_upgrade_takes_nothing_away(tmp_path: Path) -> None:
    machine = Machine(tmp_path, parser="exit 0")
    machine.has_apparmor_in_its_kernel()
    machine.run("postinst", "configure", "")
    assert machine.run("prerm", "upgrade", "2.0-1") == ""
    machine.run("postrm", "upgrade", "2.0-1")
    assert machine.profile.is_file()


def test_purging_one_edition_after_the_other_came_leaves_the_others_profile(tmp_path: Path) -> None:
    machine = Machine(tmp_path, parser="exit 0")
    machine.run("postinst", "configure", "")
    machine.run("postrm", "purge")
    assert machine.profile.is_file()


def test_no_script_touches_what_people_have_made(tmp_path: Path) -> None:
    machine = Machine(tmp_path, parser="exit 0")
    machine.has_apparmor_in_its_kernel()
    for place in ("home/user/.local/share/hisho/vault/vault.db", "etc/hisho/policy.toml"):
        (machine.root / place).parent.mkdir(parents=True, exist_ok=True)
        (machine.root / place).write_text("theirs")
    before = {str(path): path.stat().st_mtime_ns for path in machine.root.rglob("*") if path.is_file()}
    steps = ("postinst configure", "prerm remove", "postrm remove", "postrm purge")
    for script, argument in (step.split() for step in steps):
        machine.run(script, argument)
    after = {str(path): path.stat().st_mtime_ns for path in machine.root.rglob("*") if path.is_file()}
    assert after == before


def test_no_script_asks_anything() -> None:
    for name in ("postinst", "prerm", "postrm"):
        text = (SCRIPTS / name).read_text(encoding="utf-8")
        assert not {"read", "debconf", "db_input", "whiptail"} & set(text.split()), name
