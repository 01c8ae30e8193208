"""What an engine may do in the middle of an answer (die, hang, run out of memory), as somebody at a terminal
sees it: it is said in words, what was answered so far is in the vault, and the next question is answered.
"""

import os
import re
import resource
import signal
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from desktop.chat.conversation import Ending, StoredMessage
from desktop.cli.terminal import printable
from desktop.vault import keys
from desktop.vault.vault import Vault, VaultPlace
from tests import gguf_files
from tests.end_to_end.chatting import Chat, chatting
from tests.end_to_end.programs import Home, child, kill, lines, passphrase_end, state, wait_for

PASSPHRASE = "出願前の合言葉"
QUESTION, NEXT = "質問", "次の質問"
SHOWN = 150                         # characters after which an answer is surely in its middle
LONG = "あ" * 1000                  # a prompt of several batches; a terminal takes 4,095 bytes a line
LONGEST = max(len(text) for text in gguf_files.sentencepiece_vocabulary().texts)
GREEDY = "{% if messages|length == 3 %}{{ 'x' * 99999999999 }}{% endif %}" + gguf_files.CHATML


def stored(home: Home) -> Sequence[StoredMessage]:
    """The messages of the one conversation."""
    place = VaultPlace(home.data / "vault", lambda: datetime.now(UTC), keys.RFC_9106_LOW_MEMORY)
    vault = Vault.unlock_with_passphrase(place, PASSPHRASE)
    try:
        (talk,) = vault.conversations.conversations()
        return vault.conversations.messages(talk.id)
    finally:
        vault.close()


def assert_partly_kept(answer: StoredMessage, shown: str) -> None:
    """What was shown is kept, but for the last 32 tokens; several may have come after we last looked."""
    kept = printable(answer.message.text)
    assert answer.message.ending is Ending.INTERRUPTED
    assert shown.startswith(kept) or kept.startswith(shown)
    assert len(kept) >= len(shown) - 32 * LONGEST
    assert len(kept) > SHOWN / 4


def answer_the_next(chat: Chat) -> None:
    """Ask again, see an answer begin, and stop it."""
    chat.rest_of_answer()
    chat.type(NEXT)
    chat.answer()
    chat.interrupt()
    chat.note("Stopped here.")
    chat.type("/quit")
    assert chat.process.wait(30) == 0


def test_a_killed_engine_leaves_the_partial_answer_and_the_next_question_works(
    home: Home, slow_model: Path
) -> None:
    with chatting(home, PASSPHRASE, "--model", str(slow_model)) as chat:
        chat.type(QUESTION)
        shown = chat.answer(SHOWN)
        engine = chat.pid("engine")
        kill(engine)
        assert "killed" in chat.note("what was answered so far is kept")
        shown += chat.rest_of_answer()
        wait_for(lambda: (child(chat.process.pid, "engine") or engine) != engine)
        answer_the_next(chat)
    question, answer, next_question, next_answer = stored(home)
    assert (question.message.text, next_question.message.text) == (QUESTION, NEXT)
    assert_partly_kept(answer, shown.removesuffix("\n"))
    assert next_answer.parent_id == next_question.id
    assert next_answer.message.ending is Ending.STOPPED
    assert next_answer.message.text


def test_an_engine_killed_between_two_questions_costs_nothing(home: Home, slow_model: Path) -> None:
    with chatting(home, PASSPHRASE, "--model", str(slow_model)) as chat:
        engine = chat.pid("engine")
        kill(engine)
        wait_for(lambda: not state(engine))
        chat.type(QUESTION)
        chat.note("ended unexpectedly, so another one is started")
        chat.answer()
        chat.interrupt()
        chat.note("Stopped here.")
        answer_the_next(chat)
    _, answer, _, next_answer = stored(home)
    assert answer.message.text
    assert answer.message.ending is Ending.STOPPED
    assert next_answer.message.text


