"""The engine program as a real process: load, answer, stop, and end with either side."""

import json
import signal
from pathlib import Path
from typing import Any

import pytest

from desktop.channel import Channel
from desktop.chat.conversation import Role
from desktop.inference.protocol import (
    Ask,
    Confined,
    Count,
    Counted,
    Delta,
    Failed,
    Finished,
    LoadFailed,
    Loading,
    Open,
    Placed,
    Prefilling,
    Progress,
    PromptMessage,
    Ready,
    Stop,
    StopReason,
    Survey,
    Surveyed,
)
from desktop.inference.sampling import Sampling
from desktop.inference.speaking import DELTA_TOKENS
from model_manager.placement import Choice, Mode
from tests import gguf_files
from tests.gguf_files import CONTEXT, ENDLESS, HOSTILE, Recipe
from tests.inference.conftest import Writes
from tests.inference.engine_process import EngineProcess, ready_engine

GREEDY = Sampling(temperature=0)
DATED = "{{ strftime_now('%Y-%m-%d %H:%M %Z') }}{{ messages[0].content }}"
LONG = Recipe(width=256, blocks=6, context_length=8192)     # its prompts take a second or two


def said(text: str) -> tuple[PromptMessage, ...]:
    return (PromptMessage(Role.USER, text),)


def answer(engine: EngineProcess, request: Ask) -> tuple[str, tuple[int, ...], Finished]:
    engine.ask(request)
    events = engine.until(Finished, Failed)
    assert isinstance(events[-1], Finished), events[-1]
    deltas = [each for each in events if isinstance(each, Delta)]
    ids = tuple(one for each in deltas for one in each.token_ids)
    return "".join(each.text for each in deltas), ids, events[-1]


@pytest.mark.parametrize("shut_in", [False, True])
def test_without_a_model_it_only_looks_around(shut_in: bool) -> None:
    with EngineProcess(None, shut_in=shut_in, opening=Survey()) as engine:
        surveyed = engine.until(Surveyed)[-1]
        assert isinstance(surveyed, Surveyed)
        assert surveyed.machine.cores >= surveyed.machine.performance_cores >= 1
        assert surveyed.machine.memory_bytes > surveyed.machine.memory_free_bytes > 0
        engine.ask(Survey())
        assert isinstance(engine.until(Surveyed)[-1], Surveyed)
        engine.ask(Open())
        assert isinstance(engine.until(LoadFailed)[-1], LoadFailed)
        assert engine.ended() == 0


def test_an_engine_without_a_model_is_small() -> None:
    with EngineProcess(None, shut_in=True, opening=Survey()) as engine:
        engine.until(Surveyed)
        status = Path(f"/proc/{engine.process.pid}/status").read_text(encoding="ascii")
        resident = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:"))
        assert int(resident) <= 60 * 1024               # KiB


def test_a_survey_before_the_model_is_loaded_and_none_after(written: Writes) -> None:
    with EngineProcess(written(Recipe()), opening=Survey()) as engine:
        engine.until(Surveyed)
        engine.ask(Open())
        ready = engine.until(Ready)[-1]
        assert isinstance(ready, Ready)
        engine.ask(Survey())
        assert engine.ended() == 1


def test_what_was_placed_and_what_it_took(written: Writes) -> None:
    opening = Open(Choice(Mode.CPU, context=512))
    with EngineProcess(written(Recipe()), opening=opening, shut_in=True) as engine:
        *events, ready = engine.until(Ready)
        placed = next(each for each in events if isinstance(each, Placed))
        assert (placed.placement.context, placed.placement.gpu_layers) == (512, 0)
        assert isinstance(ready, Ready)
        assert ready.placement == placed.placement
        assert [each.device for each in ready.memory] == [each.device for each in placed.expected] == [""]
        assert not placed.is_last
    with ready_engine(written(Recipe()), opening=Open(opening.choice, after=placed.placement)) as engine:
        assert answer(engine, Ask(1, said("a"), GREEDY, 2))[2].completion_tokens == 2


def test_from_the_start_to_an_answer(written: Writes) -> None:
    with EngineProcess(written(Recipe())) as engine:
        events = engine.until(Ready)
        assert isinstance(events[0], Confined)
        assert json.loads(events[0].report_json) == {"fake": written(Recipe()).name}
        assert events[1] == Progress("load")
        assert isinstance(events[2], Placed)
        fractions = [each.fraction for each in events if isinstance(each, Loading)]
        assert fractions == sorted(fractions)
        assert fractions[-1] == 1.0
        ready = events[-1]
        assert isinstance(ready, Ready)
        assert (ready.name, ready.architecture, ready.context_length) == ("試験モデル", "llama", CONTEXT)
        assert ready.has_template

        engine.ask(Ask(1, said("特許とは?"), GREEDY, 50))
        events = engine.until(Finished)
        assert events[0] == Progress("template")
        prefilling = [each for each in events if isinstance(each, Prefilling)]
        assert prefilling[0].done == 0
        assert prefilling[-1].done == prefilling[-1].total
        deltas = [each for each in events if isinstance(each, Delta)]
        assert sum(len(each.token_ids) for each in deltas) == 50
        assert all(len(each.token_ids) <= DELTA_TOKENS for each in deltas)
        finished = events[-1]
        assert isinstance(finished, Finished)
        assert (finished.stop_reason, finished.completion_tokens) == (StopReason.LENGTH, 50)
        assert finished.prompt_tokens == prefilling[-1].total


