"""Which archive this machine's apt is told to use, read from its own settings in both of apt's formats."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_ONE_LINE = re.compile(
    r"deb\s+(?:\[[^\]]*\]\s+)?(?P<uri>(?!cdrom:)[a-z+]+:\S+)\s+(?P<suite>\S+)\s+(?P<components>.+)"
)
_OWN_FILES = ("sources.list", "debian.sources", "ubuntu.sources")
_ROLLING = ("stable", "testing", "unstable", "sid")


@dataclass(frozen=True, slots=True)
class Source:
    """One archive with its suites."""

    uri: str
    suites: tuple[str, ...]
    components: tuple[str, ...]


def one_line(text: str) -> Iterator[Source]:
    """The sources of a `.list` file: `deb [options] address suite component…`."""
    for line in text.splitlines():
        if found := _ONE_LINE.match(line.split("#")[0].strip()):
            yield Source(found["uri"], (found["suite"],), tuple(found["components"].split()))


def deb822(text: str) -> Iterator[Source]:
    """The sources of a `.sources` file: fields in stanzas."""
    bare = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    for stanza in re.split(r"\n\s*\n", bare):
        unfolded = re.sub(r"\n[ \t]+", " ", stanza)
        pairs = (line.split(":", 1) for line in unfolded.splitlines() if ":" in line)
        fields = {name.strip().lower(): value.split() for name, value in pairs}
        off = fields.get("enabled", ["yes"])[0].lower() in ("no", "false", "0")
        if off or "deb" not in fields.get("types", []):
            continue
        for uri in fields.get("uris", []):
            yield Source(uri, tuple(fields.get("suites", [])), tuple(fields.get("components", [])))


def archive(folder: Path, codename: str) -> str | None:
    """The address of the distribution's own archive in apt's settings in `folder`; None if there is none."""
    files = [folder / "sources.list", *(folder / "sources.list.d").glob("*.list")]
    files += (folder / "sources.list.d").glob("*.sources")
    files.sort(key=lambda path: (path.name not in _OWN_FILES, path.name))
    for path in files:
        if path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            found = _own(deb822(text) if path.suffix == ".sources" else one_line(text), codename)
            if found:
                return found
    return None


def _own(sources: Iterable[Source], codename: str) -> str | None:
    for source in sources:
        if "main" in source.components and {codename, *_ROLLING} & set(source.suites):
            return source.uri
    return None
