"""What the tests of admission, of imports and of the command line share: resources with a small catalogue, a
user's folder of models, and small GGUFs that can be loaded.
"""

import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path

from model_manager.admission import Admission
from model_manager.file_jobs import FileJobs
from model_manager.inventory import Inventory
from model_manager.library import Library, ModelFolder
from model_manager.licences import Usage
from model_manager.policy import ModelPolicy
from model_manager.rules import read_rules
from model_manager.stated_usage import keep_usage
from tests import gguf_files
from tests.gguf_files import Recipe
from tests.model_manager.fake_hub import COMMIT, REPO
from tests.sources import ROOT

PINNED = "model-Q4_K_M.gguf"
UNPINNED = "model-Q8_0.gguf"


@dataclass(frozen=True)
class Said:
    """What the catalogue says of the one model in it."""

    sha256: str = ""
    size: int = 0
    revision: str = COMMIT
    licence: str = "MIT"
    architecture: str = "llama"
    family: str = "chatml"
    refused: str = ""
    repo: str = REPO
    parameters: int = 0


_BESIDES = """\
[[government]]
id = "card"
name = "政府モデル"
vendor.ja = "作者"
vendor.en = "Maker"
label.ja = "選定モデル(重み非公開)"
label.en = "Selected"
statement.ja = "重みは公開されていません。"
statement.en = "Its weights are not public."
how_to_get.ja = "契約します。"
how_to_get.en = "By a contract with the maker."
sibling = "known"
difference.ja = "小型です。"
difference.en = "A smaller one."

[[refused]]
architecture = "plamo2"
reason = "rope_off"

[[refused]]
repo = "maker/bad-gguf"
reason = "noncommercial_vendor"
"""


def catalogue_text(said: Said) -> str:
    refused = f'refused = "{said.refused}"\n' if said.refused else ""
    return f"""\
[[model]]
id = "known"
name = "既知モデル 1B"
description.ja = "説明"
description.en = "A description"
vendor.ja = "作者"
vendor.en = "Maker"
origin = "scratch"
publisher = "official"
repo = "{said.repo}"
revision = "{said.revision}"
base_repo = ""
architecture = "{said.architecture}"
context_length = 8192
parameters = {said.parameters}
licences = ["{said.licence}"]
family = "{said.family}"
purpose = "chat"
shape = {{ layers = 2, kv_heads = 2, head_size = 32, hidden = 64, feed_forward = 128, vocabulary = 512 }}
certainty = "verified"
{refused}
[[model.file]]
name = "{PINNED}"
size = {said.size}
sha256 = "{said.sha256}"

[[model.file]]
name = "{UNPINNED}"
size = 0
sha256 = ""
{_BESIDES}"""


@dataclass
class Premises:
    """One user's place. `policy` is the administrator's word."""

    folder: Path
    policy: ModelPolicy = field(default_factory=ModelPolicy)

    def __post_init__(self) -> None:
        self.resources.mkdir(parents=True)
        (self.resources / "licences").symlink_to(ROOT / "resources" / "licences")
        self.say(Said())

    @property
    def resources(self) -> Path:
        return self.folder / "resources"

    @property
    def models(self) -> ModelFolder:
        return ModelFolder(self.folder / "models")

    @property
    def shared(self) -> ModelFolder:
        return ModelFolder(self.folder / "shared", shared=True)

    @property
    def inventory(self) -> Path:
        return self.folder / "models.json"

    def say(self, said: Said) -> None:
        """Ship another catalogue."""
        (self.resources / "catalogue.toml").write_text(catalogue_text(said), encoding="utf-8")

    def admission(self) -> Admission:
        return Admission(read_rules(self.resources), self.policy, self.models.own, self.inventory.parent)

    def state(self, usage: Usage) -> None:
        """Say who uses the models."""
        keep_usage(self.inventory.parent, usage)

    def library(self) -> Library:
        return Library([self.models, self.shared], Inventory(self.inventory))

    def jobs(self, stops_at: float = 2.0) -> FileJobs:
        """Work that is stopped when that much is done."""
        return FileJobs(self.library(), self.admission(), lambda done: done < stops_at)


def model_file(path: Path, **changes: object) -> Path:
    """A small GGUF of its own (`seed`), which llama.cpp would load."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return gguf_files.write(path, replace(Recipe(), **changes))  # type: ignore[arg-type]


def sha256_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
