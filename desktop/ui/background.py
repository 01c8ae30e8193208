"""Slow work off the Qt thread: one lane owns the vault, another does the rest; outcomes come back in the Qt
thread.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop.errors import HishoError
from model_manager.errors import ModelManagerError

T = TypeVar("T")
_Arrival = tuple[Future[Any], Callable[[Any], None] | None, Callable[[Exception], None] | None]
_FORESEEN = (HishoError, ModelManagerError)


class Background(QObject):
    """Two lanes of work. What fails without a handler of its own is reported by `failed`; a bug is raised in
    the Qt thread.
    """

    failed = Signal(object)
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._vault_lane = ThreadPoolExecutor(max_workers=1, thread_name_prefix="vault")
        self._free_lane = ThreadPoolExecutor(max_workers=2, thread_name_prefix="work")
        self._closed = False
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def on_vault(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run on the lane that owns the vault's connection; calls run in the order they were given."""
        self._run(self._vault_lane, work, done, failed)

    def elsewhere(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run beside everything else (hashing a file, waiting for the keyring)."""
        self._run(self._free_lane, work, done, failed)

    def beside(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run in a thread of its own that may wait for a person: neither other work nor the end of the
        program waits for it.
        """
        future: Future[Any] = Future()
        future.add_done_callback(lambda outcome: self._arrived.emit((outcome, done, failed)))

        def run() -> None:
            try:
                future.set_result(work())
            except BaseException as error:  # noqa: BLE001  # as an executor does: raised where it is collected
                future.set_exception(error)

        threading.Thread(target=run, name="beside", daemon=True).start()

    def _run(
        self,
        lane: ThreadPoolExecutor,
        work: Callable[[], T],
        done: Callable[[T], None] | None,
        failed: Callable[[Exception], None] | None,
    ) -> None:
        future: Future[Any] = lane.submit(work)
        future.add_done_callback(lambda outcome: self._arrived.emit((outcome, done, failed)))

    @Slot(object)
    def _deliver(self, arrival: _Arrival) -> None:
        outcome, done, failed = arrival
        error = outcome.exception()
        if error is None:
            if done is not None:
                done(outcome.result())
        elif isinstance(error, _FORESEEN):
            (failed or self.failed.emit)(error)
        else:
            raise error

    def close(self) -> None:
        """Finish what is in the lanes; outcomes that arrive later are dropped."""
        if self._closed:
            return
        self._closed = True
        self._arrived.disconnect(self._deliver)
        self._vault_lane.shutdown(wait=True)
        self._free_lane.shutdown(wait=True)
