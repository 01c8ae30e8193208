"""What is settled before there is an application."""

import socket
from pathlib import Path

from desktop.ui.application import session_bus


def test_no_library_has_a_reason_to_start_a_bus(tmp_path: Path) -> None:
    """That none does is seen from outside in `tests/end_to_end/test_models_network.py`."""
    runtime = {"XDG_RUNTIME_DIR": str(tmp_path)}
    assert session_bus({}) == "disabled:"
    assert session_bus(runtime) == "disabled:"
    with socket.socket(socket.AF_UNIX) as bus:
        bus.bind(str(tmp_path / "bus"))
        assert session_bus(runtime) == f"unix:path={tmp_path}/bus"
        assert session_bus({**runtime, "DBUS_SESSION_BUS_ADDRESS": ""}) == f"unix:path={tmp_path}/bus"
        assert session_bus({**runtime, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/here"}) == "unix:path=/here"
