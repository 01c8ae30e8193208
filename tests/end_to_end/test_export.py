"""An export from the real window: chosen there, written by the supervisor, noted in the vault."""

import contextlib
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256

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
_LABEL = 1003, 30
_REASON = 613, 342                  # in the dialog, which stands in the middle
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


def until(seen: Callable[[], object], attempt: Callable[[], None]) -> None:
    """Try again as long as it is not seen: a window may be there before it has the keyboard."""

    def look() -> bool:
        attempt()
        with contextlib.suppress(AssertionError):
            return bool(wait_for(seen, 2.0))
        return False

    wait_for(look)


def export(screen: Display, home: Home) -> None:
    """By the menu of the conversation: as Markdown, for the client, with the name that is offered."""

    def give_reason() -> None:
        screen.click(*_REASON)
        screen.press("Home", "Down", "Return", "Return")

    screen.click(*_MENU)
    screen.press(*_EXPORT)
    wait_for(lambda: "Export" in screen.title())
    until(lambda: "Save the export" in screen.title(), give_reason)
    screen.photograph(ROOT / "build" / "screens" / "export_where.png")
    until(lambda: list(home.folder.glob("*.md")), lambda: screen.press("Return"))


def raise_label(screen: Display) -> None:
    """From secret to top secret, by the menu of the label."""
    screen.click(*_LABEL)
    screen.press("Up", "Return")


def test_an_export_is_stamped_written_and_noted(home: Home, screen: Display) -> None:
    make_vault(home)
    with home.started(stderr=subprocess.PIPE) as process:
        wait_for(lambda: "Hisho" in screen.title())
        unlock(screen, home)
        wait_for(lambda: TITLE in screen.title())
        screen.photograph(ROOT / "build" / "screens" / "label_in_window.png")
        export(screen, home)
        (file,) = home.folder.glob("*.md")
        screen.photograph(ROOT / "build" / "screens" / "export_done.png")
        # What is top secret stands in no list of windows.
        until(lambda: TITLE not in screen.title(), lambda: raise_label(screen))
        screen.photograph(ROOT / "build" / "screens" / "label_raised.png")
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
        (change,) = [each for each in vault.events.all() if each.kind == EventKind.CONVERSATION_LABELLED]
        assert (change.facts["before"], change.facts["after"]) == ("secret", "top_secret")
        assert [each.label for each in vault.conversations.conversations()] == [Label.TOP_SECRET]
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
