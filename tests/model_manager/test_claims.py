"""What a running process has claimed is known to all others, and what a killed one claimed to nobody."""

import subprocess
import sys
from pathlib import Path

import pytest

from model_manager.claims import claimed, claims
from model_manager.errors import FolderNotWritableError

HOLD = """
import sys
from pathlib import Path
from model_manager.claims import claimed
with claimed(Path(sys.argv[1]), ["a/1.gguf", "a/2.gguf"]):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_claim_lasts_as_long_as_its_block(tmp_path: Path) -> None:
    assert claims(tmp_path) == frozenset()
    with claimed(tmp_path, ["a/1.gguf"]), claimed(tmp_path, ["a/1.gguf", "b.gguf"]):
        assert claims(tmp_path) == {"a/1.gguf", "b.gguf"}
    with claimed(tmp_path, ["a/1.gguf"]):
        assert claims(tmp_path) == {"a/1.gguf"}
    assert claims(tmp_path) == frozenset()
    assert list((tmp_path / "claims").iterdir()) == []


def test_the_claim_of_a_killed_process_holds_no_longer_and_is_swept(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        assert claims(tmp_path) == {"a/1.gguf", "a/2.gguf"}
        process.kill()
    assert claims(tmp_path) == frozenset()
    assert len(list((tmp_path / "claims").iterdir())) == 1
    with claimed(tmp_path, ["b.gguf"]):
        assert len(list((tmp_path / "claims").iterdir())) == 1


@pytest.mark.parametrize("text", ["", "{", "7", '{"a": 1}', "[" * 100_000, '[1, null, "a.gguf"]'])
def test_a_damaged_claim_claims_no_more_than_it_names(tmp_path: Path, text: str) -> None:
    with claimed(tmp_path, ["b.gguf"]):
        next((tmp_path / "claims").iterdir()).write_text(text)
        assert claims(tmp_path) <= {"a", "a.gguf"}


def test_a_folder_that_cannot_be_written_is_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "claims").write_text("in the way")
    with pytest.raises(FolderNotWritableError), claimed(tmp_path, ["a.gguf"]):
        pass
