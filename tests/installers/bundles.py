"""A small bundle, the packages that froze it, and a runner that answers for the programs of the build."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from installers.source.commands import Done, Workshop
from tests.installers.runners import LOCKS, FakeRunner
from tests.licences.packages import lay
from tests.sources import ROOT

COMMIT = "c0ffee" * 6 + "c0de"
LIBRARY = b"\x7fELF\x02\x01"
FROZEN: Mapping[str, bytes] = {
    "hisho": LIBRARY + b"bootloader",
    "_internal/libpython3.11.so.1.0": LIBRARY,
    "_internal/libffi.so.8": LIBRARY,
    "_internal/jinja2/__init__.pyc": b"code",
    "_internal/sqlcipher3/__init__.pyc": b"code",
    "_internal/sqlcipher3/_sqlite3.abi3.so": LIBRARY
    + b"\0" + b"4.19.0\0..\0" + b"3.53.4\0" + b"OpenSSL 3.6.0 1 Oct 2025\0",
    "_internal/cffi-2.1.1.dist-info/METADATA": b"Name: cffi",
    "_internal/resources/guide/guide.gguf": b"GGUF",
}  # fmt: skip
SBOM_OF_WHEEL = {
    "components": [
        {"type": "library", "name": "openssl", "version": "3.6.0", "purl": "pkg:generic/openssl@3.6.0"},
        {
            "type": "library", "bom-ref": "path+file:///__w/x#asn1", "name": "asn1", "version": "0.24.1",
            "purl": "pkg:cargo/asn1@0.24.1?download_url=file:///__w/x#src/lib.rs",
            "licenses": [{"expression": "BSD-3-Clause"}],
        },
    ]
}  # fmt: skip


def frozen(tree: Path, more: Mapping[str, bytes] | None = None) -> Path:
    """A bundle with these files, and the licences that ship with Hisho."""
    for name, data in {**FROZEN, **(more or {})}.items():
        path = tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    licences = tree / "_internal" / "resources" / "licences"
    for text in (ROOT / "resources" / "licences").rglob("*.txt"):
        target = licences / text.relative_to(ROOT / "resources" / "licences")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.read_bytes())
    return tree


def packages(folder: Path) -> Path:
    """What is installed where the bundle was frozen: more than is in it."""
    lay(folder, "jinja2", "3.1.6", {"jinja2/__init__.py": b"", "INFO/licenses/LICENSE.txt": b"jinja text"},
        "Project-URL: Source, https://example.invalid/jinja\n")  # fmt: skip
    lay(folder, "sqlcipher3", "0.6.4", {
        "sqlcipher3/__init__.py": b"", "sqlcipher3/_sqlite3.abi3.so": LIBRARY,
        "INFO/licenses/LICENSE": b"zlib",
        "INFO/sboms/wheel.cyclonedx.json": json.dumps(SBOM_OF_WHEEL).encode(),
    })  # fmt: skip
    lay(folder, "pyinstaller", "6.22.3", {"PyInstaller/x.py": b"", "INFO/licenses/COPYING.txt": b"GPL"})
    lay(folder, "cffi", "2.1.1", {"cffi/__init__.py": b"", "INFO/licenses/LICENSE": b"cffi"})
    return folder


def project(folder: Path) -> Path:
    """A clone that has the resources and locks of this one and packages in build/package/out."""
    (folder / "build" / "package" / "out").mkdir(parents=True)
    for name in ("resources", "installers"):
        (folder / name).symlink_to(ROOT / name)
    return folder


def told_by_cyclonedx(command: Sequence[str]) -> None:
    """Write what CycloneDX's program would, where this is how it is called."""
    if "cyclonedx_py" in command:
        Path(command[command.index("-o") + 1]).write_text(json.dumps(CYCLONEDX), encoding="utf-8")


CYCLONEDX = {
    "metadata": {
        "tools": {"components": [{"type": "application", "name": "cyclonedx-py", "version": "7.5.0"}]},
    },
    "components": [
        {
            "bom-ref": "Jinja2==3.1.6", "type": "library", "name": "Jinja2", "version": "3.1.6",
            "externalReferences": [
                {"type": "distribution", "url": "file:///home/builder/jinja2.whl"},
                {"type": "vcs", "url": "https://example.invalid/jinja"},
            ],
        },
        {"bom-ref": "sqlcipher3==0.6.4", "type": "library", "name": "sqlcipher3", "version": "0.6.4"},
        {"bom-ref": "pyinstaller==6.22.3", "type": "library", "name": "pyinstaller", "version": "6.22.3"},
    ],
    "dependencies": [
        {"ref": "Jinja2==3.1.6", "dependsOn": ["sqlcipher3==0.6.4", "pyinstaller==6.22.3"]},
        {"ref": "root-component"},
    ],
}  # fmt: skip


def workshop(
    site: Path, environment: Mapping[str, str] | None = None, answers: Mapping[str, Done] | None = None
) -> Workshop:
    """Everything that is asked is answered: by the freezing Python, dpkg-query, git and CycloneDX."""
    usual = {
        "-c": Done(0, json.dumps(["3.11.7", str(site)])),
        "-S": Done(0, "libffi8:amd64: /usr/lib/x86_64-linux-gnu/libffi.so.8\n"),
        "-W": Done(0, "3.4.4-1"),
        "rev-parse": Done(0, COMMIT + "\n"),
        "--version": Done(0, "tool 1.2.3-4\n"),
    }
    return Workshop(LOCKS, environment or {}, FakeRunner({**(answers or {}), **usual}, told_by_cyclonedx))
