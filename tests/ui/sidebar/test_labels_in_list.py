"""Every row of the list shows the label of its conversation, and says it to screen readers."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from desktop.chat.conversation import ConversationSummary
from desktop.chat.labels import Label
from desktop.ui.secrecy.words import LabelWords
from desktop.ui.sidebar.sidebar import Sidebar
from desktop.ui.status.status_card import StatusCard
from tests.ui.samples import CONVERSATIONS, NOW


@pytest.fixture
def sidebar(qtbot: QtBot) -> Sidebar:
    made = Sidebar(StatusCard())
    qtbot.addWidget(made)
    made.resize(285, 600)
    return made


def labelled(label: Label) -> ConversationSummary:
    return replace(CONVERSATIONS[0], label=label)


def spoken(sidebar: Sidebar) -> str:
    """What a screen reader says of the first conversation."""
    rows = sidebar.list_view.model()
    return str(rows.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole))


def picture(sidebar: Sidebar) -> QImage:
    return sidebar.list_view.grab().toImage()


@pytest.mark.parametrize(("label", "name"), [(Label.TOP_SECRET, "Top secret"), (Label.GENERAL, "General")])
def test_the_label_is_said(sidebar: Sidebar, label: Label, name: str) -> None:
    sidebar.show_conversations([labelled(label)], NOW)
    assert spoken(sidebar) == f"拒絶理由通知への応答案, label: {name}"


def test_each_label_is_drawn_in_its_own_way(sidebar: Sidebar) -> None:
    pictures = []
    for label in Label:
        sidebar.show_conversations([labelled(label)], NOW)
        pictures.append(picture(sidebar))
    assert all(first != second for place, first in enumerate(pictures) for second in pictures[:place])


def test_a_label_that_changed_is_shown_where_the_row_stands(sidebar: Sidebar) -> None:
    sidebar.show_conversations([labelled(Label.GENERAL), *CONVERSATIONS[1:]], NOW)
    before = picture(sidebar)
    sidebar.show_conversations([labelled(Label.SECRET), *CONVERSATIONS[1:]], NOW)
    assert picture(sidebar) != before
    assert "Secret" in spoken(sidebar)


def test_the_administrators_names_are_drawn(sidebar: Sidebar) -> None:
    sidebar.show_conversations([labelled(Label.SECRET)], NOW)
    before = picture(sidebar)
    sidebar.name_labels(LabelWords({Label.SECRET: ("部外秘", "Need to know")}))
    assert "Need to know" in spoken(sidebar)
    assert picture(sidebar) != before
