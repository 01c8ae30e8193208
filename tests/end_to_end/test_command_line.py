"""`hisho ask`, `chat` and `doctor` as their users start them: real processes, the real guide model, an empty
home.
"""

import hashlib
import json
import os
import re
import signal
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.chat.conversation import Ending
from desktop.cli.terminal import printable
from desktop.vault import keys
from desktop.vault.vault import Vault, VaultPlace
from tests import gguf_files
from tests.end_to_end.programs import (
    Home,
    child,
    children,
    is_alive,
    kill,
    level_here,
    lines,
    read_until,
    wait_for,
)

PASSPHRASE = "出願前の合言葉"
QUESTION = "秘書は何ができますか"


def one_sentence(text: str) -> str:
    """What was said on standard error, which must be one line without a traceback."""
    said = [line for line in lines(text) if not line.startswith(("Model:", "モデル："))]
    assert len(said) == 1, text
    assert "Traceback" not in text
    assert "Error" not in said[0]
    return said[0]


# -- ask


def test_ask_answers_and_keeps_nothing(home: Home) -> None:
    done = home.hisho("ask", QUESTION)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.strip()) > 10
    assert done.stderr == ""
    assert not (home.data / "vault").exists()


def test_ask_reads_standard_input(home: Home) -> None:
    assert home.hisho("ask", "-", text=QUESTION).stdout == home.hisho("ask", QUESTION).stdout


def test_ask_with_json_prints_one_object_of_the_promised_form(home: Home) -> None:
    report = json.loads(home.hisho("ask", "--json", QUESTION).stdout)
    assert set(report) == {
        "text", "thinking", "model", "placement", "recipe", "stop_reason", "prompt_tokens", "reused_tokens",
        "completion_tokens", "timings", "protection",
    }  # fmt: skip
    assert set(report["model"]) == {"id", "sha256", "architecture"}
    assert set(report["timings"]) == {"load_s", "prefill_s", "decode_s"}
    assert report["stop_reason"] == "end"
    assert report["model"]["architecture"] == "llama"
    assert report["protection"]["level"] == level_here()
    assert report["text"]
    assert report["completion_tokens"] > 5


def test_a_model_is_registered_in_place_and_found_by_its_digest(home: Home, random_model: Path) -> None:
    digest = hashlib.sha256(random_model.read_bytes()).hexdigest()
    arguments = ("ask", "--json", "--max-tokens", "8", "--seed", "7", "--temperature", "1")
    by_path = json.loads(home.hisho(*arguments, "--model", str(random_model), "x").stdout)
    by_id = json.loads(home.hisho(*arguments, "--model", digest[:12], "x").stdout)
    assert by_path["model"]["sha256"] == digest
    assert by_id["text"] == by_path["text"]  # the same seed draws the same answer
    assert by_path["stop_reason"] == "length"
    assert by_path["completion_tokens"] == 8


