"""What can be typed after `hisho models` and `python -m model_manager`."""

import argparse
import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from model_manager.acceptances import FILE as ACCEPTANCES
from model_manager.bundle_export import FAT32_PART_SIZE
from model_manager.connection import Connection, accept_endpoint, accept_proxy
from model_manager.edition import Edition
from model_manager.errors import InventoryUnreadableError, UnsafeNameError
from model_manager.gguf_parts import part_paths
from model_manager.inventory import Inventory, Registered
from model_manager.licences import Usage
from model_manager.policy import ModelPolicy
from model_manager.stated_usage import FILE as USAGE

Words = Callable[[str], str]
NETWORK = ("search", "show", "fetch")
_GIB = 1 << 30


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds unless the command line says otherwise."""

    models: Path
    shared: Path | None
    inventory: Path
    connection: Connection
    resources: Path
    policy: ModelPolicy
    endpoint_offered: str = ""      # HF_ENDPOINT, which the command line honours
    find_proxy: Callable[[], str] = lambda: ""      # one to be offered; used after `--proxy environment`
    usage: Usage | None = None      # for the commands that ask a server: they cannot read it themselves
    edition: Edition = Edition.FULL

    @property
    def stated(self) -> Path:
        """The folder in which the user's word on the use of models is kept."""
        return self.inventory.parent


@dataclass(frozen=True, slots=True)
class DeviceWish:
    """A device for `plan`, with its free memory in bytes."""

    name: str
    free: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """An accepted command line."""

    command: str
    options: argparse.Namespace
    defaults: Defaults
    connection: Connection

    @property
    def needs_network(self) -> bool:
        """Whether the command may ask a server."""
        return self.command in NETWORK and self.defaults.edition.has_network

    @property
    def models(self) -> Path:
        """The folder of models."""
        return self.options.models_folder or self.defaults.models

    @property
    def shared(self) -> Path | None:
        """The folder of models that is only read."""
        shared: Path | None = self.options.shared or self.defaults.shared
        return shared

    def folders(self) -> tuple[Path, ...]:
        """The own folder first."""
        return (self.models, *((self.shared,) if self.shared else ()))

    def readable(self) -> tuple[Path, ...]:
        """What the command reads besides our own files: the files that were named, with the others of the
        same model, the list of those that were registered where they lie, and these.
        """
        options = ("source", "key", "public_key")
        named = [self.shared, *(getattr(self.options, each, None) for each in options)]
        found = [path for path in named if path is not None]
        if self.command == "plan" and Path(self.options.model).is_file():
            found.append(Path(self.options.model).absolute())
        parts = [each for path in found for each in ([path] if path.is_dir() else part_paths(path))]
        stated = (self.defaults.stated / each for each in (USAGE, ACCEPTANCES))
        return (*parts, self.defaults.inventory, *stated, *self._registered_files())

    def writable(self) -> tuple[Path, ...]:
        """Where the command writes besides its own folder."""
        target = getattr(self.options, "target", None)
        found = [self.models, *([target] if target else [])]
        is_stated = self.command == "usage" and bool(self.options.user)
        if is_stated or (self.command == "import" and self.options.reference) or self._forgets():
            found.append(self.defaults.inventory.parent)
        return tuple(found)

    def _forgets(self) -> bool:
        """Whether the command may take a file off the list of those that were registered where they lie."""
        return self.command == "remove" and bool(self._registered())

    def _registered_files(self) -> tuple[Path, ...]:
        return tuple(Path(file.path) for each in self._registered() for file in each.files)

    def _registered(self) -> tuple[Registered, ...]:
        with contextlib.suppress(InventoryUnreadableError):
            return Inventory(self.defaults.inventory).models()
        return ()


def parse(arguments: Sequence[str], defaults: Defaults, words: Words = lambda source: source) -> Wanted:
    """Accept a command line. Exits with 2, as argparse does, for one that is none."""
    top = parser(words, defaults.edition)
    options = top.parse_args(list(arguments))
    if options.proxy == "environment":
        options.proxy = defaults.find_proxy()
        if not options.proxy:
            top.error(words("no proxy is named in the environment"))    # never without one that was asked for
    try:
        connection = _connection(options, defaults)
    except UnsafeNameError as error:
        top.error(f"{words('not an address:')} {error.place}")
    return Wanted(options.command, options, defaults, connection)


def _connection(options: argparse.Namespace, defaults: Defaults) -> Connection:
    """Raises UnsafeNameError."""
    changes: dict[str, Any] = {}
    if endpoint := options.endpoint or defaults.endpoint_offered:
        changes["endpoint"] = accept_endpoint(endpoint)
    if options.proxy:
        changes["proxy"] = accept_proxy(options.proxy)
    if options.proxy_user:
        changes["proxy_user"] = options.proxy_user
    if options.ca_file:
        changes["ca_file"] = str(options.ca_file)
    if options.allow_host:
        changes["extra_hosts"] = (*defaults.connection.extra_hosts, *options.allow_host)
    return replace(defaults.connection, **changes)


def parser(words: Words, edition: Edition) -> argparse.ArgumentParser:
    """The parser, with help in the user's language. What an edition cannot do is accepted all the same, so
    that it can be said why.
    """
    top = argparse.ArgumentParser(
        prog="hisho models",
        description=words("Find, fetch, verify and remove language models."),
        epilog=words(
            "Exit codes: 0 done, 1 failed, 2 wrong command line or not in this edition, 3 not permitted "
            "(policy, licence), 4 server or network, 5 not what it should be (digest, signature), 6 disk or "
            "folder, 130 interrupted."
        ),
    )
    _add_general(top, words)
    _add_way(top, words if edition.has_network else _hidden)
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text)
        made.add_argument("--json", action="store_true", help=words("print JSON, one object per line"))
        return made

    _add_local(add, words)
    _add_network(add, words if edition.has_network else _without(words))
    return top


