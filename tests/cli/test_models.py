"""Which model `ask` and `chat` mean, and that the rules hold for a file, too."""

from pathlib import Path

import pytest

from desktop.cli.errors import ModelNotAcceptedError, UsageNotStatedError
from desktop.cli.models import choose
from desktop.paths import Paths, of, resources
from model_manager.errors import ModelBlockedError
from model_manager.file_jobs import FileJobs
from model_manager.inventory import Inventory
from model_manager.library import Library, ModelFolder
from model_manager.licences import Revenue, Usage, UserKind
from model_manager.rules import admission_here
from model_manager.stated_usage import keep_usage
from tests import gguf_files
from tests.gguf_files import Recipe
from tests.model_manager.rewritten_models import reworded


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


def under(licence: str, tmp_path: Path) -> Path:
    plain = gguf_files.write(tmp_path / "plain.gguf")
    return reworded(plain, tmp_path / "m.gguf", {"general.license": licence})


def test_a_licence_keeps_a_company_from_a_file_of_its_own(places: Paths, tmp_path: Path) -> None:
    file = under("cc-by-nc-4.0", tmp_path)
    with pytest.raises(UsageNotStatedError) as unsaid:
        choose(str(file), places, "", lambda _: True)
    assert (unsaid.value.path, unsaid.value.licence) == (str(file), "cc-by-nc-4.0")
    keep_usage(places.inventory.parent, Usage(UserKind.COMPANY, Revenue.ABOVE_1_BILLION_YEN))
    with pytest.raises(ModelBlockedError) as caught:
        choose(str(file), places, "", lambda _: True)
    assert caught.value.reason == "noncommercial"
    assert not places.inventory.exists()


def test_a_licence_is_accepted_by_an_import_in_place(places: Paths, tmp_path: Path) -> None:
    file = under("gemma", tmp_path)
    with pytest.raises(ModelNotAcceptedError) as caught:
        choose(str(file), places, "", lambda _: True)
    folder = ModelFolder(places.models)
    admission = admission_here(resources(), folder.own, places.inventory.parent)
    assert (caught.value.path, caught.value.page) == (str(file), admission.rules.licences["gemma"].text_url)
    assert not places.inventory.exists()
    jobs = FileJobs(Library([folder], Inventory(places.inventory)), admission, lambda _: True)
    made = jobs.refer_to(file, places.inventory, accepts=True)
    assert choose(str(file), places, "", lambda _: True).key == made.identity


def test_a_file_whose_licence_nobody_knows_was_handed_over(places: Paths, tmp_path: Path) -> None:
    """By a vendor, under a contract."""
    file = under("a contract of ours", tmp_path)
    assert choose(str(file), places, "", lambda _: True).mark.architecture == "llama"
