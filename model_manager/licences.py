"""Says whether this user may use a model, by its licences and by what the user stated about the use.

What nobody has read is never taken for permission: an unknown licence, or none at all, keeps companies off.
The rules are a help to notice limits, not legal advice; the text of the licence decides.
"""

import hashlib
import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Literal

from model_manager.acceptances import Acceptance as Acceptance
from model_manager.acceptances import Acceptances as Acceptances
from model_manager.errors import UnsafeNameError
from model_manager.names import accept_file_name
from model_manager.toml_lines import Bilingual, Table, read_toml

Commercial = Literal["yes", "no", "below", "ask"]

_COMMERCIAL: tuple[Commercial, ...] = ("yes", "no", "below", "ask")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}", re.ASCII)
_LONGEST_ID = 80
_BAND_YEN = 1_000_000_000
_UNSTATED = "unstated"
NOT_STATED = "not_stated"           # the reason while nobody has said who uses the models
_NONE = Bilingual("", "")


@dataclass(frozen=True, slots=True)
class Licence:
    """One licence. `notices` must be shown; the text lies in `text_file`, or at `text_url` where that is "".

    `limit_yen` and `limit_words` belong to "below", a limit on yearly revenue. `read` says whether we know
    its conditions. `sha256` is its `licence_hash`; while it is "" nobody can have accepted it.
    """

    id: str
    name: str
    text_file: str
    text_url: str
    notices: tuple[Bilingual, ...]
    commercial: Commercial
    limit_yen: int
    limit_words: Bilingual
    needs_acceptance: bool
    read: bool = True
    sha256: str = ""


class UserKind(StrEnum):
    """Who uses the program."""

    COMPANY = "company"
    RESEARCH = "research"
    PERSONAL = "personal"


class Revenue(StrEnum):
    """The yearly revenue of a company, no more exactly than the licences ask."""

    BELOW_1_BILLION_YEN = "below_1_billion_yen"
    ABOVE_1_BILLION_YEN = "above_1_billion_yen"


@dataclass(frozen=True, slots=True)
class Usage:
    """What a user stated once about the use of models; `revenue` matters to companies only."""

    kind: UserKind
    revenue: Revenue | None


