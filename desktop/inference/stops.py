"""Ends an answer at a text: what stands before it is said, it never, whatever tokens it is spread over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.inference.reply import Said, overlap

Tokenise = Callable[[str], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Spoken:
    """What may be sent, with the tokens that said it."""

    said: Said
    token_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Held:
    """One token's contribution that waits: the texts that follow decide what becomes of it. `completes`: it
    ends a character, or stands for none; half a character waits for its other half.
    """

    text: str
    token_ids: tuple[int, ...]
    completes: bool


class StopTexts:
    """Looks for any of some texts in an answer as it comes. What is thought is not looked at."""

    def __init__(self, stops: Sequence[str], tokenise: Tokenise) -> None:
        """`tokenise` gives the tokens of a text that continues another."""
        self._stops = tuple(stop for stop in stops if stop)
        self._tokenise = tokenise
        self._held: list[_Held] = []
        self.is_over = False

    def take(self, said: Said, token_ids: Sequence[int]) -> Spoken:
        """What a token added: what may be sent of it and of what waited. `is_over` says whether that was
        the end.
        """
        if not self._stops:
            return Spoken(said, tuple(token_ids))
        self._held.append(_Held(said.text, tuple(token_ids), bool(said.text or said.thinking)))
        waiting = "".join(each.text for each in self._held)
        found = [at for at in map(waiting.find, self._stops) if at >= 0]
        if found:
            self.is_over = True
            return self._cut(waiting[: min(found)], said.thinking)
        return self._release(len(waiting) - overlap(waiting, self._stops), said.thinking)

    def flush(self) -> Spoken:
        """The end of the answer: what waited was the beginning of no stop."""
        held, self._held = self._held, []
        return _together(held, "")

    def _release(self, length: int, thinking: str) -> Spoken:
        """Whole tokens within the first `length` characters; those that only begin there wait as a whole, so
        that tokens and text go together.
        """
        ready = so_far = 0
        for number, each in enumerate(self._held, 1):
            so_far += len(each.text)
            if so_far > length:
                break
            if each.completes:
                ready = number
        released, self._held = self._held[:ready], self._held[ready:]
        return _together(released, thinking)

    def _cut(self, text: str, thinking: str) -> Spoken:
        """All that may be said, exactly; of a token that reaches into the stop, a part is tokenised anew."""
        whole = self._release(len(text), thinking)
        self._held.clear()
        rest = text[len(whole.said.text) :]
        ids = (*whole.token_ids, *self._tokenise(rest)) if rest else whole.token_ids
        return Spoken(Said(text, thinking), ids)


def _together(held: Sequence[_Held], thinking: str) -> Spoken:
    ids = tuple(one for each in held for one in each.token_ids)
    return Spoken(Said("".join(each.text for each in held), thinking), ids)
