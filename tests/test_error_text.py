"""Every error has words of its own, in both languages, in one sentence."""

import errno
import importlib
import inspect
import re
from collections.abc import Iterator
from string import Formatter

import pytest

from desktop.channel import FrameTooLargeError
from desktop.cli.errors import ModelUnknownError, QuestionTooLargeError
from desktop.confinement.errors import LayerFailedError
from desktop.control import EngineRefusedError, Refusal
from desktop.errors import HishoError
from desktop.inference.errors import (
    EngineHungError,
    EngineLostError,
    InferenceError,
    PromptTooLongError,
    TruncatedModelError,
    UnknownArchitectureError,
)
from desktop.paths import resources, source_root
from desktop.settings import SettingsWriteError
from desktop.ui.error_text import SENTENCES, error_text
from desktop.vault.errors import (
    KeychainUnavailableError,
    SlotMissingError,
    VaultDamagedError,
    VaultFolderForeignError,
    VaultTooNewError,
    VaultUnreadableError,
    WrongRecoveryKeyError,
)
from desktop.words import Language, Translate, translator
from model_manager.errors import (
    CatalogueOnlyError,
    GgufTruncatedError,
    InventoryWriteError,
    ModelBlockedError,
    ModelFileError,
    ModelManagerError,
    TooManyRequestsError,
)

SPEAKS_FOR_ITS_CHILDREN: dict[str, str] = {}
"""Errors that need no words of their own, with the parent whose words they take."""

SAMPLES = {int: 7, float: 1.5, str: "名前.gguf", bool: True}
FACTS = {
    "name": "model.gguf",
    "reason": "a reason",
    "size": 1_234_567,
    "expected_size": 5_000_000_000,
    "tokens": 9000,
    "limit": 4096,
    "architecture": "newest",
    "context_length": 32768,
    "result": -3,
    "signal": 11,
    "exit_code": 0,
    "phase": "answer",
    "seconds": 30,
}


def _import_all() -> None:
    """Load every module that defines an error; ruff's N818 lets no error have another ending."""
    for package in ("desktop", "model_manager"):
        for path in (source_root() / package).rglob("*.py"):
            if re.search(r"^class \w+Error\b", path.read_text(encoding="utf-8"), re.MULTILINE):
                module = path.relative_to(source_root()).with_suffix("")
                importlib.import_module(".".join(module.parts))


def _tree(root: type[Exception]) -> Iterator[type[Exception]]:
    yield root
    for child in root.__subclasses__():
        if child.__module__.split(".")[0] in ("desktop", "model_manager"):
            yield from _tree(child)


_import_all()
KINDS = sorted({*_tree(HishoError), *_tree(ModelManagerError)}, key=lambda kind: kind.__name__)


def _make(kind: type[Exception]) -> Exception:
    if issubclass(kind, InferenceError):
        return kind(**FACTS)
    if kind is EngineRefusedError:
        return EngineRefusedError(Refusal.FILE_GONE, "ab" * 32)
    if kind.__init__ is Exception.__init__:
        return kind()
    parameters = inspect.signature(kind).parameters.values()
    if any(each.kind is inspect.Parameter.VAR_POSITIONAL for each in parameters):
        return kind("名前.gguf")
    return kind(*(SAMPLES.get(each.annotation, each.annotation) for each in parameters))


@pytest.fixture(params=["ja", "en"])
def language(request: pytest.FixtureRequest) -> Language:
    found: Language = request.param
    return found


@pytest.fixture
def translate(language: Language) -> Translate:
    return translator(language, resources() / "i18n")


def check_sentence(text: str, language: Language) -> None:
    end = "。" if language == "ja" else "."
    assert text.endswith(end)
    assert not re.search(r"[{}]|Error\b|\?", text), text
    inner = text[: -len(end)]
    assert "。" not in inner, text
    assert not re.search(r"[.!?] [A-Z]", inner), text
    assert bool(re.search(r"[぀-ヿ]", text.replace("名前", ""))) == (language == "ja"), text


def test_every_error_has_its_own_words() -> None:
    without = [kind.__name__ for kind in KINDS if kind.__name__ not in SENTENCES]
    assert without == sorted(SPEAKS_FOR_ITS_CHILDREN)


