"""A Secret Service of a test alone: an unlocked gnome-keyring on a bus that ends with the test's process."""

import os
import subprocess
import sys
from pathlib import Path

from tests.sources import ROOT

# The daemon's command may return before it owns the name. Who asks for the service then makes the bus start a
# second daemon, which finds the keyring of the first half written.
START = """
echo -n passphrase | gnome-keyring-daemon --components=secrets --unlock >/dev/null 2>&1
for look in $(seq 600); do
    dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner \
        string:org.freedesktop.secrets | grep -q true && break
    sleep 0.1
done
"""


def on_a_real_service(code: str, home: Path, **hostile: str) -> list[str]:
    """The lines that this code prints beside an unlocked keyring that belongs to this test alone."""
    command = ["dbus-run-session", "--", "sh", "-c", f'{START}\nexec "$0" -c "$1"', sys.executable, code]
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONPATH": str(ROOT), **hostile}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=90, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.split("\n")[:-1]
