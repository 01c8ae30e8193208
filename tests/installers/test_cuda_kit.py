"""NVIDIA's backend is one more library of the full engine; what compiles it comes from Python packages."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from installers.source import cuda_kit, engine_cache, engine_wheel, prepare
from installers.source.commands import Done, SetupError, Workshop
from installers.source.engine_kinds import FULL, with_cuda
from tests.installers.runners import LOCKS, FakeRunner, program
from tests.installers.test_engine_wheel import keep


def workshop(folder: Path, said: str | None, runner: FakeRunner | None = None) -> Workshop:
    """A machine whose driver says this; None: there is no driver."""
    place = folder / "bin"
    place.mkdir()
    program(place, "c++")
    if said is not None:
        program(place, "nvidia-smi")
    answers = {"--query-gpu=compute_cap": Done(0 if said else 9, said or "no devices were found\n")}
    environment = {"PATH": str(place), "HISHO_ENGINE_CACHE": str(folder / "cache")}
    return Workshop(LOCKS, environment, runner or FakeRunner(answers))


@pytest.mark.parametrize(
    ("said", "expected"),
    [("9.0\n", "90"), ("12.0\n8.6\n12.0\n", "86;120"), ("", ""), ("[N/A]\n", ""), (None, "")],
)
def test_the_architectures_are_the_drivers(tmp_path: Path, said: str | None, expected: str) -> None:
    assert cuda_kit.architectures(workshop(tmp_path, said)) == expected


def test_it_is_the_full_engine_and_one_backend_more(tmp_path: Path) -> None:
    kind = with_cuda("86;90")
    assert kind.name == "full"
    assert set(FULL.flags) < set(kind.flags)
    assert "-DCMAKE_CUDA_ARCHITECTURES=86;90" in kind.flags
    shop = workshop(tmp_path, None)
    folders = {engine_cache.folder(each, shop) for each in (FULL, kind, with_cuda("90"))}
    assert len(folders) == 3


def test_it_is_chosen_where_it_is_there_and_fits_this_machine(tmp_path: Path) -> None:
    shop = workshop(tmp_path, "9.0\n")
    keep(FULL, shop)
    assert engine_wheel.chosen(shop) == FULL
    keep(with_cuda("86"), shop)
    assert engine_wheel.chosen(shop) == FULL
    keep(with_cuda("90"), shop)
    assert engine_wheel.chosen(shop) == with_cuda("90")


def test_without_such_a_processor_it_is_not_built(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="no NVIDIA processor"):
        prepare.kind_for("cuda", workshop(tmp_path, None))


def test_its_parts_are_found_under_the_names_that_cmake_looks_for(tmp_path: Path) -> None:
    libraries = tmp_path / "tools/lib/python3.11/site-packages/nvidia/cu13/lib"

    def unpack(command: Sequence[str]) -> None:
        if "install" in command:
            libraries.mkdir(parents=True)
            for name in ("libcudart.so.13", "libcublas.so.13", "libcublasLt.so.13"):
                (libraries / name).touch()

    runner = FakeRunner({}, unpack)
    places = dict(
        each.split("=", 1) for each in cuda_kit.provide(tmp_path, workshop(tmp_path, "9.0\n", runner))
    )
    assert "--require-hashes" in runner.commands[0]
    assert (libraries / "libcublasLt.so").readlink() == Path("libcublasLt.so.13")
    assert (libraries / "libcudart.so").exists()
    assert (libraries.parent / "lib64" / "libcudart.so").exists()
    assert places["-DCUDAToolkit_ROOT"] == str(libraries.parent)
    assert places["-DCMAKE_CUDA_COMPILER"] == str(libraries.parent / "bin" / "nvcc")
    assert runner.commands[-1][-1] == places["-DCUDA_cuda_driver_LIBRARY"] == str(libraries / "libcuda.so")
    assert "-Wl,-soname,libcuda.so.1" in runner.commands[-1]


def test_packages_of_another_shape_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="not where its packages"):
        cuda_kit.provide(tmp_path, workshop(tmp_path, "9.0\n"))
