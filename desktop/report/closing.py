"""The end of the report's page: how to verify it, and what it does not show."""

import base64
from collections.abc import Mapping
from typing import Any

from desktop.report.markup import Markup, element
from desktop.report.signing import pem
from desktop.report.tables import note, section
from desktop.words import Translate

OPENSSL = """\
head -n -1 report.html > body
tail -n 1 report.html | cut -d' ' -f4 | base64 -d > signature
openssl pkeyutl -verify -rawin -pubin -inkey key.pem -in body -sigfile signature"""
OPENSSL_JSON = """\
sed -n 2p report.json | tr -d '\\n' > body
sed -n 3p report.json | cut -d'"' -f8 | base64 -d > signature
openssl pkeyutl -verify -rawin -pubin -inkey key.pem -in body -sigfile signature"""


def verifying(report: Mapping[str, Any], tests: Mapping[str, str], translate: Translate) -> Markup:
    """How somebody else comes to the same verdict."""
    title = translate("Report", "How to verify this report")
    if not report["public_key"]:
        text = translate(
            "Report", "It is not signed, so there is nothing to verify. Unlock the vault and make another."
        )
        return section(title, [note(text)], [tests["signature"]], translate)
    text = translate(
        "Report",
        "With Hisho: hisho doctor --verify-report FILE. Without it, openssl and this key as key.pem; the "
        "last line of the file is the signature over all lines before it.",
    )
    whose = translate(
        "Report",
        "The signature shows that the report came from the vault with this key and was not changed since. It "
        "does not show whose vault that is: compare the fingerprint with the one that the app shows, once "
        "and in person.",
    )
    key = pem(base64.b64decode(report["public_key"]))
    body = [
        note(text), element("pre", key), element("pre", OPENSSL),
        note(translate("Report", "For the JSON form:")), element("pre", OPENSSL_JSON), note(whose),
    ]  # fmt: skip
    return section(title, body, [tests["signature"]], translate)


def limits(translate: Translate) -> Markup:
    """What nobody should read into it."""
    lines = [
        translate(
            "Report",
            "The report is made by the program that it is about. Whoever controls this computer, as its "
            "administrator or by malware of the same user, can make it say anything; the hashes, compared "
            "with those of a release, and the tests, run elsewhere, are what cannot be talked round.",
        ),
        translate(
            "Report",
            "What is on the screen, in memory while the vault is open, in swap, or in an export, is not "
            "protected by any of this.",
        ),
        translate("Report", "Times are those of this computer's clock, which can be set."),
    ]
    items = [element("li", each) for each in lines]
    return element(
        "section", element("h2", translate("Report", "What this does not show")), element("ul", *items)
    )
