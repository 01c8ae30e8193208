"""The fetcher as a program: tied to its supervisor and shut in, at the network or without it.

Started with `arguments` it is the command line `hisho models`; otherwise it serves a window's link.
"""

import json
import os
import pwd
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from desktop import paths
from desktop.channel import Channel, ChannelClosedError
from desktop.confinement import profiles, tripwire
from desktop.confinement.linux import die_with_parent
from desktop.confinement.profiles import Profile
from desktop.confinement.program import shut_in
from desktop.fetching import file_work, serving
from desktop.fetching.wiring import Wiring
from desktop.logs import install_last_resort
from desktop.settings import load
from desktop.ui.error_text import error_text
from desktop.words import system_language, translator
from model_manager import command_line
from model_manager.arguments import parse
from model_manager.connection import Connection
from model_manager.reporting import Report

FAILED = 1


def run(control_descriptor: int, parent: int) -> int:
    """Be the fetcher until its work is done or the supervisor goes; returns the exit code."""
    die_with_parent(parent)
    install_last_resort()
    control = Channel.from_descriptor(control_descriptor)
    try:
        frame = control.receive()
    except ChannelClosedError:
        return FAILED
    untrusted_start = frame.untrusted
    places = paths.of(os.environ)
    wiring = Wiring.of(load(places.settings_file), places, os.environ)
    if untrusted_start.get("arguments") is not None:
        return _run_command(wiring, places, untrusted_start)
    if untrusted_start.get("job"):
        job = file_work.accept_job(untrusted_start)
        report = _shut_in(_local_profile(wiring, job.readable(), job.writable()), places)
        return file_work.serve(Channel.from_descriptor(frame.descriptors[0]), wiring, job, report)
    report = _shut_in(profiles.fetcher(wiring.folders(), ports_of(wiring.connection)), places)
    return serving.serve(control, frame.descriptors[0], wiring, report)


def _run_command(wiring: Wiring, places: paths.Paths, untrusted_start: dict[str, Any]) -> int:
    """The command line: the network only for the commands that need it."""
    arguments = [each for each in untrusted_start["arguments"] if isinstance(each, str)]
    settings = load(places.settings_file)
    language = system_language(os.environ) if settings.language == "system" else settings.language
    translate = translator(language, paths.resources() / "i18n")

    def words(source: str) -> str:
        return translate("Cli", source)

    wanted = parse(arguments, wiring.defaults(), words)
    if wanted.needs_network:
        profile = profiles.fetcher(wanted.folders(), ports_of(wanted.connection), on_terminal=True)
    else:
        profile = _local_profile(wiring, wanted.readable(), wanted.writable(), on_terminal=True)
    _shut_in(profile, places)
    as_json = wanted.options.json or (wanted.command == "fetch" and not sys.stderr.isatty())
    report = Report(sys.stdout, sys.stderr, as_json, words)
    try:
        return command_line.run(wanted, report, lambda error: error_text(error, translate))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED


def _local_profile(
    wiring: Wiring, readable: tuple[Path, ...], writable: tuple[Path, ...], *, on_terminal: bool = False
) -> Profile:
    own, *shared = wiring.folders()
    return profiles.fetcher_local((*shared, *readable), (own, *writable), on_terminal=on_terminal)


def _shut_in(profile: Profile, places: paths.Paths) -> str:
    """Landlock gives rights on what exists, so the folder of models is made first."""
    home = Path(pwd.getpwuid(os.getuid()).pw_dir)
    for folder in profile.writable:
        if not folder.exists():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    vault = places.vault if places.vault.exists() else home
    report = shut_in(profile, vault, paths.guide_model())
    if not profile.tcp_ports:
        tripwire.install()
    return json.dumps(report)


def ports_of(connection: Connection) -> tuple[int, ...]:
    """The TCP ports in use: the server's or the proxy's, and those of the hosts it may send one to."""
    named = [connection.proxy] if connection.proxy else [connection.endpoint, *_addresses(connection)]
    found = {port for each in named if (port := _port(each))}
    return tuple(sorted(found))


def _addresses(connection: Connection) -> list[str]:
    return ["https://any.example", *(f"https://{each}" for each in connection.extra_hosts)]


def _port(address: str) -> int:
    parts = urlsplit(address)
    try:
        return parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)
    except ValueError:
        return 0
