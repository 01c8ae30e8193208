"""The command line: what each command does, and the exit code that says how it ended.

Used by `hisho models` (confined, with the user's settings) and by `python -m model_manager` alone.
"""

from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from model_manager import errors
from model_manager.admission import Admission
from model_manager.arguments import Defaults, Wanted, parse
from model_manager.catalogue import CatalogueModel
from model_manager.errors import ModelManagerError
from model_manager.file_jobs import FileJobs
from model_manager.gguf_parts import part_paths
from model_manager.host_memory import host_memory
from model_manager.hub_files import Listing
from model_manager.interrupt import Interrupt
from model_manager.ledger import FILE as LEDGER
from model_manager.ledger import Ledger, now
from model_manager.library import StoredModel
from model_manager.licences import (
    Revenue,
    Standing,
    Usage,
    UserKind,
    Verdict,
    reason_words,
    usage_to_dict,
)
from model_manager.machine import Device, Machine
from model_manager.model_fetch import fetch_model
from model_manager.needs import Load
from model_manager.planning import Plan, plan_entry, plan_files
from model_manager.recognising import is_fetched, other_family
from model_manager.reporting import Report, size_text
from model_manager.rules import read_rules
from model_manager.shown import (
    card_body,
    card_text,
    chosen_file,
    entry_body,
    entry_file_bodies,
    entry_size,
    in_language,
    listing_bodies,
    listing_row,
    plan_body,
    plan_text,
    stored_body,
)
from model_manager.stated_usage import keep_usage
from model_manager.workplace import Workplace

if TYPE_CHECKING:
    from model_manager.session import HubSession

DONE, FAILED, NOT_THERE, NOT_PERMITTED, NETWORK, NOT_VERIFIED, DISK, INTERRUPTED = 0, 1, 2, 3, 4, 5, 6, 130
_CODES: tuple[tuple[type[ModelManagerError], int], ...] = (
    (errors.NoNetworkCodeError, NOT_THERE),
    (errors.NetworkOffError, NOT_PERMITTED),
    (errors.CatalogueOnlyError, NOT_PERMITTED),
    (errors.ModelUseError, NOT_PERMITTED),
    (errors.RepositoryGatedError, NOT_PERMITTED),
    (errors.UnsafeNameError, FAILED),
    (errors.HubError, NETWORK),
    (errors.DigestMismatchError, NOT_VERIFIED),
    (errors.SizeMismatchError, NOT_VERIFIED),
    (errors.SourceChangedError, NOT_VERIFIED),
    (errors.BundleError, NOT_VERIFIED),
    (errors.GgufError, NOT_VERIFIED),
    (errors.DiskFullError, DISK),
    (errors.FolderNotWritableError, DISK),
    (errors.InventoryError, DISK),
    (errors.FetchCancelledError, INTERRUPTED),
)

__all__ = ["Defaults", "parse", "run"]


def run(wanted: Wanted, report: Report, sentence: Callable[[BaseException], str]) -> int:
    """Carry out an accepted command line; returns the exit code."""
    interrupt = Interrupt()
    try:
        with interrupt.listening():
            return _Command(wanted, report, interrupt).carry_out()
    except KeyboardInterrupt:
        report.end_progress()
        if report.as_json:
            report.value({"event": "interrupted"}, "")
        return INTERRUPTED
    except ModelManagerError as error:
        report.end_progress()
        if report.as_json:
            report.value({"event": "failed", "error": type(error).__name__, "facts": error.facts()}, "")
        if isinstance(error, errors.ModelBlockedError) and error.reason != "policy":
            why = reason_words(Verdict(Standing.BLOCKED, error.reason, ()))
            report.note(f"{error.model}: {in_language(why, report)}")
        else:
            report.note(sentence(error))
        return code_of(error)


def code_of(error: ModelManagerError) -> int:
    """The exit code for an error."""
    return next((code for kind, code in _CODES if isinstance(error, kind)), FAILED)


