"""The hashes of the report are those that anybody can make."""

import subprocess
import sys
from pathlib import Path

from desktop.paths import source_root
from desktop.report.hashes import Hashed, executables, file_hash, libraries, sources, total


def test_the_total_is_what_sha256sum_says(tmp_path: Path) -> None:
    for name in ("main.py", "desktop/窓.py", "desktop/a.py", "model_manager/B.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    (tmp_path / "desktop" / "__pycache__").mkdir()
    (tmp_path / "desktop" / "__pycache__" / "a.pyc").write_text("x")
    found = sources(tmp_path)
    assert {each.name for each in found} == {"main.py", "desktop/窓.py", "desktop/a.py", "model_manager/B.py"}
    command = (
        "find main.py desktop model_manager -name '*.py' | LC_ALL=C sort | xargs sha256sum | sha256sum"
    )
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.split()[0] == total(found)


def test_one_changed_file_is_another_total() -> None:
    files = [Hashed("a", "00"), Hashed("b", "11")]
    assert total(files) == total(reversed(files))
    assert total(files) != total([Hashed("a", "00"), Hashed("b", "12")])
    assert total(files) != total([Hashed("a", "00")])


def test_what_runs_here_is_named() -> None:
    (python,) = executables()
    assert python.name == str(Path(sys.executable).resolve())
    assert python.sha256 == file_hash(Path(sys.executable))
    names = " ".join(each.name for each in libraries())
    for library in ("libQt6Core", "libllama", "sqlite3", "_rust"):
        assert library in names
    assert all(each.sha256 for each in libraries())


def test_of_a_bundle_what_is_really_there_is_named(tmp_path: Path) -> None:
    inside = tmp_path / "_internal"
    native = ("PySide6/Qt/lib/libQt6Core.so.6", "llama_cpp/lib/libllama.so", "sqlcipher3/_sqlite3.abi3.so")
    others = ("PySide6/Qt/lib/libicudata.so.73", "desktop/app.pyc", "llama_cpp/llama_cpp.pyc")
    for name in ("hisho", "hisho-engine", "notes", *(f"_internal/{each}" for each in (*native, *others))):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    found = executables(tmp_path / "hisho")
    assert [each.name for each in found] == ["hisho", "hisho-engine"]
    assert found[1].sha256 == file_hash(tmp_path / "hisho-engine")
    assert [each.name for each in libraries(inside)] == [
        "PySide6_Essentials/libQt6Core.so.6", "llama_cpp_python/libllama.so", "sqlcipher3/_sqlite3.abi3.so",
    ]  # fmt: skip
    assert [each.name for each in sources(inside)] == ["desktop/app.pyc"]


def test_our_own_sources_are_all_there() -> None:
    names = {each.name for each in sources(source_root())}
    assert {"main.py", "desktop/report/hashes.py", "model_manager/web.py"} <= names


def test_what_cannot_be_read_has_no_hash(tmp_path: Path) -> None:
    assert file_hash(tmp_path / "gone") == ""
