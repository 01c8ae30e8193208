"""`hisho conversations`: the same rules as in the window, said in the terminal."""

import io
import json
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import pytest

from desktop.chat.conversation import Message, ModelMark, Role
from desktop.chat.labels import Label
from desktop.cli.arguments import parser
from desktop.cli.conversations_command import Request, carry_out
from desktop.cli.errors import ExportFolderError, ExportForbiddenError, ReasonNeededError
from desktop.cli.terminal import Terminal
from desktop.cli.vault_access import VaultAccess
from desktop.confinement.report import ProtectionReport
from desktop.control import TargetRefusedError
from desktop.paths import of
from desktop.policy import NO_POLICY, Policy
from desktop.transfer.errors import ImportFormatError
from desktop.transfer.json_reading import from_json
from desktop.transfer.places import PlaceKind, PlaceNote
from desktop.vault.events import Event, EventKind
from desktop.vault.vault import Vault
from desktop.words import translator
from tests.cli.supervised import supervised
from tests.fakes import FakeKeychain
from tests.vault.places import PASSPHRASE, new_vault, place

MARK = ModelMark("ab" * 32, "llm-jp-4", "llama")
DROPBOX = PlaceNote(PlaceKind.SYNCHRONISED, "Dropbox")


class Typing(io.StringIO):
    """Standard input at which somebody sits."""

    def isatty(self) -> bool:
        return True


@dataclass
class Desk:
    """A vault with two conversations, and somebody at its terminal."""

    request: Request
    folder: Path
    vault_folder: Path
    places: list[PlaceNote]

    def type(self, *arguments: str) -> str:
        """Type this; what was answered."""
        answers = self.request.terminal.answers
        assert isinstance(answers, io.StringIO)
        answers.seek(0)
        answers.truncate()
        wanted: Namespace = parser(lambda _context, source: source, "0").parse_args(
            ["conversations", *arguments]
        )
        assert carry_out(self.request, wanted) == 0
        return answers.getvalue()

    @property
    def notes(self) -> str:
        notes = self.request.terminal.notes
        assert isinstance(notes, io.StringIO)
        return notes.getvalue()

    def events(self, kind: EventKind) -> list[Event]:
        vault = Vault.unlock_with_passphrase(place(self.vault_folder), PASSPHRASE)
        found = [each for each in vault.events.all() if each.kind == kind]
        vault.close()
        return found

    def under(self, policy: Policy) -> "Desk":
        self.request = replace(self.request, policy=policy)
        return self


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    places = of({"HISHO_HOME": str(tmp_path / "home")})
    places.data.mkdir(parents=True)
    vault = new_vault(places.vault).vault
    store = vault.conversations
    for title, label in (("応答案", Label.SECRET), ("メモ", Label.GENERAL)):
        talk = store.create_conversation(title, label=label)
        question = store.add_message(talk.id, None, Message(Role.USER, "違いは?"))
        store.add_message(talk.id, question.id, Message(Role.ASSISTANT, "層が液体", model=MARK))
    vault.close()
    words = translator("en", Path("nowhere"))
    terminal = Terminal(words, io.StringIO(), io.StringIO(), Typing(), lambda _: PASSPHRASE)
    access = VaultAccess(places, FakeKeychain(), terminal, ProtectionReport({}), None)
    access.place = place(places.vault)
    folder = tmp_path / "papers"
    folder.mkdir()
    noted: list[PlaceNote] = []
    with supervised(lambda _folder: noted) as control:
        yield Desk(Request(control, terminal, "en", access, NO_POLICY), folder, places.vault, noted)


def test_they_are_listed_with_number_label_and_title(desk: Desk) -> None:
    lines = desk.type("list").splitlines()
    assert [line.split("【")[1] for line in lines] == ["General】メモ", "Secret】応答案"]
    found = json.loads(desk.type("list", "--json"))["conversations"]
    assert [(each["number"], each["label"], each["title"]) for each in found] == [
        (2, "general", "メモ"), (1, "secret", "応答案")
    ]  # fmt: skip


