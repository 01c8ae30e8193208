"""A child of the tests: becomes a user, takes a profile (or none), tries every probe, prints what came of it
as JSON.
"""

import json
import os
import sys
from pathlib import Path

from desktop.confinement import profiles
from desktop.confinement.attempts import Surroundings
from desktop.confinement.linux import apply
from desktop.confinement.probes import run_probes

PORT_IN_USE = 443                       # not the one that the probes try


def main() -> None:
    wish = json.loads(sys.argv[1])
    folder = Path(wish["folder"])
    model, vault, elsewhere = folder / "model.gguf", folder / "own" / "vault", folder / "elsewhere"
    around = Surroundings(
        wish["other_pid"], model, vault, elsewhere, folder, wish["port"], wish["bus"], wish["closed_abstract"]
    )
    program = wish["program"]
    own = folder / "own" / "models"
    profile = {
        "engine": lambda: profiles.engine((model,)),
        "window": lambda: profiles.window((folder / "own",), closed_abstract=wish["closed_abstract"]),
        "client": lambda: profiles.client((folder / "own",)),
        "fetcher": lambda: profiles.fetcher(own, (), (PORT_IN_USE,)),
        "fetcher_local": lambda: profiles.fetcher_local((), (own,)),
    }[program]()
    if wish["uid"]:
        os.setgroups([])
        os.setgid(wish["uid"])
        os.setuid(wish["uid"])
    cost = apply(profile).cost_ms if wish["confined"] else 0.0
    results = run_probes(program, around, cheap_only=wish["cheap_only"])
    found = {each.name: [each.outcome, each.ok] for each in results}
    sys.stdout.write(json.dumps({"cost_ms": cost, "probes": found}))


if __name__ == "__main__":
    main()
