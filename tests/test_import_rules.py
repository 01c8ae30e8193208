"""The arrows between our packages, and the only homes of heavy libraries. This table is the architecture.

main → app | cli | supervisor → ui → {vault, inference, model_manager} → chat → errors. Change the cut when
the code tells you to, and change this table with it.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sources import ROOT, our_modules, parse

BASE = {"desktop.errors"}
CONFINED = {"desktop.channel", "desktop.confinement", "desktop.logs", "desktop.paths"}
MAY_IMPORT: dict[str, set[str]] = {
    "desktop": set(),
    "desktop.errors": set(),
    "desktop.version": set(),
    "desktop.words": set(),
    "desktop.edition_words": {"desktop.words", "model_manager"},
    "desktop.streams": set(),
    "desktop.written_file": BASE,
    "desktop.sleep_delay": set(),
    "desktop.logs": {"model_manager.os_files"},
    "desktop.paths": set(),
    "desktop.settings": BASE,
    "desktop.policy": BASE | {"desktop.chat", "model_manager"},
    "desktop.model_places": BASE | {"desktop.paths", "desktop.settings", "model_manager"},
    "desktop.backup_places": {"desktop.paths", "desktop.settings"},
    "desktop.frames": BASE,
    "desktop.socket_channel": {"desktop.frames"},
    "desktop.channel": {"desktop.frames", "desktop.socket_channel", "desktop.windows_channel"},
    "desktop.waiting": {"desktop.windows_pipes", "desktop.windows_waiting"},
    "desktop.windows_channel": {"desktop.frames", "desktop.windows_pipes"},
    "desktop.windows_instance": {"desktop.second_start", "desktop.windows_pipes", "model_manager.os_files"},
    "desktop.windows_pipes": set(),
    "desktop.windows_processes": {"desktop.confinement", "desktop.wrapped_process"},
    "desktop.windows_waiting": {"desktop.windows_pipes"},
    "desktop.codec": BASE,
    "desktop.control": BASE | {"desktop.channel", "desktop.target_verbs"},
    "desktop.target_verbs": set(),
    "desktop.engine_ends": set(),
    "desktop.second_start": set(),
    "desktop.socket_instance": {"desktop.second_start"},
    "desktop.instance": {"desktop.second_start", "desktop.socket_instance", "desktop.windows_instance"},
    "desktop.executables": set(),
    "desktop.wrapped_process": set(),
    "desktop.bus_proxy": {"desktop.confinement"},
    "desktop.processes": {
        "desktop.bus_proxy", "desktop.channel", "desktop.executables", "desktop.logs", "desktop.paths",
        "desktop.windows_processes", "desktop.wrapped_process",
    },
    "desktop.third_layer": {
        "desktop.backup_places", "desktop.bus_proxy", "desktop.confinement", "desktop.paths",
        "desktop.processes", "desktop.settings", "model_manager",
    },
    "desktop.confinement": BASE | {"desktop.channel", "desktop.executables", "desktop.paths"},
    "desktop.chat": BASE,
    "desktop.tasks": BASE | {"desktop.chat", "desktop.codec", "desktop.words", "model_manager"},
    "desktop.transfer": BASE
    | {
        "desktop.chat", "desktop.codec", "desktop.transfer.places", "desktop.version", "desktop.words",
        "model_manager.os_files",
    },
    "desktop.transfer.places": set(),   # the supervisor looks as well
    "desktop.vault": BASE | {"desktop.chat", "desktop.codec", "desktop.tasks", "model_manager.os_files"},
    "desktop.report": BASE
    | {
        "desktop.confinement", "desktop.edition_words", "desktop.executables", "desktop.policy",
        "desktop.vault", "desktop.words", "model_manager",
    },
    "desktop.licences": BASE | {"desktop.version", "desktop.words"},
    "desktop.fetching": BASE
    | CONFINED
    | {
        "desktop.codec", "desktop.model_places", "desktop.settings", "desktop.ui.error_text",
        "desktop.waiting", "desktop.words", "model_manager",
    },
    "desktop.inference": BASE
    | {
        "desktop.channel", "desktop.chat", "desktop.codec", "desktop.confinement", "desktop.logs",
        "model_manager",
    },
    "desktop.experience": BASE | {"desktop.codec", "desktop.inference", "model_manager"},
    "desktop.engines": BASE
    | CONFINED
    | {
        "desktop.control", "desktop.engine_ends", "desktop.model_places", "desktop.processes",
        "desktop.settings", "desktop.third_layer", "model_manager",
    },
    "desktop.file_targets": {
        "desktop.control", "desktop.model_places", "desktop.paths", "desktop.settings",
        "desktop.target_verbs", "desktop.transfer.places", "model_manager.os_files",
    },
    "desktop.fetchers": BASE
    | CONFINED
    | {"desktop.control", "desktop.processes", "desktop.third_layer", "model_manager"},
    "desktop.supervisor": BASE
    | CONFINED
    | {
        "desktop.clean_start", "desktop.control", "desktop.engines", "desktop.executables",
        "desktop.fetchers",
        "desktop.file_targets", "desktop.instance",
        "desktop.model_places", "desktop.processes", "desktop.settings", "desktop.sleep_delay",
        "desktop.streams", "desktop.target_verbs", "desktop.third_layer", "desktop.waiting",
        "model_manager",
    },
    "desktop.clean_start": set(),
    "desktop.key_rules": {"desktop.policy", "desktop.vault"},
    "desktop.vault_policy": {"desktop.policy", "desktop.vault"},
    "desktop.ui.error_text": {"desktop.ui.error_words", "desktop.words"},
    "desktop.ui.error_words": {"desktop.words"},
    "desktop.ui.event_words": {"desktop.vault", "desktop.words"},
    "desktop.ui.toml_words": {"desktop.words"},
    "desktop.ui.policy_words": {"desktop.policy", "desktop.ui.toml_words", "desktop.words", "model_manager"},
    "desktop.ui.step_words": {"desktop.inference", "desktop.words", "model_manager"},
    "desktop.ui": BASE
    | {
        "desktop.backup_places", "desktop.edition_words",
        "desktop.ui.event_words",
        "desktop.channel", "desktop.chat", "desktop.codec", "desktop.confinement", "desktop.control",
        "desktop.experience", "desktop.fetching", "desktop.inference", "desktop.licences",
        "desktop.model_places", "desktop.paths", "desktop.policy", "desktop.settings",
        "desktop.ui.error_text", "desktop.ui.error_words", "desktop.ui.policy_words",
        "desktop.ui.step_words", "desktop.tasks", "desktop.vault",
        "desktop.version", "desktop.words", "desktop.report", "desktop.target_verbs", "desktop.transfer",
        "desktop.transfer.places", "desktop.vault_policy", "desktop.written_file", "model_manager",
    },
    "desktop.app": BASE
    | CONFINED
    | {
        "desktop.backup_places", "desktop.chat",
        "desktop.control", "desktop.key_rules", "desktop.policy", "desktop.settings", "desktop.ui",
        "desktop.ui.error_text",
        "desktop.vault",
        "desktop.words", "model_manager",
    },
    "desktop.cli": BASE
    | CONFINED
    | {
        "desktop.backup_places", "desktop.edition_words", "desktop.licences",
        "desktop.chat", "desktop.control", "desktop.experience", "desktop.inference", "desktop.model_places",
        "desktop.key_rules", "desktop.policy", "desktop.settings",
        "desktop.streams", "desktop.tasks", "desktop.ui.error_text", "desktop.ui.policy_words",
        "desktop.waiting",
        "desktop.ui.step_words", "desktop.ui.toml_words",
        "desktop.report", "desktop.ui.event_words", "desktop.vault", "desktop.version", "desktop.words",
        "desktop.target_verbs", "desktop.transfer", "desktop.transfer.places", "desktop.vault_policy",
        "desktop.written_file", "model_manager",
    },
    "main": {
        "desktop.app", "desktop.cli", "desktop.confinement", "desktop.fetching", "desktop.inference",
        "desktop.supervisor",
    },
    "model_manager.os_files": set(),    # what systems do differently, said once for both packages
    "model_manager": {"model_manager.os_files"},    # never imports desktop: an administrator can run it alone
}  # fmt: skip
HOMES: dict[str, tuple[str, ...]] = {      # every library that is not Python's own; one not listed fails
    "PySide6": ("desktop.ui", "desktop.app"),
    "shiboken6": ("desktop.ui",),
    "llama_cpp": ("desktop.inference.llama",),
    "sqlcipher3": ("desktop.vault.database",),
    "keyring": ("desktop.vault.keychain",),
    "secretstorage": ("desktop.vault.keychain",),
    "cryptography": (
        "desktop.report.signing", "desktop.vault.escrow", "desktop.vault.keys", "desktop.vault.pages",
        "model_manager.signing",
    ),
    "huggingface_hub": ("model_manager.hub",),
    "httpx2": ("model_manager.web", "model_manager.fetch"),
    "truststore": ("model_manager.web",),
    "jinja2": ("desktop.inference.template",),
    "markdown_it": ("desktop.ui.transcript.markdown", "desktop.ui.transcript"),
}
# Imports inside functions, each with its reason where it stands.
LATE = {
    "main",                         # a program imports only what it needs
    "desktop.app",                  # the unlock page does not wait for what is behind it,
    "desktop.ui.vault_gate",        # nor for what opens a vault or brings one back,
    "desktop.ui.preferences",       # nor for the page of the settings
    "desktop.ui.room.vault_corner",     # the page of the vault is made when it is first wanted,
    "desktop.vault.wrapping",       # a vault is sealed to an escrow key where a policy wants it
    "desktop.ui.room.models_corner",    # the page of the models is made when it is first wanted
    "desktop.ui.room.tasks_corner",     # so is the empty page, for a room that opens with a talk
    "desktop.ui.room.sharing_corner",   # so are the dialogs of what leaves and comes in
    "desktop.ui.room.lead_corner",      # and the dialog of what leads a conversation
    "desktop.ui.engine.corner",     # so is the page of the engine's details
    "desktop.ui.engine.recipe_corner",  # and what is said of an answer
    "desktop.ui.room.evidence_corner",  # and the audit log and the report
    "desktop.ui.licences.corner",   # and the page of licences
    "desktop.vault.keychain",       # the library pulls in much; Windows has another backend
    "desktop.fetching.program",     # work on files does without what speaks to a network,
    "model_manager.network_part",   # which the air-gap edition does not have
}
BY_NAME = {"import_module", "exec_module", "__import__"}
OURS = ("desktop", "model_manager", "main")
# They start what is confined, or are pure: nothing but Python and ours.
STANDARD_ONLY = {
    "desktop.backup_places",
    "desktop.clean_start", "desktop.supervisor", "desktop.engines", "desktop.engine_ends",
    "desktop.executables", "desktop.fetchers",
    "desktop.file_targets", "desktop.processes", "desktop.sleep_delay", "desktop.bus_proxy",
    "desktop.third_layer", "desktop.wrapped_process", "desktop.instance", "desktop.control",
    "desktop.target_verbs", "desktop.transfer.places",
    "desktop.channel", "desktop.streams", "desktop.ui.error_text", "desktop.ui.error_words",
    "desktop.frames", "desktop.second_start", "desktop.socket_channel", "desktop.socket_instance",
    "desktop.waiting", "desktop.windows_channel", "desktop.windows_instance", "desktop.windows_pipes",
    "desktop.windows_processes", "desktop.windows_waiting", "model_manager.os_files",
}  # fmt: skip


def imports(tree: ast.AST) -> Iterator[tuple[str, ast.stmt]]:
    """Every module that is imported, with the statement; `from a import b` counts as `a.b` and `a`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield f"{'.' * node.level}{node.module or ''}.{alias.name}", node


