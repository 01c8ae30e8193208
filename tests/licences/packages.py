"""Folders with packages of Python in them, as pip would lay them."""

from collections.abc import Mapping
from pathlib import Path


def lay(folder: Path, name: str, version: str, files: Mapping[str, bytes], headers: str = "") -> None:
    """Install a package that has these files; those of its `.dist-info` are named `INFO/…`."""
    info = f"{name}-{version}.dist-info"
    metadata = f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n{headers}\n"
    everything = {place.replace("INFO/", f"{info}/"): data for place, data in files.items()}
    everything[f"{info}/METADATA"] = metadata.encode()
    everything[f"{info}/RECORD"] = "".join(f"{place},,\n" for place in everything).encode()
    for place, data in everything.items():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
