"""The words and colours of the protection levels."""

from PySide6.QtCore import QCoreApplication

from desktop.ui.status.state import ProtectionLevel

LEVEL_INKS = {
    ProtectionLevel.STRONG: "success",
    ProtectionLevel.MEDIUM: "warning",
    ProtectionLevel.WEAK: "danger",
}
LEVEL_ICONS = {
    ProtectionLevel.STRONG: "shield",
    ProtectionLevel.MEDIUM: "shield",
    ProtectionLevel.WEAK: "shield-weak",
}


def level_words(level: ProtectionLevel) -> str:
    """The level in one or two words."""
    translate = QCoreApplication.translate
    match level:
        case ProtectionLevel.STRONG:
            return translate("Protection", "Protection: strong")
        case ProtectionLevel.MEDIUM:
            return translate("Protection", "Protection: medium")
        case ProtectionLevel.WEAK:
            return translate("Protection", "Protection: weak")


def level_meaning(level: ProtectionLevel) -> str:
    """What the level means, in one sentence."""
    translate = QCoreApplication.translate
    match level:
        case ProtectionLevel.STRONG:
            return translate(
                "Protection",
                "The system refuses network access and starting programs to everything here that sees your "
                "texts, also by way of other programs.",
            )
        case ProtectionLevel.MEDIUM:
            return translate(
                "Protection",
                "The system refuses network access and starting programs to everything here that sees your "
                "texts. Other programs of this computer could still be asked to do it.",
            )
        case ProtectionLevel.WEAK:
            return translate(
                "Protection",
                "Not every layer of protection works on this computer. Hisho itself sends nothing, but the "
                "system would not stop a fault in it.",
            )
