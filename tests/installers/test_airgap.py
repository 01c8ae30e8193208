"""No file of the air-gap bundle may be one that speaks to a network; the full edition has the same ones."""

from pathlib import Path

import pytest

from installers.allow_list import Offence, offences_of
from installers.package.airgap import OURS
from installers.package.release import Edition
from model_manager.edition import Edition as Installed

SPEAKING = (
    *(f"_internal/{each.replace('.', '/')}.pyc" for each in OURS),
    "_internal/ssl.pyc", "_internal/http/client.pyc", "_internal/urllib/request.pyc",
    "_internal/httpx2/__init__.pyc", "_internal/huggingface_hub/hf_api.pyc",
    "_internal/python3.11/lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so", "_internal/libssl.so.3",
    "hisho-fetcher",
)  # fmt: skip
STAYS = ("_internal/socket.pyc", "_internal/model_manager/network_part.pyc", "_internal/urllib/parse.pyc")


def judged(folder: Path, edition: Edition) -> set[str]:
    """The files among these that may not be in the bundle of an edition."""
    for path in (*SPEAKING, *STAYS):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(b"")
    found: list[Offence] = offences_of(folder, edition)
    return {each.path for each in found} & {*SPEAKING, *STAYS}


@pytest.mark.parametrize("edition", Edition)
def test_what_speaks_to_a_network_is_an_offence_in_one_edition(tmp_path: Path, edition: Edition) -> None:
    assert judged(tmp_path, edition) == (set(SPEAKING) if edition is Edition.AIRGAP else set())


def test_packages_and_programs_call_the_editions_the_same() -> None:
    assert [each.value for each in Edition] == [each.value for each in Installed]
