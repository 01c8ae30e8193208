"""What the LGPL grants of a part of Hisho, in words: where it lies, how another one takes its place."""

import importlib.util
from pathlib import Path

from desktop.licences.component import Component
from desktop.words import Translate


def qt_folder() -> Path:
    """Where the libraries of Qt lie that a window of this installation loads."""
    found = importlib.util.find_spec("PySide6")
    return Path(found.origin).parent if found is not None and found.origin else Path()


def replacing_words(component: Component, translate: Translate) -> str:
    """A paragraph; nothing for a part under another licence."""
    if not component.replaceable:
        return ""
    said = translate(
        "Licences",
        "This part is under the GNU Lesser General Public License 3: you may change it and use what you "
        "changed with Hisho. It lies as shared libraries in {folder}. Build version {version} from the "
        "source that is named above, close Hisho, and put your libraries in the place of those of the "
        "same names. Hisho does not check them, and you may take it apart as far as finding a mistake "
        "needs it.",
    )
    return said.format(folder=qt_folder(), version=component.version)
