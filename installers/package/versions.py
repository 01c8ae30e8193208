"""The version of a release as each kind of package writes it: what comes before a release sorts before it."""

import re
import textwrap
from datetime import UTC, datetime
from email.utils import format_datetime

from installers.package.release import Release

REVISION = "1"                      # of the packaging; another number where the same version is packed anew
_EARLIER = re.compile(r"(?:\.(?=dev)|(?=(?:a|b|rc)\d))")


def upstream(version: str) -> str:
    """The version of Python's kind (PEP 440) with the sign that dpkg and rpm sort before the end: 0.2.0a1 is
    0.2.0~a1 and older than 0.2.0; 0.2.0.dev3 is 0.2.0~~dev3 and older than both.
    """
    return _EARLIER.sub(lambda found: "~~" if found.group() else "~", version)


def debian(version: str) -> str:
    """The version of a .deb."""
    return f"{upstream(version)}-{REVISION}"


def is_stable(version: str) -> bool:
    """Whether it is a release, and not something on the way to one."""
    return "~" not in upstream(version)


def debian_changelog(release: Release, changes: str, maintainer: str) -> str:
    """The changelog of the package: what the project's own says of this version."""
    date = format_datetime(datetime.fromtimestamp(release.moment, UTC))
    head = f"{release.package} ({debian(release.version)}) unstable; urgency=medium"
    entries = "\n".join(_wrapped(entry) for entry in re.split(r"^\* ", changes, flags=re.MULTILINE)[1:])
    return f"{head}\n\n{entries}\n\n -- {maintainer}  {date}\n"


def changes_of(changelog: str, version: str) -> str:
    """The list below the version's heading; of a version on the way, below the newest heading."""
    sections = re.split(r"^## ", changelog, flags=re.MULTILINE)[1:]
    named = {section.split("\n", 1)[0].split()[0]: section for section in sections}
    section = named.get(version) or (sections[0] if sections else "")
    found = re.search(r"^\* .*", section, flags=re.MULTILINE | re.DOTALL)
    return found.group(0).rstrip() if found else "* See the project's own changelog."


def _wrapped(entry: str) -> str:
    """One entry, in lines as short as Debian wants them."""
    words = " ".join(entry.split())
    return textwrap.fill(words, 78, initial_indent="  * ", subsequent_indent="    ", break_on_hyphens=False)
