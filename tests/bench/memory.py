"""How much memory a process holds at this moment, as the kernel counts it."""

from pathlib import Path


def resident(pid: int | str = "self") -> float:
    """Resident memory in megabytes (1,048,576 bytes). Raises ProcessLookupError, OSError."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise ProcessLookupError(pid)