def unit(module: str) -> str | None:
    """The line of the table that a module belongs to: the longest that fits."""
    fitting = [
        name for name in MAY_IMPORT if module == name or (name != "desktop" and module.startswith(name + "."))
    ]
    return max(fitting, key=len, default=None)


def violations(module: str, tree: ast.Module) -> list[str]:
    """What in this module breaks a rule."""
    own = unit(module)
    if own is None:
        return [f"{module} stands in no line of the table"]
    found = []
    for name, _ in imports(tree):
        top = name.split(".")[0]
        if name.startswith("."):
            found.append(f"{module} imports relatively: {name}")
        elif top in OURS:
            target = unit(name)
            if target is None:
                found.append(f"{module} imports {name}, which stands in no line of the table")
            elif target != own and target not in MAY_IMPORT[own]:
                found.append(f"{module} may not import {target}")
        elif top in HOMES and not any(module == home or module.startswith(home + ".") for home in HOMES[top]):
            found.append(f"{module} may not import {top}")
        elif top not in HOMES and top not in sys.stdlib_module_names:
            found.append(f"{module} imports {top}, a library that has no home")
    if own in STANDARD_ONLY:
        found += [f"{module} may import the standard library only: {name}" for name in foreign(tree)]
    return found + late_imports(module, tree) + named_imports(module, tree)


