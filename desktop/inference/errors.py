"""What may go wrong while a model is loaded or asked. The engine sends codes; each side owns its own words.

* HishoError
  x InferenceError
    + ProtocolError                 the other process said something that is not in the protocol
    + ModelLoadError
      - NotGgufError                the file does not begin like a GGUF
      - TruncatedModelError         the header or the weights end too early
      - UnknownArchitectureError    this llama.cpp does not know the model's architecture
      - BrokenArchitectureError     it knows it, and computes it wrongly
      - DamagedModelError           the header contradicts itself, or llama.cpp refused the file
      - ContextAllocationError      no memory for the context
    + TemplateMissingError          the GGUF has no chat template
    + TemplateBrokenError           the chat template cannot be rendered
    + PromptTooLongError            one message alone is longer than the model's context allows
    + GrammarError                  the form that an answer was to have cannot be used
    + CannotAnswerError             the model makes vectors of texts, and answers none
    + CannotEmbedError              the model answers, and makes no vectors
    + StoppedError                  the work was ended by a Stop request
    + DecodeError                   llama.cpp could not evaluate
    + OutOfMemoryError              the engine had no memory for what it was asked
    + DeviceLostError               a graphics processor or its driver gave up
    + EngineLostError               the engine process ended
    + EngineHungError               the engine process stopped making progress
"""

from typing import Any

from desktop.codec import are_facts
from desktop.errors import HishoError


class InferenceError(HishoError):
    """Something about asking a model. `code` travels between processes, `facts` are JSON values."""

    code = "inference"

    def __init__(self, **facts: Any) -> None:
        super().__init__(self.code, facts)
        self.facts = facts


class ProtocolError(InferenceError):
    """The other process broke the protocol. Facts: reason."""

    code = "protocol"


class ModelLoadError(InferenceError):
    """The model cannot be loaded. Facts: name."""

    code = "model_load"


class NotGgufError(ModelLoadError):
    """The file does not begin like a GGUF."""

    code = "not_gguf"


class TruncatedModelError(ModelLoadError):
    """The file ends before its header or weights do. Facts: name, size, expected_size."""

    code = "truncated"


class UnknownArchitectureError(ModelLoadError):
    """This llama.cpp does not know the architecture. Facts: name, architecture."""

    code = "unknown_architecture"


class BrokenArchitectureError(ModelLoadError):
    """This llama.cpp loads models of the architecture and computes them wrongly. Facts: name, architecture,
    reason ("rope_off").
    """

    code = "broken_architecture"


class DamagedModelError(ModelLoadError):
    """The header contradicts itself, or llama.cpp refused the file. Facts: name, reason."""

    code = "damaged"


class ContextAllocationError(ModelLoadError):
    """There is no memory for the context. Facts: name, context_length."""

    code = "context_allocation"


class TemplateMissingError(InferenceError):
    """The GGUF carries no chat template. Facts: name."""

    code = "template_missing"


class TemplateBrokenError(InferenceError):
    """The chat template cannot be rendered. Facts: name, reason."""

    code = "template_broken"


class PromptTooLongError(InferenceError):
    """One message alone does not fit. Facts: tokens, limit."""

    code = "prompt_too_long"


class GrammarError(InferenceError):
    """The form that an answer was to have cannot be used. Facts: reason ("grammar", "schema", "both" or
    "size"), and for a schema the keyword that is not known.
    """

    code = "grammar"


class CannotAnswerError(InferenceError):
    """The model makes vectors of texts, and answers none. Facts: name."""

    code = "cannot_answer"


class CannotEmbedError(InferenceError):
    """The model answers, and makes no vectors. Facts: name."""

    code = "cannot_embed"


class StoppedError(InferenceError):
    """A Stop request ended the work before there was a result. An answer ends with StopReason.STOPPED."""

    code = "stopped"


class DecodeError(InferenceError):
    """llama.cpp could not evaluate tokens. Facts: result."""

    code = "decode"


class OutOfMemoryError(InferenceError):
    """The engine had no memory for what it was asked. Facts: name."""

    code = "out_of_memory"


class DeviceLostError(InferenceError):
    """A graphics processor or its driver gave up. Facts: name."""

    code = "device_lost"


class EngineLostError(InferenceError):
    """The engine process ended. Facts: signal (0 if it left by itself), exit_code, phase ("load" or
    "answer"), cause as in engine_ends.EndCause, and, if somebody knows: begun, whether there was anything of
    the answer, and kept, whether that is.
    """

    code = "engine_lost"


class EngineHungError(InferenceError):
    """The engine made no progress for `seconds`. Facts: seconds, phase, begun and kept as above."""

    code = "engine_hung"


def _tree(root: type[InferenceError]) -> dict[str, type[InferenceError]]:
    found = {root.code: root}
    for child in root.__subclasses__():
        found |= _tree(child)
    return found


BY_CODE = _tree(InferenceError)


def from_code(untrusted_code: Any, untrusted_facts: Any) -> InferenceError:
    """The error that another process reported. Raises ProtocolError for a code or facts that are not ours."""
    if not isinstance(untrusted_code, str) or untrusted_code not in BY_CODE:
        raise ProtocolError(reason="unknown error code")
    if not are_facts(untrusted_facts):
        raise ProtocolError(reason="facts of an error")
    return BY_CODE[untrusted_code](**untrusted_facts)
