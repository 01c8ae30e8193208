"""Files that are almost models: a worded refusal, or a dead process that its client survives."""

import os
import signal
import time
from pathlib import Path

import pytest

from desktop.chat.conversation import Role
from desktop.inference.client import EngineClient
from desktop.inference.errors import BY_CODE, EngineLostError
from desktop.inference.protocol import Delta, Event, Failed, Finished, LoadFailed, PromptMessage, Ready
from desktop.inference.sampling import Sampling
from tests import gguf_files
from tests.gguf_files import Recipe
from tests.gguf_files.damaged import DEADLY, REFUSED
from tests.inference.conftest import Writes
from tests.inference.engine_process import EngineProcess, heard, run_program

QUESTION = (PromptMessage(Role.USER, "a"),)
# The header looks well, and only llama.cpp's tokeniser stumbles.
SLIPS_THROUGH = {"all tokens alike", "tokens of another tokeniser", "tokens that are no text"}
BY_ITSELF = (-signal.SIGABRT, -signal.SIGSEGV)
UNCHECKED = """
import os, sys
from pathlib import Path
os.environ["GGML_NO_BACKTRACE"] = "1"
from desktop.inference import llama
llama.start()
model = llama.Model.load(Path(sys.argv[1]), lambda fraction: True)
assert model is not None
model.vocabulary.tokenise(b"what is a claim?")
context = llama.Context.of(model, llama.ContextShape(64, 64, 1), llama.AbortFlag())
assert context.decode([300, 301, 302]) == 0
"""


class Client:
    """The client of an engine, as the window is one."""

    def __init__(self, engine: EngineProcess) -> None:
        self.client = EngineClient(engine.link, time.monotonic)

    def until(self, *kinds: type[Event]) -> list[Event]:
        """The events up to one of these kinds. Raises EngineLostError."""
        return heard(self.client, *kinds)

    def answer(self) -> tuple[int, ...]:
        self.client.ask(QUESTION, Sampling(temperature=0), 4)
        *deltas, finished = self.until(Finished, Failed)
        assert isinstance(finished, Finished)
        return tuple(one for each in deltas if isinstance(each, Delta) for one in each.token_ids)


@pytest.mark.parametrize("damage", DEADLY)
def test_without_the_check_of_the_header_the_file_kills_the_process(tmp_path: Path, damage: str) -> None:
    """Why the check is there, and why the engine is a process of its own."""
    path = DEADLY[damage](tmp_path / "m.gguf")
    assert run_program(UNCHECKED, str(path)) in BY_ITSELF


@pytest.mark.parametrize("damage", [*DEADLY, *REFUSED])
def test_a_file_is_refused_or_its_engine_dies_alone(tmp_path: Path, damage: str) -> None:
    path = {**DEADLY, **REFUSED}[damage](tmp_path / "m.gguf")
    with EngineProcess(path) as engine:
        client = Client(engine)
        if damage in SLIPS_THROUGH:
            with pytest.raises(EngineLostError) as caught:
                client.until(LoadFailed, Ready)
            assert caught.value.facts == {"phase": "load"}
            assert engine.ended() in BY_ITSELF
            return
        failed = client.until(LoadFailed, Ready)[-1]
        assert isinstance(failed, LoadFailed)
        assert failed.code in BY_CODE.keys() - {"inference", "model_load", "out_of_memory"}
        assert failed.facts["name"] == "m.gguf"
        assert engine.ended() == 0


def test_a_model_that_is_cut_off_while_it_is_mapped_kills_its_engine_alone(tmp_path: Path) -> None:
    path = gguf_files.write(tmp_path / "m.gguf")
    with EngineProcess(path) as engine:
        client = Client(engine)
        client.until(Ready)
        assert len(client.answer()) == 4
        os.truncate(path, 4096)
        with pytest.raises(EngineLostError):
            client.answer()
        assert engine.ended() == -signal.SIGBUS


def test_a_model_that_is_replaced_while_it_is_mapped_answers_as_before(tmp_path: Path) -> None:
    path = gguf_files.write(tmp_path / "m.gguf")
    other = gguf_files.write(tmp_path / "other.gguf", Recipe(seed=9))
    with EngineProcess(path) as engine:
        client = Client(engine)
        client.until(Ready)
        before = client.answer()
        other.replace(path)
        assert client.answer() == before


def test_a_model_that_is_gone_while_it_is_mapped_answers_as_before(written: Writes, tmp_path: Path) -> None:
    path = tmp_path / "m.gguf"
    path.write_bytes(written(Recipe()).read_bytes())
    with EngineProcess(path) as engine:
        client = Client(engine)
        client.until(Ready)
        before = client.answer()
        path.unlink()
        assert client.answer() == before
