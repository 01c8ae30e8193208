"""Writes the bill of materials of a package (CycloneDX 1.6, JSON): what `contents.py` finds in the bundle.

What is known of the packages of Python is told by CycloneDX's own program, restricted to what is really in
the bundle; native libraries, which it does not know, are added with the sums of their files. The same bundle
gives the same bytes: time and serial number are those of the release.
"""

import hashlib
import json
import re
import tempfile
import uuid
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from desktop.licences.component import Component, Kind
from desktop.licences.register import normal
from installers.package import commit
from installers.package.contents import Builder, Part, contents, interpreter
from installers.package.release import Release
from installers.source.commands import Workshop
from installers.source.engine_source import digest

_SCHEMA = "http://cyclonedx.org/schema/bom-1.6.schema.json"
_TYPES = {Kind.DATA: "machine-learning-model", Kind.RUNTIME: "platform"}
Json = dict[str, Any]


def write(root: Path, tree: Path, release: Release, workshop: Workshop) -> Path:
    """The bill beside the packages. Raises SetupError, OSError."""
    out = root / "build" / "package" / "out"
    out.mkdir(parents=True, exist_ok=True)
    told = _told_by_cyclonedx(root, workshop)
    parts = [each for each in contents(root, tree, workshop) if each.component.kind is not Kind.PRODUCT]
    described = [_described(each, tree, told) for each in parts]
    for each, inside in _inside(parts, Builder.of(root, workshop)):
        described[each].setdefault("components", []).extend(inside)
    made = commit.of(root, workshop)
    body = {
        "$schema": _SCHEMA,
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{_serial(release, made.digest)}",
        "version": 1,
        "metadata": _metadata(release, made, told),
        "components": described,
        "dependencies": _dependencies(release, parts, described, told),
    }
    target = out / f"{release.package}-{release.version}.cdx.json"
    target.write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return target


def _told_by_cyclonedx(root: Path, workshop: Workshop) -> Json:
    """What its program says of the environment that freezes, tools of the build included. Raises
    SetupError.
    """
    python = str(interpreter(root))
    with tempfile.TemporaryDirectory(dir=root / "build" / "package") as scratch:
        target = Path(scratch) / "environment.json"
        command = [python, "-m", "cyclonedx_py", "environment", "--output-reproducible", "--of", "JSON"]
        command += ["--sv", "1.6", "-o", str(target), python]
        workshop.must(command, "The packages of Python could not be listed")
        told: Json = json.loads(target.read_bytes())
        return told


def _serial(release: Release, digest_of_commit: str) -> uuid.UUID:
    """The same for the same release of the same commit."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"hisho:{release.package}:{release.version}:{digest_of_commit}")


def _metadata(release: Release, made: commit.Commit, told: Json) -> Json:
    moment = datetime.fromtimestamp(release.moment, UTC).isoformat().replace("+00:00", "Z")
    return {
        "timestamp": moment,
        "tools": told["metadata"]["tools"],
        "component": {
            "type": "application",
            "bom-ref": release.package,
            "name": release.package,
            "version": release.version,
            "licenses": _licences("Apache-2.0"),
        },
        "properties": [
            {"name": "hisho:edition", "value": release.edition.value},
            {"name": "hisho:commit", "value": made.digest},
            {"name": "hisho:uncommitted-changes", "value": str(made.changed).lower()},
        ],
    }


def _described(part: Part, tree: Path, told: Json) -> Json:
    """One part as CycloneDX has it."""
    component = part.component
    about = dict(_of_package(part, told)) if part.distribution else {}
    about |= {
        "type": _TYPES.get(component.kind, "library"),
        "name": component.name,
        "version": component.version,
        "licenses": _licences(component.licence),
        "purl": _address(part),
    }
    named = f"{component.name}@{component.version}".rstrip("@")
    about["bom-ref"] = about["purl"] if part.distribution else named
    if part.cpe:
        about["cpe"] = f"cpe:2.3:a:{part.cpe}:{component.version}:*:*:*:*:*:*:*"
    if component.source and "externalReferences" not in about:
        about["externalReferences"] = [{"type": "source-distribution", "url": component.source}]
    if part.files:
        about["components"] = [_file(tree, name, about["bom-ref"]) for name in part.files]
    return {name: value for name, value in about.items() if value}


def _of_package(part: Part, told: Json) -> Mapping[str, Any]:
    """What CycloneDX's program says of a package of Python, without files of the machine that built it."""
    about: Json = next(each for each in told["components"] if normal(each["name"]) == part.distribution)
    kept = [each for each in about.get("externalReferences", ()) if not each["url"].startswith("file:")]
    return {**about, "externalReferences": kept}


