"""Makes the .msi installer with wixl, for group policies and Intune: for everybody on the computer, always.

Properties: INSTALLDIR. Policies come by the templates in `installers/windows/policy`, not by properties: what
an installation writes to the branch of policies, its removal would take away from the administrator.

wixl knows a part of WiX: no ranges that hold their end, and files are named from the folder of the .wxs.
"""

import shutil
from pathlib import Path, PurePosixPath
from uuid import UUID, uuid5
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from installers.package.release import Release
from installers.source.commands import Workshop
from installers.windows import product
from installers.windows.payload import Payload

_NAMESPACE = UUID("b3a0f6a4-7d1c-5a57-9a0e-6f2f5d9c1e34")
UPGRADE_CODE = str(uuid5(_NAMESPACE, "upgrade")).upper()
"""The same for every version and both editions, for ever: by it Windows knows whom to replace."""

_XML = "http://schemas.microsoft.com/wix/2006/wi"
_ENGLISH = "1033"
_PROGRAM_LIST = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\Hisho"
_OURS = r"Software\Hisho"
_CLASSES = r"Software\Classes"
_FILE_TYPE = "Hisho.gguf"
_NEWER = "A newer version of Hisho is installed."
_OTHER_INSTALLER = "Hisho was installed by its .exe installer. Please uninstall that first."
# Where in the order of Windows Installer: before anything is done; where Windows can take it back, so that an
# older version is there again when the new one fails; while the files are still there; when they are there.
_FINDING, _REPLACING, _UNBLOCKING, _BLOCKING = 1460, 1510, 3400, 4100


def build(payload: Payload, places: product.Places, release: Release, workshop: Workshop) -> Path:
    """The installer; the payload lies in the folder `scratch`. Raises SetupError, OSError."""
    script = places.scratch / "hisho.wxs"
    shutil.copyfile(product.ICON, places.scratch / product.ICON.name)
    script.write_bytes(wxs(payload, release))
    made = places.out / product.file_name(release, ".msi")
    command = ["wixl", "-a", "x64", "-o", str(made), str(script)]
    workshop.must(command, "The .msi could not be made", product.variables(release, workshop))
    return made


def wxs(payload: Payload, release: Release) -> bytes:
    """The script for wixl."""
    root = Element("Wix", xmlns=_XML)
    of_it = _product(root, release)
    components = _files(of_it, payload)
    components += _registry(of_it)
    feature = SubElement(of_it, "Feature", Id="Hisho", Level="1")
    for component in components:
        SubElement(feature, "ComponentRef", Id=component)
    _firewall(of_it, payload)
    ElementTree.indent(root)
    script: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return script


def _product(root: Element, release: Release) -> Element:
    major, minor, patch = product.numbers(release.version)
    version, next_version = f"{major}.{minor}.{patch}", f"{major}.{minor}.{patch + 1}"
    made = SubElement(
        root, "Product", Id=_guid("product", release.package, release.version), Name=product.name(release),
        Language=_ENGLISH, Version=version, Manufacturer=product.PUBLISHER, UpgradeCode=UPGRADE_CODE,
    )  # fmt: skip
    SubElement(
        made, "Package", InstallScope="perMachine", Compressed="yes", Languages=_ENGLISH,
        InstallerVersion="500",
    )  # fmt: skip
    SubElement(made, "Media", Id="1", Cabinet="hisho.cab", EmbedCab="yes")
    upgrade = SubElement(made, "Upgrade", Id=UPGRADE_CODE)
    # The end does not belong to a range: so the same version in another edition is replaced as well.
    SubElement(
        upgrade, "UpgradeVersion", Minimum="0.0.0", IncludeMinimum="yes", Maximum=next_version,
        Property="OLDERFOUND",
    )  # fmt: skip
    SubElement(
        upgrade, "UpgradeVersion", Minimum=next_version, IncludeMinimum="yes", OnlyDetect="yes",
        Property="NEWERFOUND",
    )  # fmt: skip
    SubElement(made, "Condition", Message=_NEWER).text = "NOT NEWERFOUND"
    SubElement(made, "Condition", Message=_OTHER_INSTALLER).text = "Installed OR NOT OTHERINSTALLER"
    found = SubElement(made, "Property", Id="OTHERINSTALLER")
    SubElement(
        found, "RegistrySearch", Id="OtherInstaller", Root="HKLM", Key=_PROGRAM_LIST, Name="InstallLocation",
        Type="raw", Win64="yes",
    )  # fmt: skip
    SubElement(made, "Property", Id="ARPPRODUCTICON", Value=product.ICON.name)
    SubElement(made, "Property", Id="ARPNOMODIFY", Value="1")
    SubElement(made, "Icon", Id=product.ICON.name, SourceFile=product.ICON.name)
    return made


