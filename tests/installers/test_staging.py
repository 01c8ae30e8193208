"""What a Linux system is given lies where the system looks for it, and says one thing everywhere."""

import configparser
import gzip
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QGuiApplication, QImage

from installers.package import draw_icon, staging
from installers.package.release import Edition, Release
from tests.installers.samples import AIRGAP, FULL, MOMENT, Tools, source, workshop
from tests.sources import ROOT

MIME = "application/x-gguf"
SHARED = "{http://www.freedesktop.org/standards/shared-mime-info}"


@pytest.fixture
def stage(tmp_path: Path) -> Path:
    """What goes below / for the full edition."""
    staging.stage(source(tmp_path), tmp_path / "stage", FULL, workshop(Tools()))
    return tmp_path / "stage"


def menu_entry(stage: Path) -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # the keys have two cases
    parser.read_string((stage / staging.DESKTOP).read_text(encoding="utf-8"))
    return parser["Desktop Entry"]


def test_the_command_leads_to_the_program(stage: Path) -> None:
    assert (stage / "usr/bin/hisho").resolve() == (stage / "usr/lib/hisho/hisho").resolve()
    assert str((stage / "usr/bin/hisho").readlink()) == "../lib/hisho/hisho"


def test_a_double_click_on_a_model_opens_it(stage: Path) -> None:
    """Menu entry, type of file and store entry speak of the same type, program and icon."""
    entry = menu_entry(stage)
    assert entry["Exec"] == "hisho %f"
    assert entry["MimeType"] == f"{MIME};"
    types = ElementTree.parse(stage / "usr/share/mime/packages/hisho.xml").getroot()
    (kind,) = types.findall(f"{SHARED}mime-type")
    assert kind.get("type") == MIME
    assert [each.get("pattern") for each in kind.findall(f"{SHARED}glob")] == ["*.gguf"]
    assert [each.get("value") for each in kind.iter(f"{SHARED}match")] == ["GGUF"]
    store = ElementTree.parse(stage / staging.METAINFO).getroot()
    assert store.findtext("provides/mediatype") == MIME
    assert store.findtext("launchable") == staging.DESKTOP.name
    icon = kind.find(f"{SHARED}icon")
    assert icon is not None
    for name in (f"apps/{entry['Icon']}", f"mimetypes/{icon.get('name')}"):
        assert (stage / f"usr/share/icons/hicolor/scalable/{name}.svg").is_file()


def test_the_window_belongs_to_the_menu_entry(stage: Path) -> None:
    """Docks find the entry of a window by this name, which the window has from Qt."""
    told = (ROOT / "desktop/ui/application.py").read_text(encoding="utf-8")
    name = menu_entry(stage)["StartupWMClass"]
    assert f'setDesktopFileName("{name}")' in told
    assert staging.DESKTOP.stem == name


def test_the_store_entry_names_the_release(stage: Path, tmp_path: Path) -> None:
    def of(release: Release, folder: Path) -> dict[str, str]:
        staging.stage(source(folder), folder / "stage", release, workshop(Tools()))
        found = ElementTree.parse(folder / "stage" / staging.METAINFO).getroot().find("releases/release")
        assert found is not None
        return found.attrib

    assert of(FULL, tmp_path / "a") == {"version": "1.2.3", "date": "2026-09-21", "type": "stable"}
    early = of(Release(Edition.FULL, "1.3.0.dev1", MOMENT), tmp_path / "b")
    assert (early["version"], early["type"]) == ("1.3.0~~dev1", "development")


def test_the_profile_of_apparmor_is_for_the_program_that_is_installed(stage: Path) -> None:
    profile = (stage / "usr/share/hisho/apparmor/hisho").read_text(encoding="utf-8")
    assert f"profile hisho /{staging.PROGRAMS}/hisho " in profile
    assert not (stage / "etc/apparmor.d").exists()  # an older AppArmor would stumble at every boot


def test_administrators_find_what_they_need_where_they_are_told(tmp_path: Path) -> None:
    for release in (FULL, AIRGAP):
        folder = tmp_path / release.package
        staging.stage(source(folder), folder / "stage", release, workshop(Tools()))
        told = (folder / "stage/etc/hisho/README").read_text(encoding="utf-8")
        named = [word for word in told.split() if word.startswith("/usr/")]
        assert len(named) == 4
        for place in named:
            assert place.startswith(f"/usr/share/doc/{release.package}/")
            assert (folder / "stage" / place[1:]).is_file()
        documents = folder / "stage/usr/share/doc" / release.package
        reference = (documents / "POLICY.md").read_text(encoding="utf-8")
        assert "`policy.example.toml`" in reference
        assert "linux/" not in reference
        for name in ("hisho.admx", "ja-JP/hisho.adml", "en-US/hisho.adml"):
            assert (documents / "windows/policy" / name).is_file()


