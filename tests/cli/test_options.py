"""What is typed after `ask` and `chat` about the machine and the answer, and what holds this once only."""

from dataclasses import fields, replace
from pathlib import Path

import pytest

from desktop.cli.arguments import parser
from desktop.cli.errors import DeviceUnknownError, FormatFileError
from desktop.cli.options import OneOff, Options, choice_of, options_of, require_devices
from desktop.experience import Experience
from desktop.inference.learning import Seen, Speeds
from desktop.inference.protocol import Thinking
from desktop.inference.sampling import Sampling, TokenBias
from model_manager.placement import Choice, Learnt, Mode
from tests.inference.openings import HALF, MACHINE, WHOLE

MODEL, HERE = "ab" * 32, "0" * 16
USUAL = Sampling(temperature=0.6, top_k=20, stop=("x",))


def typed(*arguments: str, command: str = "ask") -> Options:
    return options_of(parser(lambda _, source: source, "1").parse_args([command, *arguments]))


@pytest.mark.parametrize("command", ["ask", "chat"])
def test_without_options_all_is_as_usual(command: str) -> None:
    options = typed(command=command)
    assert (options.choice, options.thinking) == (None, Thinking.FAMILY)
    assert options.sampling(USUAL) == USUAL


@pytest.mark.parametrize(
    ("arguments", "choice"),
    [
        (["--device", "cpu"], Choice(Mode.CPU)),
        (["--device", "auto"], Choice(Mode.AUTO)),
        (["--context", "4096"], Choice(Mode.AUTO, (), 4096)),
        (["--device", "Vulkan1", "--context", "512"], Choice(Mode.DEVICES, ("Vulkan1",), 512)),
        (["--device", "Vulkan1", "--device", "Vulkan0", "--device", "Vulkan1"],
         Choice(Mode.DEVICES, ("Vulkan1", "Vulkan0"))),
        (["--device", "Vulkan1", "--device", "cpu"], Choice(Mode.CPU)),
    ],
)  # fmt: skip
def test_where_the_model_runs(arguments: list[str], choice: Choice) -> None:
    assert typed(*arguments).choice == choice


def test_a_device_that_is_not_there_is_told() -> None:
    for given in ([], ["auto"], ["cpu"], ["Vulkan0"]):
        require_devices(choice_of(given, 0), MACHINE)
    for machine in (MACHINE, replace(MACHINE, devices=()), None):
        with pytest.raises(DeviceUnknownError) as unknown:
            require_devices(choice_of(["Vulkan7"], 0), machine)
        assert unknown.value.wanted == "Vulkan7"


def test_what_is_given_replaces_what_is_usual_and_nothing_else() -> None:
    options = typed(
        "--temperature", "0", "--top-k", "5", "--top-p", "0.5", "--min-p", "0.1", "--repeat-penalty", "1.1",
        "--seed", "7", "--stop", "\n\n", "--stop", "終", "--thinking", "short",
    )  # fmt: skip
    assert options.thinking is Thinking.SHORT
    assert options.sampling(USUAL) == Sampling(
        temperature=0.0, top_k=5, top_p=0.5, min_p=0.1, repeat_penalty=1.1, seed=7, stop=("\n\n", "終")
    )
    assert typed("--seed", "7").sampling(USUAL).temperature == USUAL.temperature


