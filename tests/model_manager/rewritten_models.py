"""Models rewritten for tests: in several files, as `gguf-split` makes them, or with another header."""

from collections.abc import Collection
from pathlib import Path

import gguf

from tests import gguf_files
from tests.gguf_files import Recipe

_ARCHITECTURE = "general.architecture"


def parts_of(folder: Path, count: int = 3) -> list[Path]:
    """A model in several files; `whole.gguf` beside them is the same in one."""
    folder.mkdir(parents=True, exist_ok=True)
    whole = gguf.GGUFReader(gguf_files.write(folder / "whole.gguf", Recipe()))
    per_part = -(-len(whole.tensors) // count)
    paths = [folder / f"m-{at:05}-of-{count:05}.gguf" for at in range(1, count + 1)]
    for at, path in enumerate(paths):
        writer = gguf.GGUFWriter(path, "llama")
        if at:
            del writer.kv_data[0][_ARCHITECTURE]
        else:
            _carry(whole, writer, ())
        writer.add_uint16("split.no", at)
        writer.add_uint16("split.count", count)
        writer.add_int32("split.tensors.count", len(whole.tensors))
        _write(writer, whole.tensors[at * per_part : (at + 1) * per_part])
    return paths


def reworded(source: Path, target: Path, texts: dict[str, str]) -> Path:
    """The same model with other texts in its header: `general.name`, `general.license` …"""
    whole = gguf.GGUFReader(source)
    architecture = texts.get(_ARCHITECTURE, str(whole.fields[_ARCHITECTURE].contents()))
    writer = gguf.GGUFWriter(target, architecture)
    _carry(whole, writer, texts)
    for name, text in texts.items():
        if name != _ARCHITECTURE:
            writer.add_string(name, text)
    _write(writer, whole.tensors)
    return target


def _carry(whole: gguf.GGUFReader, writer: gguf.GGUFWriter, but: Collection[str]) -> None:
    for name, field in whole.fields.items():
        if not name.startswith("GGUF.") and name != _ARCHITECTURE and name not in but:
            kinds = field.types
            writer.add_key_value(name, field.contents(), kinds[0], kinds[1] if kinds[1:] else None)


def _write(writer: gguf.GGUFWriter, tensors: "list[gguf.ReaderTensor]") -> None:
    for tensor in tensors:
        writer.add_tensor(tensor.name, tensor.data)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
