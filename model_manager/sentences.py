"""What the command line says about errors where no other words are at hand: the error's own description."""

import inspect
import re

from model_manager.errors import ModelManagerError

_FACT = re.compile(r"`(\w+)`")


def sentence_of(error: BaseException) -> str:
    """One English sentence: what kind of error it is, and its facts."""
    if not isinstance(error, ModelManagerError):
        return f"{type(error).__name__}: {error}"
    words = " ".join((inspect.getdoc(type(error)) or type(error).__name__).split())
    facts = {key: value for key, value in vars(error).items() if value not in ("", 0)}
    # What follows the first clause is for whoever writes the program.
    first = re.split(r"[.;] ", words)[0].rstrip(".")
    told = set(_FACT.findall(first))
    first = _FACT.sub(lambda found: str(facts.get(found[1], found[1])), first)
    rest = ", ".join(f"{key}: {value}" for key, value in facts.items() if key not in told)
    return f"{first} ({rest})." if rest else f"{first}."
