"""Renders the chat template of a GGUF in a sandbox. The template is a stranger's program: it never sees what
was said, only placeholders, and what it returns is bounded.

The sandbox keeps it from reaching anything; it cannot keep it from looping for ever. That is a hung engine,
which the client sees and the supervisor ends.
"""

import json
import random
import re
import secrets
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn

import jinja2
import jinja2.debug  # Jinja imports it when a template fails, which is after the confinement
import jinja2.ext
from jinja2.nodes import Node
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment

from desktop.chat.conversation import Role
from desktop.inference.errors import TemplateBrokenError
from desktop.inference.memory_bound import bounded_memory
from desktop.inference.protocol import PromptMessage

MAX_TEMPLATE = 1024 * 1024          # characters of a template
MAX_RENDERED = 8 * 1024 * 1024      # characters of a prompt, contents put in
MAX_MEMORY = 256 * 1024 * 1024      # bytes that a rendering may take beyond what the process has
_MAX_REASON = 200
# Everything that an expression of a template can raise; what else comes out of a rendering is our own fault.
# (Some of Jinja imports only when it is used, which a confined process may not.)
_FAULTS = (
    jinja2.TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RuntimeError,
    MemoryError, SyntaxError, AssertionError, ImportError, OSError,
)


@dataclass(frozen=True, slots=True)
class Marks:
    """The spellings of the vocabulary that templates ask for."""

    bos: str
    eos: str


@dataclass(frozen=True, slots=True)
class TemplateText:
    """What the template itself wrote: special tokens spelled here are meant."""

    text: str


@dataclass(frozen=True, slots=True)
class Content:
    """What a person or a model said; `index` is the message's place in the request."""

    text: str
    index: int


Segment = TemplateText | Content


class ChatTemplate:
    """A compiled chat template. Raises TemplateBrokenError for one that cannot be compiled."""

    def __init__(self, source: str, marks: Marks, name: str) -> None:
        self._name = name
        self._marks = marks
        environment = ImmutableSandboxedEnvironment(
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=[jinja2.ext.loopcontrols, jinja2.ext.do, _Generation],
        )
        environment.filters["tojson"] = _to_json
        environment.globals["raise_exception"] = _refuse
        if len(source) > MAX_TEMPLATE:
            raise self._broken("too long")
        try:
            with bounded_memory(MAX_MEMORY):
                self._template = environment.from_string(source)
        except _FAULTS as error:
            raise self._broken(error) from _emptied(error)

    def render(
        self,
        messages: Sequence[PromptMessage],
        arguments: Mapping[str, Any] | None = None,
        now: datetime | None = None,
    ) -> list[Segment]:
        """The prompt as pieces of the template's text and of what was said; `arguments` are further variables
        for the template, `now` is what it takes for the time; where it throws dice, they fall by that, too.
        Raises TemplateBrokenError.

        Some templates refuse a system message, or ignore it, or insist on user and assistant in alternation.
        Then the system text is put before the first user message, and neighbours of one role become one.
        """
        placeholders = _Placeholders(messages)
        as_they_are = [(message.role, placeholders.content(at)) for at, message in enumerate(messages)]
        folded = _folded(as_they_are)
        moment = now or datetime.now().astimezone()
        names = {**(arguments or {}), "strftime_now": lambda form: moment.strftime(form)}
        first_error: TemplateBrokenError | None = None
        for listed in dict.fromkeys(map(tuple, (as_they_are, folded, _alternating(folded)))):
            random.seed(moment.isoformat())
            try:
                return placeholders.split(self._expand(listed, names), self._broken)
            except TemplateBrokenError as error:
                first_error = first_error or error
        raise first_error or self._broken("nothing rendered")

    def _expand(self, listed: Iterable[tuple[Role, str]], arguments: Mapping[str, Any]) -> str:
        messages = [{"role": str(role), "content": content} for role, content in listed]
        parts: list[str] = []
        length = 0
        names = {**arguments, "bos_token": self._marks.bos, "eos_token": self._marks.eos}
        try:
            with bounded_memory(MAX_MEMORY):
                for part in self._template.generate(messages=messages, add_generation_prompt=True, **names):
                    length += len(part)
                    if length > MAX_RENDERED:
                        raise self._broken("endless")
                    parts.append(part)
        except _FAULTS as error:
            raise self._broken(error) from _emptied(error)
        return "".join(parts)

    def _broken(self, reason: BaseException | str) -> TemplateBrokenError:
        said = reason if isinstance(reason, str) else f"{type(reason).__name__}: {reason}"
        return TemplateBrokenError(name=self._name, reason=said[:_MAX_REASON])


