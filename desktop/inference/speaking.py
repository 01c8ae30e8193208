"""From drawn tokens to the pieces of an answer that a client hears: split into said and thought, ended at a
stop text, gathered so that no more is sent than can be painted.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from desktop.inference.engine import Piece
from desktop.inference.errors import ProtocolError
from desktop.inference.protocol import Delta, Event, StopReason
from desktop.inference.reply import Reply, Said
from desktop.inference.stops import Spoken, StopTexts

DELTA_S = 0.033                     # a client paints at 30 Hz; more frames would only cost
DELTA_TOKENS = 16

Drawn = Iterator[Piece | StopReason]


@dataclass(frozen=True, slots=True)
class Manner:
    """How one answer is to be taken apart."""

    reply: Reply
    stops: StopTexts


class Speaker:
    """Speaks one answer."""

    def __init__(self, request_id: int, send: Callable[[Event], None], manner: Manner) -> None:
        self._request_id = request_id
        self._send = send
        self._manner = manner
        self._waiting: list[Spoken] = []
        self._count = 0                 # of the tokens that wait
        self._sent = 0.0

    def speak(self, drawn: Drawn) -> tuple[int, StopReason]:
        """Send all of it; returns how many tokens were drawn for it, and why it ended."""
        reply, stops = self._manner.reply, self._manner.stops
        tokens = 0
        rest = ""
        for piece in drawn:
            if isinstance(piece, StopReason):
                return tokens, self._end(reply.flush(rest), piece)
            if not piece.token_ids:
                rest += piece.text      # half a character at the end
                continue
            said = reply.take(piece.token_ids[0], piece.text)
            if reply.is_over:
                return tokens, self._end(reply.flush(""), StopReason.END)
            tokens += 1
            self._add(stops.take(said, piece.token_ids))
            if stops.is_over:
                self._flush()
                return tokens, StopReason.END
        raise ProtocolError(reason="an answer without an end")

    def _end(self, said: Said, reason: StopReason) -> StopReason:
        last = self._manner.stops.take(said, ())
        self._add(last)
        if not self._manner.stops.is_over:
            self._add(self._manner.stops.flush())
        self._flush()
        return reason

    def _add(self, spoken: Spoken) -> None:
        self._waiting.append(spoken)
        self._count += len(spoken.token_ids)
        if self._count >= DELTA_TOKENS or time.monotonic() - self._sent >= DELTA_S:
            self._flush()

    def _flush(self) -> None:
        text = "".join(each.said.text for each in self._waiting)
        thinking = "".join(each.said.thinking for each in self._waiting)
        ids = tuple(one for each in self._waiting for one in each.token_ids)
        if text or thinking or ids:
            self._send(Delta(self._request_id, text, ids, thinking))
        self._waiting, self._count, self._sent = [], 0, time.monotonic()
