"""The root of every error that Hisho foresees.

Each package draws its own tree under this root in its `errors` module. An error carries facts as attributes;
the words for the user are in `desktop/ui/error_text.py`. What is not in the tree is a bug: it is raised,
logged and seen.
"""


class HishoError(Exception):
    """Something went wrong that we foresaw and have words for."""
