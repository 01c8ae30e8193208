"""What those who act on the page of the models need of the window, handed in as one value."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from desktop.chat.store import ConversationStore
from desktop.paths import Paths
from desktop.ui.background import Background
from desktop.vault.keychain import TokenSafe
from model_manager.edition import Edition
from model_manager.machine import Machine
from model_manager.policy import PolicyFile


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the desk needs of the window."""

    places: Paths
    policy_file: PolicyFile                         # the administrator's word
    machine: Callable[[], Machine]              # its memory as it is now
    background: Background
    store: ConversationStore
    error_words: Callable[[str, Mapping[str, Any]], str]
    keep: Callable[..., None]                   # changes of the settings by name
    safe: TokenSafe
    words: Callable[[Exception], str]
    edition: Edition
