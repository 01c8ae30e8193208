"""The dialogue files themselves: enough of them, in both languages, without contradiction, fairly split."""

import pytest

from resources.guide import corpus

WHOLE = corpus.load()
TRAINED, HELD_OUT = corpus.split(WHOLE)


def test_there_are_at_least_120_pairs_and_as_many_in_one_language_as_in_the_other() -> None:
    topics = {
        language: {t for t, spoken in WHOLE.entries if spoken == language} for language in corpus.LANGUAGES
    }
    assert topics["ja"] == topics["en"]
    assert len(WHOLE.entries) >= 120


def test_every_pair_keeps_four_phrasings_after_the_split() -> None:
    few = [key for key, entry in TRAINED.entries.items() if len(entry.lines) < 4]
    assert few == []


def test_no_question_has_two_answers() -> None:
    answers: dict[str, str] = {}
    asked = [(question, entry.answer) for question, entry in WHOLE.questions()]
    asked += [
        (question, source.answer)
        for source in WHOLE.unrelated.values()
        for question in [*source.questions, *corpus.filled_templates(source)]
    ]
    for question, answer in asked:
        assert answers.setdefault(corpus.bare(question), answer) == answer, question


def test_second_turns_are_no_questions_of_their_own() -> None:
    own = {corpus.bare(question) for question, _entry in WHOLE.questions()}
    follows = {
        corpus.bare(q) for lines in WHOLE.follow_lines.values() for line in lines for q in corpus.expand(line)
    }
    assert own & follows == set()


def test_twelve_topics_and_more_answer_a_second_turn() -> None:
    following = {entry.topic for entry in WHOLE.entries.values() if entry.follow}
    assert len(following) >= 12
    for topic in following:
        assert WHOLE.entries[topic, "ja"].follow.keys() == WHOLE.entries[topic, "en"].follow.keys()


def test_answers_are_short() -> None:
    lengths = {answer: len(answer) for answer in WHOLE.answers()}
    assert {answer: length for answer, length in lengths.items() if not 10 <= length <= 135} == {}


def test_several_hundred_unrelated_questions_in_each_language() -> None:
    for source in WHOLE.unrelated.values():
        assert len(set(source.questions)) == len(source.questions) >= 250


def test_the_language_of_a_question_is_that_of_its_answer() -> None:
    wrong = [
        question for question, entry in WHOLE.questions() if corpus.language_of(question) != entry.language
    ]
    for language, source in WHOLE.unrelated.items():
        asked = [*source.questions, *corpus.filled_templates(source)]
        wrong += [question for question in asked if corpus.language_of(question) != language]
    assert wrong == []


def test_held_out_and_trained_share_nothing() -> None:
    trained = {question for question, _entry in TRAINED.questions()}
    held_out = {question for question, _entry in corpus.unseen(TRAINED, HELD_OUT)}
    assert trained & held_out == set()
    assert len(held_out) >= len(trained | held_out) * 0.15
    for language in corpus.LANGUAGES:
        left, right = TRAINED.unrelated[language], HELD_OUT.unrelated[language]
        assert set(left.questions) & set(right.questions) == set()
        assert set(left.templates) & set(right.templates) == set()
        assert len(right.questions) >= 0.19 * (len(left.questions) + len(right.questions))


@pytest.mark.parametrize(
    ("line", "spelt"),
    [
        ("abc", ["abc"]),
        ("[a|b]c", ["ac", "bc"]),
        ("[a|]c[d|e]", ["acd", "ace", "cd", "ce"]),
        ("Is it [so|]?", ["Is it so?", "Is it?"]),
    ],
)
def test_choices_are_spelt_out(line: str, spelt: list[str]) -> None:
    assert corpus.expand(line) == spelt


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("金庫", "ja"),
        ("What is 金庫?", "ja"),
        ("What?", "en"),
        ("123", "ja"),
        ("Как дела?", "en"),
        ("？", "ja"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert corpus.language_of(text) == language