def test_the_same_question_twice_and_a_follow_up(written: Writes) -> None:
    with ready_engine(written(Recipe())) as engine:
        text, ids, first = answer(engine, Ask(1, said("発明"), GREEDY, 30))
        again_text, again_ids, again = answer(engine, Ask(2, said("発明"), GREEDY, 30))
        assert (again_text, again_ids) == (text, ids)
        assert again.reused_tokens == first.prompt_tokens - 1
        talk = (*said("発明"), PromptMessage(Role.ASSISTANT, text, ids), *said("次"))
        _, _, second = answer(engine, Ask(3, talk, GREEDY, 5))
        assert second.reused_tokens == first.prompt_tokens + len(ids) - 1


def test_a_model_that_ends_at_once(written: Writes) -> None:
    with ready_engine(written(Recipe(ends=True))) as engine:
        text, ids, finished = answer(engine, Ask(1, said("発明")))
        assert (text, ids, finished.stop_reason, finished.completion_tokens) == ("", (), StopReason.END, 0)


def test_a_stop_in_the_middle_of_a_long_prompt(written: Writes) -> None:
    with ready_engine(written(LONG)) as engine:
        engine.ask(Ask(1, said("the inventor " * 500), GREEDY))
        engine.until(Prefilling)
        engine.ask(Stop(1))
        *seen, finished = engine.until(Finished)
        assert isinstance(finished, Finished)
        assert (finished.stop_reason, finished.completion_tokens) == (StopReason.STOPPED, 0)
        reading = [each.done for each in seen if isinstance(each, Prefilling)]
        assert all(done < finished.prompt_tokens for done in reading)
        _, _, after = answer(engine, Ask(2, said("the inventor " * 3), GREEDY, 3))
        assert after.completion_tokens == 3


def test_a_stop_in_the_middle_of_an_answer(written: Writes) -> None:
    with ready_engine(written(LONG)) as engine:
        engine.ask(Ask(1, said("発明"), GREEDY))
        engine.until(Delta)
        engine.ask(Stop(1))
        finished = engine.until(Finished)[-1]
        assert isinstance(finished, Finished)
        assert finished.stop_reason is StopReason.STOPPED
        assert 0 < finished.completion_tokens < 8000


def test_a_stop_for_a_request_that_waits_and_for_one_unknown(written: Writes) -> None:
    with ready_engine(written(LONG)) as engine:
        engine.ask(Stop(77))
        engine.ask(Ask(1, said("the inventor " * 300), GREEDY, 3))
        engine.ask(Ask(2, said("b"), GREEDY, 3))
        engine.ask(Count(3, said("c")))
        engine.ask(Stop(2))
        events = engine.until(Counted)
        finished = [each for each in events if isinstance(each, Finished)]
        assert [(each.request_id, each.stop_reason) for each in finished] == [
            (1, StopReason.LENGTH), (2, StopReason.STOPPED)
        ]
        assert not [each for each in events if isinstance(each, Delta) and each.request_id == 2]
        assert answer(engine, Ask(77, said("d"), GREEDY, 2))[2].stop_reason is StopReason.LENGTH


def test_counting(written: Writes) -> None:
    with ready_engine(written(Recipe()), opening=Open(Choice(context=256))) as engine:
        engine.ask(Count(1, said("発明"), 10))
        counted = engine.until(Counted)[-1]
        _, _, finished = answer(engine, Ask(2, said("発明"), GREEDY, 10))
        assert counted == Counted(1, finished.prompt_tokens, 246, 0, too_long=False)
        engine.ask(Count(3, said("発明 " * 200)))
        counted = engine.until(Counted)[-1]
        assert isinstance(counted, Counted)
        assert counted.too_long
        assert counted.tokens > counted.limit == 192


def test_the_oldest_turns_are_left_out_and_it_is_said(written: Writes) -> None:
    with ready_engine(written(Recipe()), opening=Open(Choice(context=256))) as engine:
        talk = (*said("the claim " * 9), PromptMessage(Role.ASSISTANT, "はい"), *said("the"))
        _, _, finished = answer(engine, Ask(1, talk, GREEDY, 3))
        assert finished.left_out == 0
        talk = (*said("the claim " * 80), PromptMessage(Role.ASSISTANT, "はい"), *said("the"))
        _, _, finished = answer(engine, Ask(2, talk, GREEDY, 3))
        assert finished.left_out == 2


