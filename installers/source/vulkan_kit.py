"""What compiles the Vulkan backend: the shader compiler and two sets of headers, the system's own where they
are new enough, else a newer suite's packages, unpacked beside the build and installed nowhere.
"""

import platform
import re
import shlex
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from installers.source import apt_sources
from installers.source.commands import SetupError, Workshop

_PACKAGES = (
    "glslc", "libshaderc1", "libc6", "libstdc++6", "libgcc-s1",     # the compiler, and what it runs on
    "libvulkan-dev", "libvulkan1", "spirv-headers",
)  # fmt: skip
# Both must pass, or the graphics processors' matrix units would lie idle.
_FEATURES = ("coopmat2.comp", "integer_dot.comp")
_SHADERS = Path("vendor/llama.cpp/ggml/src/ggml-vulkan/vulkan-shaders/feature-tests")
_LACKING = (
    "The full engine needs glslc 2025.2, Vulkan headers 1.4.309 and SPIRV-Headers, or newer: install them, "
    "or stay with the plain engine"
)


@dataclass(frozen=True, slots=True)
class Suite:
    """Where a distribution has packages that are new enough."""

    name: str
    components: str
    keyring: str


# Ubuntu's line was never tried.
_SUITES = {
    "debian": Suite("trixie", "main", "/usr/share/keyrings/debian-archive-keyring.gpg"),
    "ubuntu": Suite("resolute", "main universe", "/usr/share/keyrings/ubuntu-archive-keyring.gpg"),
}


def provide(scratch: Path, source: Path, workshop: Workshop, etc: Path = Path("/etc")) -> tuple[str, ...]:
    """Tell CMake where the parts are: nothing, if the system's own will do, else a newer suite's. Raises
    SetupError.
    """
    path = workshop.environment.get("PATH")
    own = shutil.which("glslc", path=path)
    if own and will_do(Path(own), Path("/usr/include"), source, workshop):
        return ()
    if shutil.which("apt-get", path=path) is None:
        raise SetupError(_LACKING)
    folder = scratch / "vulkan"
    _fetch(folder, etc, workshop)
    glslc, usr = wrapper(folder), folder / "usr"
    if not will_do(glslc, usr / "include", source, workshop):
        raise SetupError(_LACKING)
    return (
        f"-DVulkan_GLSLC_EXECUTABLE={glslc}",
        f"-DVulkan_INCLUDE_DIR={usr / 'include'}",
        f"-DVulkan_LIBRARY={_library(folder, 'libvulkan.so')}",
        f"-DSPIRV-Headers_DIR={usr / 'share' / 'cmake' / 'SPIRV-Headers'}",
    )


def will_do(glslc: Path, include: Path, source: Path, workshop: Workshop) -> bool:
    """Whether these compile the engine's Vulkan backend, the fast shaders too."""
    header = include / "vulkan" / "vulkan_structs.hpp"
    if not header.exists() or b"LayerSettingEXT" not in header.read_bytes():
        return False
    compile_one = [str(glslc), "-o", "/dev/null", "-fshader-stage=compute", "--target-env=vulkan1.3"]
    return not any(workshop.run([*compile_one, str(source / _SHADERS / name)]).code for name in _FEATURES)


def apt_options(folder: Path) -> list[str]:
    """An apt whose settings, lists and state are all below this folder; the system's are not touched."""
    values = {
        "Dir::State": folder, "Dir::State::lists": folder / "lists", "Dir::State::status": folder / "status",
        "Dir::Cache": folder, "Dir::Cache::archives": folder / "archives",
        "Dir::Etc::sourcelist": folder / "sources.list", "Dir::Etc::sourceparts": "-",
        "APT::Sandbox::User": "root", "Acquire::Languages": "none",
    }  # fmt: skip
    return [f"-o{name}={value}" for name, value in values.items()]


def source_line(archive: str, suite: Suite) -> str:
    """The one line of that apt's settings."""
    return f"deb [signed-by={suite.keyring}] {archive} {suite.name} {suite.components}\n"


def os_release(text: str) -> Mapping[str, str]:
    """The fields of /etc/os-release."""
    pairs = (shlex.split(line)[0].partition("=") for line in text.splitlines() if re.match("[A-Z_]+=", line))
    return {name: value for name, _, value in pairs}


def wrapper(folder: Path) -> Path:
    """A program that runs the unpacked glslc with the C library that came with it. Raises SetupError."""
    loader = _library(folder, f"ld-linux-{platform.machine().replace('_', '-')}.so.*")
    program = folder / "glslc"
    parts = [loader, "--library-path", loader.parent, folder / "usr" / "bin" / "glslc"]
    program.write_text(f'#!/bin/sh\nexec {shlex.join(map(str, parts))} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return program


def _library(folder: Path, name: str) -> Path:
    found = next(folder.glob(f"usr/lib/*-linux-gnu*/{name}"), None)
    if found is None:
        raise SetupError(_LACKING)
    return found


def _fetch(folder: Path, etc: Path, workshop: Workshop) -> None:
    system = os_release((etc / "os-release").read_text(encoding="utf-8"))
    suite = _SUITES.get(system.get("ID", ""))
    archive = apt_sources.archive(etc / "apt", system.get("VERSION_CODENAME", ""))
    if suite is None or archive is None:
        raise SetupError(_LACKING)
    print(f"Fetching the shader compiler of {suite.name}; nothing is installed on the system", flush=True)
    apt, packages = folder / "apt", folder / "packages"
    for each in (apt / "lists" / "partial", apt / "archives" / "partial", packages):
        each.mkdir(parents=True)
    (apt / "status").touch()
    (apt / "sources.list").write_text(source_line(archive, suite), encoding="utf-8")
    program = ["env", f"--chdir={packages}", "apt-get", "-q", *apt_options(apt)]
    workshop.must([*program, "update"], "The newer suite's list of packages could not be had")
    workshop.must([*program, "download", *_PACKAGES], "The shader compiler could not be had")
    for package in sorted(packages.glob("*.deb")):
        workshop.must(["dpkg", "-x", str(package), str(folder)], "A package could not be unpacked")
