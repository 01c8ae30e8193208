"""`python -m model_manager`: the command line alone, on a machine without the desktop part.

Nothing confines this process: it is for an administrator's own machine. `hisho models` is the same command
line behind the kernel's walls.
"""

import os
import sys
from pathlib import Path

from model_manager import command_line, network_part
from model_manager.arguments import Defaults, parse
from model_manager.connection import Connection
from model_manager.edition import edition_here
from model_manager.policy import read_policy
from model_manager.policy_file import outermost_file
from model_manager.reporting import Report, wants_json
from model_manager.sentences import sentence_of
from model_manager.stated_usage import read_usage


def main() -> int:
    """Run one command; returns the exit code."""
    wanted = parse(sys.argv[1:], defaults())
    as_json = wants_json(wanted.options.json, wanted.command, sys.stderr)
    report = Report(sys.stdout, sys.stderr, as_json, str)
    try:
        return command_line.run(wanted, report, sentence_of)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return command_line.FAILED


def defaults() -> Defaults:
    """Where Hisho keeps models for this user; `--models-folder` names another place."""
    named = os.environ.get("XDG_DATA_HOME", "")
    data = (Path(named) if named.startswith("/") else Path.home() / ".local" / "share") / "hisho"
    policy, edition = read_policy(outermost_file(os.environ)), edition_here()
    wants_proxy = edition.has_network and not policy.proxy
    return Defaults(
        models=data / "models",
        shared=None,
        inventory=data / "registered" / "models.json",
        connection=policy.decide(Connection()),
        resources=Path(__file__).resolve().parent.parent / "resources",
        policy=policy,
        endpoint_offered="" if policy.endpoint else os.environ.get("HF_ENDPOINT", ""),
        find_proxy=lambda: network_part.proxy_found(os.environ) if wants_proxy else "",
        usage=read_usage(data / "registered"),
        edition=edition,
    )


if __name__ == "__main__":
    sys.exit(main())
