"""Writes what administrators get from the grammar of the policy: `python -m installers.policy_templates`.

The commented example, the templates of the group policy editor of Windows in both languages, and the
reference. What a key does is told in `policy_reference.toml`. A test compares the files with what is written.
"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from model_manager.policy_grammar import GRAMMAR, Choice, Key, Number, Text, Texts, Truth
from model_manager.toml_lines import Bilingual, Table, read_toml

HERE = Path(__file__).resolve().parent
_BRANCH = "Software\\Policies\\Hisho"
_NAMESPACE = "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"
_SUPPORTED = "SUPPORTED_HISHO"
_OLD_WORDS = ("on",)                # still read, no longer offered


def files() -> dict[Path, str]:
    """Every file with what it holds."""
    reference = read_reference()
    windows = HERE / "windows" / "policy"
    return {
        HERE / "linux" / "policy.example.toml": example(reference),
        HERE / "POLICY.md": page(reference),
        windows / "hisho.admx": _xml(admx(reference)),
        windows / "ja-JP" / "hisho.adml": _xml(adml(reference, "ja")),
        windows / "en-US" / "hisho.adml": _xml(adml(reference, "en")),
    }


@dataclass(frozen=True, slots=True)
class Told:
    """The name of a key, what it does, and an example as it stands in the file."""

    title: Bilingual
    help: Bilingual
    example: str


@dataclass(frozen=True, slots=True)
class Reference:
    """What administrators are told: of the policy, of every table, of every key."""

    introduction: Bilingual
    tables: Mapping[str, Bilingual]
    keys: Mapping[tuple[str, str], Told]

    def __iter__(self) -> Iterator[tuple[str, str, Key, Told]]:
        for (table, key), told in self.keys.items():
            yield table, key, GRAMMAR[table][key], told


def read_reference(path: Path = HERE / "policy_reference.toml") -> Reference:
    """For every key of the grammar and for no other. Raises CatalogueError."""
    source = read_toml(path)
    introduction = source.bilingual("introduction")
    tables, keys = {}, {}
    for table in GRAMMAR:
        about = source.table(table)
        tables[table] = about.bilingual("title")
        inner = about.table("keys")
        for key in GRAMMAR[table]:
            keys[table, key] = _told(inner.table(key))
        inner.finish()
        about.finish()
    source.finish()
    return Reference(introduction, tables, keys)


def _told(table: Table) -> Told:
    told = Told(table.bilingual("title"), table.bilingual("help"), table.text("example"))
    table.finish()
    return told


def words_of(kind: Choice) -> tuple[str, ...]:
    """What may be chosen; what only stands for older files is not offered."""
    return tuple(each for each in kind.words if each not in _OLD_WORDS)


def allowed(kind: Key) -> str:
    """What may be written, in signs that need no language."""
    match kind:
        case Choice():
            return " | ".join(f'"{each}"' for each in words_of(kind))
        case Number(least, most):
            return f"{least} … {most}"
        case Truth():
            return "true | false"
        case Text():
            return '"…"'
        case Texts():
            return '["…", …]'


# -- the example and the reference


def example(reference: Reference) -> str:
    """A file in which every key stands with its meaning; all are switched off by the sign before them."""
    lines = [_HEAD]
    for table, about in reference.tables.items():
        lines += ["", f"[{table}]  # {about.ja} / {about.en}"]
        for key, kind in GRAMMAR[table].items():
            told = reference.keys[table, key]
            lines += ["", f"# {told.help.ja}", f"# {told.help.en}", f"# {allowed(kind)}"]
            lines.append(f"#{key} = {told.example}")
    return "\n".join(lines) + "\n"


_HEAD = """\
# Hisho 管理者ポリシー / administrator's policy
#
# /etc/hisho/policy.toml に置き、所有者を root、権限を 0644 にしてください。
# 行頭の # を外した項目だけが有効です。置く前に `hisho policy check FILE` で確かめられます。
#
# Put this at /etc/hisho/policy.toml, owned by root, mode 0644. A key holds when the # before it is taken
# away. Check it before it is in place: `hisho policy check FILE`."""


def page(reference: Reference) -> str:
    """What stands in POLICY.md."""
    lines = ["# 管理者ポリシー / Administrator's policy", ""]
    lines += ["## 日本語", reference.introduction.ja, *_tables(reference, "ja")]
    lines += ["## English", reference.introduction.en, *_tables(reference, "en")]
    return "\n".join(lines).rstrip("\n") + "\n"


