"""Tells what the installed engine is and what it finds on this machine; ends with 1 where it is not whole.

Run with the environment's own Python, which is not the one that runs the set-up.
"""

import ctypes
import importlib
import importlib.util
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path

_VARIANT = re.compile(r"/libggml-cpu-([a-z0-9_.]+)\.so$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Engine:
    """What was found."""

    kind: str
    version: str
    variant: str | None  # of the code for this processor; the plain engine has but one
    devices: tuple[str, ...]

    def faults(self) -> list[str]:
        """What a whole engine would not have."""
        found = []
        if "CPU" not in self.devices:
            found.append("no code for this processor was found")
        if (self.variant is None) == (self.kind == "full"):
            found.append(f"a {self.kind} engine with the processor's variant {self.variant}")
        return found

    def __str__(self) -> str:
        variant = f", processor variant {self.variant}" if self.variant else ""
        return f"The engine: {self.kind}, {self.version}{variant}, devices: {', '.join(self.devices)}"


def examine(folder: Path) -> Engine:
    """Load the engine's backends as the app does. Raises OSError, ValueError, KeyError."""
    build = json.loads((folder / "build.json").read_text(encoding="utf-8"))
    registry = ctypes.CDLL(str(folder / "libggml.so"))
    base = ctypes.CDLL(str(folder / "libggml-base.so"))
    registry.ggml_backend_load_all_from_path.argtypes = [ctypes.c_char_p]
    registry.ggml_backend_dev_count.restype = ctypes.c_size_t
    registry.ggml_backend_dev_get.argtypes = [ctypes.c_size_t]
    registry.ggml_backend_dev_get.restype = ctypes.c_void_p
    base.ggml_backend_dev_name.argtypes = [ctypes.c_void_p]
    base.ggml_backend_dev_name.restype = ctypes.c_char_p
    registry.ggml_backend_load_all_from_path(str(folder).encode())
    devices = [registry.ggml_backend_dev_get(index) for index in range(registry.ggml_backend_dev_count())]
    names = tuple(base.ggml_backend_dev_name(device).decode() for device in devices)
    loaded = set(_VARIANT.findall(Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace")))
    return Engine(build["kind"], build["version"], next(iter(sorted(loaded)), None), names)


def main() -> int:
    """The kind that was meant to be installed is the one argument; the last line written tells all."""
    found = importlib.util.find_spec("llama_cpp")
    if found is None or found.origin is None:
        print("There is no engine")
        return 1
    try:
        engine = examine(Path(found.origin).parent / "lib")
        importlib.import_module("llama_cpp.llama_cpp")
    except (OSError, ValueError, KeyError, ImportError, RuntimeError) as error:
        print(f"The engine does not load: {error}")
        return 1
    faults = engine.faults()
    if engine.kind != sys.argv[1]:
        faults.append(f"it should be {sys.argv[1]}")
    print(engine if not faults else f"{engine}; {'; '.join(faults)}", flush=True)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
