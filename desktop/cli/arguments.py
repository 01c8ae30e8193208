"""What can be typed after `hisho`."""

import argparse
import contextlib
import math
from collections.abc import Callable

from desktop.cli.conversations_command import add_conversations
from desktop.cli.licences_command import add_licences
from desktop.cli.policy_command import add_policy
from desktop.cli.report_command import add_report
from desktop.cli.vault_command import add_vault
from desktop.words import Translate

_HOTTEST = 10.0
_PENALTY = 2.0                      # presence and frequency: as far as other programs go
_STRONGEST = 100.0                  # a bias: e to this is beyond all logits
_FORBIDS = -1000.0                  # a bias, as the engine takes it
_LONGEST_LOOK = 8192                # tokens
Words = Callable[[str], str]


def parser(translate: Translate, version: str) -> argparse.ArgumentParser:
    """The parser of the command line, with help in the user's language."""

    def words(source: str) -> str:
        return translate("Cli", source)

    top = argparse.ArgumentParser(
        prog="hisho",
        description=words("Chat with a language model on this computer. Without a command: the window."),
    )
    top.add_argument("--version", action="version", version=f"hisho {version}")
    top.add_argument(
        "--profile", metavar="NAME", type=_taken, help=words("use this profile; it comes first, and once")
    )
    offered = "ask | chat | conversations | vault | bench | policy | licences | doctor"
    commands = top.add_subparsers(dest="command", required=True, metavar=offered)
    _add_ask(commands.add_parser("ask", help=words("ask one question and print the answer")), words)
    _add_chat(commands.add_parser("chat", help=words("chat in this terminal, kept in the vault")), words)
    bench = commands.add_parser("bench", help=words("measure how fast this computer is with a model"))
    _add_model(bench, words)
    _add_placing(bench, words)
    bench.add_argument("--json", action="store_true", help=words("print one JSON object"))
    add_vault(commands, words)
    add_conversations(commands, words)
    add_policy(commands, words)
    add_licences(commands, words)
    doctor = commands.add_parser("doctor", help=words("check this installation and its protection"))
    doctor.add_argument("--json", action="store_true", help=words("print one JSON object"))
    add_report(doctor, words)
    _add_passphrase(doctor, words)
    return top


def _taken(_name: str) -> str:
    """The supervisor has taken the one that comes first."""
    raise argparse.ArgumentTypeError("hisho --profile NAME …")


def _add_ask(ask: argparse.ArgumentParser, words: Words) -> None:
    _add_model(ask, words)
    _add_passphrase(ask, words)
    _add_placing(ask, words)
    _add_drawing(ask, words)
    ask.add_argument("--system", metavar="TEXT", default="", help=words("instruction for the model"))
    ask.add_argument(
        "--max-tokens", metavar="N", type=_positive, default=0, help=words("end the answer there")
    )
    ask.add_argument("--save", action="store_true", help=words("keep the talk in the vault"))
    ask.add_argument("--json", action="store_true", help=words("print one JSON object"))
    ask.add_argument("text", metavar="TEXT|-", nargs="?", default="-", help=words("the question; - reads it"))


def _add_chat(chat: argparse.ArgumentParser, words: Words) -> None:
    _add_model(chat, words)
    _add_passphrase(chat, words)
    _add_placing(chat, words)
    _add_drawing(chat, words)
    chat.add_argument("--no-display", action="store_true", help=argparse.SUPPRESS)


def _add_model(command: argparse.ArgumentParser, words: Words) -> None:
    command.add_argument(
        "--model", metavar="PATH|ID", default="", help=words("a GGUF file or a registered model")
    )


def _add_passphrase(command: argparse.ArgumentParser, words: Words) -> None:
    command.add_argument(
        "--passphrase-fd",
        metavar="N",
        type=int,
        help=words("read the vault's passphrase from this descriptor"),
    )


def _add_placing(command: argparse.ArgumentParser, words: Words) -> None:
    command.add_argument(
        "--device",
        metavar="cpu|auto|NAME",
        action="append",
        help=words("where the model runs, this once; several times for several GPUs"),
    )
    command.add_argument(
        "--context", metavar="N", type=_positive, default=0, help=words("length of the context in tokens")
    )


