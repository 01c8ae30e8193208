"""Asks an engine without a model which machine this is, and which engine."""

import time
from collections.abc import Callable

from desktop.control import SURVEY, ControlLink, EngineRefused, EngineStarted
from desktop.inference.client import EngineClient, link_from
from desktop.inference.errors import InferenceError
from desktop.inference.machine import MachineReport
from desktop.inference.protocol import Surveyed
from desktop.waiting import is_readable

_TICK_S = 0.25
_MOST_S = 60.0                      # a driver that initialises a device takes a few seconds


def survey(control: ControlLink, clock: Callable[[], float] = time.monotonic) -> MachineReport | None:
    """The machine as an engine sees it; None where none could be started, or it died on the way (a driver
    may be the reason). Raises SupervisorLostError.
    """
    client = _started(control, clock)
    if client is None:
        return None
    end = clock() + _MOST_S
    try:
        client.survey()
        while clock() < end:
            if not is_readable(client, _TICK_S):
                continue
            for event in client.events():
                if isinstance(event, Surveyed):
                    return event.machine
    except InferenceError:
        return None
    finally:
        client.close()
    return None


def _started(control: ControlLink, clock: Callable[[], float]) -> EngineClient | None:
    request = control.start_engine(SURVEY)
    while True:
        told = control.wait()
        match told.notice:
            case EngineStarted(request=answered) if answered == request:
                return link_from(told.descriptors[0], clock)
            case EngineRefused(request=answered) if answered == request:
                return None
            case _:
                pass
