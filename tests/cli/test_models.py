"""Which model `ask` and `chat` mean, and that the rules hold for a file, too."""

from pathlib import Path

import pytest

from desktop.cli.models import choose
from desktop.paths import Paths, of
from model_manager.errors import ModelBlockedError
from tests import gguf_files
from tests.gguf_files import Recipe


@pytest.fixture
def places(tmp_path: Path) -> Paths:
    made = of({"HISHO_HOME": str(tmp_path / "home")})
    made.make()
    return made


def test_a_file_is_registered_where_it_lies(places: Paths, tmp_path: Path) -> None:
    file = gguf_files.write(tmp_path / "m.gguf")
    chosen = choose(str(file), places, "", lambda _: True)
    assert choose("", places, chosen.key, lambda _: True) == chosen
    assert choose(chosen.key[:6], places, "", lambda _: True) == chosen


def test_a_model_that_nobody_should_use_is_not_chosen(places: Paths, tmp_path: Path) -> None:
    file = gguf_files.write(tmp_path / "plamo.gguf", Recipe(architecture="plamo2"))
    with pytest.raises(ModelBlockedError) as caught:
        choose(str(file), places, "", lambda _: True)
    assert caught.value.reason == "refused:rope_off"
    assert not places.inventory.exists()
