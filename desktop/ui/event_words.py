"""What happened, in words: every kind of event of the chain and the facts that come with it. No Qt: the
command line says the same words.
"""

from collections.abc import Mapping, Sequence

from desktop.vault.events import Event, EventKind
from desktop.words import Translate

_SHOWN_DIGITS = 12  # of a hash, in a line; the whole stands in the details
_HASH_DIGITS = 64
_FLAGS = frozenset({"accepted", "managed"})         # numbers that are yes or no
# Only the details name them.
_LONG = frozenset({"parameters", "recipe", "prompt", "answer", "digest", "sha256", "policy", "reasons"})


def kind_words(kind: str, translate: Translate) -> str:
    """What happened; a kind of a newer version stands as it is."""
    return {
        **_of_vault(translate), **_of_talks(translate), **_of_surroundings(translate)
    }.get(kind, kind)  # fmt: skip


def _of_vault(translate: Translate) -> Mapping[str, str]:
    return {
        EventKind.CREATED: translate("Events", "Vault made"),
        EventKind.UNLOCKED: translate("Events", "Unlocked"),
        EventKind.UNLOCK_FAILED: translate("Events", "Failed to unlock"),
        EventKind.LOCKED: translate("Events", "Locked"),
        EventKind.CLOSED: translate("Events", "Closed"),
        EventKind.SLOT_ADDED: translate("Events", "Way in set"),
        EventKind.SLOT_DROPPED: translate("Events", "Way in taken away"),
        EventKind.REKEYED: translate("Events", "Encrypted anew with another key"),
        EventKind.BACKED_UP: translate("Events", "Backed up"),
        EventKind.RESTORED: translate("Events", "Restored from a backup"),
        EventKind.SALVAGED: translate("Events", "Saved from damage"),
        EventKind.ROLLED_BACK: translate("Events", "An old copy was put back"),
    }


def _of_talks(translate: Translate) -> Mapping[str, str]:
    return {
        EventKind.CONVERSATION_CREATED: translate("Events", "Conversation begun"),
        EventKind.CONVERSATION_LABELLED: translate("Events", "Label changed"),
        EventKind.CONVERSATION_TRASHED: translate("Events", "Conversation moved to the trash"),
        EventKind.CONVERSATION_TAKEN_BACK: translate("Events", "Conversation taken out of the trash"),
        EventKind.CONVERSATION_DELETED: translate("Events", "Conversation deleted for good"),
        EventKind.GENERATED: translate("Events", "Answer generated"),
        EventKind.EXPORTED: translate("Events", "Exported"),
        EventKind.IMPORTED: translate("Events", "Imported"),
    }


def _of_surroundings(translate: Translate) -> Mapping[str, str]:
    return {
        EventKind.MODEL_REGISTERED: translate("Events", "Model registered"),
        EventKind.MODEL_REMOVED: translate("Events", "Model removed"),
        EventKind.POLICY_CHANGED: translate("Events", "Policy of the administrator changed"),
        EventKind.PROTECTION: translate("Events", "Protection level"),
        EventKind.EVENTS_EXPORTED: translate("Events", "Record exported"),
        EventKind.REPORTED: translate("Events", "Protection report made"),
    }


def line_of(event: Event, translate: Translate) -> str:
    """The facts of an event in one line, without what is only there to be compared."""
    parts = [f"{name} {value}" for key, name, value in _facts(event, translate, _short) if key not in _LONG]
    return " · ".join(parts)


def details_of(event: Event, translate: Translate) -> Sequence[tuple[str, str]]:
    """Each fact by its name, whole."""
    return [(name, value) for _, name, value in _facts(event, translate, str)]


def _facts(event: Event, translate: Translate, shown: "type[str] | _Short") -> Sequence[tuple[str, str, str]]:
    """In the order of the names below; what has none comes last."""
    names, values = fact_names(translate), value_words(translate)
    flags = {"1": translate("Events", "yes"), "0": translate("Events", "no")}
    order = {key: place for place, key in enumerate(names)}
    return [
        (key, names.get(key, key), _said(str(value), flags if key in _FLAGS else values) or shown(value))
        for key, value in sorted(event.facts.items(), key=lambda fact: order.get(fact[0], len(order)))
        if value != ""
    ]


def _said(value: str, values: Mapping[str, str]) -> str:
    """In words; of several they stand beside each other. Empty for what has none."""
    if value in values:
        return values[value]
    for joint in (" ", "+"):
        parts = [_said(each, values) for each in value.split(joint)] if joint in value else []
        if parts and all(parts):
            return " / ".join(parts)
    return ""


