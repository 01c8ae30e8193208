"""A bus of the tests' own, which starts a program when it is asked to, and on which names are taken."""

import os
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.confinement.bus_call import BusCall, text

SERVICE = "org.hisho.Probe"
_BUS = """<busconfig><type>session</type><listen>unix:path={folder}/bus</listen>
<servicedir>{folder}/services</servicedir><auth>EXTERNAL</auth>
<policy context="default"><allow user="*"/><allow own="*"/><allow send_destination="*"/>
<allow receive_sender="*"/></policy></busconfig>"""
_STARTED = "[D-BUS Service]\nName={name}\nExec=/bin/sh -c 'touch {mark}; exit 3'\n"


@contextmanager
def a_bus(folder: Path, uid: int, *names: str) -> Iterator[str]:
    """The path of a bus of this user; who starts SERVICE leaves the file `elsewhere/started`."""
    for each in ("services", "elsewhere"):
        (folder / each).mkdir(exist_ok=True)
    started = _STARTED.format(name=SERVICE, mark=folder / "elsewhere" / "started")
    (folder / "services" / f"{SERVICE}.service").write_text(started)
    configuration = folder / "bus.conf"
    configuration.write_text(_BUS.format(folder=folder))
    command = ["dbus-daemon", f"--config-file={configuration}", "--nofork", "--print-address=1"]
    who = {"user": uid, "group": uid, "extra_groups": []} if uid != os.getuid() else {}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **who  # type: ignore[call-overload]
    ) as daemon:
        try:
            assert daemon.stdout.readline(), "the bus did not start"
            with BusCall(str(folder / "bus")) as owner:
                for name in names:
                    written = text(name)
                    owner.ask("RequestName", "su", written + bytes(-len(written) % 4) + struct.pack("<I", 0))
                yield str(folder / "bus")
        finally:
            daemon.terminate()
