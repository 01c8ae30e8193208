"""Where a model shall run and how much context it shall have: chosen here, shown as a plan, then applied."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from desktop.inference.machine import DeviceReport
from desktop.ui.appearance import Appearance
from desktop.ui.engine.words import kind_words, size_words
from desktop.ui.labels import PlainLabel, plain_tooltip
from desktop.ui.pages import card
from desktop.ui.pages.toggles import Check, Radio, indent
from desktop.ui.theme import SIZES
from model_manager.placement import Choice, Mode

CONTEXTS = (2048, 4096, 8192, 16384, 32768, 65536, 131072)


class ChoiceForm(QWidget):
    """Shows a choice and lets it be changed; what comes of it is said by whoever listens."""

    changed = Signal(object)                    # Choice: say with `show_plan` what it would mean
    applied = Signal(object)                    # Choice

    def __init__(self) -> None:
        super().__init__()
        self._appearance = Appearance()
        self._devices: tuple[DeviceReport, ...] = ()
        self._current = Choice()
        self._trained = 0
        self._is_free = True
        self._is_filling = False
        self._group = QButtonGroup(self)
        self._group.buttonToggled.connect(self._on_toggled)
        self.automatic, self.several, self.processor = Radio(), Radio(), Radio()
        self.singles: list[Radio] = []
        self.shares: list[Check] = []
        self.context_label = PlainLabel(SIZES.small, 400, "text")
        self.context = card.Choice()
        self.context.currentIndexChanged.connect(self._on_changed)
        self.missing = card.IconLine("warning", "warning")
        self.plan = card.IconLine("info", "link")
        self.apply_button = card.primary_button()
        self.apply_button.clicked.connect(lambda: self.applied.emit(self.choice))
        self._build()
        self.show_choice(Choice(), ())

    def _build(self) -> None:
        for radio in (self.automatic, self.several, self.processor):
            self._group.addButton(radio)
        self._places = QVBoxLayout()
        self._places.setSpacing(2)
        self._places.addWidget(self.automatic)
        self._places.addWidget(self.several)
        self._several_places = QVBoxLayout()
        self._several_places.setSpacing(2)
        self._places.addLayout(self._several_places)
        self._places.addWidget(self.processor)
        context = QHBoxLayout()
        context.setSpacing(10)
        context.addWidget(self.context_label)
        context.addWidget(self.context)
        context.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self.apply_button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._places)
        column.addWidget(self.missing)
        column.addLayout(context)
        column.addWidget(self.plan)
        column.addLayout(foot)

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        self._appearance = appearance
        card.dress(self, appearance)
        for radio in (self.automatic, self.several, self.processor, *self.singles):
            radio.set_appearance(appearance)
        for share in self.shares:
            share.set_appearance(appearance)
        self._several_places.setContentsMargins(indent(appearance), 0, 0, 0)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.automatic.setText(self.tr("Automatic (recommended)"))
        self.several.setText(self.tr("Several GPUs"))
        self.processor.setText(self.tr("CPU only"))
        self.context_label.setText(self.tr("Context length"))
        self.context.setAccessibleName(self.tr("Context length"))
        self._name_contexts()
        self.apply_button.setText(self.tr("Reopen with these settings"))
        for toggle, device in zip(self.singles, self._devices, strict=True):
            toggle.setText(self.tr("Only {device}").format(device=self._name(device)))
            toggle.setToolTip(plain_tooltip(self._description(device)))
        for share, device in zip(self.shares, self._devices, strict=True):
            share.setText(self._name(device))
            share.setToolTip(plain_tooltip(self._description(device)))

    def _name(self, device: DeviceReport) -> str:
        text = self.tr("{name} ({size})")
        return text.format(name=device.description, size=size_words(device.total_bytes))

    def _description(self, device: DeviceReport) -> str:
        text = self.tr("{name} · {kind}")
        return text.format(name=device.description, kind=kind_words(device.kind))

    # -- showing

    def show_choice(self, choice: Choice, devices: tuple[DeviceReport, ...]) -> None:
        """Show what is in force on a machine with these devices."""
        self._is_filling = True
        self._current = choice
        if devices != self._devices or self.context.count() == 0:
            self._devices = devices
            self._make_toggles()
        self._fill_context(choice.context)
        known = [each.name for each in devices]
        missing = [name for name in choice.devices if name not in known]
        for share, name in zip(self.shares, known, strict=True):
            share.setChecked(name in choice.devices)
        self._radio_for(choice).setChecked(True)
        words = self.tr("Was chosen, but is not there now: {devices}")
        self.missing.show_text(words.format(devices=", ".join(missing)) if missing else "")
        self._retranslate()
        self._is_filling = False
        self._update()

    def _make_toggles(self) -> None:
        for toggle in (*self.singles, *self.shares):
            toggle.setParent(None)
            toggle.deleteLater()
        self.singles = [Radio(elides=True) for _ in self._devices]
        self.shares = [Check(elides=True) for _ in self._devices]
        for place, radio in enumerate(self.singles):
            self._group.addButton(radio)
            self._places.insertWidget(1 + place, radio)
        for check in self.shares:
            check.toggled.connect(self._on_changed)
            self._several_places.addWidget(check)
        order = (self.automatic, *self.singles, self.several, *self.shares, self.processor, self.context)
        for first, second in pairwise(order):
            self.setTabOrder(first, second)
        self.setTabOrder(self.context, self.apply_button)
        self.set_appearance(self._appearance)

    def offer_up_to(self, trained: int) -> None:
        """Offer no more context than the model was trained for; 0: that is not known."""
        if trained != self._trained:
            self._trained = trained
            was_filling, self._is_filling = self._is_filling, True
            self._fill_context(self.context.currentData() or 0)
            self._retranslate()
            self._is_filling = was_filling

    def _fill_context(self, wanted: int) -> None:
        most = self._trained or max(CONTEXTS)
        offered = {each for each in CONTEXTS if each < most} | {most}
        if wanted:                              # what was chosen is shown, whoever chose it
            offered.add(wanted)
        self.context.clear()
        self.context.addItem("", 0)
        for length in sorted(offered):
            self.context.addItem("", length)
        self.context.setCurrentIndex(self.context.findData(wanted))

    def _name_contexts(self) -> None:
        self.context.setItemText(0, self.tr("Automatic"))
        most = self.tr("{tokens} (the most)")
        for place in range(1, self.context.count()):
            length = self.context.itemData(place)
            words = most if length == self._trained else "{tokens}"
            self.context.setItemText(place, words.format(tokens=f"{length:,}"))

    def _radio_for(self, choice: Choice) -> Radio:
        if choice.mode is Mode.CPU:
            return self.processor
        known = [each.name for each in self._devices]
        found = [known.index(name) for name in choice.devices if name in known]
        if choice.mode is Mode.AUTO or not found:
            return self.automatic
        return self.several if len(found) > 1 else self.singles[found[0]]

    def show_plan(self, text: str) -> None:
        """What would be done with what is chosen now; empty: nothing is known of it."""
        self.plan.show_text(text)

    def set_free(self, *, free: bool) -> None:
        """Whether the model may be opened anew at this moment; not while it answers."""
        self._is_free = free
        self._update()

    # -- choosing

    @property
    def choice(self) -> Choice:
        """What is chosen now."""
        context = self.context.currentData() or 0
        if self.processor.isChecked():
            return Choice(Mode.CPU, (), context)
        devices = tuple(self._chosen_devices())
        return Choice(Mode.DEVICES, devices, context) if devices else Choice(Mode.AUTO, (), context)

    def _chosen_devices(self) -> Iterator[str]:
        if self.several.isChecked():
            yield from (
                device.name
                for share, device in zip(self.shares, self._devices, strict=True)
                if share.isChecked()
            )
        yield from (
            device.name
            for radio, device in zip(self.singles, self._devices, strict=True)
            if radio.isChecked()
        )

    @Slot(QAbstractButton, bool)
    def _on_toggled(self, _radio: QAbstractButton, is_on: bool) -> None:
        if is_on:                               # the one that went off was told of before
            self._on_changed()

    @Slot()
    def _on_changed(self) -> None:
        if not self._is_filling:
            self._update()
            self.changed.emit(self.choice)

    def _update(self) -> None:
        self.several.setVisible(len(self._devices) > 1)
        for share in self.shares:
            share.setVisible(self.several.isChecked())
        is_whole = not self.several.isChecked() or any(share.isChecked() for share in self.shares)
        self.apply_button.setEnabled(self._is_free and is_whole and self.choice != self._current)
