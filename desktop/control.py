"""The few verbs between a program and the supervisor that started it. No text of the user's is ever in one
but the names of files that the user chose.

A program asks: start an engine for a model, end an engine, link me to the fetcher, work on files, open a file
for the user, probe a program, lock, quit. The supervisor answers and tells: an engine or a fetcher started
(its link comes as a descriptor) or was refused, an engine ended, a file is open or was refused, the report of
a probe, come forward.

* HishoError
  x ControlError
    + SupervisorLostError       the supervisor is gone; the program ends
    + EngineRefusedError        the supervisor would not start an engine
    + TargetRefusedError        the supervisor would not open or keep a file
    + ControlFormatError        the other side said something that is no verb of ours
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from typing import Any, ClassVar, get_args

from desktop.channel import Channel, ChannelClosedError, Frame
from desktop.errors import HishoError
from desktop.target_verbs import (
    ANYWHERE,
    FinishTarget,
    OpenTarget,
    TargetFinished,
    TargetOpened,
    TargetRefusal,
    TargetRefused,
)

# Instead of a sha256:
GUIDE = "guide"                     # the model that ships with the program
SURVEY = "survey"                   # no model: the engine only reports the machine


class ControlError(HishoError):
    """Something between a program and its supervisor."""


class SupervisorLostError(ControlError):
    """The supervisor is gone."""


class ControlFormatError(ControlError):
    """The other side said something that is no verb of ours."""


class Refusal(StrEnum):
    """Why no engine was started."""

    UNKNOWN_MODEL = "unknown_model"     # nobody registered this sha256
    FILE_GONE = "file_gone"             # the registered file is not there any more
    FILE_CHANGED = "file_changed"       # another size or time than when it was hashed
    FORBIDDEN = "forbidden"             # the administrator's policy
    NOT_STARTED = "not_started"         # the system could not start the process


class EngineRefusedError(ControlError):
    """The supervisor would not start an engine for this model."""

    def __init__(self, reason: Refusal, sha256: str) -> None:
        super().__init__(reason, sha256)
        self.reason = reason
        self.sha256 = sha256


class TargetRefusedError(ControlError):
    """The supervisor would not open this file, or not keep what was written; facts as in TargetRefused."""

    def __init__(self, reason: TargetRefusal, path: str, error_number: int = 0, places: str = "") -> None:
        super().__init__(reason, error_number)
        self.reason = reason
        self.path = path
        self.error_number = error_number
        self.places = places


def refused_error(notice: TargetRefused, path: str) -> TargetRefusedError:
    """The error for what the supervisor answered about this file."""
    known = {each.value: each for each in TargetRefusal}
    reason = known.get(notice.reason, TargetRefusal.SYSTEM)
    return TargetRefusedError(reason, path, notice.error_number, notice.places)


@dataclass(frozen=True, slots=True)
class StartEngine:
    """Start an engine for the registered model with this sha256."""

    verb: ClassVar[str] = "start_engine"
    request: int
    sha256: str


@dataclass(frozen=True, slots=True)
class EndEngine:
    """End this engine now; EngineEnded follows."""

    verb: ClassVar[str] = "end_engine"
    engine: int


@dataclass(frozen=True, slots=True)
class Probe:
    """Start a program for the sole purpose of reporting its confinement."""

    verb: ClassVar[str] = "probe"
    request: int
    program: str


@dataclass(frozen=True, slots=True)
class LinkFetcher:
    """Give me a link to the fetcher at the network; start one where there is none."""

    verb: ClassVar[str] = "link_fetcher"
    request: int


@dataclass(frozen=True, slots=True)
class EndFetcher:
    """End the fetcher at the network: its settings changed."""

    verb: ClassVar[str] = "end_fetcher"


@dataclass(frozen=True, slots=True)
class StartWork:
    """Start a fetcher without the network for this work on files; see desktop.fetching.file_work."""

    verb: ClassVar[str] = "start_work"
    request: int
    job: str
    identity: str
    source: str
    target: str
    part_size: int


@dataclass(frozen=True, slots=True)
class Lock:
    """End this window and its engine, and start a fresh window that is locked. From a command line: let the
    window that is open do so.
    """

    verb: ClassVar[str] = "lock"


@dataclass(frozen=True, slots=True)
class HoldSleep:
    """Let the computer wait with its sleep until this window is gone, or (False) do not any more."""

    verb: ClassVar[str] = "hold_sleep"
    held: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """The window reached its first page; from now on its death is a crash, not a missing display."""

    verb: ClassVar[str] = "shown"


@dataclass(frozen=True, slots=True)
class EngineStarted:
    """The answer to StartEngine; the frame carries the link as its one descriptor."""

    verb: ClassVar[str] = "engine_started"
    request: int
    engine: int


@dataclass(frozen=True, slots=True)
class EngineRefused:
    """The other answer to StartEngine."""

    verb: ClassVar[str] = "engine_refused"
    request: int
    reason: str


@dataclass(frozen=True, slots=True)
class EngineEnded:
    """An engine's process is gone. `signal` is 0 if it left by itself; `asked` if EndEngine or a lock ended
    it; `cause` as in engine_ends.EndCause.
    """

    verb: ClassVar[str] = "engine_ended"
    engine: int
    signal: int
    exit_code: int
    asked: bool
    cause: str


@dataclass(frozen=True, slots=True)
class FetcherStarted:
    """The answer to LinkFetcher and StartWork; the frame carries the link as its one descriptor. Its end is
    the fetcher's.
    """

    verb: ClassVar[str] = "fetcher_started"
    request: int


@dataclass(frozen=True, slots=True)
class FetcherRefused:
    """The other answer to LinkFetcher and StartWork: no process could be started."""

    verb: ClassVar[str] = "fetcher_refused"
    request: int


@dataclass(frozen=True, slots=True)
class Probed:
    """The answer to Probe: the program's own report as JSON text, empty if it died."""

    verb: ClassVar[str] = "probed"
    request: int
    report_json: str


