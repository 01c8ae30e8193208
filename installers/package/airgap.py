"""What the air-gap edition leaves out: whatever of ours, of our libraries and of Python speaks to a network.

`socket` itself stays: window, engine and supervisor talk over socket pairs (AF_UNIX), and Python's own
`selectors` and `email` import it. OpenSSL's code for TLS stays in one file, since `cryptography` is linked
with the whole of it; nothing calls it. What the kernel lets them do with either is what `hisho doctor` shows.
"""

import mmap
from pathlib import Path

from installers.package.native import is_native
from model_manager.edition import NETWORK_PART

OURS = (*NETWORK_PART, "desktop.fetching.hub_desk", "desktop.fetching.serving")
LIBRARIES = (
    "anyio", "certifi", "click", "filelock", "fsspec", "h11", "h2", "hf_xet", "hpack", "httpcore",
    "httpcore2", "httpx", "httpx2", "huggingface_hub", "hyperframe", "idna", "requests", "sniffio",
    "socksio", "tqdm", "truststore", "urllib3", "yaml",
)  # fmt: skip
PYTHON = (
    "_ssl", "asyncio", "cgi", "cgitb", "ftplib", "http", "imaplib", "multiprocessing", "nntplib", "poplib",
    "pydoc", "smtpd", "smtplib", "socketserver", "ssl", "telnetlib", "urllib.error", "urllib.request",
    "urllib.response", "urllib.robotparser", "webbrowser", "wsgiref", "xmlrpc",
)  # fmt: skip
LEFT_OUT = (*OURS, *LIBRARIES, *PYTHON)
HOLDS_TLS = (
    "_internal/cryptography/hazmat/bindings/_rust.abi3.so",
    "_internal/cryptography/hazmat/bindings/_rust.pyd",
)
"""Where OpenSSL lies as a whole; SECURITY.md says so."""
_SPEAKING = (
    b"TLS_client_method", b"ssl/statem", b"gnutls_handshake", b"mbedtls_ssl_", b"rustls", b"curl_easy_",
    b"InternetOpenUrl", b"WinHttpOpen",
)  # fmt: skip


def speaks(path: Path) -> bool:
    """Whether there is a client for HTTP or TLS in a program or a library, by names that such code keeps."""
    if not is_native(path):
        return False
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return any(data.find(each) >= 0 for each in _SPEAKING)
