"""Which executable of a bundle is started for a program; from source there is a script and none of them."""

import subprocess
import sys
from pathlib import Path

import pytest

from desktop.executables import executable, executables, is_part, running
from desktop.processes import main_program, program_command
from tests.sources import ROOT

ALL = ("hisho", "hisho-engine", "hisho-fetcher", "hisho-reader", "hisho-window")


def bundle(folder: Path, *names: str) -> Path:
    """A folder with these executables and with what else may lie there; the path of the first of them."""
    folder.mkdir(parents=True)
    for name in (*names, "hisho-notes.txt", "hisho-cuda", "other"):
        (folder / name).touch()
    (folder / "_internal").mkdir()
    return folder / names[0]


@pytest.mark.parametrize("word", ["window", "engine", "reader", "fetcher"])
def test_a_program_has_its_own_executable(tmp_path: Path, word: str) -> None:
    here = bundle(tmp_path / "秘書 hisho", *ALL)
    assert executable(word, here) == here.with_name(f"hisho-{word}")
    assert executable(word, here.with_name("hisho-window")) == here.with_name(f"hisho-{word}")


@pytest.mark.parametrize("word", ["client", "probe", "notes.txt", "cuda", "../other", ""])
def test_every_other_word_is_the_first_ones(tmp_path: Path, word: str) -> None:
    here = bundle(tmp_path / "hisho", *ALL)
    assert executable(word, here) == here


def test_without_a_fetcher_its_work_is_the_first_ones(tmp_path: Path) -> None:
    here = bundle(tmp_path / "hisho", *(name for name in ALL if name != "hisho-fetcher"))
    assert executable("fetcher", here) == here
    assert executable("engine", here).name == "hisho-engine"


def test_on_windows_they_have_an_ending_and_the_console_keeps_its_own(tmp_path: Path) -> None:
    here = bundle(tmp_path / "hisho", "hisho.exe", "hisho-cli.exe", "hisho-engine.exe")
    assert executable("engine", here) == here.with_name("hisho-engine.exe")
    assert executable("client", here) == here
    assert executable("client", here.with_name("hisho-cli.exe")) == here.with_name("hisho-cli.exe")
    assert [each.name for each in executables(here)] == ["hisho-cli.exe", "hisho-engine.exe", "hisho.exe"]


def test_all_of_a_bundle_are_named_and_nothing_beside_them(tmp_path: Path) -> None:
    here = bundle(tmp_path / "hisho", *ALL)
    assert [each.name for each in executables(here)] == sorted(ALL)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("hisho", False), ("hisho-cli.exe", False), ("hisho.exe", False), ("python3.11", False),
        ("hisho-window", True), ("hisho-engine.exe", True), ("hisho-reader", True), ("hisho-fetcher", True),
    ],
)  # fmt: skip
def test_what_is_a_part_of_another(name: str, part: bool) -> None:
    assert is_part(Path("/usr/lib/hisho", name)) is part


def test_from_source_there_is_a_script_for_every_program() -> None:
    assert running() is None
    assert not is_part(running())
    command = program_command("engine")
    assert command == [sys.executable, "-I", "-X", "utf8", str(main_program("engine")), "engine"]
    assert main_program("engine").is_file()


FROZEN = """
import sys
sys.path.insert(0, {root!r})
sys.frozen, sys.executable = True, {name!r}
from desktop.supervisor import run
sys.exit(run({arguments!r}))
"""


@pytest.mark.parametrize("arguments", [[], ["ask", "-"], ["models", "list"]])
@pytest.mark.parametrize("name", ["hisho-window", "hisho-engine", "hisho-reader", "hisho-fetcher"])
def test_a_part_that_is_started_by_hand_says_so_and_does_nothing(
    tmp_path: Path, name: str, arguments: list[str]
) -> None:
    code = FROZEN.format(root=str(ROOT), name=str(tmp_path / name), arguments=arguments)
    done = subprocess.run(
        [sys.executable, "-I", "-c", code], env={"HISHO_HOME": str(tmp_path / "home")}, capture_output=True,
        text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert [line.partition(":")[0] for line in done.stderr.splitlines()] == ["hisho", "hisho"]
    assert not (tmp_path / "home").exists()
