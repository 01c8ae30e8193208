"""What the window and the fetcher may say to each other, and nothing else.

The window sends what the user wished: a model's name, a revision, file names. Nothing else of the user's is
ever in a message. Answers carry the number of their request; the state of the downloads comes unasked
whenever it changes, at most five times a second.
"""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from desktop.codec import accept_message, kinds_of


@dataclass(frozen=True, slots=True)
class Credentials:
    """What is never written down: an access token for the server, a password for the proxy."""

    kind: ClassVar[str] = "credentials"
    access_token: str = field(repr=False)
    proxy_password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Search:
    """Repositories by name; answered by Found or Refused."""

    kind: ClassVar[str] = "search"
    request: int
    text: str
    sort: str


@dataclass(frozen=True, slots=True)
class Show:
    """The models in a repository; answered by Shown or Refused."""

    kind: ClassVar[str] = "show"
    request: int
    repo_id: str
    revision: str


@dataclass(frozen=True, slots=True)
class Fetch:
    """Queue a model; answered by Queued or Refused. `entry`: the catalogue's, whose pins then hold.
    `licences`: those under which the window found that its user may have it; who that is it keeps to itself.
    """

    kind: ClassVar[str] = "fetch"
    request: int
    repo_id: str
    revision: str
    first_file: str
    entry: str
    licences: tuple[str, ...]
    accepted: bool                  # the user read the terms of those that need it, and accepted them


@dataclass(frozen=True, slots=True)
class Steer:
    """Pause, resume or cancel a download."""

    kind: ClassVar[str] = "steer"
    number: int
    action: str                     # "pause", "resume" or "cancel"


@dataclass(frozen=True, slots=True)
class Hello:
    """The first message of every fetcher. `proxy`: one found in the environment or the system, to be
    offered. `report`: the process's confinement as JSON text.
    """

    kind: ClassVar[str] = "hello"
    endpoint: str
    proxy: str
    report: str


@dataclass(frozen=True, slots=True)
class HitShown:
    """A repository that a search found."""

    repo_id: str
    downloads: int
    gated: str
    licence: str
    architecture: str
    parameters: int
    size: int
    last_modified: str


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to Search."""

    kind: ClassVar[str] = "found"
    request: int
    hits: tuple[HitShown, ...]


@dataclass(frozen=True, slots=True)
class ModelShown:
    """One model of a repository: its files make one."""

    first_file: str
    name: str
    quantisation: str
    size: int
    files: int
    verifiable: bool                # the server declares a digest for every file


@dataclass(frozen=True, slots=True)
class Shown:
    """The answer to Show."""

    kind: ClassVar[str] = "shown"
    request: int
    repo_id: str
    revision: str
    gated: str
    licence: str
    architecture: str
    context_length: int
    models: tuple[ModelShown, ...]


@dataclass(frozen=True, slots=True)
class Queued:
    """The answer to Fetch."""

    kind: ClassVar[str] = "queued"
    request: int
    number: int


@dataclass(frozen=True, slots=True)
class Refused:
    """The other answer to Search, Show and Fetch: the error's class name and its attributes."""

    kind: ClassVar[str] = "refused"
    request: int
    error: str
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class DownloadShown:
    """A download as it stands now."""

    number: int
    name: str
    repo_id: str
    state: str
    have: int
    size: int
    speed: float                    # bytes per second
    seconds_left: int               # -1: nobody can tell
    error: str
    facts: dict[str, Any]
    identity: str
    waits: int = 0                  # seconds for which it does nothing before it asks the server again


@dataclass(frozen=True, slots=True)
class DownloadsShown:
    """All downloads."""

    kind: ClassVar[str] = "downloads"
    downloads: tuple[DownloadShown, ...]


@dataclass(frozen=True, slots=True)
class Progressed:
    """How far the work on files is, from 0 to 1."""

    kind: ClassVar[str] = "progressed"
    fraction: float


@dataclass(frozen=True, slots=True)
class WorkDone:
    """The end of the work on files: the model's identity, or the folder that was written; `damaged` names the
    files that are not what they were.
    """

    kind: ClassVar[str] = "work_done"
    identity: str
    place: str
    damaged: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorkFailed:
    """The other end of the work on files."""

    kind: ClassVar[str] = "work_failed"
    error: str
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class StopWork:
    """Stop the work on files; what is done of it stays."""

    kind: ClassVar[str] = "stop_work"


Wish = Credentials | Search | Show | Fetch | Steer | StopWork
Answer = Found | Shown | Queued | Refused
Event = Hello | Answer | DownloadsShown | Progressed | WorkDone | WorkFailed
_WISHES = kinds_of(Wish)
_EVENTS = kinds_of(Event)


def wish_from(untrusted_body: dict[str, Any]) -> Wish:
    """Accept what a window sent. Raises MessageError."""
    accepted: Wish = accept_message(_WISHES, untrusted_body)
    return accepted


def event_from(untrusted_body: dict[str, Any]) -> Event:
    """Accept what a fetcher sent. Raises MessageError."""
    accepted: Event = accept_message(_EVENTS, untrusted_body)
    return accepted
