"""A tap for the fake hub: a file runs as far as the test has opened it, and the rest waits."""

import hashlib
import threading
from dataclasses import dataclass, field

from tests.model_manager.fake_hub import Handler

_PIECE = 1 << 16
_PATIENCE_S = 120.0


@dataclass
class Tap:
    """Give `answer` to the hub. Requests that begin behind what is let through wait, too."""

    data: bytes
    limit: int = 0
    opened: threading.Condition = field(default_factory=threading.Condition)

    def open_to(self, share: float) -> int:
        """Let this share of the file through; returns how many bytes that is."""
        with self.opened:
            self.limit = int(len(self.data) * share)
            self.opened.notify_all()
        return self.limit

    def answer(self, handler: Handler, _times: int) -> bool:
        """Send the wanted range as far as the tap is open."""
        etag = f'"{hashlib.sha256(self.data).hexdigest()}"'
        place = handler.asked_start(etag)
        handler.send_response(206 if place else 200)
        handler.send_header("ETag", etag)
        handler.send_header("Accept-Ranges", "bytes")
        handler.send_header("Content-Length", str(len(self.data) - place))
        if place:
            handler.send_header("Content-Range", f"bytes {place}-{len(self.data) - 1}/{len(self.data)}")
        handler.end_headers()
        while place < len(self.data) and (end := self._wait_beyond(place)):
            handler.wfile.write(self.data[place:end])
            place = end
        return True

    def _wait_beyond(self, place: int) -> int:
        """Up to where the next piece goes; 0 if nobody opens the tap any more."""
        with self.opened:
            self.opened.wait_for(lambda: self.limit > place, _PATIENCE_S)
            return min(self.limit, place + _PIECE) if self.limit > place else 0
