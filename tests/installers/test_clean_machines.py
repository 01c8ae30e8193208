"""What the trials of the packages rest on, as far as it needs no clean machine."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from tests.packaged import roots
from tests.packaged.installed import has_colours, menu_command
from tests.packaged.traces import differences, look
from tests.sources import ROOT

BOOKWORM = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_CODENAME=bookworm\nID=debian\n'
NOBLE = 'PRETTY_NAME="Ubuntu 24.04"\nID=ubuntu\nVERSION_CODENAME="noble"\n'
HOUR, WEEK = 3600, 7 * 24 * 3600


def test_the_system_is_read_from_its_release_file() -> None:
    assert roots.system(BOOKWORM) == ("debian", "bookworm")
    assert roots.system(NOBLE) == ("ubuntu", "noble")
    assert roots.system("") == ("", "")


def test_packages_are_tried_in_two_releases_of_the_distribution_here() -> None:
    assert roots.suites("debian") == ("bookworm", "trixie")
    assert roots.suites("ubuntu") == ("jammy", "noble")
    assert roots.suites("fedora") == ()


def test_a_root_comes_from_the_archive_that_apt_is_told_to_use(tmp_path: Path) -> None:
    (tmp_path / "sources.list").write_text("deb http://archive.example/debian bookworm main\n")
    made = roots.recipe("trixie", BOOKWORM, tmp_path)
    assert (made.suite, made.archive, made.components) == ("trixie", "http://archive.example/debian", "main")


def test_without_an_archive_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(roots.RootError, match="no archive of noble"):
        roots.recipe("noble", NOBLE, tmp_path)


def test_another_recipe_is_kept_under_another_name() -> None:
    one = roots.Recipe("bookworm", "http://archive.example/debian", "main")
    others = {replace(one, archive="x"), replace(one, components="x"), replace(one, suite="x")}
    assert len({each.name for each in {one, *others}}) == 4
    assert "archive" not in one.name


def test_a_root_is_kept_for_a_week(tmp_path: Path) -> None:
    packed = tmp_path / "packed"
    assert not roots.is_fresh(packed, WEEK)
    packed.touch()
    os.utime(packed, (HOUR, HOUR))
    assert roots.is_fresh(packed, WEEK)
    assert not roots.is_fresh(packed, HOUR + WEEK)
    assert not roots.is_fresh(packed, 0)            # a clock that was set back


def test_a_layer_that_was_kept_is_the_same_again(tmp_path: Path) -> None:
    (tmp_path / "layer/日本").mkdir(parents=True)
    (tmp_path / "layer/日本/file").write_text("kept")
    (tmp_path / "layer/日本").chmod(0o750)
    before = look(tmp_path / "layer")
    roots.pack(tmp_path / "layer", tmp_path / "packed")
    roots.unpack(tmp_path / "packed", tmp_path / "again")
    assert look(tmp_path / "again") == before


def test_every_kind_of_trace_is_seen(tmp_path: Path) -> None:
    for name in ("gone", "content", "mode", "cache/x"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("before")
    (tmp_path / "link").symlink_to("content")
    before = look(tmp_path)
    (tmp_path / "gone").unlink()
    (tmp_path / "content").write_text("changed")
    (tmp_path / "mode").chmod(0o600)
    (tmp_path / "link").unlink()
    (tmp_path / "link").symlink_to("mode")
    (tmp_path / "new").mkdir()
    (tmp_path / "cache/y").touch()
    (tmp_path / "cached").touch()                   # only looks like something below the cache
    found = differences(before, look(tmp_path), kept=("/cache",))
    assert found == ["+ /cached", "! /content", "- /gone", "! /link", "! /mode", "+ /new"]


def test_a_menu_starts_the_command_without_a_file() -> None:
    entry = (ROOT / "installers/linux/shared/hisho.desktop").read_text(encoding="utf-8")
    assert menu_command(entry) == ["hisho"]
    assert menu_command('[Desktop Entry]\nExec=env "A B=1" hisho -x %U\n') == ["env", "A B=1", "hisho", "-x"]


def test_a_picture_on_which_nothing_is_painted_is_told_from_one_of_a_page(tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("black"))
    assert image.save(str(picture))
    assert not has_colours(picture)
    for x in range(20, 30):
        for y in range(20, 30):
            image.setPixelColor(x, y, QColor("white"))
    assert image.save(str(picture))
    assert has_colours(picture)
