"""Vectors of texts: pooled as the model says, of length 1, the same alone and among others, cut where they
are too long; and models asked for what they are not made for.
"""

import math
import struct
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from llama_cpp import llama_cpp as api

from desktop.chat.conversation import Role
from desktop.inference.answerer import MOST_TEXTS
from desktop.inference.client import EngineClient
from desktop.inference.embedding import Prefixes, prefixes_for
from desktop.inference.engine import Engine, EngineOptions
from desktop.inference.errors import CannotAnswerError, CannotEmbedError, StoppedError
from desktop.inference.llama import AbortFlag
from desktop.inference.protocol import (
    Ask,
    Count,
    Embed,
    Embedded,
    Event,
    Failed,
    Finished,
    Progress,
    PromptMessage,
    Ready,
    TextKind,
)
from tests.fakes import ManualClock
from tests.gguf_files.architectures import write_architecture
from tests.inference.conftest import Opens
from tests.inference.engine_process import EngineProcess, heard, ready_engine

TEXTS = ("特許請求項とは何ですか", "the claims of the patent", "発明 " * 30, "a", "")
MEAN, CLS = 1, 2
QUESTION = (PromptMessage(Role.USER, "特許とは何ですか?"),)


def pooled_by(path: Path, pooling: int) -> Path:
    """The same file with another way of pooling in its header."""
    data = path.read_bytes()
    key = b"modern-bert.pooling_type" + struct.pack("<I", 4)
    at = data.index(key) + len(key)
    path.write_bytes(data[:at] + struct.pack("<I", pooling) + data[at + 4 :])
    return path


@pytest.fixture
def embeds(tmp_path: Path) -> Iterator[Callable[..., Engine]]:
    engines: list[Engine] = []

    def open_engine(pooling: int = MEAN) -> Engine:
        path = pooled_by(write_architecture(tmp_path / f"{pooling}.gguf", "modern-bert"), pooling)
        engines.append(Engine.open(path, EngineOptions(threads=1), lambda _: True, AbortFlag()))
        return engines[-1]

    yield open_engine
    for each in engines:
        each.close()


def token_vectors(engine: Engine, ids: Sequence[int]) -> np.ndarray:
    """The vector of each token, unpooled, straight from llama.cpp."""
    parameters = api.llama_context_default_params()
    parameters.embeddings = True
    parameters.pooling_type = api.LLAMA_POOLING_TYPE_NONE
    parameters.n_ctx = parameters.n_batch = parameters.n_ubatch = 512
    handle = api.llama_init_from_model(engine.model.handle, parameters)
    array = (api.llama_token * len(ids))(*ids)
    assert api.llama_encode(handle, api.llama_batch_get_one(array, len(ids))) == 0
    width = api.llama_model_n_embd_out(engine.model.handle)
    found = np.array([api.llama_get_embeddings_ith(handle, at)[:width] for at in range(len(ids))])
    api.llama_free(handle)
    return found


@pytest.mark.parametrize("pooling", [MEAN, CLS])
def test_a_vector_is_pooled_as_the_model_says(embeds: Callable[..., Engine], pooling: int) -> None:
    engine = embeds(pooling)
    found = engine.embedder().embed(TEXTS, TextKind.PASSAGE)
    assert found.cut == 0
    for text, vector in zip(TEXTS, found.vectors, strict=True):
        each = token_vectors(engine, engine.model.vocabulary.framed(text.encode()))
        expected = each.mean(axis=0) if pooling == MEAN else each[0]
        expected /= np.linalg.norm(expected)
        assert np.max(np.abs(expected - np.array(vector.numbers))) < 1e-3
        assert math.isclose(math.hypot(*vector.numbers), 1, abs_tol=1e-5)


def test_a_text_has_the_same_vector_alone_and_among_others(embeds: Callable[..., Engine]) -> None:
    embedder = embeds().embedder()
    many = [f"{number} {TEXTS[number % 4]}" for number in range(70)]    # more than are evaluated at once
    together = embedder.embed(many, TextKind.PASSAGE).vectors
    assert len(together) == 70
    for at in (0, 1, 31, 32, 63, 69):
        (alone,) = embedder.embed([many[at]], TextKind.PASSAGE).vectors
        assert np.dot(alone.numbers, together[at].numbers) > 1 - 1e-5
    assert abs(np.dot(together[0].numbers, together[2].numbers)) < 1 - 1e-3


def test_a_text_that_is_too_long_counts_with_its_beginning(embeds: Callable[..., Engine]) -> None:
    embedder = embeds().embedder()
    beginning = "the claims of the patent " * 400
    found = embedder.embed(["a", beginning + "x" * 10**7, beginning + "y"], TextKind.PASSAGE)
    assert found.cut == 2
    assert found.vectors[1] == found.vectors[2]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ruri-v3-310m", Prefixes("検索クエリ: ", "検索文書: ")),
        ("Ruri V3 30m", Prefixes("検索クエリ: ", "検索文書: ")),
        ("ruri-large", Prefixes("クエリ: ", "文章: ")),
        ("multilingual-e5-small", Prefixes("query: ", "passage: ")),
        ("somebody's model", Prefixes()),
    ],
)
def test_prefixes_are_those_of_the_model(name: str, expected: Prefixes) -> None:
    assert prefixes_for(name) == expected
    assert expected.of(TextKind.QUERY) == expected.query
    assert expected.of(TextKind.PASSAGE) == expected.passage


