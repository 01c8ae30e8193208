"""Sample values for the panes, and a window put together from them."""

from datetime import UTC, datetime, timedelta, timezone

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from desktop.chat.conversation import ConversationSummary
from desktop.chat.searching import Part, SearchHit
from desktop.ui.actions import WindowActions
from desktop.ui.chat_page import ChatPage, ChatPanes
from desktop.ui.composer.composer import Composer
from desktop.ui.header import HeaderBar
from desktop.ui.main_window import CHAT_PAGE, MainWindow
from desktop.ui.notices import NoticeBar
from desktop.ui.sidebar.sidebar import Sidebar
from desktop.ui.status.state import (
    LayerStatus,
    ModelChoice,
    ProgramProtection,
    ProtectionLevel,
    ProtectionStatus,
)
from desktop.ui.status.status_card import StatusCard

TOKYO = timezone(timedelta(hours=9))
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=TOKYO)


def conversation(number: int, title: str, age: timedelta) -> ConversationSummary:
    """A conversation that changed this long before NOW; times are UTC as in the vault."""
    updated = (NOW - age).astimezone(UTC)
    return ConversationSummary(number, title, updated, updated)


CONVERSATIONS = (
    conversation(1, "拒絶理由通知への応答案", timedelta(hours=1)),
    conversation(2, "請求項1の構成要件対比", timedelta(hours=3)),
    conversation(3, "明細書の実施例の要約を二百字にまとめて英訳", timedelta(days=1)),
    conversation(4, "先行技術調査メモ", timedelta(days=3)),
    conversation(5, "Translation review (EN → JA)", timedelta(days=6)),
    conversation(6, "用語の統一チェック", timedelta(days=20)),
    conversation(7, "進歩性の反論ロジック", timedelta(days=50)),
    conversation(8, "補正案の比較", timedelta(days=90)),
)

HITS = (
    SearchHit(
        Part.QUESTION, 1, "拒絶理由通知への応答案", 12,
        "請求項1の「前記固体電解質層の厚みが5µm以上」が相違点になるはずです。", ((8, 13), (16, 18)),
        at=NOW - timedelta(hours=1),
    ),
    SearchHit(
        Part.TITLE, 2, "固体電解質の構成要件対比", None, "固体電解質の構成要件対比", ((0, 5),),
        at=NOW - timedelta(days=4),
    ),
    SearchHit(
        Part.ANSWER, 4, "先行技術調査メモ", 40,
        "硫化物系の固体電解質を含む層について、段落0045とその実施例を確認した。", ((5, 10),),
        at=NOW - timedelta(days=400),
    ),
)

PROTECTION = ProtectionStatus(
    ProtectionLevel.MEDIUM,
    ("bubblewrap がこのコンピューターでは使えないため、ほかのプログラムへの依頼を止められません",),
    tuple(
        ProgramProtection(
            program,
            (
                LayerStatus("seccomp", on=True),
                LayerStatus("Landlock", on=True),
                LayerStatus("namespaces", on=False, reason="bubblewrap が見つかりません"),
            ),
        )
        for program in ("hisho-window", "hisho-engine")
    ),
)

CHOICES = (
    ModelChoice("a" * 64, "guide", "", is_guide=True),
    ModelChoice("b" * 64, "llm-jp-4-8b-instruct", "Q4_K_M · 4.9 GB"),
    ModelChoice("c" * 64, "Research & Development 13B", "Q8_0", available=False),
)


def window_with(transcript: QWidget) -> MainWindow:
    """The whole window, connected to nothing."""
    status = StatusCard()
    panes = ChatPanes(Sidebar(status), status, HeaderBar(), NoticeBar(QTimer()), transcript, Composer())
    window = MainWindow(WindowActions())
    window.add_chat_page(ChatPage(panes))
    window.show_page(CHAT_PAGE)
    return window
