"""`hisho doctor --report`: with a vault signed, without one said to be less, and never over another file."""

import io
import json
import resource
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from desktop.cli.arguments import parser
from desktop.cli.report_command import Request, verify_report, write_report
from desktop.cli.targets import write_file
from desktop.cli.terminal import Terminal
from desktop.control import ControlLink, TargetRefusedError
from desktop.report.signing import verify
from desktop.target_verbs import TargetRefusal
from desktop.vault.errors import WrongPassphraseError
from desktop.vault.events import EventKind
from desktop.vault.vault import Vault
from desktop.words import translator
from desktop.written_file import FileNotWrittenError
from tests.cli.supervised import supervised
from tests.cli.vaults import access_to
from tests.fakes import FakeKeychain
from tests.report.samples import outside
from tests.vault.places import PASSPHRASE, new_vault, place

ENGLISH = translator("en", Path("nowhere"))


@pytest.fixture
def control() -> Iterator[ControlLink]:
    with supervised() as link:
        yield link


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder of the user's for what is written."""
    made = tmp_path / "papers"
    made.mkdir()
    return made


class Typing(io.StringIO):
    """Standard input at which somebody sits."""

    def isatty(self) -> bool:
        return True


def request(tmp_path: Path, control: ControlLink, typed: str | None = PASSPHRASE) -> Request:
    """Somebody asks who types this at the terminal; None: nobody is there."""
    questions = Typing() if typed is not None else io.StringIO()
    terminal = Terminal(ENGLISH, io.StringIO(), io.StringIO(), questions, lambda _: typed or "")
    access = access_to(place(tmp_path / "home" / "data" / "vault"), terminal, FakeKeychain())
    return Request(control, terminal, "en", access, outside(tmp_path / "source"))


def notes(asked: Request) -> str:
    assert isinstance(asked.terminal.notes, io.StringIO)
    return asked.terminal.notes.getvalue()


def vault_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "home" / "data" / "vault"
    folder.parent.mkdir(parents=True)
    return folder


def test_a_report_is_signed_and_noted_where_the_vault_opens(
    tmp_path: Path, control: ControlLink, home: Path
) -> None:
    folder = vault_folder(tmp_path)
    new_vault(folder).vault.close()
    assert write_report(request(tmp_path, control), str(home / "report.html")) == 0
    page, data = (home / "report.html").read_bytes(), (home / "report.json").read_bytes()
    assert verify(page) == verify(data)
    vault = Vault.unlock_with_passphrase(place(folder), PASSPHRASE)
    event = vault.events.newest(EventKind.REPORTED)
    assert event is not None
    assert event.facts == {"form": "html", "sha256": sha256(page).hexdigest()}
    vault.close()


@pytest.mark.parametrize("typed", [None, ""])
def test_where_nobody_can_open_the_vault_it_is_unsigned_and_says_so(
    tmp_path: Path, control: ControlLink, home: Path, typed: str | None
) -> None:
    new_vault(vault_folder(tmp_path)).vault.close()
    asked = request(tmp_path, control, typed)
    write_report(asked, str(home / "report.json"))
    report = json.loads((home / "report.json").read_text())
    assert "signature" not in report
    assert report["report"]["ledger"] is None
    assert "unsigned, without ledger and record of events" in notes(asked)
    assert not (home / "report.html").exists()


def test_a_vault_that_is_open_elsewhere_is_left_alone(
    tmp_path: Path, control: ControlLink, home: Path
) -> None:
    vault = new_vault(vault_folder(tmp_path)).vault
    asked = request(tmp_path, control)
    write_report(asked, str(home / "report.json"))
    assert "signature" not in json.loads((home / "report.json").read_text())
    assert "unsigned" in notes(asked)
    vault.close()


def test_without_a_vault_none_is_made(tmp_path: Path, control: ControlLink, home: Path) -> None:
    write_report(request(tmp_path, control), str(home / "report.json"))
    assert (home / "report.json").exists()
    assert not (tmp_path / "home").exists()


def test_a_wrong_passphrase_is_no_reason_for_an_unsigned_report(
    tmp_path: Path, control: ControlLink, home: Path
) -> None:
    new_vault(vault_folder(tmp_path)).vault.close()
    with pytest.raises(WrongPassphraseError):
        write_report(request(tmp_path, control, "wrong"), str(home / "report.html"))
    assert list(home.iterdir()) == []


def test_a_report_never_takes_the_place_of_another_file(
    tmp_path: Path, control: ControlLink, home: Path
) -> None:
    (home / "report.html").write_text("older")
    with pytest.raises(TargetRefusedError) as caught:
        write_report(request(tmp_path, control), str(home / "report.html"))
    assert caught.value.reason is TargetRefusal.EXISTS
    assert (home / "report.html").read_text() == "older"


def test_a_report_goes_to_standard_output_as_it_was_signed(tmp_path: Path, control: ControlLink) -> None:
    new_vault(vault_folder(tmp_path)).vault.close()
    asked = request(tmp_path, control)
    write_report(asked, "-")
    assert isinstance(asked.terminal.answers, io.StringIO)
    assert verify(asked.terminal.answers.getvalue().encode()).made == "2026-11-25T12:30:01+00:00"


def test_a_folder_that_is_a_link_is_written_to_where_it_is(control: ControlLink, home: Path) -> None:
    (home.parent / "shortcut").symlink_to(home)
    write_file(control, home.parent / "shortcut" / "a.json", b"{}")
    assert (home / "a.json").read_bytes() == b"{}"


@contextmanager
def files_at_most(size: int) -> Iterator[None]:
    """The system lets no file of this process grow beyond this."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_what_cannot_be_written_leaves_nothing(control: ControlLink, home: Path) -> None:
    with files_at_most(1 << 20), pytest.raises(FileNotWrittenError):
        write_file(control, home / "a.json", b"x" * (2 << 20))
    write_file(control, home / "b.json", b"{}")         # by now the supervisor has dropped the first
    assert [path.name for path in home.iterdir()] == ["b.json"]


@pytest.mark.parametrize("touched", [False, True])
def test_a_report_is_verified(tmp_path: Path, control: ControlLink, home: Path, touched: bool) -> None:
    new_vault(vault_folder(tmp_path)).vault.close()
    write_report(request(tmp_path, control), str(home / "report.json"))
    path = home / "report.json"
    if touched:
        path.write_bytes(path.read_bytes().replace(b"present", b"absent!"))
    answers, told = io.StringIO(), io.StringIO()
    code = verify_report(Namespace(verify_report=str(path)), Terminal(ENGLISH, answers, told))
    assert code == (1 if touched else 0)
    assert ("Fingerprint" in answers.getvalue()) is not touched
    assert ("changed after it was signed" in told.getvalue()) is touched


def test_the_parser_knows_the_report() -> None:
    wanted = parser(ENGLISH, "1").parse_args(
        ["doctor", "--report", "a.html", "--report-language", "ja", "--passphrase-fd", "3"]
    )
    assert (wanted.report, wanted.report_language, wanted.passphrase_fd) == ("a.html", "ja", 3)
