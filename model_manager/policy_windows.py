"""The administrator's word on Windows: the registry's branch of group policies, or a file that belongs to the
administrators. Written, never run.
"""

import json
import sys
from pathlib import Path

from model_manager.policy_grammar import GRAMMAR, Truth
from model_manager.policy_owner import FOREIGN, TOO_LARGE, Doubt

_BRANCH = "Software\\Policies\\Hisho"
_MAX_BYTES = 1 << 20
_FILE_OBJECT, _OWNER = 1, 1         # SE_FILE_OBJECT, OWNER_SECURITY_INFORMATION
_SYSTEM, _ADMINISTRATORS = 22, 26   # WinLocalSystemSid, WinBuiltinAdministratorsSid

if sys.platform == "win32":
    import ctypes
    import winreg

    def registry_text() -> bytes | None:
        """The branch as the file would say it; None where there is no branch. Only administrators write below
        `HKLM\\Software\\Policies`.
        """
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, _BRANCH) as branch:
                names = [winreg.EnumKey(branch, place) for place in range(winreg.QueryInfoKey(branch)[0])]
                loose = _values(branch, "")
                tables = [f"[{json.dumps(name)}]\n{_table(branch, name)}" for name in sorted(names)]
        except OSError:
            return None
        return (loose + "".join(tables)).encode()

    def _table(branch: winreg.HKEYType, name: str) -> str:
        with winreg.OpenKey(branch, name) as key:
            return _values(key, name)

    def _values(key: winreg.HKEYType, table: str) -> str:
        found = (winreg.EnumValue(key, place) for place in range(winreg.QueryInfoKey(key)[1]))
        return "".join(f"{json.dumps(name)} = {as_toml(table, name, value)}\n" for name, value, _ in found)

    def read_owned(path: Path, _owners: frozenset[int]) -> bytes | Doubt:
        """What the file holds, if the system or the administrators own it. Raises OSError."""
        with path.open("rb") as file:
            if not _is_owned_by_administrators(path):
                return Doubt(path, FOREIGN)
            data = file.read(_MAX_BYTES + 1)
        return data if len(data) <= _MAX_BYTES else Doubt(path, TOO_LARGE)

    def _is_owned_by_administrators(path: Path) -> bool:
        owner, descriptor = ctypes.c_void_p(), ctypes.c_void_p()
        failed = ctypes.windll.advapi32.GetNamedSecurityInfoW(
            str(path), _FILE_OBJECT, _OWNER, ctypes.byref(owner), None, None, None, ctypes.byref(descriptor)
        )
        if failed:
            return False
        try:
            known = ctypes.windll.advapi32.IsWellKnownSid
            return any(known(owner, sid) for sid in (_SYSTEM, _ADMINISTRATORS))
        finally:
            ctypes.windll.kernel32.LocalFree(descriptor)


def as_toml(table: str, name: str, untrusted: object) -> str:
    """A value of the registry as the file would say it; what it has no word for becomes a mistake there."""
    kind = GRAMMAR.get(table, {}).get(name)
    if isinstance(kind, Truth) and untrusted in (0, 1):
        return "true" if untrusted else "false"
    return json.dumps(untrusted if isinstance(untrusted, str | int | list) else repr(untrusted))
