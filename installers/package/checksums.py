"""SHA256SUMS of what is released, and its signature where somebody has named a key."""

import json
from pathlib import Path

from installers.package import commit
from installers.package.release import Release
from installers.source.commands import SetupError, Workshop
from installers.source.engine_source import digest

SUMS = "SHA256SUMS"
MINISIGN_KEY = "HISHO_MINISIGN_KEY"     # the file of a secret key that asks for no password
GPG_KEY = "HISHO_GPG_KEY"               # the fingerprint of a key in the keyring of whoever signs
_SIGNATURES = (".minisig", ".asc")


def write(out: Path) -> Path:
    """The sums of all files right in `out`, in the order of their names; folders hold nothing that is
    released. Raises OSError.
    """
    lines = [
        f"{digest(path)}  {path.name}\n"
        for path in sorted(out.iterdir())
        if path.is_file() and path.name != SUMS and path.suffix not in _SIGNATURES
    ]
    sums = out / SUMS
    sums.write_text("".join(lines), encoding="utf-8")
    return sums


def sign(root: Path, out: Path, release: Release, workshop: Workshop) -> list[Path]:
    """Sign the sums with the keys that the environment names; says so where it names none. Signatures of
    other sums are taken away first. Raises SetupError.
    """
    sums = out / SUMS
    signatures = [sums.with_name(sums.name + suffix) for suffix in _SIGNATURES]
    for old in signatures:
        old.unlink(missing_ok=True)
    minisign, gpg = (workshop.environment.get(name, "") for name in (MINISIGN_KEY, GPG_KEY))
    if minisign or gpg:
        _refuse_strangers(out, commit.of(root, workshop).digest)
    if minisign:
        comment = f"hisho {release.version} commit {commit.of(root, workshop).digest}"
        command = ["minisign", "-S", "-s", minisign, "-m", str(sums), "-x", str(signatures[0])]
        workshop.must([*command, "-t", comment], "minisign has signed nothing")
    if gpg:
        command = ["gpg", "--batch", "--yes", "--armor", "--local-user", gpg]
        command += ["--output", str(signatures[1]), "--detach-sign", str(sums)]
        workshop.must(command, "gpg has signed nothing")
    made = [each for each in signatures if each.exists()]
    if len(made) != bool(minisign) + bool(gpg):
        raise SetupError("A signature was wanted and is not there")
    if not made:
        print(f"{SUMS} is unsigned: {MINISIGN_KEY} or {GPG_KEY} would name a key", flush=True)
    return made


def _refuse_strangers(out: Path, digest_of_commit: str) -> None:
    """One signature is for one commit: the other edition may be of an older one. Raises SetupError."""
    for path in sorted(out.glob("*.provenance.json")):
        definition = json.loads(path.read_bytes())["predicate"]["buildDefinition"]
        if definition["externalParameters"]["commit"] != digest_of_commit:
            raise SetupError(f"Nothing is signed: {path.name} is of another commit; make that edition anew")
