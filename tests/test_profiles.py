"""Several profiles of one user: each has a vault, settings and a window of its own, and they share models."""

import unicodedata
from pathlib import Path

import pytest

from desktop.cli.arguments import parser
from desktop.confinement.environment import child_environment
from desktop.paths import Paths, ProfileNameError, of, profile_name, take_profile


def places(home: Path, profile: str = "") -> Paths:
    return of({"HISHO_HOME": str(home), "HISHO_PROFILE": profile})


def test_profiles_have_their_own_vault_settings_logs_and_window(tmp_path: Path) -> None:
    each = [places(tmp_path, name) for name in ("", "acme", "基礎研究")]
    for own in (
        [one.vault for one in each], [one.settings_file for one in each], [one.logs for one in each],
        [one.runtime for one in each],
    ):  # fmt: skip
        assert len(set(own)) == 3
    for shared in (
        {one.models for one in each}, {one.inventory for one in each}, {one.cache for one in each},
        {one.experience for one in each},
    ):  # fmt: skip
        assert len(shared) == 1
    assert not each[1].vault.is_relative_to(each[0].vault)


def test_folders_of_a_profile_are_made_for_their_owner_alone(tmp_path: Path) -> None:
    made = places(tmp_path, "acme")
    made.make()
    places(tmp_path).make()
    for folder in (made.vault.parent, made.settings_file.parent, made.runtime):
        while folder != tmp_path:
            assert folder.stat().st_mode & 0o777 == 0o700, folder
            folder = folder.parent
    assert not places(tmp_path).is_foreign


def test_the_list_names_those_with_a_vault(tmp_path: Path) -> None:
    assert places(tmp_path).profiles == ()
    for name in ("b", "a", "no vault", "empty"):
        (tmp_path / "data" / "profiles" / name).mkdir(parents=True)
        if name != "empty":
            (tmp_path / "data" / "profiles" / name / "vault").mkdir()
    assert places(tmp_path, "a").profiles == ("a", "b")


@pytest.mark.parametrize("name", ["a", "acme-2026_x", "基礎研究", "ガ" * 40, "2"])
def test_names_that_are_taken(name: str) -> None:
    assert profile_name(name) == name


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "a/b", "../x", "a b", "-a", "_a", "a.b", "a\0b", "x" * 41, "CON", "nul", "lpt1", "a\n"],
)
def test_names_that_are_no_folder_everywhere_are_refused(name: str) -> None:
    with pytest.raises(ProfileNameError):
        profile_name(name)


def test_a_name_is_one_folder_however_it_was_typed() -> None:
    composed = unicodedata.normalize("NFC", "ガギグ")
    assert profile_name(unicodedata.normalize("NFD", composed)) == composed


@pytest.mark.parametrize(
    ("arguments", "environ", "rest", "name"),
    [
        (["--profile", "acme", "ask", "x"], {}, ["ask", "x"], "acme"),
        (["--profile=acme"], {}, [], "acme"),
        (["ask", "--profile", "acme"], {}, ["ask", "--profile", "acme"], None),
        ([], {"HISHO_PROFILE": "b"}, [], "b"),
        (["--profile", "acme"], {"HISHO_PROFILE": "b"}, [], "acme"),
        (["ask"], {"HISHO_PROFILE": ""}, ["ask"], ""),
    ],
)
def test_a_profile_is_chosen_by_argument_or_environment(
    arguments: list[str], environ: dict[str, str], rest: list[str], name: str | None
) -> None:
    left, environment = take_profile(arguments, environ)
    assert (left, environment.get("HISHO_PROFILE")) == (rest, name)


@pytest.mark.parametrize(
    ("arguments", "environ"),
    [(["--profile"], {}), (["--profile", "../x"], {}), (["--profile="], {}), ([], {"HISHO_PROFILE": "../x"})],
)
def test_a_name_that_is_none_starts_nothing(arguments: list[str], environ: dict[str, str]) -> None:
    with pytest.raises(ProfileNameError):
        take_profile(arguments, environ)


@pytest.mark.parametrize("program", ["window", "client", "fetcher", "fetcher_local"])
def test_every_program_that_looks_for_folders_hears_of_it(program: str) -> None:
    assert child_environment({"HISHO_PROFILE": "acme"}, program) == {"HISHO_PROFILE": "acme"}


def test_a_second_name_is_not_passed_over() -> None:
    with pytest.raises(SystemExit):
        parser(lambda _context, source: source, "1").parse_args(["--profile", "b", "doctor"])