def foreign(tree: ast.AST) -> list[str]:
    """What is neither ours nor Python's own."""
    tops = [name.split(".")[0] for name, _ in imports(tree)]
    return [top for top in tops if top not in OURS and top not in sys.stdlib_module_names]


def named_imports(module: str, tree: ast.AST) -> list[str]:
    """Imports by a name that this test could not read."""
    return [
        f"{module}:{node.lineno} imports by name"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute | ast.Name)
        and (node.attr if isinstance(node, ast.Attribute) else node.id) in BY_NAME
    ]


def late_imports(module: str, tree: ast.Module) -> list[str]:
    """Imports inside functions where none are allowed."""
    if module in LATE:
        return []
    return [
        f"{module}:{node.lineno} imports inside a function"
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]


@pytest.mark.parametrize(("module", "path"), list(our_modules()), ids=str)
def test_arrows(module: str, path: Path) -> None:
    assert violations(module, parse(path)) == []


@pytest.mark.parametrize(
    ("module", "code"),
    [
        ("desktop.chat.x", "from PySide6.QtCore import QObject"),
        ("desktop.chat.x", "def f():\n    import PySide6"),
        ("desktop.chat.x", "from desktop.inference import worker"),
        ("desktop.chat.x", "from desktop import vault"),
        ("desktop.chat.x", "import desktop.vault.keys"),
        ("desktop.chat.x", "import requests"),
        ("desktop.chat.x", "import importlib\nimportlib.import_module('PySide6')"),
        ("desktop.chat.x", "__import__('PySide6')"),
        ("model_manager.x", "from desktop.errors import HishoError"),
        ("desktop.inference.engine", "import llama_cpp"),
        ("desktop.vault.keys", "import sqlcipher3"),
        ("desktop.supervisor", "import numpy"),
        ("desktop.supervisor", "import markdown_it"),
        ("desktop.supervisor", "from desktop.ui import theme"),
        ("desktop.cli.ask", "from desktop.ui.theme import LIGHT"),
        ("desktop.ui.error_text", "from PySide6.QtCore import QObject"),
        ("desktop.ui.error_words.vault", "from PySide6.QtCore import QObject"),
        ("desktop.ui.error_words.vault", "from desktop.ui.theme import LIGHT"),
        ("desktop.shiny.new", "import os"),
        ("desktop.chat.x", "from . import y"),
        ("desktop.chat.x", "def f():\n    import os"),
    ],
)
def test_the_rules_see_what_breaks_them(module: str, code: str) -> None:
    assert violations(module, ast.parse(code))


