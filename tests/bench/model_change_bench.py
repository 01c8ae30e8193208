"""What a change of models takes of the memory: the window's own link to engines asks the supervisor's part
that starts them, and while one engine follows the other, the memory of all of them together is watched.
"""

import hashlib
import os
import selectors
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

from desktop import paths
from desktop.channel import Channel
from desktop.chat.conversation import ModelMark
from desktop.control import ControlLink, EndEngine, Notice, StartEngine, to_body, wish_from
from desktop.engines import Engines
from desktop.experience import Experience
from desktop.inference.protocol import Ready
from desktop.third_layer import Starter, ThirdLayer
from desktop.ui.control_notifier import ControlNotifier
from desktop.ui.engine_link import ChosenModel, EngineLink
from model_manager.policy import policy_file
from tests.bench.memory import resident
from tests.bench.random_model import random_model
from tests.bench.rows import Row, row
from tests.end_to_end.programs import Home

CHANGES = 3
_LOOK_S = 0.01
_LOADING_MS = 120_000               # a bound for a machine under load, not a measure


def run(path: Path | None = None) -> list[Row]:
    """The figures: name, value, unit, goal, met, spread. `path`: another model than the usual one."""
    with TemporaryDirectory() as folder:
        home = Home(Path(folder))
        model = _registered(home, path or random_model())
        most = _most_while_loading(home, model)
    shares = [each / most[0] for each in most[1:]]
    return [
        row("model changed: all engines' memory at most / of one that loads", shares, "ratio", 1.1),
        row("model loaded: engine's memory at most", most[:1], "MiB", None),
    ]


def _registered(home: Home, path: Path) -> ChosenModel:
    """As the command line registers a file when it is asked something."""
    asked = home.hisho("ask", "--model", str(path), "--max-tokens", "1", "w")
    assert asked.returncode == 0, asked.stderr
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return ChosenModel(digest, ModelMark(digest, path.name, "llama"), is_guide=False)


def _most_while_loading(home: Home, model: ChosenModel) -> list[float]:
    """MiB: while a first engine loads, and during each change to another one that loads as much."""
    application = QCoreApplication.instance() or QCoreApplication([])
    supervisor = _Supervisor(home)
    notifier = ControlNotifier(ControlLink(supervisor.window))
    link = EngineLink(notifier, Experience(None))
    most = []
    try:
        for _ in range(1 + CHANGES):
            supervisor.most = 0.0
            _load(link, model, supervisor)
            most.append(supervisor.most)
    finally:
        link.release()
        notifier.close()
        supervisor.close()
    application.processEvents()
    return most


def _load(link: EngineLink, model: ChosenModel, supervisor: "_Supervisor") -> None:
    """Until it is ready, and its memory was seen then; Qt's own loop runs meanwhile."""
    loop = QEventLoop()
    outcomes: list[Ready] = []
    link.ready.connect(outcomes.append)
    link.ready.connect(loop.quit)
    link.engine_failed.connect(loop.quit)
    QTimer.singleShot(_LOADING_MS, loop, loop.quit)
    link.use(model)
    loop.exec()
    assert outcomes, "the model was not loaded"
    assert supervisor.looks_again(), "nobody looks at the memory"


class _Supervisor:
    """The supervisor's part that starts engines, in a thread of its own, which also looks at their memory."""

    def __init__(self, home: Home) -> None:
        self._channel, window = Channel.pair()
        self.window = Channel.from_descriptor(window.detach())
        self.most = 0.0                         # MiB of all engines together, at any moment since it was set
        places = paths.of(home.environment)
        selector = selectors.DefaultSelector()
        rules = policy_file(home.environment)
        starter = Starter(places, home.environment, ThirdLayer.find())
        self._engines = Engines(places, starter, rules, selector, self._tell)
        selector.register(self._channel, selectors.EVENT_READ, self._read)
        self._selector = selector
        self._is_over = threading.Event()
        self._has_looked = threading.Event()
        self._thread = threading.Thread(target=self._work)
        self._thread.start()

    def close(self) -> None:
        """End the engines and the thread."""
        self._is_over.set()
        self._thread.join()
        self._engines.end_all()
        self._selector.close()
        self._channel.close()
        self.window.close()

    def _work(self) -> None:
        while not self._is_over.is_set():
            for key, _ in self._selector.select(_LOOK_S):
                key.data()
            is_new = not self._has_looked.is_set()
            self.most = max(self.most, self._memory())
            if is_new:                          # a look that had begun before it was asked for does not count
                self._has_looked.set()

    def looks_again(self) -> bool:
        """Wait for a look at the memory that begins from now on; False where none comes."""
        self._has_looked.clear()
        return self._has_looked.wait(_LOADING_MS / 1000)

    def _memory(self) -> float:
        found = 0.0
        for child in self._engines.children():
            with suppress(OSError):             # it has just ended
                found += resident(child.pid)
        return found

    def _read(self) -> None:
        for frame in self._channel.receive_available():
            match wish_from(frame.untrusted):
                case StartEngine() as wish:
                    self._engines.start(wish)
                case EndEngine(engine=number):
                    self._engines.kill(number)
                case other:
                    raise AssertionError(other)

    def _tell(self, notice: Notice, descriptors: Sequence[int] = ()) -> None:
        body = to_body(notice) | {"descriptors": len(descriptors)}
        self._channel.send(body, descriptors)