def _hidden(_source: str) -> str:
    return argparse.SUPPRESS


def _without(words: Words) -> Words:
    """The same words where nothing of it can be done."""
    return lambda source: words("{text} (not in the air-gap edition)").format(text=words(source))


def _add_general(top: argparse.ArgumentParser, words: Words) -> None:
    top.add_argument("--models-folder", type=_absolute, metavar="FOLDER", help=words("where models are kept"))
    top.add_argument("--shared", type=_absolute, metavar="FOLDER", help=words("models that are only read"))


def _add_way(top: argparse.ArgumentParser, words: Words) -> None:
    """The way to a server."""
    top.add_argument("--endpoint", default="", metavar="URL", help=words("a mirror (also: HF_ENDPOINT)"))
    top.add_argument(
        "--allow-host", action="append", metavar="HOST", help=words("a host that the server may send one to")
    )
    top.add_argument(
        "--proxy", default="", metavar="URL|environment", help=words("a proxy; without a word none is used")
    )
    top.add_argument("--proxy-user", default="", metavar="NAME", help=words("the name for the proxy"))
    top.add_argument(
        "--proxy-password-fd", type=int, metavar="N", help=words("read the proxy's password from there")
    )
    top.add_argument("--ca-file", type=_absolute, metavar="FILE", help=words("a company's certificates"))
    top.add_argument(
        "--token-fd", type=int, metavar="N", help=words("read the access token from this descriptor")
    )


def _add_local(add: Callable[[str, str], argparse.ArgumentParser], words: Words) -> None:
    listed = add("list", words("the catalogue, and what is on this computer"))
    listed.add_argument("--here", action="store_true", help=words("only what is on this computer"))
    taken = add("import", words("take in a GGUF file or an exported folder"))
    taken.add_argument("source", type=_absolute, metavar="PATH")
    taken.add_argument("--reference", action="store_true", help=words("leave the file where it lies"))
    _add_acceptance(taken, words)
    taken.add_argument("--public-key", type=_absolute, metavar="FILE", help=words("who must have signed it"))
    exported = add("export", words("write a model into a folder, for a computer without a network"))
    exported.add_argument("model", metavar="MODEL")
    exported.add_argument("target", type=_absolute, metavar="FOLDER")
    exported.add_argument(
        "--fat32", dest="part_size", action="store_const", const=FAT32_PART_SIZE, default=0,
        help=words("in parts that fit on a stick with FAT32"),
    )  # fmt: skip
    exported.add_argument("--part-size", type=_positive, metavar="BYTES", help=words("in parts of this size"))
    exported.add_argument("--key", type=_absolute, metavar="FILE", help=words("sign with this secret key"))
    verified = add("verify", words("read models again and compare their digests"))
    verified.add_argument("models", nargs="*", metavar="MODEL")
    removed = add("remove", words("take a model off this computer"))
    removed.add_argument("model", metavar="MODEL", nargs="?", default="")
    removed.add_argument("--yes", action="store_true", help=words("do not ask"))
    removed.add_argument("--orphans", action="store_true", help=words("what is left of broken downloads"))
    planned = add("plan", words("what a model needs, and whether it fits"))
    planned.add_argument("model", metavar="MODEL|FILE")
    planned.add_argument("--context", type=_positive, default=8192, metavar="TOKENS")
    planned.add_argument("--device", type=_device, action="append", metavar="NAME:GiB", default=[])
    planned.add_argument("--kv", choices=("f16", "q8_0"), default="f16")
    used = add("usage", words("say who uses the models; the licences are judged by it"))
    used.add_argument("user", nargs="?", choices=("company", "research", "personal"))
    used.add_argument("--revenue", choices=("below_1_billion_yen", "above_1_billion_yen"), default="")
    add("ledger", words("what went over the network"))


def _add_network(add: Callable[[str, str], argparse.ArgumentParser], words: Words) -> None:
    searched = add("search", words("repositories of the hub by name; nobody here has reviewed them"))
    searched.add_argument("text", metavar="TEXT")
    searched.add_argument("--sort", choices=("downloads", "likes", "last_modified"), default="downloads")
    searched.add_argument("--limit", type=_positive, default=30, metavar="N")
    shown = add("show", words("the models in a repository, or of a catalogue's entry"))
    shown.add_argument("model", metavar="ENTRY|OWNER/NAME")
    shown.add_argument("--revision", default="", metavar="COMMIT")
    fetched = add("fetch", words("fetch, verify and keep a model"))
    fetched.add_argument("model", metavar="ENTRY|OWNER/NAME")
    fetched.add_argument("file", metavar="FILE", nargs="?", default="", help=words("or its quantisation"))
    fetched.add_argument("--revision", default="", metavar="COMMIT")
    _add_acceptance(fetched, words)


def _add_acceptance(made: argparse.ArgumentParser, words: Words) -> None:
    made.add_argument(
        "--accept-licence", action="store_true", help=words("I have read the licence and accept it")
    )


def _absolute(text: str) -> Path:
    return Path(text).absolute()


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("1 …")
    return value


def _device(text: str) -> DeviceWish:
    name, _, size = text.rpartition(":")
    free = float(size)
    if not name or not 0 < free < 1 << 20:
        raise argparse.ArgumentTypeError("NAME:GiB")
    return DeviceWish(name, int(free * _GIB))
