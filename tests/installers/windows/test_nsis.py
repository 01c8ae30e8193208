"""The lists that the installer's script gets, and how makensis is called."""

import sys
from pathlib import Path

import pytest

from installers.package.release import Edition, Release
from installers.source.commands import Done, SetupError, Workshop
from installers.windows import nsis, payload, stub_payload
from installers.windows.product import Places
from tests.installers.runners import LOCKS, FakeRunner

FULL = Release(Edition.FULL, "1.2.3", 1_700_000_000)
SCRIPTS = Path(nsis.__file__).with_name("nsis")


@pytest.fixture
def stub(tmp_path: Path) -> payload.Payload:
    return payload.read(stub_payload.write(tmp_path / "hisho", Edition.FULL))


def macro(text: str, name: str) -> list[str]:
    """The lines of a macro."""
    return [line.strip() for line in text.split(f"!macro {name}\n")[1].split("!macroend")[0].splitlines()]


def test_every_file_is_written_where_it_belongs_and_deleted_by_its_name(stub: payload.Payload) -> None:
    text = nsis.lists(stub)
    written, deleted = macro(text, "INSTALL_FILES"), macro(text, "DELETE_FILES")
    assert sum(line.startswith("File ") for line in written) == len(stub.files)
    folder = written.index('SetOutPath "$INSTDIR\\_internal\\PySide6"')
    assert written[folder + 1] == (
        f'File "/oname=Qt6Core.dll" "{stub.folder / "_internal/PySide6/Qt6Core.dll"}"'
    )
    assert sum(line.startswith("Delete ") for line in deleted) == len(stub.files)
    assert 'Delete "$INSTDIR\\_internal\\PySide6\\Qt6Core.dll"' in deleted


def test_a_folder_goes_after_what_is_in_it(stub: payload.Payload) -> None:
    deleted = macro(nsis.lists(stub), "DELETE_FILES")
    order = [
        deleted.index(f'RMDir "$INSTDIR\\_internal{rest}"')
        for rest in ("\\PySide6\\plugins\\platforms", "\\PySide6\\plugins", "\\PySide6", "")
    ]
    assert order == sorted(order)
    assert min(order) > max(number for number, line in enumerate(deleted) if line.startswith("Delete "))


def test_a_dollar_in_a_name_is_no_variable(stub: payload.Payload) -> None:
    text = nsis.lists(stub)
    assert 'Delete "$INSTDIR\\_internal\\signs\\$$INSTDIR %1 & (c) [x] {y}.txt"' in text
    assert '"/oname=$$INSTDIR %1 & (c) [x] {y}.txt"' in text


def test_the_fetcher_alone_keeps_its_network(stub: payload.Payload) -> None:
    text = nsis.lists(stub)
    every = set(macro(text, "EACH_PROGRAM ACTION"))
    assert every - set(macro(text, "EACH_OFFLINE_PROGRAM ACTION")) == {
        '!insertmacro ${ACTION} "hisho-fetcher.exe"'
    }


def test_makensis_gets_the_values_and_the_commit_s_date(stub: payload.Payload, tmp_path: Path) -> None:
    runner = FakeRunner({})
    shop = Workshop(LOCKS, {"A": "b"}, runner)
    made = nsis.build(stub, Places(tmp_path, tmp_path), FULL, shop, signs=False)
    assert made == tmp_path / "hisho-1.2.3-windows-x86_64.exe"
    (command,) = runner.commands
    assert command[0] == "makensis"
    assert "-WX" in command
    assert {"-DVERSION=1.2.3", "-DNUMBERS=1.2.3.0"} <= set(command)
    assert f"-DOUTPUT={made}" in command
    assert f"-DKIBIBYTES={stub.kibibytes}" in command
    assert not any(each.startswith("-DSIGN") for each in command)
    assert runner.environments == [{"A": "b", "SOURCE_DATE_EPOCH": "1700000000"}]
    assert (tmp_path / "lists.nsh").read_bytes().startswith(b"\xef\xbb\xbf!macro INSTALL_FILES")


def test_where_there_is_a_key_the_uninstaller_is_signed_too(stub: payload.Payload, tmp_path: Path) -> None:
    runner = FakeRunner({})
    nsis.build(stub, Places(tmp_path, tmp_path), FULL, Workshop(LOCKS, {}, runner), signs=True)
    (signer,) = [each for each in runner.commands[0] if each.startswith("-DSIGN=")]
    assert signer == f'-DSIGN="{sys.executable}" "{Path(nsis.__file__).with_name("sign.py")}"'


def test_a_failure_says_what_makensis_said(stub: payload.Payload, tmp_path: Path) -> None:
    shop = Workshop(LOCKS, {}, FakeRunner({"makensis": Done(1, "Error in script")}))
    with pytest.raises(SetupError, match="Error in script"):
        nsis.build(stub, Places(tmp_path, tmp_path), FULL, shop, signs=False)


@pytest.mark.parametrize("script", sorted(SCRIPTS.glob("*.ns?")), ids=lambda path: path.name)
def test_a_script_says_that_it_is_unicode(script: Path) -> None:
    """Without the mark makensis on Windows reads Japanese in the code page of the machine."""
    assert script.read_bytes().startswith(b"\xef\xbb\xbf")


def test_every_sentence_is_said_in_both_languages() -> None:
    text = (SCRIPTS / "texts.nsh").read_text(encoding="utf-8-sig").replace("\\\n", "")
    for line in text.split("!macroend\n")[1].strip().splitlines():
        english, japanese = line.split('"')[1::2]
        assert english.isascii(), line
        assert not japanese.isascii(), line
