"""What a command of the command line works on: the library, the rules, the server, the terminal."""

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from model_manager import network_part
from model_manager.admission import Admission
from model_manager.arguments import Wanted
from model_manager.errors import ModelFileError, NoNetworkCodeError, NoSuchModelError, TokenRefusedError
from model_manager.file_jobs import FileJobs
from model_manager.interrupt import Interrupt
from model_manager.inventory import Inventory
from model_manager.ledger import FILE as LEDGER
from model_manager.ledger import Ledger
from model_manager.library import Library, ModelFolder, StoredModel
from model_manager.reporting import Report
from model_manager.rules import left_open, read_rules
from model_manager.wishes import Watch

if TYPE_CHECKING:
    from model_manager.session import HubSession

_SHORTEST_ID = 6
_WHOLE = 1 << 20                    # progress without bytes is told in millionths
_MAX_SECRET = 4096


@dataclass(frozen=True, slots=True)
class Workplace:
    """An accepted command line, where to report, and whether somebody wants it to stop."""

    wanted: Wanted
    report: Report
    interrupt: Interrupt

    def library(self) -> Library:
        """All models of this user."""
        folders = [ModelFolder(self.wanted.models)]
        if self.wanted.shared:
            folders.append(ModelFolder(self.wanted.shared, shared=True))
        return Library(folders, Inventory(self.wanted.defaults.inventory))

    def admission(self) -> Admission:
        """The rules; at the network they judge by what was read before. Raises CatalogueError."""
        defaults = self.wanted.defaults
        stated = defaults.usage if self.wanted.needs_network else defaults.stated
        return Admission(read_rules(defaults.resources), defaults.policy, self.own().own, stated)

    def own(self) -> ModelFolder:
        """The folder that models are fetched into."""
        return ModelFolder(self.wanted.models)

    def session(self) -> "HubSession":
        """Whom to ask; once for a command, because secrets can be read only once. Raises NoNetworkCodeError,
        ModelFileError, TokenRefusedError, CatalogueError.
        """
        if not self.wanted.defaults.edition.has_network:
            raise NoNetworkCodeError(self.wanted.command)
        options = self.wanted.options
        connection = self.wanted.connection
        if options.proxy_password_fd is not None:
            connection = replace(connection, proxy_password=_secret(options.proxy_password_fd))
        token = _secret(options.token_fd) if options.token_fd is not None else ""
        if not (token.isascii() and token.isprintable()):
            raise TokenRefusedError(connection.host)        # no header can carry it
        offered = "" if connection.proxy or self.report.as_json else self.wanted.defaults.find_proxy()
        if offered:
            words = self.report.words("A proxy was found ({proxy}); --proxy environment uses it.")
            self.report.note(words.format(proxy=offered))
        defaults = self.wanted.defaults
        ledger = Ledger(self.own().own / LEDGER)
        repositories = left_open(defaults.policy, defaults.resources)
        return network_part.open_session(connection, defaults.policy, ledger, repositories, token)

    def jobs(self) -> FileJobs:
        """Work on files that tells how far it is."""
        return FileJobs(self.library(), self.admission(), self.tell)

    def tell(self, fraction: float) -> bool:
        """Show how far it is; False if somebody wants it to stop."""
        self.report.progress(int(fraction * _WHOLE), _WHOLE)
        return self.interrupt.goes_on()

    def watch(self) -> Watch:
        """The same for a fetch."""

        def progress(have: int, whole: int) -> bool:
            self.report.progress(have, whole)
            return self.interrupt.goes_on()

        return Watch(progress, self.interrupt.wait)

    def one(self, library: Library, wanted: str) -> StoredModel:
        """The model that is meant: a digest, its beginning, or a name that only one has. Raises
        NoSuchModelError.
        """
        found = [
            each
            for each in library.models()
            if wanted in (each.identity, each.record.name, each.record.repo_id, each.files[0].name)
            or (len(wanted) >= _SHORTEST_ID and each.identity.startswith(wanted.lower()))
        ]
        if len(found) != 1:
            raise NoSuchModelError(wanted)
        return found[0]


def _secret(descriptor: int) -> str:
    """A secret that somebody handed over; never an argument, which others can read. Raises ModelFileError."""
    try:
        with os.fdopen(descriptor, encoding="utf-8", errors="replace") as file:
            return file.read(_MAX_SECRET).strip()
    except OSError as error:
        raise ModelFileError(f"descriptor {descriptor}", error.errno or 0) from error
