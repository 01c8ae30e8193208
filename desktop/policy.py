"""What the installation demands of the program: the administrator's word, above every setting.

One file and one grammar with the policy on models (`model_manager.policy_grammar`). A policy that is not
accepted is not obeyed in part: what could let something out is closed then. What would change the vault
itself stays as it is (its slots, how long things are kept): no work is lost to a slip of the pen.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from desktop.chat.label_rules import Bounds, CopyRule, Permission
from desktop.chat.labels import USUAL, Label
from model_manager.policy import model_policy
from model_manager.policy_file import PolicyFault, PolicyFile, PolicyText, read_text

STRICT_LOCK_MINUTES = 5


@dataclass(frozen=True, slots=True)
class Policy:
    """What is demanded; a field that nobody has written means that the user decides.

    `managed`: there is a policy, and `values` is what it says by table and key. `readable`: it is accepted;
    otherwise `fault` says why not. `digest` is the SHA-256 of what was read.
    """

    readable: bool = True
    managed: bool = False
    fault: PolicyFault | None = None
    digest: str = ""
    values: Mapping[tuple[str, str], Any] = field(default_factory=dict)

    network: Literal["any", "catalogue", "off"] = "any"
    endpoint: str = ""
    hosts: tuple[str, ...] | None = None
    proxy: str = ""
    allowed: frozenset[str] | None = None

    require_passphrase: bool = False
    passphrase_min: int = 0
    keyring: Literal["allowed", "with_passphrase", "forbidden"] = "allowed"
    recovery_key: bool = True
    escrow_key: str = ""
    retention_days: int | None = None

    lock_minutes_most: int | None = None
    lock_on_suspend: bool = False           # forced; False leaves it to the user, who may always lock more
    lock_with_session: bool = False

    sandbox: Literal["", "middle", "strong"] = ""     # where it counts: `demanded_level`
    screen_capture: bool = True
    export: Literal["allowed", "ask", "forbidden"] = "allowed"
    export_folders: Literal["any", "local"] = "any"
    clipboard: Literal["allowed", "cleared", "forbidden"] = "allowed"
    clipboard_seconds: int = 30

    label_names: Mapping[Label, tuple[str, str]] = field(default_factory=dict)
    label_default: Label = USUAL

    @property
    def demanded_level(self) -> Literal["", "middle", "strong"]:
        """The level of protection without which the vault stays closed. A policy that is not accepted demands
        none: what was in the vault before it came must stay within reach.
        """
        return self.sandbox if self.readable else ""


NO_POLICY = Policy()


def closed(fault: PolicyFault, digest: str = "") -> Policy:
    """What holds while the policy that is there is not accepted."""
    return Policy(
        readable=False,
        managed=True,
        fault=fault,
        digest=digest,
        network="off",
        allowed=frozenset(),
        require_passphrase=True,
        lock_minutes_most=STRICT_LOCK_MINUTES,
        lock_on_suspend=True,
        lock_with_session=True,
        sandbox="strong",
        screen_capture=False,
        export="forbidden",
        export_folders="local",
        clipboard="forbidden",
        label_default=Label.TOP_SECRET,
    )


def read_policy(file: PolicyFile) -> Policy:
    """The policy. Never raises: one that is not accepted is a closed one, none at all is `NO_POLICY`."""
    return policy_of(read_text(file))


def policy_of(text: PolicyText) -> Policy:
    """What these values mean for the program."""
    if text.fault is not None:
        return closed(text.fault, text.digest)
    models = model_policy(text)
    written: dict[str, Any] = {
        name: text.values[place] for name, place in _AS_WRITTEN.items() if place in text.values
    }
    return Policy(
        managed=text.is_there,
        digest=text.digest,
        values=text.values,
        network="off" if not models.network else "catalogue" if models.catalogue_only else "any",
        endpoint=models.endpoint,
        hosts=models.hosts,
        proxy=models.proxy,
        allowed=models.allowed,
        label_names=_label_names(text.values),
        label_default=Label(str(text.values.get(("labels", "default"), USUAL))),
        **written,
    )


def sharing_bounds(policy: Policy) -> Bounds:
    """What may leave at the most; a label may be stricter."""
    return Bounds(
        export=Permission(policy.export),
        clipboard=CopyRule(policy.clipboard),
        clipboard_seconds=policy.clipboard_seconds,
        may_be_captured=policy.screen_capture,
        carried_on=Permission.FORBIDDEN if policy.export_folders == "local" else Permission.ASK,
    )


_AS_WRITTEN: Mapping[str, tuple[str, str]] = MappingProxyType({
    "require_passphrase": ("vault", "require_passphrase"),
    "passphrase_min": ("vault", "passphrase_min"),
    "keyring": ("vault", "keyring"),
    "recovery_key": ("vault", "recovery_key"),
    "escrow_key": ("vault", "escrow_key"),
    "retention_days": ("vault", "retention_days"),
    "lock_minutes_most": ("lock", "minutes_most"),
    "lock_on_suspend": ("lock", "on_suspend"),
    "lock_with_session": ("lock", "on_session_lock"),
    "sandbox": ("protection", "sandbox"),
    "screen_capture": ("protection", "screen_capture"),
    "export": ("sharing", "export"),
    "export_folders": ("sharing", "export_folders"),
    "clipboard": ("sharing", "clipboard"),
    "clipboard_seconds": ("sharing", "clipboard_seconds"),
})  # fmt: skip


def _label_names(values: Mapping[tuple[str, str], Any]) -> Mapping[Label, tuple[str, str]]:
    """The names of the labels that have others, in Japanese and English; one language may serve for both."""
    found = {}
    for label in Label:
        japanese, english = (values.get(("labels", f"{label.value}_{each}"), "") for each in ("ja", "en"))
        if japanese or english:
            found[label] = (japanese or english, english or japanese)
    return MappingProxyType(found)
