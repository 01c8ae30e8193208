"""Says what the administrator demands, and why a policy is not accepted. No Qt: the command line says the
same words.
"""

from collections.abc import Iterator

from desktop.policy import Policy
from desktop.ui.toml_words import place_words, reason_words
from desktop.words import Translate
from model_manager.edition import Edition
from model_manager.policy_file import PolicyFault

_OF_THE_NETWORK = {("models", key) for key in ("network", "endpoint", "hosts", "proxy")}
Said = tuple[tuple[str, str], str]
"""(table, key) → the sentence about it."""


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
        "no network, no models but the guide, no export. Your conversations are there and can be read. "
        "{fault}",
    )
    return text.format(fault=fault_words(policy.fault, translate))


def demands_words(policy: Policy, translate: Translate, edition: Edition) -> tuple[str, ...]:
    """What an accepted policy demands, a sentence for each; nothing where it demands nothing."""
    said = [*_of_models(policy, translate), *_of_vault(policy, translate), *_of_rest(policy, translate)]
    if not edition.has_network:
        moot = translate("Policy", "What it says of servers and the network does not matter without either.")
        said = [(place, moot if place in _OF_THE_NETWORK else sentence) for place, sentence in said]
    return tuple(dict.fromkeys(sentence for place, sentence in said if place in policy.values))


def _of_models(policy: Policy, translate: Translate) -> Iterator[Said]:
    network = {
        "any": translate("Policy", "Models may be searched for and fetched."),
        "catalogue": translate("Policy", "Only models of the catalogue may be fetched."),
        "off": translate("Policy", "There is no network connection at all."),
    }
    yield ("models", "network"), network[policy.network]
    server = translate("Policy", "Models come from {server} alone.")
    yield ("models", "endpoint"), server.format(server=policy.endpoint)
    yield ("models", "hosts"), translate("Policy", "The hosts that a server may redirect to are fixed.")
    yield ("models", "proxy"), translate("Policy", "Every request passes {proxy}.").format(proxy=policy.proxy)
    yield ("models", "allowed"), translate("Policy", "Only listed models may be used.")
    yield ("models", "forbidden"), translate("Policy", "Some models may not be used.")
    yield ("tasks", "folder"), translate("Policy", "Tasks are added from a folder of the administrator's.")


def _of_vault(policy: Policy, translate: Translate) -> Iterator[Said]:
    if policy.require_passphrase:
        yield ("vault", "require_passphrase"), translate("Policy", "The vault must have a passphrase.")
    shortest = translate("Policy", "A new passphrase has at least {count} characters.")
    yield ("vault", "passphrase_min"), shortest.format(count=policy.passphrase_min)
    keyring = {
        "allowed": translate("Policy", "The keyring may open the vault."),
        "with_passphrase": translate("Policy", "Keyring and passphrase open the vault together."),
        "forbidden": translate("Policy", "The keyring is not used."),
    }
    yield ("vault", "keyring"), keyring[policy.keyring]
    if not policy.recovery_key:
        yield ("vault", "recovery_key"), translate("Policy", "The vault keeps no recovery key.")
    yield ("vault", "escrow_key"), translate("Policy", "Your organisation can open the vault with its key.")
    kept = translate("Policy", "Conversations are erased {days} days after their last use.")
    yield ("vault", "retention_days"), kept.format(days=policy.retention_days)


def _of_rest(policy: Policy, translate: Translate) -> Iterator[Said]:
    idle = translate("Policy", "The vault is locked after {minutes} idle minutes at the latest.")
    yield ("lock", "minutes_most"), idle.format(minutes=policy.lock_minutes_most)
    if policy.lock_on_suspend:
        yield ("lock", "on_suspend"), translate("Policy", "It is locked when the computer sleeps.")
    if policy.lock_with_session:
        yield ("lock", "on_session_lock"), translate("Policy", "It is locked with the screen.")
    levels = {"strong": "強", "middle": "中", "": ""}
    level = translate("Policy", "The vault opens at the protection level {level} or higher.")
    yield ("protection", "sandbox"), level.format(level=levels[policy.sandbox])
    if not policy.screen_capture:
        yield ("protection", "screen_capture"), translate("Policy", "The window is left out of screenshots.")
    export = {
        "allowed": translate("Policy", "Exports are allowed."),
        "ask": translate("Policy", "Every export is asked about and noted."),
        "forbidden": translate("Policy", "There are no exports."),
    }
    yield ("sharing", "export"), export[policy.export]
    if policy.export_folders == "local":
        carried = translate("Policy", "No export goes into a folder that carries it to another computer.")
        yield ("sharing", "export_folders"), carried
    clipboard = {
        "allowed": translate("Policy", "Copying is allowed."),
        "cleared": translate("Policy", "The clipboard is cleared after copying."),
        "forbidden": translate("Policy", "There is no copying."),
    }
    yield ("sharing", "clipboard"), clipboard[policy.clipboard]
    seconds = translate("Policy", "What is copied is cleared after {seconds} seconds.")
    yield ("sharing", "clipboard_seconds"), seconds.format(seconds=policy.clipboard_seconds)
    yield ("labels", "default"), translate("Policy", "The label of a new conversation is fixed.")
