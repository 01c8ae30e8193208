"""What the fetcher does for the window at the network: search, show, and the queue of downloads.

One lane thread asks the hub, the queue has its own threads, and the link belongs to the main thread alone;
what the threads have to say is queued and a wake-up sent.
"""

import queue
import threading
from collections.abc import Callable
from dataclasses import asdict, replace

from desktop.fetching.protocol import (
    Credentials,
    DownloadShown,
    DownloadsShown,
    Event,
    Fetch,
    Found,
    HitShown,
    ModelShown,
    Queued,
    Refused,
    Search,
    Show,
    Shown,
    Steer,
    StopWork,
    Wish,
)
from model_manager import names
from model_manager.admission import Admission
from model_manager.downloads import Download, Downloads, State
from model_manager.errors import HubAnswerError, ModelManagerError, NoSuchModelError
from model_manager.hub_files import Listing
from model_manager.ledger import now
from model_manager.library import ModelFolder, StoredModel
from model_manager.model_fetch import fetch_model
from model_manager.session import HubSession
from model_manager.wishes import ModelWish, Watch

_HITS = 500
_SORTS = ("downloads", "likes", "last_modified", "trending_score")


class HubDesk:
    """The window's wishes to the network. `wake` is called from any thread when something is to be sent."""

    def __init__(
        self, session: HubSession, admission: Admission, folder: ModelFolder, wake: Callable[[], None]
    ) -> None:
        self._session = session
        self._admission = admission
        self._folder = folder
        self._wake = wake
        self._answers: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._wishes: queue.Queue[Callable[[], None] | None] = queue.Queue()
        self.changed = threading.Event()
        self.downloads = Downloads(folder, self._run_one, self._note_change)
        self._lane = threading.Thread(target=self._serve, name="hub", daemon=True)
        self._lane.start()

    @property
    def is_busy(self) -> bool:
        """Whether something is being asked, is being fetched or waits to be."""
        waits = any(each.state in (State.RUNNING, State.QUEUED) for each in self.downloads.shown())
        return waits or self._wishes.unfinished_tasks > 0

    def close(self) -> None:
        """End the downloads; the queue stays for the next start."""
        self._wishes.put(None)
        self.downloads.close()

    def take(self, wish: Wish) -> None:
        """Carry out a wish, or have the lane do it."""
        match wish:
            case Credentials(access_token=token, proxy_password=password):
                connection = replace(self._session.connection, proxy_password=password)
                self._session = replace(self._session, access_token=token, connection=connection)
            case Steer(number=number, action=action):
                self._steer(number, action)
            case Search() | Show() | Fetch():
                self._wishes.put(lambda: self._answer(wish))
            case StopWork():
                pass

    def answers(self) -> list[Event]:
        """What there is to send, in order."""
        found = []
        while not self._answers.empty():
            found.append(self._answers.get())
        return found

    def shown(self) -> DownloadsShown:
        """The queue as the window sees it."""
        return DownloadsShown(tuple(map(_download_shown, self.downloads.shown())))

    # -- in the lane

    def _serve(self) -> None:
        while (work := self._wishes.get()) is not None:
            work()
            self._wishes.task_done()
            self._wake()

    def _answer(self, wish: Search | Show | Fetch) -> None:
        try:
            event: Event = self._answer_of(wish)
        except ModelManagerError as error:
            event = Refused(wish.request, type(error).__name__, error.facts())
        self._answers.put(event)

    def _answer_of(self, wish: Search | Show | Fetch) -> Event:
        """Raises ModelManagerError."""
        match wish:
            case Search(request=request, text=text, sort=untrusted_sort):
                sort = next((each for each in _SORTS if each == untrusted_sort), "downloads")
                hits = self._session.search(text, sort, _HITS, "search")  # type: ignore[arg-type]  # one of Sort
                return Found(request, tuple(HitShown(**asdict(each)) for each in hits))
            case Show(request=request, repo_id=repo_id, revision=revision):
                return listing_shown(request, self._session.listing(repo_id, revision, f"show {repo_id}"))
            case Fetch():
                return Queued(wish.request, self._queue(wish))

    def _queue(self, wish: Fetch) -> int:
        repo_id, revision = wish.repo_id, wish.revision
        if wish.entry:
            entry = self._admission.rules.catalogue.find(wish.entry)
            if entry is None:
                raise NoSuchModelError(wish.entry)
            repo_id = entry.repo            # an entry's word and its pins hold for no other repository
            revision = self._admission.pinned_revision(entry, wish.first_file) or revision
        listing = self._session.listing(repo_id, revision, f"fetch {repo_id}")
        if wish.first_file not in listing.models:
            raise HubAnswerError(repo_id, "no such model")
        made = self._admission.admit(
            listing, wish.first_file, wish.entry, accepted=wish.accepted, judged=wish.licences
        )
        return self.downloads.add(replace(made, source=self._session.connection.host))

    # -- downloads

    def _steer(self, number: int, action: str) -> None:
        steps = {
            "pause": self.downloads.pause,
            "resume": self.downloads.resume,
            "cancel": self.downloads.cancel,
        }
        if action in steps:
            steps[action](number)

    def _run_one(self, wish: ModelWish, watch: Watch) -> StoredModel:
        fetch_file = self._session.fetch_file(f"fetch {wish.repo_id}")
        return fetch_model(wish, self._folder, fetch_file, watch, (self._admission.names_of, now))

    def _note_change(self) -> None:
        self.changed.set()
        self._wake()


def listing_shown(request: int, listing: Listing) -> Shown:
    """A listing as the window sees it."""
    models = []
    for first, files in listing.models.items():
        parts = [listing.files[each] for each in files]
        models.append(
            ModelShown(
                first_file=first,
                name=names.display_name(files),
                quantisation=names.quantisation(first),
                size=sum(each.size for each in parts),
                files=len(files),
                verifiable=all(each.size and (each.sha256 or each.blob_id) for each in parts),
            )
        )
    return Shown(
        request, listing.repo_id, listing.revision, listing.gated, listing.licence, listing.architecture,
        listing.context_length, tuple(models),
    )  # fmt: skip


def _download_shown(each: Download) -> DownloadShown:
    return DownloadShown(
        each.number, each.wish.name, each.wish.repo_id, each.state.value, each.have, each.wish.size,
        each.speed, each.seconds_left, each.error, each.facts, each.identity,
        each.waits,
    )  # fmt: skip
