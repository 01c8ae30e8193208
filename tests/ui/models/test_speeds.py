"""What the page says of a model's speed on this computer, and that no number comes from nowhere."""

from pathlib import Path

import pytest

from desktop.experience import Experience
from desktop.inference.learning import Seen, Speeds
from desktop.model_places import own_folder
from desktop.ui.models.models_page import Tab
from desktop.ui.models.value_label import ValueLabel
from model_manager.library import Record
from tests import gguf_files
from tests.gguf_files import Recipe
from tests.model_manager.shelves import THEN, digest
from tests.ui.models.rig import Rig

HERE = "0" * 16


@pytest.fixture
def real(rig: Rig) -> tuple[str, str]:
    """Two models with a header that can be read, the second about twice the first."""
    return _add(rig, "small", 8), _add(rig, "large", 16)


def _add(rig: Rig, name: str, blocks: int) -> str:
    folder = own_folder(rig.settings, rig.places)
    path: Path = gguf_files.write(folder.path / f"{name}.gguf", Recipe(width=256, blocks=blocks))
    kept = folder.record_of([path], [digest(path.read_bytes())])
    return folder.add(
        Record(name, "llama", "", "", "community", "apache-2.0", "file", THEN, THEN, kept)
    ).identity


def shown(rig: Rig, identity: str) -> str:
    """What stands beside “Speed here”."""
    rig.refresh()
    rig.go(Tab.HERE)
    rig.choose(identity)
    view = rig.page.browser.detail.view
    assert view is not None
    value = dict(view.facts)["Speed here"]
    detail = rig.page.browser.detail
    rig.bot.waitUntil(
        lambda: value in (each.whole for each in detail.findChildren(ValueLabel) if each.isVisible())
    )
    return value


def measure(rig: Rig, identity: str, speeds: Speeds) -> None:
    Experience(rig.places.experience).keep(identity, HERE, Seen(speeds=speeds))


def test_before_anything_was_measured_it_says_what_would(rig: Rig, real: tuple[str, str]) -> None:
    value = shown(rig, real[1])
    assert value == "not known yet: a longer answer measures it, and so does “hisho bench”"


def test_what_was_measured_is_told_and_what_follows_for_another_model(
    rig: Rig, real: tuple[str, str]
) -> None:
    small, large = real
    measure(rig, small, Speeds(0.5, 900.0, 80.0, "cpu"))
    assert shown(rig, small) == "80 tokens/s on the CPU (measured)"
    value = shown(rig, large)
    assert value.startswith("about 4")
    assert value.endswith(
        " tokens/s on the CPU, reading about 450 (from what another model showed here)"
    )


def test_each_place_has_a_line(rig: Rig, real: tuple[str, str]) -> None:
    small, large = real
    measure(rig, small, Speeds(0.5, 900.0, 8.0, "cpu"))
    measure(rig, large, Speeds(0.5, 0.0, 400.0, "Vulkan0"))
    cpu, gpu = shown(rig, small).splitlines()
    assert cpu == "8.0 tokens/s on the CPU (measured)"
    assert gpu.startswith("about 7")
    assert gpu.endswith("if wholly on the GPU (Vulkan0) (from what another model showed here)")
    assert shown(rig, large).splitlines()[1] == "400 tokens/s wholly on the GPU (Vulkan0) (measured)"