class _Placeholders:
    """Stand-ins for the contents, unguessable for whoever wrote the contents or the template."""

    def __init__(self, messages: Sequence[PromptMessage]) -> None:
        self._messages = messages
        nonce = secrets.token_hex(8)
        # Lower-case letters and digits survive every filter a template may apply to a content.
        self._names = [f"content{nonce}n{at}z" for at in range(len(messages))]
        self._pattern = re.compile(f"content{nonce}n([0-9]+)z")

    def content(self, at: int) -> str:
        """What the template gets for a message. White space around it stays visible, since many templates
        trim it; a content of nothing else is given as it is.
        """
        message = self._messages[at]
        before, said, after = _edges(message.text)
        if message.token_ids:
            return self._names[at]
        return before + self._names[at] + after if said else message.text

    def split(self, rendered: str, broken: Callable[[str], TemplateBrokenError]) -> list[Segment]:
        """The rendered prompt with the contents in their places. A content that the template left out would
        be a silent cut, so that is an error.
        """
        found: list[Segment] = []
        length = 0
        missing = {at for at in range(len(self._messages)) if self._names[at] in self.content(at)}
        for number, part in enumerate(self._pattern.split(rendered)):
            if number % 2 == 0:
                segment: Segment = TemplateText(part)
            else:
                at = int(part)
                if at >= len(self._messages):
                    raise broken("unknown placeholder")
                missing.discard(at)
                message = self._messages[at]
                segment = Content(message.text if message.token_ids else _edges(message.text)[1], at)
            length += len(segment.text)
            if length > MAX_RENDERED:
                raise broken("endless")
            if segment.text or isinstance(segment, Content):
                found.append(segment)
        if missing:
            raise broken("a message was left out")
        return found


class _Generation(jinja2.ext.Extension):
    """`{% generation %}` … `{% endgeneration %}` marks, for training, what a model wrote; here it is no more
    than what it encloses.
    """

    tags = {"generation"}           # noqa: RUF012  # the attribute that Jinja reads

    def parse(self, parser: Parser) -> list[Node]:
        """The statements between the marks."""
        next(parser.stream)
        return parser.parse_statements(("name:endgeneration",), drop_needle=True)


def _emptied(error: BaseException) -> BaseException:
    """The error without what it holds of the template's own values, which may be all the memory it got."""
    traceback.clear_frames(error.__traceback__)
    return error.with_traceback(None)


def _edges(text: str) -> tuple[str, str, str]:
    said = text.strip()
    if not said:
        return text, "", ""
    start = text.index(said)
    return text[:start], said, text[start + len(said) :]


def _folded(listed: Sequence[tuple[Role, str]]) -> list[tuple[Role, str]]:
    """System texts put before the first user message that follows."""
    result: list[tuple[Role, str]] = []
    waiting: list[str] = []
    for role, content in listed:
        if role is Role.SYSTEM:
            waiting.append(content)
        elif role is Role.USER and waiting:
            result.append((role, "\n\n".join([*waiting, content])))
            waiting = []
        else:
            result.append((role, content))
    return result + [(Role.USER, content) for content in waiting]


def _alternating(listed: Sequence[tuple[Role, str]]) -> list[tuple[Role, str]]:
    """Neighbours of one role made one."""
    result: list[tuple[Role, str]] = []
    for role, content in listed:
        if result and result[-1][0] is role:
            result[-1] = (role, result[-1][1] + "\n\n" + content)
        else:
            result.append((role, content))
    return result


def _refuse(reason: Any = "") -> NoReturn:
    raise jinja2.TemplateRuntimeError(str(reason)[:_MAX_REASON])


def _to_json(
    value: Any, ensure_ascii: bool = False, indent: int | None = None,
    separators: tuple[str, str] | None = None, sort_keys: bool = False,
) -> str:
    """As the templates' authors know it: Jinja's own filter would escape for HTML."""
    return json.dumps(
        value, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys
    )
