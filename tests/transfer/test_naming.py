"""Names of exported files say the label, and no file system takes offence at them."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.file_targets import accepted_parts
from desktop.transfer.naming import MAX_BYTES, file_name, shortened, stamped

DAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("応答案", "【社外秘】応答案_2026-11-25.md"),
        ("What can Hisho do?", "【社外秘】What can Hisho do_2026-11-25.md"),
        ("", "【社外秘】_2026-11-25.md"),
        ("a/b\\c:d*e?f\"g<h>i|j", "【社外秘】a_b_c_d_e_f_g_h_i_j_2026-11-25.md"),
        ("../../etc/passwd", "【社外秘】_.._etc_passwd_2026-11-25.md"),
        ("  二行\n目\t ", "【社外秘】二行 目_2026-11-25.md"),
        ("\u202etxt.exe\0\u200b", "【社外秘】txt.exe_2026-11-25.md"),
        ("か\u3099", "【社外秘】が_2026-11-25.md"),
        (". con .", "【社外秘】_con_2026-11-25.md"),
    ],
)
def test_names(title: str, expected: str) -> None:
    assert file_name("社外秘", title, DAY, ".md") == expected


def test_a_long_title_gives_way() -> None:
    name = file_name("社外秘", "長" * 200, DAY, ".json")
    assert len(name.encode()) <= MAX_BYTES
    assert name.startswith("【社外秘】長長")
    assert name.endswith("長_2026-11-25.json")


def test_no_character_is_cut_in_two_and_no_mark_loses_its_letter() -> None:
    assert shortened("長長", 5) == "長"
    assert shortened("ae\u0301", 2) == "a"
    assert shortened("a", 0) == ""


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("案.md", "【秘】案.md"), ("【秘】案.md", "【秘】案.md"), ("最終【秘】案.md", "最終【秘】案.md"),
        ("【社外秘】案.md", "【秘】【社外秘】案.md"), ("案", "【秘】案"), (".md", "【秘】.md"),
    ],
)  # fmt: skip
def test_a_name_that_was_typed_gets_its_stamp(typed: str, expected: str) -> None:
    assert stamped(typed, "秘") == expected


def test_a_long_name_that_was_typed_keeps_stamp_and_suffix() -> None:
    name = stamped("長" * 80 + ".md", "社外秘")
    assert len(name.encode()) <= MAX_BYTES
    assert name.startswith("【社外秘】長")
    assert name.endswith("長.md")


@given(st.text(max_size=300), st.text(max_size=16))
def test_any_name_can_be_opened_for_the_user(title: str, label: str) -> None:
    name = file_name(label, title, DAY, ".md")
    assert accepted_parts(f"/home/{name}") == ["home", name]
    assert len(name.encode()) <= MAX_BYTES
    assert unicodedata.is_normalized("NFC", name)
