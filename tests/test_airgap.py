"""The air-gap edition: without everything that `installers/package/airgap.py` leaves out, each program still
loads all that it may ever need, and whatever of ours speaks to a network is left out.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator

import pytest

from installers.package.airgap import LEFT_OUT, LIBRARIES, OURS, PYTHON
from model_manager.edition import NETWORK_PART, Edition, edition_here
from tests.sources import ROOT, our_modules, parse

BARRING = f"""
import sys
for name in {LEFT_OUT!r}:
    sys.modules[name] = None            # importing it raises ModuleNotFoundError
sys.path.insert(0, {str(ROOT)!r})
"""
PROGRAMS = {
    "supervisor": ("desktop.supervisor",),
    "window": ("desktop.app", "desktop.ui.room.inside", "desktop.ui.models.model_desk"),
    "client": ("desktop.cli.program", "desktop.report.making"),
    "engine": ("desktop.inference.program", "desktop.inference.llama", "desktop.inference.worker"),
    "fetcher": ("desktop.fetching.program", "desktop.fetching.file_work"),
    "model_manager": ("model_manager.__main__",),
}


def runs_without_network(code: str) -> "subprocess.CompletedProcess[str]":
    """Run some Python where nothing of it can be imported."""
    return subprocess.run(
        [sys.executable, "-I", "-c", BARRING + code], capture_output=True, text=True, check=False,
        timeout=60, env={"QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip


def names_of(node: ast.AST) -> Iterator[str]:
    """What a statement imports; `from a import b` counts as `a` and `a.b`."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        yield node.module
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_one_of(name: str, left_out: tuple[str, ...]) -> bool:
    return any(name == each or name.startswith(f"{each}.") for each in left_out)


def loads(tree: ast.Module) -> Iterator[str]:
    """What a module imports as soon as it is imported itself: neither in functions nor for types alone."""
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        yield from names_of(node)
        waiting += ast.iter_child_nodes(node)


def test_nothing_but_what_is_left_out_loads_what_is_left_out() -> None:
    found = [
        f"{module} loads {name}"
        for module, path in our_modules()
        if module not in OURS
        for name in loads(parse(path))
        if is_one_of(name, LEFT_OUT)
    ]
    assert found == []


@pytest.mark.parametrize("module", [each for each in OURS if each != "model_manager.hub_environment"])
def test_what_is_left_out_speaks_to_a_network(module: str) -> None:
    """By a library, by Python, or through another of these. (One is for the library alone.)"""
    path = dict(our_modules())[module]
    others = tuple(each for each in LEFT_OUT if each != module)
    assert any(is_one_of(name, others) for name in loads(parse(path)))


def test_the_rule_sees_what_breaks_it() -> None:
    code = "import os\nif x:\n    from urllib import request\ndef late():\n    import ssl\n"
    typed = "if TYPE_CHECKING:\n    import httpx2\n"
    found = [each for each in loads(ast.parse(code + typed)) if is_one_of(each, LEFT_OUT)]
    assert found == ["urllib.request"]


@pytest.mark.parametrize("program", PROGRAMS)
def test_each_program_loads_without_network_code(program: str) -> None:
    imports = "\n".join(f"import {each}" for each in (*PROGRAMS[program], "model_manager.edition"))
    done = runs_without_network(f"{imports}\nprint(model_manager.edition.edition_here())")
    assert (done.stdout, done.stderr) == ("airgap\n", "")


def test_the_keyring_is_reached_without_network_code() -> None:
    """Its library imports Python's HTTP client; it gets an empty module."""
    code = """
from desktop.vault.keychain import SystemKeychain
assert SystemKeychain().state() in ("usable", "locked", "unavailable")
assert "keyring" in sys.modules and "jaraco.context" in sys.modules
print(sorted(each for each in ("http", "ssl", "_ssl", "urllib.request") if sys.modules.get(each)))
"""
    done = runs_without_network(code)
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_what_is_barred_cannot_be_imported() -> None:
    for name in ("ssl", "http.client", "httpx2", "model_manager.session"):
        done = runs_without_network(f"import {name}")
        assert "ModuleNotFoundError" in done.stderr, name


def test_what_is_installed_decides_which_edition_it_is() -> None:
    assert edition_here() is Edition.FULL
    assert edition_here(lambda _: False) is Edition.AIRGAP
    for module in NETWORK_PART:
        assert edition_here(lambda name, there=module: name == there) is Edition.FULL   # type: ignore[misc]


def test_all_of_python_that_is_left_out_is_pythons() -> None:
    assert {each.split(".")[0] for each in PYTHON} <= sys.stdlib_module_names
    assert not {each.split(".")[0] for each in LIBRARIES} & sys.stdlib_module_names
