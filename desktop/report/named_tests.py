"""Which test of this repository shows what a line of the report says; a test asserts that each exists."""

from collections.abc import Mapping
from types import MappingProxyType

PROBE = "tests/confinement/test_probes.py::test_every_probe_comes_out_as_intended"
TESTS: Mapping[str, str] = MappingProxyType({
    "versions": "tests/report/test_gathering.py::test_the_versions_are_those_that_are_installed",
    "hashes": "tests/report/test_hashes.py::test_the_total_is_what_sha256sum_says",
    "layer:seccomp": "tests/confinement/test_seccomp.py::test_decisions",
    "layer:landlock": "tests/confinement/test_confined_process.py::test_what_was_not_granted_cannot_be_read",
    "layer:namespaces": "tests/confinement/test_third_layer.py::"
    "test_every_program_has_namespaces_of_its_own_no_capabilities_and_an_end_with_its_parent",
    "level": "tests/confinement/test_report.py::test_level",
    "reasons": "tests/confinement/test_report.py::test_reasons_name_program_layer_and_probe",
    "probes": PROBE,
    "control": "tests/confinement/test_probes.py::test_the_same_probes_succeed_unconfined",
    "self_test": "tests/report/test_gathering.py::test_the_self_test_says_what_each_program_was_refused",
    "zero_packets": "tests/proof/test_zero_packets_window.py::test_a_whole_life_is_not_heard",
    "leak": "tests/proof/test_zero_packets.py::test_a_program_that_leaks_is_heard",
    "ledger": "tests/vault/test_audit.py::test_what_was_taken_stays_when_the_ledger_is_emptied_or_changed",
    "edition": "tests/test_airgap.py::test_nothing_but_what_is_left_out_loads_what_is_left_out",
    "slots": "tests/vault/test_vault.py::test_the_header_is_private_and_holds_no_secret",
    "audit": "tests/vault/test_events.py::test_a_touched_chain_names_its_first_break",
    "anchors": "tests/vault/test_anchors.py::test_an_old_copy_that_was_put_back_is_told",
    "policy": "tests/report/test_gathering.py::test_the_policy_is_shown_as_it_holds",
    "backups": "tests/report/test_gathering.py::test_backups_are_named_without_a_key",
    "signature": "tests/report/test_signing.py::test_openssl_comes_to_the_same_verdict",
})  # fmt: skip


def probe_test(program: str, probe: str) -> str:
    """The test of one probe in one program."""
    return f"{PROBE}[{probe}-{program}]"
