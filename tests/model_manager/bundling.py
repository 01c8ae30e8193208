"""What the tests of bundles share: a model of one or two files, and somebody who watches and may stop."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from model_manager.bundle import import_bundle, read_bundle
from model_manager.bundle_export import ExportedModel, ExportOptions, Source, export_model
from tests.model_manager.fake_hub import gguf_like

SIZE = 3_500_000
PART = 1 << 20                      # 1 MiB: four parts, the last one smaller
NAME = "model-Q4_K_M.gguf"
LICENCE = "Apache License 2.0 …\n".encode()
Change = Callable[[dict[str, Any]], object]


@dataclass
class Seen:
    """What was told, and when to stop."""

    steps: list[int] = field(default_factory=list)
    total: int = -1
    goes_on: Callable[[int], object] = lambda _done: True

    def __call__(self, done: int, total: int) -> bool:
        assert self.total in (-1, total)
        assert done <= total
        self.total = total
        self.steps.append(done)
        return self.goes_on(done) is not False


def source(folder: Path, name: str = NAME, size: int = SIZE, seed: int = 1) -> Source:
    """A registered file."""
    path = folder / name.replace("/", "_")
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(gguf_like(size, seed))
    return Source(name, path, size, hashlib.sha256(path.read_bytes()).hexdigest())


def model_of(*sources: Source) -> ExportedModel:
    return ExportedModel(
        name="試験モデル Q4",
        sources=sources,
        licences=("apache-2.0",),
        licence_texts={"LICENSE.txt": LICENCE, "使用条件.md": b"x" * 100},
        repo_id="maker/model-gguf",
        revision="c" * 40,
        publisher="製作所",
        origin="https://huggingface.co/maker/model-gguf",
    )


def exported(place: Path, part_size: int = PART, seen: Seen | None = None) -> Path:
    """A bundle of one file below `place`."""
    stick = place / "stick"
    stick.mkdir(exist_ok=True)
    options = ExportOptions(part_size)
    return export_model(model_of(source(place / "models")), stick, options, seen or Seen())


def imported(bundle: Path, target: Path, seen: Seen | None = None) -> tuple[Path, ...]:
    return import_bundle(read_bundle(bundle, None), target, seen or Seen())


def part(bundle: Path, number: int) -> Path:
    return bundle / "model" / f"{NAME}.{number:04}"


def below(folder: Path) -> list[str]:
    """All files in a folder."""
    return sorted(str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file())


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def rewrite(bundle: Path, change: Change) -> None:
    """Change the manifest and put the sums right, as somebody would who makes a hostile stick."""
    manifest = bundle / "manifest.json"
    content = json.loads(manifest.read_text(encoding="utf-8"))
    change(content)
    manifest.write_text(json.dumps(content), encoding="utf-8")
    lines = (bundle / "SHA256SUMS").read_text(encoding="utf-8").splitlines()[:-1]
    digest = hashlib.sha256(manifest.read_bytes()).hexdigest()
    lines.append(f"{digest}  manifest.json")
    (bundle / "SHA256SUMS").write_text("\n".join(lines) + "\n", encoding="utf-8")
