"""Which program? Then its run(). Each imports only what it needs: that keeps a process pure and small."""

import sys
from pathlib import Path


def main() -> int:
    """Run the program that the arguments name; without a known name it is the supervisor. Returns the exit
    code.
    """
    sys.path.insert(0, str(Path(__file__).resolve().parent))     # isolated mode leaves our folder out
    match sys.argv[1:]:
        case ["window", control, parent]:
            from desktop.app import run as run_window

            return run_window(int(control), int(parent))
        case ["client", control, parent]:
            from desktop.cli.program import run as run_client

            return run_client(int(control), int(parent))
        case ["engine", control, parent]:
            from desktop.inference.program import run as run_engine

            return run_engine(int(control), int(parent))
        case ["fetcher", control, parent]:
            from desktop.fetching.program import run as run_fetcher

            return run_fetcher(int(control), int(parent))
        case ["probe", control, parent]:
            from desktop.confinement.program import run as run_probe

            return run_probe(int(control), int(parent))
        case arguments:
            from desktop.supervisor import run

            return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