@pytest.mark.parametrize(
    ("template", "code"),
    [(None, "template_missing"), ("{% for", "template_broken"), (HOSTILE, "template_broken")],
)
def test_templates_that_cannot_be_used(written: Writes, template: str | None, code: str) -> None:
    with ready_engine(written(Recipe(template=template))) as engine:
        for request in (Ask(1, said("a")), Count(2, said("a"))):
            engine.ask(request)
            failed = engine.until(Failed)[-1]
            assert isinstance(failed, Failed)
            assert (failed.request_id, failed.code) == (request.request_id, code)


@pytest.mark.parametrize(
    ("template", "failure"),
    [
        (DATED, None),
        ("{{ messages[0].content + 1 }}", "TypeError"),     # Jinja imports more of itself for its traceback
        ("{{ lipsum(n=1, max=25) }}{{ messages[0].content }}{{ [1] | random }}", None),
        ("{{ 'a' * 9 ** 10 }}", "MemoryError"),
    ],
)
def test_templates_in_a_confined_engine(written: Writes, template: str, failure: str | None) -> None:
    with ready_engine(written(Recipe(template=template)), shut_in=True) as engine:
        engine.ask(Ask(1, said("a"), GREEDY, 2))
        ended = engine.until(Failed, Finished)[-1]
        assert (failure or "") in str(getattr(ended, "facts", ""))
        assert isinstance(ended, Failed if failure else Finished)


def test_a_message_too_long_is_refused_and_the_next_is_answered(written: Writes) -> None:
    with ready_engine(written(Recipe()), opening=Open(Choice(context=256))) as engine:
        engine.ask(Ask(1, said("the " * 200)))
        failed = engine.until(Failed)[-1]
        assert isinstance(failed, Failed)
        assert failed.code == "prompt_too_long"
        assert failed.facts["tokens"] > failed.facts["limit"] == 192
        assert answer(engine, Ask(2, said("a"), GREEDY, 2))[2].completion_tokens == 2


def test_a_template_that_never_ends_is_heard_no_more(written: Writes) -> None:
    with ready_engine(written(Recipe(template=ENDLESS))) as engine:
        engine.ask(Ask(1, said("a")))
        engine.until(Progress)
        assert engine.says_nothing(0.3)
        engine.link.close()                     # even then it ends with its client
        assert engine.ended() == 0


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (gguf_files.write_not_a_gguf, "not_gguf"),
        (gguf_files.write_truncated, "truncated"),
        (gguf_files.write_unknown_architecture, "unknown_architecture"),
        (gguf_files.write_without_blocks, "damaged"),
        (lambda path: gguf_files.write(path, Recipe(blocks=1, said_blocks=2)), "damaged"),
        (lambda path: path, "model_load"),
    ],
)
def test_files_that_cannot_be_loaded(tmp_path: Path, make: gguf_files.Make, code: str) -> None:
    with EngineProcess(make(tmp_path / "特許.gguf")) as engine:
        failed = engine.until(LoadFailed, Ready)[-1]
        assert isinstance(failed, LoadFailed)
        assert failed.code == code
        assert failed.facts["name"] == "特許.gguf"
        assert str(tmp_path) not in str(failed.facts)
        assert engine.ended() == 0


@pytest.mark.parametrize("side", ["link", "control"])
@pytest.mark.parametrize("text", ["a", "the inventor " * 500])
def test_it_ends_with_either_side_whatever_it_computes(written: Writes, side: str, text: str) -> None:
    with ready_engine(written(LONG)) as engine:
        engine.ask(Ask(1, said(text), GREEDY))
        engine.until(Prefilling)
        gone: Channel = getattr(engine, side)
        gone.close()
        assert engine.ended_after() < 1.0           # the whole prompt takes longer


def test_ctrl_c_in_the_terminal_does_not_end_it(written: Writes) -> None:
    with ready_engine(written(Recipe())) as engine:
        engine.process.send_signal(signal.SIGINT)
        assert answer(engine, Ask(1, said("a"), GREEDY, 2))[2].completion_tokens == 2


@pytest.mark.parametrize(
    "start",
    [
        {"verb": "stop"},
        {"model_path": 3},
        {"model_path": "relative.gguf"},
        {"descriptors": 0},
    ],
)
def test_a_start_that_is_none(written: Writes, start: dict[str, Any]) -> None:
    with EngineProcess(written(Recipe()), **start) as engine:
        assert engine.ended() == 1


def test_a_client_that_breaks_the_protocol_has_no_engine(written: Writes) -> None:
    with ready_engine(written(Recipe())) as engine:
        engine.link.send({"kind": "root"})
        assert engine.ended() == 1
        assert engine.process.stderr is not None
        assert engine.process.stderr.read() == b""