def test_what_is_promised_and_how_a_signature_is_checked_comes_along(stage: Path) -> None:
    page = stage / "usr/share/doc/hisho/SECURITY.md"
    assert page.read_bytes() == (ROOT / "SECURITY.md").read_bytes()


def test_the_licences_of_others_are_where_people_look_for_licences(stage: Path) -> None:
    assert (stage / "usr/share/doc/hisho/third-party/THIRD-PARTY.txt").read_text() == "Qt\n"


@pytest.mark.parametrize(("place", "words"), [("man1", "ask one question"), ("ja/man1", "質問する")])
def test_the_manual_is_whole_in_both_languages(stage: Path, place: str, words: str) -> None:
    page = gzip.decompress((stage / "usr/share/man" / place / "hisho.1.gz").read_bytes()).decode()
    assert page.startswith(".\\\"")
    assert '.TH HISHO 1 "2026-09-21" "Hisho 1.2.3"' in page
    assert words in page
    assert "/usr/share/doc/hisho/POLICY.md" in page


def test_no_place_for_words_is_left_empty(stage: Path) -> None:
    for path in stage.rglob("*"):
        if path.is_file() and path.suffix in (".desktop", ".xml", ".md", ".toml", "", ".gz"):
            data = path.read_bytes()
            text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode(errors="replace")
            for name in ("VERSION", "DATE", "PACKAGE", "KIND", "COMMANDS"):
                assert f"@{name}@" not in text, path


def test_the_manual_and_the_icons_are_made_by_the_python_that_freezes(tmp_path: Path) -> None:
    tools = Tools()
    staging.stage(source(tmp_path), tmp_path / "stage", AIRGAP, workshop(tools))
    scripts = [(Path(command[1]).name, command[2:]) for command in tools.commands]
    assert {command[0] for command in tools.commands} == {"/venv/bin/python"}
    assert scripts[:3] == [("manual.py", [each, "airgap"]) for each in ("en", "ja", "completion")]
    assert [name for name, _ in scripts[3:]] == ["draw_icon.py", "draw_icon.py"]
    assert (tools.environments[-1] or {})["QT_QPA_PLATFORM"] == "offscreen"


def test_permissions_and_times_are_nobodys(stage: Path) -> None:
    (stage / "usr/lib/hisho/hisho").chmod(0o700)
    (stage / "usr/lib/hisho/_internal").chmod(0o700)
    staging.settle(stage, MOMENT)
    for path in [stage, *stage.rglob("*")]:
        assert path.lstat().st_mtime == MOMENT
        if not path.is_symlink():
            is_open = path.is_dir() or path == stage / "usr/lib/hisho/hisho"
            assert path.stat().st_mode & 0o7777 == (0o755 if is_open else 0o644), path


def test_room_is_counted_in_started_kibibytes(tmp_path: Path) -> None:
    for name, count in {"a": 0, "b": 1, "c": 1024, "d": 1025}.items():
        (tmp_path / name).write_bytes(b"x" * count)
    assert staging.installed_kib(tmp_path) == 0 + 1 + 1 + 2


def test_a_compressed_page_is_the_same_every_time() -> None:
    assert staging.compressed("頁") == staging.compressed("頁")
    assert staging.compressed("頁")[4:8] == bytes(4)  # no time


@pytest.mark.parametrize("name", staging._ICONS.values())
def test_an_icon_is_drawn_in_every_size(tmp_path: Path, name: str, qapp: QGuiApplication) -> None:
    svg = (ROOT / name).read_bytes()
    for size in (16, 256):
        picture: QImage = draw_icon.draw(svg, size)
        assert (picture.width(), picture.height()) == (size, size)
        assert picture.pixelColor(size // 2, size // 4 * 3).alpha() > 0
        assert picture.pixelColor(0, 0).alpha() == 0


def commands_of(tools: Tools, name: str) -> list[Sequence[str]]:
    return [command for command in tools.commands if Path(command[1]).name == name]


def test_every_size_of_every_icon_has_its_place(tmp_path: Path) -> None:
    tools = Tools()
    staging.stage(source(tmp_path), tmp_path / "stage", FULL, workshop(tools))
    drawn = {each for command in commands_of(tools, "draw_icon.py") for each in command[3:]}
    themes = tmp_path / "stage/usr/share/icons/hicolor"
    for size in (16, 22, 24, 32, 48, 64, 128, 256, 512):
        for name in ("apps/hisho", "mimetypes/application-x-gguf"):
            assert f"{size}={themes}/{size}x{size}/{name}.png" in drawn
            assert (themes / f"{size}x{size}/{name}.png").parent.is_dir()
