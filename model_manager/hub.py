"""Asks a hub what it has: files with sizes and digests, and repositories by name. Metadata only; the bytes
are `fetch.py`'s.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from model_manager import hub_environment  # before the library: it reads the environment once

# isort: split
from huggingface_hub import HfApi, set_client_factory
from huggingface_hub.errors import HfHubHTTPError
from huggingface_hub.hf_api import ModelInfo, RepoFile, RepoFolder

from model_manager import names
from model_manager.connection import Connection
from model_manager.errors import HubAnswerError, UnsafeNameError
from model_manager.hub_files import HubFile, Listing, SearchHit, Sort
from model_manager.web import Bounds, error_of, library_errors, open_client

_MAX_FILES = 20_000
_MAX_HITS = 500
_MAX_TEXT = 200
_MAX_ANSWER = 64 << 20              # the largest repositories have some ten thousand files
_LICENCE = re.compile(r"[A-Za-z0-9][\w.+-]{0,79}", re.ASCII)
_WANTED = ["gated", "downloads", "lastModified", "tags", "gguf"]
__all__ = ["Hub"]

hub_environment.put_back()


class Hub:
    """One server of models. Blocking; one thread at a time."""

    def __init__(
        self,
        connection: Connection,
        access_token: str = "",
        traffic: Callable[[str, int], None] | None = None,
    ) -> None:
        self._connection = connection
        self._traffic = traffic
        self._patience_s = connection.patience_s
        self._api = HfApi(endpoint=connection.endpoint, token=access_token or False)

    def listing(self, repo_id: str, revision: str = "") -> Listing:
        """The models in a repository; without a revision those of its main branch now. Raises HubError."""
        repo_id = names.accept_repo_id(repo_id)
        # Asked for by name: some mirrors answer 401 where no revision is given.
        wanted = names.accept_revision(revision) if revision else "main"
        with self._asking(repo_id):
            info = self._api.model_info(
                repo_id, revision=wanted, files_metadata=True, timeout=self._patience_s
            )
            commit = self._commit(info, wanted)
            files = dict(_accepted_files(info.siblings or []))
            if _lacks(files):
                files |= self._tree(repo_id, commit)
        facts = _facts(info)
        return Listing(
            repo_id=repo_id,
            revision=commit,
            files=files,
            models=names.group_models(files),
            gated=_gated(info),
            licence=_licence(info),
            architecture=_text(facts.get("architecture")),
            context_length=_number(facts.get("context_length")),
        )

    def _commit(self, info: ModelInfo, wanted: str) -> str:
        commit = info.sha or ""
        if not names.is_commit(commit) or (names.is_commit(wanted) and wanted != commit):
            raise HubAnswerError(self._connection.host, "commit")
        return commit

    def _tree(self, repo_id: str, revision: str) -> dict[str, HubFile]:
        """The files with sizes, from the list that mirrors answer, too."""
        found = {}
        entries = self._api.list_repo_tree(repo_id, recursive=True, revision=revision)
        for number, each in enumerate(entries):
            if number > _MAX_FILES:
                raise HubAnswerError(self._connection.host, "too many files")
            if isinstance(each, RepoFile) and not isinstance(each, RepoFolder):
                found.update(_accepted(each.path, each.size, each.lfs, each.blob_id))
        return found

    def search(self, text: str, sort: Sort = "downloads", limit: int = 50) -> tuple[SearchHit, ...]:
        """Repositories with GGUF files whose name contains `text`. Raises HubError."""
        limit = min(max(limit, 1), _MAX_HITS)
        with self._asking(self._connection.host):
            found = self._api.list_models(
                search=text[:_MAX_TEXT], filter="gguf", sort=sort, limit=limit, expand=_WANTED  # type: ignore[arg-type]
            )
            return tuple(hit for info in found if (hit := _hit(info)) is not None)

    @contextmanager
    def _asking(self, place: str) -> Iterator[None]:
        connection = self._connection
        bounds = Bounds(connection.patience_s * 4, _MAX_ANSWER)
        set_client_factory(
            lambda: open_client(connection, follows=True, traffic=self._traffic, bounds=bounds)
        )
        with library_errors(connection), bounds.in_time():
            try:
                yield
            except HfHubHTTPError as error:         # one of httpx2's too, so it comes first
                raise error_of(error.response, connection, place) from error
            except (ValueError, KeyError, TypeError, AttributeError) as error:  # no JSON, or none of theirs
                raise HubAnswerError(connection.host, type(error).__name__) from error


def _accepted_files(untrusted_siblings: list[Any]) -> Iterator[tuple[str, HubFile]]:
    if len(untrusted_siblings) > _MAX_FILES:
        raise ValueError("too many files")
    for each in untrusted_siblings:
        yield from _accepted(each.rfilename, each.size, each.lfs, each.blob_id).items()


def _accepted(
    untrusted_name: Any, untrusted_size: Any, untrusted_lfs: Any, untrusted_blob: Any
) -> dict[str, HubFile]:
    """The file under its name; nothing for one that is no model or has a name that we would not write."""
    if not isinstance(untrusted_name, str) or not names.is_model_file(untrusted_name):
        return {}
    sha256 = _text(getattr(untrusted_lfs, "sha256", None)).lower()
    try:
        name = names.accept_file_name(untrusted_name)
        if sha256:
            return {name: HubFile(name, _number(untrusted_lfs.size), names.accept_sha256(sha256), "")}
        blob = _text(untrusted_blob)
        return {name: HubFile(name, _number(untrusted_size), "", names.accept_blob_id(blob) if blob else "")}
    except UnsafeNameError:
        return {}


def _lacks(files: dict[str, HubFile]) -> bool:
    """Whether something is missing that the other list may tell: mirrors leave out sizes and digests."""
    return not files or any(not each.size or not (each.sha256 or each.blob_id) for each in files.values())


def _facts(info: ModelInfo) -> dict[str, Any]:
    untrusted = getattr(info, "gguf", None)
    return untrusted if isinstance(untrusted, dict) else {}


def _gated(info: ModelInfo) -> str:
    return info.gated if info.gated in ("auto", "manual") else ""


def _licence(info: ModelInfo) -> str:
    tags = [each for each in info.tags or [] if isinstance(each, str) and each.startswith("license:")]
    found = tags[0].removeprefix("license:") if tags else ""
    return found if _LICENCE.fullmatch(found) else ""


def _hit(info: ModelInfo) -> SearchHit | None:
    facts = _facts(info)
    try:
        repo_id = names.accept_repo_id(info.id)
    except UnsafeNameError:
        return None
    return SearchHit(
        repo_id=repo_id,
        downloads=_number(info.downloads),
        gated=_gated(info),
        licence=_licence(info),
        architecture=_text(facts.get("architecture")),
        parameters=_number(facts.get("total")),
        size=_number(facts.get("totalFileSize")),
        last_modified=info.last_modified.date().isoformat() if info.last_modified else "",
    )


def _text(untrusted: Any) -> str:
    return untrusted[:_MAX_TEXT] if isinstance(untrusted, str) else ""


def _number(untrusted: Any) -> int:
    return untrusted if type(untrusted) is int and 0 <= untrusted < 1 << 60 else 0
