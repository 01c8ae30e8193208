"""Fields that the administrator may decide: they show that value and cannot be changed. The user's own value
stays for the day when they decide again.
"""

from collections.abc import Mapping

from desktop.ui.labels import PlainLabel
from desktop.ui.line_editor import LineEditor

Values = Mapping[LineEditor, str]


class ManagedFields:
    """Some editors, and a note that stands below them where the administrator decides one."""

    def __init__(self, note: PlainLabel) -> None:
        self._note = note
        self._decided: Values = {}

    def decide(self, decided: Values) -> bool:
        """Which fields the administrator decides; whether that is another than before."""
        before, self._decided = self._decided, decided
        return decided != before

    def show(self, own: Values) -> None:
        """Show the administrator's values, and the user's where there are none."""
        self._note.setVisible(bool(self._decided))
        for editor, value in own.items():
            is_decided = editor in self._decided
            editor.setText(self._decided.get(editor, value))
            editor.setEnabled(not is_decided)
            editor.setAccessibleDescription(self._note.text() if is_decided else "")

    def own(self, editor: LineEditor, kept: Values) -> str:
        """What the user wants: what is typed, or what was kept where nothing can be typed."""
        return kept[editor] if editor in self._decided else editor.text().strip()
