"""When a program begins anew, and with what: once, and not because of what a bundle's executable did."""

import sys

import pytest

from desktop.clean_start import cleaned, command, fresh

KEPT = {"PATH": "/bin", "HOME": "/root", "LANG": "ja_JP.UTF-8", "HISHO_HOME": "/x", "LDAP": "x"}
GONE = {
    "LD_PRELOAD": "x", "LD_LIBRARY_PATH": "/x", "LD_AUDIT": "x", "PYTHONHOME": "x", "GCONV_PATH": "x",
    "GLIBC_TUNABLES": "x", "MALLOC_PERTURB_": "1",
}  # fmt: skip
LIBRARIES = "/opt/秘書 hisho/_internal"
# What the executable of a bundle makes of an environment, as seen on PyInstaller's 6.22.3.
OF_THE_BUNDLE = {"_PYI_ARCHIVE_FILE": "/opt/hisho", "_PYI_APPLICATION_HOME_DIR": LIBRARIES}


def begun_in_a_bundle(environment: dict[str, str]) -> dict[str, str]:
    """The environment as PyInstaller's executable hands it to Python."""
    before = environment.get("LD_LIBRARY_PATH")
    ours = {"LD_LIBRARY_PATH": LIBRARIES if not before else f"{LIBRARIES}:{before}"}
    return environment | OF_THE_BUNDLE | ours | ({"LD_LIBRARY_PATH_ORIG": before} if before else {})


def test_what_is_kept_and_what_is_not() -> None:
    assert cleaned(KEPT | GONE) == KEPT


@pytest.mark.parametrize("libraries", ["", LIBRARIES])
def test_nothing_foreign_is_no_reason(libraries: str) -> None:
    assert fresh(KEPT, libraries) is None


@pytest.mark.parametrize("name", sorted(GONE))
def test_from_source_each_is_a_reason(name: str) -> None:
    assert fresh(KEPT | {name: GONE[name]}) == KEPT
    assert fresh(KEPT | {name: ""}) == KEPT


def test_what_the_bundle_itself_names_is_no_reason() -> None:
    assert fresh(begun_in_a_bundle(KEPT), LIBRARIES) is None


@pytest.mark.parametrize("name", sorted(GONE))
@pytest.mark.parametrize("value", ["/x", LIBRARIES])
def test_in_a_bundle_each_is_a_reason_once(name: str, value: str) -> None:
    clean = fresh(begun_in_a_bundle(KEPT | {name: value}), LIBRARIES)
    assert clean == KEPT
    assert fresh(begun_in_a_bundle(clean), LIBRARIES) is None


def test_the_library_path_of_another_bundle_is_foreign() -> None:
    seen = KEPT | {"LD_LIBRARY_PATH": "/opt/other/_internal", "_PYI_ARCHIVE_FILE": "/opt/other/run"}
    assert fresh(begun_in_a_bundle(seen), LIBRARIES) == KEPT


def test_it_is_the_same_program_with_the_same_arguments() -> None:
    assert command("/x/main.py", ["ask", "-"], LIBRARIES) == [sys.executable, "ask", "-"]
    python = [sys.executable, "-I", "-X", "utf8", "/x/main.py"]
    assert command("/x/main.py", ["ask", "-"]) == [*python, "ask", "-"]
