"""Sixty times each: a program is killed at a random moment while it migrates a vault or backs one up."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.sources import ROOT

ROUNDS = 60


def rounds(folder: Path, kind: str) -> list[dict[str, Any]]:
    """What was seen after each kill; the seed is told where a test fails."""
    seed = int.from_bytes(os.urandom(3), "big")
    arguments = [str(folder / "vault"), kind, str(ROUNDS), str(seed)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.vault.killing_upkeep", *arguments],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, (seed, done.stderr)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) == ROUNDS, seed
    return found


def test_a_migration_that_was_killed_is_done_at_the_next_start(in_memory: Path) -> None:
    found = rounds(in_memory, "migrate")
    for each in found:
        assert each["texts"] == 10
        assert each["whole"]
        assert 3 in each["old"]                     # the backup of how it was, whatever came in between
        assert each["left"] == []
    assert {each["done"] for each in found} == {True, False}        # some were killed in the middle


def test_a_backup_that_was_acknowledged_is_there_whenever_the_program_is_killed(in_memory: Path) -> None:
    found = rounds(in_memory, "backup")
    for each in found:
        assert each["lost"] == []                   # what was committed before is in the newest backup
        assert each["here"] == []                   # and in the vault
        assert each["count"] <= 2                   # one a day, and the one that it takes the place of
    assert found[-1]["acknowledged"] >= 5           # some were killed later than others
