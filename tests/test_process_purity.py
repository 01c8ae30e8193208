"""What a program loads is what it can be attacked with: an interpreter is started, and looked into."""

import subprocess
import sys

import pytest

from tests.sources import ROOT

NETWORK = {"httpx2", "huggingface_hub", "http.client", "urllib.request", "ssl"}
NOWHERE = {"hf_xet", "PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtWebSockets"}
HEAVY = {"PySide6", "llama_cpp", "sqlcipher3", "keyring", "cryptography", "jinja2", "markdown_it", "numpy"}
NEVER = {
    "desktop.supervisor": HEAVY | NETWORK,
    "desktop.confinement.program": HEAVY,
    "desktop.ui.error_text": HEAVY,
    "desktop.inference.program": (HEAVY | {"ssl"}) - {"llama_cpp", "jinja2", "numpy"},
    "desktop.inference.client": {"PySide6", "llama_cpp", "jinja2", "numpy"},
    "desktop.cli.program": {"PySide6", "llama_cpp", "jinja2", "markdown_it", "numpy"},
    "desktop.app": {"llama_cpp", "jinja2", "numpy", "keyring", "http", "urllib.request", "ssl", "sqlcipher3"},
    "desktop.ui.room.inside": {
        "llama_cpp", "jinja2", "numpy", "desktop.ui.protection.page", "desktop.vault.escrow", *NETWORK,
    },
    "desktop.fetching.program": (HEAVY - {"cryptography"}) | NETWORK,     # loaded when wanted
    "model_manager.inventory": {"desktop", *HEAVY, *NETWORK},
    "model_manager.command_line": {"desktop", *(HEAVY - {"cryptography"}), *NETWORK},
}


def loaded(module: str) -> set[str]:
    code = f"import sys, {module}; print('\\n'.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("module", sorted(NEVER))
def test_a_program_does_not_load_what_it_must_not(module: str) -> None:
    assert loaded(module) & (NEVER[module] | NOWHERE) == set()


def test_looking_finds_what_is_loaded() -> None:
    assert "llama_cpp" in loaded("desktop.inference.program")
    assert "PySide6" in loaded("desktop.app")
