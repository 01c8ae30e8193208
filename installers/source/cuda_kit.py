"""What compiles NVIDIA's backend: the compiler and the libraries of CUDA from their Python packages, so that
nothing has to be installed on the system. Compiled here, but never tried on a graphics processor.
"""

import re
import shutil
from pathlib import Path

from installers.source.commands import SetupError, Workshop
from installers.source.engine_source import pip

_TOOLKIT = "lib/python3*/site-packages/nvidia/cu13"
_LIBRARIES = ("cudart", "cublas", "cublasLt")  # the packages bring them only under versioned names


def architectures(workshop: Workshop) -> str:
    """Those of this machine's NVIDIA processors as CMake wants them ("86;90"); "" where there are none."""
    program = shutil.which("nvidia-smi", path=workshop.environment.get("PATH"))
    if program is None:
        return ""
    done = workshop.run([program, "--query-gpu=compute_cap", "--format=csv,noheader"])
    found = re.findall(r"^(\d+)\.(\d)$", done.output, re.MULTILINE) if done.code == 0 else []
    return ";".join(sorted({major + minor for major, minor in found}, key=int))


def provide(scratch: Path, workshop: Workshop) -> tuple[str, ...]:
    """Tell CMake where the parts are: some 500 MB, fetched for this build. Raises SetupError."""
    tools = scratch / "tools"
    lock = workshop.locks / "cuda-build.txt"
    install = [*pip(tools), "install", "-q", "--require-hashes", "--no-deps", "-r", str(lock)]
    workshop.must(install, "The compiler of CUDA could not be had")
    toolkit = next(tools.glob(_TOOLKIT), None)
    if toolkit is None:
        raise SetupError("The compiler of CUDA is not where its packages should put it")
    libraries = toolkit / "lib"
    if not (toolkit / "lib64").exists():
        (toolkit / "lib64").symlink_to("lib")  # where nvcc looks
    for name in _LIBRARIES:
        for versioned in libraries.glob(f"lib{name}.so.*"):
            (libraries / f"lib{name}.so").unlink(missing_ok=True)
            (libraries / f"lib{name}.so").symlink_to(versioned.name)
    driver = _driver(libraries, workshop)
    return (
        f"-DCMAKE_CUDA_COMPILER={toolkit / 'bin' / 'nvcc'}",
        f"-DCUDAToolkit_ROOT={toolkit}",
        f"-DCUDA_cuda_driver_LIBRARY={driver}",
    )


def _driver(libraries: Path, workshop: Workshop) -> Path:
    """An empty library under the driver's name: the real one comes with the driver, where there is one."""
    library = libraries / "libcuda.so"
    compiler = workshop.environment.get("CXX") or "c++"
    command = [compiler, "-shared", "-x", "c++", "/dev/null", "-Wl,-soname,libcuda.so.1", "-o", str(library)]
    workshop.must(command, "The stand-in for NVIDIA's driver could not be made")
    return library
