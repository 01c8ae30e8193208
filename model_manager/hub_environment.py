"""Switches huggingface_hub's telemetry, stored tokens and other network stack off, before it is imported: the
library reads these once.
"""

import os

# With TELEMETRY on it would also ask the hub for a list of known agents.
for _name in ("TELEMETRY", "XET", "IMPLICIT_TOKEN", "UPDATE_CHECK", "PROGRESS_BARS"):
    os.environ[f"HF_HUB_DISABLE_{_name}"] = "1"
for _name in ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "HF_HUB_USER_AGENT_ORIGIN"):
    os.environ.pop(_name, None)
_endpoint = os.environ.pop("HF_ENDPOINT", None)


def put_back() -> None:
    """The library has read them: the mirror's address is there again for the command line, which accepts or
    refuses it.
    """
    if _endpoint is not None:
        os.environ["HF_ENDPOINT"] = _endpoint
