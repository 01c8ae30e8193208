"""llama.cpp's own benchmark, run for a short while each time, so that it can take turns with ours."""

import json
import os
import statistics
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.inference.llama.library import LIBRARIES
from installers.source import llama_bench
from installers.source.commands import SetupError, Workshop
from installers.source.commands import run as run_command

LOCKS = Path(__file__).parents[2] / "installers" / "locks"
_REPETITIONS = 2                    # of one run, after its own warming up
_LIMIT_S = 120.0                    # for one run, which takes some ten seconds on a calm machine


def _output_of(command: Sequence[str]) -> str:
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True, timeout=_LIMIT_S
    )
    return done.stdout


@dataclass(frozen=True, slots=True)
class LlamaBench:
    """The program with a model and a number of threads; as the engine on the processor alone: a memory map,
    flash attention, batches of 512.
    """

    program: Path
    model: Path
    threads: int
    output_of: Callable[[Sequence[str]], str] = _output_of

    def read(self, tokens: int) -> float:
        """Tokens a second that it reads of a fresh prompt of this length."""
        return self._speed(["-p", str(tokens), "-n", "0"])

    def draw(self, tokens: int, depth: int) -> float:
        """Tokens a second of so many that it draws after `depth` others."""
        return self._speed(["-p", "0", "-n", str(tokens), "-d", str(depth)])

    def _speed(self, test: Sequence[str]) -> float:
        """The middle one of the run's samples."""
        command = [str(self.program), "-m", str(self.model), *test, "-t", str(self.threads)]
        command += ["-b", "512", "-ub", "512", "-fa", "on", "-lm", "mmap", "-ngl", "0", "-dev", "none"]
        command += ["-r", str(_REPETITIONS), "-o", "json"]
        (measured,) = json.loads(self.output_of(command))
        return statistics.median(float(each) for each in measured["samples_ts"])


def provided(model: Path, threads: int, workshop: Workshop | None = None) -> LlamaBench | None:
    """Compiled, where it is not there yet, for the libraries that the engine uses. None, after a word on the
    screen, where it cannot be compiled or does not start.
    """
    try:
        program = llama_bench.provide(LIBRARIES, workshop or Workshop(LOCKS, os.environ, run_command))
        if program is None:
            return None
        _output_of([str(program), "--version"])
    except (SetupError, OSError, subprocess.SubprocessError) as error:
        print(f"llama-bench is left out: {error}", flush=True)
        return None
    return LlamaBench(program, model, threads)
