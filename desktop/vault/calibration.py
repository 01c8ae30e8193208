"""How dear a passphrase is made on this computer: as much memory as a second allows, and never less than
RFC 9106 recommends, unless memory is short.
"""

import os
from collections.abc import Callable

from desktop.vault.keys import RFC_9106_LOW_MEMORY, KdfParameters, new_salt, passphrase_key

_AIM_S = 0.5                            # below a second also where the computer is busier than now
_LIMIT_S = 1.0
_STEP_KIB = 16 * 1024
_MOST_KIB = 1024 * 1024                 # it has to be free at every unlock
_MOST_ITERATIONS = 6
_SHARE = 4                              # of the memory that is free
_SHORT = KdfParameters(iterations=4, lanes=4, memory_kib=32 * 1024)
_UNKNOWN_KIB = 512 * 1024


def free_memory_kib() -> int:
    """The memory that is free now; where the system does not say, little."""
    names = getattr(os, "sysconf_names", {})
    if "SC_AVPHYS_PAGES" not in names:
        return _UNKNOWN_KIB
    return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 1024


def calibrate(
    clock: Callable[[], float],
    free_kib: int,
    derive: Callable[[str, bytes, KdfParameters], bytes] = passphrase_key,
) -> KdfParameters:
    """Parameters whose derivation takes less than a second here: memory grows first, then the passes.

    The least is RFC 9106's second recommendation. Where a quarter of the free memory does not hold that, it
    is half of its memory with another pass, which is above OWASP's floor.
    """

    def seconds(parameters: KdfParameters) -> float:
        began = clock()
        derive("calibration", new_salt(), parameters)
        return clock() - began

    most_kib = min(_MOST_KIB, free_kib // _SHARE)
    least = RFC_9106_LOW_MEMORY if most_kib >= RFC_9106_LOW_MEMORY.memory_kib else _SHORT
    took = max(seconds(least), 1e-6)
    memory = min(most_kib, int(least.memory_kib * _AIM_S / took)) // _STEP_KIB * _STEP_KIB
    memory = max(memory, least.memory_kib)
    passes = least.iterations
    if memory >= most_kib // _STEP_KIB * _STEP_KIB:
        expected = took * memory / least.memory_kib / least.iterations
        passes = max(passes, min(_MOST_ITERATIONS, int(_AIM_S / expected)))
    chosen = KdfParameters(passes, least.lanes, memory)
    while chosen != least and seconds(chosen) > _LIMIT_S:
        smaller = max(least.memory_kib, chosen.memory_kib // 2 // _STEP_KIB * _STEP_KIB)
        chosen = KdfParameters(least.iterations, least.lanes, smaller)
    return chosen
