"""The command-line client as a program: tied to its supervisor, shut in, then one command."""

import os
import signal
import sys
from argparse import Namespace
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from desktop import paths
from desktop.backup_places import writable
from desktop.channel import Channel, ChannelClosedError
from desktop.cli import (
    audit_command,
    bench,
    conversations_command,
    doctor,
    expected,
    licences_command,
    models,
    policy_command,
    report_command,
    vault_command,
)
from desktop.cli.answering import Listener, TerminalEngine
from desktop.cli.arguments import parser
from desktop.cli.ask import AskWish, ask, question_of
from desktop.cli.bench_threads import computes_here, try_threads
from desktop.cli.chat import answer_example, answer_line, chat
from desktop.cli.errors import NoOutputError
from desktop.cli.options import OneOff, Options, choice_of, options_of, require_devices
from desktop.cli.talk import Keeper, TerminalTalk, show_progress, show_turn
from desktop.cli.terminal import Terminal
from desktop.cli.vault_access import VaultAccess
from desktop.confinement import profiles, tripwire
from desktop.confinement.choice import die_with_parent
from desktop.confinement.program import shut_in
from desktop.confinement.report import ProtectionReport, accept_program_report
from desktop.control import ControlLink
from desktop.errors import HishoError
from desktop.experience import Experience
from desktop.inference.errors import EngineLostError
from desktop.inference.learning import Memory
from desktop.inference.protocol import Ready
from desktop.inference.sampling import Sampling
from desktop.logs import install_last_resort
from desktop.model_places import library_of
from desktop.policy import read_policy
from desktop.settings import load
from desktop.streams import has_output
from desktop.ui.error_text import error_text
from desktop.vault.keychain import SystemKeychain
from desktop.version import VERSION
from desktop.words import Language, system_language, translator
from model_manager.errors import ModelManagerError
from model_manager.placement import Choice
from model_manager.policy_file import policy_file

FAILED, INTERRUPTED = 1, 130
_EXAMPLE_JA, _EXAMPLE_EN = "秘書は何ができますか", "What can Hisho do?"


@dataclass(frozen=True, slots=True)
class Client:
    """What every command needs."""

    control: ControlLink
    places: paths.Paths
    terminal: Terminal
    language: Language
    confinement: dict[str, Any]

    @property
    def protection(self) -> ProtectionReport:
        """How this program is shut in, as far as is known before there is an engine."""
        return ProtectionReport({"client": self.confinement})


def run(control_descriptor: int, parent: int) -> int:
    """Be the command line until the command is done; returns the exit code."""
    die_with_parent(parent)
    install_last_resort()
    channel = Channel.inherited(control_descriptor)
    try:
        arguments = _accept_arguments(channel.receive().untrusted)
    except ChannelClosedError:
        return FAILED
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # the supervisor ignores it, and that is inherited
    places = paths.of(os.environ)
    settings = load(places.settings_file)
    profile = profiles.client(writable(places, settings))
    confinement = shut_in(profile, places.vault, paths.guide_model())
    tripwire.install()
    language = system_language(os.environ) if settings.language == "system" else settings.language
    terminal = Terminal(translator(language, paths.resources() / "i18n"))
    client = Client(ControlLink(channel), places, terminal, language, confinement)
    try:
        if not has_output():
            raise NoOutputError
        wanted = parser(terminal.translate, VERSION).parse_args(arguments)
        return _carry_out(client, wanted)
    except (HishoError, ModelManagerError) as error:
        terminal.note(error_text(error, terminal.translate))
        return FAILED
    except BrokenPipeError:
        _let_output_go()                # nobody reads any more: `hisho ask … | head -1`
        return FAILED
    except OSError as error:  # a pipe that nobody reads, a folder that cannot be written
        _let_output_go()
        terminal.note(error_text(error, terminal.translate))
        return FAILED
    except KeyboardInterrupt:
        terminal.end_progress()
        return INTERRUPTED