class Standing(StrEnum):
    """Whether a model may be used; `UNKNOWN` until the user has stated what for."""

    USABLE = "usable"
    ACCEPTANCE = "acceptance"
    BLOCKED = "blocked"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A standing with its reason. `licences` are the ids of those that stand in the way; for `ACCEPTANCE`,
    of those still to be accepted.

    Reasons: "", "not_stated", "noncommercial", "revenue", "ask_vendor", "unread", "refused:<code>".
    """

    standing: Standing
    reason: str
    licences: tuple[str, ...]


def read_licences(folder: Path) -> dict[str, Licence]:
    """The known licences by id and by each other name that hubs and files have for them, in the order of
    `licences.toml`. Raises CatalogueError with the line.
    """
    outermost = read_toml(folder / "licences.toml")
    found: dict[str, Licence] = {}
    for table in outermost.tables("licence"):
        also = table.texts("also") if table.has("also") else ()
        licence = _licence(table)
        for key, name in (("id", licence.id), *(("also", each) for each in also)):
            if name.lower() in (each.lower() for each in found):
                table.fail(key, f"{name!r} comes twice")
        try:
            sha256 = licence_hash(licence, folder)
        except (OSError, ValueError):           # no such file, or not UTF-8
            table.fail("text_file", "cannot be read")
        found |= dict.fromkeys((licence.id, *also), replace(licence, sha256=sha256))
    outermost.finish()
    return found


def unknown_licence(licence_id: str) -> Licence:
    """A licence by an id that we do not know, as a hub states it: nobody here has read it."""
    licence = Licence(licence_id, licence_id, "", "", (), "ask", 0, _NONE, needs_acceptance=True, read=False)
    return replace(licence, sha256=_hash(licence, ""))


def licence_hash(licence: Licence, folder: Path) -> str:
    """SHA-256 over what a person is shown. An acceptance does not survive a change of it.

    Raises OSError or UnicodeDecodeError if the text cannot be read.
    """
    # Line ends count alike: a checkout on Windows changes them.
    text = (folder / licence.text_file).read_text(encoding="utf-8") if licence.text_file else ""
    return _hash(licence, text)


def usage_to_dict(usage: Usage) -> dict[str, str | None]:
    """What `accept_usage` takes back."""
    return {"kind": usage.kind.value, "revenue": usage.revenue.value if usage.revenue else None}


def accept_usage(untrusted: object) -> Usage | None:
    """A usage that was kept as JSON. Anything malformed counts as not stated, so it is asked again."""
    if not isinstance(untrusted, dict) or set(untrusted) != {"kind", "revenue"}:
        return None
    untrusted_kind, untrusted_revenue = untrusted["kind"], untrusted["revenue"]
    if untrusted_kind not in list(UserKind) or untrusted_revenue not in [None, *Revenue]:
        return None
    return Usage(UserKind(untrusted_kind), Revenue(untrusted_revenue) if untrusted_revenue else None)


def judge(
    licences: Sequence[Licence], refused: str, usage: Usage | None, accepted: Collection[str]
) -> Verdict:
    """Whether a model under all these licences may be used. `refused` is the catalogue's code, `accepted`
    the hashes of the licences that were accepted.
    """
    if refused:
        return Verdict(Standing.BLOCKED, f"refused:{refused}", tuple(each.id for each in licences))
    binding = tuple(licences) or (unknown_licence(_UNSTATED),)
    single = [(each.id, *_judge_one(each, usage)) for each in binding]
    for standing in (Standing.BLOCKED, Standing.UNKNOWN):
        hits = [(licence_id, reason) for licence_id, found, reason in single if found is standing]
        if hits:
            return Verdict(standing, hits[0][1], tuple(licence_id for licence_id, _ in hits))
    missing = [each for each in binding if each.needs_acceptance and not _is_accepted(each, accepted)]
    if missing:
        reason = "" if all(each.read for each in missing) else "unread"
        return Verdict(Standing.ACCEPTANCE, reason, tuple(each.id for each in missing))
    return Verdict(Standing.USABLE, "", ())


def reason_words(verdict: Verdict) -> Bilingual:
    """One sentence that says how a model stands, and why."""
    if verdict.reason.startswith("refused:"):
        return _REFUSED.get(verdict.reason.removeprefix("refused:"), _REFUSED_OTHERWISE)
    if verdict.standing is Standing.ACCEPTANCE and verdict.reason == "unread":
        return _ACCEPT_UNREAD
    return _REASONS.get(verdict.reason) or _STANDINGS[verdict.standing]


def _judge_one(licence: Licence, usage: Usage | None) -> tuple[Standing, str]:
    if licence.commercial == "yes":
        return Standing.USABLE, ""
    if usage is None:
        return Standing.UNKNOWN, NOT_STATED
    if usage.kind is not UserKind.COMPANY:
        return Standing.USABLE, ""
    if licence.commercial == "no":
        return Standing.BLOCKED, "noncommercial"
    if licence.commercial == "ask":
        return Standing.BLOCKED, "ask_vendor" if licence.read else "unread"
    return _judge_revenue(licence, usage.revenue)


def _judge_revenue(licence: Licence, revenue: Revenue | None) -> tuple[Standing, str]:
    if revenue is None:
        return Standing.UNKNOWN, NOT_STATED
    # Above the band nobody knows by how much, so every limit counts as passed.
    is_below = revenue is Revenue.BELOW_1_BILLION_YEN and licence.limit_yen >= _BAND_YEN
    return (Standing.USABLE, "") if is_below else (Standing.BLOCKED, "revenue")


def _is_accepted(licence: Licence, accepted: Collection[str]) -> bool:
    return licence.sha256 != "" and licence.sha256 in accepted


def _hash(licence: Licence, text: str) -> str:
    shown = [licence.id, text or licence.text_url, [[each.ja, each.en] for each in licence.notices]]
    return hashlib.sha256(json.dumps(shown).encode("ascii")).hexdigest()


def _licence(table: Table) -> Licence:
    commercial = table.choice("commercial", _COMMERCIAL)
    if commercial != "below" and table.has("limit_yen"):
        table.fail("limit_yen", "belongs to commercial = \"below\" only")
    licence = Licence(
        id=table.name("id", _accept_id),
        name=table.text("name"),
        text_file=table.name("text_file", accept_file_name, may_be_empty=True),
        text_url=table.name("text_url", _accept_address),
        notices=tuple(_notice(each) for each in table.tables("notice")),
        commercial=commercial,
        limit_yen=table.integer("limit_yen") if commercial == "below" else 0,
        limit_words=table.bilingual("limit_words") if commercial == "below" else _NONE,
        needs_acceptance=table.truth("needs_acceptance"),
        read=table.truth("read") if table.has("read") else True,
    )
    table.finish()
    return licence


def _notice(table: Table) -> Bilingual:
    found = Bilingual(table.text("ja"), table.text("en"))
    table.finish()
    return found


def _accept_id(untrusted: str) -> str:
    return untrusted if _ID.fullmatch(untrusted) else _refuse(untrusted)


def _accept_address(untrusted: str) -> str:
    return untrusted if re.fullmatch(r"https://[!-~]+", untrusted) else _refuse(untrusted)


def _refuse(untrusted: str) -> str:
    raise UnsafeNameError(untrusted[:_LONGEST_ID])


_STANDINGS = {
    Standing.USABLE: Bilingual("このモデルは使えます。", "This model may be used."),
    Standing.ACCEPTANCE: Bilingual(
        "このモデルを使うには、利用条件を読んで同意する必要があります。",
        "To use this model, its licence has to be read and accepted first.",
    ),
    Standing.BLOCKED: Bilingual("このモデルは使えません。", "This model may not be used."),
    Standing.UNKNOWN: Bilingual(
        "このモデルを使えるかどうかは、まだ分かりません。",
        "It is not known yet whether this model may be used.",
    ),
}
_ACCEPT_UNREAD = Bilingual(
    "このモデルの利用条件はHishoでは確認していないため、ご自身で読んで同意する必要があります。",
    "Nobody at Hisho has read the licence of this model: it has to be read and accepted by yourself.",
)
_REASONS = {
    NOT_STATED: Bilingual(
        "このモデルを使えるかどうかは使い方によるため、先に利用者の種類(企業の場合は年間売上高も)を選んでください。",
        "Whether this model may be used depends on the use: state first who you are and, for a company, its "
        "yearly revenue.",
    ),
    "noncommercial": Bilingual(
        "このモデルの利用条件は商用利用を認めていないため、企業では使えません。",
        "The licence of this model does not allow commercial use, so a company may not use it.",
    ),
    "revenue": Bilingual(
        "このモデルの利用条件には年間売上高の上限があるため、この企業では提供元の許諾なしに使えません。",
        "The licence of this model has a limit on yearly revenue, so this company may not use it without the "
        "maker's permission.",
    ),
    "ask_vendor": Bilingual(
        "このモデルの提供元は商用利用の前に連絡するよう求めているため、企業ではそのまま使えません。",
        "The maker of this model asks to be contacted before commercial use, so a company may not use it as "
        "it is.",
    ),
    "unread": Bilingual(
        "このモデルの利用条件はHishoでは確認していないため、企業では使えません。",
        "Nobody at Hisho has read the licence of this model, so a company may not use it.",
    ),
}
_REFUSED = {
    "rope_off": Bilingual(
        "この種類のモデルには文の一部が抜け落ちる不具合があるため、Hishoでは扱いません。",
        "Models of this kind have a fault that loses parts of the text, so Hisho does not offer them.",
    ),
    "diffusion": Bilingual(
        "この種類のモデルは拡散型という別の方式で文を作るため、Hishoでは動きません。",
        "Models of this kind write by diffusion, another method, so they do not work in Hisho.",
    ),
    "noncommercial_vendor": Bilingual(
        "このモデルは提供元が商用利用を認めていないため、Hishoでは扱いません。",
        "The maker of this model does not allow commercial use, so Hisho does not offer it.",
    ),
    "ask_vendor": Bilingual(
        "このモデルは提供元が商用利用の前に連絡するよう求めているため、Hishoでは扱いません。",
        "The maker of this model asks to be contacted before commercial use, so Hisho does not offer it.",
    ),
    "unread": Bilingual(
        "このモデルの利用条件を確認できていないため、Hishoでは扱いません。",
        "The licence of this model could not be read yet, so Hisho does not offer it.",
    ),
}
_REFUSED_OTHERWISE = Bilingual(
    "このモデルには使えない理由が知られているため、Hishoでは扱いません。",
    "There is a known reason against this model, so Hisho does not offer it.",
)
