"""Sentences about folders from which something is carried on."""

from desktop.transfer.places import PlaceKind, PlaceNote
from desktop.words import Translate


def place_words(note: PlaceNote, translate: Translate) -> str:
    """What happens to what is put there, in one sentence."""
    sentences = {
        PlaceKind.SYNCHRONISED: translate(
            "Places", "The folder belongs to {name}, which copies what is in it to a server."
        ),
        PlaceKind.NETWORK: translate("Places", "The folder lies on another computer ({name})."),
        PlaceKind.REMOVABLE: translate(
            "Places", "The folder lies on a drive that can be carried away ({name})."
        ),
        PlaceKind.UNKNOWN: translate("Places", "It could not be found out what kind of folder this is."),
    }
    return sentences[note.kind].format(name=note.name)