def _licences(expression: str) -> list[Json]:
    """The licence that it is passed on under: where there is a choice, the one that was taken."""
    return [{"acknowledgement": "concluded", "expression": expression}]


def _address(part: Part) -> str:
    """A package URL: of a package of Python, of Debian, or of neither."""
    version = quote(part.component.version, safe="")
    if part.distribution:
        return f"pkg:pypi/{part.distribution}@{version}"
    if part.system is not None:
        system, name = part.system.system, quote(part.system.name, safe="")
        return f"pkg:deb/{system.partition('-')[0]}/{name}@{version}?arch=amd64&distro={system}"
    return f"pkg:generic/{_slug(part.component)}@{version}".rstrip("@")


def _slug(component: Component) -> str:
    """Its name alone, in small letters: `openssl` for "OpenSSL (in cryptography)"."""
    return re.sub(r"[^a-z0-9.]+", "-", component.name.split(" (")[0].lower()).strip("-")


def _file(tree: Path, name: str, owner: str) -> Json:
    """A file of the bundle with its sum, as it lies in the package."""
    hashes = [{"alg": "SHA-256", "content": digest(tree / name)}]
    return {"type": "file", "bom-ref": f"{owner}#{name}", "name": name, "hashes": hashes}


def _inside(parts: Iterable[Part], builder: Builder) -> Iterable[tuple[int, list[Json]]]:
    """The bills that packages of Python carry themselves, such as that of the Rust crates in cryptography:
    (which part, what is in it). What the register names by itself is not told twice.
    """
    for number, part in enumerate(parts):
        if not part.distribution:
            continue
        found: dict[str, Json] = {}
        for file in builder.have[part.distribution].files or ():
            if ".dist-info/sboms/" in file.as_posix() and file.suffix == ".json":
                bill = json.loads(Path(str(file.locate())).read_bytes())
                for each in bill.get("components", ()):
                    if "purl" in each and each["name"].lower() != "openssl":
                        found[each["purl"]] = _crate(each, part)
        if found:
            yield number, [found[key] for key in sorted(found)]


def _crate(told: Json, part: Part) -> Json:
    """A part of a part: name, version, licence and address; ways on its builder's disk are left out."""
    kept: Json = {name: told[name] for name in ("type", "name", "version", "licenses") if name in told}
    kept["purl"] = re.sub(r"[?&](download_url|vcs_url)=file[^&#]*", "", told["purl"]).split("#")[0]
    kept["bom-ref"] = f"{part.distribution}#{hashlib.sha256(told['purl'].encode()).hexdigest()[:16]}"
    return kept


def _dependencies(release: Release, parts: list[Part], described: list[Json], told: Json) -> list[Json]:
    """Hisho needs all of it; which package of Python needs which is what CycloneDX's program says."""
    names = {each["bom-ref"]: normal(each["name"]) for each in told["components"]}
    needs = {
        names[each["ref"]]: each.get("dependsOn", ()) for each in told["dependencies"] if each["ref"] in names
    }
    places = {each.distribution: place["bom-ref"] for each, place in zip(parts, described, strict=True)}
    found = [{"ref": release.package, "dependsOn": [each["bom-ref"] for each in described]}]
    for each, place in zip(parts, described, strict=True):
        needed = {names[ref] for ref in needs.get(each.distribution, ())} & set(places)
        found.append({"ref": place["bom-ref"], "dependsOn": sorted(places[name] for name in needed)})
    return found
