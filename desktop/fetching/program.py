"""The fetcher as a program: tied to its supervisor and shut in, at the network or without it.

Started with `arguments` it is the command line `hisho models`; otherwise it serves a window's link.
"""

import contextlib
import json
import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from desktop import paths
from desktop.channel import Channel, ChannelClosedError, Frame
from desktop.confinement import account, profiles, tripwire
from desktop.confinement.choice import die_with_parent
from desktop.confinement.profiles import Profile
from desktop.confinement.program import shut_in
from desktop.fetching import file_work
from desktop.fetching.wiring import Wiring
from desktop.logs import install_last_resort
from desktop.settings import load
from desktop.ui.error_text import error_text
from desktop.words import system_language, translator
from model_manager import command_line, network_part
from model_manager.acceptances import FILE as ACCEPTANCES
from model_manager.arguments import Wanted, parse
from model_manager.connection import Connection
from model_manager.reporting import Report, wants_json
from model_manager.stated_usage import FILE as USAGE

FAILED = 1
_NONE = 0
_USUAL = {"http": 80, "https": 443}


def run(control_descriptor: int, parent: int) -> int:
    """Be the fetcher until its work is done or the supervisor goes; returns the exit code."""
    die_with_parent(parent)
    install_last_resort()
    control = Channel.inherited(control_descriptor)
    try:
        frame = control.receive()
    except ChannelClosedError:
        return FAILED
    untrusted_start = frame.untrusted
    places = paths.of(os.environ)
    wiring = Wiring.of(load(places.settings_file), places, os.environ)
    if untrusted_start.get("arguments") is not None:
        return _run_command(wiring, places, untrusted_start)
    if not frame.descriptors:
        return FAILED
    if untrusted_start.get("job"):
        return _work(wiring, places, frame)
    return _serve(wiring, places, control, frame.descriptors[0]) if wiring.edition.has_network else FAILED


def _serve(wiring: Wiring, places: paths.Paths, control: Channel, link: int) -> int:
    """Be at the network. What speaks to it is loaded here, so that no other work has it in its process, and
    before the walls are up.
    """
    from desktop.fetching import serving  # see above; the air-gap edition does not have it

    return serving.serve(control, link, wiring, _shut_in(network_profile(wiring), places))


def _work(wiring: Wiring, places: paths.Paths, frame: Frame) -> int:
    """Work on files, told to the window over the link that came along."""
    try:
        job = file_work.accept_job(frame.untrusted)
    except ValueError:
        return FAILED
    _shut_in(work_profile(wiring, job), places)
    return file_work.serve(Channel.from_descriptor(frame.descriptors[0]), wiring, job)


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
        network_part.load()
    _shut_in(command_profile(wanted), places)
    as_json = wants_json(wanted.options.json, wanted.command, sys.stderr)
    report = Report(sys.stdout, sys.stderr, as_json, words, language)
    try:
        return command_line.run(wanted, report, lambda error: error_text(error, translate))
    except BrokenPipeError:
        _let_output_go()                # nobody reads any more
        return FAILED
    except (OSError, UnicodeDecodeError) as error:      # a full disk; a descriptor that holds no secret
        _let_output_go()
        report.note(error_text(error, translate))
        return FAILED


def _let_output_go() -> None:
    """What is still buffered has nowhere to go; Python must not try again at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def network_profile(wiring: Wiring) -> Profile:
    """The server in the settings, and the folders of models."""
    own, *shared = wiring.folders()
    readable = (*shared, *_certificates(wiring.connection))
    return profiles.fetcher(own, readable, ports_of(wiring.connection))


def work_profile(wiring: Wiring, job: file_work.Job) -> Profile:
    """The models, and what the work names."""
    own, *shared = wiring.folders()
    stated = (wiring.stated / each for each in (USAGE, ACCEPTANCES))
    readable = (*shared, *wiring.registered(), *stated, *job.readable())
    forgets = wiring.forgetting(job.identity) if job.kind is file_work.Kind.REMOVE else ()
    return profiles.fetcher_local(readable, (own, *forgets, *job.writable()))


def command_profile(wanted: Wanted) -> Profile:
    """What the command line names; the network only for the commands that need it."""
    if not wanted.needs_network:
        return profiles.fetcher_local(wanted.readable(), wanted.writable(), on_terminal=True)
    own, *shared = wanted.folders()
    readable = (*shared, *_certificates(wanted.connection))
    return profiles.fetcher(own, readable, ports_of(wanted.connection), on_terminal=True)


def _certificates(connection: Connection) -> tuple[Path, ...]:
    return (Path(connection.ca_file),) if connection.ca_file else ()


def _shut_in(profile: Profile, places: paths.Paths) -> str:
    """Landlock gives rights on what exists, so the folder of models is made first. Where that cannot be, the
    work itself finds out and has the words.
    """
    home = account.home()
    for folder in filter(places.may_make, profile.writable):
        with contextlib.suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    vault = places.vault if places.vault.exists() else home
    report = shut_in(profile, vault, paths.guide_model())
    if not profile.tcp_ports:
        tripwire.install()
    return json.dumps(report)


def ports_of(connection: Connection) -> tuple[int, ...]:
    """The TCP ports in use: the proxy's, or the server's and those of the hosts it may send one to."""
    if connection.proxy:
        return (_port(connection.proxy),)
    # A server without encryption may send one to a host without, too; see Connection.allows.
    schemes = {"https", urlsplit(connection.endpoint).scheme}
    others = [f"{scheme}://{host}" for scheme in schemes for host in connection.extra_hosts]
    return tuple(sorted({_port(each) for each in (connection.endpoint, *others)} - {_NONE}))


def _port(address: str) -> int:
    try:
        parts = urlsplit(address)
        return parts.port or _USUAL[parts.scheme]
    except ValueError:
        return _NONE                    # a host in the settings that is none