def test_no_two_errors_share_a_name() -> None:
    names = [kind.__name__ for kind in KINDS]
    assert len(names) == len(set(names))


def test_no_words_are_left_for_an_error_that_is_gone() -> None:
    assert set(SENTENCES) - {kind.__name__ for kind in KINDS} == {"OSError", "MemoryError"}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_the_words_are_one_sentence_with_the_facts_filled_in(
    kind: type[Exception], translate: Translate, language: Language
) -> None:
    check_sentence(error_text(_make(kind), translate), language)


VARIANTS: list[tuple[BaseException, str]] = [
    (EngineLostError(signal=9, exit_code=0, phase="answer"), "killed"),
    (EngineLostError(signal=6, exit_code=0, phase="answer"), "stopped itself"),
    (EngineLostError(signal=9, exit_code=0, phase="answer", kept=False), "nothing is kept"),
    (EngineLostError(signal=6, exit_code=0, phase="answer", kept=False), "nothing is kept"),
    (EngineLostError(signal=0, exit_code=1, phase="answer", kept=False), "nothing is kept"),
    (EngineLostError(signal=7, exit_code=0, phase="answer"), "cannot be read any more; what"),
    (EngineLostError(signal=7, exit_code=0, phase="answer", kept=False), "any more; nothing is kept"),
    (EngineHungError(seconds=20, phase="decode", kept=False), "nothing is kept"),
    (EngineLostError(signal=9, exit_code=0, phase="answer", begun=False), "memory ran out, before it"),
    (EngineLostError(signal=6, exit_code=0, phase="answer", begun=False), "error before it answered"),
    (EngineLostError(signal=7, exit_code=0, phase="answer", begun=False), "nothing had been answered"),
    (EngineLostError(signal=0, exit_code=1, phase="answer", begun=False), "unexpectedly before it answered"),
    (EngineLostError(signal=9, exit_code=0, phase="answer", cause="memory", begun=False), "out, before it"),
    (EngineLostError(signal=6, exit_code=0, phase="answer", cause="device", begun=False), "failed before"),
    (EngineHungError(seconds=20, phase="prefill", begun=False), "ended before it answered"),
    (EngineLostError(signal=6, exit_code=0, phase="load"), "loading"),
    (EngineLostError(signal=6, exit_code=0, phase="load", cause="memory"), "not enough memory to load"),
    (EngineLostError(signal=6, exit_code=0, phase="load", cause="device"), "graphics processor failed while"),
    (EngineLostError(signal=6, exit_code=0, phase="answer", cause="memory"), "because memory ran out; what"),
    (EngineLostError(signal=6, exit_code=0, phase="answer", cause="device"), "failed; what"),
    (EngineLostError(signal=9, exit_code=0, phase="answer", cause="memory", kept=False), "ran out; nothing"),
    (EngineLostError(signal=6, exit_code=0, phase="answer", cause="device", kept=False), "failed; nothing"),
    (EngineHungError(seconds=30, phase="load"), "30 seconds"),
    (EngineHungError(seconds=20.0, phase="answer"), "20 seconds"),
    (PromptTooLongError(tokens=12345, limit=8192), "12,345 tokens, and the model takes 8,192"),
    (UnknownArchitectureError(name="m.gguf", architecture="brandnew"), "“brandnew”"),
    (
        TruncatedModelError(name="m.gguf", size=1_500_000_000, expected_size=4_700_000_000),
        "1.5 GB of at least 4.7 GB",
    ),
    (GgufTruncatedError("m.gguf", 4_700_000_000, 999), "999 B of at least 4.7 GB"),
    (WrongRecoveryKeyError(3), "Group 3"),
    (WrongRecoveryKeyError(), "does not open"),
    (VaultTooNewError(9, 1), "format 9, this one knows up to 1"),
    (VaultFolderForeignError("/home/a/vault"), "/home/a/vault"),
    (VaultUnreadableError("/home/a/data", errno.ENOTDIR), "/home/a/data is a file"),
    (VaultUnreadableError("/home/a/data", errno.EACCES), "does not allow"),
    (VaultUnreadableError("/home/a/data", errno.EIO), "system error 5"),
    (VaultDamagedError("header"), "vault.json"),
    (VaultDamagedError("database"), "database"),
    (SlotMissingError("passphrase"), "cannot be locked"),
    (SlotMissingError("keyring"), "keyring"),
    (KeychainUnavailableError("missing"), "no keyring"),
    (KeychainUnavailableError("refused"), "not trust"),
    (KeychainUnavailableError("timeout"), "not answer"),
    (KeychainUnavailableError("failed"), "did not keep"),
    (ModelFileError("m.gguf", 0), "changed"),
    (ModelFileError("m.gguf", errno.EACCES), "system error 13"),
    (SettingsWriteError("/s.json", errno.ENOSPC), "disk is full"),
    (SettingsWriteError("/s.json", errno.EROFS), "read-only"),
    (SettingsWriteError("/s.json", errno.EIO), "system error 5"),
    (InventoryWriteError("/models.json", errno.EROFS), "read-only"),
    (ModelBlockedError("m", "", "policy"), "administrator"),
    (ModelBlockedError("m", "gemma", "revenue"), "“gemma”"),
    (CatalogueOnlyError("maker/other-gguf"), "maker/other-gguf"),
    (TooManyRequestsError("hub.example", 86_400, "2026-11-26 15:42"), "before 2026-11-26 15:42"),
    (TooManyRequestsError("hub.example", 0), "later"),
    (LayerFailedError("landlock", errno.EPERM), "“landlock”"),
    *((EngineRefusedError(reason, "ab" * 32), "") for reason in Refusal),
    *((OSError(number, "x"), "") for number in (errno.EIO, errno.EACCES, errno.ENOENT, errno.ENOMEM)),
    (OSError(errno.ENOSPC, "x"), "disk is full"),
    (OSError(errno.EROFS, "x"), "read-only"),
    (OSError(errno.EBADF, "x"), "is closed"),
    (QuestionTooLargeError(21_000_000, 8_388_608), "21.0 MB, and at most 8.4 MB"),
    (FrameTooLargeError(48_000_000), "48.0 MB, and at most 16.8 MB"),
    (PermissionError(errno.EPERM, "x"), "does not allow"),
    (OSError("no number"), "system error 0"),
    (MemoryError(), "memory"),
    (ValueError("secret words"), "hisho.log"),
]


