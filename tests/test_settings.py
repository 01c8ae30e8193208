"""The settings: kept whole, damaged values replaced one by one, nothing thrown away."""

import errno
import json
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.settings import Settings, SettingsWriteError, load, save

LIKED = Settings(
    language="ja",
    scheme="dark",
    text_percent=150,
    send_key="ctrl_enter",
    lock_minutes=0,
    window_state="AdnQywAD",
    last_conversation=7,
    last_model="guide",
    thinking="short",
)


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.json"
    save(path, LIKED)
    assert load(path) == LIKED


def test_without_a_file_all_are_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "settings.json") == Settings()


def test_only_the_owner_may_read_it_whatever_was_there(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    for leftover in (path, path.with_name("settings.json.part")):
        leftover.write_text("{}")
        leftover.chmod(0o666)
    save(path, LIKED)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["settings.json"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("language", "fr"),
        ("language", ["ja"]),
        ("scheme", 1),
        ("text_percent", 99),
        ("text_percent", 201),
        ("text_percent", True),
        ("text_percent", 150.0),
        ("send_key", None),
        ("lock_minutes", 7),
        ("lock_minutes", False),
        ("window_state", "x" * 20_000),
        ("last_conversation", -1),
        ("last_conversation", "7"),
        ("last_model", {}),
    ],
)
def test_a_value_that_is_none_of_ours_is_its_default_and_the_others_stay(
    tmp_path: Path, name: str, value: object
) -> None:
    path = tmp_path / "settings.json"
    save(path, LIKED)
    values = json.loads(path.read_text())
    path.write_text(json.dumps({**values, name: value, "from_the_future": 1}))
    loaded = load(path)
    assert getattr(loaded, name) == getattr(Settings(), name)
    assert type(getattr(loaded, name)) is type(getattr(Settings(), name))
    others = [each for each in Settings.__slots__ if each != name]
    assert [getattr(loaded, each) for each in others] == [getattr(LIKED, each) for each in others]


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"\xff\xfe", b"[1]", b"[" * 100_000, b'{"language": "ja"' + b" " * 300_000]
)
def test_a_file_that_cannot_be_read_is_kept_aside(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(damage)
    assert load(path) == Settings()
    assert path.with_name("settings.json.bak").read_bytes() == damage
    assert not path.exists()


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.dictionaries(
            st.sampled_from(Settings.__slots__) | st.text(), inner | st.lists(inner, max_size=3), max_size=9
        ),
    )
)
def test_no_content_makes_loading_fail(tmp_path_factory: pytest.TempPathFactory, untrusted: object) -> None:
    path = tmp_path_factory.mktemp("settings") / "settings.json"
    path.write_text(json.dumps(untrusted))
    save(path, load(path))


def test_a_folder_that_cannot_be_made_is_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    path = tmp_path / "file" / "folder" / "settings.json"
    with pytest.raises(SettingsWriteError) as raised:
        save(path, LIKED)
    assert (raised.value.path, raised.value.error_number) == (str(path), errno.ENOTDIR)


def test_what_cannot_be_written_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    save(path, LIKED)
    path.with_name("settings.json.part").mkdir()  # in the way of the new file
    with pytest.raises(SettingsWriteError):
        save(path, Settings())
    assert load(path) == LIKED
