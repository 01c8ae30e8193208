"""The recovery key as a page for a terminal: to be written down or printed, and kept nowhere."""

from collections.abc import Callable
from pathlib import Path

_WIDTH = 64
_IN_A_LINE = 4


def recovery_page(recovery_key: str, folder: Path, words: Callable[[str], str]) -> str:
    """The page, with four groups in a line as on the window's page."""
    groups = recovery_key.split("-")
    numbered = [f"{number}  {group}" for number, group in enumerate(groups, start=1)]
    lines = ["   ".join(numbered[at : at + _IN_A_LINE]) for at in range(0, len(numbered), _IN_A_LINE)]
    rule = "─" * _WIDTH
    return "\n".join(
        [
            rule,
            words("Recovery key of Hisho"),
            "",
            *(f"    {line}" for line in lines),
            "",
            words("Vault: {folder}").format(folder=folder),
            words("Whoever has this key can open the vault. Keep the paper apart from the computer."),
            words("It is shown this once and kept nowhere."),
            rule,
            "",
        ]
    )
