"""Turns what the catalogue, the hub and this computer say into cards and details, in the user's language."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject

from desktop.fetching.protocol import HitShown, Shown
from desktop.ui.error_words.facts import harmless, size_text
from desktop.ui.models.cards import Badge, Card, DetailView, Kind, Tone, Variant
from desktop.ui.models.snapshot import JudgedHit
from desktop.words import Language
from model_manager.catalogue import Bilingual, CatalogueFile, CatalogueModel, GovernmentCard
from model_manager.edition import Edition
from model_manager.fit import Fit, FitVerdict
from model_manager.library import StoredModel
from model_manager.licences import Licence, Standing, Verdict, reason_words
from model_manager.names import quantisation
from model_manager.planning import likely_size

_SHOWN_DIGITS = 16
_SHOWN_TITLES = 3


class CardWords(QObject):
    """Words for cards. `language` decides between the two that the catalogue has."""

    def __init__(self, edition: Edition = Edition.FULL) -> None:
        super().__init__()
        self._edition = edition
        self.language: Language = "ja"

    def of(self, text: Bilingual) -> str:
        """One of the catalogue's texts."""
        return text.ja if self.language == "ja" else text.en

    # -- badges

    def origin(self, entry: CatalogueModel) -> Badge:
        """Where a model was made."""
        match entry.origin:
            case "scratch":
                return Badge(self.tr("made in Japan from scratch"), Tone.GOOD)
            case "domestic":
                return Badge(self.tr("made in Japan"))
            case "derived":
                return Badge(self.tr("tuned in Japan on a foreign base"))
            case "foreign":
                return Badge(self.tr("made abroad"))

    def publisher(self, publisher: str) -> Badge | None:
        """Who published the file."""
        if publisher == "official":
            return Badge(self.tr("official file"), Tone.GOOD)
        return Badge(self.tr("converted by the community")) if publisher == "community" else None

    def standing(self, verdict: Verdict) -> Badge:
        """What the licences say."""
        match verdict.standing:
            case Standing.USABLE:
                return Badge(self.tr("may be used"), Tone.GOOD)
            case Standing.ACCEPTANCE:
                return Badge(self.tr("after accepting terms"), Tone.WARNING)
            case Standing.BLOCKED:
                return Badge(self.tr("may not be used"), Tone.BAD)
            case Standing.UNKNOWN:
                return Badge(self.tr("licence: say who uses it"), Tone.WARNING)

    def fit(self, fit: Fit | None) -> Badge | None:
        """Whether it fits this computer."""
        match fit.verdict if fit else None:
            case FitVerdict.GPU:
                return Badge(self.tr("fits on the GPU"), Tone.GOOD)
            case FitVerdict.PARTLY:
                assert fit is not None
                if fit.layers_on_gpu == fit.layers:
                    return Badge(self.tr("fits on the GPU, but for experts"), Tone.GOOD)
                words = self.tr("fits partly: {on_gpu} of {layers} layers on the GPU")
                return Badge(words.format(on_gpu=fit.layers_on_gpu, layers=fit.layers), Tone.GOOD)
            case FitVerdict.CPU:
                return Badge(self.tr("runs on the processor"), Tone.GOOD)
            case FitVerdict.NONE:
                return Badge(self.tr("too large for this computer"), Tone.BAD)
            case _:
                return None

    # -- the catalogue

    def entry_card(self, entry: CatalogueModel, verdict: Verdict, fit: Fit | None, *, here: bool) -> Card:
        """An entry of the catalogue."""
        badges = [Badge(self.tr("on this computer"), Tone.GOOD)] if here else []
        badges += [self.standing(verdict)]
        if fitting := self.fit(fit):
            badges.append(fitting)
        badges.append(self.origin(entry))
        if publisher := self.publisher(entry.publisher):
            badges.append(publisher)
        return Card(
            kind=Kind.ENTRY,
            key=entry.id,
            title=entry.name,
            subtitle=" · ".join((self.of(entry.vendor), *entry.licences)),
            size=self._size_of(entry, entry.files[0]),
            badges=tuple(badges),
            fits=fit is None or fit.verdict is not FitVerdict.NONE,
            commercial=verdict.standing is not Standing.BLOCKED,
            scratch=entry.origin == "scratch",
            tags=frozenset(entry.recommended_for),
        )

    def entry_view(
        self, entry: CatalogueModel, card: Card, verdict: Verdict, terms: str, fits: Mapping[str, Fit | None]
    ) -> DetailView:
        """All that the catalogue says of an entry."""
        unpinned = self.tr("taken at the first fetch and pinned then")
        undigested = self.tr("The digest is not known yet: it is taken from the hub at the first fetch.")
        if not self._edition.has_network:
            unpinned = self.tr("not on record")
            undigested = self.tr("The digest is not on record: compare it with the one that its maker tells.")
        facts = [
            (self.tr("Maker"), self.of(entry.vendor)),
            (self.tr("File by"), entry.publisher_name),
            (self.tr("Repository"), entry.repo),
            (self.tr("Commit"), _short(entry.revision) or unpinned),
            (self.tr("Licence"), ", ".join(entry.licences)),
            (self.tr("Architecture"), entry.architecture),
        ]
        if entry.context_length:
            tokens = self.tr("{count} tokens").format(count=f"{entry.context_length:,}")
            facts.append((self.tr("Context"), tokens))
        if entry.quality is not None:
            score = f"{entry.quality.benchmark} {entry.quality.score:.3f} ({entry.quality.source})"
            facts.append((self.tr("Measured"), score))
        if (fit := fits[entry.files[0].name]) is not None:
            facts.append((self.tr("Memory"), self.memory(fit)))
        notes = [self.of(reason_words(verdict))]
        if not entry.files[0].sha256:
            notes.append(undigested)
        usable = verdict.standing in (Standing.USABLE, Standing.ACCEPTANCE)
        variants = tuple(
            Variant(each.name, self._variant_words(each.name, self._size_of(entry, each), 1, fits[each.name]))
            for each in entry.files
        )
        return DetailView(
            card, self.of(entry.description), tuple(facts), variants, tuple(notes), terms,
            "fetch" if usable else "settings" if verdict.standing is Standing.UNKNOWN else "",
        )  # fmt: skip

    def memory(self, fit: Fit) -> str:
        """What it needs, in words."""
        needs = fit.needs
        words = self.tr("{total} (weights {weights}, context {kv}, computing {compute})")
        return words.format(
            total=size_text(needs.total), weights=size_text(needs.weights),
            kv=size_text(needs.kv + needs.recurrent), compute=size_text(needs.compute + needs.output),
        )  # fmt: skip

    def terms(self, licences: Sequence[Licence], verdict: Verdict) -> str:
        """What must be shown before it is accepted; empty where nothing has to be."""
        if verdict.standing is not Standing.ACCEPTANCE:
            return ""
        lines = []
        for each in licences:
            lines.append(f"{each.name}: {each.text_url}" if each.text_url else each.name)
            lines += [self.of(notice) for notice in each.notices]
        return "\n".join(lines)

    # -- the Government AI

    def government_card(self, card: GovernmentCard) -> Card:
        """A selected model whose weights are not public."""
        badges = (Badge(self.of(card.label), Tone.WARNING),)
        return Card(
            Kind.GOVERNMENT, card.id, card.name, self.of(card.vendor), "", badges, fits=False, commercial=True
        )

    def government_view(self, government: GovernmentCard, card: Card, sibling: str) -> DetailView:
        """What is true of it: where to get it, and which model is near."""
        facts = [(self.tr("How to get it"), self.of(government.how_to_get))]
        if sibling:
            facts.append((self.tr("Nearest model"), sibling))
        if words := self.of(government.difference):
            facts.append((self.tr("Difference"), words))
        return DetailView(
            card, self.of(government.statement), tuple(facts), action="import_vendor",
            other_actions=("sibling",) if sibling else (),
        )  # fmt: skip

    # -- the hub

    def hit_card(self, hit: HitShown, verdict: Verdict) -> Card:
        """A repository that a search found. `verdict`: by the hub's word alone."""
        badges = [Badge(self.tr("not reviewed"), Tone.WARNING), self.standing(verdict)]
        if hit.gated:
            badges.append(Badge(self.tr("terms to accept at the hub"), Tone.WARNING))
        if hit.architecture:
            badges.append(Badge(harmless(hit.architecture)))
        words = [harmless(hit.licence) or self.tr("licence unknown"), hit.last_modified]
        return Card(
            Kind.HIT, hit.repo_id, hit.repo_id, " · ".join(filter(None, words)),
            _known_size(hit.size), tuple(badges),
            commercial=verdict.standing is not Standing.BLOCKED,
        )  # fmt: skip

    def unread_view(self, card: Card, *, asked: bool) -> DetailView:
        """A repository whose files are not known yet: nothing is asked of the hub without a click."""
        if asked:
            return DetailView(card, self.tr("Asking the hub for its files…"))
        text = self.tr(
            "Nobody here has reviewed this repository. Its files can be looked at before any is fetched."
        )
        return DetailView(card, text, action="look")

    def hit_view(self, card: Card, shown: Shown, judged: JudgedHit, gate: str) -> DetailView:
        """The models in a repository; `gate`: the page where its maker wants terms accepted, if so."""
        verdict, fits = judged.verdict, judged.fits
        variants = tuple(
            Variant(
                each.first_file,
                self._variant_words(
                    each.first_file, _known_size(each.size), each.files, fits[each.first_file]
                ),
            )
            for each in shown.models
            if each.verifiable
        )
        left_out = sum(not each.verifiable for each in shown.models)
        notes = [
            self.tr("Nobody here has reviewed this repository."),
            self.of(reason_words(verdict)),
        ]
        if left_out:
            notes.append(self.tr("Left out for want of a digest: %n file(s).", "", left_out))
        if gate:
            words = self.tr("Its maker wants terms accepted at {page}, and an access token under “Settings”.")
            notes.append(words.format(page=gate))
        facts = (
            (self.tr("Commit"), _short(shown.revision)),
            (self.tr("Licence"), harmless(shown.licence) or self.tr("unknown")),
            (self.tr("Architecture"), harmless(shown.architecture) or self.tr("unknown")),
        )
        usable = bool(variants) and verdict.standing in (Standing.USABLE, Standing.ACCEPTANCE)
        action = "fetch" if usable else "settings" if verdict.standing is Standing.UNKNOWN else ""
        terms = self.terms(judged.licences, verdict)
        return DetailView(card, "", facts, variants, tuple(notes), terms, action)

    def _size_of(self, entry: CatalogueModel, file: CatalogueFile) -> str:
        """How large a file is; of one whose size is not on record, about how large."""
        if file.size:
            return size_text(file.size)
        estimated = likely_size(entry, file)
        return self.tr("about {size}").format(size=size_text(estimated)) if estimated else ""

    def _variant_words(self, name: str, size: str, files: int, fit: Fit | None) -> str:
        words = [quantisation(name) or name]
        if size:
            words.append(size)
        if files > 1:
            words.append(self.tr("{files} files").format(files=files))
        if fitting := self.fit(fit):
            words.append(fitting.words)
        return " · ".join(words)

    # -- this computer

    def stored_card(self, model: StoredModel, fit: Fit | None) -> Card:
        """A model that is here."""
        record = model.record
        badges = []
        if not model.is_there():
            badges.append(Badge(self.tr("file is gone"), Tone.BAD))
        elif not model.is_unchanged():
            badges.append(Badge(self.tr("changed since it was verified"), Tone.BAD))
        else:
            badges.append(Badge(self.tr("verified"), Tone.GOOD))
        places = {"shared": self.tr("shared folder"), "reference": self.tr("used where it lies")}
        if place := places.get(model.place):
            badges.append(Badge(place))
        badges += [each for each in (self.publisher(record.publisher), self.fit(fit)) if each]
        source = record.repo_id or str(model.files[0].parent)
        return Card(Kind.HERE, model.identity, record.name, source, size_text(model.size), tuple(badges))

    def stored_view(
        self, model: StoredModel, card: Card, conversations: Sequence[str], fit: Fit | None, warning: str
    ) -> DetailView:
        """What is known of a model that is here."""
        record = model.record
        unknown = self.tr("unknown")
        facts = [
            (self.tr("Verified"), record.verified_at.replace("T", " ")[:16] or unknown),
            (self.tr("From"), record.source or unknown),
            (self.tr("Licence"), record.licence or unknown),
            (self.tr("Architecture"), record.architecture),
            (self.tr("SHA-256"), _short(model.identity)),
            (self.tr("Files"), "\n".join(str(each) for each in model.files)),
            (self.tr("In use"), self._uses(conversations)),
        ]
        if fit is not None:
            facts.append((self.tr("Memory"), self.memory(fit)))
        others = ["verify"] if model.place == "reference" else ["verify", "export", "export_parts"]
        others.append("forget" if model.place == "reference" else "remove")
        if model.place == "shared":
            others.remove("remove")
        notes = (warning,) if warning else ()
        action = "use" if model.is_unchanged() else ""
        return DetailView(card, "", tuple(facts), (), notes, "", action, tuple(others))

    def _uses(self, conversations: Sequence[str]) -> str:
        """Which conversations were led with a model: how many, and the newest by name."""
        if not conversations:
            return self.tr("by no conversation")
        words = self.tr("by %n conversation(s)", "", len(conversations))
        more = ("…",) if len(conversations) > _SHOWN_TITLES else ()
        return "\n".join((words, *conversations[:_SHOWN_TITLES], *more))


def _short(digest: str) -> str:
    """Enough of a digest to tell two apart."""
    return f"{digest[:_SHOWN_DIGITS]}…" if digest else ""


def _known_size(size: int) -> str:
    """A size that somebody told; empty where nobody did."""
    return size_text(size) if size else ""
