"""Runs olah, a mirror of hubs that nobody here wrote: over a git repository, or in front of the fake hub."""

import contextlib
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import parse_qs

from tests.end_to_end.programs import ROOT, wait_for
from tests.model_manager.fake_hub import COMMIT, REPO, FakeHub, Handler, Request, Stored

OLAH = ROOT / ".venv-olah" / "bin" / "olah-cli"
_LISTENS = re.compile(r"running on (http://127\.0\.0\.1:\d+)")
_START_S, _STOP_S, _GIT_S = 60.0, 10.0, 30.0
_OFFLINE = """
mirrors-path = ["./mirrors"]
[accessibility]
offline = true
"""
# Small blocks, so that a file has several of them.
_IN_FRONT = """
hf-scheme = "http"
hf-netloc = "{upstream}"
hf-lfs-netloc = "{upstream}"
cache-block-size = "256KB"
cache-chunk-size = "64KB"
"""


@contextlib.contextmanager
def offline(folder: Path) -> Iterator[str]:
    """The address of a mirror of what lies in `folder/mirrors`; it asks nobody else."""
    with _started(folder, _OFFLINE) as endpoint:
        yield endpoint


@contextlib.contextmanager
def in_front_of(hub: FakeHub, folder: Path) -> Iterator[str]:
    """The address of a mirror that asks `hub` for what it does not have, and keeps it."""
    with _started(folder, _IN_FRONT.format(upstream=f"127.0.0.1:{hub.port}")) as endpoint:
        yield endpoint


@contextlib.contextmanager
def _started(folder: Path, settings: str) -> Iterator[str]:
    basic = '[basic]\nhost = "127.0.0.1"\nport = 0\nrepos-path = "./repos"'
    (folder / "olah.toml").write_text(basic + settings, encoding="utf-8")
    told = folder / "olah.out"
    with told.open("wb") as output:
        process = subprocess.Popen(
            [OLAH, "-c", "olah.toml", "--log-path", "logs"],
            cwd=folder,
            env=_environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )

    def address() -> str | None:
        text = told.read_text(encoding="utf-8", errors="replace")
        assert process.poll() is None, text
        found = _LISTENS.search(text)
        return found[1] if found else None

    try:
        yield wait_for(address, _START_S)
    finally:
        process.terminate()
        try:
            process.wait(_STOP_S)
        except subprocess.TimeoutExpired:           # it waits for somebody to finish
            process.kill()
            process.wait()


def _environment(home: Path) -> dict[str, str]:
    """Nothing of the tester's own: neither a proxy nor settings of git."""
    named = {"GIT_AUTHOR_NAME": "maker", "GIT_AUTHOR_EMAIL": "maker@example.invalid"}
    named |= {key.replace("AUTHOR", "COMMITTER"): value for key, value in named.items()}
    return {"PATH": os.environ["PATH"], "HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1", **named}


def commit_files(folder: Path, files: Mapping[str, bytes], repo_id: str = REPO) -> str:
    """Make the repository that a mirror in `folder` offers; returns its commit."""
    place = folder / "mirrors" / "models" / repo_id
    for name, data in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(data)
    for command in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "models"]):
        _git(place, folder, *command)
    return _git(place, folder, "rev-parse", "HEAD").strip()


def keep_large(folder: Path, stored: Stored, repo_id: str = REPO) -> None:
    """Put what a pointer stands for where git's large-file storage has it."""
    digest = stored.sha256
    path = folder / "mirrors" / "models" / repo_id / ".git/lfs/objects" / digest[:2] / digest[2:4] / digest
    path.parent.mkdir(parents=True)
    path.write_bytes(stored.data)


def pointer(stored: Stored) -> bytes:
    """What git itself has of a file in large-file storage."""
    lines = ("version https://git-lfs.github.com/spec/v1", f"oid sha256:{stored.sha256}")
    return "\n".join((*lines, f"size {len(stored.data)}", "")).encode()


def _git(place: Path, home: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=place, env=_environment(home), capture_output=True, text=True, check=True,
        timeout=_GIT_S,
    )  # fmt: skip
    return done.stdout


class Upstream(Handler):
    """What a mirror asks of a hub besides what a client asks: HEAD, and the facts of a file by its path."""

    def do_HEAD(self) -> None:
        self.hub.requests.append(Request("HEAD", self.path, dict(self.headers.items())))
        self._serve()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.hub.requests.append(Request("POST", self.path, dict(self.headers.items())))
        names = parse_qs(body)["paths"]
        self.send_json([each for each in self.tree() if each["path"] in names])


def send_span(handler: Handler, data: bytes) -> bool:
    """Answer with the wanted range of `data`, under the digest that the repository declares."""
    name = handler.path.rpartition("/")[2]
    headers = {"ETag": f'"{handler.hub.files[name].sha256}"', "X-Repo-Commit": COMMIT}
    wanted = re.fullmatch(r"bytes=(\d+)-(\d+)", handler.headers.get("Range", ""))
    if wanted is None:
        return handler.send_bytes(200, data, headers)
    start, last = int(wanted[1]), int(wanted[2])
    headers["Content-Range"] = f"bytes {start}-{last}/{len(data)}"
    return handler.send_bytes(206, data[start : last + 1], headers)