def _let_output_go() -> None:
    """What is still buffered has nowhere to go; Python must not try again at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _accept_arguments(untrusted_start: dict[str, Any]) -> list[str]:
    untrusted = untrusted_start.get("arguments")
    return [each for each in untrusted if isinstance(each, str)] if isinstance(untrusted, list) else []


def _carry_out(client: Client, wanted: Namespace) -> int:
    commands: dict[str, Callable[[Client, Namespace], int]] = {
        "ask": _ask, "chat": _chat, "bench": _bench, "vault": _vault, "conversations": _conversations,
        "policy": lambda client, wanted: policy_command.carry_out(wanted, client.terminal),
        "licences": lambda client, wanted: licences_command.carry_out(
            wanted, client.terminal, paths.resources()
        ),
        "doctor": _doctor,
    }  # fmt: skip
    return commands[wanted.command](client, wanted)


def _vault(client: Client, wanted: Namespace) -> int:
    if wanted.verb != "audit":
        return vault_command.carry_out(
            wanted, client.control, client.places, client.terminal, client.protection
        )
    access = VaultAccess(
        client.places, SystemKeychain(), client.terminal, client.protection, wanted.passphrase_fd
    )
    return audit_command.carry_out(wanted, client.control, access, client.terminal)


def _conversations(client: Client, wanted: Namespace) -> int:
    keychain = SystemKeychain()
    access = VaultAccess(client.places, keychain, client.terminal, client.protection, wanted.passphrase_fd)
    policy = read_policy(policy_file(os.environ))
    request = conversations_command.Request(client.control, client.terminal, client.language, access, policy)
    return conversations_command.carry_out(request, wanted)


def _doctor(client: Client, wanted: Namespace) -> int:
    if wanted.verify_report:
        return report_command.verify_report(wanted, client.terminal)
    keychain = SystemKeychain()
    examined = doctor.examine(client.control, client.places, keychain, VERSION)
    if not wanted.report:
        return doctor.show(examined, client.terminal, as_json=wanted.json)
    programs = examined.report["protection"]["programs"]
    outside = report_command.outside_of(client.places, programs, policy_file(os.environ), VERSION)
    access = VaultAccess(client.places, keychain, client.terminal, client.protection, wanted.passphrase_fd)
    language: Language = wanted.report_language or client.language
    request = report_command.Request(client.control, client.terminal, language, access, outside)
    return report_command.write_report(request, wanted.report)


def _ask(client: Client, wanted: Namespace) -> int:
    question = question_of(wanted.text, client.terminal)
    options = options_of(wanted)
    chosen = _choose(client, wanted.model)
    access = VaultAccess(
        client.places, SystemKeychain(), client.terminal, client.protection, wanted.passphrase_fd
    )
    with access.opened() if wanted.save else nullcontext() as store:
        talk, ready, report = _begin(client, chosen, Keeper(store), options)
        if store is not None:
            access.require_protection(report)       # the engine's, too
        talk.max_tokens = wanted.max_tokens
        protection = {"level": report.level.value, "reasons": list(report.reasons)}
        return ask(AskWish(question, wanted.system, wanted.json), talk, ready, protection)


def _chat(client: Client, wanted: Namespace) -> int:
    terminal = client.terminal
    if wanted.no_display:
        terminal.note(terminal.words("There is no display here, so this is the chat in the terminal."))
    options = options_of(wanted)
    chosen = _choose(client, wanted.model)
    if not terminal.is_interactive:
        return _answer_lines(client, chosen, options)
    access = VaultAccess(client.places, SystemKeychain(), terminal, client.protection, wanted.passphrase_fd)
    with access.opened() as store:
        talk, ready, report = _begin(client, chosen, Keeper(store), options)
        access.require_protection(report)
        return chat(talk, ready)


def _bench(client: Client, wanted: Namespace) -> int:
    terminal = client.terminal
    chosen = _choose(client, wanted.model)
    engine, ready = _started(client, chosen, choice_of(wanted.device, wanted.context))
    machine = engine.machine()
    if machine is None:
        raise EngineLostError(phase="answer", signal=0, exit_code=0)
    with terminal.interruptible():
        measured = bench.measure(engine, ready)
        if computes_here(ready.placement):
            measured = replace(measured, trials=try_threads(engine, machine, measured.decode))
    terminal.end_progress()
    bench.keep(measured, engine.memory, chosen.mark.sha256, engine.machine_mark())
    library = library_of(load(client.places.settings_file), client.places)
    speeds = expected.speeds_of(library.models(), Experience(client.places.experience))
    if wanted.json:
        found = bench.report(measured, chosen.mark, machine)
        bench.print_json(found | {"expected": expected.body(speeds)}, terminal)
    else:
        bench.show(measured, chosen.mark, machine, terminal)
        expected.show(speeds, terminal)
    return 0


def _answer_lines(client: Client, chosen: models.Chosen, options: Options) -> int:
    """Nobody types: answer the lines that are given, or show one example, and keep nothing."""
    terminal = client.terminal
    terminal.note(terminal.words("Standard input is no terminal: lines are answered and nothing is kept."))
    talk, _, _ = _begin(client, chosen, Keeper(None), options)
    talk.show = terminal.answer
    asked = (line for line in terminal.lines() if line.strip())
    first = next(asked, None)           # each as it arrives: a pipe may stay open
    if first is None:
        return answer_example(talk, _EXAMPLE_JA if client.language == "ja" else _EXAMPLE_EN)
    code = 0
    for line in chain((first,), asked):
        terminal.answer(f"› {line}\n")
        code = max(code, answer_line(talk, line))
    return code


def _choose(client: Client, wanted: str) -> models.Chosen:
    last_used = load(client.places.settings_file).last_model

    def tell(fraction: float) -> bool:
        words = client.terminal.words("Checking the model's file … {percent} %")
        client.terminal.progress(words.format(percent=int(fraction * 100)))
        return True

    chosen = models.choose(wanted, client.places, last_used, tell)
    client.terminal.end_progress()
    return chosen


def _usual_sampling(chosen: models.Chosen, ready: Ready) -> Sampling:
    """The guide has learnt its answers by heart: it is asked greedily unless somebody wishes otherwise."""
    return replace(ready.sampling, temperature=0.0) if chosen.is_guide else ready.sampling


def _begin(
    client: Client, chosen: models.Chosen, keeper: Keeper, options: Options
) -> tuple[TerminalTalk, Ready, ProtectionReport]:
    terminal = client.terminal
    engine, ready = _started(client, chosen, options.choice)
    report = ProtectionReport(
        {"client": client.confinement, "engine": accept_program_report(engine.confinement_json)}
    )
    sampling = options.sampling(_usual_sampling(chosen, ready))
    talk = TerminalTalk(terminal, engine, keeper, chosen.mark, sampling, thinking=options.thinking)
    talk.protection = report.level.value
    return talk, ready, report


def _started(
    client: Client, chosen: models.Chosen, choice: Choice | None
) -> tuple[TerminalEngine, Ready]:
    """An engine with the model; a choice holds this once."""
    terminal = client.terminal
    listener = Listener(
        lambda progress: show_progress(terminal, progress),
        lambda _delta: None,
        terminal.wants_stop,
        lambda turn: show_turn(terminal, turn),
    )
    memory: Memory = Experience(client.places.experience)
    if choice is not None:
        memory = OneOff(memory, choice)
    engine = TerminalEngine(client.control, listener, memory)
    ready = engine.start(chosen.key, chosen.mark.sha256)
    terminal.end_progress()
    require_devices(choice, engine.machine())
    return engine, ready
