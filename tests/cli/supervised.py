"""A supervisor's end in a thread, with the real `FileTargets` behind it: the command line waits for it."""

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from desktop.channel import Channel, ChannelClosedError
from desktop.control import ControlLink, Notice, to_body, wish_from
from desktop.file_targets import FileTargets, LookAt
from desktop.target_verbs import FinishTarget, OpenTarget
from desktop.transfer.places import notes_on


@contextmanager
def supervised(look_at: LookAt = notes_on) -> Iterator[ControlLink]:
    """A link to a supervisor that opens files; `look_at` says what kind of place a folder is."""
    theirs, ours = Channel.pair()
    channel = Channel.from_descriptor(os.dup(ours.fileno()))
    ours.close()

    def tell(notice: Notice, descriptors: Sequence[int]) -> None:
        channel.send({**to_body(notice), "descriptors": len(descriptors)}, descriptors)

    targets = FileTargets(lambda: (), tell, look_at)

    def serve() -> None:
        try:
            while True:
                wish = wish_from(channel.receive().untrusted)
                if isinstance(wish, OpenTarget | FinishTarget):
                    targets.carry_out(wish)
        except ChannelClosedError:
            targets.drop_all()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield ControlLink(theirs)
    finally:
        theirs.close()
        thread.join()
        channel.close()
