"""What is known of models survives, whoever writes it, and never stands in the way: a damaged file is kept
aside, what cannot be written is forgotten.
"""

import errno
import json
import multiprocessing
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop.experience import Experience, ExperienceWriteError
from desktop.inference.learning import Seen, Speeds
from model_manager.placement import Choice, Learnt, Mode, Placement
from model_manager.speed import Measured

MODEL, OTHER = "ab" * 32, "cd" * 32
HERE, THERE = "0" * 16, "1" * 16
WHOLE = Placement(33, 8192, 33, ("Vulkan0",), (33,))
HALF = replace(WHOLE, gpu_layers=17, layers_per_device=(17,))
SEEN = Seen(HALF, WHOLE, 0, Learnt(1 << 20, -5, 3), Speeds(1.5, 120.0, 9.5))
CHOICE = Choice(Mode.DEVICES, ("Vulkan0", "Vulkan1"), 4096)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "experience.json"


@pytest.fixture
def experience(path: Path) -> Experience:
    return Experience(path)


def test_nothing_is_known_at_first(experience: Experience, path: Path) -> None:
    assert (experience.machine(), experience.choice(MODEL)) == ("", Choice())
    assert experience.seen(MODEL, HERE) == Seen()
    assert not path.exists()


def test_what_is_kept_is_known_to_the_next_program(experience: Experience, path: Path) -> None:
    experience.choose(MODEL, CHOICE)
    experience.keep(MODEL, HERE, SEEN)
    experience.keep(OTHER, HERE, Seen(placement=WHOLE))
    later = Experience(path)
    assert later.choice(MODEL) == CHOICE
    assert later.seen(MODEL, HERE) == SEEN
    assert later.seen(OTHER, HERE).placement == WHOLE
    assert later.machine() == HERE


def test_each_machine_has_its_own(experience: Experience) -> None:
    experience.keep(MODEL, HERE, SEEN)
    experience.keep(MODEL, THERE, Seen(placement=WHOLE))
    assert experience.machine() == THERE
    assert experience.seen(MODEL, HERE) == SEEN
    assert experience.seen(MODEL, THERE).failed is None


def test_measurements_are_those_of_this_machine(experience: Experience) -> None:
    """The first half of a mark is the computer's, the second that of the devices that were looked at."""
    blind, looked, other_gpu = "0" * 8 + "b" * 8, HERE, "0" * 8 + "c" * 8
    cpu, gpu = Speeds(1.0, 50.0, 5.0, "cpu"), Speeds(1.0, 500.0, 50.0, "Vulkan0")
    assert experience.measured() == ()
    experience.keep(OTHER, THERE, Seen(speeds=cpu))             # another computer
    experience.keep(OTHER, other_gpu, Seen(speeds=gpu))         # a device that was taken out
    experience.keep("ef" * 32, looked, Seen(speeds=replace(cpu, place="")))     # divided, or not known where
    experience.keep(MODEL, looked, Seen(speeds=gpu))
    experience.keep(MODEL, blind, Seen(speeds=cpu))
    assert experience.measured() == (
        Measured(MODEL, "cpu", 5.0, 50.0), Measured(MODEL, "Vulkan0", 50.0, 500.0)
    )  # fmt: skip
    experience.keep(OTHER, THERE, Seen())
    assert experience.measured() == ()


def test_to_choose_anew_forgets_what_failed_and_keeps_what_was_measured(experience: Experience) -> None:
    experience.keep(MODEL, HERE, replace(SEEN, left_alone_since=1_800_000_000))
    experience.keep(OTHER, HERE, SEEN)
    experience.choose(MODEL, CHOICE)
    assert experience.seen(MODEL, HERE) == Seen(learnt=SEEN.learnt, speeds=SEEN.speeds)
    assert experience.seen(OTHER, HERE) == SEEN


def test_the_file_is_its_owners_alone_and_holds_numbers_and_digests(
    experience: Experience, path: Path
) -> None:
    experience.keep(MODEL, HERE, SEEN)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    assert set(json.loads(path.read_text())) == {"version", "machine", "chosen", "entries"}


