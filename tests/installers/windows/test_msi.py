"""The script that wixl gets: every file counted, identities that last, upgrades."""

from collections import Counter
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from installers.package.release import Edition, Release
from installers.source.commands import Done, SetupError, Workshop
from installers.windows import msi, payload, product, stub_payload
from tests.installers.runners import LOCKS, FakeRunner

FULL = Release(Edition.FULL, "1.2.3", 1_700_000_000)


@pytest.fixture
def stub(tmp_path: Path) -> payload.Payload:
    return payload.read(stub_payload.write(tmp_path / "payload", Edition.FULL))


def script(stub: payload.Payload, release: Release = FULL) -> Element:
    return ElementTree.fromstring(msi.wxs(stub, release))


def every(root: Element, name: str) -> list[Element]:
    return list(root.iter(f"{{http://schemas.microsoft.com/wix/2006/wi}}{name}"))


def test_every_file_is_a_component_of_its_own_and_belongs_to_the_feature(stub: payload.Payload) -> None:
    root = script(stub)
    sources = [each.attrib["Source"].replace("$$", "$") for each in every(root, "File")]
    assert sorted(sources) == sorted(f"payload/{file}" for file in stub.files)
    components = every(root, "Component")
    assert [each.attrib["Id"] for each in components if len(each) == 0] == []
    named = {each.attrib["Id"] for each in every(root, "ComponentRef")}
    assert named == {each.attrib["Id"] for each in components}
    for component in components:
        assert [each for each in component if each.attrib.get("KeyPath") == "yes"] == [
            next(each for each in component if "KeyPath" in each.attrib)
        ]
        assert component.attrib["Win64"] == "yes"


def test_identities_are_unique_and_stay_the_same_in_a_later_version(stub: payload.Payload) -> None:
    first, later = script(stub), script(stub, Release(Edition.FULL, "2.0.0", 0))
    for name in ("Component", "File", "Directory"):
        names = Counter(each.attrib["Id"] for each in every(first, name))
        assert max(names.values()) == 1
        assert max(map(len, names)) <= 72
    one, other = ([each.attrib["Guid"] for each in every(root, "Component")] for root in (first, later))
    assert one == other
    assert len(set(one)) == len(one)


def test_a_version_replaces_older_ones_and_the_other_edition_and_no_newer_one(stub: payload.Payload) -> None:
    root = script(stub)
    airgap = script(stub, Release(Edition.AIRGAP, "1.2.3", 0))
    (made,), (other,) = every(root, "Product"), every(airgap, "Product")
    assert made.attrib["UpgradeCode"] == other.attrib["UpgradeCode"] == msi.UPGRADE_CODE
    assert made.attrib["Id"] != other.attrib["Id"]
    older, newer = every(root, "UpgradeVersion")
    assert (older.attrib["Minimum"], older.attrib["Maximum"]) == ("0.0.0", "1.2.4")
    assert "IncludeMaximum" not in older.attrib
    assert (newer.attrib["Minimum"], newer.attrib["OnlyDetect"]) == ("1.2.4", "yes")
    assert "NOT NEWERFOUND" in [each.text for each in every(root, "Condition")]


def test_an_older_version_is_removed_within_what_windows_takes_back_when_an_installation_fails(
    stub: payload.Payload,
) -> None:
    """After InstallInitialize (1500) and before the first action that changes something (1600): as Windows
    Installer's documentation allows. Wine takes nothing back.
    """
    (replacing,) = every(script(stub), "RemoveExistingProducts")
    assert 1500 < int(replacing.attrib["Sequence"]) < 1600


def test_the_identity_for_upgrades_is_for_ever() -> None:
    assert msi.UPGRADE_CODE == "95BD17D0-80B2-599C-9D68-65710521F1F4"


def test_everything_in_it_is_ascii(stub: payload.Payload) -> None:
    assert msi.wxs(stub, FULL).isascii()


def test_every_program_but_the_fetcher_gets_a_rule_as_system_and_loses_it_again(
    stub: payload.Payload,
) -> None:
    root = script(stub)
    commands = {
        each.attrib["Id"]: each.attrib for each in every(root, "CustomAction") if "ExeCommand" in each.attrib
    }
    assert len(commands) == 2 * len(stub.offline_programs)
    for attributes in commands.values():
        assert (attributes["Execute"], attributes["Impersonate"]) == ("deferred", "no")
        assert attributes["Return"] == "ignore"
        assert "hisho-fetcher" not in attributes["ExeCommand"]
    assert commands["Block0"]["ExeCommand"] == (
        'advfirewall firewall add rule name="Hisho: hisho-cli.exe" dir=out action=block profile=any '
        'enable=yes program="[INSTALLDIR]hisho-cli.exe"'
    )
    steps = {each.attrib["Action"]: each for each in every(root, "Custom")}
    assert {each.text for name, each in steps.items() if name.startswith("Block")} == {"NOT REMOVE"}
    assert {each.text for name, each in steps.items() if name.startswith("Unblock")} == {"Installed"}
    for name, step in steps.items():        # deferred: between InstallInitialize and InstallFinalize
        assert name == "FindNetsh" or 1500 < int(step.attrib["Sequence"]) < 6600
    assert len({each.attrib["Sequence"] for each in steps.values()}) == len(steps)


def test_hisho_offers_itself_for_model_files_and_takes_no_default(stub: payload.Payload) -> None:
    values = [(each.attrib["Key"], each.attrib.get("Name")) for each in every(script(stub), "RegistryValue")]
    assert (r"Software\Classes\.gguf\OpenWithProgids", "Hisho.gguf") in values
    assert not any(key == r"Software\Classes\.gguf" for key, _ in values)


def test_wixl_is_called_beside_what_it_packs(stub: payload.Payload, tmp_path: Path) -> None:
    runner = FakeRunner({})
    places = product.Places(tmp_path, tmp_path / "out")
    made = msi.build(stub, places, FULL, Workshop(LOCKS, {}, runner))
    assert runner.commands == [["wixl", "-a", "x64", "-o", str(made), str(tmp_path / "hisho.wxs")]]
    assert made == tmp_path / "out" / "hisho-1.2.3-windows-x86_64.msi"
    assert (tmp_path / "hisho.ico").is_file()
    assert (tmp_path / every(script(stub), "File")[0].attrib["Source"]).is_file()


def test_a_failure_says_what_wixl_said(stub: payload.Payload, tmp_path: Path) -> None:
    shop = Workshop(LOCKS, {}, FakeRunner({"wixl": Done(1, "Couldn't find file")}))
    with pytest.raises(SetupError, match="Couldn't find file"):
        msi.build(stub, product.Places(tmp_path, tmp_path), FULL, shop)
