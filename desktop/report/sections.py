"""The sections of the report's page, each with the tests that show what it says."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from desktop.edition_words import edition_words
from desktop.report.closing import limits, verifying
from desktop.report.layer_words import missing_words, reason_words
from desktop.report.markup import Markup, element, joined
from desktop.report.probe_words import layer_words, probe_words, program_words
from desktop.report.tables import code, note, section, state, table, when
from desktop.vault.header import TOGETHER
from desktop.words import Translate
from model_manager.edition import Edition

_LEVELS = {"strong": "強", "middle": "中", "weak": "弱"}
_MOST_LINES = 60


def sections(report: dict[str, Any], translate: Translate) -> Iterator[Markup]:
    """All, in the order in which they are read."""
    tests: Mapping[str, str] = report["tests"]
    yield _head(report, translate)
    yield _level(report["protection"], tests, translate)
    yield _layers(report["protection"], tests, translate)
    yield _probes(report["protection"], tests, translate)
    yield _self_test(report, tests, translate)
    yield _ledger(report, tests, translate)
    yield _keys(report["vault"], tests, translate)
    yield _audit(report["audit"], tests, translate)
    yield _policy(report["policy"], tests, translate)
    yield _backups(report["backups"], tests, translate)
    yield _versions(report["versions"], tests, translate)
    yield _hashes(report["hashes"], tests, translate)
    yield verifying(report, tests, translate)
    yield limits(translate)


def _head(report: dict[str, Any], translate: Translate) -> Markup:
    made = translate("Report", "Made {when} on this computer by Hisho {version}.").format(
        when=when(report["made"]), version=report["versions"]["hisho"]
    )
    edition = edition_words(Edition(report["edition"]), translate)
    parts = [element("p", made, class_="muted"), element("p", edition)]
    if report["fingerprint"]:
        signed = translate("Report", "Signed by the vault's key. Its fingerprint:")
        parts.append(element("p", signed, " ", code(report["fingerprint"])))
    else:
        text = translate(
            "Report",
            "Not signed, without the network's ledger and without the record of events: it was made without "
            "the vault being open, and nobody vouches for it.",
        )
        parts.append(element("p", text, class_="notice"))
    return joined(parts)


def _level(protection: dict[str, Any], tests: Mapping[str, str], translate: Translate) -> Markup:
    level = protection["level"]
    badge = element("p", element("span", _LEVELS.get(level, level), class_=f"level {level}"))
    meaning = {
        "strong": translate(
            "Report",
            "All three layers are in force in every program, and every probe came out as intended. What "
            "sees texts can neither reach a network nor start programs, nor have others do it.",
        ),
        "middle": translate(
            "Report",
            "Our own two layers are in force in every program, and every probe came out as intended. Other "
            "programs of this computer could still be asked to do what ours may not.",
        ),
        "weak": translate("Report", "Something that is promised does not hold here; the reasons follow."),
    }.get(level, "")
    reasons = [element("li", reason_words(each, translate)) for each in protection["reasons"]]
    body = [badge, element("p", meaning)]
    if reasons:
        body += [element("p", translate("Report", "Why it is not higher:")), element("ul", *reasons)]
    return section(
        translate("Report", "Protection level"), body, [tests["level"], tests["reasons"]], translate
    )


def _layers(protection: dict[str, Any], tests: Mapping[str, str], translate: Translate) -> Markup:
    names = list(
        dict.fromkeys(name for each in protection["programs"].values() for name in each.get("layers", ()))
    )
    rows = []
    for program, found in protection["programs"].items():
        cells = [program_words(program, translate)]
        for name in names:
            layer = found.get("layers", {}).get(name, {"on": False, "reason": "no_report"})
            cells.append(state(layer["on"], _in_force(layer, translate)))
        rows.append(cells)
    head = [translate("Report", "Program"), *(layer_words(each, translate) for each in names)]
    shown = [tests[f"layer:{name}"] for name in names if f"layer:{name}" in tests]
    return section(translate("Report", "Layers of each program"), [table(head, rows)], shown, translate)


def _in_force(layer: Mapping[str, Any], translate: Translate) -> str:
    if layer["on"]:
        return translate("Report", "in force")
    return translate("Report", "not in force ({reason})").format(
        reason=missing_words(str(layer["reason"]), translate)
    )


def _probes(protection: dict[str, Any], tests: Mapping[str, str], translate: Translate) -> Markup:
    programs = list(protection["programs"])
    found = {
        program: {each["name"]: each for each in protection["programs"][program].get("probes", ())}
        for program in programs
    }
    names = list(dict.fromkeys(name for each in found.values() for name in each))
    rows = []
    for name in names:
        cells: list[str] = [joined((probe_words(name, translate), Markup("<br>"), code(name)))]
        cells += [_outcome(found[program].get(name), translate) for program in programs]
        rows.append(cells)
    head = [translate("Report", "Tried"), *(program_words(each, translate) for each in programs)]
    text = translate(
        "Report",
        "Each program tries each of these on itself. “Refused” and “allowed” are what happened; where that "
        "is not what is intended, the cell says so. What there was nothing to try on proves nothing. The "
        "name in small type and the program's name stand in the name of the test.",
    )
    return section(
        translate("Report", "Probes"), [note(text), table(head, rows)], [tests["probes"], tests["control"]],
        translate,
    )  # fmt: skip


def _outcome(probe: Mapping[str, Any] | None, translate: Translate) -> str:
    if probe is None:
        return "–"
    words = {
        "denied": translate("Report", "refused"),
        "allowed": translate("Report", "allowed"),
        "unavailable": translate("Report", "nothing to try it on"),
    }.get(str(probe["outcome"]), str(probe["outcome"]))
    if probe["ok"]:
        return words
    return state(is_good=False, text=translate("Report", "{outcome}: not intended").format(outcome=words))


def _self_test(report: dict[str, Any], tests: Mapping[str, str], translate: Translate) -> Markup:
    rows = []
    for program, found in report["self_test"].items():
        refused = sum(outcome == "denied" for outcome in found["tried"].values())
        counted = translate("Report", "{refused} of {all} attempts refused").format(
            refused=refused, all=len(found["tried"])
        )
        verdict = (
            translate("Report", "as intended")
            if found["as_intended"]
            else translate("Report", "not as intended")
        )
        rows.append([program_words(program, translate), counted, state(found["as_intended"], verdict)])
    text = translate(
        "Report",
        "At {when} a fresh process of each program tried to reach this computer's own discard port (9) and "
        "to get hold of what leads to a network. This shows that the kernel refused it at that moment, on "
        "this computer. The fetcher, which is allowed a network, shows that the same attempts can succeed. "
        "It does not show that nothing ever left; for that the zero-packet test watches every packet of "
        "the whole program in a network of its own.",
    )
    if not Edition(report["edition"]).has_network:
        text = translate(
            "Report",
            "At {when} a fresh process of each program tried to reach this computer's own discard port (9) "
            "and to get hold of what leads to a network. This shows that the kernel refused it at that "
            "moment, on this computer. No program of this edition is allowed a network, so none of them "
            "shows that the same attempts can succeed. It does not show that nothing ever left; for that "
            "the zero-packet test watches every packet of the whole program in a network of its own.",
        )
    text = text.format(when=when(report["made"]))
    head = [translate("Report", "Program"), translate("Report", "Tried now"), translate("Report", "Verdict")]
    shown = [tests["self_test"], tests["zero_packets"], tests["leak"]]
    return section(
        translate("Report", "Self-test: nothing leaves"), [note(text), table(head, rows)], shown, translate
    )


def _ledger(report: Mapping[str, Any], tests: Mapping[str, str], translate: Translate) -> Markup:
    ledger: Mapping[str, Any] | None = report["ledger"]
    title = translate("Report", "What went over the network")
    if ledger is None:
        return section(title, [_locked(translate)], [tests["ledger"]], translate)
    text = translate(
        "Report",
        "Only the fetcher has a network, and it notes every exchange before it begins: the host, the bytes "
        "received, and what the user had clicked. Copied into the vault at every unlock.",
    )
    if not Edition(report["edition"]).has_network:
        text = translate(
            "Report",
            "The part that speaks to a network is not installed, and no program is allowed a network, so "
            "nothing is added here. What stands here was noted by the full edition, when that was installed.",
        )
    hosts = [
        [host, f"{found['received']:,}", str(found["lines"]), when(found["first"]), when(found["last"])]
        for host, found in ledger["hosts"].items()
    ]
    head = [
        translate("Report", "Host"), translate("Report", "Bytes received"), translate("Report", "Lines"),
        translate("Report", "First"), translate("Report", "Last"),
    ]  # fmt: skip
    body: list[str] = [note(text)]
    if not hosts:
        body.append(note(translate("Report", "Nothing: no exchange was ever noted.")))
        return section(title, body, [tests["ledger"]], translate)
    body.append(table(head, hosts))
    newest = ledger["lines"][-_MOST_LINES:][::-1]
    lines = [[when(at), host, f"{received:,}", click] for at, host, received, click in newest]
    body.append(note(translate("Report", "The newest lines; the JSON form has all of them:")))
    body.append(table([head[4], head[0], head[1], translate("Report", "Clicked")], lines))
    return section(title, body, [tests["ledger"]], translate)


def _keys(vault: Mapping[str, Any], tests: Mapping[str, str], translate: Translate) -> Markup:
    kinds = {
        "keyring": translate("Report", "Keyring of this computer"),
        "passphrase": translate("Report", "Passphrase (Argon2id)"),
        "recovery": translate("Report", "Recovery key (160 bits, on paper)"),
        TOGETHER: translate("Report", "Keyring and passphrase together"),
        "escrow": translate("Report", "Escrow key of the administrator"),
    }
    items = [element("li", kinds.get(each, each)) for each in vault["slots"]]
    text = translate(
        "Report",
        "The vault (SQLCipher, AES-256) opens in these ways and no others. Kinds only: no key stands here.",
    )
    none = translate("Report", "There is no vault yet.")
    body: list[str] = [note(text), element("ul", *items)] if items else [note(none)]
    return section(translate("Report", "Ways into the vault"), body, [tests["slots"]], translate)


def _audit(audit: Mapping[str, Any] | None, tests: Mapping[str, str], translate: Translate) -> Markup:
    title = translate("Report", "Record of events")
    shown = [tests["audit"], tests["anchors"]]
    if audit is None:
        return section(title, [_locked(translate)], shown, translate)
    if audit["holds"]:
        verdict = state(
            is_good=True, text=translate("Report", "The chain holds from the first event to the last.")
        )
    else:
        text = translate("Report", "The chain is broken at event {number}.")
        verdict = state(is_good=False, text=text.format(number=audit["first_break"]))
    rows = [
        [translate("Report", "Checked now"), verdict],
        [translate("Report", "Events"), f"{audit['count']:,}"],
        [translate("Report", "Digest of the last"), code(audit["head"])],
        [translate("Report", "Old copies put back"), f"{audit['rolled_back']:,}"],
    ]
    return section(title, [table((), rows)], shown, translate)


def _policy(policy: Mapping[str, Any], tests: Mapping[str, str], translate: Translate) -> Markup:
    title = translate("Report", "Policy of the administrator")
    if not policy["managed"]:
        body: list[str] = [note(translate("Report", "There is none on this computer: the user decides."))]
    elif not policy["readable"]:
        text = translate(
            "Report", "The policy is not accepted ({fault}), so everything that it could close is closed."
        )
        body = [state(is_good=False, text=text.format(fault=policy["fault"]))]
    else:
        rows = [[code(name), _value(value)] for name, value in policy["values"].items()]
        digest = joined((translate("Report", "SHA-256 of the file:"), " ", code(policy["digest"])))
        body = [element("p", digest), table((), rows)]
    return section(title, body, [tests["policy"]], translate)


def _value(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _backups(backups: Sequence[Mapping[str, Any]], tests: Mapping[str, str], translate: Translate) -> Markup:
    head = [translate("Report", "Made"), translate("Report", "Bytes"), translate("Report", "Schema")]
    rows = [[when(each["made"]), f"{each['bytes']:,}", str(each["schema"])] for each in backups]
    none = translate("Report", "There is no backup of this vault in its usual place.")
    body: list[str] = [table(head, rows) if rows else note(none)]
    return section(translate("Report", "Backups (encrypted)"), body, [tests["backups"]], translate)


def _versions(versions: Mapping[str, str], tests: Mapping[str, str], translate: Translate) -> Markup:
    rows = [[code(name), version] for name, version in versions.items()]
    shown = [tests["versions"], tests["edition"]]
    return section(translate("Report", "Versions"), [table((), rows)], shown, translate)


def _hashes(hashes: Mapping[str, Any], tests: Mapping[str, str], translate: Translate) -> Markup:
    rows: list[list[str]] = [
        [code(name), code(digest or translate("Report", "cannot be read"))]
        for part in ("executables", "libraries")
        for name, digest in hashes[part].items()
    ]
    text = translate(
        "Report",
        "{count} files of Hisho itself: one SHA-256 over the lines of sha256sum in the order of their paths "
        "(the JSON form has each).",
    ).format(count=len(hashes["sources"]))
    rows.append([text, code(hashes["sources_total"])])
    head = [translate("Report", "File"), "SHA-256"]
    return section(translate("Report", "What runs here"), [table(head, rows)], [tests["hashes"]], translate)


def _locked(translate: Translate) -> Markup:
    return note(translate("Report", "Not told: it lies in the vault, which was not open."))
