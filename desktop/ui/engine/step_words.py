"""Why a model is opened more lightly than before, and how, in words."""

from PySide6.QtCore import QCoreApplication

from desktop.inference.opening import Cause, SteppedDown
from model_manager.ladder import Step, difference
from model_manager.placement import Placement


def step_words(stepped: SteppedDown) -> str:
    """Two sentences: what went wrong, and what is done about it."""
    words = QCoreApplication.translate("Step", "{cause} {step}")
    return words.format(cause=_cause_words(stepped.cause), step=_way_words(stepped.before, stepped.after))


def _cause_words(cause: Cause) -> str:
    translate = QCoreApplication.translate
    match cause:
        case Cause.MEMORY:
            return translate("Step", "There was not enough memory for the model.")
        case Cause.DEVICE:
            return translate("Step", "The GPU or its driver failed.")
        case Cause.ENDED:
            return translate("Step", "The engine ended unexpectedly.")
        case Cause.HUNG:
            return translate("Step", "The engine made no progress.")
        case Cause.MACHINE:
            return translate("Step", "This computer is not the one of last time.")


def _way_words(before: Placement, after: Placement) -> str:
    return _pattern(difference(before, after)).format(
        before=before.gpu_layers, after=after.gpu_layers, layers=after.layers, context=f"{after.context:,}",
        experts=after.expert_layers_on_cpu, batch=f"{after.batch:,}",
    )  # fmt: skip


def _pattern(step: Step) -> str:
    translate = QCoreApplication.translate
    again = translate("Step", "It is opened again.")
    patterns = {
        Step.CPU_ONLY: translate("Step", "It is opened again on the CPU alone."),
        Step.FEWER_LAYERS: translate(
            "Step", "It is opened again with {after} of {layers} layers on the GPU instead of {before}."
        ),
        Step.EXPERTS_TO_CPU: translate(
            "Step", "It is opened again with the experts of {experts} layers on the CPU."
        ),
        Step.SHORTER_CONTEXT: translate("Step", "It is opened again with a context of {context} tokens."),
        Step.SMALLER_KV: translate("Step", "It is opened again with the context in half the memory."),
        Step.SMALLER_BATCH: translate("Step", "It is opened again to read {batch} tokens at once."),
        Step.MAPPED: translate("Step", "It is opened again where its file lies, without a copy in memory."),
        Step.HEAVIER: again,
        Step.SAME: again,
    }
    return patterns[step]
