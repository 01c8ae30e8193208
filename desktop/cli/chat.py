"""`hisho chat`: a conversation in the terminal, kept in the vault; lines from a pipe are answered and not
kept.
"""

from desktop.cli.talk import TerminalTalk
from desktop.control import ControlError
from desktop.errors import HishoError
from desktop.inference.errors import EngineHungError, EngineLostError
from desktop.inference.protocol import Ready, StopReason
from desktop.ui.error_text import error_text

LEAVE = frozenset({"/quit", "/exit", "/終了"})


def chat(talk: TerminalTalk, ready: Ready) -> int:
    """Answer line after line; returns the exit code of the last failure, 0 if there was none."""
    terminal = talk.terminal
    talk.show = terminal.answer
    if terminal.is_interactive:
        terminal.note(terminal.words("Model: {name}. /quit ends the talk.").format(name=ready.name))
    code = 0
    for line in terminal.lines():
        if line.strip() in LEAVE:
            break
        if line.strip():
            code = answer_line(talk, line)
    return code


def answer_example(talk: TerminalTalk, question: str) -> int:
    """Show what a talk looks like where nobody asked anything."""
    terminal = talk.terminal
    talk.show = terminal.answer
    terminal.answer(f"› {question}\n")
    talk.ask(question)
    terminal.answer("\n")
    return 0


def answer_line(talk: TerminalTalk, line: str) -> int:
    """Answer one line; what goes wrong is said, and the next question works. Returns an exit code."""
    terminal = talk.terminal
    try:
        finished = talk.ask(line).finished
    except (EngineLostError, EngineHungError) as error:
        terminal.note(error_text(error, terminal.translate))
        talk.engine.ensure_started()    # the next question works
        return 1
    except ControlError:
        raise  # without a supervisor there is no next question
    except HishoError as error:
        terminal.note(error_text(error, terminal.translate))
        return 1
    terminal.answer("\n")
    if finished.left_out:
        terminal.note(terminal.words("Earlier messages no longer fit and were not given to the model."))
    if finished.stop_reason is StopReason.STOPPED:
        terminal.note(terminal.words("Stopped here."))
    return 0