def test_what_changes_nothing_is_not_written(experience: Experience, path: Path) -> None:
    experience.keep(MODEL, HERE, SEEN)
    before = path.stat().st_ino
    experience.keep(MODEL, HERE, SEEN)
    assert path.stat().st_ino == before
    experience.keep(MODEL, HERE, replace(SEEN, left_alone_since=1_800_000_000))
    assert path.stat().st_ino != before


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"[]", b'"x"', b'{"version": 2}', b"\xff\xfe", b"[" * 100_000, b" " * (2 << 20),
     b'{"version": 1, "machine": NaN}'],
    ids=lambda damage: repr(damage[:12]),
)  # fmt: skip
def test_a_damaged_file_is_kept_aside(experience: Experience, path: Path, damage: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(damage)
    assert experience.seen(MODEL, HERE) == Seen()
    assert path.with_name(path.name + ".bak").read_bytes() == damage
    experience.keep(MODEL, HERE, SEEN)
    assert experience.seen(MODEL, HERE) == SEEN


def changed(body: Any, place: list[Any], value: Any) -> Any:
    """The JSON with another value in one place."""
    inner = body
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    return body


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (["sha256"], "../etc"),
        (["machine"], "x"),
        (["seen", "placement", "context"], "8192"),
        (["seen", "placement", "context"], 10**30),
        (["seen", "learnt", "extra_host"], True),
        (["seen", "speeds", "decode"], 1e999),
        (["seen", "failed"], []),
        (["more"], 1),
    ],
)
def test_an_entry_that_is_none_is_left_out_alone(
    experience: Experience, path: Path, place: list[Any], value: Any
) -> None:
    experience.keep(OTHER, HERE, SEEN)
    experience.keep(MODEL, HERE, SEEN)
    body = json.dumps(changed(json.loads(path.read_text()), ["entries", 1, *place], value))
    path.write_text(body.replace("Infinity", "1e999"))      # which is JSON, and no number of ours
    assert experience.seen(OTHER, HERE) == SEEN
    assert experience.seen(MODEL, HERE) == Seen()


def test_the_file_does_not_grow_for_ever(experience: Experience, path: Path) -> None:
    digests = [f"{number:064x}" for number in range(202)]
    experience.keep(digests[0], HERE, SEEN)
    body = json.loads(path.read_text(encoding="utf-8"))
    (entry,) = body["entries"]
    body["entries"] = [entry | {"sha256": digest} for digest in digests[:200]]
    path.write_text(json.dumps(body), encoding="utf-8")
    assert [experience.seen(each, HERE) for each in (digests[0], digests[199])] == [SEEN, SEEN]
    for digest in digests[200:]:
        experience.keep(digest, HERE, SEEN)
    edges = [digests[at] for at in (0, 1, 2, 199, 201)]
    assert [experience.seen(each, HERE) for each in edges] == [Seen(), Seen(), SEEN, SEEN, SEEN]


def _write_many(path: Path, machine: str) -> None:
    experience = Experience(path)
    for context in range(50):
        experience.keep(MODEL, machine, Seen(placement=replace(WHOLE, context=context)))


def test_two_programs_that_write_at_once_never_break_the_file(experience: Experience, path: Path) -> None:
    spawning = multiprocessing.get_context("spawn")
    writers = [spawning.Process(target=_write_many, args=(path, machine)) for machine in (HERE, THERE)]
    for each in writers:
        each.start()
    while any(each.is_alive() for each in writers):
        experience.seen(MODEL, HERE)
        writers[0].join(0.01)
    for each in writers:
        each.join(60)
        assert each.exitcode == 0
    assert [each.name for each in path.parent.iterdir()] == [path.name]     # nothing aside, no parts
    kept = {experience.seen(MODEL, machine).placement for machine in (HERE, THERE)}
    assert replace(WHOLE, context=49) in kept


def test_what_cannot_be_written_is_forgotten_but_a_choice_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file has the folder's place")
    experience = Experience(tmp_path / "data" / "experience.json")
    experience.keep(MODEL, HERE, SEEN)
    assert experience.seen(MODEL, HERE) == Seen()
    with pytest.raises(ExperienceWriteError) as refused:
        experience.choose(MODEL, CHOICE)
    assert refused.value.error_number in (errno.ENOTDIR, errno.EEXIST)
    assert experience.choice(MODEL) == CHOICE           # it holds for this program, as the user is told


def test_a_choice_that_can_be_kept_at_last_is_no_longer_held(tmp_path: Path) -> None:
    blocked = tmp_path / "data"
    blocked.write_text("a file has the folder's place")
    experience = Experience(blocked / "experience.json")
    with pytest.raises(ExperienceWriteError):
        experience.choose(MODEL, CHOICE)
    blocked.unlink()
    experience.choose(MODEL, CHOICE)
    Experience(blocked / "experience.json").choose(MODEL, Choice())     # another program
    assert experience.choice(MODEL) == Choice()


def test_without_a_place_nothing_is_kept_but_a_choice_holds() -> None:
    experience = Experience(None)
    experience.choose(MODEL, CHOICE)
    experience.keep(MODEL, HERE, SEEN)
    assert (experience.machine(), experience.choice(MODEL)) == ("", CHOICE)
    assert Experience(None).choice(MODEL) == Choice()
