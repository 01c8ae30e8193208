"""What the report's page is made of: sections with the tests behind them, tables, notes."""

from collections.abc import Sequence

from desktop.report.markup import Markup, element
from desktop.words import Translate


def section(title: str, body: Sequence[str], tests: Sequence[str], translate: Translate) -> Markup:
    """A heading, its body, and which tests show it."""
    shown = [element("code", each) for each in tests]
    parts = [part for each in shown for part in (" ", each)]
    line = element("p", translate("Report", "Tests:"), *parts, class_="test")
    return element("section", element("h2", title), *body, line)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Markup:
    """A table; without a head the first cell of each row names it."""
    lines = [element("tr", *(element("th", each) for each in head))] if head else []
    for first, *others in rows:
        named = element("td" if head else "th", first)
        lines.append(element("tr", named, *(element("td", each) for each in others)))
    return element("table", *lines)


def note(text: str) -> Markup:
    """A paragraph in a quiet colour."""
    return element("p", text, class_="muted")


def when(moment: str) -> str:
    """A time in UTC as people read it; what is no such time stays as it is."""
    date, separator, rest = moment.partition("T")
    time, zone, _ = rest.partition("+00:00")
    return f"{date} {time} UTC" if separator and zone else moment


def code(text: str) -> Markup:
    """A name or number that is copied, not read."""
    return element("code", text)


def state(is_good: bool, text: str) -> Markup:
    """Good or bad, in words and colour."""
    return element("span", ("✓ " if is_good else "✗ ") + text, class_="good" if is_good else "bad")
