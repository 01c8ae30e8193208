"""Writes prompts in the way of one model: its template renders them, its family says what goes beside, its
vocabulary makes tokens of them. Knows how the answer will be taken apart again.

An answer's kept tokens are used as they are only where they hold nothing but the answer. Where the model
thought first, or wrote signs of its format, the text alone is given back, as the families' templates demand;
the prompt then differs from what is warm from that answer on, and is the same from there in every later turn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop.chat.conversation import Role
from desktop.inference.errors import TemplateMissingError
from desktop.inference.families import Clues, family_of
from desktop.inference.llama import Vocabulary
from desktop.inference.protocol import PromptMessage, Thinking
from desktop.inference.reply import HARMONY_MARKS, THINK_TAGS, Format, Reply, reader_for
from desktop.inference.template import ChatTemplate, Content, Marks, Segment, TemplateText
from desktop.inference.tokens import PromptTokens

_SIGNS = {
    Format.PLAIN: (),
    Format.THINK: tuple(tag for pair in THINK_TAGS for tag in pair),
    Format.HARMONY: HARMONY_MARKS,
}


@dataclass(frozen=True, slots=True)
class Written:
    """A prompt. `opening` is what stands in it after the last message: the answer may have begun there."""

    token_ids: tuple[int, ...]
    opening: str


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """What a GGUF says of itself, and the name of its file."""

    file_name: str
    architecture: str
    name: str
    template: str | None


class Prompter:
    """One model's way of being asked."""

    def __init__(self, vocabulary: Vocabulary, facts: ModelFacts) -> None:
        self._vocabulary = vocabulary
        self._facts = facts
        self._tokens = PromptTokens(vocabulary)
        ids = self._tokens.special_ids
        clues = Clues(facts.architecture, facts.name, facts.template or "", frozenset(ids))
        self.family = family_of(clues)
        self._signs = {ids[each]: each for each in _SIGNS[self.family.form] if each in ids}
        self._turns = frozenset(ids[each] for each in self.family.turns if each in ids)
        self._template: ChatTemplate | None = None

    def write(
        self,
        messages: Sequence[PromptMessage],
        thinking: Thinking = Thinking.FAMILY,
        now: datetime | None = None,
    ) -> Written:
        """The prompt for this talk, written at `now`. Raises TemplateMissingError, TemplateBrokenError."""
        given = [*self._system(messages), *messages]
        rendered = self._chat_template().render(given, self.family.arguments(thinking), now)
        opening = _opening(rendered)
        if prefix := self.family.prefix(thinking, opening):
            rendered.append(TemplateText(prefix))
        token_ids = self._tokens.assemble(rendered, [self._kept(each) for each in given])
        return Written(tuple(token_ids), opening + prefix)

    def reply(self, opening: str) -> Reply:
        """Takes the answer to a prompt with this opening apart."""
        return Reply(reader_for(self.family.form, opening), self._signs, self._turns)

    def continued(self, text: str) -> tuple[int, ...]:
        """The ids of a text that goes on from another."""
        return self._tokens.continued(text)

    def _system(self, messages: Sequence[PromptMessage]) -> list[PromptMessage]:
        """What the model's card always passes, where nobody has said anything else."""
        if not self.family.system or any(each.role is Role.SYSTEM for each in messages):
            return []
        return [PromptMessage(Role.SYSTEM, self.family.system)]

    def _kept(self, message: PromptMessage) -> PromptMessage:
        if self._signs.keys().isdisjoint(message.token_ids):
            return message
        return PromptMessage(message.role, message.text)

    def _chat_template(self) -> ChatTemplate:
        """Compiled when it is first wanted: a broken one keeps no model from being loaded."""
        facts, vocabulary = self._facts, self._vocabulary
        if not facts.template:
            raise TemplateMissingError(name=facts.file_name)
        if self._template is None:
            marks = Marks(vocabulary.spelling(vocabulary.bos), vocabulary.spelling(vocabulary.eos))
            self._template = ChatTemplate(facts.template, marks, facts.file_name)
        return self._template


def _opening(rendered: Sequence[Segment]) -> str:
    """What the template wrote after the last message."""
    texts: list[str] = []
    for each in reversed(rendered):
        if isinstance(each, Content):
            break
        texts.append(each.text)
    return "".join(reversed(texts))
