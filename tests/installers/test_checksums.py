"""Sums and signatures, checked by the very programs that SECURITY.md tells people to use."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from installers.package import checksums
from installers.package.release import Edition, Release
from installers.source.commands import Done, SetupError, Workshop, run
from tests.installers.runners import LOCKS, FakeRunner
from tests.sources import ROOT

RELEASE = Release(Edition.FULL, "0.1.0", 1_764_000_000)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    out = tmp_path / "out"
    out.mkdir()
    (out / "hisho_0.1.0_amd64.deb").write_bytes(bytes(range(256)) * 4096)
    (out / "hisho-0.1.0.cdx.json").write_text("{}", encoding="utf-8")
    (out / "untested-windows").mkdir()
    (out / "untested-windows" / "hisho.exe").write_bytes(b"MZ")
    return out


@pytest.fixture(scope="module")
def minisign_key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key to throw away, with its public half beside it."""
    key = tmp_path_factory.mktemp("minisign") / "throw-away.key"
    made = run(["minisign", "-G", "-W", "-s", str(key), "-p", str(key.with_suffix(".pub"))])
    assert made.code == 0, made.output
    return key


@pytest.fixture(scope="module")
def gpg_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A keyring to throw away, with one key in it; its agent ends with it."""
    home = tmp_path_factory.mktemp("g")
    home.chmod(0o700)
    environment = {"GNUPGHOME": str(home), "PATH": "/usr/bin:/bin"}
    command = ["gpg", "--batch", "--quiet", "--passphrase", "", "--quick-generate-key", "Throw Away"]
    made = run([*command, "ed25519", "sign", "1d"], environment)
    assert made.code == 0, made.output
    yield environment
    run(["gpgconf", "--kill", "all"], environment)
    shutil.rmtree(home, ignore_errors=True)


def workshop(named: Mapping[str, str]) -> Workshop:
    """The programs themselves, with this environment and no other."""

    def with_it(
        command: Sequence[str],
        environment: Mapping[str, str] | None = None,
        on_line: Callable[[str], None] | None = None,
    ) -> Done:
        return run(command, {"PATH": "/usr/bin:/bin", **named, **(environment or {})}, on_line)

    return Workshop(LOCKS, named, with_it)


def told(command: list[str], folder: Path, environment: Mapping[str, str] | None = None) -> tuple[int, str]:
    """What a person sees who types this in the folder of the downloads."""
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=60, check=False,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", **(environment or {})},
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def flip(path: Path, place: int) -> None:
    """Another bit in one byte."""
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(bytes(data))


# -- sums


def test_everything_that_is_released_has_a_sum_and_folders_are_left_out(out: Path) -> None:
    (out / "SHA256SUMS.minisig").write_text("old", encoding="utf-8")
    lines = checksums.write(out).read_text(encoding="utf-8").splitlines()
    assert [line.split("  ")[1] for line in lines] == ["hisho-0.1.0.cdx.json", "hisho_0.1.0_amd64.deb"]
    assert all(re.fullmatch(r"[0-9a-f]{64}  \S+", line) for line in lines)


def test_the_same_files_have_the_same_sums(out: Path) -> None:
    first = checksums.write(out).read_bytes()
    assert checksums.write(out).read_bytes() == first


def test_sha256sum_accepts_them_and_refuses_a_flipped_bit(out: Path) -> None:
    checksums.write(out)
    check = ["sha256sum", "--check", "--ignore-missing", "SHA256SUMS"]
    assert told(check, out) == (0, "hisho-0.1.0.cdx.json: OK\nhisho_0.1.0_amd64.deb: OK\n")
    (out / "hisho-0.1.0.cdx.json").unlink()
    assert told(check, out)[0] == 0, "one download of many is enough"
    flip(out / "hisho_0.1.0_amd64.deb", 500_000)
    code, words = told(check, out)
    assert code == 1
    assert "hisho_0.1.0_amd64.deb: FAILED" in words


def test_people_are_told_the_commands_that_are_tried_here() -> None:
    page = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    for command in (
        "sha256sum --check --ignore-missing SHA256SUMS",
        "minisign -V -P PUBLIC-KEY -m SHA256SUMS",
        "gpg --verify SHA256SUMS.asc SHA256SUMS",
    ):
        assert f"\n    {command}\n" in page


# -- signatures


def test_without_a_key_it_says_that_it_is_unsigned(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    checksums.write(out)
    asked = FakeRunner({})
    assert checksums.sign(ROOT, out, RELEASE, Workshop(LOCKS, {}, asked)) == []
    assert "SHA256SUMS is unsigned" in capsys.readouterr().out
    assert asked.commands == []


def test_minisign_accepts_the_sums_and_tells_version_and_commit(out: Path, minisign_key: Path) -> None:
    checksums.write(out)
    shop = workshop({checksums.MINISIGN_KEY: str(minisign_key)})
    (signature,) = checksums.sign(ROOT, out, RELEASE, shop)
    assert signature.name == "SHA256SUMS.minisig"
    public = minisign_key.with_suffix(".pub").read_text(encoding="utf-8").splitlines()[1]
    code, words = told(["minisign", "-V", "-P", public, "-m", "SHA256SUMS"], out)
    assert code == 0, words
    assert re.search(r"Trusted comment: hisho 0\.1\.0 commit [0-9a-f]{40}\n", words)


def test_minisign_refuses_other_sums_another_comment_and_another_key(
    out: Path, minisign_key: Path, tmp_path: Path
) -> None:
    sums = checksums.write(out)
    (signature,) = checksums.sign(ROOT, out, RELEASE, workshop({checksums.MINISIGN_KEY: str(minisign_key)}))
    check = ["minisign", "-V", "-p", str(minisign_key.with_suffix(".pub")), "-m", "SHA256SUMS"]
    assert told(check, out)[0] == 0
    whole = signature.read_bytes()
    signature.write_bytes(whole.replace(b"hisho 0.1.0", b"hisho 9.9.9"))
    assert told(check, out)[0] != 0
    signature.write_bytes(whole)
    flip(sums, 0)
    code, words = told(check, out)
    assert code != 0
    assert "Signature verification failed" in words
    flip(sums, 0)
    other = tmp_path / "other.key"
    assert run(["minisign", "-G", "-W", "-s", str(other), "-p", str(other.with_suffix(".pub"))]).code == 0
    assert told([*check[:3], str(other.with_suffix(".pub")), *check[4:]], out)[0] != 0


def test_gpg_accepts_the_sums_and_refuses_others(out: Path, gpg_home: dict[str, str]) -> None:
    sums = checksums.write(out)
    listed = run(["gpg", "--batch", "--with-colons", "--list-keys"], gpg_home).output
    fingerprint = re.search(r"^fpr:+([0-9A-F]{40}):", listed, re.MULTILINE)
    assert fingerprint is not None
    shop = workshop({**gpg_home, checksums.GPG_KEY: fingerprint.group(1)})
    (signature,) = checksums.sign(ROOT, out, RELEASE, shop)
    assert signature.name == "SHA256SUMS.asc"
    check = ["gpg", "--verify", "SHA256SUMS.asc", "SHA256SUMS"]
    code, words = told(check, out, gpg_home)
    assert code == 0, words
    assert 'Good signature from "Throw Away"' in words
    flip(sums, 10)
    code, words = told(check, out, gpg_home)
    assert code == 1
    assert "BAD signature" in words


def test_a_key_that_is_not_there_is_an_error_and_leaves_no_signature(out: Path, tmp_path: Path) -> None:
    checksums.write(out)
    (out / "SHA256SUMS.minisig").write_text("of other sums", encoding="utf-8")
    with pytest.raises(SetupError, match="minisign has signed nothing"):
        checksums.sign(ROOT, out, RELEASE, workshop({checksums.MINISIGN_KEY: str(tmp_path / "no.key")}))
    assert not (out / "SHA256SUMS.minisig").exists()


@pytest.mark.parametrize(("commit", "signed"), [("a" * 40, True), ("b" * 40, False)])
def test_one_signature_is_for_one_commit(out: Path, commit: str, signed: bool) -> None:
    """The other edition may lie there from yesterday."""
    told = {"predicate": {"buildDefinition": {"externalParameters": {"commit": commit}}}}
    (out / "hisho-airgap-0.1.0.provenance.json").write_text(json.dumps(told), encoding="utf-8")
    checksums.write(out)
    asked = FakeRunner({"git": Done(0, "a" * 40)})
    with pytest.raises(SetupError) as caught:
        checksums.sign(ROOT, out, RELEASE, Workshop(LOCKS, {checksums.GPG_KEY: "0123"}, asked))
    assert ("another commit" in str(caught.value)) is not signed
    assert ("gpg" in [command[0] for command in asked.commands]) is signed


def test_a_tool_that_says_it_has_signed_and_has_not_is_not_believed(out: Path) -> None:
    checksums.write(out)
    liar = FakeRunner({"git": Done(0, "a" * 40)})
    with pytest.raises(SetupError, match="not there"):
        checksums.sign(ROOT, out, RELEASE, Workshop(LOCKS, {checksums.GPG_KEY: "0123"}, liar))


def test_a_key_that_asks_for_a_password_is_told_and_nobody_waits(out: Path, tmp_path: Path) -> None:
    """Nobody types in a build: standard input is empty."""
    checksums.write(out)
    key = tmp_path / "locked.key"
    made = subprocess.run(
        ["minisign", "-G", "-s", str(key), "-p", str(tmp_path / "locked.pub")],
        input="secret\nsecret\n", text=True, capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    with pytest.raises(SetupError, match="minisign has signed nothing"):
        checksums.sign(ROOT, out, RELEASE, workshop({checksums.MINISIGN_KEY: str(key)}))
