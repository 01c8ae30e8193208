"""Pages in the states that a person meets."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desktop.chat.conversation import ConversationSummary
from desktop.licences.component import Component, Kind
from desktop.policy import Policy
from desktop.settings import Settings
from desktop.ui.licences.page import LicencesPage, Told
from desktop.ui.lock_rules import LockRules
from desktop.ui.pages.card import CardPage
from desktop.ui.pages.first_run import FirstRunPage
from desktop.ui.pages.passphrase_demand import Demand, PassphraseDemandPage
from desktop.ui.pages.recovery_key import RecoveryKeyPage
from desktop.ui.pages.restore import RestorePage
from desktop.ui.pages.settings import About, SettingsPage
from desktop.ui.pages.trash import TrashPage
from desktop.ui.pages.unlock import UnlockPage
from desktop.ui.protection.page import ProtectionPage
from desktop.ui.protection.standing import Copy, Standing, Way
from desktop.ui.status.state import ProtectionLevel, ProtectionStatus
from desktop.vault.backup import Backup, Cause
from desktop.vault.recovery import encode, group_state
from model_manager.edition import Edition
from model_manager.reporting import size_text
from tests.sources import ROOT

KEY = tuple(encode(bytes(range(7, 147, 7))).split("-"))
ABOUT = About(
    "0.1.0", Edition.FULL, "Apache-2.0", "/usr/share/hisho/resources/guide/guide.gguf",
    "/home/hanako/.local/share/hisho",
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
    page.lock.show_passphrase(exists=True)
    return page


WAYS = (
    Way("keyring", WHEN, "SecretService"),
    Way("passphrase", WHEN, "Argon2id 64 MiB, t=3, p=4"),
    Way("recovery", WHEN),
)
STANDING = Standing(
    "9f31c2a4d07be518", "/home/hanako/.local/share/hisho/vault", "", WAYS, keyring_usable=True,
    copies=[Copy(WHEN, 4_812_800), Copy(WHEN - timedelta(days=1), 4_751_360)],
    copies_folder="/home/hanako/.local/share/hisho/vault-backups",
)  # fmt: skip


MANAGED = Policy(
    managed=True, network="catalogue", passphrase_min=14, lock_minutes_most=10, export="ask",
    values={
        ("models", "network"): "catalogue", ("vault", "passphrase_min"): 14, ("vault", "escrow_key"): "q8Hn",
        ("lock", "minutes_most"): 10, ("sharing", "export"): "ask",
    },
)  # fmt: skip


def protection() -> CardPage:
    page = ProtectionPage(size_text)
    page.level.show_status(ProtectionStatus(ProtectionLevel.STRONG))
    page.lock.show_rules(LockRules(15, on_sleep=True, with_session=True))
    page.show_standing(STANDING)
    return page


def protection_form() -> CardPage:
    page = protection()
    assert isinstance(page, ProtectionPage)
    ways = [*WAYS, Way("escrow", WHEN, "q8Hn0V8Wv1w=")]
    page.show_standing(replace(STANDING, ways=ways, policy=MANAGED))
    page.ways.begin_passphrase()
    page.ways.form.new.first.setText("horse battery staple")
    page.theft.button.click()
    return page


def demand_forgotten() -> CardPage:
    page = PassphraseDemandPage()
    page.ask(Demand.FORGOTTEN, 0, exists=False)
    return page


def demand_joint() -> CardPage:
    page = PassphraseDemandPage()
    page.ask(Demand.JOINT, 0, exists=True)
    return page


def trash() -> CardPage:
    page = TrashPage()
    page.show_items(TRASHED)
    page.empty_button.click()
    return page


LESSER = (ROOT / "resources/licences/texts/LGPL-3.0.txt").read_text(encoding="utf-8")
PARTS = (
    Told(Component("Hisho", "0.1.0", "Apache-2.0", kind=Kind.PRODUCT), "Apache License\nVersion 2.0\n"),
    Told(
        Component(
            "Qt", "6.11.3", "LGPL-3.0-only", replaceable=True,
            source="https://download.example/official_releases/qt/6.11/6.11.3/submodules/",
        ),
        LESSER,
    ),
    Told(
        Component(
            "GCC's OpenMP runtime (libgomp)", "12.2.0-14+deb12u1", "GPL-3.0-or-later WITH GCC-exception-3.1"
        ),
        "GCC RUNTIME LIBRARY EXCEPTION\n",
    ),
    Told(Component("llama.cpp", "0c1e57098bba43ac29e6e3b677cdceebdd22334f", "MIT"), "MIT License\n"),
    Told(Component("Jinja2", "3.1.6", "BSD-3-Clause", kind=Kind.PACKAGE), "Copyright 2007 Pallets\n"),
)  # fmt: skip


def licences() -> CardPage:
    page = LicencesPage()
    page.show_parts(PARTS)
    page.list.setCurrentIndex(page.list.model().index(1, 0))
    return page


def licences_sought() -> CardPage:
    page = licences()
    assert isinstance(page, LicencesPage)
    page.field.setText("library")
    return page


def _backups() -> list[Backup]:
    folder = Path("/home/hanako/.local/share/hisho/vault-backups/hisho-3f2a91c4-000012-20261123-093000")
    causes = (Cause.DAILY, Cause.ASKED, Cause.DAILY, Cause.MIGRATION)
    return [
        Backup(folder, "3f2a91c4" * 2, 12 - n, WHEN - timedelta(days=n), 7, 48_300_000, cause, confirmed=True)
        for n, cause in enumerate(causes)
    ]


def restore() -> CardPage:
    page = RestorePage(group_state)
    page.show_offers(_backups(), has_vault=True)
    page.passphrase.setText("correct horse")
    return page


def restore_by_recovery_key() -> CardPage:
    page = restore()
    assert isinstance(page, RestorePage)
    page.switch_button.click()
    page.show_error("この復旧キーでは金庫を開けません。")
    return page


def restore_on_a_new_machine() -> CardPage:
    page = RestorePage(group_state)
    page.show_offers([], has_vault=False)
    return page


def repair() -> CardPage:
    page = RestorePage(group_state)
    page.show_offers(_backups()[:1], has_vault=True)
    page.choose_repair()
    page.show_busy(busy=True)
    page.show_progress(1234, 6415)
    return page


def repaired() -> CardPage:
    page = RestorePage(group_state)
    page.show_offers(_backups()[:1], has_vault=True)
    page.show_done(
        "壊れていたページ：6,415 ページ中 1 ページ。メッセージ 1,204 件を救いました。"
        "失われた文章はありません。"
        "以前の金庫は /home/hanako/.local/share/hisho/vault-kept-1 に残してあります。"
    )
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
        protection,
        protection_form,
        demand_forgotten,
        demand_joint,
        licences,
        licences_sought,
        trash,
        restore,
        restore_by_recovery_key,
        restore_on_a_new_machine,
        repair,
        repaired,
    )
}
