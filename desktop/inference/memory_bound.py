"""Bounds the memory that a piece of work may take: it gets a MemoryError rather than the machine's memory.

Windows knows such a bound for whole processes only, so there is none there.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":

    @contextmanager
    def bounded_memory(_most: int) -> Iterator[None]:
        """No bound."""
        yield

else:
    import resource

    @contextmanager
    def bounded_memory(most: int) -> Iterator[None]:
        """Until this ends, `most` bytes may be taken beyond what the process has."""
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5])
        soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
        bound = pages * resource.getpagesize() + most
        if soft != resource.RLIM_INFINITY:
            bound = min(bound, soft)
        resource.setrlimit(resource.RLIMIT_DATA, (bound, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
