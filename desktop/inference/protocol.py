"""What a client (window, command line) and the engine may say to each other, and nothing else.

Every message is a frozen dataclass with a `kind`; `codec` turns it into the JSON object of a frame and
accepts it back.

A client sends requests: Open first, then Ask, Count, Embed, Stop. The engine sends events: Confined once;
after Open, Placed and Loading while it loads, then Ready or LoadFailed; for each Ask: Prefilling, Delta, and
exactly one of Finished or Failed; for each Count one Counted or Failed, for each Embed one Embedded or
Failed. Before Open a client may send Survey, to which Surveyed answers; an engine that was started without a
model knows no other request.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar

from desktop.chat.conversation import Role
from desktop.inference.machine import MachineReport, MemoryUse
from desktop.inference.recipe import Recipe
from desktop.inference.sampling import Sampling
from model_manager.placement import Choice, Learnt, Placement


class StopReason(StrEnum):
    """Why an answer ended."""

    END = "end"                     # the model's own end token
    LENGTH = "length"               # max_tokens, or the context is full
    STOPPED = "stopped"             # a Stop request


@dataclass(frozen=True, slots=True)
class PromptMessage:
    """One message for the prompt. `token_ids` of an answer are used as they are; empty means: tokenise
    `text`.
    """

    role: Role
    text: str
    token_ids: tuple[int, ...] = ()


class Thinking(StrEnum):
    """How long a model that thinks first shall do so. Families without that ignore it."""

    FAMILY = ""                     # as its template does by itself
    OFF = "off"
    SHORT = "short"
    LONG = "long"


class TextKind(StrEnum):
    """What a text is embedded for: some models want another prefix for each."""

    QUERY = "query"
    PASSAGE = "passage"


@dataclass(frozen=True, slots=True)
class Open:
    """Load the model. `after` is a placement that failed: the next lighter one is taken."""

    kind: ClassVar[str] = "open"
    choice: Choice = field(default_factory=Choice)
    learnt: Learnt = field(default_factory=Learnt)
    after: Placement | None = None


@dataclass(frozen=True, slots=True)
class Survey:
    """Look around without loading anything: which machine is this, and which engine?"""

    kind: ClassVar[str] = "survey"


@dataclass(frozen=True, slots=True)
class Ask:
    """Continue this talk with an answer. `max_tokens` 0 means: as long as the context allows. With `replay`
    the whole prompt is evaluated anew, in the recipe's pieces, and tokens are drawn as it says.
    """

    kind: ClassVar[str] = "ask"
    request_id: int
    messages: tuple[PromptMessage, ...]
    sampling: Sampling = field(default_factory=Sampling)
    max_tokens: int = 0
    thinking: Thinking = Thinking.FAMILY
    replay: Recipe | None = None


@dataclass(frozen=True, slots=True)
class Embed:
    """Turn these texts into vectors."""

    kind: ClassVar[str] = "embed"
    request_id: int
    texts: tuple[str, ...]
    text_kind: TextKind = TextKind.PASSAGE


@dataclass(frozen=True, slots=True)
class Count:
    """How many tokens would this prompt have?"""

    kind: ClassVar[str] = "count"
    request_id: int
    messages: tuple[PromptMessage, ...]
    max_tokens: int = 0
    thinking: Thinking = Thinking.FAMILY


@dataclass(frozen=True, slots=True)
class Stop:
    """End the work on this request now: an answer finishes with StopReason.STOPPED, an Embed fails as
    `stopped`. Unknown ids are ignored.
    """

    kind: ClassVar[str] = "stop"
    request_id: int


@dataclass(frozen=True, slots=True)
class Confined:
    """The engine's own report of its confinement (layers and cheap probes) as JSON text."""

    kind: ClassVar[str] = "confined"
    report_json: str


@dataclass(frozen=True, slots=True)
class Surveyed:
    """The answer to Survey."""

    kind: ClassVar[str] = "surveyed"
    machine: MachineReport


