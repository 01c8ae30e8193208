"""The sentence that stands on the page of the models as long as nothing else has to be said."""

from PySide6.QtCore import QCoreApplication

from desktop.ui.models.snapshot import Snapshot
from model_manager.edition import Edition


def standing_words(snapshot: Snapshot, edition: Edition) -> str:
    """What an administrator decided, or what the user has to say first; empty where all is said."""
    translate = QCoreApplication.translate
    if edition.has_network and not snapshot.policy.network:
        return translate(
            "ModelDesk",
            "Set by the administrator: the network is switched off on this computer; models come from files.",
        )
    if edition.has_network and snapshot.policy.catalogue_only:
        return translate("ModelDesk", "The administrator allows models of the catalogue alone.")
    if snapshot.usage is None:
        return translate(
            "ModelDesk", "Say under “Settings” who uses the models: then Hisho knows which you may use."
        )
    return ""
