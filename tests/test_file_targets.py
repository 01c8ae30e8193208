"""What the supervisor opens for a program that may have fallen, and what it refuses; what is left of a file
that was not finished.
"""

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from desktop.control import Notice
from desktop.file_targets import SUFFIXES, FileTargets, own_folders
from desktop.paths import of
from desktop.settings import Settings, save
from desktop.target_verbs import (
    ANYWHERE,
    FinishTarget,
    OpenTarget,
    TargetFinished,
    TargetOpened,
    TargetRefused,
)
from desktop.target_verbs import TargetRefusal as Why
from desktop.transfer.places import PlaceKind, PlaceNote, from_text, kinds_of, to_text


@dataclass
class Desk:
    """File targets, and what they told."""

    folder: Path
    own: list[Path]
    unnamed: bool
    told: list[Notice] = field(default_factory=list)
    carried: dict[Path, tuple[PlaceNote, ...]] = field(default_factory=dict)
    descriptors: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.targets = FileTargets(lambda: self.own, self._take, self._look, unnamed=self.unnamed)

    def _look(self, folder: Path) -> tuple[PlaceNote, ...]:
        return self.carried.get(folder, ())

    def _take(self, notice: Notice, descriptors: tuple[int, ...]) -> None:
        self.told.append(notice)
        self.descriptors += [os.dup(each) for each in descriptors]

    def ask(
        self, path: Path | str, *, replace: bool = False, request: int = 1, told: str = ANYWHERE
    ) -> Notice:
        self.targets.carry_out(OpenTarget(request, str(path), replace, told))
        return self.told[-1]

    def opened(self, path: Path | str, *, replace: bool = False, request: int = 1) -> int:
        assert self.ask(path, replace=replace, request=request) == TargetOpened(request)
        return self.descriptors[-1]

    def why(self, path: Path | str, *, replace: bool = False) -> str:
        """The reason of the refusal; nothing was opened and nothing made."""
        before = sorted(self.folder.rglob("*"))
        notice = self.ask(path, replace=replace)
        assert isinstance(notice, TargetRefused)
        assert sorted(self.folder.rglob("*")) == before
        assert not self.descriptors
        return notice.reason

    def finish(self, *, keep: bool = True, request: int = 1) -> Notice:
        self.targets.carry_out(FinishTarget(request, keep))
        return self.told[-1]

    def names(self) -> list[str]:
        return sorted(each.name for each in self.folder.iterdir())


@pytest.fixture(params=[True, False], ids=["unnamed", "named"])
def desk(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Desk]:
    folder = tmp_path / "chosen"
    folder.mkdir()
    made = Desk(folder, [tmp_path / "ours"], request.param)
    yield made
    made.targets.drop_all()
    for descriptor in made.descriptors:
        os.close(descriptor)


# -- what is given


@pytest.mark.parametrize("suffix", [*sorted(SUFFIXES), ".MD"])
def test_a_new_file_has_its_name_when_it_is_whole(desk: Desk, suffix: str) -> None:
    path = desk.folder / f"【秘】応答案_2026-11-25{suffix}"
    descriptor = desk.opened(path)
    os.write(descriptor, "全文".encode())
    assert not (path.exists() and desk.unnamed)
    assert desk.finish() == TargetFinished(1)
    assert path.read_text() == "全文"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert desk.names() == [path.name]


def test_a_wide_space_is_no_odd_name(desk: Desk) -> None:
    path = desk.folder / "知財　部" / "応答　案.md"
    path.parent.mkdir()
    os.write(desk.opened(path), b"x")
    assert desk.finish() == TargetFinished(1)
    assert path.read_text() == "x"


def test_a_file_is_replaced_in_one_step(desk: Desk) -> None:
    path = desk.folder / "a.md"
    path.write_text("old")
    before = path.stat().st_ino
    os.write(desk.opened(path, replace=True), b"new")
    assert path.read_text() == "old"
    assert desk.finish() == TargetFinished(1)
    assert path.read_text() == "new"
    assert path.stat().st_ino != before
    assert desk.names() == ["a.md"]


def test_replacing_what_is_not_there_makes_it(desk: Desk) -> None:
    os.write(desk.opened(desk.folder / "a.md", replace=True), b"new")
    assert desk.finish() == TargetFinished(1)
    assert (desk.folder / "a.md").read_text() == "new"


