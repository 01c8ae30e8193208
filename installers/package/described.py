"""What the packages say of the product, in one place for all of them."""

from installers.package.release import Edition

SUMMARY = "chat with a language model on this very computer"
_TEXT = """Hisho is a chat client for people whose drafts must not leave their
computer. The language model runs on this machine through llama.cpp, on
its graphics processor where there is one; what was said lies in an
encrypted vault; no program that sees a draft can open a network
connection, which the app proves when asked."""
_AIRGAP = """This is the edition for computers without a network: nothing of it speaks
HTTP or TLS, and no program of it may open a network connection. Models
are brought in as files."""


def description(edition: Edition) -> str:
    """Paragraphs, in lines as short as Debian wants them."""
    return _TEXT if edition is Edition.FULL else f"{_TEXT}\n\n{_AIRGAP}"
