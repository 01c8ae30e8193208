"""What Hisho is called on Windows, and where its installers are made."""

import re
from dataclasses import dataclass
from pathlib import Path

from installers.package.release import Edition, Release
from installers.source.commands import Workshop

PUBLISHER = "The Hisho authors"
ICON = Path(__file__).resolve().parents[2] / "resources" / "icons" / "hisho.ico"


@dataclass(frozen=True, slots=True)
class Places:
    """A folder for what is written by the way, and one for what is made."""

    scratch: Path
    out: Path


def name(release: Release) -> str:
    """What the list of programs shows."""
    return "Hisho" if release.edition is Edition.FULL else "Hisho (air-gap edition)"


def file_name(release: Release, suffix: str) -> str:
    """Such as `hisho-1.2.3-windows-x86_64.exe`."""
    return f"{release.package}-{release.version}-windows-x86_64{suffix}"


def numbers(version: str) -> tuple[int, int, int]:
    """Major, minor, patch: Windows compares nothing else, so 1.2.3rc1 counts as 1.2.3."""
    found = [int(part) for part in re.findall(r"\d+", re.split(r"[a-z+]|\.dev", version)[0])[:3]]
    major, minor, patch = [*found, 0, 0, 0][:3]
    return major, minor, patch


def variables(release: Release, workshop: Workshop) -> dict[str, str]:
    """The environment for a program that writes dates into what it makes."""
    return {**workshop.environment, "SOURCE_DATE_EPOCH": str(release.moment)}
