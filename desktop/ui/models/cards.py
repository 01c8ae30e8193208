"""A model as the page shows it, whatever it comes from: values, no widgets."""

from dataclasses import dataclass, field
from enum import Enum, auto


class Tone(Enum):
    """How a badge is coloured; its words say the same."""

    PLAIN = auto()
    GOOD = auto()
    WARNING = auto()
    BAD = auto()


TONE_INKS = {
    Tone.PLAIN: "text_muted",
    Tone.GOOD: "success",
    Tone.WARNING: "warning",
    Tone.BAD: "danger",
}
"""The colour of the theme for each."""


class Kind(Enum):
    """What a card stands for."""

    ENTRY = auto()                  # of the catalogue
    GOVERNMENT = auto()             # a model whose weights are not public
    HIT = auto()                    # of a search; nobody reviewed it
    HERE = auto()                   # on this computer


@dataclass(frozen=True, slots=True)
class Badge:
    """A word or two in a frame."""

    words: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Card:
    """One row. `key` is the entry's id, the repository or the model's identity; `fits`, `commercial` and
    `scratch` are what the filters look at, `tags` where it is shown.
    """

    kind: Kind
    key: str
    title: str
    subtitle: str
    size: str = ""
    badges: tuple[Badge, ...] = ()
    fits: bool = True
    commercial: bool = True
    scratch: bool = False
    tags: frozenset[str] = frozenset()

    @property
    def spoken(self) -> str:
        """All of it, for screen readers."""
        words = [self.title, self.subtitle, self.size, *(each.words for each in self.badges)]
        return ", ".join(filter(None, words))


@dataclass(frozen=True, slots=True)
class Variant:
    """One file, or set of parts, that can be fetched."""

    first_file: str
    words: str


@dataclass(frozen=True, slots=True)
class DetailView:
    """What is told about one card. `terms`: what has to be shown and accepted before `action` is possible;
    `action` and `other_actions` are codes, empty where nothing can be done.
    """

    card: Card
    text: str
    facts: tuple[tuple[str, str], ...] = ()
    variants: tuple[Variant, ...] = ()
    notes: tuple[str, ...] = ()
    terms: str = ""
    action: str = ""
    other_actions: tuple[str, ...] = field(default=())
