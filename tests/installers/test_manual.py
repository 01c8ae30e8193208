"""The manual and the shell's completion know all that the command line knows, and nothing else."""

import contextlib
import io
import re
import subprocess
from pathlib import Path

import pytest

from desktop.cli import arguments
from desktop.words import Language
from installers.package import manual
from installers.package.manual import Command
from model_manager import arguments as models
from model_manager.edition import Edition
from tests.sources import ROOT

FOUND = manual.commands("en", Edition.FULL)
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z0-9-]*")


def help_of(command: Command) -> str:
    """What `hisho … --help` prints, by the parser itself."""
    of_models = command.words[1:2] == ("models",)
    parser = models.parser(str, Edition.FULL) if of_models else arguments.parser(lambda _, text: text, "")
    said = io.StringIO()
    with contextlib.redirect_stdout(said), pytest.raises(SystemExit):
        parser.parse_args([*command.words[2 if of_models else 1 :], "--help"])
    return said.getvalue()


@pytest.mark.parametrize("command", FOUND, ids=lambda command: " ".join(command.words))
def test_every_option_of_every_command_is_known(command: Command) -> None:
    described = set(OPTION.findall(help_of(command).partition("options:")[2]))
    assert described - {"--help", "--version"} == set(command.options)


def test_every_command_has_its_heading_and_its_words() -> None:
    page = manual.manual(FOUND)
    assert {" ".join(each.words) for each in FOUND} > {
        "hisho ask", "hisho vault slots add", "hisho models fetch", "hisho doctor", "hisho policy check",
    }  # fmt: skip
    for command in FOUND[1:]:
        assert f'.SS "{" ".join(command.words)}"\n' in page
        assert command.does, command.words


@pytest.mark.parametrize("language", ["en", "ja"])
def test_what_is_said_is_said_in_the_language_of_the_page(language: Language) -> None:
    """Every sentence of the command line is translated, so the whole page is."""
    page = manual.manual(manual.commands(language, Edition.FULL))
    sentences = [line for line in page.splitlines() if not line.startswith((".", "\\f"))]
    assert len(sentences) > 100
    japanese = [line for line in sentences if re.search("[ぁ-ん一-龯ァ-ン]", line)]
    assert len(japanese) == (len(sentences) if language == "ja" else 0)


def test_nothing_is_taken_for_a_request_or_an_escape() -> None:
    command = Command(("hisho", "x"), ".so /etc/passwd", (("--a-b C\\D", "'quoted\" -1"),), ())
    assert manual.manual([command]).splitlines() == [
        '.SS "hisho x"', "\\&.so /etc/passwd", ".TP", "\\fB\\-\\-a\\-b\\fR \\fIC\\eD\\fR",
        "\\&'quoted\\(dq \\-1",
    ]  # fmt: skip


def test_the_edition_without_a_network_offers_no_way_to_one() -> None:
    (top,) = (each for each in manual.commands("en", Edition.AIRGAP) if each.words == ("hisho", "models"))
    assert not {"--proxy", "--endpoint", "--token-fd"} & set(top.options)
    (full,) = (each for each in FOUND if each.words == ("hisho", "models"))
    assert {"--proxy", "--endpoint", "--token-fd"} <= set(full.options)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_rest_of_the_page_names_every_variable_and_exit_code(language: str) -> None:
    frame = (ROOT / f"installers/linux/shared/hisho.{language}.1").read_text(encoding="utf-8")
    for code in (0, 1, 2, 3, 4, 5, 6, 130):
        assert f".B {code}\n" in frame
    for name in ("HISHO_HOME", "HISHO_PROFILE", "XDG_DATA_HOME", "HF_ENDPOINT", "HTTPS_PROXY", "LANG"):
        assert name in frame
    for place in ("/etc/hisho/policy.toml", "~/.local/share/hisho", "~/.config/hisho", "~/.cache/hisho"):
        assert place in frame


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("hisho do", {"doctor"}),
        ("hisho vault slots re", {"replace"}),
        ("hisho --profile office vault ba", {"backup"}),
        ("hisho models --shared /x fetch --rev", {"--revision"}),
        ("hisho policy ", {"show", "check", "--help"}),
        ("hisho model.gg", set()),      # files, by the shell
    ],
)  # fmt: skip
def test_a_shell_offers_what_fits(tmp_path: Path, typed: str, offered: set[str]) -> None:
    (tmp_path / "hisho").write_text(manual.completion(FOUND), encoding="utf-8")
    code = 'source "$1"; COMP_WORDS=("${@:2}"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _hisho hisho; '
    code += 'printf "%s\\n" "${COMPREPLY[@]}"'
    command = ["bash", "--norc", "-euc", code, "bash", str(tmp_path / "hisho"), *typed.split(" ")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (set(done.stdout.split()), done.stderr) == (offered, "")