def test_a_stop_ends_it(embeds: Callable[..., Engine]) -> None:
    engine = embeds()
    embedder = engine.embedder()
    engine.flag.set()
    with pytest.raises(StoppedError):
        embedder.embed(TEXTS, TextKind.QUERY)
    engine.flag.clear()
    assert len(embedder.embed(TEXTS, TextKind.QUERY).vectors) == len(TEXTS)


def test_a_stop_while_texts_are_read_ends_it(embeds: Callable[..., Engine]) -> None:
    engine = embeds()
    told: list[int] = []

    def stop_at_third() -> None:
        told.append(len(told))
        if len(told) == 3:
            engine.flag.set()

    with pytest.raises(StoppedError):
        engine.embedder().embed(TEXTS * 200, TextKind.PASSAGE, stop_at_third)
    assert len(told) == 3


def test_a_model_for_searching_does_not_answer(embeds: Callable[..., Engine]) -> None:
    with pytest.raises(CannotAnswerError):
        embeds().prompt(QUESTION)


def test_a_model_for_answering_makes_no_vectors(opened: Opens) -> None:
    with pytest.raises(CannotEmbedError):
        opened().embedder()


def test_a_process_says_what_it_is_and_makes_vectors(tmp_path: Path) -> None:
    path = write_architecture(tmp_path / "m.gguf", "modern-bert")
    with EngineProcess(path) as engine:
        ready = engine.until(Ready)[-1]
        assert isinstance(ready, Ready)
        assert ready.embeds
        engine.ask(Embed(1, TEXTS, TextKind.QUERY))
        found = engine.until(Embedded)[-1]
        assert isinstance(found, Embedded)
        assert (found.request_id, len(found.vectors), found.cut) == (1, len(TEXTS), 0)
        for request in (Ask(2, QUESTION), Count(3, QUESTION), Embed(4, ("a",) * 513)):
            engine.ask(request)
            failed = engine.until(Failed)[-1]
            assert isinstance(failed, Failed)
            assert failed.code == ("protocol" if request.request_id == 4 else "cannot_answer")
        engine.ask(Embed(5, ()))
        assert engine.until(Embedded)[-1] == Embedded(5, (), 0)


class Searcher:
    """Asks an engine process for vectors as a client does."""

    def __init__(self, engine: EngineProcess) -> None:
        self.clock = ManualClock()
        self.client = EngineClient(engine.link, self.clock.seconds)
        self.hear(Ready)

    def hear(self, *kinds: type[Event]) -> list[Event]:
        """The events up to the first that comes with one of these kinds."""
        return heard(self.client, *kinds)


def test_a_client_hears_of_each_group_of_texts(tmp_path: Path) -> None:
    with EngineProcess(write_architecture(tmp_path / "m.gguf", "modern-bert")) as engine:
        searcher = Searcher(engine)
        number = searcher.client.embed(("発明 " * 2000,) * 12)
        *before, embedded = searcher.hear(Embedded)
        assert before == [Progress("embed")] * 13       # once before the first group, to make room for it
        assert isinstance(embedded, Embedded)
        assert (embedded.request_id, len(embedded.vectors), embedded.cut) == (number, 12, 12)
        searcher.clock.go(100_000)
        searcher.client.check_progress()                # nothing is waited for any more


def test_a_client_stops_the_reading_of_texts(tmp_path: Path) -> None:
    with EngineProcess(write_architecture(tmp_path / "m.gguf", "modern-bert")) as engine:
        searcher = Searcher(engine)
        number = searcher.client.embed(("発明 " * 2000,) * MOST_TEXTS)
        searcher.hear(Progress)
        searcher.client.stop(number)
        *before, failed = searcher.hear(Embedded, Failed)
        assert failed == Failed(number, StoppedError.code, {})
        assert len(before) < MOST_TEXTS
        searcher.clock.go(100_000)
        searcher.client.check_progress()
        searcher.client.embed(TEXTS)                    # it is as good as before
        assert isinstance(searcher.hear(Embedded, Failed)[-1], Embedded)


def test_a_chat_goes_on_after_it_was_asked_for_vectors(tmp_path: Path) -> None:
    with ready_engine(write_architecture(tmp_path / "m.gguf", "llama")) as engine:
        engine.ask(Embed(1, TEXTS))
        failed = engine.until(Failed)[-1]
        assert isinstance(failed, Failed)
        assert failed.code == "cannot_embed"
        engine.ask(Ask(2, QUESTION, max_tokens=3))
        assert isinstance(engine.until(Finished)[-1], Finished)