def _add_drawing(command: argparse.ArgumentParser, words: Words) -> None:
    drawing = command.add_argument_group(words("how the answer is made"))
    add = drawing.add_argument
    add("--thinking", choices=("off", "short", "long"), help=words("how long the model thinks first"))
    add("--temperature", metavar="X", type=_within(_HOTTEST), help=words("0: always the likeliest token"))
    add("--top-k", metavar="N", type=_positive, help=words("draw from the N likeliest tokens"))
    add("--top-p", metavar="X", type=_within(1), help=words("draw from the likeliest share of tokens"))
    add("--min-p", metavar="X", type=_within(1), help=words("leave out what is less likely by this"))
    add("--repeat-penalty", metavar="X", type=_within(_HOTTEST), help=words("1: none"))
    _add_penalties(drawing, words)
    add("--seed", metavar="N", type=_seed, help=words("draw the same answer again"))
    add("--stop", metavar="TEXT", type=_stop, action="append", help=words("end the answer before this text"))
    form = drawing.add_mutually_exclusive_group()
    form.add_argument("--json-schema", metavar="FILE", help=words("answer in JSON of this schema"))
    form.add_argument("--grammar", metavar="FILE", help=words("answer by this grammar (GBNF)"))


def _add_penalties(drawing: argparse._ArgumentGroup, words: Words) -> None:
    add, either_way = drawing.add_argument, _within(_PENALTY, -_PENALTY)
    add("--presence-penalty", metavar="X", type=either_way, help=words("against what was there; 0: none"))
    add("--frequency-penalty", metavar="X", type=either_way, help=words("the same, for each time; 0: none"))
    add(
        "--penalty-window", metavar="N", type=_window,
        help=words("how many tokens these penalties look back; -1: all"),
    )  # fmt: skip
    add(
        "--dry", dest="dry_multiplier", metavar="X", type=_within(_HOTTEST),
        help=words("against repeating whole passages (DRY); 0: off, 0.8 is usual"),
    )  # fmt: skip
    add("--dry-base", metavar="X", type=_within(_HOTTEST, 1), help=words("how fast DRY grows"))
    add(
        "--dry-allowed-length", metavar="N", type=_positive,
        help=words("tokens that may be repeated before DRY sets in"),
    )  # fmt: skip
    add(
        "--logit-bias", metavar="ID=BIAS", type=_bias, action="append",
        help=words("make the token likelier, or less likely; -inf forbids it; may be repeated"),
    )  # fmt: skip


def _bias(text: str) -> tuple[int, float]:
    token, _, number = text.partition("=")
    with contextlib.suppress(ValueError):
        token_id, bias = int(token), float(number)
        if token_id >= 0 and bias == -math.inf:
            return token_id, _FORBIDS
        if token_id >= 0 and -_STRONGEST <= bias <= _STRONGEST:
            return token_id, bias
    raise argparse.ArgumentTypeError(f"ID=-{_STRONGEST:g} … {_STRONGEST:g}, ID=-inf")


def _window(text: str) -> int:
    value = int(text)
    if not -1 <= value <= _LONGEST_LOOK:
        raise argparse.ArgumentTypeError(f"-1 … {_LONGEST_LOOK}")
    return value


def _stop(text: str) -> str:
    if not text:
        raise argparse.ArgumentTypeError("TEXT")
    return text


def _seed(text: str) -> int:
    value = int(text)
    if not 0 <= value < 2**32 - 1:  # llama.cpp takes 0xFFFFFFFF for "random"
        raise argparse.ArgumentTypeError("0 … 4294967294")
    return value


def _within(most: float, least: float = 0) -> Callable[[str], float]:
    def number(text: str) -> float:
        value = float(text)
        if not least <= value <= most:  # NaN fails too
            raise argparse.ArgumentTypeError(f"{least:g} … {most:g}")
        return value

    return number


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("1 …")
    return value
