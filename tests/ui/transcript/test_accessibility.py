"""What a screen reader is told about the transcript."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QAccessible
from shiboken6 import VoidPtr

from desktop.chat.conversation import Ending, Role
from desktop.paths import guide_model
from desktop.ui.transcript.accessibility import (
    MessageInterface,
    TranscriptAccessibility,
    TranscriptInterface,
    spoken_name,
)
from desktop.ui.transcript.canvas import TranscriptView
from model_manager.gguf import read_header
from tests.ui.transcript.conftest import Settle
from tests.ui.transcript.samples import entry

TALK = (entry(1, "質問です。", Role.USER), entry(2, "答えです。", ending=Ending.STOPPED))


@pytest.fixture
def tree(view: TranscriptView, settle: Settle) -> TranscriptInterface:
    """The interface of a transcript with a question and an answer."""
    view.show_entries(TALK)
    settle(view)
    made = TranscriptAccessibility().interface("", view)
    assert isinstance(made, TranscriptInterface)
    return made


def test_the_transcript_is_a_list_of_messages_then_buttons(tree: TranscriptInterface) -> None:
    assert tree.role() == QAccessible.Role.List
    assert tree.text(QAccessible.Text.Name) == "Conversation"
    assert tree.childCount() == 2 + len(tree.area.buttons()) == 5
    names = [child.text(QAccessible.Text.Name) for n in range(5) if (child := tree.child(n)) is not None]
    assert names == [
        "You: 質問です。", "Guide model: 答えです。 (Stopped here)", "Copy message as Markdown",
        "Answer again", "What made this answer",
    ]
    assert tree.child(5) is None


def test_messages_know_their_place_and_text(tree: TranscriptInterface, view: TranscriptView) -> None:
    first, second = tree.child(0), tree.child(1)
    assert isinstance(first, MessageInterface)
    assert isinstance(second, MessageInterface)
    assert second.role() == QAccessible.Role.ListItem
    assert second.text(QAccessible.Text.Value) == "答えです。"
    assert first.rect().bottom() <= second.rect().top()
    assert first.rect().width() == round(view.column.width)
    assert tree.indexOfChild(second) == 1
    centre = second.rect().center()
    assert tree.childAt(centre.x(), centre.y()) is second
    assert second.parent() is tree
    assert second.childCount() == 0


def test_text_can_be_read_by_pieces_through_a_pointer(tree: TranscriptInterface) -> None:
    message = tree.child(1)
    assert isinstance(message, MessageInterface)
    pointer = message.interface_cast(QAccessible.InterfaceType.TextInterface)
    assert isinstance(pointer, VoidPtr)
    assert int(pointer) != 0        # type: ignore[call-overload]  # the stubs do not know
    nothing = message.interface_cast(QAccessible.InterfaceType.ValueInterface)
    assert isinstance(nothing, VoidPtr)
    assert int(nothing) == 0        # type: ignore[call-overload]
    text = message.reading
    assert text.text(0, 2) == "答え"
    assert text.characterCount() == 5


def test_the_tree_follows_the_conversation(tree: TranscriptInterface, view: TranscriptView) -> None:
    message = tree.child(1)
    assert isinstance(message, MessageInterface)
    view.update_entry(replace(TALK[1], text="新しい答え", ending=Ending.COMPLETE))
    assert message.text(QAccessible.Text.Name) == "Guide model: 新しい答え"
    view.show_entries(TALK[:1])
    assert not message.isValid()
    assert message.text(QAccessible.Text.Name) == ""
    assert message.rect().isEmpty()
    assert message.state().invalid


def test_qt_finds_the_interface_once_it_is_installed(view: TranscriptView) -> None:
    factory = TranscriptAccessibility()
    factory.install()
    view.show_entries(TALK)
    found = QAccessible.queryAccessibleInterface(view)
    assert found.role() == QAccessible.Role.List
    assert found.child(0).text(QAccessible.Text.Name) == "You: 質問です。"
    assert factory.interface("", view.viewport()) is None


def test_a_name_says_what_the_model_did_not_see() -> None:
    assert spoken_name(replace(TALK[0], unseen_above=True)) == (
        "The model was not given what stands above. You: 質問です。"
    )


def test_the_guide_is_named_in_the_language_of_the_reader() -> None:
    answer = replace(TALK[1], model_name=read_header(guide_model()).name)
    assert spoken_name(answer).startswith("Guide model: ")