class _Short:
    """A value for a line: hashes by their beginning."""

    def __call__(self, value: str | int) -> str:
        text = str(value)
        return text[:_SHOWN_DIGITS] + "…" if len(text) >= _HASH_DIGITS else text


_short = _Short()


def fact_names(translate: Translate) -> Mapping[str, str]:
    """What each fact says."""
    return {
        "conversation": translate("Events", "conversation no."),
        "message": translate("Events", "message"),
        "model": translate("Events", "model"),
        "ending": translate("Events", "ending"),
        "protection": translate("Events", "protection"),
        "parameters": translate("Events", "parameters"),
        "recipe": translate("Events", "digest of the recipe"),
        "prompt": translate("Events", "digest of the prompt"),
        "answer": translate("Events", "digest of the answer"),
        "digest": translate("Events", "digest"),
        "sha256": translate("Events", "SHA-256"),
        "policy": translate("Events", "SHA-256 of the policy"),
        "label": translate("Events", "label"),
        "before": translate("Events", "before"),
        "after": translate("Events", "after"),
        "slot": translate("Events", "way"),
        "slots": translate("Events", "ways"),
        "times": translate("Events", "times"),
        "form": translate("Events", "form"),
        "conversations": translate("Events", "conversations"),
        "texts": translate("Events", "messages"),
        "reason": translate("Events", "reason"),
        "place": translate("Events", "folder"),
        "kind": translate("Events", "form"),
        "part": translate("Events", "what is old"),
        "anchored": translate("Events", "remembered events"),
        "found": translate("Events", "events found"),
        "level": translate("Events", "level"),
        "reasons": translate("Events", "reasons"),
        "cause": translate("Events", "cause"),
        "number": translate("Events", "number"),
        "bytes": translate("Events", "bytes"),
        "count": translate("Events", "count"),
        "source": translate("Events", "source"),
        "repository": translate("Events", "repository"),
        "commit": translate("Events", "commit"),
        "made": translate("Events", "made"),
        "accepted": translate("Events", "accepted"),
        "pages": translate("Events", "pages"),
        "bad": translate("Events", "damaged pages"),
        "messages": translate("Events", "messages kept"),
        "cut": translate("Events", "texts that were cut"),
        "managed": translate("Events", "by the administrator"),
        "epoch": translate("Events", "number of the key"),
    }


def value_words(translate: Translate) -> Mapping[str, str]:
    """Values that are words of ours."""
    return {
        "keyring": translate("Events", "keyring"),
        "passphrase": translate("Events", "passphrase"),
        "recovery": translate("Events", "recovery key"),
        "keyring+passphrase": translate("Events", "keyring and passphrase together"),
        "escrow": translate("Events", "escrow key"),
        "strong": translate("Events", "strong"),
        "middle": translate("Events", "medium"),
        "weak": translate("Events", "weak"),
        "top_secret": translate("Events", "top secret"),
        "secret": translate("Events", "secret"),
        "internal": translate("Events", "internal"),
        "general": translate("Events", "general"),
        "complete": translate("Events", "complete"),
        "length": translate("Events", "limit of tokens"),
        "stopped": translate("Events", "stopped"),
        "interrupted": translate("Events", "interrupted"),
        "database": translate("Events", "the database"),
        "header": translate("Events", "the header"),
        "both": translate("Events", "both"),
        "daily": translate("Events", "daily"),
        "migration": translate("Events", "before an update"),
        "asked": translate("Events", "on request"),
        "client": translate("Events", "for the client"),
        "filing": translate("Events", "for filing"),
        "review": translate("Events", "for review"),
        "record": translate("Events", "for one's records"),
        "move": translate("Events", "to another computer"),
        "other": translate("Events", "another one"),
        "local": translate("Events", "on this computer"),
        "output": translate("Events", "standard output"),
        "synchronised": translate("Events", "synchronised"),
        "network": translate("Events", "on the network"),
        "removable": translate("Events", "removable drive"),
        "unknown": translate("Events", "unknown"),
        "md": "Markdown",
        "txt": translate("Events", "plain text"),
        "json": "JSON",
    }


def roll_back_words(part: str, translate: Translate) -> str:
    """The sentence of the notice that stays."""
    return {
        "header": translate(
            "Events",
            "The vault's file vault.json is older than the vault: an old copy was put in its place. A "
            "passphrase that was replaced may open it again. If you did not do this, set a new one.",
        ),
        "database": translate(
            "Events",
            "The vault's database is older than it was when it was last locked: an old copy was put in its "
            "place, and what came after it is missing. If you did not do this, tell your administrator.",
        ),
    }.get(
        part,
        translate(
            "Events",
            "The vault is older than it was when it was last locked: an old copy was put in its place, and "
            "what came after it is missing. If you did not do this, tell your administrator.",
        ),
    )
