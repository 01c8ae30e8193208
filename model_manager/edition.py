"""Which edition of Hisho this is: the whole one, or the air-gap one, without its part for a network.

What is installed decides, and no setting: none can say that the part is not there while it is.
"""

from collections.abc import Callable
from enum import StrEnum
from importlib.util import find_spec

NETWORK_PART = (
    "model_manager.fetch", "model_manager.hub", "model_manager.hub_environment", "model_manager.proxies",
    "model_manager.session", "model_manager.web",
)  # fmt: skip
"""The modules that speak to a network or ask for the way there; `installers/package/airgap.py` leaves them
out, with the libraries that they need.
"""


class Edition(StrEnum):
    """With or without the part that speaks to a network."""

    FULL = "full"
    AIRGAP = "airgap"

    @property
    def has_network(self) -> bool:
        """Whether models can be searched for and fetched at all."""
        return self is Edition.FULL


def edition_here(is_there: Callable[[str], bool] = lambda name: find_spec(name) is not None) -> Edition:
    """The edition that is installed: as long as one of the modules is there, it is not without a network."""
    return Edition.FULL if any(map(is_there, NETWORK_PART)) else Edition.AIRGAP
