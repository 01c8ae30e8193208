"""What one whole life of Hisho left behind: in memory, in files, in what other programs can see of it."""

import contextlib
import os
import stat
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from installers.allow_list import offences
from tests.end_to_end.test_window import stored
from tests.proof.memory_scan import forms_of, found_in
from tests.proof.session import MARK, PASSPHRASE, RECENT, SHELL, Seen

OURS = ("supervisor", "window", "engine")
SHARED = (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"))  # where programs leave things


# -- memory


@pytest.mark.parametrize("secret", ["data key", "text (UTF-8)", "text (UTF-16)"])
def test_the_scan_finds_them_while_the_vault_is_open(seen: Seen, secret: str) -> None:
    """The positive control: what it looks for is there to be found, and only where it should be."""
    (window,) = (found for name, found in seen.while_open.items() if name.startswith("window"))
    assert window[secret] > 0
    with_hits = {name.split()[0] for name, found in seen.while_open.items() if found}
    assert with_hits <= {"window", "engine"}
    (engine,) = (found for name, found in seen.while_open.items() if name.startswith("engine"))
    assert {what.split(" (")[0] for what in engine} <= {"text"}


def test_after_the_lock_no_process_holds_text_passphrase_or_key(seen: Seen) -> None:
    assert {each.program for each in seen.ended} == {"window", "engine"}
    assert {name.split()[0] for name in seen.while_locked} >= {"supervisor", "window"}
    assert {name: found for name, found in seen.while_locked.items() if found} == {}


def test_sleep_waited_for_the_lock_and_no_longer(seen: Seen) -> None:
    assert seen.sleep_was_held
    assert seen.sleep_was_let_go


def test_a_scan_finds_every_form_and_says_what_it_could_not_read() -> None:
    code = f"import sys; kept = [{MARK!r}.encode(each) for each in ('utf-8', 'utf-16-le', 'utf-32-le')]"
    command = ["python3", "-c", f"{code}; print(flush=True); sys.stdin.read()"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe) as process:
        assert process.stdout is not None
        process.stdout.readline()
        assert set(found_in(process.pid, forms_of("text", MARK))) == set(forms_of("text", MARK))
        process.kill()
    with pytest.raises(OSError, match="No such"):
        found_in(process.pid, forms_of("text", MARK))


# -- files


def files(folders: Iterable[Path]) -> Iterator[Path]:
    """All files that lie in these folders, or are named themselves."""
    for folder in folders:
        if not folder.is_dir():
            yield folder
        for parent, _, names in os.walk(folder):
            yield from (Path(parent) / name for name in names)


def holding(paths: Iterable[Path], text: str, since: float = 0.0) -> list[Path]:
    """Those of the files that were written since then and hold the text."""
    wanted = forms_of("text", text).values()
    found = []
    for path in paths:
        with contextlib.suppress(OSError):              # gone meanwhile, or nothing that can be read
            told = path.lstat()
            if stat.S_ISREG(told.st_mode) and told.st_mtime >= since:
                data = path.read_bytes()
                found += [path] if any(form in data for form in wanted) else []
    return found


def left_meanwhile(seen: Seen) -> list[Path]:
    """What changed since then in the folders that all programs share, but for the tests' own."""
    every = [each for folder in SHARED for each in folder.iterdir()]
    return [
        each
        for each in every
        if each not in seen.home.folder.parents and each.lstat().st_mtime >= seen.began
    ]


def test_the_text_is_in_the_vault_and_in_no_file(seen: Seen) -> None:
    ((question, _),) = stored(seen.home)
    assert MARK in question.message.text
    assert holding(files([seen.home.folder]), MARK) == []
    assert holding(files([seen.home.folder]), PASSPHRASE) == []
    assert holding(files(left_meanwhile(seen)), MARK, seen.began) == []


def test_the_search_for_files_can_find_one(tmp_path: Path) -> None:
    leak = tmp_path / "a" / "leak"
    leak.parent.mkdir()
    leak.write_text(f"x{MARK}y", encoding="utf-16-le")
    assert holding(files([tmp_path]), MARK) == [leak]


def test_nothing_is_written_but_in_our_own_folders(seen: Seen) -> None:
    """No recent files, no thumbnails, no settings of Qt's own."""
    home = seen.home.folder
    beside = {path for path in home.rglob("*") if path.is_file() and home / "hisho" not in path.parents}
    recent = home / ".local" / "share" / "recently-used.xbel"
    assert beside == {recent}
    assert recent.read_text() == RECENT


def test_the_logs_tell_what_happened_without_a_word_of_it(seen: Seen) -> None:
    logs = seen.home.data / "logs"
    told = "".join(path.read_text(errors="replace") for path in logs.iterdir())
    assert "started window" in told
    assert "started engine" in told
    words = {word for word in (*MARK.split(), *PASSPHRASE.split()) if len(word) > 3}
    assert not [word for word in words if word in told]


# -- what others can see


def test_no_program_dumps_its_memory(seen: Seen) -> None:
    assert set(seen.limits) >= {*OURS}
    for program, limits in seen.limits.items():
        (line,) = (each for each in limits.splitlines() if each.startswith("Max core file size"))
        assert line.split()[4:6] == ["0", "0"], program


@pytest.mark.parametrize("program", ["window", "engine"])
def test_no_program_of_the_same_user_can_look_into_it(seen: Seen, program: str) -> None:
    """Not dumpable: /proc shows to an equal neither its environment nor its memory."""
    assert seen.shown_to_an_equal[program] is False
    assert seen.shown_to_an_equal["sleep"] is True          # the same question to a process like any other


def test_no_text_in_arguments_and_environment(seen: Seen) -> None:
    for program, spoken in seen.spoken.items():
        assert MARK not in spoken, program
        assert PASSPHRASE not in spoken, program
        assert (SHELL in spoken) == (program == "supervisor"), program


def test_nothing_is_loaded_that_may_not_ship(seen: Seen) -> None:
    """No QtNetwork, no debugger of QML, no hf_xet: what the bundle's list forbids is in no process either."""
    for program in OURS:
        assert offences(each for each in seen.files[program] if "/site-packages/" in each) == [], program
    assert [each for each in seen.files["window"] if "libQt6Widgets" in each]


def test_nobody_loads_tls(seen: Seen) -> None:
    """The keyring's library would import it, for a download that nobody asks for."""
    assert {each for each in OURS if any("/_ssl." in file for file in seen.files[each])} == set()
