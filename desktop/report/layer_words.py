"""Why a layer of protection is not in force, and what that leaves open, in words."""

from desktop.report.probe_words import layer_words, probe_words, program_words
from desktop.words import Translate


def reason_words(reason: str, translate: Translate) -> str:
    """`program:layer:reason`, `program:probe:name` or `program:open:name` as a sentence; anything else as it
    is.
    """
    program, _, rest = reason.partition(":")
    kind, _, detail = rest.partition(":")
    if not detail:
        return reason
    named = program_words(program, translate)
    if kind == "probe":
        text = translate("Report", "{program}: a probe came out otherwise than intended: {probe}")
        return text.format(program=named, probe=probe_words(detail, translate))
    if kind == "open":
        text = translate("Report", "{program}: can still have others act for it: {probe}")
        return text.format(program=named, probe=probe_words(detail, translate))
    text = translate("Report", "{program}: {layer} is not in force ({reason})")
    return text.format(
        program=named, layer=layer_words(kind, translate), reason=missing_words(detail, translate)
    )


def missing_words(reason: str, translate: Translate) -> str:
    """Why a layer is missing; the code where nobody wrote words for it."""
    return {
        "not_in_kernel": translate("Report", "the kernel does not offer it"),
        "unknown_architecture": translate("Report", "not for this processor"),
        "refused": translate("Report", "the kernel refused it"),
        "no_report": translate("Report", "no report"),
        "not_tried": translate("Report", "the program was started without it"),
        "not_seen": translate("Report", "it should be there, and the program does not find it"),
        "bwrap_missing": translate("Report", "bubblewrap is not installed"),
        "bwrap_refused": translate("Report", "this system does not let bubblewrap work"),
        "bwrap_apparmor": translate(
            "Report", "AppArmor does not let bubblewrap work; Hisho's package for Ubuntu has the rule for it"
        ),
        "userns_off": translate("Report", "this system's settings forbid user namespaces"),
        "proxy_missing": translate("Report", "xdg-dbus-proxy is not installed"),
        "proxy_failed": translate("Report", "xdg-dbus-proxy did not start"),
        "display_by_network": translate("Report", "the screen is reached over a network"),
        "not_on_this_system": translate("Report", "Windows has no such layer"),
    }.get(reason, reason)
