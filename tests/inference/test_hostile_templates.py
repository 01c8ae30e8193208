"""A stranger's template in a real, confined engine: it loops, raises, imports, prints without end or asks for
memory. Each is told in words, and none is more than the end of one answer or of one engine.
"""

import select
import signal
import time

import pytest

from desktop.chat.conversation import Role
from desktop.inference.client import EngineClient, HangLimits
from desktop.inference.errors import EngineHungError, from_code
from desktop.inference.protocol import Ask, Count, Event, Failed, Finished, PromptMessage, Ready
from desktop.inference.sampling import Sampling
from desktop.paths import resources
from desktop.ui.error_text import error_text
from desktop.words import translator
from tests.bench.memory import resident
from tests.gguf_files import ENDLESS, Recipe
from tests.inference.conftest import Writes
from tests.inference.engine_process import PATIENCE_S, EngineProcess, ready_engine

QUESTION = (PromptMessage(Role.USER, "発明とは?"),)
HOSTILE = {
    "raises": "{{ raise_exception('いいえ') }}",
    "imports": "{% import 'os' as os %}{{ os.getcwd() }}",
    "reaches for modules": "{{ cycler.__init__.__globals__.os.system('true') }}",
    "reads a file": "{% include '/etc/hostname' %}{{ messages[0].content }}",
    "prints 100 MB in pieces": "{% for a in range(1000) %}{{ 'x' * 100000 }}{% endfor %}",
    "prints 100 MB at once": "{{ 'x' * 100000000 }}",
    "asks for 10 GB": "{{ 'x' * 10 ** 10 }}",
    "grows and grows": (
        "{% set ns = namespace(a=[1]) %}{% for a in range(60) %}{% set ns.a = ns.a + ns.a %}{% endfor %}"
    ),
    "fills with spaces": "{{ '%2000000000d' % 1 }}",
    "goes deep": "{% macro f(n) %}{{ f(n + 1) }}{% endmacro %}{{ f(0) }}",
}


WORDS = [translator(each, resources() / "i18n") for each in ("ja", "en")]


def heard(client: EngineClient, wanted: type[Event]) -> Event:
    """The first event of this kind. Raises EngineHungError by the client's own limits."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if select.select([client], [], [], 0.05)[0]:
            for event in client.events():
                assert not isinstance(event, Failed), event
                if isinstance(event, wanted):
                    return event
        client.check_progress()
    raise AssertionError(wanted)


@pytest.mark.parametrize("template", HOSTILE.values(), ids=HOSTILE)
def test_it_costs_one_answer_and_the_engine_goes_on(written: Writes, template: str) -> None:
    with ready_engine(written(Recipe(template=template)), shut_in=True) as engine:
        for request in (Ask(1, QUESTION), Count(2, QUESTION), Ask(3, QUESTION)):
            engine.ask(request)
            failed = engine.until(Failed)[-1]
            assert isinstance(failed, Failed)
            assert (failed.request_id, failed.code) == (request.request_id, "template_broken")
            error = from_code(failed.code, failed.facts)
            assert all(error_text(error, translate) for translate in WORDS)
        assert resident(engine.process.pid) < 512


@pytest.mark.parametrize("template", [ENDLESS, "{{ 9 ** (9 ** 9) }}"], ids=["loops", "computes"])
def test_a_template_without_end_is_noticed_and_its_engine_ended(written: Writes, template: str) -> None:
    with EngineProcess(written(Recipe(template=template)), shut_in=True) as engine:
        client = EngineClient(engine.link, time.monotonic, HangLimits(prompt=1.0))
        heard(client, Ready)
        client.ask(QUESTION, Sampling())
        with pytest.raises(EngineHungError) as hung:
            heard(client, Finished)
        assert hung.value.facts == {"seconds": 1, "phase": "prompt"}
        assert all(error_text(hung.value, translate) for translate in WORDS)
        assert engine.process.poll() is None
        engine.process.kill()                   # as the supervisor does when it is told
        assert engine.ended() == -signal.SIGKILL
