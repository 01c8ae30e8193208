"""What the air-gap edition leaves out: whatever of ours, of our libraries and of Python speaks to a network.

`socket` itself stays: window, engine and supervisor talk over socket pairs (AF_UNIX), and Python's own
`selectors` and `email` import it. What the kernel lets them do with it is what `hisho doctor` shows.
"""

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
