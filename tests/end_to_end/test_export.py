"""An export from the real window: asked for by keyboard, written by the supervisor, noted in the vault."""

import subprocess
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from desktop.chat.conversation import Message, ModelMark, Role
from desktop.chat.labels import Label
from desktop.settings import Settings, save
from desktop.vault.events import EventKind
from desktop.vault.vault import Vault
from tests.end_to_end.display import Display
from tests.end_to_end.programs import ROOT, Home, wait_for
from tests.end_to_end.test_window import PASSPHRASE, finish, opened, place, unlock
from tests.vault.test_durability import assert_nowhere

TITLE = "Office action"
ANSWER = "The cited layer is liquid."
DIGEST = "ab" * 32
_MENU = 1148, 31
_EXPORT = ("Down", "Down", "Down", "Return")


def make_vault(home: Home) -> None:
    """A vault with one secret conversation, which opens first."""
    created = Vault.create(place(home), None, PASSPHRASE)
    created.vault.confirm_recovery()
    store = created.vault.conversations
    talk = store.create_conversation(TITLE, label=Label.SECRET)
    question = store.add_message(talk.id, None, Message(Role.USER, "What differs?"))
    mark = ModelMark(DIGEST, "llm-jp-4", "llama")
    store.add_message(talk.id, question.id, Message(Role.ASSISTANT, ANSWER, model=mark, token_ids=(1, 2)))
    created.vault.close()
    path = home.folder / "hisho" / "settings" / "settings.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    save(path, Settings(last_conversation=talk.id))


def export(screen: Display) -> None:
    """By the menu of the conversation: as Markdown, for the client, with the name that is offered."""
    screen.click(*_MENU)
    screen.press(*_EXPORT)
    wait_for(lambda: "Export" in screen.title())
    screen.press("Tab", "Tab", "Down", "Return")
    wait_for(lambda: "Save the export" in screen.title())
    screen.photograph(ROOT / "build" / "screens" / "export_where.png")
    screen.press("Return")


def exported(home: Home) -> Path:
    """The file, as soon as it has its name."""
    return wait_for(lambda: next(iter(home.folder.glob("*.md")), None))


def test_an_export_is_stamped_written_and_noted(home: Home, screen: Display) -> None:
    make_vault(home)
    with home.started(stderr=subprocess.PIPE) as process:
        wait_for(lambda: "Hisho" in screen.title())
        unlock(screen, home)
        wait_for(lambda: TITLE in screen.title())
        screen.photograph(ROOT / "build" / "screens" / "label_in_window.png")
        export(screen)
        file = exported(home)
        screen.photograph(ROOT / "build" / "screens" / "export_done.png")
        finish(screen, process)
    day = datetime.now(UTC).astimezone().date().isoformat()
    assert file.name == f"【Secret】{TITLE}_{day}.md"
    text = file.read_text()
    assert text.startswith("**【Secret】**")
    assert ANSWER in text
    assert f"llm-jp-4, sha256 {DIGEST}" in text
    with opened(home) as vault:
        (event,) = [each for each in vault.events.all() if each.kind == EventKind.EXPORTED]
        assert event.facts["digest"] == sha256(file.read_bytes()).hexdigest()
        assert (event.facts["label"], event.facts["reason"]) == ("secret", "client")
    file.unlink()
    assert_nowhere(home.folder, ANSWER)
    assert not list(home.folder.rglob("QtProject.conf"))


def test_the_confined_command_line_exports_through_the_supervisor(home: Home) -> None:
    make_vault(home)
    arguments = ("conversations", "export", "1", "--to", str(home.folder), "--format", "json")
    refused = home.with_passphrase(PASSPHRASE, *arguments)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "--reason" in refused.stderr
    done = home.with_passphrase(PASSPHRASE, *arguments, "--reason", "move")
    assert (done.returncode, done.stdout) == (0, "")
    (file,) = home.folder.glob("*.json")
    assert file.name.startswith(f"【Secret】{TITLE}_")
    assert str(file) in done.stderr
    taken_in = home.with_passphrase(PASSPHRASE, "conversations", "import", str(file))
    assert taken_in.returncode == 0, taken_in.stderr
    with opened(home) as vault:
        titles = [(each.title, each.label) for each in vault.conversations.conversations()]
    assert titles == [(TITLE, Label.SECRET)] * 2
