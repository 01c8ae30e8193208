"""`hisho bench`: how fast this computer loads, reads and writes with a model, through the real confined
engine. What was measured is remembered for this model.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Protocol

from desktop.chat.conversation import ModelMark, Role
from desktop.cli.answering import Listener, Question
from desktop.cli.bench_threads import Trials, words_of
from desktop.cli.terminal import Terminal
from desktop.inference.learning import Memory, Speeds
from desktop.inference.machine import MachineReport, MemoryUse
from desktop.inference.protocol import Finished, PromptMessage, Ready, StopReason
from desktop.inference.sampling import Sampling
from model_manager.reporting import width
from model_manager.speed import place_of

LENGTHS = (128, 512, 2048)          # tokens of a prompt; llama-bench's own is 512
MAIN_LENGTH = 512
WRITTEN = 128                       # tokens of answers, as in llama-bench
_MOST_ANSWERS = 8                   # a model may have little to say
_LINE = "発明の要旨を簡潔に説明してください。 Describe the invention briefly. "
_GREEDY = Sampling(temperature=0.0)
_GIB, _MIB = 1 << 30, 1 << 20
_WHOLE = 100                        # from here on nobody reads decimals


class Engine(Protocol):
    """What is measured."""

    listener: Listener

    def answer(self, question: Question) -> Finished:
        """Ask and wait for the end of the answer."""
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """How fast a prompt of so many tokens was read."""

    tokens: int
    tokens_per_s: float


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything that was measured."""

    ready: Ready
    readings: tuple[Reading, ...]
    decode: float
    trials: Trials = field(default_factory=Trials)

    @property
    def speeds(self) -> Speeds:
        """As it is remembered; of prompts the one that is nearest to the usual length."""
        nearest = min(self.readings, key=lambda each: abs(each.tokens - MAIN_LENGTH), default=None)
        prefill = nearest.tokens_per_s if nearest else 0.0
        place = place_of(self.ready.placement) if self.ready.placement else ""
        return Speeds(round(self.ready.load_s, 1), round(prefill, 1), round(self.decode, 1), place)


def measure(engine: Engine, ready: Ready) -> Measured:
    """Ask until all is measured. Raises InferenceError; KeyboardInterrupt where somebody wants to stop."""
    first = _ask(engine, "0", _LINE, 1)
    second = _ask(engine, "1", _LINE * 2, 1)
    characters = len(_LINE) / max(1, second.prompt_tokens - first.prompt_tokens)     # of a token
    readings = [
        _read(engine, str(number), round(length * characters))
        for number, length in enumerate(LENGTHS, 2)
        if length + WRITTEN <= ready.context_length
    ]
    return Measured(ready, tuple(readings), _write(engine))


