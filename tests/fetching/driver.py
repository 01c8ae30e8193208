"""A child of the tests: for every start that it is told, a process becomes a user, takes the profile
that the fetcher takes for that start, and says what it can still reach.
"""

import contextlib
import json
import os
import socket
import sys
from pathlib import Path
from typing import Any

from desktop import paths
from desktop.confinement.attempts import Surroundings
from desktop.confinement.linux import apply
from desktop.confinement.probes import run_probes
from desktop.confinement.profiles import Profile
from desktop.fetching.file_work import accept_job
from desktop.fetching.program import command_profile, network_profile, work_profile
from desktop.fetching.wiring import Wiring
from desktop.settings import load
from model_manager.arguments import parse


def main() -> None:
    wish = json.loads(sys.argv[1])
    sys.stdout.write(json.dumps([_in_a_process(wish, start) for start in wish["starts"]]))


def _in_a_process(wish: dict[str, Any], start: dict[str, Any]) -> dict[str, Any]:
    """Confinement is for good, so each start has a process; everything is imported once."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        with os.fdopen(write_end, "w", encoding="utf-8") as answer:
            json.dump(_reached(wish, start), answer)
        os._exit(0)
    os.close(write_end)
    with os.fdopen(read_end, encoding="utf-8") as answer:
        untrusted = answer.read()
    os.waitpid(child, 0)
    found: dict[str, Any] = json.loads(untrusted)
    return found


def _reached(wish: dict[str, Any], start: dict[str, Any]) -> dict[str, Any]:
    places = paths.of(os.environ)
    profile = _profile(start, Wiring.of(load(places.settings_file), places, os.environ))
    around = Surroundings(
        os.getppid(), paths.guide_model(), places.vault, Path(wish["outside"]), Path(wish["outside"]),
        wish["closed_port"], wish["bus"],
    )  # fmt: skip
    if wish["uid"]:
        os.setgroups([])
        os.setgid(wish["uid"])
        os.setuid(wish["uid"])
    apply(profile)
    probes = {each.name: each.ok for each in run_probes(profile.program, around, cheap_only=False)}
    reached = {
        "read": [each for each in wish["read"] if _reads(Path(each))],
        "write": [each for each in wish["write"] if _writes(Path(each))],
        "connect": [each for each in wish["connect"] if _connects(each)],
    }
    return {"program": profile.program, "probes": probes, **reached}


def _profile(start: dict[str, Any], wiring: Wiring) -> Profile:
    if "job" in start:
        return work_profile(wiring, accept_job(start["job"]))
    if "command" in start:
        return command_profile(parse(start["command"], wiring.defaults()))
    return network_profile(wiring)


def _reads(path: Path) -> bool:
    with contextlib.suppress(OSError):
        os.close(os.open(path, os.O_RDONLY))
        return True
    return False


def _writes(folder: Path) -> bool:
    file = folder / "written"
    with contextlib.suppress(OSError):
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600))
        file.unlink()
        return True
    return False


def _connects(port: int) -> bool:
    with contextlib.suppress(OSError), socket.socket() as ours:
        ours.connect(("127.0.0.1", port))
        return True
    return False


if __name__ == "__main__":
    main()
