"""Says that something is the administrator's to decide, and why a policy is not accepted. No Qt: the command
line says the same words.
"""

from desktop.policy import Policy
from desktop.ui.toml_words import place_words, reason_words
from desktop.words import Translate
from model_manager.policy_file import PolicyFault


def fault_words(fault: PolicyFault, translate: Translate) -> str:
    """Which file, which line, and what is wrong there."""
    text = translate("Cli", "{place}: {reason}")
    place = place_words(fault.place, fault.line, translate)
    return text.format(place=place, reason=reason_words(fault.reason, translate))


def closed_words(policy: Policy, translate: Translate) -> str:
    """What it means that a policy is not accepted; empty where it is."""
    if policy.fault is None:
        return ""
    text = translate(
        "Policy",
        "The administrator’s policy has a mistake, so the strictest rules hold until it is mended: "
        "no network, no models, no export. Your conversations are there and can be read. {fault}",
    )
    return text.format(fault=fault_words(policy.fault, translate))


def by_administrator(translate: Translate) -> str:
    """What stands beside a setting that the user cannot change."""
    return translate("Policy", "Set by the administrator")
