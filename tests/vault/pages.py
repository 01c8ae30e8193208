"""The bytes that lie in a vault's files, decrypted page by page: free pages and old frames of the log, too.

SQLCipher 4: AES-256-CBC, and at the end of each page 16 bytes of initialisation vector and 64 of HMAC. The
first page begins with the salt, which spoils 32 bytes of SQLite's header here and nothing else. A log has a
header of 32 bytes and 24 more before each page.
"""

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from desktop.vault.database import FILE_NAME

PAGE = 4096
_RESERVED, _IV = 80, 16
_LOG_HEADER, _FRAME_HEADER = 32, 24


def decrypted(folder: Path, raw_key: str) -> bytes:
    """Everything in the database and its log."""
    key = bytes.fromhex(raw_key[:64])
    whole = (folder / FILE_NAME).read_bytes()
    pages = [whole[place : place + PAGE] for place in range(0, len(whole), PAGE)]
    log = folder / (FILE_NAME + "-wal")
    if log.exists():
        frames = log.read_bytes()
        step = PAGE + _FRAME_HEADER
        pages += [
            frames[place + _FRAME_HEADER : place + step] for place in range(_LOG_HEADER, len(frames), step)
        ]
    return b"".join(_page(key, page) for page in pages)


def _page(key: bytes, page: bytes) -> bytes:
    vector = page[-_RESERVED : -_RESERVED + _IV]
    decryptor = Cipher(algorithms.AES256(key), modes.CBC(vector)).decryptor()
    return decryptor.update(page[:-_RESERVED]) + decryptor.finalize()
