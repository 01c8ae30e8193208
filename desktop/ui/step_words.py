"""Says in one sentence why a model is opened again, and how it is put on the machine now. No Qt: the command
line says the same words.
"""

from desktop.inference.opening import Cause, Reopening, SteppedDown
from desktop.words import Translate
from model_manager.ladder import Step, difference


def step_text(step: SteppedDown, translate: Translate) -> str:
    """Why, and how much less it takes now."""
    why = _why(step.cause, translate, on_gpu=step.before.gpu_layers > 0)
    return translate("Steps", "{why}, so {what}.").format(why=why, what=_what(step, translate))


def reopening_text(reopening: Reopening, translate: Translate) -> str:
    """What is to be said before the next engine is there: nothing where the step will say it, and nothing of
    another machine.
    """
    if reopening.is_lighter or reopening.cause is Cause.MACHINE:
        return ""
    why = _why(reopening.cause, translate, on_gpu=False)
    what = translate("Steps", "another one is started")
    if reopening.cause is Cause.DEVICE:     # its driver, before anything was placed
        what = translate("Steps", "the model is opened again on the CPU alone")
    return translate("Steps", "{why}, so {what}.").format(why=why, what=what)


def _why(cause: Cause, translate: Translate, *, on_gpu: bool) -> str:
    match cause:
        case Cause.MEMORY if on_gpu:
            return translate("Steps", "The memory of the GPU does not suffice")
        case Cause.MEMORY:
            return translate("Steps", "The free memory of this computer does not suffice")
        case Cause.DEVICE:
            return translate("Steps", "The GPU failed")
        case Cause.HUNG:
            return translate("Steps", "The engine made no progress")
        case _:
            return translate("Steps", "The engine ended unexpectedly")


def _what(step: SteppedDown, translate: Translate) -> str:
    after = step.after
    words = {
        Step.CPU_ONLY: translate("Steps", "the model is opened again on the CPU alone"),
        Step.FEWER_LAYERS: translate(
            "Steps", "the model is opened again with {count} of {layers} layers on the GPU"
        ),
        Step.EXPERTS_TO_CPU: translate(
            "Steps", "the model is opened again with the experts of {experts} layers off the GPU"
        ),
        Step.SHORTER_CONTEXT: translate(
            "Steps", "the model is opened again with a context of {context} tokens"
        ),
        Step.SMALLER_KV: translate("Steps", "the model is opened again with a more compact context"),
        Step.SMALLER_BATCH: translate("Steps", "the model is opened again to read less at a time"),
        Step.MAPPED: translate("Steps", "the model is opened again and used where its file lies"),
    }
    return words.get(
        difference(step.before, after), translate("Steps", "the model is opened again")
    ).format(
        count=after.gpu_layers, layers=after.layers, experts=after.expert_layers_on_cpu,
        context=f"{after.context:,}",
    )  # fmt: skip
