"""Every architecture that domestic models come in: it loads, answers, answers again, and what is reused gives
the same probabilities as a fresh evaluation.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import gguf
import pytest

from desktop.chat.conversation import Role
from desktop.inference.engine import Engine, EngineOptions, Piece
from desktop.inference.header import checked_header
from desktop.inference.llama import AbortFlag
from desktop.inference.protocol import PromptMessage, StopReason
from desktop.inference.sampling import Sampling
from model_manager.shape import read_shape
from tests.gguf_files.architectures import ARCHITECTURES, CHATS, HYBRIDS, WINDOW, WINDOWED, write_architecture
from tests.gguf_files.quantised import write_quantised
from tests.inference.logits import logits, normalised_error

GREEDY = Sampling(temperature=0)
TALK = (PromptMessage(Role.USER, "特許請求項とは何ですか? " + "the inventor and the claims " * 3),)
AGREED = 1e-3
ENOUGH = 0.01                       # of the logits' own spread: another text must make a difference
QUANTISATIONS = ("TQ1_0", "TQ2_0", "IQ1_S", "IQ1_M")


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Writes the model of an architecture, each only once."""
    folder = tmp_path_factory.mktemp("architectures")
    known: dict[str, Path] = {}

    def write(name: str) -> Path:
        if name not in known:
            known[name] = write_architecture(folder / f"{name}.gguf", name)
        return known[name]

    return write


@pytest.fixture
def opened() -> Iterator[Callable[[Path], Engine]]:
    """Opens engines and closes them after the test."""
    engines: list[Engine] = []

    def open_engine(path: Path) -> Engine:
        engines.append(Engine.open(path, EngineOptions(), lambda _fraction: True, AbortFlag()))
        return engines[-1]

    yield open_engine
    for each in engines:
        each.close()


def read(engine: Engine, ids: Sequence[int]) -> int:
    """Evaluate a prompt; returns how many of its tokens were still warm."""
    (*_, last) = engine.evaluate(ids)
    assert last.done == len(ids)
    return last.reused


def answer(engine: Engine, count: int = 8) -> tuple[int, ...]:
    *pieces, reason = engine.generate(GREEDY, count)
    assert reason in (StopReason.LENGTH, StopReason.END)
    return tuple(one for each in pieces if isinstance(each, Piece) for one in each.token_ids)


@pytest.mark.parametrize("name", CHATS)
def test_it_chats_and_what_is_warm_agrees_with_a_fresh_evaluation(
    models: Callable[[str], Path], opened: Callable[[Path], Engine], name: str
) -> None:
    warm, fresh = opened(models(name)), opened(models(name))
    prompt = warm.prompt(TALK).token_ids
    assert len(prompt) > WINDOW
    read(warm, prompt)
    first = logits(warm)
    said = answer(warm)
    assert len(said) == 8

    read(warm, prompt)                                  # regenerate
    assert normalised_error(logits(warm), first) <= AGREED
    answer(warm)

    talk = (*TALK, PromptMessage(Role.ASSISTANT, "", said), PromptMessage(Role.USER, "もう一度"))
    following = warm.prompt(talk).token_ids
    assert read(warm, following) > 0
    assert read(fresh, following) == 0
    assert normalised_error(logits(warm), logits(fresh)) <= AGREED
    assert normalised_error(first, logits(fresh)) > ENOUGH


@pytest.mark.parametrize("name", ARCHITECTURES)
def test_its_header_passes_the_check_and_says_its_shape(
    models: Callable[[str], Path], name: str
) -> None:
    header = checked_header(models(name))
    shape = read_shape([models(name)])
    assert (header.architecture, header.block_count) == (name, len(shape.blocks))
    assert any(block.window for block in shape.blocks) is (name in WINDOWED)
    assert any(block.recurrent for block in shape.blocks) is (name in HYBRIDS)


@pytest.mark.parametrize("name", CHATS)
def test_only_hybrids_cannot_be_cut_back(
    models: Callable[[str], Path], opened: Callable[[Path], Engine], name: str
) -> None:
    assert opened(models(name)).model.forgets_only_all is (name in HYBRIDS)


@pytest.mark.parametrize("kind", QUANTISATIONS)
def test_weights_of_few_bits_load_and_answer(
    tmp_path: Path, opened: Callable[[Path], Engine], kind: str
) -> None:
    """The one-bit row of the domestic models among them; their numbers are those of the weights read back."""
    quantisation = gguf.GGMLQuantizationType[kind]
    packed, plain = tmp_path / "packed.gguf", tmp_path / "plain.gguf"
    write_quantised(packed, plain, quantisation)
    assert packed.stat().st_size < plain.stat().st_size / 3
    assert checked_header(packed).tensor_types > {quantisation}
    few, many = opened(packed), opened(plain)
    prompt = few.prompt(TALK).token_ids
    for engine in (few, many):
        read(engine, prompt)
    assert normalised_error(logits(few), logits(many)) <= 2e-2     # activations are rounded to 8 bits, too
    assert len(answer(few)) == 8
