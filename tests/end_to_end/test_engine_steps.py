"""Too little memory for a model, and engines that are killed in every phase, as somebody at a terminal sees
it: the question is answered all the same, more lightly where it must be, and the next start knows.
"""

import functools
import hashlib
import json
import os
import resource
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop.chat.conversation import Ending
from desktop.experience import Experience
from model_manager.ladder import Step, difference
from model_manager.placement import Choice
from tests import gguf_files
from tests.end_to_end.chatting import chatting
from tests.end_to_end.programs import Home, child, kill, lines, state, wait_for
from tests.end_to_end.test_engine_faults import LONG, NEXT, PASSPHRASE, QUESTION, stored

ROOM = 1000 << 20                   # bytes of addresses; the context alone takes more
CONTEXT = 1 << 18
OPENED_AGAIN = "so the model is opened again"
STARTED_AGAIN = "ended unexpectedly, so another one is started"


@pytest.fixture(scope="module")
def wide_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small file whose whole context takes a GiB."""
    recipe = gguf_files.Recipe(blocks=8, width=128, context_length=CONTEXT)
    return gguf_files.write(tmp_path_factory.mktemp("models") / "wide.gguf", recipe)


def ask(home: Home, model: Path, *arguments: str) -> tuple[dict[str, Any], str]:
    """What `hisho ask --json` prints and notes, where each program gets so much memory and no more, whatever
    the system says is free.
    """
    squeeze = functools.partial(resource.setrlimit, resource.RLIMIT_AS, (ROOM, ROOM))
    done = home.hisho(
        "ask", "--json", "--max-tokens", "3", "--model", str(model), *arguments, QUESTION, preexec_fn=squeeze
    )
    assert done.returncode == 0, done.stderr
    printed: dict[str, Any] = json.loads(done.stdout)
    return printed, done.stderr


def test_a_context_too_large_for_the_memory_is_opened_more_lightly_and_remembered(
    home: Home, wide_model: Path
) -> None:
    digest = hashlib.sha256(wide_model.read_bytes()).hexdigest()
    printed, notes = ask(home, wide_model, "--context", str(CONTEXT))
    assert OPENED_AGAIN in notes
    assert printed["completion_tokens"] == 3
    experience = Experience(home.data / "experience.json")
    assert experience.seen(digest, experience.machine()).failed is None     # --context holds this once

    experience.choose(digest, Choice(context=CONTEXT))
    printed, notes = ask(home, wide_model)
    assert OPENED_AGAIN in notes
    seen = experience.seen(digest, experience.machine())
    assert seen.placement is not None
    assert seen.failed is not None
    assert difference(seen.failed, seen.placement) not in (Step.SAME, Step.HEAVIER)

    again, notes = ask(home, wide_model)
    assert lines(notes) == []                                               # it begins where it worked
    assert again["placement"] == printed["placement"]


def busy(engine: int, ticks: int = 20) -> None:
    """Until the engine has computed for so many hundredths of a second more."""

    def used() -> int:
        after_name = Path(f"/proc/{engine}/stat").read_text().rpartition(")")[2].split()
        return int(after_name[11])

    begun = used()
    wait_for(lambda: used() >= begun + ticks)


def test_an_engine_killed_while_it_loads_is_started_again(home: Home, wide_model: Path) -> None:
    arguments = ("ask", "--max-tokens", "3", "--context", "1024", "--model", str(wide_model), QUESTION)
    with home.started(*arguments, stdout=-1, stderr=-1) as process:
        kill(wait_for(lambda: child(process.pid, "engine")))
        assert process.wait(60) == 0
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.read().strip()
        assert STARTED_AGAIN in process.stderr.read()


def test_an_engine_killed_while_it_reads_is_started_again_and_asked_again(
    home: Home, tmp_path: Path
) -> None:
    recipe = gguf_files.Recipe(blocks=16, width=384, context_length=4096)    # 3,000 tokens take seconds
    model = gguf_files.write(tmp_path / "deep.gguf", recipe)
    with chatting(home, PASSPHRASE, "--model", str(model)) as chat:
        engine = chat.pid("engine")
        chat.type(LONG)
        busy(engine)
        kill(engine)
        chat.note(STARTED_AGAIN)
        chat.answer()
        chat.interrupt()
        chat.note("Stopped here.")
        chat.type("/quit")
        assert chat.process.wait(30) == 0
    question, answer = stored(home)
    assert question.message.text == LONG
    assert answer.message.ending is Ending.STOPPED
    assert answer.message.text


def test_a_template_that_never_ends_may_be_killed_twice(home: Home, tmp_path: Path) -> None:
    model = gguf_files.write(tmp_path / "endless.gguf", gguf_files.Recipe(template=gguf_files.ENDLESS))
    with chatting(home, PASSPHRASE, "--model", str(model)) as chat:
        first = chat.pid("engine")
        chat.type(QUESTION)
        busy(first)
        kill(first)
        chat.note(STARTED_AGAIN)
        second = wait_for(lambda: _other(chat.process.pid, first))
        busy(second, 100)
        kill(second)
        chat.note("killed")
        third = wait_for(lambda: _other(chat.process.pid, second))     # the next question has an engine
        chat.type(NEXT)
        busy(third, 100)
        os.kill(chat.pid("client"), 2)
        assert "no progress" in chat.note("ended; what was answered so far is kept")
        wait_for(lambda: not state(third))
        chat.type("/quit")
        chat.process.wait(30)
    assert [each.message.text for each in stored(home)] == [QUESTION, "", NEXT, ""]


def _other(supervisor: int, before: int) -> int | None:
    found = child(supervisor, "engine")
    return found if found != before else None


def test_bench_measures_a_real_engine_and_remembers(home: Home) -> None:
    done = home.hisho("bench", "--model", "guide", "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["load_s"] > 0
    assert [round(each["tokens"] / 128) for each in found["prefill"]] == [1, 4]     # what its context takes
    assert all(each["tokens_per_s"] > 0 for each in found["prefill"])
    assert found["decode_tokens_per_s"] > 0
    assert sum(each["used_bytes"] for each in found["memory"]) > 0
    experience = Experience(home.data / "experience.json")
    speeds = experience.seen(found["model"]["sha256"], experience.machine()).speeds
    assert speeds.decode == found["decode_tokens_per_s"]
    tried = {each["threads"]: each["tokens_per_s"] for each in found["threads_tried"]}
    assert all(speed > 0 for speed in tried.values())
    assert found["threads"] in tried                        # the default, in a new home
    learnt = experience.seen(found["model"]["sha256"], experience.machine()).learnt
    assert learnt.threads == found["best_threads"] in tried


def test_a_model_draws_with_as_many_threads_as_were_fastest(home: Home) -> None:
    asked = ("ask", "--model", "guide", "--max-tokens", "3", "--json", QUESTION)
    printed = json.loads(home.hisho(*asked).stdout)
    experience = Experience(home.data / "experience.json")
    digest, machine = printed["model"]["sha256"], experience.machine()
    for threads in (1, printed["recipe"]["threads"]):
        seen = experience.seen(digest, machine)
        experience.keep(digest, machine, replace(seen, learnt=replace(seen.learnt, threads=threads)))
        assert json.loads(home.hisho(*asked).stdout)["recipe"]["threads"] == threads


def test_bench_tells_what_is_to_be_expected_of_the_models_here(home: Home, tmp_path: Path) -> None:
    """A file that is used where it lies is one of them; the client may read all that it takes."""
    model = gguf_files.write(tmp_path / "m.gguf", gguf_files.Recipe())
    done = home.hisho("bench", "--model", str(model), "--device", "cpu", "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    (told,) = found["expected"]
    assert (told["sha256"], told["place"], told["measured"]) == (found["model"]["sha256"], "cpu", True)
    assert told["decode_tokens_per_s"] == found["decode_tokens_per_s"] > 0