class _Command(Workplace):
    """One command."""

    def carry_out(self) -> int:
        """Raises ModelManagerError."""
        return {
            "list": self._list, "search": self._search, "show": self._show, "fetch": self._fetch,
            "import": self._import, "export": self._export, "verify": self._verify, "remove": self._remove,
            "plan": self._plan, "usage": self._usage, "ledger": self._ledger,
        }[self.wanted.command]()  # fmt: skip

    # -- the commands

    def _list(self) -> int:
        library, admission = self.library(), self.admission()
        here = library.models()
        bodies: list[dict[str, Any]] = [stored_body(each) for each in here]
        rows = [
            [each.identity[:12], each.record.name, size_text(each.size), str(each.place)] for each in here
        ]
        if not self.wanted.options.here:
            for entry in admission.rules.catalogue.models:
                verdict = admission.verdict(entry.licences, admission.refusal(entry.architecture, entry.repo))
                bodies.append({"kind": "catalogue", "standing": verdict.standing.value, **entry_body(entry)})
                rows.append([entry.id, entry.name, entry_size(entry), verdict.standing.value])
            for card in admission.rules.catalogue.government:
                bodies.append({"kind": "government", "id": card.id, "name": card.name})
                rows.append([card.id, card.name, "-", self.report.words("weights not public")])
        self.report.table(bodies, rows)
        return DONE

    def _search(self) -> int:
        options = self.wanted.options
        hits = self.session().search(options.text, options.sort, options.limit, "search")
        rows = [(each.repo_id, each.licence or "?", each.gated or "-", each.architecture) for each in hits]
        if not self.report.as_json:
            self.report.note(self.report.words("Nobody here has reviewed these repositories."))
        self.report.table([{"reviewed": False, **asdict(each)} for each in hits], rows)
        return DONE

    def _show(self) -> int:
        admission = self.admission()
        if self._shows_card(admission):
            return DONE
        if not self.wanted.defaults.edition.has_network:
            return self._show_entry(admission)
        listing, entry = self._listing(admission, self.session(), "")
        licences = entry.licences if entry else [listing.licence]
        verdict = admission.verdict(licences, admission.refusal(listing.architecture, listing.repo_id))
        self._show_files(listing_bodies(listing), verdict)
        if listing.gated:
            words = self.report.words("Its maker wants the terms accepted at {page} and an access token.")
            self.report.note(words.format(page=self.wanted.connection.page(listing.repo_id)))
        return DONE

    def _show_entry(self, admission: Admission) -> int:
        """What the catalogue knows: nobody else can be asked. Raises NoNetworkCodeError for anything else."""
        entry = admission.rules.catalogue.find(self.wanted.options.model)
        if entry is None:
            raise errors.NoNetworkCodeError(self.wanted.command)
        verdict = admission.verdict(entry.licences, admission.refusal(entry.architecture, entry.repo))
        self._show_files(entry_file_bodies(entry), verdict)
        if not self.report.as_json:
            words = self.report.words(
                "Fetch it on a computer with a network, export it there, and import the folder here."
            )
            self.report.note(words)
        return DONE

    def _show_files(self, found: list[dict[str, Any]], verdict: Verdict) -> None:
        bodies = [{**each, "standing": verdict.standing.value, "reason": verdict.reason} for each in found]
        self.report.table(bodies, [listing_row(each) for each in bodies])
        if not self.report.as_json:
            self.report.note(in_language(reason_words(verdict), self.report))

    def _shows_card(self, admission: Admission) -> bool:
        """Whether a model of the Government AI was named, of which its card is all that there is."""
        cards = admission.rules.catalogue.government
        card = next((each for each in cards if each.id == self.wanted.options.model), None)
        if card is not None:
            self.report.value(card_body(card), card_text(card, self.report))
        return card is not None

    def _listing(
        self, admission: Admission, session: "HubSession", file: str
    ) -> tuple[Listing, CatalogueModel | None]:
        """What the command line names: an entry of the catalogue, or a repository."""
        options = self.wanted.options
        click = f"{self.wanted.command} {options.model}"
        entry = admission.rules.catalogue.find(options.model)
        if entry is None:
            return session.listing(options.model, options.revision, click), None
        revision = admission.pinned_revision(entry, file or entry.files[0].name)
        return session.listing(entry.repo, revision, click), entry

    def _fetch(self) -> int:
        options, admission = self.wanted.options, self.admission()
        if self._shows_card(admission):
            return FAILED                       # there is nothing to fetch, and it says why
        session = self.session()
        listing, entry = self._listing(admission, session, options.file)
        first = chosen_file(listing, options.file, entry)
        wish = admission.admit(
            listing, first, entry.id if entry else "", accepted=options.accept_licence
        )
        made = fetch_model(
            replace(wish, source=session.connection.host), self.own(),
            session.fetch_file(f"fetch {wish.repo_id}"), self.watch(), (admission.names_of, now),
        )  # fmt: skip
        self._say_done(made)
        return DONE

    def _import(self) -> int:
        options, jobs = self.wanted.options, self.jobs()
        if options.reference:
            made = jobs.refer_to(
                options.source, self.wanted.defaults.inventory, accepts=options.accept_licence
            )
        else:
            made = jobs.take_in(options.source, options.public_key, accepts=options.accept_licence)
        if families := other_family(jobs.admission.rules.catalogue, made):
            words = self.report.words(
                "The file's chat template is “{own}”, the catalogue expects “{expected}”."
            )
            self.report.note(words.format(own=families[0], expected=families[1]))
        self._say_done(made)
        return DONE

    def _export(self) -> int:
        options = self.wanted.options
        jobs = self.jobs()
        model = self.one(jobs.library, options.model)
        part_size = options.part_size or 0
        folder = jobs.export(model.identity, options.target, part_size, options.key)
        self.report.value({"event": "exported", "folder": str(folder)}, str(folder))
        return DONE

    def _verify(self) -> int:
        jobs = self.jobs()
        named = [self.one(jobs.library, each) for each in self.wanted.options.models]
        code = DONE
        for each in named or jobs.library.models():
            damaged = _damaged(jobs, each)
            state = "damaged" if damaged else "verified"
            body = {"event": state, "identity": each.identity, "damaged": list(damaged)}
            words = self.report.words("damaged") if damaged else self.report.words("verified")
            self.report.value(body, f"{each.record.name}: {words}")
            code = NOT_VERIFIED if damaged else code
        return code

    def _remove(self) -> int:
        jobs = self.jobs()
        if self.wanted.options.orphans:
            return self._clean(jobs)
        model = self.one(jobs.library, self.wanted.options.model)
        files = [str(each) for each in jobs.losses(model)]
        if not self.wanted.options.yes:
            words = self.report.words("Remove “{name}” ({size}) from this computer? yes/no: ")
            question = words.format(name=model.record.name, size=size_text(model.size))
            if not self.report.is_agreed([*files, self._way_back(model), question]):
                return FAILED
        jobs.remove(model.identity)
        body = {"event": "removed", "identity": model.identity, "files": files}
        self.report.value(body, model.record.name)
        return DONE

    def _clean(self, jobs: FileJobs) -> int:
        found = jobs.orphans()
        files = [f"{each.path}  {size_text(each.size)}" for each in found]
        if found and not self.wanted.options.yes:
            question = self.report.words("Delete these files? yes/no: ")
            if not self.report.is_agreed([*files, question]):
                return FAILED
        freed = jobs.clean(found)
        body = {"event": "cleaned", "bytes": freed, "files": [str(each.path) for each in found]}
        self.report.value(body, size_text(freed))
        return DONE

    def _way_back(self, model: StoredModel) -> str:
        """What is lost with a model, and whether it can be had again."""
        if model.place == "reference":
            return self.report.words("The file stays where it is; Hisho only forgets it.")
        if not is_fetched(model.record):
            return self.report.words("It was imported: without the file it came from it is lost.")
        words = self.report.words("It can be fetched again from {place} while it is there.")
        return words.format(place=f"{model.record.source}/{model.record.repo_id}")

    def _plan(self) -> int:
        options = self.wanted.options
        total, free = host_memory()
        devices = tuple(Device(each.name, each.free, each.free) for each in options.device)
        load = Load(options.context, options.kv, options.kv)
        plan = self._plan_of(options.model, load, Machine(total, free, devices))
        if plan is None:
            words = self.report.words("Nobody knows the size of {name} before it is fetched.")
            self.report.value({"name": options.model, "verdict": "unknown"}, words.format(name=options.model))
            return FAILED
        self.report.value(plan_body(plan), plan_text(plan, self.report.words))
        return DONE

    def _plan_of(self, wanted: str, load: Load, machine: Machine) -> Plan | None:
        """The plan of a file, of a model that is here, or of an entry of the catalogue."""
        path = Path(wanted)
        if path.is_file():
            return plan_files(path.name, part_paths(path.absolute()), load, machine)
        entry = read_rules(self.wanted.defaults.resources).catalogue.find(wanted)
        if entry is not None:
            return plan_entry(entry, entry.files[0], load, machine)
        model = self.one(self.library(), wanted)
        return plan_files(model.record.name, model.files, load, machine)

    def _usage(self) -> int:
        options, admission = self.wanted.options, self.admission()
        if options.user:
            revenue = Revenue(options.revenue) if options.revenue else None
            keep_usage(self.wanted.defaults.stated, Usage(UserKind(options.user), revenue))
        usage = admission.usage()
        body = usage_to_dict(usage) if usage else {}
        words = " ".join(filter(None, map(str, body.values()))) or self.report.words("nobody has said yet")
        self.report.value({"usage": body}, words)
        return DONE

    def _ledger(self) -> int:
        found = Ledger(self.own().own / LEDGER).entries()
        rows = [(each.at, each.host, size_text(each.received), each.click) for each in found]
        self.report.table([asdict(each) for each in found], rows)
        if not (self.wanted.defaults.edition.has_network or self.report.as_json):
            words = self.report.words(
                "This is the air-gap edition: the part that speaks to a network is not installed, so nothing "
                "is added here."
            )
            self.report.note(words)
        return DONE

    def _say_done(self, model: StoredModel) -> None:
        words = self.report.words("{name} is here and verified ({identity}).")
        text = words.format(name=model.record.name, identity=model.identity[:12])
        self.report.value({"event": "done", **stored_body(model)}, text)


def _damaged(jobs: FileJobs, model: StoredModel) -> tuple[str, ...]:
    """The files that are not what they were, or cannot be read. Raises ModelManagerError."""
    if missing := tuple(str(each) for each in model.files if not each.is_file()):
        return missing
    try:
        return jobs.verify(model.identity)
    except errors.ModelFileError as error:
        return (error.name,)
