"""A form becomes a question by plain substitution, whatever is written into it."""

from dataclasses import replace

import pytest

from desktop.chat.lead import MAX_SYSTEM_TEXT, NO_LEAD, Lead, SamplingWish
from desktop.codec import MessageError
from desktop.tasks.kept import from_json, to_json
from desktop.tasks.task import (
    MAX_LINE,
    MAX_PATTERN,
    Fault,
    Field,
    FieldKind,
    Task,
    fault_of,
    missing,
    question,
    title,
)

TEXT = Field("text", "原文", FieldKind.LONG_TEXT, required=True)
FOCUS = Field("focus", "観点", FieldKind.TEXT)
LENGTH = Field("length", "長さ", FieldKind.CHOICE, choices=("3行で", "400字で"))
PATTERN = "要約してください。\n長さ: {length}\n観点: {focus}\n\n【原文】\n{text}"
TASK = Task("要約", "短く", "shorten", (TEXT, FOCUS, LENGTH), PATTERN, NO_LEAD)


def test_the_fields_stand_where_the_pattern_names_them() -> None:
    made = question(TASK, {"text": "本文\n二行目", "focus": "費用", "length": "3行で"})
    assert made == "要約してください。\n長さ: 3行で\n観点: 費用\n\n【原文】\n本文\n二行目"


@pytest.mark.parametrize("empty", [{}, {"focus": ""}, {"focus": "  "}])
def test_a_line_goes_with_its_optional_field(empty: dict[str, str]) -> None:
    made = question(TASK, {"text": "本文", "length": "3行で"} | empty)
    assert made == "要約してください。\n長さ: 3行で\n\n【原文】\n本文"


def test_a_line_stays_while_one_of_its_fields_says_something() -> None:
    task = replace(TASK, pattern="{focus} / {length}\n{text}")
    assert question(task, {"text": "本文", "length": "3行で"}) == " / 3行で\n本文"


@pytest.mark.parametrize(
    "written",
    ["{focus}", "{text}", "{}", "{0}", "{{text}}", "{text", "%s {nothing} \\1 \\g<0> $text {{% x %}}"],
)
def test_what_a_user_writes_is_never_looked_at_again(written: str) -> None:
    made = question(TASK, {"text": written, "focus": written, "length": "3行で"})
    assert made == f"要約してください。\n長さ: 3行で\n観点: {written}\n\n【原文】\n{written}"


def test_the_indent_of_the_first_line_is_kept() -> None:
    assert question(TASK, {"text": "\n    x = 1\n\n", "length": "3行で"}).endswith("【原文】\n    x = 1")


def test_what_is_required_is_missed_until_it_says_something() -> None:
    assert missing(TASK, {}) == (TEXT,)
    assert missing(TASK, {"text": " \n　"}) == (TEXT,)
    assert missing(TASK, {"text": "本文"}) == ()


@pytest.mark.parametrize(
    ("values", "called"),
    [
        ({"text": "\n全固体電池の製造方法\n本文", "focus": "費用"}, "要約: 全固体電池の製造方法"),
        ({"focus": "費用", "length": "3行で"}, "要約: 費用"),
        ({"length": "3行で"}, "要約"),
    ],
)
def test_a_conversation_is_called_by_its_task_and_what_was_written(
    values: dict[str, str], called: str
) -> None:
    assert title(TASK, values) == called


def test_a_title_is_no_longer_than_any_other() -> None:
    assert len(title(TASK, {"text": "あ" * 100})) == 40


FAULTS = [
    (Fault.TITLE, {"title": " "}),
    (Fault.TOO_LONG, {"title": "あ" * (MAX_LINE + 1)}),
    (Fault.TOO_LONG, {"description": "あ" * (MAX_LINE + 1)}),
    (Fault.TOO_LONG, {"fields": (replace(TEXT, label="あ" * (MAX_LINE + 1)), FOCUS, LENGTH)}),
    (Fault.TOO_LONG, {"fields": (replace(TEXT, hint="あ" * (MAX_LINE + 1)), FOCUS, LENGTH)}),
    (Fault.TOO_LONG, {"pattern": PATTERN + "あ" * MAX_PATTERN}),
    (Fault.TOO_LONG, {"lead": Lead("あ" * (MAX_SYSTEM_TEXT + 1))}),
    (Fault.FIELDS, {"fields": ()}),
    (Fault.FIELDS, {"fields": (TEXT, FOCUS, LENGTH, replace(FOCUS, name="more"))}),
    (Fault.FIELDS, {"fields": (TEXT, replace(FOCUS, name="text"), LENGTH)}),
    (Fault.CHOICES, {"fields": (TEXT, FOCUS, replace(LENGTH, choices=("一つ",)))}),
    (Fault.CHOICES, {"fields": (TEXT, FOCUS, replace(LENGTH, choices=("同じ", "同じ")))}),
    (Fault.CHOICES, {"fields": (TEXT, FOCUS, replace(LENGTH, choices=tuple("一二三四五六七八九")))}),
    (Fault.CHOICES, {"fields": (TEXT, FOCUS, replace(LENGTH, choices=("一つ", " ")))}),
    (Fault.CHOICES, {"fields": (TEXT, replace(FOCUS, choices=("一", "二")), LENGTH)}),
    (Fault.PATTERN, {"pattern": " \n"}),
    (Fault.UNKNOWN_PLACE, {"pattern": PATTERN + "{more}"}),
    (Fault.UNUSED_FIELD, {"pattern": "{text} {length}"}),
]


@pytest.mark.parametrize(("fault", "change"), FAULTS, ids=lambda each: str(each)[:30])
def test_a_fault_is_named(fault: Fault, change: dict[str, object]) -> None:
    assert fault_of(TASK) is None
    assert fault_of(replace(TASK, **change)) is fault  # type: ignore[arg-type]  # one of its fields


def test_every_fault_is_tried() -> None:
    assert {fault for fault, _ in FAULTS} == set(Fault)


def test_a_task_is_kept_and_accepted_back() -> None:
    assert from_json(to_json(TASK)) == TASK
    led = replace(TASK, lead=Lead("簡潔に", SamplingWish(temperature=0.2, stop=("終",), seed=0)))
    assert from_json(to_json(led)) == led
    kept = to_json(TASK)
    broken = (kept.replace("long_text", "password"), kept.replace('"sampling":{}', '"sampling":[]'))
    for untrusted in ("", "[]", "{", "1", *broken, "[" * 100_000):
        with pytest.raises(MessageError):
            from_json(untrusted)


def test_a_task_of_a_version_that_knew_fewer_wishes_is_accepted() -> None:
    before = '{"temperature":0.2,"top_k":null,"top_p":null,"min_p":null,"repeat_penalty":null}'
    kept = to_json(TASK).replace('"sampling":{}', f'"sampling":{before}')
    assert from_json(kept).lead.sampling == SamplingWish(temperature=0.2)
