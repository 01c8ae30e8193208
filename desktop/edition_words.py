"""Says which edition this is: the same sentence in the window, on the command line and in the report."""

from desktop.words import Translate
from model_manager.edition import Edition


def edition_words(edition: Edition, translate: Translate) -> str:
    """What somebody who has to answer for this computer wants to know of it."""
    if edition.has_network:
        return translate("Edition", "Full edition: models can be fetched over the network.")
    return translate("Edition", "Air-gap edition: the part that speaks to a network is not installed.")
