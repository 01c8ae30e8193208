"""With a key everything that Windows loads bears a signature, down to the uninstaller; seen in what a signed
installer has put on the disk.
"""

import os
from pathlib import Path

from installers.package.release import Edition, Release
from installers.source.commands import Workshop, run
from installers.windows import package, stub_payload
from tests.installers.runners import LOCKS
from tests.installers.windows import certificates
from tests.packaged.windows.wine import Wine


def test_programs_libraries_uninstaller_and_installers_are_signed(wine: Wine, tmp_path: Path) -> None:
    certificate = certificates.make(tmp_path)
    payload = stub_payload.write(tmp_path / "frozen", Edition.FULL)
    shop = Workshop(LOCKS, {"PATH": os.environ["PATH"], **certificate}, run)
    exe, msi, _ = package.build(payload, tmp_path / "out", Release(Edition.FULL, "1.2.3", 0), shop)
    assert wine.run(exe, "/S") == 0
    folder = wine.local / "Programs" / "Hisho"
    loaded = [path for path in folder.rglob("*") if path.suffix in (".exe", ".dll", ".pyd")]
    assert folder / "uninstall.exe" in loaded
    assert len(loaded) == 13
    for file in (exe, msi, *loaded):
        said = certificates.verdict(file, certificate)
        assert said.code == 0, f"{file.name}: {said.output}"
