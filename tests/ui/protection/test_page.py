"""The page about the vault: what it shows, what it offers, and that the keyboard reaches everything."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from desktop.policy import NO_POLICY, Policy, closed
from desktop.ui.lock_rules import LockRules
from desktop.ui.protection.page import ProtectionPage
from desktop.ui.protection.standing import Copy, Standing, Way
from desktop.ui.status.state import ProtectionLevel, ProtectionStatus
from model_manager.edition import Edition
from model_manager.policy_file import PolicyFault
from model_manager.reporting import size_text
from tests.ui.pages.samples import STANDING, WHEN


@pytest.fixture
def page(qtbot: QtBot) -> ProtectionPage:
    made = ProtectionPage(size_text)
    qtbot.addWidget(made)
    made.level.show_status(ProtectionStatus(ProtectionLevel.MEDIUM, ("Layer three is missing.",)))
    made.show_standing(STANDING)
    made.resize(900, 1600)
    with qtbot.waitExposed(made):
        made.show()
    return made


def choose(page: ProtectionPage, old: str, new: str) -> None:
    form = page.ways.form
    form.old.setText(old)
    form.new.first.setText(new)
    form.new.second.setText(new)
    form.save_button.click()


def test_each_way_is_told_with_its_date(page: ProtectionPage) -> None:
    assert list(page.ways.rows) == ["keyring", "passphrase", "recovery"]
    row = page.ways.rows["passphrase"]
    assert row.name.text() == "Passphrase"
    assert "Since" in row.about.text()
    assert "Argon2id 64 MiB" in row.about.text()
    page.show_standing(replace(STANDING, ways=[Way("passphrase"), Way("escrow", WHEN)]))
    assert list(page.ways.rows) == ["passphrase", "escrow"]
    assert "Since" not in page.ways.rows["passphrase"].about.text()
    assert "without you" in page.ways.rows["escrow"].about.text()


def test_a_recovery_key_that_nobody_confirmed_is_told(page: ProtectionPage) -> None:
    page.show_standing(replace(STANDING, recovery_confirmed=False))
    assert "Not confirmed yet" in page.ways.rows["recovery"].about.text()


def test_a_passphrase_is_changed_in_the_form(page: ProtectionPage, qtbot: QtBot) -> None:
    page.ways.passphrase_button.click()
    assert page.ways.form.isVisible()
    with qtbot.waitSignal(page.ways.passphrase_wanted) as wanted:
        choose(page, "old one", "correct horse")
    assert wanted.args == ["old one", "correct horse"]
    page.ways.form.show_error("This is not the passphrase of the vault.")
    assert page.ways.form.error_line.isVisible()
    page.ways.end_form()
    assert page.ways.form.old.text() == page.ways.form.new.first.text() == ""


def test_a_first_passphrase_needs_no_old_one(page: ProtectionPage, qtbot: QtBot) -> None:
    page.show_standing(replace(STANDING, ways=[Way("keyring"), Way("recovery")]))
    assert page.ways.passphrase_button.text() == "Set a passphrase…"
    page.ways.passphrase_button.click()
    assert not page.ways.form.old.isVisible()
    with qtbot.waitSignal(page.ways.passphrase_wanted) as wanted:
        choose(page, "", "correct horse")
    assert wanted.args == [None, "correct horse"]


def test_joined_ways_stay_joined_when_the_passphrase_changes(page: ProtectionPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.ways.joint_wanted):
        page.ways.joint_button.click()
        assert "neither opens the vault without the other" in page.ways.form.note.text()
        choose(page, "old one", "correct horse")
    page.show_standing(replace(STANDING, ways=[Way("keyring+passphrase"), Way("recovery")]))
    assert not page.ways.joint_button.isVisible()
    with qtbot.waitSignal(page.ways.joint_wanted):
        page.ways.passphrase_button.click()
        choose(page, "old one", "battery staple")
    with qtbot.waitSignal(page.ways.passphrase_wanted):
        page.ways.part_button.click()
        assert not page.ways.form.note.isVisible()
        choose(page, "old one", "battery staple")


def test_a_way_is_removed_after_one_question(page: ProtectionPage, qtbot: QtBot) -> None:
    row = page.ways.rows["passphrase"]
    row.drop_button.click()
    assert page.ways.question.isVisible()
    assert "cannot be locked" in page.ways.question.line.label.text()
    assert page.ways.question.known.hasFocus()
    assert not page.ways.question.yes.isEnabled()
    with qtbot.assertNotEmitted(page.ways.drop_wanted):
        page.ways.question.no.click()
    row.drop_button.click()
    page.ways.question.known.setText("old one")
    with qtbot.waitSignal(page.ways.drop_wanted) as wanted:
        page.ways.question.yes.click()
    assert wanted.args == ["passphrase", "old one"]
    assert page.ways.question.known.text() == ""
    assert not page.ways.question.isVisible()


def test_without_a_passphrase_a_question_is_enough(page: ProtectionPage, qtbot: QtBot) -> None:
    page.show_standing(replace(STANDING, ways=[Way("keyring"), Way("recovery")]))
    page.ways.recovery_button.click()
    question = page.ways.key_question
    assert question.no.hasFocus()
    assert not question.known.isVisible()
    with qtbot.waitSignal(page.ways.recovery_wanted) as wanted:
        question.yes.click()
    assert wanted.args == [""]


def test_a_new_recovery_key_is_asked_about_first(page: ProtectionPage, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(page.ways.recovery_wanted):
        page.ways.recovery_button.click()
        assert "opens nothing any more" in page.ways.key_question.line.label.text()
        QTest.keyClick(page.ways.key_question.known, Qt.Key.Key_Return)
    QTest.keyClicks(page.ways.key_question.known, "old one")
    with qtbot.waitSignal(page.ways.recovery_wanted) as wanted:
        QTest.keyClick(page.ways.key_question.known, Qt.Key.Key_Return)
    assert wanted.args == ["old one"]


def test_escape_closes_what_is_open_and_forgets_what_was_typed(page: ProtectionPage, qtbot: QtBot) -> None:
    ways, theft = page.ways, page.theft
    with qtbot.assertNotEmitted(page.closed):
        ways.passphrase_button.click()
        ways.form.new.second.setText("typed")
        QTest.keyClick(ways.form.new.second, Qt.Key.Key_Escape)
        assert not ways.form.isVisible()
        assert ways.form.new.second.text() == ""
        theft.button.click()
        theft.question.known.setText("typed")
        QTest.keyClick(theft.passphrase.first, Qt.Key.Key_Escape)
        assert not theft.question.isVisible()
        assert theft.question.known.text() == ""


def test_the_administrators_length_holds_here_too(page: ProtectionPage) -> None:
    page.show_standing(replace(STANDING, policy=Policy(passphrase_min=20)))
    page.ways.passphrase_button.click()
    choose(page, "old one", "correct horse")
    assert not page.ways.form.save_button.isEnabled()
    assert "20" in page.ways.form.new.strength.text()


def test_a_policy_that_is_not_accepted_is_told_with_its_place(page: ProtectionPage) -> None:
    assert not page.fault.isVisible()
    fault = PolicyFault(Path("/etc/hisho/policy.toml"), 3, "lock.minute: unknown key")
    page.show_standing(replace(STANDING, policy=closed(fault)))
    assert page.fault.isVisible()
    assert "line 3: lock.minute: unknown key" in page.fault.label.text()


def test_backups_are_listed_and_made(page: ProtectionPage, qtbot: QtBot) -> None:
    assert len(page.copies.list.text().splitlines()) == 2
    assert size_text(STANDING.copies[0].size) in page.copies.list.text()
    assert STANDING.copies_folder in page.copies.folder.text()
    with qtbot.waitSignal(page.copies.wanted):
        page.copies.now_button.click()
    page.copies.now_button.setFocus()
    page.copies.show_busy(busy=True)
    assert "with the passphrase or the recovery key" in page.copies.text.text()
    assert not page.copies.now_button.isEnabled()
    page.copies.show_made()
    assert page.copies.now_button.hasFocus()
    assert page.copies.result.isVisible()
    page.copies.show_trouble("The disk is full.")
    assert not page.copies.result.isVisible()
    assert page.copies.trouble.isVisible()
    page.show_standing(replace(STANDING, copies=()))
    assert page.copies.list.text() == "There is no backup yet."
    joint = replace(STANDING, ways=[Way("keyring+passphrase"), Way("recovery")])
    page.show_standing(joint)
    assert "with the recovery key alone" in page.copies.text.text()
    many = [Copy(datetime(2026, 1, day, tzinfo=UTC), 1) for day in range(1, 9)]
    page.show_standing(replace(STANDING, copies=many))
    assert len(page.copies.list.text().splitlines()) == 5


def test_all_keys_are_made_anew_after_a_question_with_a_new_passphrase(
    page: ProtectionPage, qtbot: QtBot
) -> None:
    theft = page.theft
    theft.button.click()
    assert theft.question.isVisible()
    assert not theft.question.yes.isEnabled()
    theft.passphrase.first.setText("correct horse")
    theft.passphrase.second.setText("correct horse")
    assert not theft.question.yes.isEnabled()
    theft.question.known.setText("old one")
    with qtbot.waitSignal(theft.rekey_wanted) as wanted:
        theft.question.yes.click()
    assert wanted.args == ["old one", "correct horse"]
    assert theft.passphrase.first.text() == ""
    theft.show_progress(0.5)
    assert theft.bar.isVisible()
    assert not theft.button.isEnabled()
    page.resize(900, 500)
    theft.show_done()
    qtbot.waitUntil(lambda: not theft.result.visibleRegion().isEmpty())
    theft.button.click()
    theft.question.no.click()
    assert not theft.passphrase.isVisible()


def test_what_locks_is_told_in_words(page: ProtectionPage) -> None:
    page.lock.show_rules(LockRules(10, on_sleep=True, with_session=False))
    text = page.lock.text.text()
    assert "sleep" in text
    assert "screen is locked" not in text
    page.lock.show_rules(LockRules(10, on_sleep=True, with_session=True), hears_sleep=False)
    assert "does not tell programs" in page.lock.text.text()        # and what nobody hears is not promised
    assert "goes to sleep" not in page.lock.text.text()
    assert "comes in front" not in page.lock.text.text()
    page.lock.show_rules(LockRules(5, on_sleep=False, with_session=False, by_label=True))
    assert "5 minute(s) without a touch, for the label of what is open" in page.lock.text.text()
    page.lock.show_rules(None)
    assert "cannot be locked" in page.lock.text.text()


def test_closing_forgets_what_was_typed(page: ProtectionPage, qtbot: QtBot) -> None:
    page.ways.passphrase_button.click()
    page.ways.form.old.setText("battery staple")
    page.theft.button.click()
    with qtbot.waitSignal(page.closed):
        QTest.keyClick(page.ways.passphrase_button, Qt.Key.Key_Escape)
    assert page.ways.form.old.text() == ""
    assert not page.ways.form.isVisible()
    assert not page.theft.question.isVisible()


def test_the_keyboard_reaches_every_button(page: ProtectionPage) -> None:
    wanted = {each for each in page.findChildren(QAbstractButton) if each.isVisible() and each.isEnabled()}
    page.close_button.setFocus()
    reached = set()
    for _ in range(60):
        current = page.focusWidget()
        reached.add(current)
        QTest.keyClick(current, Qt.Key.Key_Tab)
    assert wanted <= reached
    assert all(each.text() or each.accessibleName() for each in wanted)


def test_what_opens_is_brought_into_view(page: ProtectionPage, qtbot: QtBot) -> None:
    page.resize(900, 500)
    qtbot.waitUntil(lambda: page.height() == 500)
    page.theft.button.click()
    qtbot.waitUntil(lambda: not page.theft.question.yes.visibleRegion().isEmpty())
    page.ways.passphrase_button.click()
    qtbot.waitUntil(lambda: not page.ways.form.visibleRegion().isEmpty())


def test_what_is_done_for_the_evidence_is_told_beside_its_buttons(page: ProtectionPage) -> None:
    page.evidence.show_told("The report is being made…")
    assert page.evidence.told.isVisible()
    page.evidence.show_trouble("The disk is full.")
    assert not page.evidence.told.isVisible()
    assert page.evidence.trouble.isVisible()
    page.close_button.click()
    assert not page.evidence.trouble.isVisible()


def test_the_profile_is_named(page: ProtectionPage) -> None:
    assert "first profile" in page.profile.text.text()
    assert STANDING.vault in page.profile.text.text()
    page.show_standing(replace(STANDING, profile="client-a"))
    assert "“client-a”" in page.profile.text.text()


def test_an_empty_standing_promises_nothing(page: ProtectionPage) -> None:
    page.show_standing(Standing())
    assert not page.profile.isVisible()
    assert not page.ways.recovery_button.isVisible()
    assert not page.ways.keyring_button.isVisible()


def test_the_airgap_edition_says_so_under_the_level(qtbot: QtBot) -> None:
    """And the administrator's words about the network are moot there."""
    made = ProtectionPage(size_text, Edition.AIRGAP)
    qtbot.addWidget(made)
    sentence = "Air-gap edition: the part that speaks to a network is not installed."
    made.level.show_status(ProtectionStatus(ProtectionLevel.STRONG, edition=sentence))
    assert made.level.text.text().endswith(f"\n{sentence}")
    made.level.show_status(ProtectionStatus(ProtectionLevel.STRONG))
    assert "\n" not in made.level.text.text()
    policy = replace(NO_POLICY, managed=True, network="off", values={("models", "network"): "off"})
    made.show_standing(replace(STANDING, policy=policy))
    assert "does not matter" in made.policy.text.text()
