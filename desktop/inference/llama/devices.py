"""Which graphics processors llama.cpp can compute on, and how much memory they have."""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.inference.llama.library import ggml, ggml_base
from desktop.inference.machine import DeviceKind, DeviceReport

_KINDS = {1: DeviceKind.GPU, 2: DeviceKind.INTEGRATED, 3: DeviceKind.OTHER}     # ggml_backend_dev_type
_TEXT = 120                         # characters of a driver's name for a device


class _Properties(ctypes.Structure):
    """ggml_backend_dev_props, with ggml_backend_dev_caps at its end."""

    _fields_ = (
        ("name", ctypes.c_char_p),
        ("description", ctypes.c_char_p),
        ("memory_free", ctypes.c_size_t),
        ("memory_total", ctypes.c_size_t),
        ("type", ctypes.c_int),
        ("device_id", ctypes.c_char_p),
        ("capabilities", ctypes.c_bool * 5),
    )


ggml.ggml_backend_dev_count.restype = ctypes.c_size_t
ggml.ggml_backend_dev_get.argtypes = (ctypes.c_size_t,)
ggml.ggml_backend_dev_get.restype = ctypes.c_void_p
ggml_base.ggml_backend_dev_get_props.argtypes = (ctypes.c_void_p, ctypes.POINTER(_Properties))
ggml_base.ggml_backend_dev_get_props.restype = None
ggml_base.ggml_backend_dev_backend_reg.argtypes = (ctypes.c_void_p,)
ggml_base.ggml_backend_dev_backend_reg.restype = ctypes.c_void_p
ggml_base.ggml_backend_reg_name.argtypes = (ctypes.c_void_p,)
ggml_base.ggml_backend_reg_name.restype = ctypes.c_char_p


@dataclass(frozen=True, slots=True)
class Device:
    """A graphics processor: how llama.cpp refers to it, and what is said of it."""

    handle: int
    report: DeviceReport
    address: str                    # on the bus; empty where it is not known


def devices() -> tuple[Device, ...]:
    """Those that are there now, with the memory that is free now; each once, whatever drives it."""
    return unique(list(_found()))


def unique(found: Sequence[Device]) -> tuple[Device, ...]:
    """A card that two backends know counts for the first: that of its own maker stands before Vulkan's."""
    kept: dict[str, Device] = {}
    for each in found:
        kept.setdefault(each.address or each.report.name, each)
    return tuple(kept.values())


def _found() -> Iterator[Device]:
    for index in range(ggml.ggml_backend_dev_count()):
        handle = ggml.ggml_backend_dev_get(index)
        said = _Properties()
        ggml_base.ggml_backend_dev_get_props(handle, ctypes.byref(said))
        kind = _KINDS.get(said.type)
        if kind is None:
            continue
        backend = ggml_base.ggml_backend_reg_name(ggml_base.ggml_backend_dev_backend_reg(handle))
        yield Device(
            handle=handle,
            report=DeviceReport(
                name=_text(said.name),
                description=_text(said.description),
                kind=kind,
                backend=_text(backend),
                total_bytes=said.memory_total,
                free_bytes=min(said.memory_free, said.memory_total),
            ),
            address=_text(said.device_id),
        )


def _text(untrusted: bytes | None) -> str:
    """Printable characters only: a driver's words are shown."""
    text = (untrusted or b"").decode("utf-8", "replace")
    return "".join(each for each in text if each.isprintable())[:_TEXT].strip()
