"""The one life of Hisho that many tests look at. Where no network of their own can be laid, the tests that
need one are not collected, and the run's last lines say why.
"""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.proof.network import ways
from tests.proof.session import Seen, Stage, live, stage

collect_ignore = [] if ways() else ["test_zero_packets.py", "test_zero_packets_window.py"]


@pytest.fixture(scope="session")
def on_stage(
    qapp: object, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    with stage(tmp_path_factory.mktemp("stage"), QtBot(request)) as made:
        yield made


@pytest.fixture(scope="session")
def seen(on_stage: Stage) -> Seen:
    """What was seen of it."""
    return live(on_stage)