@dataclass(frozen=True, slots=True)
class ComeForward:
    """Somebody started Hisho a second time: show the window, and open this .gguf if it is not empty."""

    verb: ClassVar[str] = "come_forward"
    model_path: str


@dataclass(frozen=True, slots=True)
class LockWanted:
    """Somebody wants this window locked."""

    verb: ClassVar[str] = "lock_wanted"


Wish = (
    StartEngine | EndEngine | Probe | LinkFetcher | EndFetcher | StartWork | OpenTarget | FinishTarget | Lock
    | HoldSleep | Shown
)
Notice = (
    EngineStarted | EngineRefused | EngineEnded | FetcherStarted | FetcherRefused | TargetOpened
    | TargetFinished | TargetRefused | Probed | ComeForward | LockWanted
)

_WISHES: dict[str, type[Any]] = {each.verb: each for each in get_args(Wish)}
_NOTICES: dict[str, type[Any]] = {each.verb: each for each in get_args(Notice)}


def to_body(message: Wish | Notice) -> dict[str, Any]:
    """The JSON object of a verb."""
    return {"verb": message.verb} | asdict(message)


def wish_from(untrusted_body: dict[str, Any]) -> Wish:
    """Accept what a program asks. Raises ControlFormatError."""
    accepted: Wish = _accept(_WISHES, untrusted_body)
    return accepted


def notice_from(untrusted_body: dict[str, Any]) -> Notice:
    """Accept what the supervisor tells. Raises ControlFormatError."""
    accepted: Notice = _accept(_NOTICES, untrusted_body)
    return accepted


def _accept(known: dict[str, type[Any]], untrusted_body: dict[str, Any]) -> Any:
    untrusted_verb = untrusted_body.get("verb")
    if not isinstance(untrusted_verb, str) or untrusted_verb not in known:
        raise ControlFormatError
    kind = known[untrusted_verb]
    values = {}
    for each in fields(kind):
        untrusted = untrusted_body.get(each.name)
        if type(untrusted) is not each.type:      # only int, str and bool stand in these classes
            raise ControlFormatError
        values[each.name] = untrusted
    return kind(**values)


@dataclass(frozen=True, slots=True)
class Told:
    """A notice with the descriptors that came with it."""

    notice: Notice
    descriptors: tuple[int, ...]


class ControlLink:
    """A program's end of the channel to its supervisor."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._next_request = 1

    def fileno(self) -> int:
        """For selectors and socket notifiers."""
        return self._channel.fileno()

    def ask(self, wish: Wish) -> None:
        """Tell the supervisor. Raises SupervisorLostError."""
        try:
            self._channel.send(to_body(wish))
        except ChannelClosedError as error:
            raise SupervisorLostError from error

    def start_engine(self, sha256: str) -> int:
        """Ask for an engine; returns the number of the request that the answer will carry."""
        return self._ask_numbered(lambda number: StartEngine(number, sha256))

    def probe(self, program: str) -> int:
        """Ask for a program's report; returns the number of the request that the answer will carry."""
        return self._ask_numbered(lambda number: Probe(number, program))

    def link_fetcher(self) -> int:
        """Ask for a link to the fetcher; returns the number of the request that the answer will carry."""
        return self._ask_numbered(LinkFetcher)

    def start_work(self, work: StartWork) -> int:
        """Ask for work on files (its own number is not looked at); returns the number of the request."""
        return self._ask_numbered(lambda number: replace(work, request=number))

    def open_target(self, path: str, *, replace: bool, told: str = ANYWHERE) -> int:
        """Ask for a file to write; returns the number of the request that the answer will carry."""
        return self._ask_numbered(lambda number: OpenTarget(number, path, replace, told))

    def _ask_numbered(self, wish_of: Callable[[int], Wish]) -> int:
        number = self._next_request
        self._next_request += 1
        self.ask(wish_of(number))
        return number

    def told(self) -> list[Told]:
        """One read, and the notices that are whole by then. Raises SupervisorLostError,
        ControlFormatError.
        """
        try:
            return [_told(frame) for frame in self._channel.receive_available()]
        except ChannelClosedError as error:
            raise SupervisorLostError from error

    def wait(self) -> Told:
        """Wait for one notice. Raises SupervisorLostError, ControlFormatError."""
        try:
            return _told(self._channel.receive())
        except ChannelClosedError as error:
            raise SupervisorLostError from error


def _told(frame: Frame) -> Told:
    return Told(notice_from(frame.untrusted), frame.descriptors)
