"""The kinds of engine that can be built, and the flags of each."""

from dataclasses import dataclass, replace

_COMMON = (
    "-DGGML_OPENMP=ON", "-DLLAMA_OPENSSL=OFF", "-DLLAVA_BUILD=OFF",
    "-DCMAKE_PLATFORM_NO_VERSIONED_SONAME=ON",              # one copy of each library instead of three
    "-DCMAKE_INSTALL_LIBDIR=llama_cpp/lib", "-DCMAKE_INSTALL_BINDIR=llama_cpp/lib",
    "-DCMAKE_INSTALL_INCLUDEDIR=llama_cpp/include",         # nothing in the top level of site-packages
    "-DCMAKE_INSTALL_RPATH=$ORIGIN",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """An engine as it can be built; `name` is what its build.json says."""

    name: str
    flags: tuple[str, ...]
    takes: str  # how long a build lasts, for whoever waits
    for_one_processor: bool = False
    has_shaders: bool = False
    has_cuda: bool = False


# A compiler cache does not know what `native` means on the machine that filled it.
PLAIN = Kind(
    "plain",
    ("-DGGML_NATIVE=ON", "-DGGML_CCACHE=OFF", *_COMMON),
    takes="4 to 10 minutes on 2 cores",
    for_one_processor=True,
)
FULL = Kind(
    "full",
    (
        "-DGGML_NATIVE=OFF", "-DGGML_BACKEND_DL=ON", "-DGGML_CPU_ALL_VARIANTS=ON", "-DGGML_VULKAN=ON",
        *_COMMON,
    ),
    takes="15 to 40 minutes on 2 cores",
    has_shaders=True,
)  # fmt: skip


def with_cuda(architectures: str) -> Kind:
    """The full engine and, as one more library, NVIDIA's backend for these architectures ("90", "86;90").
    Never tried on a graphics processor.
    """
    cuda = ("-DGGML_CUDA=ON", "-DGGML_CUDA_NCCL=OFF", f"-DCMAKE_CUDA_ARCHITECTURES={architectures}")
    return replace(FULL, flags=(*FULL.flags, *cuda), takes="an hour on 2 cores", has_cuda=True)
