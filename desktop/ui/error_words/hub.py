"""Sentences for what may go wrong on the way of a model to this computer."""

from desktop.ui.error_words.facts import Facts, Sentence
from desktop.words import Translate


def _blocked(translate: Translate, facts: Facts) -> str:
    if facts.value("reason") == "not_stated":
        return translate(
            "Errors",
            "Whether the model “{model}” may be used under its licence “{licence}” depends on who uses it: "
            "say so first under “Models”, “Settings”.",
        )
    if facts.value("reason") == "policy":
        return translate(
            "Errors", "The administrator of this computer does not allow the model “{model}” to be used."
        )
    code = str(facts.value("reason")).removeprefix("refused:")
    if code in ("rope_off", "diffusion"):
        return _cannot_be_computed(translate, code)
    return _forbidden(translate, code)


def _cannot_be_computed(translate: Translate, code: str) -> str:
    if code == "rope_off":
        return translate(
            "Errors",
            "The model “{model}” is not used: this version of the engine loses the order of the words in "
            "models of its kind, and answers would be fluent and wrong.",
        )
    return translate(
        "Errors",
        "The model “{model}” is not used: models of its kind write by diffusion, another method, which the "
        "engine does not know.",
    )


def _forbidden(translate: Translate, code: str) -> str:
    """By whoever made the model, or by its licence."""
    match code:
        case "noncommercial" | "noncommercial_vendor":
            return translate(
                "Errors",
                "The model “{model}” may not be used here: commercial use of it is not allowed.",
            )
        case "revenue":
            return translate(
                "Errors",
                "The model “{model}” may not be used here without its maker's permission: its licence "
                "“{licence}” has a limit on yearly revenue.",
            )
        case "ask_vendor":
            return translate(
                "Errors",
                "The model “{model}” may not be used here as it is: its maker asks to be contacted before "
                "commercial use.",
            )
        case "unread":
            return translate(
                "Errors",
                "The model “{model}” may not be used here: nobody at Hisho has read its licence.",
            )
        case _:
            return translate(
                "Errors", "The model “{model}” may not be used here: there is a known reason against it."
            )


def _too_many(translate: Translate, facts: Facts) -> str:
    if facts.value("again_at"):
        return translate("Errors", "The server {place} wants no further request before {again_at}.")
    return translate("Errors", "The server {place} has had too many requests; try again later.")


HUB: dict[str, Sentence] = {
    "CatalogueError": lambda translate, _: translate(
        "Errors", "The catalogue “{name}” is malformed in line {line} ({reason}); install Hisho again."
    ),
    "ModelUseError": lambda translate, _: translate("Errors", "The model “{model}” may not be used here."),
    "ModelBlockedError": _blocked,
    "LicenceNotAcceptedError": lambda translate, _: translate(
        "Errors", "The licence “{licence}” of the model “{model}” has to be accepted first."
    ),
    "HubError": lambda translate, _: translate(
        "Errors", "Something went wrong with the server of models ({place})."
    ),
    "NetworkOffError": lambda translate, _: translate(
        "Errors",
        "The network is switched off for Hisho on this computer, so nothing was fetched from {place}.",
    ),
    "NoNetworkCodeError": lambda translate, _: translate(
        "Errors",
        "This is the air-gap edition, without the part that speaks to a network, so “hisho models {command}” "
        "is not in it; models are imported from files.",
    ),
    "CatalogueOnlyError": lambda translate, _: translate(
        "Errors",
        "The administrator allows models of the catalogue alone, so {place} was not asked for anything.",
    ),
    "HubUnreachableError": lambda translate, _: translate(
        "Errors",
        "The server {place} cannot be reached or broke off ({reason}); what was fetched so far is kept.",
    ),
    "CertificateError": lambda translate, _: translate(
        "Errors",
        "Nobody whom this computer trusts vouches for {place}; a company's own certificate can be named "
        "in the settings.",
    ),
    "ProxyError": lambda translate, _: translate(
        "Errors",
        "The proxy {place} did not let Hisho through (status {status}); check its address, name and "
        "password.",
    ),
    "HostForbiddenError": lambda translate, _: translate(
        "Errors",
        "The server sent Hisho on to {place}, which is not on the list of permitted servers, so the "
        "connection was refused.",
    ),
    "RepositoryMissingError": lambda translate, _: translate(
        "Errors", "There is no repository “{place}”, or it does not show itself without an access token."
    ),
    "RepositoryGatedError": lambda translate, _: translate(
        "Errors", "The maker of “{place}” wants its terms accepted at {page} and an access token."
    ),
    "TokenRefusedError": lambda translate, _: translate(
        "Errors", "The server {place} does not take the access token."
    ),
    "RevisionMissingError": lambda translate, _: translate(
        "Errors", "The repository “{place}” does not have this version any more."
    ),
    "EntryMissingError": lambda translate, _: translate(
        "Errors", "The file “{file_name}” is not in the repository “{place}”."
    ),
    "TooManyRequestsError": _too_many,
    "HubAnswerError": lambda translate, _: translate(
        "Errors", "The server {place} gave an answer that no server of models gives ({reason})."
    ),
    "UnsafeNameError": lambda translate, _: translate(
        "Errors", "The name “{place}” cannot be used for a repository, a file or an address."
    ),
    "FetchError": lambda translate, _: translate("Errors", "The file “{name}” could not be fetched."),
    "SizeMismatchError": lambda translate, _: translate(
        "Errors",
        "The file “{name}” has another size than declared ({size} instead of {expected_size}), so it was"
        " not taken.",
    ),
    "DigestMismatchError": lambda translate, _: translate(
        "Errors",
        "The file “{name}” is not the one that was declared (its SHA-256 differs), so it was thrown away.",
    ),
    "SourceChangedError": lambda translate, _: translate(
        "Errors",
        "The server now declares another file “{name}” than the catalogue knows, so it was not fetched.",
    ),
    "DiskFullError": lambda translate, _: translate(
        "Errors",
        "There is not enough room for “{name}”: {needed_bytes} more are needed and {free_bytes} are "
        "free; what was fetched so far is kept.",
    ),
    "FolderNotWritableError": lambda translate, _: translate(
        "Errors",
        "The folder of models cannot be written, so “{name}” was not saved (system error {error_number}).",
    ),
    "AlreadyFetchingError": lambda translate, _: translate(
        "Errors", "“{name}” is being fetched already by another window or command."
    ),
    "FolderBusyError": lambda translate, _: translate(
        "Errors", "“{name}” is still being fetched into this folder; finish or cancel the downloads first."
    ),
    "FetchCancelledError": lambda translate, _: translate(
        "Errors", "Fetching “{name}” was stopped; what was fetched so far is kept."
    ),
    "BundleError": lambda translate, _: translate("Errors", "The bundle “{name}” cannot be used."),
    "ManifestError": lambda translate, _: translate(
        "Errors", "The list of contents of the bundle “{name}” is missing or cannot be used ({reason})."
    ),
    "BundlePartError": lambda translate, _: translate(
        "Errors", "The part “{name}” of the bundle is missing or damaged ({reason}); copy it again."
    ),
    "SignatureError": lambda translate, _: translate(
        "Errors", "The signature of the bundle “{name}” is missing or not by the expected key ({reason})."
    ),
}
