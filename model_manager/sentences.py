"""What the command line says about errors where no other words are at hand: the error's own description."""

import inspect

from model_manager.errors import ModelManagerError


def sentence_of(error: BaseException) -> str:
    """One English sentence: what kind of error it is, and its facts."""
    if not isinstance(error, ModelManagerError):
        return f"{type(error).__name__}: {error}"
    words = " ".join((inspect.getdoc(type(error)) or type(error).__name__).split())
    first = words.split(". ")[0].rstrip(".")
    facts = ", ".join(f"{key}: {value}" for key, value in vars(error).items() if value not in ("", 0))
    return f"{first} ({facts})." if facts else f"{first}."
