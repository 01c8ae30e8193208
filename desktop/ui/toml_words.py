"""Says in the user's language what is wrong in a TOML file, and where: for tasks and for the policy.

No Qt: the command line says the same words.
"""

import re
from pathlib import Path

from desktop.words import Translate

_FIGURES = re.compile(r"-?\d[\d.e+]*")


def place_words(path: Path, line: int, translate: Translate) -> str:
    """The file, with the line if one can be named."""
    if not line:
        return f"{path}"
    return translate("Cli", "{file}, line {line}").format(file=path, line=line)


def reason_words(reason: str, translate: Translate) -> str:
    """A reason may begin with the key that it is about. What is none of ours was said by the TOML reader."""
    known = _without_figures(translate) | _with_figures(translate)
    key, _, about_key = reason.partition(": ")
    for said, before in ((reason, ""), (about_key, f"{key}: ")):
        if said in known:
            return before + known[said]
        figures = _FIGURES.findall(said)
        if (pattern := _FIGURES.sub("#", said)) in known:
            return before + known[pattern].format(*figures)
        if words := _with_values(said, translate):
            return before + words
    return translate("Cli", "not valid TOML")


def _with_values(said: str, translate: Translate) -> str:
    """Reasons that end with what is allowed or what was written; empty for others."""
    before, found, allowed = said.partition("not one of ")
    if found and not before:
        return translate("Cli", "not one of {allowed}").format(allowed=allowed)
    before, found, value = said.partition("cannot be ")
    if found and not before:
        return translate("Cli", "cannot be {value}").format(value=value)
    return ""


def _without_figures(translate: Translate) -> dict[str, str]:
    return {
        "missing": translate("Cli", "missing"),
        "empty": translate("Cli", "empty"),
        "unknown key": translate("Cli", "unknown key"),
        "not a text": translate("Cli", "not a text"),
        "not a number": translate("Cli", "not a number"),
        "not true or false": translate("Cli", "neither true nor false"),
        "not a table": translate("Cli", "not a table"),
        "not a list": translate("Cli", "not a list"),
        "not a list of texts": translate("Cli", "not a list of texts"),
        "not an array of tables": translate("Cli", "not an array of tables"),
        "names something twice": translate("Cli", "names something twice"),
        "not lower-case letters, digits and _": translate(
            "Cli", "may consist of lower-case letters, digits and _"
        ),
        "not as many in one language as in the other": translate(
            "Cli", "not as many in one language as in the other"
        ),
        "one to three, each with a name of its own": translate(
            "Cli", "one to three, each with a name of its own"
        ),
        "two to eight different ones, for a choice alone": translate(
            "Cli", "two to eight different ones, for a choice alone"
        ),
        "names a field that there is not": translate("Cli", "names a field that there is not"),
        "does not name every field": translate("Cli", "does not name every field"),
        "a text is too long": translate("Cli", "a text is too long"),
        "not UTF-8": translate("Cli", "not UTF-8"),
        "not a file": translate("Cli", "not a file"),
        "a link that leads to nothing here": translate("Cli", "a link that leads to nothing here"),
        "was there when this program was started": translate(
            "Cli", "was there when this program was started, and is not to be seen any more"
        ),
        "not a folder": translate("Cli", "not a folder"),
        "belongs to somebody else": translate("Cli", "belongs to somebody who is not the administrator"),
        "writable by others": translate("Cli", "others than the administrator may write it"),
    }


def _with_figures(translate: Translate) -> dict[str, str]:
    """By the reason with `#` for each number."""
    return {
        "not a whole number from #": translate("Cli", "not a whole number from {0}"),
        "longer than # characters": translate("Cli", "longer than {0} characters"),
        "not from # to #": translate("Cli", "not from {0} to {1}"),
        "larger than # bytes": translate("Cli", "larger than {0} bytes"),
        "more than # tasks": translate("Cli", "more than {0} tasks"),
        "cannot be read (#)": translate("Cli", "cannot be read (error {0})"),
    }
