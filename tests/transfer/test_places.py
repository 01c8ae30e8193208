"""A folder from which something carries on what is put there is known before it is."""

from pathlib import Path

import pytest

from desktop.transfer.places import Mount, PlaceKind, PlaceNote, System, mount_of, notes_on

MOUNTS = """\
21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 21 0:40 / /mnt/nas rw shared:5 master:2 - nfs4 server:/export rw
31 21 0:41 / /mnt/with\\040space rw - cifs //server/share rw
32 21 0:42 / /home/u/cloud rw - fuse.rclone remote: rw
33 21 0:43 / /home/u/vault rw - fuse.gocryptfs /x rw
34 21 8:17 / /media/u/STICK rw - vfat /dev/sdb1 rw
35 21 8:33 / /backup rw - ext4 /dev/sdc1 rw
36 30 8:49 / /mnt/nas/local rw - ext4 /dev/sdd1 rw
37 21 0:44 / /over rw - ext4 /dev/sde1 rw
38 21 0:45 / /over rw - nfs server:/x rw
broken line
39 21 0:46 / /half
"""


@pytest.fixture
def system(tmp_path: Path) -> System:
    """A system whose disk sdc hangs on USB and whose sdd says that it is removable."""
    devices = tmp_path / "sys"
    devices.mkdir()
    (tmp_path / "devices" / "usb1" / "sdc" / "sdc1").mkdir(parents=True)
    (tmp_path / "devices" / "sdd" / "sdd1").mkdir(parents=True)
    (tmp_path / "devices" / "sdd" / "removable").write_text("1\n")
    (tmp_path / "devices" / "sda" / "sda1").mkdir(parents=True)
    (tmp_path / "devices" / "sda" / "removable").write_text("0\n")
    for number, name in (("8:1", "sda/sda1"), ("8:33", "usb1/sdc/sdc1"), ("8:49", "sdd/sdd1")):
        (devices / number).symlink_to(tmp_path / "devices" / name)
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS)
    return System(mounts, devices)


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/u/Documents", None),
        ("/mnt/nas/team", (PlaceKind.NETWORK, "nfs4")),
        ("/mnt/nas2", None),
        ("/mnt/with space/a", (PlaceKind.NETWORK, "cifs")),
        ("/home/u/cloud/a", (PlaceKind.NETWORK, "fuse.rclone")),
        ("/home/u/vault/a", None),
        ("/media/u/STICK/a", (PlaceKind.REMOVABLE, "/media/u/STICK")),
        ("/backup/a", (PlaceKind.REMOVABLE, "/backup")),
        ("/mnt/nas/local/a", (PlaceKind.REMOVABLE, "/mnt/nas/local")),
        ("/over/a", (PlaceKind.NETWORK, "nfs")),
    ],
)
def test_the_file_system_tells(system: System, folder: str, kind: tuple[PlaceKind, str] | None) -> None:
    assert notes_on(Path(folder), system) == (() if kind is None else (PlaceNote(*kind),))


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("OneDrive", "OneDrive"), ("OneDrive - 知財株式会社", "OneDrive"), ("onedrive-personal", "OneDrive"),
        ("Dropbox", "Dropbox"), ("Dropbox (個人)", "Dropbox"), ("マイドライブ", "Google Drive"),
        ("Google Drive", "Google Drive"), ("GoogleDrive", "Google Drive"), ("Nextcloud", "Nextcloud"),
        ("Box", "Box"), ("Box Sync", "Box"), ("iCloudDrive", "iCloud"), ("Mobile Documents", "iCloud"),
        ("MEGAsync", "MEGA"), ("Proton Drive", "Proton Drive"),
    ],
)  # fmt: skip
def test_the_name_tells(system: System, part: str, name: str) -> None:
    assert notes_on(Path("/home/u", part, "案件"), system) == (PlaceNote(PlaceKind.SYNCHRONISED, name),)


@pytest.mark.parametrize("part", ["Boxes", "onedriver", "my dropbox notes", "megaphone", "Documents", "知財"])
def test_names_that_only_sound_alike_are_no_warning(system: System, part: str) -> None:
    assert notes_on(Path("/home/u", part), system) == ()


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        (".dropbox", "Dropbox"), (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
        (".stfolder", "Syncthing"), (".nextcloudsync.log", "Nextcloud"), ("._sync_0af3.db", "Nextcloud"),
        (".sync_b1.db", "Nextcloud"),
    ],
)  # fmt: skip
def test_the_marks_of_the_programs_tell(system: System, tmp_path: Path, mark: str, name: str) -> None:
    inner = tmp_path / "work" / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "work" / mark).write_text("")
    assert PlaceNote(PlaceKind.SYNCHRONISED, name) in notes_on(inner, system)
    assert notes_on(tmp_path, system) == ()


def test_a_link_is_looked_behind(system: System, tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "harmless").symlink_to(tmp_path / "Dropbox")
    assert notes_on(tmp_path / "harmless", system) == (PlaceNote(PlaceKind.SYNCHRONISED, "Dropbox"),)


def test_a_system_that_does_not_tell_is_no_harmless_one(tmp_path: Path) -> None:
    nothing = System(tmp_path / "none", tmp_path)
    assert notes_on(Path("/home/u"), nothing) == (PlaceNote(PlaceKind.UNKNOWN, ""),)
    assert mount_of(Path("/home/u"), "") is None


def test_this_machine_answers() -> None:
    found = mount_of(Path("/"), Path("/proc/self/mountinfo").read_text())
    assert isinstance(found, Mount)
    assert found.point == Path("/")
