"""What a client (window, command line) and the engine may say to each other, and nothing else.

Every message is a frozen dataclass with a `kind`; `codec` turns it into the JSON object of a frame and
accepts it back.

A client sends requests: Ask, Count, Stop. The engine sends events: Confined once, Loading while it loads,
then Ready or LoadFailed; for each Ask: Prefilling, Delta, and exactly one of Finished or Failed; for each
Count one Counted or Failed.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from desktop.chat.conversation import Role


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


@dataclass(frozen=True, slots=True)
class Sampling:
    """How the next token is drawn, as in llama.cpp. `temperature` 0 means greedy; `seed` None means
    random.
    """

    temperature: float = 0.7
    top_k: int = 40
    top_p: float = 0.95
    min_p: float = 0.05
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """Continue this talk with an answer. `max_tokens` 0 means: as long as the context allows."""

    kind: ClassVar[str] = "ask"
    request_id: int
    messages: tuple[PromptMessage, ...]
    sampling: Sampling = Sampling()
    max_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Count:
    """How many tokens would this prompt have?"""

    kind: ClassVar[str] = "count"
    request_id: int
    messages: tuple[PromptMessage, ...]
    max_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Stop:
    """End the answer to this request now; it finishes with StopReason.STOPPED. Unknown ids are ignored."""

    kind: ClassVar[str] = "stop"
    request_id: int


@dataclass(frozen=True, slots=True)
class Confined:
    """The engine's own report of its confinement (layers and cheap probes) as JSON text."""

    kind: ClassVar[str] = "confined"
    report_json: str


@dataclass(frozen=True, slots=True)
class Loading:
    """The model is being loaded; `fraction` from 0 to 1."""

    kind: ClassVar[str] = "loading"
    fraction: float


@dataclass(frozen=True, slots=True)
class Ready:
    """The model is loaded. `context_length` in tokens, `load_s` in seconds."""

    kind: ClassVar[str] = "ready"
    name: str
    architecture: str
    context_length: int
    load_s: float
    threads: int
    has_template: bool


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
    """A piece of the answer, whole characters only, and the token ids sampled since the last piece."""

    kind: ClassVar[str] = "delta"
    request_id: int
    text: str
    token_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Finished:
    """The answer is complete. Times in seconds."""

    kind: ClassVar[str] = "finished"
    request_id: int
    stop_reason: StopReason
    prompt_tokens: int
    reused_tokens: int
    completion_tokens: int
    prefill_s: float
    decode_s: float
    left_out: int


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
class Progress:
    """The engine works and will say more; sent at least once a second while something takes long."""

    kind: ClassVar[str] = "progress"
    phase: str


Request = Ask | Count | Stop
Event = Confined | Loading | Ready | LoadFailed | Prefilling | Delta | Finished | Failed | Counted | Progress