def test_every_field_of_the_sampling_can_be_given(tmp_path: Path) -> None:
    (tmp_path / "s.json").write_text("{}")
    (tmp_path / "g.gbnf").write_text('root ::= "a"')
    given = [
        "--temperature", "0.1", "--top-k", "5", "--top-p", "0.5", "--min-p", "0.1", "--seed", "7",
        "--repeat-penalty", "1.1", "--presence-penalty", "-0.5", "--frequency-penalty", "2",
        "--penalty-window", "-1", "--dry", "0.8", "--dry-base", "2", "--dry-allowed-length", "3",
        "--stop", "終", "--logit-bias", "7=-1.5", "--logit-bias", "8=-inf", "--logit-bias", "7=3",
    ]  # fmt: skip
    schema = typed(*given, "--json-schema", str(tmp_path / "s.json"))
    grammar = typed(*given, "--grammar", str(tmp_path / "g.gbnf"))
    assert schema.drawing.keys() | grammar.drawing.keys() == {each.name for each in fields(Sampling)}
    assert schema.sampling(USUAL) == Sampling(
        temperature=0.1, top_k=5, top_p=0.5, min_p=0.1, seed=7, repeat_penalty=1.1, presence_penalty=-0.5,
        frequency_penalty=2.0, penalty_window=-1, dry_multiplier=0.8, dry_base=2.0, dry_allowed_length=3,
        stop=("終",), json_schema="{}", logit_bias=(TokenBias(7, 3.0), TokenBias(8, -1000.0)),
    )  # fmt: skip


def test_a_form_is_read_from_its_file(tmp_path: Path) -> None:
    schema, grammar = tmp_path / "s.json", tmp_path / "g.gbnf"
    schema.write_text('{"type": "object"}')
    grammar.write_text('root ::= "はい" | "いいえ"')
    assert typed("--json-schema", str(schema)).sampling(USUAL).json_schema == '{"type": "object"}'
    assert typed("--grammar", str(grammar)).sampling(USUAL).grammar == 'root ::= "はい" | "いいえ"'


@pytest.mark.parametrize(
    "content", [None, b"", b"{", b"\xff\xfe", b"[" * 100_000, b'"' + b"x" * (1 << 20) + b'"'],
    ids=lambda content: repr(content)[:16],
)  # fmt: skip
def test_a_file_that_is_no_schema_is_told(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "s.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(FormatFileError) as refused:
        typed("--json-schema", str(path))
    assert refused.value.path == str(path)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--temperature", "nan"], ["--temperature", "11"], ["--top-p", "1.5"], ["--top-k", "0"],
        ["--seed", "-1"], ["--context", "0"], ["--thinking", "very"],
        ["--json-schema", "a", "--grammar", "b"],
        ["--presence-penalty", "2.1"], ["--presence-penalty", "nan"], ["--frequency-penalty", "-3"],
        ["--penalty-window", "-2"], ["--penalty-window", "8193"], ["--dry", "-1"], ["--dry-base", "0.5"],
        ["--dry-allowed-length", "0"], ["--stop", ""], ["--logit-bias", "7"], ["--logit-bias", "x=1"],
        ["--logit-bias", "-7=1"], ["--logit-bias", "7=101"], ["--logit-bias", "7=nan"],
        ["--logit-bias", "7=inf"],
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_at_once(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        typed(*arguments)
    assert arguments[0] in capsys.readouterr().err


def test_a_choice_for_once_leaves_where_the_next_start_begins(tmp_path: Path) -> None:
    experience = Experience(tmp_path / "experience.json")
    experience.choose(MODEL, Choice(context=4096))
    experience.keep(MODEL, HERE, Seen(HALF, WHOLE, 9, Learnt(1, 2), Speeds(1.0, 2.0, 3.0)))
    once = OneOff(experience, Choice(Mode.CPU))
    assert once.choice(MODEL) == Choice(Mode.CPU)
    assert once.machine() == HERE
    assert once.seen(MODEL, HERE) == Seen(learnt=Learnt(1, 2), speeds=Speeds(1.0, 2.0, 3.0))
    once.keep(MODEL, HERE, Seen(WHOLE, None, 0, Learnt(5, 6), Speeds(7.0, 8.0, 9.0)))
    assert experience.seen(MODEL, HERE) == Seen(HALF, WHOLE, 9, Learnt(5, 6), Speeds(7.0, 8.0, 9.0))
    assert experience.choice(MODEL) == Choice(context=4096)
