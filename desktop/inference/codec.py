"""The engine's messages as JSON objects, and accepted back. What is none of them raises ProtocolError."""

from typing import Any

from desktop.codec import MessageError, accept_message, body_of, kinds_of
from desktop.inference.errors import ProtocolError
from desktop.inference.protocol import Event, Request

_REQUESTS = kinds_of(Request)
_EVENTS = kinds_of(Event)


def to_body(message: Request | Event) -> dict[str, Any]:
    """The JSON object of a message."""
    return body_of(message)


def request_from(untrusted_body: dict[str, Any]) -> Request:
    """Accept what a client sent. Raises ProtocolError."""
    accepted: Request = _accept(_REQUESTS, untrusted_body)
    return accepted


def event_from(untrusted_body: dict[str, Any]) -> Event:
    """Accept what an engine sent. Raises ProtocolError."""
    accepted: Event = _accept(_EVENTS, untrusted_body)
    return accepted


def _accept(known: dict[str, type[Any]], untrusted_body: dict[str, Any]) -> Any:
    try:
        return accept_message(known, untrusted_body)
    except MessageError as error:
        raise ProtocolError(reason=error.reason) from error
