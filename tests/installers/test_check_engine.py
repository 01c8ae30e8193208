"""The engine that these tests run with is whole: it says what it is, and finds this machine's processor."""

import json
import os
import subprocess
import sys
import sysconfig
from importlib import metadata
from pathlib import Path

import pytest

from installers.source import check_engine
from installers.source.check_engine import Engine
from tests.sources import ROOT

SITE = Path(sysconfig.get_path("platlib"))
LIBRARIES = SITE / "llama_cpp" / "lib"
SCRIPT = ROOT / "installers" / "source" / "check_engine.py"
# No driver of Vulkan is found, wherever the system keeps its own.
WITHOUT_DEVICES = {**os.environ, "VK_DRIVER_FILES": "/nonexistent", "VK_ICD_FILENAMES": "/nonexistent"}


def build() -> dict[str, object]:
    found = json.loads((LIBRARIES / "build.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def checked(code: str) -> str:
    """What Python says to this, in a process of its own that sees no graphics processor."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=WITHOUT_DEVICES,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_the_installed_engine_is_whole() -> None:
    kind = str(build()["kind"])
    done = subprocess.run(
        [sys.executable, str(SCRIPT), kind], env=WITHOUT_DEVICES, capture_output=True, text=True, check=False
    )
    told = done.stdout.splitlines()[-1]
    assert done.returncode == 0, told
    assert told.startswith(f"The engine: {kind}, {build()['version']}")
    assert told.endswith("devices: CPU")
    assert ("variant" in told) == (kind == "full")


def test_another_engine_than_was_meant_is_a_fault() -> None:
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "another"],
        env=WITHOUT_DEVICES,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "it should be another" in done.stdout


def test_it_brings_its_own_runtime_of_openmp() -> None:
    code = f"""
from pathlib import Path
from installers.source.check_engine import examine
examine(Path({str(LIBRARIES)!r}))
print({{line.split()[-1] for line in open("/proc/self/maps") if "gomp" in line or "libomp" in line}})
"""
    assert str(LIBRARIES) in checked(code)


def test_the_build_says_what_it_is() -> None:
    assert set(build()) == {"kind", "version", "commit", "flags"}
    assert build()["version"] == metadata.version("llama-cpp-python")
    assert len(str(build()["commit"])) == 40


def test_its_files_are_in_one_place_and_once() -> None:
    files = metadata.files("llama-cpp-python") or []
    names = [file.as_posix() for file in files if "__pycache__" not in file.parts]
    assert {name.split("/")[0].split("-")[0] for name in names} == {"llama_cpp", "llama_cpp_python"}
    libraries = [Path(name).name for name in names if name.startswith("llama_cpp/lib/") and ".so" in name]
    assert len(libraries) == len(set(libraries)) == len({name.split(".so")[0] for name in libraries})
    assert not any("/include/" in name or name.endswith((".cmake", ".pc")) for name in names)


@pytest.mark.parametrize(
    ("engine", "faults"),
    [
        (Engine("full", "1", "zen4", ("CPU", "Vulkan0")), 0),
        (Engine("plain", "1", None, ("CPU",)), 0),
        (Engine("full", "1", None, ("CPU",)), 1),
        (Engine("plain", "1", "zen4", ("CPU",)), 1),
        (Engine("full", "1", None, ()), 2),
    ],
)
def test_what_a_whole_engine_has(engine: Engine, faults: int) -> None:
    assert len(engine.faults()) == faults


def test_an_engine_without_a_description_is_not_examined(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        check_engine.examine(tmp_path)