def test_a_second_name_of_the_old_file_keeps_the_old_text(desk: Desk, tmp_path: Path) -> None:
    """A hard link is no way to write into another file."""
    other = tmp_path / "precious"
    other.write_text("precious")
    (desk.folder / "a.md").hardlink_to(other)
    os.write(desk.opened(desk.folder / "a.md", replace=True), b"new")
    desk.finish()
    assert (other.read_text(), (desk.folder / "a.md").read_text()) == ("precious", "new")


# -- folders from which something is carried on


SYNCED = PlaceNote(PlaceKind.SYNCHRONISED, "Dropbox")
ELSEWHERE = PlaceNote(PlaceKind.NETWORK, "nfs4")


@pytest.mark.parametrize("told", ["", "network", "removable+network"])
def test_where_the_user_was_not_told_of_something_nothing_is_made(desk: Desk, told: str) -> None:
    desk.carried[desk.folder] = (SYNCED, ELSEWHERE)
    refused = TargetRefused(1, Why.CARRIED_ON, 0, to_text((SYNCED, ELSEWHERE)))
    assert desk.ask(desk.folder / "a.md", told=told) == refused
    assert from_text(refused.places) == (SYNCED, ELSEWHERE)
    assert desk.names() == []
    assert desk.descriptors == []


def test_where_the_user_was_told_the_file_is_opened(desk: Desk) -> None:
    desk.carried[desk.folder] = (SYNCED, ELSEWHERE)
    assert desk.ask(desk.folder / "a.md", told=kinds_of((ELSEWHERE, SYNCED))) == TargetOpened(1)


# -- what is left of what was not finished


@pytest.mark.parametrize("replace", [True, False])
def test_nothing_is_left_of_what_is_given_up(desk: Desk, replace: bool) -> None:
    if replace:
        (desk.folder / "a.md").write_text("old")
    os.write(desk.opened(desk.folder / "a.md", replace=replace), b"half")
    assert desk.finish(keep=False) == TargetFinished(1)
    assert desk.names() == (["a.md"] if replace else [])
    assert not replace or (desk.folder / "a.md").read_text() == "old"


def test_nothing_is_left_when_the_writer_dies(desk: Desk) -> None:
    for number, name in enumerate(("a.md", "b.json")):
        os.write(desk.opened(desk.folder / name, request=number), b"half")
    desk.targets.drop_all()
    assert desk.names() == []


def test_what_somebody_else_put_there_meanwhile_stays(desk: Desk) -> None:
    path = desk.folder / "a.md"
    os.write(desk.opened(path), b"ours")
    path.unlink(missing_ok=True)
    path.write_text("theirs")
    if desk.unnamed:
        assert desk.finish() == TargetRefused(1, Why.EXISTS.value, 0)
    else:
        desk.finish(keep=False)
    assert path.read_text() == "theirs"
    assert desk.names() == ["a.md"]


def test_a_link_put_there_meanwhile_is_not_followed(desk: Desk, tmp_path: Path) -> None:
    victim = tmp_path / "victim.md"
    victim.write_text("precious")
    path = desk.folder / "a.md"
    os.write(desk.opened(path, replace=True), b"ours")
    path.symlink_to(victim)
    assert desk.finish() == TargetRefused(1, Why.LINK.value, 0)
    assert victim.read_text() == "precious"
    assert desk.names() == ["a.md"]


def test_a_folder_that_was_exchanged_meanwhile_gets_nothing(desk: Desk, tmp_path: Path) -> None:
    os.write(desk.opened(desk.folder / "a.md"), b"ours")
    desk.folder.rename(tmp_path / "moved")
    desk.folder.mkdir()
    assert desk.finish() == TargetFinished(1)
    assert desk.names() == []
    assert (tmp_path / "moved" / "a.md").read_bytes() == b"ours"