def test_a_hung_engine_is_ended_on_ctrl_c_and_the_next_question_works(home: Home, slow_model: Path) -> None:
    with chatting(home, PASSPHRASE, "--model", str(slow_model)) as chat:
        chat.type(QUESTION)
        shown = chat.answer(SHOWN)
        engine = chat.pid("engine")
        os.kill(engine, signal.SIGSTOP)
        wait_for(lambda: state(engine) == "T")
        chat.interrupt()
        assert "no progress" in chat.note("what was answered so far is kept")
        shown += chat.rest_of_answer()
        wait_for(lambda: not state(engine))
        answer_the_next(chat)
    _, answer, _, next_answer = stored(home)
    assert_partly_kept(answer, shown.removesuffix("\n"))
    assert next_answer.message.text


def test_a_second_ctrl_c_waits_for_nobody(home: Home, slow_model: Path) -> None:
    pipe = subprocess.PIPE
    with passphrase_end(PASSPHRASE) as descriptor:
        arguments = ("ask", "--save", "--passphrase-fd", str(descriptor), "--model", str(slow_model), "q")
        with home.started(*arguments, stdout=pipe, stderr=pipe, pass_fds=[descriptor]) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            shown = process.stdout.read(SHOWN)
            client, engine = child(process.pid, "client"), child(process.pid, "engine")
            assert client
            assert engine
            os.kill(engine, signal.SIGSTOP)
            os.kill(client, signal.SIGINT)
            wait_for(lambda: not pending(client, signal.SIGINT))
            os.kill(client, signal.SIGINT)
            shown += process.stdout.read()
            assert process.wait(30) == 130
            assert lines(process.stderr.read())[-1] == "Stopped here; what was answered so far is kept."
            assert not state(engine)
    _, answer = stored(home)
    assert_partly_kept(answer, shown.removesuffix("\n"))


def pending(pid: int, number: int) -> bool:
    """Whether a process has yet to take this signal."""
    status = Path(f"/proc/{pid}/status").read_text()
    masks = re.findall(r"^S(?:hd|ig)Pnd:\s*([0-9a-f]+)$", status, re.MULTILINE)
    return any(int(mask, 16) >> (number - 1) & 1 for mask in masks)


def test_a_question_for_which_memory_runs_out_is_asked_again_more_lightly(
    home: Home, slow_model: Path
) -> None:
    """There is no second process that takes the rest: only a control group bounds two processes together, and
    where tests run there may be none that they can make. The kernel refuses the engine everything beyond what
    it has from then on, as it would if the rest were gone, and llama.cpp aborts in mid-prompt.
    """
    with chatting(home, PASSPHRASE, "--model", str(slow_model)) as chat:
        chat.type(QUESTION)
        chat.answer()
        chat.interrupt()
        chat.note("Stopped here.")
        engine = chat.pid("engine")
        used = resource.getpagesize() * int(Path(f"/proc/{engine}/statm").read_text().split()[0])
        resource.prlimit(engine, resource.RLIMIT_AS, (used, used))
        chat.rest_of_answer()
        chat.type(LONG)
        assert "The free memory of this computer" in chat.note("the model is opened again")
        chat.answer()
        chat.interrupt()
        chat.note("Stopped here.")
        answer_the_next(chat)
    *_, question, answer, next_question, next_answer = stored(home)
    assert (question.message.text, answer.message.ending) == (LONG, Ending.STOPPED)
    assert answer.message.text
    assert next_question.message.text == NEXT
    assert next_answer.message.text


def test_a_model_that_asks_for_absurd_memory_is_told_and_does_no_harm(home: Home, tmp_path: Path) -> None:
    """Its template does, from the second question on; its answers end at once."""
    recipe = gguf_files.Recipe(template=GREEDY, ends=True)
    model = gguf_files.write(tmp_path / "greedy.gguf", recipe)
    done = home.hisho("chat", "--model", str(model), text="one\ntwo\nthree\n")
    assert done.returncode == 1
    assert re.findall("› (.*)", done.stdout) == ["one", "two", "three"]
    _, *failures = lines(done.stderr)   # the first says that nothing is kept
    assert len(failures) == 2
    assert all(re.search("template|memory", failure) for failure in failures)
    assert home.hisho("ask", QUESTION).returncode == 0