def test_a_folder_gets_a_file_with_the_stamped_name(desk: Desk) -> None:
    desk.type("export", "1", "--to", str(desk.folder), "--reason", "client")
    (file,) = desk.folder.iterdir()
    assert file.name.startswith("【Secret】応答案_")
    assert file.read_text().startswith("**【Secret】**")
    assert str(file) in desk.notes
    (event,) = desk.events(EventKind.EXPORTED)
    assert event.facts["digest"] == sha256(file.read_bytes()).hexdigest()
    assert event.facts["place"] == "local"
    assert (event.facts["label"], event.facts["reason"]) == ("secret", "client")


def test_a_name_that_was_typed_is_stamped(desk: Desk) -> None:
    desk.type("export", "2", "--to", str(desk.folder / "a.txt"), "--format", "txt")
    assert [each.name for each in desk.folder.iterdir()] == ["【General】a.txt"]


def test_standard_output_gets_it_as_it_is_and_that_is_noted(desk: Desk) -> None:
    text = desk.type("export", "1", "2", "1", "--to", "-", "--format", "json", "--reason", "move")
    assert [each.title for each in from_json(text.encode())] == ["応答案", "メモ"]
    (event,) = desk.events(EventKind.EXPORTED)
    assert event.facts["digest"] == sha256(text.encode()).hexdigest()
    assert (event.facts["label"], event.facts["place"]) == ("secret", "output")


def test_what_is_read_on_a_terminal_does_not_steer_it(desk: Desk) -> None:
    vault = Vault.unlock_with_passphrase(place(desk.vault_folder), PASSPHRASE)
    talk = vault.conversations.create_conversation("3", label=Label.GENERAL)
    vault.conversations.add_message(talk.id, None, Message(Role.USER, "a\x1b[2Jb"))
    vault.close()
    wish = ("export", "3", "--to", "-", "--format", "txt")
    assert "a\x1b[2Jb" in desk.type(*wish)          # a pipe gets it as it is
    desk.request.terminal.answers = Typing()
    assert "a[2Jb" in desk.type(*wish)


def test_what_is_secret_leaves_with_a_reason_only(desk: Desk) -> None:
    with pytest.raises(ReasonNeededError) as caught:
        desk.type("export", "1", "--to", "-")
    assert caught.value.label == "Secret"
    assert desk.events(EventKind.EXPORTED) == []


def test_the_administrator_may_forbid_all_of_it(desk: Desk) -> None:
    with pytest.raises(ExportForbiddenError):
        desk.under(Policy(export="forbidden")).type("export", "2", "--to", "-", "--reason", "other")
    assert desk.events(EventKind.EXPORTED) == []


def test_the_administrator_names_the_labels(desk: Desk) -> None:
    named = desk.under(Policy(label_names={Label.GENERAL: ("公開", "Open")}))
    assert "【Open】メモ" in named.type("list")


def test_a_folder_that_is_carried_on_is_warned_of_or_refused(desk: Desk) -> None:
    desk.places.append(DROPBOX)
    desk.type("export", "2", "--to", str(desk.folder))
    assert "Dropbox" in desk.notes
    assert desk.events(EventKind.EXPORTED)[0].facts["place"] == "synchronised"
    with pytest.raises(ExportFolderError):
        desk.under(Policy(export_folders="local")).type("export", "2", "--to", str(desk.folder / "b.md"))
    assert len(list(desk.folder.iterdir())) == 1


def test_what_is_refused_is_not_noted(desk: Desk) -> None:
    (desk.folder / "【General】a.md").write_text("old")
    for name in ("a.md", "a.docx"):
        with pytest.raises(TargetRefusedError):
            desk.type("export", "2", "--to", str(desk.folder / name))
    assert desk.events(EventKind.EXPORTED) == []
    assert (desk.folder / "【General】a.md").read_text() == "old"


def test_what_left_comes_in_again(desk: Desk) -> None:
    file = desk.folder / "【Secret】a.json"
    desk.type("export", "1", "--to", str(file), "--format", "json", "--reason", "move")
    assert "【Secret】応答案" in desk.type("import", str(file))
    assert desk.type("list").count("応答案") == 2
    (event,) = desk.events(EventKind.IMPORTED)
    assert event.facts["digest"] == sha256(file.read_bytes()).hexdigest()


def test_a_foreign_file_takes_nothing_in(desk: Desk) -> None:
    (desk.folder / "a.json").write_text("{}")
    with pytest.raises(ImportFormatError):
        desk.type("import", str(desk.folder / "a.json"))
    assert len(desk.type("list").splitlines()) == 2
