"""A baited network for a test: a default route, a name server and a web server that hear every attempt, in
namespaces that are gone afterwards; and the way to start a program in it.
"""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

from tests.sources import ROOT

AS_ROOT = "as root"
IN_A_USER_NAMESPACE = "in a user namespace"
_TOOLS = ("unshare", "nsenter", "ip")
_UNSHARE = {
    AS_ROOT: ["unshare", "--net", "--mount"],
    IN_A_USER_NAMESPACE: ["unshare", "--user", "--map-root-user", "--net", "--mount"],
}


@dataclass(frozen=True)
class Heard:
    """What came out of the inner network. `packets`: how many by kind (`ARP`, `TCP:443`, `UDP6:53` …)."""

    packets: Mapping[str, int]
    loopback: int

    @property
    def nothing(self) -> bool:
        """Not one packet, by cable or within."""
        return not self.packets and not self.loopback


@dataclass(frozen=True)
class BaitedNetwork:
    """Programs are started with `prefix` before their command."""

    prefix: tuple[str, ...]
    _ask: IO[str]
    _answers: IO[str]

    def heard(self) -> Heard:
        """What was heard since the last time this was asked."""
        self._ask.write("\n")
        self._ask.flush()
        return Heard(**json.loads(self._answers.readline()))


@cache
def lacking(way: str) -> str:
    """Why there can be no such network here in this way; empty if there can."""
    if missing := [tool for tool in _TOOLS if shutil.which(tool) is None]:
        return f"{' and '.join(missing)} missing"
    if way == AS_ROOT and os.geteuid():
        return "not root"
    command = [*_UNSHARE[way], "unshare", "--net", "--mount", "ip", "link", "add", "bait0", "type", "veth"]
    tried = subprocess.run(command, capture_output=True, text=True, check=False)
    return (tried.stderr.strip() or f"exit code {tried.returncode}") if tried.returncode else ""


def ways() -> list[str]:
    """Those that work here."""
    return [each for each in _UNSHARE if not lacking(each)]


def reasons() -> str:
    """Why there is none."""
    return "; ".join(f"{way}: {lacking(way)}" for way in _UNSHARE)


@contextlib.contextmanager
def baited_network(way: str) -> Iterator[BaitedNetwork]:
    """Lay it; it is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        command = [*_UNSHARE[way], sys.executable, "-m", "tests.proof.far_end", str(Path(folder) / "names")]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=ROOT) as far_end:
            assert far_end.stdin is not None
            assert far_end.stdout is not None
            try:
                holder = json.loads(far_end.stdout.readline())["holder"]
                user = [] if way == AS_ROOT else ["--user", "--preserve-credentials"]
                enter = ("nsenter", "--target", str(holder), *user, "--net", "--mount", "--wd=/", "--")
                yield BaitedNetwork(enter, far_end.stdin, far_end.stdout)
            finally:
                far_end.stdin.close()
                far_end.wait(20)
