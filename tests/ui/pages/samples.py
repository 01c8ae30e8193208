"""Pages in the states that a person meets."""

from collections.abc import Callable
from datetime import UTC, datetime

from desktop.chat.conversation import ConversationSummary
from desktop.settings import Settings
from desktop.ui.pages.card import CardPage
from desktop.ui.pages.first_run import FirstRunPage
from desktop.ui.pages.recovery_key import RecoveryKeyPage
from desktop.ui.pages.settings import About, SettingsPage
from desktop.ui.pages.trash import TrashPage
from desktop.ui.pages.unlock import UnlockPage
from desktop.vault.recovery import encode, group_state

KEY = tuple(encode(bytes(range(7, 147, 7))).split("-"))
ABOUT = About(
    "0.1.0", "Apache-2.0", "/usr/share/hisho/resources/guide/guide.gguf", "/home/hanako/.local/share/hisho"
)
WHEN = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
TRASHED = tuple(
    ConversationSummary(number, title, WHEN, WHEN, WHEN)
    for number, title in enumerate(
        (
            "拒絶理由通知への応答案",
            "Claim chart for reference 2",
            "請求項1の構成要件対比と、引用文献との相違点の整理（長い題名）",
        ),
        start=1,
    )
)


def first_run() -> CardPage:
    page = FirstRunPage()
    page.show_keyring(usable=True)
    page.passphrase.first.setText("correct horse")
    page.passphrase.second.setText("correct h")
    return page


def first_run_without_keyring() -> CardPage:
    page = FirstRunPage()
    page.show_keyring(usable=False, reason="このコンピューターには使えるキーリングがありません。")
    page.passphrase.first.setText("1234567")
    page.passphrase.second.setText("234")
    page.show_error("ディスクの空きがありません。")
    return page


def recovery_key() -> CardPage:
    page = RecoveryKeyPage(group_state)
    page.show_key(KEY, (2, 6))
    return page


def recovery_key_confirmed() -> CardPage:
    page = RecoveryKeyPage(group_state)
    page.show_key(KEY, (2, 6))
    page.next_button.click()
    page.groups.fields[0].setText(KEY[2])
    page.groups.fields[1].setText("AAAAA")
    return page


def unlock() -> CardPage:
    page = UnlockPage(group_state)
    page.show_form(has_passphrase=True, has_keyring=True)
    page.show_waiting_for_keyring()
    return page


def unlock_wrong() -> CardPage:
    page = UnlockPage(group_state)
    page.show_form(has_passphrase=True, has_keyring=True)
    page.show_reason("このコンピューターのキーリングからこの金庫の鍵が失われています。")
    page.passphrase.setText("correct horse")
    page.show_error("金庫のパスフレーズが違います。")
    return page


def unlock_by_recovery() -> CardPage:
    page = UnlockPage(group_state)
    page.show_form(has_passphrase=True, has_keyring=False)
    page.recovery_button.click()
    for field, group in zip(page.groups.fields, (*KEY[:4], "AAAAA", "123"), strict=False):
        field.setText(group)
    return page


def unlock_blocked() -> CardPage:
    page = UnlockPage(group_state)
    page.show_blocked(
        "この金庫は新しいバージョンのHishoで作られています。", "/home/hanako/.local/share/hisho/vault"
    )
    return page


def settings() -> CardPage:
    page = SettingsPage(ABOUT)
    page.show_settings(Settings())
    page.show_passphrase(exists=True)
    return page


def settings_passphrase() -> CardPage:
    page = SettingsPage(ABOUT)
    page.show_passphrase(exists=False)
    page.passphrase_button.click()
    page.passphrase_form.new.first.setText("horse battery staple")
    return page


def trash() -> CardPage:
    page = TrashPage()
    page.show_items(TRASHED)
    page.empty_button.click()
    return page


SAMPLES: dict[str, Callable[[], CardPage]] = {
    each.__name__: each
    for each in (
        first_run,
        first_run_without_keyring,
        recovery_key,
        recovery_key_confirmed,
        unlock,
        unlock_wrong,
        unlock_by_recovery,
        unlock_blocked,
        settings,
        settings_passphrase,
        trash,
    )
}
