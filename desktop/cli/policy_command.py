"""`hisho policy`: what the administrator demands here, and whether a file would be accepted."""

import json
import os
from argparse import Namespace, _SubParsersAction
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from desktop.cli.terminal import Terminal
from desktop.policy import policy_of
from desktop.ui.policy_words import closed_words, fault_words
from model_manager.policy_file import PolicyFault, PolicyFile, PolicyText, accept_text, policy_file, read_text
from model_manager.policy_grammar import GRAMMAR

_MAX_BYTES = 1 << 20
Words = Callable[[str], str]


def add_policy(commands: "_SubParsersAction[Any]", words: Words) -> None:
    """What can be typed after `hisho policy`."""
    policy = commands.add_parser("policy", help=words("what the administrator demands"))
    verbs = policy.add_subparsers(dest="verb", required=True, metavar="show | check")
    show = verbs.add_parser("show", help=words("show the policy of this computer"))
    show.add_argument("--json", action="store_true", help=words("print one JSON object"))
    check = verbs.add_parser("check", help=words("look for mistakes in a policy before it is put in place"))
    check.add_argument("file", metavar="FILE")


def carry_out(wanted: Namespace, terminal: Terminal) -> int:
    """Do what was typed; returns the exit code."""
    if wanted.verb == "check":
        return check(Path(wanted.file), terminal)
    return show(policy_file(os.environ), terminal, as_json=wanted.json)


def check(path: Path, terminal: Terminal) -> int:
    """Whether a file says what can be said, whoever owns it: it is not in place yet. 1 for a mistake."""
    try:
        with path.open("rb") as file:
            text = accept_text(path, file.read(_MAX_BYTES))
    except OSError as error:
        text = PolicyText(fault=PolicyFault(path, 0, f"cannot be read ({error.errno})"), is_there=True)
    if text.fault is not None:
        terminal.answer(fault_words(text.fault, terminal.translate) + "\n")
        return 1
    terminal.answer(terminal.words("{file} has no mistake.").format(file=path) + "\n")
    _show_values(text.values, terminal)
    return 0


def show(file: PolicyFile, terminal: Terminal, *, as_json: bool) -> int:
    """What holds on this computer; 1 where the policy is not accepted."""
    text = read_text(file)
    if as_json:
        terminal.answer(json.dumps(report(file, text), ensure_ascii=False, indent=2) + "\n")
    elif text.fault is not None:
        terminal.answer(closed_words(policy_of(text), terminal.translate) + "\n")
    elif not text.is_there:
        terminal.answer(terminal.words("There is no policy here: {file}").format(file=file.path) + "\n")
    else:
        terminal.answer(f"{file.path}\nSHA-256 {text.digest}\n")
        _show_values(text.values, terminal)
    return 1 if text.fault is not None else 0


def report(file: PolicyFile, text: PolicyText) -> dict[str, Any]:
    """For programs: what was found, and what the administrator wrote, by table and key."""
    fault = text.fault
    return {
        "file": str(file.path),
        "state": "refused" if fault else "accepted" if text.is_there else "none",
        "sha256": text.digest,
        "fault": {"place": str(fault.place), "line": fault.line, "reason": fault.reason} if fault else None,
        "values": {
            table: {key: text.values[table, key] for key in keys if (table, key) in text.values}
            for table, keys in GRAMMAR.items()
            if any((table, key) in text.values for key in keys)
        },
    }


def _show_values(values: Mapping[tuple[str, str], Any], terminal: Terminal) -> None:
    for (table, key), value in values.items():
        terminal.answer(f"  {table}.{key} = {json.dumps(value, ensure_ascii=False)}\n")
    if not values:
        terminal.answer("  " + terminal.words("It demands nothing.") + "\n")