@dataclass(frozen=True, slots=True)
class Placed:
    """What the engine is about to try; if it dies, this is what failed. `expected` in bytes, from the
    arithmetic; `is_last`: nothing lighter is left to try.
    """

    kind: ClassVar[str] = "placed"
    placement: Placement
    machine: MachineReport
    expected: tuple[MemoryUse, ...]
    is_last: bool


@dataclass(frozen=True, slots=True)
class Loading:
    """The model is being loaded; `fraction` from 0 to 1."""

    kind: ClassVar[str] = "loading"
    fraction: float


@dataclass(frozen=True, slots=True)
class Ready:
    """The model is loaded. `context_length` in tokens, `load_s` in seconds; `memory` is what it really took;
    `thinking` are the lengths that can be chosen; `sampling` is what suits the family; `embeds`: it is a
    model for Embed, not for Ask.
    """

    kind: ClassVar[str] = "ready"
    name: str
    architecture: str
    context_length: int
    load_s: float
    threads: int
    has_template: bool
    placement: Placement | None = None
    memory: tuple[MemoryUse, ...] = ()
    family: str = ""
    thinking: tuple[Thinking, ...] = ()
    sampling: Sampling = field(default_factory=Sampling)
    embeds: bool = False


@dataclass(frozen=True, slots=True)
class LoadFailed:
    """The model cannot be used; the engine ends. `code` and `facts` as in `errors.from_code`."""

    kind: ClassVar[str] = "load_failed"
    code: str
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Prefilling:
    """The prompt is being read: `done` of `total` tokens (reused ones included in both); `left_out` as in
    chat.prompt.Fit.
    """

    kind: ClassVar[str] = "prefilling"
    request_id: int
    done: int
    total: int
    reused: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Delta:
    """A piece of the answer, whole characters only, and the token ids sampled since the last piece.
    `thinking` is what the model wrote before its answer, to itself.
    """

    kind: ClassVar[str] = "delta"
    request_id: int
    text: str
    token_ids: tuple[int, ...]
    thinking: str = ""


@dataclass(frozen=True, slots=True)
class Finished:
    """The answer is complete. Times in seconds; `context_used` in tokens."""

    kind: ClassVar[str] = "finished"
    request_id: int
    stop_reason: StopReason
    prompt_tokens: int
    reused_tokens: int
    completion_tokens: int
    prefill_s: float
    decode_s: float
    left_out: int
    recipe: Recipe | None = None
    memory: tuple[MemoryUse, ...] = ()
    context_used: int = 0


@dataclass(frozen=True, slots=True)
class Failed:
    """The request could not be carried out; the engine goes on. `code` and `facts` as in
    `errors.from_code`.
    """

    kind: ClassVar[str] = "failed"
    request_id: int
    code: str
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Counted:
    """The answer to Count; fields as in chat.prompt.Fit."""

    kind: ClassVar[str] = "counted"
    request_id: int
    tokens: int
    limit: int
    left_out: int
    too_long: bool


@dataclass(frozen=True, slots=True)
class Vector:
    """One text's place in the space of a model."""

    numbers: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Embedded:
    """The answer to Embed: a vector for each text, of length 1; `cut`: how many of the texts were longer than
    the model reads, and count with their beginning.
    """

    kind: ClassVar[str] = "embedded"
    request_id: int
    vectors: tuple[Vector, ...]
    cut: int


EMBEDDING = "embed"                 # the phase of a Progress before each group of texts


@dataclass(frozen=True, slots=True)
class Progress:
    """The engine works and will say more; sent before each part of what takes long and has no event of its
    own.
    """

    kind: ClassVar[str] = "progress"
    phase: str


Request = Open | Survey | Ask | Count | Embed | Stop
Event = (
    Confined | Surveyed | Placed | Loading | Ready | LoadFailed | Prefilling | Delta | Finished | Failed
    | Counted | Embedded | Progress
)  # fmt: skip
