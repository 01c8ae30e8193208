"""The access token and the proxy's password: in memory, on wish in the keyring, for one server alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.control import EndFetcher
from desktop.fetching.protocol import Credentials
from desktop.settings import Settings
from tests.ui.models.rig import Fetcher, Rig
from tests.ui.models.samples import keep_models

HOST, TOKEN = "huggingface.co", "hf_abcdef"
MIRROR = "https://mirror.example"


@pytest.fixture
def kept(qtbot: QtBot, tmp_path: Path) -> Iterator[Rig]:
    """A token lies in the keyring, and the settings say so."""
    keep_models(tmp_path)
    made = Rig(qtbot, tmp_path, Settings(hub_token_kept=True))
    made.safe.tokens[HOST] = TOKEN
    made.refresh()
    yield made
    made.close()


def use(rig: Rig, *, token: str = "", keep: bool = False, **fields: str) -> Fetcher:
    """Type these, press the button, and be the fetcher that is started."""
    rig.open_settings()
    pane = rig.page.connection
    pane.token.setText(token)
    pane.keep_token.setChecked(keep)
    for name, text in fields.items():
        getattr(pane, name).setText(text)
    pane.save_button.click()
    assert rig.supervisor.asked() == EndFetcher()
    fetcher = rig.fetcher()
    rig.settle()
    return fetcher


def test_a_token_stays_in_memory_unless_it_shall_be_kept(rig: Rig) -> None:
    assert use(rig, token=TOKEN, proxy_password="pw").heard() == Credentials(TOKEN, "pw")
    pane = rig.page.connection
    assert rig.safe.tokens == {}
    assert not rig.settings.hub_token_kept
    assert TOKEN not in rig.places.settings_file.read_text()
    assert pane.token.text() == pane.proxy_password.text() == ""
    assert pane.token.echoMode() is pane.token.EchoMode.Password


def test_on_wish_it_lies_in_the_keyring(rig: Rig) -> None:
    use(rig, token=TOKEN, keep=True)
    assert rig.safe.tokens == {HOST: TOKEN}
    assert rig.settings.hub_token_kept
    assert rig.page.connection.keep_token.isChecked()
    assert rig.page.connection.token.placeholderText() == "kept in the keyring"


def test_one_that_was_given_can_be_kept_later(rig: Rig) -> None:
    use(rig, token=TOKEN)
    use(rig, keep=True)
    assert rig.safe.tokens == {HOST: TOKEN}


def test_an_unusable_keyring_is_said_and_nothing_is_claimed(rig: Rig) -> None:
    rig.safe.available = False
    fetcher = use(rig, token=TOKEN, keep=True)
    pane = rig.page.connection
    assert "keyring" in pane.error_line.label.text()
    assert not pane.keep_token.isChecked()
    assert not rig.settings.hub_token_kept
    assert fetcher.heard() == Credentials(TOKEN, "")    # it works all the same, until the app is quit


def test_a_kept_token_is_there_after_unlocking(kept: Rig) -> None:
    kept.desk.resume()
    kept.settle()
    assert not kept.supervisor.was_asked                # it starts no program
    kept.link.open()
    assert kept.fetcher().heard() == Credentials(TOKEN, "")


def test_a_keyring_that_lost_it_is_said_at_unlock(kept: Rig) -> None:
    kept.safe.tokens.clear()
    kept.desk.resume()
    kept.settle()
    assert kept.page.connection.error_line.label.text()


def test_clearing_the_box_deletes_it_everywhere(kept: Rig) -> None:
    kept.desk.resume()
    kept.settle()
    assert use(kept, keep=False).heard() == Credentials("", "")
    assert kept.safe.tokens == {}
    assert not kept.settings.hub_token_kept
    assert kept.page.connection.token.placeholderText() == ""


def test_an_empty_field_leaves_what_was_given(kept: Rig) -> None:
    kept.desk.resume()
    kept.settle()
    assert use(kept, keep=True, hosts="cdn.example").heard() == Credentials(TOKEN, "")
    assert kept.safe.tokens == {HOST: TOKEN}
    assert kept.settings.hub_token_kept


def test_a_token_never_goes_to_another_server(kept: Rig) -> None:
    kept.desk.resume()
    kept.settle()
    assert use(kept, keep=True, endpoint=MIRROR).heard() == Credentials("", "")
    assert kept.safe.tokens == {}
    assert not kept.settings.hub_token_kept


def test_a_token_typed_for_the_new_server_is_kept_for_it(kept: Rig) -> None:
    kept.desk.resume()
    kept.settle()
    assert use(kept, token="other", keep=True, endpoint=MIRROR).heard() == Credentials("other", "")
    assert kept.safe.tokens["mirror.example"] == "other"
    assert kept.settings.hub_token_kept


def test_a_password_never_goes_to_another_proxy(rig: Rig) -> None:
    first = use(rig, proxy="http://a.example:3128", proxy_user="hanako", proxy_password="pw")
    assert first.heard() == Credentials("", "pw")
    assert use(rig, hosts="cdn.example").heard() == Credentials("", "pw")
    assert use(rig, proxy="http://b.example:3128").heard() == Credentials("", "")
