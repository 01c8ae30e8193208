"""Writes the commands of the manual and the shell's completion from the command line itself.

`manual.py en|ja|completion full|airgap`, by a Python that has the product's packages.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from desktop.cli import arguments  # noqa: E402
from desktop.words import Language, translator  # noqa: E402
from model_manager import arguments as models  # noqa: E402
from model_manager.edition import Edition  # noqa: E402

_ARGPARSES_OWN = ("help", "version")     # their words are in English alone; the manual has others
_COMPLETION = """# bash completion of hisho, made from its command line
_hisho() {{
    local current=${{COMP_WORDS[COMP_CWORD]}} path=hisho word words
    for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
        case "$path $word" in
        {paths}) path="$path $word" ;;
        esac
    done
    case $path in
{cases}
    esac
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
}}
complete -o default -F _hisho hisho
"""


@dataclass(frozen=True, slots=True)
class Command:
    """What can be typed after `hisho`: the words, what it does, and what may follow: (as typed, meaning)."""

    words: tuple[str, ...]
    does: str
    following: tuple[tuple[str, str], ...]
    verbs: tuple[str, ...]

    @property
    def options(self) -> tuple[str, ...]:
        """The options alone, without the words for their values."""
        return tuple(typed.split()[0] for typed, _meaning in self.following if typed.startswith("--"))


def commands(language: Language, edition: Edition) -> list[Command]:
    """All commands, each followed by its verbs."""
    translate = translator(language, ROOT / "resources" / "i18n")

    def words(source: str) -> str:
        return translate("Cli", source)

    of_models = models.parser(words, edition)
    found = list(_commands(arguments.parser(translate, ""), ("hisho",), ""))
    first = found[0]
    merged = Command(first.words, first.does, first.following, (*first.verbs, "models"))
    return [merged, *found[1:], *_commands(of_models, ("hisho", "models"), of_models.description or "")]


def _commands(parser: argparse.ArgumentParser, words: tuple[str, ...], does: str) -> Iterator[Command]:
    verbs = [each for each in parser._actions if isinstance(each, argparse._SubParsersAction)]
    shown = [each for each in parser._actions if each.help != argparse.SUPPRESS and each not in verbs]
    following = tuple((_typed(each), each.help or "") for each in shown if each.dest not in _ARGPARSES_OWN)
    names = tuple(name for each in verbs for name in each.choices)
    yield Command(words, does, following, names)
    for each in verbs:
        told = {choice.dest: choice.help or "" for choice in each._choices_actions}
        for name, child in each.choices.items():
            yield from _commands(child, (*words, name), told.get(name, ""))


def _typed(action: argparse.Action) -> str:
    choices = "|".join(map(str, action.choices)) if action.choices is not None else ""
    value = action.metavar or choices or action.dest.upper()
    value = value if isinstance(value, str) else " ".join(value)
    if not action.option_strings:
        return value
    return action.option_strings[-1] + (f" {value}" if action.nargs != 0 else "")


def manual(found: list[Command]) -> str:
    """The commands in the language of manuals, roff."""
    lines: list[str] = []
    for command in found:
        if len(command.words) > 1:
            lines += [f'.SS "{_roff(" ".join(command.words))}"', _roff(command.does)]
        for typed, meaning in command.following:
            name, _space, value = typed.partition(" ") if typed.startswith("-") else ("", "", typed)
            shown = f"\\fB{_roff(name)}\\fR " if name else ""
            lines += [".TP", shown + (f"\\fI{_roff(value)}\\fR" if value else ""), _roff(meaning)]
    return "\n".join(line.rstrip() for line in lines if line)


def _roff(text: str) -> str:
    """Nothing in it is taken for a request or an escape."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    return re.sub(r"^(?=[.'])", "\\\\&", escaped)


def completion(found: list[Command]) -> str:
    """What a shell offers: verbs and options of the command that stands there, otherwise files."""
    paths = "|".join(f'"{" ".join(command.words)}"' for command in found[1:])
    cases = "\n".join(
        f'    "{" ".join(command.words)}") words="{" ".join(_offered(command))}" ;;' for command in found
    )
    return _COMPLETION.format(paths=paths, cases=cases)


def _offered(command: Command) -> tuple[str, ...]:
    own = ("--help", "--version") if len(command.words) == 1 else ("--help",)
    return (*command.verbs, *command.options, *own)


def main() -> int:
    """Print what is asked for; returns the exit code."""
    wanted, edition = sys.argv[1], Edition(sys.argv[2])
    sys.stdout.reconfigure(encoding="utf-8")    # type: ignore[union-attr]
    if wanted == "completion":
        print(completion(commands("en", edition)), end="")
    else:
        print(manual(commands(cast("Language", wanted), edition)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