def test_another_seed_draws_another_answer(home: Home, random_model: Path) -> None:
    texts = {
        home.hisho(
            "ask",
            "--model",
            str(random_model),
            "--max-tokens",
            "24",
            "--temperature",
            "2",
            "--seed",
            seed,
            "x",
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(texts) > 1


def test_a_system_text_changes_the_prompt(home: Home) -> None:
    plain = json.loads(home.hisho("ask", "--json", "x").stdout)
    told = json.loads(home.hisho("ask", "--json", "--system", "簡潔に答えること", "x").stdout)
    assert told["prompt_tokens"] > plain["prompt_tokens"]


def test_save_makes_a_vault_and_opens_it_again(home: Home) -> None:
    first = home.with_passphrase(PASSPHRASE, "ask", "--save", QUESTION)
    assert first.returncode == 0, first.stderr
    assert len(re.findall(r"(?:[0-9A-Z]{5}-){7}[0-9A-Z]{5}", first.stderr)) == 1
    second = home.with_passphrase(PASSPHRASE, "ask", "--save", "もう一度")
    assert second.returncode == 0, second.stderr
    assert second.stderr == ""
    assert QUESTION.encode() not in b"".join(path.read_bytes() for path in (home.data / "vault").iterdir())


def test_a_wrong_passphrase_is_refused_and_changes_nothing(home: Home) -> None:
    home.with_passphrase(PASSPHRASE, "ask", "--save", QUESTION)
    before = {path.name: path.read_bytes() for path in (home.data / "vault").iterdir()}
    done = home.with_passphrase("falsch", "ask", "--save", QUESTION)
    assert done.returncode == 1
    assert "passphrase" in one_sentence(done.stderr)
    (home.data / "vault" / "failed-unlocks").unlink()       # it was counted, and that is all
    assert {path.name: path.read_bytes() for path in (home.data / "vault").iterdir()} == before


def test_a_kill_in_mid_answer_costs_at_most_thirty_two_tokens(home: Home, random_model: Path) -> None:
    """kill -9 of the client while the answer streams: what it had shown is in the vault, but for the last
    pieces.
    """
    read_end, write_end = os.pipe()
    os.write(write_end, PASSPHRASE.encode() + b"\n")
    os.close(write_end)
    arguments = ("ask", "--save", "--passphrase-fd", str(read_end), "--model", str(random_model), "質問")
    pipe = subprocess.PIPE
    with home.started(*arguments, stdout=pipe, stderr=pipe, pass_fds=[read_end]) as process:
        os.close(read_end)
        client = wait_for(lambda: child(process.pid, "client"))
        assert process.stdout is not None
        shown = process.stdout.read(150)
        kill(client)
        shown += process.stdout.read()
        process.wait(30)
    place = VaultPlace(home.data / "vault", lambda: datetime.now(UTC), keys.RFC_9106_LOW_MEMORY)
    vault = Vault.unlock_with_passphrase(place, PASSPHRASE)
    (talk,) = vault.conversations.conversations()
    question, answer = vault.conversations.messages(talk.id)
    vault.close()
    assert question.message.text == "質問"
    assert answer.message.ending is Ending.INTERRUPTED
    kept = printable(answer.message.text)
    # Either may be ahead: a piece is journaled before it is shown, several are shown before the next is.
    assert shown.startswith(kept) or kept.startswith(shown)
    longest = max(len(text) for text in gguf_files.sentencepiece_vocabulary().texts)
    assert len(shown) - len(kept) <= 32 * longest
    assert len(kept) > len(shown) / 4


# -- bad input


def hostile(path: Path) -> Path:
    """It passes our header check and loads, but its weights are no numbers."""
    return gguf_files.write_without_blocks(path)


BAD_MODELS: dict[str, Callable[[Path], Path]] = {
    "not a GGUF": gguf_files.write_not_a_gguf,
    "truncated": gguf_files.write_truncated,
    "unknown architecture": gguf_files.write_unknown_architecture,
    "a family that is computed wrongly": lambda path: gguf_files.write(
        path, gguf_files.Recipe(architecture="plamo2")
    ),
    "no chat template": lambda path: gguf_files.write(path, gguf_files.Recipe(template=None)),
    "hostile template": lambda path: gguf_files.write(path, gguf_files.Recipe(template=gguf_files.HOSTILE)),
    "no blocks": hostile,
}


@pytest.mark.parametrize("language", ["ja_JP.UTF-8", "en_GB.UTF-8"])
@pytest.mark.parametrize("kind", BAD_MODELS)
def test_a_bad_model_gets_one_sentence(home: Home, tmp_path: Path, kind: str, language: str) -> None:
    home.language = language
    model = BAD_MODELS[kind](tmp_path / "bad.gguf")
    before = model.read_bytes()
    done = home.hisho("ask", "--model", str(model), "x")
    assert done.returncode == 1
    assert done.stdout.strip() == ""
    sentence = one_sentence(done.stderr)
    assert bool(re.search("[ぁ-ん]", sentence)) == language.startswith("ja")
    assert model.read_bytes() == before


@pytest.mark.parametrize("wanted", ["nothing.gguf", "abcdef123456", "g"])
def test_an_unknown_model_gets_one_sentence(home: Home, wanted: str) -> None:
    done = home.hisho("ask", "--model", wanted, "x")
    assert done.returncode == 1
    assert wanted in one_sentence(done.stderr)


@pytest.mark.parametrize(("output", "said"), [("/dev/full", 1), ("pipe", 0)])
def test_output_that_nobody_takes_ends_in_order(home: Home, output: str, said: int) -> None:
    if output == "pipe":
        read_end, descriptor = os.pipe()
        os.close(read_end)
    else:
        descriptor = os.open(output, os.O_WRONLY)
    with home.started("ask", QUESTION, stdout=descriptor, stderr=subprocess.PIPE) as process:
        os.close(descriptor)
        assert process.stderr is not None
        assert len(lines(process.stderr.read())) == said
        assert process.wait(30) == 1


def test_nothing_to_ask_gets_one_sentence(home: Home) -> None:
    done = home.hisho("ask", "-", text="  \n")
    assert done.returncode == 1
    one_sentence(done.stderr)


def test_a_message_that_is_too_long_is_refused_with_both_numbers(home: Home) -> None:
    done = home.hisho("ask", "-", text="長" * 3000)
    assert done.returncode == 1
    sentence = one_sentence(done.stderr)
    assert len(re.findall(r"[\d,]{3,}", sentence)) == 2
    assert "3,0" in sentence


def test_a_newer_vault_is_refused(home: Home) -> None:
    home.with_passphrase(PASSPHRASE, "ask", "--save", "x")
    header = home.data / "vault" / "vault.json"
    header.write_text(json.dumps(json.loads(header.read_text()) | {"version": 99}))
    done = home.with_passphrase(PASSPHRASE, "ask", "--save", "x")
    assert done.returncode == 1
    one_sentence(done.stderr)
    assert json.loads(header.read_text())["version"] == 99


def test_a_folder_that_is_not_ours_is_left_alone(home: Home) -> None:
    (home.data / "vault").mkdir(parents=True)
    (home.data / "vault" / "thesis.txt").write_text("x")
    done = home.with_passphrase(PASSPHRASE, "ask", "--save", "x")
    assert done.returncode == 1
    assert "thesis" not in one_sentence(done.stderr)
    assert [path.name for path in (home.data / "vault").iterdir()] == ["thesis.txt"]
    assert home.hisho("doctor").returncode == 1


def test_without_a_keyring_and_a_person_the_passphrase_is_asked_for_in_words(home: Home) -> None:
    done = home.hisho("ask", "--save", "x")
    assert done.returncode == 1
    assert "--passphrase-fd" in one_sentence(done.stderr)


@pytest.mark.namespaces
@pytest.mark.parametrize("option", ["ro", "size=100k"])
def test_a_disk_that_takes_nothing_gets_one_sentence(home: Home, option: str) -> None:
    folder = home.folder / "hisho"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", option, "tmpfs", str(folder)], check=True)
    try:
        done = home.with_passphrase(PASSPHRASE, "ask", "--save", "x")
        assert done.returncode == 1
        one_sentence(done.stderr)
        assert home.hisho("ask", QUESTION).returncode == 0  # what keeps nothing needs no disk
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_wrong_usage_is_told_by_the_parser(home: Home) -> None:
    for arguments in (("fly",), ("ask", "--seed", "-1", "x"), ("ask", "--temperature", "nan", "x")):
        done = home.hisho(*arguments)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr


# -- chat


def test_chat_answers_the_lines_of_a_pipe_and_keeps_nothing(home: Home) -> None:
    done = home.hisho("chat", text=f"{QUESTION}\nもっと詳しく\n")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("› ") == 2
    assert not (home.data / "vault").exists()


def test_a_line_is_answered_while_the_pipe_stays_open(home: Home) -> None:
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with home.started("chat", **pipes) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for question in (QUESTION, "もっと詳しく"):
            process.stdin.write(f"{question}\n")
            process.stdin.flush()
            read_until(process.stdout.fileno(), f"› {question}\n")
        process.stdin.close()
        assert process.wait(30) == 0


def test_without_a_display_the_chat_opens_in_the_terminal(home: Home) -> None:
    done = home.hisho()
    assert done.returncode == 0, done.stderr
    assert "display" in done.stderr
    assert len(lines(done.stdout)) >= 2  # the example question and its answer
    assert "qt." not in done.stderr


def test_a_display_that_is_not_there_leads_to_the_terminal_too(home: Home) -> None:
    home.extra["DISPLAY"] = ":7654"
    done = home.hisho()
    assert done.returncode == 0, done.stderr
    assert "display" in done.stderr


def test_ctrl_c_stops_the_answer_and_leaves_nobody_behind(home: Home, random_model: Path) -> None:
    arguments = ("ask", "--model", str(random_model), "--temperature", "2", "質問")
    with home.started(*arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        client = wait_for(lambda: child(process.pid, "client"))
        assert process.stdout is not None
        process.stdout.read(1)  # the answer has begun
        family = list(children(process.pid))
        os.kill(client, signal.SIGINT)
        assert process.wait(30) in (0, 130)  # 0 if the answer was at its end by then
        wait_for(lambda: not any(map(is_alive, family)))


def test_a_killed_supervisor_takes_its_children_along(home: Home) -> None:
    with home.started(
        "chat", stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        wait_for(lambda: child(process.pid, "client"))
        family = list(children(process.pid))
        kill(process.pid)
        process.wait()
        wait_for(lambda: not any(map(is_alive, family)))


# -- doctor


def test_doctor_reports_in_the_promised_form(home: Home) -> None:
    done = home.hisho("doctor", "--json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert set(report) == {
        "edition", "versions", "engine", "devices", "keyring", "paths", "protection", "problems"
    }  # fmt: skip
    assert report["edition"] == "full"
    assert report["problems"] == []
    assert report["protection"]["level"] == level_here()
    assert set(report["protection"]["programs"]) == {
        "window", "client", "engine", "fetcher", "fetcher_local"
    }  # fmt: skip
    for program in report["protection"]["programs"].values():
        assert set(program["layers"]) == {"seccomp", "landlock", "namespaces"}
        assert all(set(layer) == {"on", "reason"} for layer in program["layers"].values())
        assert len(program["probes"]) >= 30
        assert all(probe["ok"] for probe in program["probes"])


@pytest.mark.parametrize("language", ["ja_JP.UTF-8", "en_GB.UTF-8"])
def test_doctor_speaks_to_people(home: Home, language: str) -> None:
    home.language = language
    done = home.hisho("doctor")
    assert done.returncode == 0
    assert {"strong": "強", "middle": "中"}[level_here()] in done.stdout
    assert ("保護" in done.stdout) == language.startswith("ja")


def test_the_log_holds_no_text(home: Home) -> None:
    home.hisho("ask", "極秘の電解質")
    logged = "".join(path.read_text() for path in (home.data / "logs").iterdir())
    assert "started engine" in logged
    assert "電解質" not in logged
