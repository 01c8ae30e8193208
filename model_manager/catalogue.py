"""The models that the program knows, read from the catalogue that ships with it.

Its file is ours, but an administrator may edit it: whatever is wrong in it is named with its line, and
nothing of a malformed catalogue is used. Facts that nobody could read anywhere stand there as 0 or "".

The two usual origins are a model made in Japan from scratch and one tuned in Japan on a foreign base. A few
models are neither, and nothing is claimed of them that is not so: `domestic` is made in Japan, on a domestic
base or on none that is on record; `foreign` is made abroad, although it was trained for Japanese.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from model_manager.architectures import KNOWN_ARCHITECTURES
from model_manager.errors import UnsafeNameError
from model_manager.names import accept_file_name, accept_repo_id, accept_sha256, is_commit, is_model_file
from model_manager.toml_lines import Bilingual as Bilingual
from model_manager.toml_lines import Table, read_toml

Origin = Literal["scratch", "domestic", "derived", "foreign"]
Publisher = Literal["official", "community"]
Purpose = Literal["chat", "translation", "embedding"]
Certainty = Literal["verified", "second-hand"]
Recommended = Literal["8GB", "16GB", "32GB", "64GB", "workstation", "translation", "embedding"]

_ORIGINS: tuple[Origin, ...] = ("scratch", "domestic", "derived", "foreign")
_PUBLISHERS: tuple[Publisher, ...] = ("official", "community")
_PURPOSES: tuple[Purpose, ...] = ("chat", "translation", "embedding")
_CERTAINTIES: tuple[Certainty, ...] = ("verified", "second-hand")
_RECOMMENDED: tuple[Recommended, ...] = (
    "8GB", "16GB", "32GB", "64GB", "workstation", "translation", "embedding",
)  # fmt: skip
# How a prompt is put together; empty where only the file's own template is known.
_FAMILIES = ("sarashina", "llm-jp-3", "llm-jp-4", "gpt-oss", "llama-3", "chatml", "rakutenai", "swallow-ms")
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}", re.ASCII)
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)


@dataclass(frozen=True, slots=True)
class CatalogueFile:
    """One quantisation of a model. Size 0 and digest "" are taken from the hub at the first fetch and pinned
    then.
    """

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Shape:
    """What a model's need of memory is estimated from before its file is there; 0 where unknown."""

    layers: int
    kv_heads: int
    head_size: int
    hidden: int
    feed_forward: int
    vocabulary: int


@dataclass(frozen=True, slots=True)
class Quality:
    """What somebody measured, and who: `source` is the attribution that its licence asks to be shown."""

    benchmark: str
    score: float
    source: str
    note: Bilingual


@dataclass(frozen=True, slots=True)
class CatalogueModel:
    """One model that can be fetched. `revision` is a commit, or "" where it is pinned at the first fetch.

    `refused` is "" or the code of the reason why it must not be offered.
    """

    id: str
    name: str
    description: Bilingual
    vendor: Bilingual
    origin: Origin
    publisher: Publisher
    publisher_name: str
    repo: str
    revision: str
    files: tuple[CatalogueFile, ...]
    base_repo: str
    architecture: str
    context_length: int
    parameters: int
    licences: tuple[str, ...]
    family: str
    purpose: Purpose
    shape: Shape | None
    quality: Quality | None
    recommended_for: tuple[Recommended, ...]
    certainty: Certainty
    refused: str


@dataclass(frozen=True, slots=True)
class GovernmentCard:
    """A model selected for the Government AI whose weights nobody can download. `sibling` is the id of
    another model of the same maker, or "".
    """

    id: str
    name: str
    vendor: Bilingual
    label: Bilingual
    statement: Bilingual
    how_to_get: Bilingual
    sibling: str
    difference: Bilingual


