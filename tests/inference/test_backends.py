"""Which libraries an engine loads: the best for its processor, and none for devices that are not there."""

import json
from pathlib import Path
from typing import Any

import pytest

from desktop.inference import llama
from desktop.inference.llama.backends import NATIVE, best_variant, graphics_libraries, read_build, score
from desktop.inference.llama.library import LIBRARIES
from tests.gguf_files import Recipe
from tests.inference.conftest import Writes
from tests.inference.engine_process import output_of

VARIANTS = {
    "libggml-cpu-x64.so": 1,
    "libggml-cpu-haswell.so": 64,
    "libggml-cpu-skylakex.so": 192,
    "libggml-cpu-sapphirerapids.so": 0,
}


def folder_with(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return folder


def test_the_library_that_uses_most_of_the_processor_is_taken(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, *VARIANTS, "libggml-cpu.so", "libggml-vulkan.so")
    best = best_variant(folder, lambda path: VARIANTS[path.name])
    assert best == folder / "libggml-cpu-skylakex.so"


def test_no_library_is_taken_that_does_not_run_here(tmp_path: Path) -> None:
    assert best_variant(folder_with(tmp_path, *VARIANTS), lambda _path: 0) is None
    assert best_variant(tmp_path / "empty", lambda _path: 1) is None


def test_what_is_no_library_of_a_processor_has_no_score(tmp_path: Path) -> None:
    (tmp_path / "libggml-cpu-text.so").write_text("not a library", encoding="utf-8")
    assert score(tmp_path / "libggml-cpu-text.so") == 0
    assert score(LIBRARIES / "libggml-base.so") == 0
    assert score(tmp_path / "missing.so") == 0


@pytest.mark.parametrize(
    ("nodes", "libraries"),
    [
        ((), ()),
        (("dri/card0", "nvidiactl", "nvidia-uvm"), ()),
        (("dri/renderD128",), ("libggml-vulkan.so",)),
        (("nvidia0", "dri/renderD128"), ("libggml-cuda.so", "libggml-vulkan.so")),
        (("nvidia1",), ("libggml-cuda.so", "libggml-vulkan.so")),
    ],
)
def test_a_driver_is_loaded_only_where_there_is_a_device(
    tmp_path: Path, nodes: tuple[str, ...], libraries: tuple[str, ...]
) -> None:
    assert graphics_libraries(folder_with(tmp_path, *nodes), {}) == libraries


def test_a_device_in_software_is_taken_only_if_somebody_names_it(tmp_path: Path) -> None:
    assert graphics_libraries(tmp_path, {"GGML_VK_VISIBLE_DEVICES": "0"}) == ("libggml-vulkan.so",)
    assert graphics_libraries(tmp_path, {"GGML_VK_VISIBLE_DEVICES": ""}) == ()


@pytest.mark.parametrize(
    ("said", "kind", "version"),
    [
        ({"kind": "full", "version": "0.3.36", "commit": "0c1e570", "flags": []}, "full", "0.3.36"),
        ({"kind": "plain"}, "plain", ""),
        ({"kind": "shiny", "version": 3}, "plain", ""),
        (["full"], "plain", ""),
        ({"version": "9" * 500}, "plain", "9" * 60),
    ],
)
def test_what_a_build_says_of_itself(tmp_path: Path, said: Any, kind: str, version: str) -> None:
    path = tmp_path / "build.json"
    path.write_text(json.dumps(said), encoding="utf-8")
    found = read_build(path)
    assert (found.kind, found.version) == (kind, version)


@pytest.mark.parametrize("text", ["", "{", "[" * 70_000, "\udcff"])
def test_a_build_that_says_nothing_sensible_is_a_plain_one(tmp_path: Path, text: str) -> None:
    path = tmp_path / "build.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert read_build(path).kind == read_build(tmp_path / "none.json").kind == "plain"


def test_one_library_for_the_processor_and_none_for_graphics_are_loaded(tmp_path: Path) -> None:
    """In a process whose folder holds libraries of such names, which llama.cpp by itself would search."""
    for name in ("libggml-vulkan.so", "libggml-cuda.so", "libggml-cpu-zen9.so", "libggml-cpu.so"):
        (tmp_path / name).symlink_to(next(LIBRARIES.glob("libggml-cpu*.so")))
    program = (
        "import os, re, sys\nfrom pathlib import Path\n"
        "from desktop.inference import llama\nos.chdir(sys.argv[1])\n"
        "llama.start()\nllama.add_graphics()\nprint(llama.processor_variant())\n"
        "found = re.findall(r'(/\\S*/libggml-(?!base)\\S*\\.so)', Path('/proc/self/maps').read_text())\n"
        "print(*sorted(set(found)))"
    )
    quiet = {"GGML_VK_VISIBLE_DEVICES": ""}
    variant, libraries = output_of(program, str(tmp_path), environment=quiet).splitlines()
    expected = "libggml-cpu.so" if variant == NATIVE else f"libggml-cpu-{variant}.so"
    assert libraries == str(LIBRARIES / expected)


def test_the_build_beside_the_libraries_agrees_with_what_lies_there() -> None:
    has_variants = any(LIBRARIES.glob("libggml-cpu-*.so"))
    assert (llama.build().kind == "full") is has_variants
    llama.start()
    assert (llama.processor_variant() != NATIVE) is has_variants


def test_threads_are_spread_where_there_are_several_memories(written: Writes) -> None:
    """llama.cpp looks at the machine for that; shut in as an engine is, it must not stumble."""
    program = (
        "import sys\nfrom pathlib import Path\nfrom desktop.inference import llama\n"
        "from tests.inference.shutting_in import shut_in\n"
        "path = Path(sys.argv[1])\nshut_in(path)\nllama.start()\nllama.spread_over_memories(2)\n"
        "model = llama.Model.load(path, lambda fraction: True)\n"
        "context = llama.Context.of(model, llama.ContextShape(64, 64, 2), llama.AbortFlag())\n"
        "print(context.decode([20, 21, 22]))"
    )
    assert output_of(program, str(written(Recipe()))).strip() == "0"


def test_an_engine_imports_no_more_than_it_needs() -> None:
    """20 MB of each engine: llama_cpp's own package imports numpy and what a server needs."""
    program = (
        "import sys\nimport desktop.inference.program\n"
        "print(*sorted({'numpy', 'diskcache', 'ssl', 'asyncio', 'PySide6', 'httpx2'} & set(sys.modules)))"
    )
    assert output_of(program).strip() == ""