def _read(engine: Engine, mark: str, characters: int) -> Reading:
    """Each prompt begins in its own way, so that nothing of an earlier one is still warm."""
    text = _LINE * (characters // len(_LINE) + 1)
    finished = _ask(engine, mark, text[:characters], 1)
    fresh = finished.prompt_tokens - finished.reused_tokens
    return Reading(finished.prompt_tokens, fresh / max(finished.prefill_s, 1e-6))


def _write(engine: Engine) -> float:
    """Tokens a second of answers; several, where each is short."""
    tokens, seconds = 0, 0.0
    for number in range(_MOST_ANSWERS):
        finished = _ask(engine, f"{number} · ", _LINE, WRITTEN - tokens)
        tokens += finished.completion_tokens
        seconds += finished.decode_s
        if tokens >= WRITTEN:
            break
    return tokens / seconds if tokens and seconds > 0 else 0.0


def _ask(engine: Engine, mark: str, text: str, most: int) -> Finished:
    message = PromptMessage(Role.USER, f"{mark} {text}")
    finished = engine.answer(Question((message,), _GREEDY, most))
    if finished.stop_reason is StopReason.STOPPED:
        raise KeyboardInterrupt
    return finished


def keep(measured: Measured, memory: Memory, sha256: str, machine: str) -> None:
    """Remember it for this model on the machine with this mark; it is opened with the best number of threads
    from then on.
    """
    seen = memory.seen(sha256, machine)
    learnt = replace(seen.learnt, threads=best.threads) if (best := measured.trials.best) else seen.learnt
    memory.keep(sha256, machine, replace(seen, speeds=measured.speeds, learnt=learnt))


def report(measured: Measured, mark: ModelMark, machine: MachineReport) -> dict[str, Any]:
    """For programs."""
    ready = measured.ready
    return {
        "model": {"id": mark.name, "sha256": mark.sha256, "architecture": mark.architecture},
        "engine": {"version": machine.version, "build": machine.build, "variant": machine.variant},
        "placement": asdict(ready.placement) if ready.placement else None,
        "threads": ready.threads,
        "threads_tried": [
            {"threads": each.threads, "tokens_per_s": round(each.tokens_per_s, 1)}
            for each in measured.trials.all
        ],
        "best_threads": measured.trials.best.threads if measured.trials.best else None,
        "load_s": round(ready.load_s, 3),
        "prefill": [
            {"tokens": each.tokens, "tokens_per_s": round(each.tokens_per_s, 1)} for each in measured.readings
        ],
        "decode_tokens_per_s": round(measured.decode, 1),
        "memory": [asdict(each) for each in ready.memory],
    }


def show(measured: Measured, mark: ModelMark, machine: MachineReport, terminal: Terminal) -> None:
    """For people: a quiet table."""
    words = terminal.words
    ready = measured.ready
    rows = [(words("Model"), f"{mark.name} · {mark.architecture}")]
    rows.append((words("Engine"), f"llama.cpp {machine.version} · {machine.build} · {machine.variant}"))
    rows.append((words("Placement"), _placement(ready, words)))
    rows.append((words("Load time"), words("{seconds} s").format(seconds=f"{ready.load_s:.1f}")))
    label = words("Reading speed")
    for each in measured.readings:
        speed = words("{speed} tokens/s at {tokens} tokens")
        rows.append((label, speed.format(speed=speed_number(each.tokens_per_s), tokens=f"{each.tokens:,}")))
        label = ""
    decode = words("{speed} tokens/s").format(speed=speed_number(measured.decode))
    rows.append((words("Writing speed"), decode))
    if threads := words_of(measured.trials, words):
        rows.append((words("Threads"), threads))
    rows.append((words("Memory"), " · ".join(_memory(each, words) for each in ready.memory)))
    show_rows(rows, terminal)


def show_rows(rows: Sequence[tuple[str, str]], terminal: Terminal) -> None:
    """Two columns that stand in line."""
    columns = max(width(name) for name, _ in rows) + 2
    for name, value in rows:
        terminal.answer(f"{name}{' ' * (columns - width(name))}{value}\n")


def print_json(found: dict[str, Any], terminal: Terminal) -> None:
    """One JSON object."""
    terminal.answers.write(json.dumps(found, ensure_ascii=False) + "\n")
    terminal.answers.flush()


def _placement(ready: Ready, words: Callable[[str], str]) -> str:
    placement = ready.placement
    count = placement.gpu_layers if placement else 0
    layers = placement.layers if placement else 0
    where = words("{count} of {layers} layers on the GPU") if count else words("CPU")
    context = words("{tokens} tokens of context").format(tokens=f"{ready.context_length:,}")
    threads = words("{threads} threads").format(threads=ready.threads)
    return f"{where.format(count=count, layers=layers)} · {context} · {threads}"


def _memory(use: MemoryUse, words: Callable[[str], str]) -> str:
    used = use.used_bytes
    size = f"{used / _GIB:.1f} GiB" if used >= _GIB // 10 else f"{used / _MIB:.0f} MiB"
    return f"{use.device or words('computer')} {size}"


def speed_number(speed: float) -> str:
    return f"{speed:,.0f}" if speed >= _WHOLE else f"{speed:.1f}"
