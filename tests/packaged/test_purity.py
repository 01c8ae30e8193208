"""Each program of the package loads what it needs: no Qt but in the window, no engine but in the engine."""

import os

from tests.end_to_end.display import Display
from tests.end_to_end.programs import wait_for
from tests.packaged.installed import InstalledHome, libraries

SUPERVISOR_AND_CLIENT = 2


def assert_without(pid: int, *names: str) -> None:
    """No library that is called so is in this process, whose libraries can be seen."""
    found = libraries(pid)
    assert any(each.startswith("libpython") for each in found)
    assert [each for each in found if each.startswith(names)] == []


def test_the_window_has_no_engine_and_the_supervisor_has_neither(
    home: InstalledHome, screen: Display
) -> None:
    with home.running() as hisho:
        wait_for(lambda: "Hisho" in screen.title())
        window = hisho.program("hisho-window")
        assert any(each.startswith("libQt6Widgets") for each in libraries(window))
        assert_without(window, "libllama", "libggml", "_ssl")
        assert_without(hisho.program("hisho"), "libQt6", "libllama", "libggml", "_ssl", "libsqlcipher")


def test_client_and_engine_have_no_qt(home: InstalledHome) -> None:
    read_end, write_end = os.pipe()
    with home.running("chat", stdin=read_end) as hisho:
        engine = hisho.program("hisho-engine")
        wait_for(lambda: any(each.startswith("libllama") for each in libraries(engine)))
        assert_without(engine, "libQt6", "_ssl")
        both = wait_for(lambda: found if len(found := hisho.all("hisho")) == SUPERVISOR_AND_CLIENT else None)
        for pid in both:
            assert_without(pid, "libQt6", "libllama", "libggml")
    for each in (read_end, write_end):
        os.close(each)


def test_the_fetcher_has_no_qt(home: InstalledHome) -> None:
    """It waits for the access token that it was told to read."""
    read_end, write_end = os.pipe()
    arguments = ("models", "--token-fd", str(read_end), "search", "anything")
    with home.running(*arguments, pass_fds=[read_end]) as hisho:
        fetcher = hisho.program("hisho-fetcher")
        wait_for(lambda: any(each.startswith("_ssl") for each in libraries(fetcher)))
        assert_without(fetcher, "libQt6", "libllama", "libggml", "libsqlcipher")
    for each in (read_end, write_end):
        os.close(each)
