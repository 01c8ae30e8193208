"""What the page of the models is shown from: read from the disk in one go, in a thread, without Qt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.experience import Experience
from desktop.fetching.protocol import Shown
from desktop.model_places import library_of, own_folder
from desktop.paths import Paths, resources
from desktop.settings import Settings
from model_manager.admission import Admission, Rules
from model_manager.catalogue import CatalogueModel
from model_manager.file_jobs import FileJobs
from model_manager.fit import Fit
from model_manager.ledger import FILE as LEDGER
from model_manager.ledger import Entry, Ledger
from model_manager.library import StoredModel
from model_manager.licences import Licence, Usage, Verdict, judge, unknown_licence
from model_manager.machine import Machine
from model_manager.needs import Load
from model_manager.planning import plan_entry, plan_shape, plan_size
from model_manager.policy import ModelPolicy, PolicyFile, read_policy
from model_manager.recognising import is_of, other_family
from model_manager.rules import read_rules
from model_manager.shape import read_shapes
from model_manager.speed import Expected, expectations

_CONTEXT = 8192                     # tokens: what a talk of an afternoon takes
_LEDGER_LINES = 200


@dataclass(frozen=True, slots=True)
class Snapshot:
    """How things stood when it was read. Keys: an entry's id, a model's identity."""

    rules: Rules
    usage: Usage | None
    policy: ModelPolicy
    verdicts: Mapping[str, Verdict]
    licences: Mapping[str, Sequence[Licence]]
    entry_fits: Mapping[str, Mapping[str, Fit | None]]      # by the file's name
    stored: tuple[StoredModel, ...]
    stored_fits: Mapping[str, Fit]
    speeds: Mapping[str, Sequence[Expected]]
    warnings: Mapping[str, tuple[str, str]]         # identity → families of the file and of the catalogue
    orphans: int
    orphan_bytes: int
    ledger: tuple[Entry, ...]

    def here(self, entry: CatalogueModel) -> bool:
        """Whether a file of this entry is on this computer."""
        return any(is_of(entry, each) for each in self.stored)

    def first_look(self, licence: str, architecture: str, repo_id: str) -> Verdict:
        """What a licence that a hub names says to this user, before anything is known of the repository."""
        known = {each.lower(): found for each, found in self.rules.licences.items()}
        named = [known.get(licence.lower()) or unknown_licence(licence)] if licence else []
        return judge(named, self.rules.catalogue.refusal(architecture, repo_id), self.usage, ())


def read_snapshot(settings: Settings, places: Paths, policy_file: PolicyFile, machine: Machine) -> Snapshot:
    """Read it all. Raises CatalogueError, InventoryUnreadableError."""
    own = own_folder(settings, places)
    policy = read_policy(policy_file)
    admission = Admission(read_rules(resources()), policy, own.own, places.inventory.parent)
    library = library_of(settings, places)
    load = Load(_CONTEXT)
    catalogue = admission.rules.catalogue
    stored = library.models()
    shapes = read_shapes({each.identity: each.files for each in stored})
    measured = Experience(places.experience).measured()
    orphans = FileJobs(library, admission, lambda _: True).orphans()
    return Snapshot(
        rules=admission.rules,
        usage=admission.usage(),
        policy=policy,
        verdicts={
            each.id: admission.verdict(each.licences, admission.refusal(each.architecture, each.repo))
            for each in catalogue.models
        },
        licences={each.id: admission.licences_of(each.licences) for each in catalogue.models},
        entry_fits={each.id: _fits_of_entry(each, load, machine) for each in catalogue.models},
        stored=stored,
        stored_fits={
            each.identity: plan_shape(each.record.name, shapes[each.identity], load, machine).fit
            for each in stored
            if each.identity in shapes
        },
        speeds={each.identity: expectations(each.identity, shapes, measured) for each in stored},
        warnings={each.identity: found for each in stored if (found := other_family(catalogue, each))},
        orphans=len(orphans),
        orphan_bytes=sum(each.size for each in orphans),
        ledger=Ledger(own.own / LEDGER).entries()[-_LEDGER_LINES:],
    )


def _fits_of_entry(entry: CatalogueModel, load: Load, machine: Machine) -> dict[str, Fit | None]:
    plans = {each.name: plan_entry(entry, each, load, machine) for each in entry.files}
    return {name: plan.fit if plan else None for name, plan in plans.items()}




@dataclass(frozen=True, slots=True)
class JudgedHit:
    """What is to be said of a repository that nobody reviewed. `fits`: by the first file, from the size."""

    verdict: Verdict
    licences: Sequence[Licence]
    fits: Mapping[str, Fit]


def judge_hit(
    settings: Settings, places: Paths, policy_file: PolicyFile, machine: Machine, shown: Shown
) -> JudgedHit:
    """Read what the licences and this computer's memory say. Raises CatalogueError."""
    policy = read_policy(policy_file)
    own = own_folder(settings, places).own
    admission = Admission(read_rules(resources()), policy, own, places.inventory.parent)
    names = [shown.licence] if shown.licence else []
    refusal = admission.refusal(shown.architecture, shown.repo_id)
    load = Load(_CONTEXT)
    fits = {each.first_file: plan_size(each.name, each.size, load, machine).fit for each in shown.models}
    return JudgedHit(admission.verdict(names, refusal), admission.licences_of(names), fits)