def _files(parent: Element, payload: Payload) -> list[str]:
    """A component for each file, so that Windows counts every one of them; their names."""
    target = SubElement(parent, "Directory", Id="TARGETDIR", Name="SourceDir")
    programs = SubElement(target, "Directory", Id="ProgramFiles64Folder")
    menu = SubElement(target, "Directory", Id="ProgramMenuFolder")
    folders = {PurePosixPath(): SubElement(programs, "Directory", Id="INSTALLDIR", Name="Hisho")}
    for folder in payload.folders:
        identity = _name("folder", folder.as_posix())
        folders[folder] = SubElement(
            folders[folder.parent], "Directory", Id=identity, Name=_literal(folder.name)
        )
    made = []
    for file in payload.files:
        component = _component(folders[file.parent], "file", file.as_posix())
        SubElement(
            component, "File", Id=_name("content", file.as_posix()), Name=_literal(file.name),
            Source=_literal(f"{payload.folder.name}/{file}"), KeyPath="yes",
        )  # fmt: skip
        made.append(component.attrib["Id"])
    return [*made, _shortcut(menu)]


def _shortcut(menu: Element) -> str:
    component = _component(menu, "shortcut", "Hisho")
    # With a target in words: one by the file's name would be "advertised" and start the installer.
    SubElement(
        component, "Shortcut", Id="Shortcut", Name="Hisho", Target="[INSTALLDIR]hisho.exe",
        WorkingDirectory="INSTALLDIR", Description="Drafts never leave this computer",
    )  # fmt: skip
    _value(component, _OURS, "Shortcut", "1")
    return component.attrib["Id"]


def _registry(parent: Element) -> list[str]:
    """What Windows is told of model files: Hisho offers itself, and no default changes; and for the .exe
    installer, who was here.
    """
    (folder,) = [each for each in parent.iter("Directory") if each.attrib["Id"] == "INSTALLDIR"]
    component = _component(folder, "registry", _FILE_TYPE)
    own_type = rf"{_CLASSES}\{_FILE_TYPE}"
    _value(component, own_type, "", "GGUF language model")
    _value(component, rf"{own_type}\DefaultIcon", "", "[INSTALLDIR]hisho.exe,0")
    _value(component, rf"{own_type}\shell\open\command", "", '"[INSTALLDIR]hisho.exe" "%1"')
    _value(component, rf"{_CLASSES}\.gguf\OpenWithProgids", _FILE_TYPE, "")
    _value(component, _OURS, "InstalledBy", "msi")
    return [component.attrib["Id"]]


def _value(component: Element, key: str, name: str, value: str) -> None:
    told = {"Name": name} if name else {}
    made = SubElement(component, "RegistryValue", told, Root="HKLM", Key=key, Type="string", Value=value)
    if all("KeyPath" not in each.attrib for each in component):
        made.set("KeyPath", "yes")


def _firewall(parent: Element, payload: Payload) -> None:
    """netsh, as SYSTEM and without a window, for every program that shall stay offline. A firewall of another
    maker may refuse: the installation goes on, and the app's protection status says what is missing.
    """
    order = SubElement(parent, "InstallExecuteSequence")
    SubElement(order, "RemoveExistingProducts", Sequence=str(_REPLACING))
    SubElement(parent, "CustomAction", Id="FindNetsh", Property="Netsh", Value="[System64Folder]netsh.exe")
    _step(order, "FindNetsh", _FINDING)
    for number, program in enumerate(payload.offline_programs):
        rule = f'name="Hisho: {program}" dir=out'
        path = f'program="[INSTALLDIR]{program}"'
        adding = f"add rule {rule} action=block profile=any enable=yes {path}"
        _netsh(parent, f"Block{number}", adding)
        _netsh(parent, f"Unblock{number}", f"delete rule {rule} {path}")
        # A repair does both, or there would be two rules.
        _step(order, f"Unblock{number}", _UNBLOCKING + number).text = "Installed"
        _step(order, f"Block{number}", _BLOCKING + number).text = "NOT REMOVE"


def _step(order: Element, action: str, place: int) -> Element:
    return SubElement(order, "Custom", Action=action, Sequence=str(place))


def _netsh(parent: Element, name: str, words: str) -> None:
    SubElement(
        parent, "CustomAction", Id=name, Property="Netsh", ExeCommand=f"advfirewall firewall {words}",
        Execute="deferred", Impersonate="no", Return="ignore",
    )  # fmt: skip


def _component(parent: Element, kind: str, place: str) -> Element:
    name = _name(kind, place)
    return SubElement(parent, "Component", Id=name, Guid=_guid(kind, place), Win64="yes")


def _literal(name: str) -> str:
    """For wixl a single $ begins a variable."""
    return name.replace("$", "$$")


def _guid(*words: str) -> str:
    """The same for the same words: a file of this place is this component in every version."""
    return str(uuid5(_NAMESPACE, "/".join(words))).upper()


def _name(kind: str, place: str) -> str:
    return f"{kind}_{uuid5(_NAMESPACE, f'{kind}/{place}').hex}"
