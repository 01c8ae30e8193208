"""What the administrator demands, in words: every key that stands in a policy is told, and no other."""

from pathlib import Path

import pytest

from desktop.paths import resources
from desktop.policy import NO_POLICY, read_policy
from desktop.ui.policy_words import closed_words, demands_words
from desktop.words import translator
from model_manager.edition import Edition
from model_manager.policy_grammar import GRAMMAR
from tests.policies import policy_saying
from tests.test_policy import WRITTEN

ENGLISH = translator("en", resources() / "i18n")
FOLDER, FORBIDDEN = ("tasks", "folder"), ("models", "forbidden")
TOLD = {
    **{place: text for place, (text, _, _) in WRITTEN.items() if place[0] != "labels"},
    ("labels", "default"): '"secret"', ("lock", "on_session_lock"): "true", FOLDER: '"/etc/hisho/tasks"',
    FORBIDDEN: f'["{"b" * 64}"]',
}  # fmt: skip


def told(folder: Path, text: str, edition: Edition = Edition.FULL) -> tuple[str, ...]:
    return demands_words(read_policy(policy_saying(folder, text)), ENGLISH, edition)


@pytest.mark.parametrize(("table", "key"), TOLD, ids=".".join)
def test_every_key_is_told_in_one_sentence(tmp_path: Path, table: str, key: str) -> None:
    (sentence,) = told(tmp_path, f"[{table}]\n{key} = {TOLD[table, key]}\n")
    assert sentence.endswith(".")
    assert "{" not in sentence


def test_no_key_is_forgotten_but_the_names_of_labels() -> None:
    names = {("labels", key) for key in GRAMMAR["labels"] if key != "default"}
    assert set(TOLD) | names == {(table, key) for table, keys in GRAMMAR.items() for key in keys}


def test_without_a_policy_nothing_is_told(tmp_path: Path) -> None:
    assert demands_words(NO_POLICY, ENGLISH, Edition.FULL) == ()
    assert closed_words(NO_POLICY, ENGLISH) == ""
    assert told(tmp_path, "[lock]\non_suspend = false\n") == ()


def test_what_is_said_is_what_is_demanded(tmp_path: Path) -> None:
    server, cleared, seconds = told(
        tmp_path,
        '[models]\nendpoint = "https://mirror.example"\n'
        '[sharing]\nclipboard = "cleared"\nclipboard_seconds = 20\n',
    )
    assert "https://mirror.example" in server
    assert "cleared" in cleared
    assert "20 seconds" in seconds


def test_without_network_code_the_policys_network_is_moot(tmp_path: Path) -> None:
    """It is accepted as everywhere: the same file serves a whole fleet."""
    text = '[models]\nnetwork = "catalogue"\nendpoint = "https://mirror.example"\nforbidden = []\n'
    moot, forbidden = told(tmp_path, text, Edition.AIRGAP)
    assert moot == "What it says of servers and the network does not matter without either."
    assert forbidden == "Some models may not be used."
