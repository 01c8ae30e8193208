"""Waiting on Windows: a selector over handles. Written from documentation, never run there; its logic is
tested with handles that only look like those of Windows.

What is registered is a handle, or has a `fileno()` that gives one, perhaps another one each time.
"""

import selectors
import sys
from collections.abc import Callable, Mapping
from typing import Any, Self

FirstReady = Callable[[list[int], float | None], int | None]


class HandleSelector(selectors.BaseSelector):
    """A selector whose keys are numbered by what was registered: handles are not always the same."""

    def __init__(self, first_ready: FirstReady) -> None:
        self._first_ready = first_ready
        self._keys: dict[int, selectors.SelectorKey] = {}

    def register(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:
        """Hear of it from now on. KeyError if it is heard of already."""
        number = _number(fileobj)
        if number in self._keys:
            raise KeyError(f"{fileobj!r} is already registered")
        self._keys[number] = selectors.SelectorKey(fileobj, number, events, data)
        return self._keys[number]

    def unregister(self, fileobj: Any) -> selectors.SelectorKey:
        """Hear of it no more. KeyError if it was not heard of."""
        return self._keys.pop(_number(fileobj))

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """All that is ready, not only the first: one that always is must not silence the others."""
        keys = list(self._keys.values())
        handles = [_handle(each.fileobj) for each in keys]
        if self._first_ready(handles, timeout) is None:
            return []
        ready = (self._first_ready([handle], 0) is not None for handle in handles)
        return [(key, key.events) for key, is_ready in zip(keys, ready, strict=True) if is_ready]

    def get_map(self) -> Mapping[Any, selectors.SelectorKey]:
        """By number."""
        return self._keys

    def close(self) -> None:
        """Hear of nothing."""
        self._keys.clear()


def _number(fileobj: Any) -> int:
    return fileobj if isinstance(fileobj, int) else id(fileobj)


def _handle(fileobj: Any) -> int:
    return fileobj if isinstance(fileobj, int) else int(fileobj.fileno())


if sys.platform == "win32":
    from desktop.windows_pipes import close_handle, first_ready, new_event, reset_event, set_event

    class Selector(HandleSelector):
        """The selector of this system."""

        def __init__(self) -> None:
            super().__init__(first_ready)

    class Waker:
        """Wakes a selector from another thread."""

        def __init__(self) -> None:
            self._event = new_event()

        def fileno(self) -> int:
            """What is waited for."""
            return self._event

        def wake(self) -> None:
            """Wake whoever waits."""
            set_event(self._event)

        def drain(self) -> None:
            """Be quiet until the next time."""
            reset_event(self._event)

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_error: object) -> None:
            close_handle(self._event)