def _tables(reference: Reference, language: str) -> list[str]:
    head = {"ja": "| キー | 値 | 働き |", "en": "| key | value | what it does |"}[language]
    lines = []
    for table, about in reference.tables.items():
        lines += [f"### [{table}] {getattr(about, language)}", "", head, "|:--|:--|:--|"]
        for key, kind in GRAMMAR[table].items():
            says = getattr(reference.keys[table, key].help, language)
            lines.append(f"| `{key}` | {allowed(kind).replace('|', '/')} | {says} |")
        lines.append("")
    return lines


# -- the templates of the group policy editor


def admx(reference: Reference) -> Element:
    """Every key as a policy of the computer."""
    root = _root("policyDefinitions")
    SubElement(SubElement(root, "policyNamespaces"), "target", prefix="hisho", namespace="Hisho.Policies")
    SubElement(root, "resources", minRequiredRevision="1.0")
    supported = SubElement(SubElement(root, "supportedOn"), "definitions")
    SubElement(supported, "definition", name=_SUPPORTED, displayName=_string(_SUPPORTED))
    categories = SubElement(root, "categories")
    SubElement(categories, "category", name="hisho", displayName=_string("hisho"))
    for table in GRAMMAR:
        inner = SubElement(categories, "category", name=table, displayName=_string(table))
        SubElement(inner, "parentCategory", ref="hisho")
    policies = SubElement(root, "policies")
    for table, key, kind, _ in reference:
        policies.append(_policy(table, key, kind))
    return root


def _policy(table: str, key: str, kind: Key) -> Element:
    name = f"{table}_{key}"
    words = {"displayName": _string(name), "explainText": _string(f"{name}_help")}
    policy = Element("policy", {"name": name, "class": "Machine", **words, "key": f"{_BRANCH}\\{table}"})
    if isinstance(kind, Truth):
        policy.set("valueName", key)
    else:
        policy.set("presentation", f"$(presentation.{name})")
    SubElement(policy, "parentCategory", ref=table)
    SubElement(policy, "supportedOn", ref=_SUPPORTED)
    if isinstance(kind, Truth):
        for element, value in (("enabledValue", "1"), ("disabledValue", "0")):
            SubElement(SubElement(policy, element), "decimal", value=value)
        return policy
    elements = SubElement(policy, "elements")
    match kind:
        case Choice():
            enum = SubElement(elements, "enum", id=key, valueName=key, required="true")
            for word in words_of(kind):
                item = SubElement(enum, "item", displayName=_string(f"{name}_{word}"))
                SubElement(SubElement(item, "value"), "string").text = word
        case Number(least, most):
            bounds = {"minValue": str(least), "maxValue": str(most)}
            SubElement(elements, "decimal", {"id": key, "valueName": key, "required": "true", **bounds})
        case Text():
            SubElement(elements, "text", id=key, valueName=key, required="true")
        case Texts():
            SubElement(elements, "multiText", id=key, valueName=key)
    return policy


def adml(reference: Reference, language: str) -> Element:
    """The words of the templates in this language."""
    root = _root("policyDefinitionResources")
    SubElement(root, "displayName").text = "Hisho"
    SubElement(root, "description").text = "Hisho"
    resources = SubElement(root, "resources")
    strings = SubElement(resources, "stringTable")
    presentations = SubElement(resources, "presentationTable")
    _add(strings, "hisho", "Hisho")
    _add(strings, _SUPPORTED, "Hisho")
    for table, about in reference.tables.items():
        _add(strings, table, getattr(about, language))
    for table, key, kind, told in reference:
        name, title = f"{table}_{key}", getattr(told.title, language)
        _add(strings, name, title)
        _add(strings, f"{name}_help", getattr(told.help, language))
        for word in words_of(kind) if isinstance(kind, Choice) else ():
            _add(strings, f"{name}_{word}", word)
        if not isinstance(kind, Truth):
            presentation = SubElement(presentations, "presentation", id=name)
            _present(presentation, key, kind, title)
    return root


def _present(presentation: Element, key: str, kind: Key, title: str) -> None:
    match kind:
        case Choice():
            SubElement(presentation, "dropdownList", refId=key).text = title
        case Number(least, _):
            SubElement(presentation, "decimalTextBox", refId=key, defaultValue=str(least)).text = title
        case Text():
            SubElement(SubElement(presentation, "textBox", refId=key), "label").text = title
        case _:
            SubElement(presentation, "multiTextBox", refId=key).text = title


def _root(name: str) -> Element:
    return Element(name, revision="1.0", schemaVersion="1.0", xmlns=_NAMESPACE)


def _add(strings: Element, name: str, words: str) -> None:
    SubElement(strings, "string", id=name).text = words


def _string(name: str) -> str:
    return f"$(string.{name})"


def _xml(root: Element) -> str:
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def main() -> int:
    """Write all files."""
    for path, text in files().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
