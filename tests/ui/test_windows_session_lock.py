"""What the messages of Windows mean; that they come is not tried here."""

import pytest

from desktop.ui.windows_session_lock import Heard, meaning


@pytest.mark.parametrize(
    ("message", "parameter", "heard"),
    [
        (0x02B1, 0x7, Heard.LEFT),          # WTS_SESSION_LOCK
        (0x02B1, 0x8, None),                # WTS_SESSION_UNLOCK
        (0x02B1, 0x2, Heard.LEFT),          # WTS_CONSOLE_DISCONNECT: another user is in front
        (0x02B1, 0x1, None),                # WTS_CONSOLE_CONNECT
        (0x0218, 0x4, Heard.SLEEPING),      # PBT_APMSUSPEND
        (0x0218, 0x12, Heard.SLEEPING),     # PBT_APMRESUMEAUTOMATIC
        (0x0218, 0xA, None),                # PBT_APMPOWERSTATUSCHANGE
        (0x0100, 0x7, None),                # a key
    ],
)
def test_what_a_message_means(message: int, parameter: int, heard: Heard | None) -> None:
    assert meaning(message, parameter) is heard
