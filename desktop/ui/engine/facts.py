"""Names and values in two columns; values can be copied."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QSizePolicy, QWidget

from desktop.ui.appearance import Appearance
from desktop.ui.labels import PlainLabel, dress_labels
from desktop.ui.models.value_label import ValueLabel
from desktop.ui.theme import SIZES

Row = tuple[str, str]


class FactList(QWidget):
    """Shows rows of (name, value); a row without a value is left out."""

    def __init__(self) -> None:
        super().__init__()
        self._appearance = Appearance()
        self.rows: tuple[Row, ...] = ()
        self._fields: list[ValueLabel] = []
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self._form.setHorizontalSpacing(20)
        self._form.setVerticalSpacing(6)

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        self._appearance = appearance
        dress_labels(self, appearance)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these; labels that stay are kept, so that a selection in them is."""
        shown = tuple(each for each in rows if each[1])
        if shown == self.rows:
            return
        if [name for name, _ in shown] != [name for name, _ in self.rows]:
            self._make(shown)
        self.rows = shown
        for field, (_, value) in zip(self._fields, shown, strict=True):
            if field.whole != value:
                field.setText(value)

    def _make(self, rows: Sequence[Row]) -> None:
        while self._form.rowCount():
            self._form.removeRow(0)
        self._fields.clear()
        for name, value in rows:
            label, field = PlainLabel(SIZES.small), ValueLabel()
            label.setText(name)
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
            field.setText(value)
            label.setBuddy(field)
            self._form.addRow(label, field)
            self._fields.append(field)
        dress_labels(self, self._appearance)
