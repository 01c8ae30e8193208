"""A child of the tests that is the starting part of a supervisor: starts the driver as one of our programs,
as far behind the third layer as this machine allows, and prints what it found.
"""

import json
import os
import sys
from pathlib import Path

from desktop import processes
from desktop.paths import of
from desktop.third_layer import Starter, ThirdLayer, Wanted


def main() -> None:
    wish = json.loads(sys.argv[1])
    environment = dict(os.environ)
    processes.main_program = lambda _program: Path(__file__).with_name("driver.py")
    places = of(environment)
    places.make()
    log = Path(wish["folder"]) / "own" / "driver.log"
    wanted = Wanted("probe", wish["program"], {"wish": wish}, log=log)
    child = Starter(places, environment, ThirdLayer.find()).start(wanted)
    try:
        sys.stdout.write(json.dumps(child.channel.receive().untrusted["found"]))
    finally:
        child.end()
        child.release()
        sys.stderr.write(log.read_text())


if __name__ == "__main__":
    main()
