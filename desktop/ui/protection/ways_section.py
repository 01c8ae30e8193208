"""The section about what opens the vault: each way with its date, and what can be done about it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.ui.appearance import Appearance
from desktop.ui.labels import IconMark, PlainLabel
from desktop.ui.pages.card import IconLine, dress, quiet_button
from desktop.ui.pages.passphrase_form import PassphraseForm
from desktop.ui.protection.parts import Question, Section, day_words
from desktop.ui.protection.standing import ESCROW, KEYRING, PASSPHRASE, RECOVERY, TOGETHER, Standing, Way
from desktop.ui.theme import SIZES

_ICONS = {KEYRING: "key", PASSPHRASE: "lock", TOGETHER: "lock", RECOVERY: "page", ESCROW: "warning"}


class WayRow(QWidget):
    """One way into the vault."""

    def __init__(self) -> None:
        super().__init__()
        self.mark = IconMark("key", "text_muted", 20)
        self.name = PlainLabel(SIZES.small, 600, "text", wraps=True)
        self.about = PlainLabel(SIZES.small - 1, wraps=True)
        self.drop_button = quiet_button()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.name)
        words.addWidget(self.about)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.mark)
        row.addLayout(words, 1)
        row.addWidget(self.drop_button)


class WaysSection(Section):
    """Tells what is wanted; whether it is done is decided elsewhere."""

    passphrase_wanted = Signal(object, str)     # the old one or None, the new one; it opens the vault alone
    joint_wanted = Signal(object, str)          # the same; it opens the vault together with the keyring
    keyring_wanted = Signal()
    recovery_wanted = Signal(str)               # a new key; the passphrase in use
    drop_wanted = Signal(str, str)              # the name of the way, the passphrase in use for that of one

    def __init__(self) -> None:
        super().__init__()
        self._standing = Standing()
        self._appearance = Appearance()
        self._joint = False
        self._dropping = ""
        self.rows: dict[str, WayRow] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self.question, self.key_question = Question(), Question()
        self.trouble = IconLine("error", "danger")
        self.form = PassphraseForm()
        self.form.setVisible(False)
        self.passphrase_button, self.keyring_button, self.joint_button = (QPushButton() for _ in range(3))
        self.part_button, self.recovery_button = QPushButton(), QPushButton()
        self.column.addLayout(self._list)
        for part in (self.question, self.key_question, self.trouble):
            self.column.addWidget(part)
        self.add_buttons(
            self.passphrase_button, self.keyring_button, self.joint_button, self.part_button,
            self.recovery_button,
        )
        self.column.addWidget(self.form)
        self._connect()

    def _connect(self) -> None:
        self.passphrase_button.clicked.connect(self.begin_passphrase)
        self.part_button.clicked.connect(lambda: self._begin(joint=False))
        self.joint_button.clicked.connect(lambda: self._begin(joint=True))
        self.keyring_button.clicked.connect(self.keyring_wanted)
        self.recovery_button.clicked.connect(self._ask_for_key)
        self.form.submitted.connect(self._submit)
        self.form.cancelled.connect(self.end_form)
        self.question.agreed.connect(lambda known: self.drop_wanted.emit(self._dropping, known))
        self.key_question.agreed.connect(self.recovery_wanted)

    def retranslate(self) -> None:
        self.heading.setText(self.tr("What opens the vault"))
        self.text.setText(
            self.tr("Each of these opens it. One that is removed or replaced opens nothing any more.")
        )
        self.keyring_button.setText(self.tr("Let the keyring open it too"))
        self.joint_button.setText(self.tr("Ask for keyring and passphrase together…"))
        self.part_button.setText(self.tr("Ask for a passphrase alone…"))
        self.recovery_button.setText(self.tr("New recovery key…"))
        self._show()

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size; rows come later than the page."""
        self._appearance = appearance
        dress(self, appearance)

    def show_standing(self, standing: Standing) -> None:
        """Show how it stands now."""
        self._standing = standing
        names = [each.name for each in standing.ways]
        for name in set(self.rows) - set(names):
            row = self.rows.pop(name)
            self._list.removeWidget(row)
            row.deleteLater()
        for place, name in enumerate(names):
            if name not in self.rows:
                self.rows[name] = self._row(name)
            self._list.insertWidget(place, self.rows[name])
        self._show()
        dress(self, self._appearance)

    def _row(self, name: str) -> WayRow:
        row = WayRow()
        row.mark.set_icon(_ICONS.get(name, "key"), "warning" if name == ESCROW else "text_muted")
        row.drop_button.clicked.connect(lambda: self._ask_to_drop(name))
        return row

    def _show(self) -> None:
        standing = self._standing
        for way in standing.ways:
            row = self.rows[way.name]
            row.name.setText(self._names().get(way.name, way.name))
            row.about.setText(self._about(way))
            row.drop_button.setText(self.tr("Remove…"))
            row.drop_button.setAccessibleName(
                self.tr("Remove: {way}").format(way=self._names().get(way.name, way.name))
            )
            row.drop_button.setVisible(standing.may_drop(way.name))
        self.passphrase_button.setText(
            self.tr("Change the passphrase…") if standing.has_passphrase else self.tr("Set a passphrase…")
        )
        self.keyring_button.setVisible(standing.may_add_keyring)
        self.joint_button.setVisible(standing.may_join)
        self.part_button.setVisible(standing.may_part)
        self.recovery_button.setVisible(standing.has(RECOVERY))
        self.form.new.require_length(standing.policy.passphrase_min)

    def _names(self) -> dict[str, str]:
        return {
            KEYRING: self.tr("Keyring of this computer"),
            PASSPHRASE: self.tr("Passphrase"),
            TOGETHER: self.tr("Keyring and passphrase together"),
            RECOVERY: self.tr("Recovery key"),
            ESCROW: self.tr("Key of your organisation"),
        }

    def _about(self, way: Way) -> str:
        told = {
            KEYRING: self.tr("Opens it without a question while it is not locked."),
            PASSPHRASE: self.tr("Opens it alone."),
            TOGETHER: self.tr("Neither opens it without the other."),
            RECOVERY: self.tr("For an emergency; on paper, away from this computer."),
            ESCROW: self.tr(
                "Set by the administrator: whoever has its private part, such as the manager of intellectual "
                "property, can open this vault without you."
            ),
        }
        lines = [told.get(way.name, "")]
        if way.name == RECOVERY and not self._standing.recovery_confirmed:
            lines.append(self.tr("Not confirmed yet."))
        since = self.tr("Since {date}").format(date=day_words(way.since)) if way.since is not None else ""
        lines.append(" · ".join(each for each in (since, way.detail) if each))
        return "\n".join(each for each in lines if each)

    # -- the form and the question

    def _begin(self, *, joint: bool) -> None:
        self._joint = joint
        self.withdraw()
        note = self.tr(
            "From now on neither opens the vault without the other. On another computer, or without the "
            "keyring, only the recovery key does. The new passphrase may be the one in use."
        )
        self.form.show_state(has_passphrase=self._standing.has_passphrase, note=note if joint else "")
        self.form.setVisible(True)
        self.form.begin()
        self.opened.emit(self.form)

    @Slot()
    def begin_passphrase(self) -> None:
        """Somebody needs one: put the keyboard where it is typed."""
        self._begin(joint=self._standing.has(TOGETHER))

    @Slot()
    def end_form(self) -> None:
        """Close the form and forget what was typed."""
        self.form.show_state(has_passphrase=self._standing.has_passphrase)
        self.form.setVisible(False)

    @Slot(object, str)
    def _submit(self, old: str | None, new: str) -> None:
        (self.joint_wanted if self._joint else self.passphrase_wanted).emit(old, new)

    def _ask_to_drop(self, name: str) -> None:
        self._dropping = name
        self.end_form()
        self.withdraw()
        words = {
            KEYRING: self.tr("From now on the passphrase is asked for at every start."),
            PASSPHRASE: self.tr(
                "Without a passphrase Hisho cannot be locked: whoever uses your account could read "
                "everything."
            ),
            ESCROW: self.tr("Your organisation could not open this vault any more."),
        }
        proof = name in (PASSPHRASE, TOGETHER)
        self.question.ask(words.get(name, ""), self.tr("Remove"), passphrase=proof)
        self.opened.emit(self.question)

    @Slot()
    def _ask_for_key(self) -> None:
        self.end_form()
        self.withdraw()
        self.key_question.ask(
            self.tr(
                "You will see a new recovery key, to be written down. When that is confirmed, the key on "
                "paper of before opens nothing any more."
            ),
            self.tr("Show a new recovery key"),
            passphrase=self._standing.has_passphrase,
        )
        self.opened.emit(self.key_question)

    def withdraw(self) -> None:
        """Nothing of what is asked is done."""
        for question in (self.question, self.key_question):
            question.withdraw()
