"""Writes a file that the user chose: the supervisor opens it, and gives it its name when it is whole.

Whatever goes wrong on the way is told, and nothing of the file is left. For a file that is to replace another
the old one stays until that moment.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Slot

from desktop.control import refused_error
from desktop.target_verbs import ANYWHERE, FinishTarget, TargetRefused
from desktop.ui.background import Background
from desktop.ui.control_notifier import ControlNotifier
from desktop.written_file import write_whole


@dataclass(frozen=True, slots=True)
class SaveWish:
    """What is to be written where. `replace`: the user confirmed that the file there may go. `witness` runs
    on the vault's lane when all is written and before the file has its name: if it fails, there is no file.
    `told` as in OpenTarget.
    """

    path: str
    content: bytes
    replace: bool = False
    witness: Callable[[], object] | None = None
    told: str = ANYWHERE


@dataclass(frozen=True, slots=True)
class _Saving:
    wish: SaveWish
    done: Callable[[], None]
    failed: Callable[[Exception], None]


class Saving(QObject):
    """The one way in which the window writes outside its own folders."""

    def __init__(self, notifier: ControlNotifier, background: Background) -> None:
        super().__init__()
        self._notifier = notifier
        self._background = background
        self._under_way: dict[int, _Saving] = {}
        notifier.target_opened.connect(self._on_opened)
        notifier.target_finished.connect(self._on_finished)
        notifier.target_refused.connect(self._on_refused)

    def save(self, wish: SaveWish, done: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        """Write it; then `done`, or `failed` with TargetRefusedError, FileNotWrittenError or what the witness
        raised.
        """
        request = self._notifier.link.open_target(wish.path, replace=wish.replace, told=wish.told)
        self._under_way[request] = _Saving(wish, done, failed)

    @Slot(int, int)
    def _on_opened(self, request: int, descriptor: int) -> None:
        saving = self._under_way.get(request)
        if saving is None:
            os.close(descriptor)
            return
        wish = saving.wish
        self._background.elsewhere(
            lambda: write_whole(descriptor, wish.path, wish.content),
            lambda _: self._call_witness(request, wish),
            lambda error: self._give_up(request, error),
        )

    def _call_witness(self, request: int, wish: SaveWish) -> None:
        if wish.witness is None:
            self._finish(request, keep=True)
            return
        self._background.on_vault(
            wish.witness,
            lambda _: self._finish(request, keep=True),
            lambda error: self._give_up(request, error),
        )

    def _finish(self, request: int, *, keep: bool) -> None:
        self._notifier.link.ask(FinishTarget(request, keep))

    def _give_up(self, request: int, error: Exception) -> None:
        saving = self._under_way.pop(request)
        self._finish(request, keep=False)
        saving.failed(error)

    @Slot(int)
    def _on_finished(self, request: int) -> None:
        if saving := self._under_way.pop(request, None):
            saving.done()

    @Slot(object)
    def _on_refused(self, refused: TargetRefused) -> None:
        if saving := self._under_way.pop(refused.request, None):
            saving.failed(refused_error(refused, saving.wish.path))