@dataclass(frozen=True, slots=True)
class Refusal:
    """An architecture or a repository that is not offered, wherever it is found; one of the two is ""."""

    architecture: str
    repo: str
    reason: str
    licences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All that the catalogue says."""

    models: tuple[CatalogueModel, ...]
    government: tuple[GovernmentCard, ...]
    refusals: tuple[Refusal, ...]

    def find(self, model_id: str) -> CatalogueModel | None:
        """The model with this id."""
        return next((each for each in self.models if each.id == model_id), None)

    @property
    def repositories(self) -> frozenset[str]:
        """Where its models come from, in lower case: a hub does not tell it from upper case."""
        return frozenset(each.repo.lower() for each in self.models)

    def by_file(self, sha256: str) -> tuple[CatalogueModel, CatalogueFile] | None:
        """The model and the file that have this digest. A file without a known digest is never found."""
        found = ((model, file) for model in self.models for file in model.files if file.sha256 == sha256)
        return next(found, None) if sha256 else None

    def by_repo(self, repo_id: str) -> tuple[CatalogueModel, ...]:
        """The models in this repository; a hub does not tell upper from lower case."""
        return tuple(each for each in self.models if each.repo.lower() == repo_id.lower())

    def refusal(self, architecture: str, repo_id: str) -> str:
        """The code of the reason why such a model is not offered, or ""."""
        for each in self.refusals:
            if each.architecture and each.architecture == architecture:
                return each.reason
            if each.repo and each.repo.lower() == repo_id.lower():
                return each.reason
        return ""


def read_catalogue(path: Path, licence_ids: Collection[str] | None = None) -> Catalogue:
    """Read the catalogue; `licence_ids` are those that exist, None leaves them unchecked.

    Raises CatalogueError with the line of what is malformed.
    """
    outermost = read_toml(path)
    seen = _Seen(licence_ids)
    models = tuple(_model(each, seen) for each in outermost.tables("model"))
    government = tuple(_card(each, seen) for each in outermost.tables("government"))
    refusals = tuple(_refusal(each, seen) for each in outermost.tables("refused"))
    outermost.finish()
    return Catalogue(models, government, refusals)


class _Seen:
    """What must not come twice, and what must exist."""

    def __init__(self, licence_ids: Collection[str] | None) -> None:
        self._licence_ids = licence_ids
        self._taken: set[str] = set()
        self.models: set[str] = set()

    def once(self, table: Table, key: str, value: str) -> None:
        """Refuse a value that came before."""
        if value and value in self._taken:
            table.fail(key, f"{value!r} comes twice")
        self._taken.add(value)

    def licences(self, table: Table) -> tuple[str, ...]:
        """The licences of an entry, all known."""
        found = table.texts("licences")
        if not found:
            table.fail("licences", "empty")
        for each in found:
            if self._licence_ids is not None and each not in self._licence_ids:
                table.fail("licences", f"no licence {each!r}")
        return found


def _model(table: Table, seen: _Seen) -> CatalogueModel:
    model_id = table.name("id", _accept_id)
    seen.once(table, "id", model_id)
    seen.models.add(model_id)
    repo = table.name("repo", accept_repo_id)
    model = CatalogueModel(
        id=model_id,
        name=table.text("name"),
        description=table.bilingual("description"),
        vendor=table.bilingual("vendor"),
        origin=table.choice("origin", _ORIGINS),
        publisher=table.choice("publisher", _PUBLISHERS),
        publisher_name=repo.partition("/")[0],
        repo=repo,
        revision=table.name("revision", _accept_commit, may_be_empty=True),
        files=_files(table, seen),
        base_repo=table.name("base_repo", accept_repo_id, may_be_empty=True),
        architecture=table.name("architecture", _accept_architecture),
        context_length=table.integer("context_length"),
        parameters=table.integer("parameters"),
        licences=seen.licences(table),
        family=table.name("family", _accept_family, may_be_empty=True),
        purpose=table.choice("purpose", _PURPOSES),
        shape=_shape(table.table("shape")) if table.has("shape") else None,
        quality=_quality(table.table("quality")) if table.has("quality") else None,
        recommended_for=table.choices("recommended_for", _RECOMMENDED),
        certainty=table.choice("certainty", _CERTAINTIES),
        refused=table.name("refused", _accept_code) if table.has("refused") else "",
    )
    table.finish()
    return model


def _files(table: Table, seen: _Seen) -> tuple[CatalogueFile, ...]:
    found: list[CatalogueFile] = []
    for each in table.tables("file"):
        file = CatalogueFile(
            each.name("name", _accept_model_file),
            each.integer("size"),
            each.name("sha256", accept_sha256, may_be_empty=True),
        )
        if file.name in {other.name for other in found}:
            each.fail("name", f"{file.name!r} comes twice")
        seen.once(each, "sha256", file.sha256)
        each.finish()
        found.append(file)
    if not found:
        table.fail("file", "missing")
    return tuple(found)


def _shape(table: Table) -> Shape:
    keys = ("layers", "kv_heads", "head_size", "hidden", "feed_forward", "vocabulary")
    found = Shape(*(table.integer(key) for key in keys))
    table.finish()
    return found


def _quality(table: Table) -> Quality:
    found = Quality(
        table.text("benchmark"), table.fraction("score"), table.text("source"), table.bilingual("note")
    )
    table.finish()
    return found


def _card(table: Table, seen: _Seen) -> GovernmentCard:
    card_id = table.name("id", _accept_id)
    seen.once(table, "id", card_id)
    card = GovernmentCard(
        id=card_id,
        name=table.text("name"),
        vendor=table.bilingual("vendor"),
        label=table.bilingual("label"),
        statement=table.bilingual("statement"),
        how_to_get=table.bilingual("how_to_get"),
        sibling=table.text("sibling", may_be_empty=True),
        difference=table.bilingual("difference"),
    )
    if card.sibling and card.sibling not in seen.models:
        table.fail("sibling", f"no model {card.sibling!r}")
    table.finish()
    return card


def _refusal(table: Table, seen: _Seen) -> Refusal:
    is_by_repo = table.has("repo")
    if is_by_repo and table.has("architecture"):
        table.fail("repo", "stands beside an architecture; an entry names one of the two")
    refusal = Refusal(
        architecture="" if is_by_repo else table.name("architecture", _accept_architecture),
        repo=table.name("repo", accept_repo_id) if is_by_repo else "",
        reason=table.name("reason", _accept_code),
        licences=seen.licences(table) if table.has("licences") else (),
    )
    key = "repo" if is_by_repo else "architecture"
    # The space keeps these apart from ids: an architecture and a model may have one name.
    seen.once(table, key, f"{key} {refusal.repo.lower() or refusal.architecture}")
    table.finish()
    return refusal


def _accept_id(untrusted: str) -> str:
    return untrusted if _ID.fullmatch(untrusted) else _refuse(untrusted)


def _accept_code(untrusted: str) -> str:
    return untrusted if _CODE.fullmatch(untrusted) else _refuse(untrusted)


def _accept_commit(untrusted: str) -> str:
    return untrusted if is_commit(untrusted) else _refuse(untrusted)


def _accept_model_file(untrusted: str) -> str:
    return accept_file_name(untrusted) if is_model_file(untrusted) else _refuse(untrusted)


def _accept_architecture(untrusted: str) -> str:
    return _among(KNOWN_ARCHITECTURES, untrusted)


def _accept_family(untrusted: str) -> str:
    return _among(_FAMILIES, untrusted)


def _among(allowed: Iterable[str], untrusted: str) -> str:
    return untrusted if untrusted in allowed else _refuse(untrusted)


def _refuse(untrusted: str) -> str:
    raise UnsafeNameError(untrusted)