@pytest.mark.parametrize(("error", "fact"), VARIANTS, ids=lambda each: repr(each)[:60])
def test_the_sentence_depends_on_the_facts(
    error: BaseException, fact: str, translate: Translate, language: Language
) -> None:
    text = error_text(error, translate)
    check_sentence(text, language)
    assert language == "ja" or fact in text


def test_different_reasons_have_different_sentences(translate: Translate) -> None:
    texts = [error_text(error, translate) for error, _ in VARIANTS]
    same_on_purpose = {error_text(each, translate) for each in (OSError(errno.EACCES, "x"), MemoryError())}
    assert {text for text in texts if texts.count(text) > 1} <= same_on_purpose


def test_facts_from_files_cannot_steer_or_flood(translate: Translate) -> None:
    text = error_text(ModelUnknownError("a\n\x1b[31m{name}\u202e" + "x" * 9000), translate)
    assert text.isprintable()
    assert "{name}" in text  # shown as it is, not filled in again
    assert len(text) < 500


def test_a_missing_fact_is_a_question_mark_and_no_failure(translate: Translate) -> None:
    assert "?" in error_text(PromptTooLongError(), translate)


def test_an_error_of_tomorrow_takes_the_words_of_its_parent(translate: Translate) -> None:
    made = type("TomorrowError", (VaultDamagedError,), {})("database")
    assert error_text(made, translate) == error_text(VaultDamagedError("database"), translate)


def test_places_of_a_translation_are_those_of_the_source(translate: Translate) -> None:
    def places(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    differing: list[str] = []

    def compare(context: str, source: str) -> str:
        words = translate(context, source)
        if places(words) != places(source):
            differing.append(source)
        return words

    for kind in KINDS:
        error_text(_make(kind), compare)
    for error, _ in VARIANTS:
        error_text(error, compare)
    assert differing == []
