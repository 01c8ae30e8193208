"""What is made for Windows in one go, in which order, and what is said where there is no key."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from installers.package.release import Edition, Release
from installers.source.commands import SetupError, Workshop
from installers.windows import package, stub_payload
from tests.installers.runners import LOCKS, FakeRunner

RELEASE = Release(Edition.FULL, "1.2.3", 1_700_000_000)
KEY = {"HISHO_SIGN_CERTIFICATE": "chain.pem", "HISHO_SIGN_KEY": "key.pem"}


def make(command: Sequence[str]) -> None:
    """What makensis, wixl and osslsigncode leave behind."""
    for option in command:
        if option.startswith("-DOUTPUT="):
            Path(option.removeprefix("-DOUTPUT=")).write_bytes(b"installer")
    for flag in ("-o", "-out"):
        if flag in command:
            Path(command[command.index(flag) + 1]).write_bytes(b"made by " + command[0].encode())


@pytest.fixture
def stub(tmp_path: Path) -> Path:
    return stub_payload.write(tmp_path / "frozen", Edition.FULL)


def test_without_a_key_it_is_made_and_said_to_be_unsigned(
    stub: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    runner = FakeRunner({}, make)
    made = package.build(stub, tmp_path / "out", RELEASE, Workshop(LOCKS, {}, runner))
    assert [path.name for path in made] == [
        "hisho-1.2.3-windows-x86_64.exe", "hisho-1.2.3-windows-x86_64.msi", "hisho-1.2.3-windows-policy.zip",
    ]  # fmt: skip
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(path.name for path in made)
    assert [command[0] for command in runner.commands] == ["makensis", "wixl"]
    assert "unsigned" in capsys.readouterr().out


def test_with_a_key_programs_are_signed_before_they_are_packed_and_the_installers_after(
    stub: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (stub / "hisho.exe").read_bytes()
    runner = FakeRunner({}, make)
    package.build(stub, tmp_path / "out", RELEASE, Workshop(LOCKS, KEY, runner))
    names = [command[0] for command in runner.commands]
    packing = names.index("makensis")
    signed = {Path(each[each.index("-in") + 1]).name for each in runner.commands[:packing]}
    assert {"hisho.exe", "hisho-fetcher.exe", "python312.dll", "_ssl.pyd"} <= signed
    assert names[packing:] == ["makensis", "wixl", "osslsigncode", "osslsigncode"]
    assert any(each.startswith("-DSIGN=") for each in runner.commands[packing])
    assert (tmp_path / "out/hisho-1.2.3-windows-x86_64.msi").read_bytes() == b"made by osslsigncode"
    assert (stub / "hisho.exe").read_bytes() == before
    assert capsys.readouterr().out == ""


def test_half_a_key_stops_before_anything_is_made(stub: Path, tmp_path: Path) -> None:
    runner = FakeRunner({}, make)
    with pytest.raises(SetupError, match="by half"):
        package.build(stub, tmp_path / "out", RELEASE, Workshop(LOCKS, {"HISHO_SIGN_KEY": "k"}, runner))
    assert runner.commands == []
    assert list((tmp_path / "out").iterdir()) == []


def test_administrators_get_the_templates_of_policies_in_both_languages(stub: Path, tmp_path: Path) -> None:
    shop = Workshop(LOCKS, {}, FakeRunner({}, make))
    *_, first = package.build(stub, tmp_path / "one", RELEASE, shop)
    *_, second = package.build(stub, tmp_path / "two", RELEASE, shop)
    assert zipfile.ZipFile(first).namelist() == ["en-US/hisho.adml", "hisho.admx", "ja-JP/hisho.adml"]
    assert first.read_bytes() == second.read_bytes()


def test_the_command_names_what_it_cannot_pack(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    assert package.main([str(tmp_path / "empty"), str(tmp_path / "out"), "full"]) == 1
    assert "no frozen Hisho" in capsys.readouterr().err
