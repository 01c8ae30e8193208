"""A look at the machine beside the engine that answers: each takes the link it asked for and no other."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from pytestqt.qtbot import QtBot

from desktop.channel import Channel
from desktop.control import (
    SURVEY,
    ControlLink,
    EngineRefused,
    EngineStarted,
    Refusal,
    StartEngine,
    to_body,
    wish_from,
)
from desktop.experience import Experience
from desktop.inference import codec
from desktop.inference.protocol import Confined, Open, Survey, Surveyed
from desktop.ui.control_notifier import ControlNotifier
from desktop.ui.engine_link import EngineLink
from desktop.ui.machine_survey import MachineSurvey
from tests.inference.openings import MACHINE
from tests.ui.engines import MODEL


@dataclass
class Both:
    """A survey and a link to an engine at one supervisor, which a test plays."""

    supervisor: Channel
    notifier: ControlNotifier
    survey: MachineSurvey
    link: EngineLink

    def wish(self) -> StartEngine:
        wish = wish_from(self.supervisor.receive().untrusted)
        assert isinstance(wish, StartEngine)
        return wish

    def hand_over(self, wish: StartEngine, number: int) -> Channel:
        engine, link = Channel.pair()
        with link:
            body = to_body(EngineStarted(wish.request, number)) | {"descriptors": 1}
            self.supervisor.send(body, [link.fileno()])
        return engine


@pytest.fixture
def both(qtbot: QtBot) -> Iterator[Both]:
    supervisor, window = Channel.pair()
    control = Channel.from_descriptor(window.detach())
    notifier = ControlNotifier(ControlLink(control))
    made = Both(supervisor, notifier, MachineSurvey(notifier), EngineLink(notifier, Experience(None)))
    yield made
    notifier.close()
    made.survey.stop()
    made.link.release()
    supervisor.close()
    control.close()


def test_each_gets_the_engine_it_asked_for(both: Both, qtbot: QtBot) -> None:
    both.link.use(MODEL)
    both.survey.start()
    both.survey.start()                         # one look at a time
    for_link, for_survey = both.wish(), both.wish()
    assert (for_link.sha256, for_survey.sha256) == (MODEL.key, SURVEY)
    looking, loading = both.hand_over(for_survey, 1), both.hand_over(for_link, 2)
    with looking, loading:
        with qtbot.waitSignal(both.survey.surveyed) as surveyed:
            looking.send(codec.to_body(Confined("{}")))
            looking.send(codec.to_body(Surveyed(MACHINE)))
        assert surveyed.args == [MACHINE]
        assert codec.request_from(looking.receive().untrusted) == Survey()
        assert codec.request_from(loading.receive().untrusted) == Open()
    assert not both.survey.is_under_way


def test_an_engine_that_dies_over_a_driver_is_no_answer(both: Both, qtbot: QtBot) -> None:
    told: list[object] = []
    both.survey.surveyed.connect(told.append)
    both.survey.start()
    both.hand_over(both.wish(), 1).close()
    qtbot.waitUntil(lambda: not both.survey.is_under_way)
    assert told == []


def test_a_refusal_is_no_answer_and_one_may_look_again(both: Both, qtbot: QtBot) -> None:
    both.survey.start()
    both.supervisor.send(to_body(EngineRefused(both.wish().request, Refusal.NOT_STARTED)))
    qtbot.waitUntil(lambda: not both.survey.is_under_way)
    both.survey.start()
    assert both.wish().sha256 == SURVEY
