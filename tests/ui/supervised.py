"""A supervisor's end that opens files for a window under test, with the real `FileTargets` behind it."""

import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QSocketNotifier

from desktop.channel import Channel
from desktop.control import ControlLink, Notice, Wish, to_body, wish_from
from desktop.file_targets import FileTargets, LookAt
from desktop.target_verbs import FinishTarget, OpenTarget
from desktop.transfer.places import notes_on
from desktop.ui.control_notifier import ControlNotifier


class FileSupervisor(QObject):
    """Answers what concerns files, and keeps what was asked."""

    def __init__(self, own: Sequence[Path] = (), look_at: LookAt = notes_on) -> None:
        super().__init__()
        self.asked: list[Wish] = []
        theirs, ours = Channel.pair()
        self._channel = Channel.from_descriptor(os.dup(ours.fileno()))
        ours.close()
        self._theirs = theirs
        self.notifier = ControlNotifier(ControlLink(theirs))
        self.targets = FileTargets(lambda: own, self._tell, look_at)
        self._ear = QSocketNotifier(self._channel.fileno(), QSocketNotifier.Type.Read, self)
        self._ear.activated.connect(self._on_readable)

    def _on_readable(self) -> None:
        for frame in self._channel.receive_available():
            wish = wish_from(frame.untrusted)
            self.asked.append(wish)
            if isinstance(wish, OpenTarget | FinishTarget):
                self.targets.carry_out(wish)

    def _tell(self, notice: Notice, descriptors: Sequence[int]) -> None:
        self._channel.send({**to_body(notice), "descriptors": len(descriptors)}, descriptors)

    def close(self) -> None:
        """Open nothing any more."""
        self._ear.setEnabled(False)
        self.targets.drop_all()
        self.notifier.close()
        self._channel.close()
        self._theirs.close()
