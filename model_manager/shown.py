"""What the command line shows of models and plans, as JSON and as sentences."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from model_manager import errors, names
from model_manager.catalogue import Bilingual, CatalogueModel, GovernmentCard
from model_manager.fit import FitVerdict
from model_manager.hub_files import Listing
from model_manager.library import StoredModel
from model_manager.placement import Placement
from model_manager.planning import Plan, likely_size
from model_manager.reporting import Report, size_text

_GIB = 1 << 30


def chosen_file(listing: Listing, wanted: str, entry: CatalogueModel | None) -> str:
    """The first file of the model that is meant: by its name, by its quantisation, or the only one. Raises
    EntryMissingError.
    """
    found = [
        first
        for first in listing.models
        if not wanted or first == wanted or names.quantisation(first) == wanted.upper()
    ]
    if not wanted and entry is not None:
        found = [entry.files[0].name] if entry.files[0].name in listing.models else []
    if len(found) != 1:
        raise errors.EntryMissingError(listing.repo_id, wanted or "*.gguf")
    return found[0]


def stored_body(model: StoredModel) -> dict[str, Any]:
    """A model on this computer as JSON."""
    record = model.record
    return {
        "kind": "here", "identity": model.identity, "name": record.name, "size": model.size,
        "place": model.place, "files": [str(each) for each in model.files], "repo_id": record.repo_id,
        "revision": record.revision, "publisher": record.publisher, "licence": record.licence,
        "source": record.source, "added_at": record.added_at, "verified_at": record.verified_at,
        "unchanged": model.is_unchanged(),
    }  # fmt: skip


def entry_body(entry: CatalogueModel) -> dict[str, Any]:
    """An entry of the catalogue as JSON."""
    return {
        "id": entry.id, "name": entry.name, "repo": entry.repo, "revision": entry.revision,
        "files": [{**asdict(each), "likely_size": likely_size(entry, each)} for each in entry.files],
        "licences": list(entry.licences),
        "publisher": entry.publisher, "origin": entry.origin, "architecture": entry.architecture,
        "refused": entry.refused,
    }  # fmt: skip


def entry_file_bodies(entry: CatalogueModel) -> list[dict[str, Any]]:
    """The files of an entry as JSON, as the catalogue has them; what it does not know is empty or 0."""
    return [
        {"file": each.name, "files": 1, "size": each.size, "quantisation": names.quantisation(each.name),
         "revision": entry.revision, "licence": " ".join(entry.licences), "gated": "",
         "architecture": entry.architecture, "sha256": each.sha256}
        for each in entry.files
    ]  # fmt: skip


def entry_size(entry: CatalogueModel) -> str:
    """How large an entry's first file is; about, where that is not on record."""
    file = entry.files[0]
    likely = likely_size(entry, file)
    return f"{'' if file.size else '~'}{size_text(likely)}" if likely else "?"


def card_body(card: GovernmentCard) -> dict[str, Any]:
    """A model of the Government AI as JSON: how it stands with its weights, in both languages."""
    return {"kind": "government", **asdict(card)}


def card_text(card: GovernmentCard, report: Report) -> str:
    """The same as people read it."""
    said = (card.statement, card.how_to_get, card.difference)
    lines = [card.name, *(in_language(each, report) for each in said)]
    sibling = report.words("The nearest model that can be fetched: {entry}").format(entry=card.sibling)
    return "\n".join([*lines, *([sibling] if card.sibling else [])])


def in_language(text: Bilingual, report: Report) -> str:
    """What ships in both languages, in the user's."""
    return text.ja if report.language == "ja" else text.en


def listing_bodies(listing: Listing) -> list[dict[str, Any]]:
    """The models of a repository as JSON."""
    return [
        {"file": first, "files": len(files), "size": sum(listing.files[each].size for each in files),
         "quantisation": names.quantisation(first), "revision": listing.revision,
         "licence": listing.licence, "gated": listing.gated, "architecture": listing.architecture,
         "sha256": listing.files[first].sha256}
        for first, files in listing.models.items()
    ]  # fmt: skip


def listing_row(body: dict[str, Any]) -> tuple[str, ...]:
    """One of them as people read it."""
    size = size_text(body["size"]) if body["size"] else "?"
    return body["file"], body["quantisation"] or "?", size, str(body["files"])


def plan_body(plan: Plan) -> dict[str, Any]:
    """A plan as JSON; bytes throughout."""
    found = plan.fit
    return {
        "name": plan.name, "verdict": found.verdict.value, "exact": plan.is_exact,
        "layers_on_gpu": found.layers_on_gpu, "layers": found.layers, "context": found.placement.context,
        "weights": found.needs.weights, "kv": found.needs.kv, "recurrent": found.needs.recurrent,
        "compute": found.needs.compute, "total": found.needs.total, "host": found.host_bytes,
        "devices": dict(found.per_device), "margin": found.margin_bytes,
        "ram_free": plan.machine.ram_free, "placement": asdict(found.placement),
    }  # fmt: skip


def plan_text(plan: Plan, words: Callable[[str], str]) -> str:
    """A plan as people read it."""
    found = plan.fit
    verdict = verdict_text(found.verdict, found.layers_on_gpu, found.layers, words)
    placed = placement_text(found.placement, words) if found.verdict is not FitVerdict.NONE else ""
    if found.placement.context != plan.load.context:
        shorter = words("The context would be shortened to {tokens} tokens.")
        placed = " ".join(filter(None, (placed, shorter.format(tokens=found.placement.context))))
    parts = words("weights {weights} + context {kv} + computing {compute} = {total} GiB").format(
        weights=_gib(found.needs.weights),
        kv=_gib(found.needs.kv + found.needs.recurrent),
        compute=_gib(found.needs.compute + found.needs.output),
        total=_gib(found.needs.total),
    )
    about = "" if plan.is_exact else " " + words("(estimated)")
    return f"{plan.name}: {verdict}. {' '.join(filter(None, (placed, parts)))}{about}"


def placement_text(placement: Placement, words: Callable[[str], str]) -> str:
    """Where the layers would be, in words; nothing where they are all with the processor."""
    if not placement.gpu_layers:
        return ""
    if placement.gpu_layers < placement.layers:
        said = words("{on_gpu} of {layers} layers go to the GPU, the rest to the processor.")
    else:
        said = words("All {layers} layers go to the GPU.")
    found = [said.format(on_gpu=placement.gpu_layers, layers=placement.layers)]
    if placement.expert_layers_on_cpu:
        kept = words("The experts of {kept} layers stay in the computer's memory.")
        found.append(kept.format(kept=placement.expert_layers_on_cpu))
    if len(placement.devices) > 1:
        shares = zip(placement.devices, placement.layers_per_device, strict=True)
        found.append("(" + ", ".join(f"{name}: {layers}" for name, layers in shares) + ")")
    return " ".join(found)


def verdict_text(verdict: FitVerdict, on_gpu: int, layers: int, words: Callable[[str], str]) -> str:
    """Where the model runs, in words."""
    match verdict:
        case FitVerdict.GPU:
            return words("fits on the GPU")
        case FitVerdict.PARTLY:
            if on_gpu == layers:
                return words("fits on the GPU, but for experts")
            return words("fits partly: {on_gpu} of {layers} layers on the GPU").format(
                on_gpu=on_gpu, layers=layers
            )
        case FitVerdict.CPU:
            return words("runs on the processor")
        case FitVerdict.NONE:
            return words("does not fit in this computer's memory")


def _gib(count: int) -> str:
    return f"{count / _GIB:.1f}"
