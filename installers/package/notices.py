"""Lays the licences of everything in a bundle into it: a list that the app shows, all texts, and a page to
read without it.
"""

import re
import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from desktop.licences.component import Component, write_list
from desktop.licences.listing import THIRD_PARTY
from installers.package.contents import contents
from installers.source.commands import SetupError, Workshop

PAGE = "THIRD-PARTY.txt"
_LICENCES = Path("resources/licences")
_HEAD = """What this package is made of
============================

Hisho itself is under the Apache License 2.0. Below stands every other part of this package: its version, the
licence (as an SPDX expression) that it is passed on under, where its source is, and the files that hold the
texts. Hisho shows the same under Settings > About Hisho > Licences, and by `hisho licences`.

"""
_REPLACEABLE = """\
    This library is under the GNU Lesser General Public License, version 3. It lies in this package as
    shared files below _internal/PySide6 and _internal/shiboken6. Whoever has this package may change the
    library, build it from the source named above, and put the result in the place of those files; Hisho
    checks neither their sums nor their signatures. Reverse engineering for debugging such changes is allowed.
"""


def write(root: Path, tree: Path, workshop: Workshop) -> None:
    """Fill the bundle's folder of licences, which is emptied first. Raises SetupError, OSError."""
    licences = tree / "_internal" / _LICENCES
    folder = licences / THIRD_PARTY
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "texts").mkdir(parents=True)
    laid = [
        _lay(each.component, root / _LICENCES, licences, folder) for each in contents(root, tree, workshop)
    ]
    write_list(folder, laid)
    (folder / PAGE).write_text(page(laid, folder), encoding="utf-8")


def _lay(component: Component, ours: Path, licences: Path, folder: Path) -> Component:
    """The part with its texts in the bundle: what ships with Hisho anyway is there, all else is copied.
    Raises SetupError where there is no text.
    """
    texts = []
    for number, text in enumerate(component.texts):
        if text.is_relative_to(ours.resolve()):
            target = licences / text.relative_to(ours.resolve())
        else:
            name = f"{_file_name(component.name)}-{number}-{_file_name(text.name)}.txt"
            target = Path(shutil.copyfile(text, folder / "texts" / name))
        if not target.is_file():
            raise SetupError(f"{target.name}, a licence of {component.name}, is not in the bundle")
        texts.append(target)
    if not texts:
        raise SetupError(f"{component.name} would ship without the text of its licence")
    return replace(component, texts=tuple(texts))


def _file_name(words: str) -> str:
    """A name that every file system and every installer takes."""
    return re.sub(r"[^A-Za-z0-9.+]+", "-", words).strip("-.")


def page(components: Iterable[Component], folder: Path) -> str:
    """The list as a text, which names the texts by their way from `folder`."""
    return _HEAD + "\n".join(_paragraph(each, folder) for each in components)


def _paragraph(component: Component, folder: Path) -> str:
    lines = [f"{component.name} {component.version}".strip(), f"    Licence: {component.licence}"]
    if component.source:
        lines.append(f"    Source:  {component.source}")
    for text in component.texts:
        inside = text.is_relative_to(folder)
        place = text.relative_to(folder) if inside else Path("..") / text.relative_to(folder.parent)
        lines.append(f"    Text:    {place.as_posix()}")
    return "\n".join(lines) + "\n" + (_REPLACEABLE if component.replaceable else "")