# -- what is refused


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("", Why.BAD_PATH),
        ("a.md", Why.BAD_PATH),
        ("{folder}/", Why.BAD_PATH),
        ("{folder}//a.md", Why.BAD_PATH),
        ("{folder}/a\n.md", Why.BAD_PATH),
        ("{folder}/a\0.md", Why.BAD_PATH),
        ("{folder}/a\ud800.md", Why.BAD_PATH),
        ("{folder}/../a.md", Why.HIDDEN),
        ("{folder}/./a.md", Why.HIDDEN),
        ("{folder}/.a.md", Why.HIDDEN),
        ("{folder}/.config/autostart/a.md", Why.HIDDEN),
        ("{folder}/.md", Why.HIDDEN),
        ("{folder}/a", Why.SUFFIX),
        ("{folder}/a.desktop", Why.SUFFIX),
        ("{folder}/a.md.sh", Why.SUFFIX),
        ("{folder}/a.md ", Why.SUFFIX),
        ("{folder}/missing/a.md", Why.NO_FOLDER),
        ("{folder}/file.md/a.md", Why.NO_FOLDER),
        ("{folder}/folder.md", Why.NOT_A_FILE),
        ("{folder}/pipe.md", Why.NOT_A_FILE),
        ("{folder}/link.md", Why.LINK),
        ("{folder}/dangling.md", Why.LINK),
        ("{folder}/linked/a.md", Why.LINK),
        ("{folder}/linked/inner/a.md", Why.LINK),
    ],
)
@pytest.mark.parametrize("replace", [True, False])
def test_refusals(desk: Desk, tmp_path: Path, path: str, reason: Why, replace: bool) -> None:
    folder = desk.folder
    (folder / "file.md").write_text("x")
    (folder / "folder.md").mkdir()
    os.mkfifo(folder / "pipe.md")
    (tmp_path / "elsewhere" / "inner").mkdir(parents=True)
    (folder / "linked").symlink_to(tmp_path / "elsewhere")
    (folder / "link.md").symlink_to(folder / "file.md")
    (folder / "dangling.md").symlink_to(tmp_path / "new.md")
    assert desk.why(path.format(folder=folder), replace=replace) == reason
    assert not (tmp_path / "new.md").exists()


def test_a_file_that_is_there_is_replaced_on_wish_only(desk: Desk) -> None:
    (desk.folder / "a.md").write_text("old")
    assert desk.why(desk.folder / "a.md") == Why.EXISTS
    assert (desk.folder / "a.md").read_text() == "old"


def test_nothing_is_opened_in_a_folder_of_ours_by_whatever_name(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "ours" / "deep").mkdir(parents=True)
    for path in ("ours/vault.json", "ours/deep/a.md"):
        assert desk.why(tmp_path / path) == Why.OWN_FOLDER
    (tmp_path / "ours").rename(tmp_path / "renamed")
    desk.own[:] = [tmp_path / "renamed"]
    assert desk.why(tmp_path / "renamed" / "deep" / "a.md") == Why.OWN_FOLDER


def test_the_folders_of_ours_are_those_of_the_programs_and_the_models(tmp_path: Path) -> None:
    places = of({"HISHO_HOME": str(tmp_path / "home")})
    places.make()
    save(places.settings_file, Settings(models_folder=str(tmp_path / "m"), shared_models=str(tmp_path / "s")))
    found = set(own_folders(places))
    assert {places.data, places.settings, places.cache, places.runtime} <= found
    assert {tmp_path / "m", tmp_path / "s"} <= found


def test_a_folder_that_may_not_be_written_says_the_systems_word(desk: Desk) -> None:
    notice = desk.ask("/proc/a.md")
    assert isinstance(notice, TargetRefused)
    assert notice.reason == Why.SYSTEM
    assert notice.error_number in (errno.ENOENT, errno.EACCES, errno.EPERM)


def test_a_name_too_long_for_the_disk_says_so(desk: Desk) -> None:
    path = desk.folder / ("長" * 100 + ".md")
    notice = desk.ask(path)
    if isinstance(notice, TargetOpened):        # without a name it is noticed when it gets one
        notice = desk.finish()
    assert notice == TargetRefused(1, Why.SYSTEM.value, errno.ENAMETOOLONG)
    assert desk.names() == []


def test_few_are_open_at_a_time_and_each_once(desk: Desk) -> None:
    for number in range(4):
        desk.opened(desk.folder / f"{number}.md", request=number)
    assert desk.ask(desk.folder / "x.md", request=9) == TargetRefused(9, Why.TOO_MANY.value, 0)
    desk.finish(keep=False, request=0)
    assert desk.ask(desk.folder / "x.md", request=1) == TargetRefused(1, Why.TOO_MANY.value, 0)
    desk.opened(desk.folder / "x.md", request=9)


def test_what_was_not_opened_cannot_be_finished(desk: Desk) -> None:
    assert desk.finish(request=5) == TargetRefused(5, Why.UNKNOWN.value, 0)


def test_no_descriptor_stays_open(desk: Desk) -> None:
    (desk.folder / "link.md").symlink_to("x")
    before = len(list(Path("/proc/self/fd").iterdir()))
    for path in ("link.md", "none/a.md", ".a.md"):
        desk.ask(desk.folder / path)
    for keep in (True, False):
        desk.opened(desk.folder / "a.md", replace=True)
        desk.finish(keep=keep)
        os.close(desk.descriptors.pop())
    assert len(list(Path("/proc/self/fd").iterdir())) == before
