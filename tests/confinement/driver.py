"""A child of the tests: becomes a user, takes a profile (or none), tries every probe, says what came of it.

Started by a test it takes its wish from the command line and prints; started by a supervisor's part, as one
of our programs, it takes it from the first frame and answers with one.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from desktop.channel import Channel
from desktop.confinement import profiles
from desktop.confinement.attempts import Surroundings
from desktop.confinement.linux import apply, die_with_parent
from desktop.confinement.outside import outside_of
from desktop.confinement.probes import run_probes
from desktop.confinement.program import bus_path

PORT_IN_USE = 443                       # not the one that the probes try


def found_by(wish: dict[str, Any]) -> dict[str, Any]:
    folder = Path(wish["folder"])
    model, vault, elsewhere = folder / "model.gguf", folder / "own" / "vault", folder / "elsewhere"
    outside = outside_of(os.environ)
    layer = outside.layer()
    around = Surroundings(
        # Behind the third layer there is nobody but the first process of the namespace.
        os.getppid() if layer.on else wish["other_pid"],
        model,
        vault,
        elsewhere,
        folder,
        wish["port"],
        bus_path(os.environ.get("DBUS_SESSION_BUS_ADDRESS", "unix:path=/run/hisho/session_bus")),
        wish["closed_abstract"],
        bus_path(os.environ.get("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/run/dbus/system_bus_socket")),
        (wish["broker"],),
        wish["service"],
        wish["system_service"],
        brokers_closed=layer.on,
    )
    program = wish["program"]
    own = folder / "own" / "models"
    profile = {
        "engine": lambda: profiles.engine((model,)),
        "reader": lambda: profiles.reader(),
        "window": lambda: profiles.window((folder / "own",), closed_abstract=wish["closed_abstract"]),
        "client": lambda: profiles.client((folder / "own",)),
        "fetcher": lambda: profiles.fetcher(own, (), (PORT_IN_USE,)),
        "fetcher_local": lambda: profiles.fetcher_local((), (own,)),
    }[program]()
    if wish["become"]:
        os.setgroups([])
        os.setgid(wish["become"])
        os.setuid(wish["become"])
    cost = apply(profile, layer).cost_ms if wish["confined"] else 0.0
    results = run_probes(program, around, cheap_only=wish["cheap_only"])
    probes = {each.name: [each.outcome, each.ok] for each in results}
    return {"cost_ms": cost, "layer": layer.reason, "outside": outside.reason, "probes": probes}


def main() -> None:
    if len(sys.argv) == 2:
        sys.stdout.write(json.dumps(found_by(json.loads(sys.argv[1]))))
        return
    _, _, control, parent = sys.argv
    die_with_parent(int(parent))
    channel = Channel.from_descriptor(int(control))
    channel.send({"found": found_by(channel.receive().untrusted["wish"])})


if __name__ == "__main__":
    main()
