"""A two-way channel between two of our processes: frames, and file descriptors beside them.

Which kind it is, is chosen here and nowhere else: socket pairs, on Windows pipes.
"""

import sys

from desktop.frames import (
    FRAME_LIMIT,
    ChannelClosedError,
    ChannelError,
    Frame,
    FrameDecoder,
    FrameError,
    FrameTooLargeError,
    encode,
)

if sys.platform == "win32":
    from desktop.windows_channel import Channel, End, ends
else:
    from desktop.socket_channel import Channel, End, ends

__all__ = [
    "FRAME_LIMIT", "Channel", "ChannelClosedError", "ChannelError", "End", "Frame", "FrameDecoder",
    "FrameError", "FrameTooLargeError", "encode", "ends",
]  # fmt: skip
