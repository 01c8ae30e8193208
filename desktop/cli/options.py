"""What `ask` and `chat` were told about where the model runs and how it answers."""

import json
from argparse import Namespace
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from desktop.cli.errors import DeviceUnknownError, FormatFileError
from desktop.inference.learning import Memory, Seen
from desktop.inference.machine import MachineReport
from desktop.inference.protocol import Thinking
from desktop.inference.sampling import Sampling, TokenBias
from model_manager.placement import Choice, Mode

AUTO, CPU = "auto", "cpu"
_MOST_BYTES = 1 << 20               # of a schema or a grammar
_DRAWN = (
    "temperature", "top_k", "top_p", "min_p", "repeat_penalty", "presence_penalty", "frequency_penalty",
    "penalty_window", "dry_multiplier", "dry_base", "dry_allowed_length", "seed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Options:
    """`choice` None: as it was chosen for the model. `drawing` are the fields of Sampling that were given."""

    choice: Choice | None
    thinking: Thinking
    drawing: dict[str, Any]

    def sampling(self, usual: Sampling) -> Sampling:
        """How tokens are drawn: as is usual for the model, but for what was given."""
        return replace(usual, **self.drawing)


def options_of(wanted: Namespace) -> Options:
    """Raises FormatFileError."""
    drawing = {name: value for name in _DRAWN if (value := getattr(wanted, name)) is not None}
    if wanted.stop:
        drawing["stop"] = tuple(wanted.stop)
    if wanted.logit_bias:
        drawing["logit_bias"] = tuple(TokenBias(*each) for each in dict(wanted.logit_bias).items())
    if wanted.json_schema:
        drawing["json_schema"] = _json_text(wanted.json_schema)
    if wanted.grammar:
        drawing["grammar"] = _text(wanted.grammar)
    thinking = Thinking(wanted.thinking) if wanted.thinking else Thinking.FAMILY
    return Options(choice_of(wanted.device, wanted.context), thinking, drawing)


def choice_of(given: list[str] | None, context: int) -> Choice | None:
    """Where the model shall run this once; None if nothing was said."""
    devices = given or []
    if not devices and not context:
        return None
    if CPU in devices:
        return Choice(Mode.CPU, (), context)
    names = tuple(dict.fromkeys(each for each in devices if each != AUTO))
    return Choice(Mode.DEVICES, names, context) if names else Choice(Mode.AUTO, (), context)


def require_devices(choice: Choice | None, machine: MachineReport | None) -> None:
    """An engine passes over devices that are not there; whoever names one wants to know. Raises
    DeviceUnknownError.
    """
    known = {each.name for each in machine.devices} if machine is not None else set()
    for each in choice.devices if choice is not None else ():
        if each not in known:
            raise DeviceUnknownError(each)


def _text(path: str) -> str:
    try:
        with Path(path).open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
        text = data.decode("utf-8")
    except (OSError, ValueError) as error:
        raise FormatFileError(path) from error
    if not text.strip() or len(data) > _MOST_BYTES:
        raise FormatFileError(path)
    return text


def _json_text(path: str) -> str:
    text = _text(path)
    try:
        json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FormatFileError(path) from error
    return text


class OneOff:
    """Memory for a choice that holds this once: speeds and margins are learnt as ever, but where the next
    start begins stays as it is.
    """

    def __init__(self, memory: Memory, choice: Choice) -> None:
        self._memory = memory
        self._choice = choice

    def machine(self) -> str:
        """As it is remembered."""
        return self._memory.machine()

    def choice(self, _sha256: str) -> Choice:
        """What was given this once."""
        return self._choice

    def seen(self, sha256: str, machine: str) -> Seen:
        """What was measured; what failed was placed otherwise."""
        found = self._memory.seen(sha256, machine)
        return Seen(learnt=found.learnt, speeds=found.speeds)

    def keep(self, sha256: str, machine: str, seen: Seen) -> None:
        """Keep what was measured."""
        found = self._memory.seen(sha256, machine)
        self._memory.keep(sha256, machine, replace(found, learnt=seen.learnt, speeds=seen.speeds))
