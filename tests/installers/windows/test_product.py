"""Names and numbers of the product on Windows."""

import pytest

from installers.package.release import Edition, Release
from installers.windows import product


@pytest.mark.parametrize(
    ("version", "numbers"),
    [
        ("0.1.0", (0, 1, 0)),
        ("1.20.3", (1, 20, 3)),
        ("1.2", (1, 2, 0)),
        ("0.2.0rc1", (0, 2, 0)),
        ("0.2.0.dev3", (0, 2, 0)),
        ("1.2.3.4", (1, 2, 3)),
        ("1.2.3+local.9", (1, 2, 3)),
    ],
)
def test_windows_compares_three_numbers(version: str, numbers: tuple[int, int, int]) -> None:
    assert product.numbers(version) == numbers


def test_the_editions_have_names_of_their_own() -> None:
    full, airgap = (Release(edition, "1.2.3", 0) for edition in (Edition.FULL, Edition.AIRGAP))
    assert (product.name(full), product.name(airgap)) == ("Hisho", "Hisho (air-gap edition)")
    assert product.file_name(full, ".exe") == "hisho-1.2.3-windows-x86_64.exe"
    assert product.file_name(airgap, ".msi") == "hisho-airgap-1.2.3-windows-x86_64.msi"
    assert product.ICON.is_file()
