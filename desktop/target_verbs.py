"""The verbs about files that the user chose: open one for writing, finish it, and what is answered."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

ANYWHERE = "anywhere"


class TargetRefusal(StrEnum):
    """Why no file was opened, or what was written is not there."""

    BAD_PATH = "bad_path"               # no whole path from the root, or a name that no file may have
    SUFFIX = "suffix"                   # none of those that exports have
    HIDDEN = "hidden"                   # a part of the path begins with a dot
    LINK = "link"                       # a part of the path is a link
    OWN_FOLDER = "own_folder"           # it lies in a folder of the program's own
    NO_FOLDER = "no_folder"             # the folder is not there
    NOT_A_FILE = "not_a_file"           # something else has this name
    EXISTS = "exists"                   # there is such a file, and it was not said that it may be replaced
    CARRIED_ON = "carried_on"           # the user was not told what happens to what is put there
    TOO_MANY = "too_many"               # others are open and not finished
    UNKNOWN = "unknown"                 # nothing was opened under this number
    SYSTEM = "system"                   # the system refused it; the number of its error says why


@dataclass(frozen=True, slots=True)
class OpenTarget:
    """Open the file that the user chose, for writing: a new one, or with `replace` also one that is there.
    `told`: the kinds of place that the user was told of, see `kinds_of` in transfer/places; the folder may
    be of these and no others. ANYWHERE: of any.
    """

    verb: ClassVar[str] = "open_target"
    request: int
    path: str
    replace: bool
    told: str = ANYWHERE


@dataclass(frozen=True, slots=True)
class FinishTarget:
    """All is written: give it its name (`keep`); or let nothing of it be left."""

    verb: ClassVar[str] = "finish_target"
    request: int
    keep: bool


@dataclass(frozen=True, slots=True)
class TargetOpened:
    """The answer to OpenTarget; the frame carries the file as its one descriptor. It has its name when it was
    finished.
    """

    verb: ClassVar[str] = "target_opened"
    request: int


@dataclass(frozen=True, slots=True)
class TargetFinished:
    """The answer to FinishTarget: the file has its name, or nothing of it is left."""

    verb: ClassVar[str] = "target_finished"
    request: int


@dataclass(frozen=True, slots=True)
class TargetRefused:
    """The other answer to both; nothing of the file is left. `places`: for `carried_on` what there is to
    know of the folder, see `to_text` in transfer/places.
    """

    verb: ClassVar[str] = "target_refused"
    request: int
    reason: str
    error_number: int
    places: str = ""
