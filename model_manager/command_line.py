"""The command line: what each command does, and the exit code that says how it ended.

Used by `hisho models` (confined, with the user's settings) and by `python -m model_manager` alone.
"""

import signal
import threading
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from model_manager import errors, names
from model_manager.admission import Admission
from model_manager.arguments import Defaults, Wanted, parse
from model_manager.catalogue import CatalogueModel
from model_manager.errors import ModelManagerError
from model_manager.fit import Device, Machine
from model_manager.gguf_names import names_of
from model_manager.gguf_parts import part_paths
from model_manager.host_memory import host_memory
from model_manager.hub_files import Listing
from model_manager.ledger import FILE as LEDGER
from model_manager.ledger import Ledger, now
from model_manager.library import StoredModel
from model_manager.licences import Revenue, Usage, UserKind, usage_to_dict
from model_manager.model_fetch import fetch_model
from model_manager.needs import Load
from model_manager.planning import Plan, plan_entry, plan_files
from model_manager.recognising import other_family
from model_manager.reporting import Report, size_text
from model_manager.rules import read_rules
from model_manager.session import HubSession
from model_manager.shown import chosen_file, entry_body, plan_body, plan_text, stored_body
from model_manager.workplace import Workplace

DONE, FAILED, NOT_PERMITTED, NETWORK, NOT_VERIFIED, DISK, INTERRUPTED = 0, 1, 3, 4, 5, 6, 130
_CODES: tuple[tuple[type[ModelManagerError], int], ...] = (
    (errors.NetworkOffError, NOT_PERMITTED),
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
    stop = threading.Event()
    before = signal.signal(signal.SIGINT, lambda _number, _frame: stop.set())
    try:
        return _Command(wanted, report, stop).carry_out()
    except ModelManagerError as error:
        report.end_progress()
        if report.as_json:
            report.value({"event": "failed", "error": type(error).__name__, "facts": _plain(vars(error))}, "")
        report.note(sentence(error))
        return code_of(error)
    finally:
        signal.signal(signal.SIGINT, before)


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
                size = size_text(entry.files[0].size) if entry.files[0].size else "?"
                rows.append([entry.id, entry.name, size, verdict.standing.value])
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
        listing, _ = self._listing(admission, self.session(), "")
        bodies, rows = [], []
        for first, files in listing.models.items():
            size = sum(listing.files[each].size for each in files)
            kind = names.quantisation(first)
            bodies.append(
                {"file": first, "files": len(files), "size": size, "quantisation": kind,
                 "revision": listing.revision, "licence": listing.licence, "gated": listing.gated,
                 "architecture": listing.architecture, "sha256": listing.files[first].sha256}
            )  # fmt: skip
            rows.append((first, kind or "?", size_text(size), str(len(files))))
        self.report.table(bodies, rows)
        return DONE

    def _listing(
        self, admission: Admission, session: HubSession, file: str
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
        options, admission, session = self.wanted.options, self.admission(), self.session()
        listing, entry = self._listing(admission, session, options.file)
        first = chosen_file(listing, options.file, entry)
        wish = admission.admit(
            listing, first, entry.id if entry else "", accepted=options.accept_licence
        )
        made = fetch_model(
            replace(wish, source=session.connection.host), self.own(),
            session.fetch_file(f"fetch {wish.repo_id}"), self.watch(), (names_of, now),
        )  # fmt: skip
        self._say_done(made)
        return DONE

    def _import(self) -> int:
        options, jobs = self.wanted.options, self.jobs()
        if options.reference:
            made = jobs.refer_to(options.source, self.wanted.defaults.inventory)
        else:
            made = jobs.take_in(options.source, options.public_key)
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
            damaged = jobs.verify(each.identity) if each.is_there() else [str(each.files[0])]
            state = "damaged" if damaged else "verified"
            body = {"event": state, "identity": each.identity, "damaged": list(damaged)}
            words = self.report.words("damaged") if damaged else self.report.words("verified")
            self.report.value(body, f"{each.record.name}: {words}")
            code = NOT_VERIFIED if damaged else code
        return code

    def _remove(self) -> int:
        jobs = self.jobs()
        if self.wanted.options.orphans:
            freed = jobs.clean()
            self.report.value({"event": "cleaned", "bytes": freed}, size_text(freed))
            return DONE
        model = self.one(jobs.library, self.wanted.options.model)
        question = self.report.words("Remove “{name}” ({size}) from this computer? yes/no: ")
        if not self.wanted.options.yes:
            self.report.note(question.format(name=model.record.name, size=size_text(model.size)))
            if not _is_yes():
                return FAILED
        jobs.remove(model.identity)
        self.report.value({"event": "removed", "identity": model.identity}, model.record.name)
        return DONE

    def _plan(self) -> int:
        options = self.wanted.options
        total, free = host_memory()
        devices = tuple(Device(each.name, each.free, each.free) for each in options.device)
        load = Load(options.context, options.kv, options.kv)
        plan = self._plan_of(options.model, load, Machine(total, free, devices))
        if plan is None:
            raise errors.NoSuchModelError(options.model)
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
            admission.state_usage(Usage(UserKind(options.user), revenue))
        usage = admission.usage()
        body = usage_to_dict(usage) if usage else {}
        words = " ".join(filter(None, map(str, body.values()))) or self.report.words("nobody has said yet")
        self.report.value({"usage": body}, words)
        return DONE

    def _ledger(self) -> int:
        found = Ledger(self.own().own / LEDGER).entries()
        rows = [(each.at, each.host, size_text(each.received), each.click) for each in found]
        self.report.table([asdict(each) for each in found], rows)
        return DONE

    def _say_done(self, model: StoredModel) -> None:
        words = self.report.words("{name} is here and verified ({identity}).")
        text = words.format(name=model.record.name, identity=model.identity[:12])
        self.report.value({"event": "done", **stored_body(model)}, text)


def _plain(facts: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in facts.items() if isinstance(value, str | int | float)}


def _is_yes() -> bool:
    try:
        return input().strip().lower() in ("y", "yes", "はい")
    except EOFError:
        return False