def test_every_line_of_the_table_is_used() -> None:
    used = {unit(module) for module, _ in our_modules()}
    assert set(MAY_IMPORT) - used == set()


def cycles(edges: dict[str, set[str]]) -> list[str]:
    """Modules on a detour to themselves, and those that need them: what no order of importing reaches."""
    left = dict(edges)
    while free := [name for name, targets in left.items() if not targets & left.keys()]:
        for name in free:
            del left[name]
    return sorted(left)


def test_no_module_imports_itself_by_a_detour() -> None:
    names = {module for module, _ in our_modules()}
    edges: dict[str, set[str]] = {}
    for module, path in our_modules():
        found = [name for name, _ in imports(parse(path))]
        edges[module] = {part for name in found for part in (name, name.rpartition(".")[0]) if part in names}
        edges[module] -= {module, *module.split(".")[:1]}
    assert cycles(edges) == []


def test_a_detour_is_seen() -> None:
    assert cycles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"e"}, "e": set()}) == ["a", "b", "c"]


def test_there_is_no_code_beside_the_packages() -> None:
    """A folder of ours that the tests do not look at would know no rules."""
    folders = {path.parent.name for path in ROOT.glob("*/*.py")} | {path.stem for path in ROOT.glob("*.py")}
    assert folders <= {*OURS, "installers", "tests", "resources"}
