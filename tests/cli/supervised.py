"""A supervisor's end in a thread, with the real `FileTargets` behind it: the command line waits for it."""

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from desktop.channel import Channel, ChannelClosedError
from desktop.control import ControlLink, FinishTarget, Notice, OpenTarget, to_body, wish_from
from desktop.file_targets import FileTargets


@contextmanager
def supervised() -> Iterator[ControlLink]:
    """A link to a supervisor that opens files."""
    theirs, ours = Channel.pair()
    channel = Channel.from_descriptor(os.dup(ours.fileno()))
    ours.close()

    def tell(notice: Notice, descriptors: Sequence[int]) -> None:
        channel.send({**to_body(notice), "descriptors": len(descriptors)}, descriptors)

    targets = FileTargets(lambda: (), tell)

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
