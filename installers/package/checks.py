"""Has the distributions' own tools judge what was laid out and packed: menu entry, store entry, package."""

import shutil
import tempfile
from pathlib import Path

from installers.package import staging
from installers.source.commands import Workshop


def check_stage(stage: Path, workshop: Workshop) -> None:
    """The menu entry and what software stores show. Raises SetupError with what the tools say."""
    workshop.must(["desktop-file-validate", str(stage / staging.DESKTOP)], "The menu entry is not right")
    command = ["appstreamcli", "validate", "--no-net", "--pedantic", str(stage / staging.METAINFO)]
    workshop.must(command, "The entry for software stores is not right")
    # The types are compiled apart, or their result would be packed.
    with tempfile.TemporaryDirectory() as scratch:
        shutil.copytree(stage / "usr/share/mime/packages", Path(scratch) / "packages")
        workshop.must(["update-mime-database", scratch], "The type of files is not right")


def check_deb(package: Path, workshop: Workshop) -> None:
    """Lintian finds nothing that is not allowed with a reason. Raises SetupError with what it says."""
    command = ["lintian", "--allow-root", "--tag-display-limit", "0", "--fail-on", "error,warning"]
    command.append(str(package))
    workshop.must(command, "Lintian finds fault with the .deb")
