"""One window for one user by a locked file and an event, with events that look like those of Windows."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from desktop.second_start import Asked
from desktop.windows_instance import EventInstance, ask, event_name


@dataclass(slots=True)
class FakeEvents:
    """Events by name; a handle is a place in the list."""

    names: list[str] = field(default_factory=list)
    ready: set[int] = field(default_factory=set)

    def new(self, name: str) -> int:
        self.names.append(name)
        return len(self.names) - 1

    def set(self, name: str) -> None:
        if name not in self.names:
            raise FileNotFoundError(name)
        self.ready.add(self.names.index(name))

    def reset(self, handle: int) -> None:
        self.ready.discard(handle)

    def close(self, handle: int) -> None:
        self.names[handle] = ""


@pytest.fixture
def events() -> FakeEvents:
    return FakeEvents()


def test_the_second_hands_its_wish_over(tmp_path: Path, events: FakeEvents) -> None:
    first = EventInstance.claim_with(tmp_path / "run", events)
    assert first is not None
    assert EventInstance.claim_with(tmp_path / "run", events) is None
    for asked in (Asked("C:\\モデル\\a.gguf"), Asked(lock=True)):
        assert ask(tmp_path / "run", asked, events)
        assert events.ready == {first.fileno()}
        assert first.wish() == asked
        assert events.ready == set()
    first.close()
    again = EventInstance.claim_with(tmp_path / "run", events)
    assert again is not None
    again.close()


def test_nobody_there_leaves_nothing_behind(tmp_path: Path, events: FakeEvents) -> None:
    assert not ask(tmp_path, Asked("a.gguf"), events)
    assert not ask(tmp_path / "none", Asked("a.gguf"), events)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("untrusted", [b"", b"[1]", b"\xff", b'{"model_path": 5}'])
def test_what_is_no_wish_only_shows_the_window(tmp_path: Path, events: FakeEvents, untrusted: bytes) -> None:
    instance = EventInstance.claim_with(tmp_path, events)
    assert instance is not None
    (tmp_path / "instance.wish").write_bytes(untrusted)
    assert instance.wish() == Asked()
    assert instance.wish() == Asked()   # and there is none any more
    instance.close()


def test_each_folder_has_an_event_of_its_own(tmp_path: Path) -> None:
    one, other = event_name(tmp_path / "one"), event_name(tmp_path / "other")
    assert one != other
    assert one == event_name(tmp_path / "One")          # the same folder, to Windows
    assert one.startswith("Local\\")                    # of this session alone
