"""How the interview is held: what it says is printed, and what is typed at a prompt goes to it."""

from __future__ import annotations

from typing import Protocol

from framing_tui.ask.interview import Interview
from framing_tui.ask.prompt import Prompt, Said


class Prompter(Protocol):
    """One way of saying things to somebody and of taking what they type."""

    def say(self, said: Said) -> None:
        """Say one line."""

    def ask(self, prompt: Prompt) -> str | None:
        """Return one line that was typed at a prompt, or None at the end of the input."""


def run(interview: Interview, prompter: Prompter) -> None:
    """Hold the interview until it is over or the input ends; an interrupt stops it, too."""
    try:
        while interview.prompt is not None:
            _say_all(interview, prompter)
            line = prompter.ask(interview.prompt)
            if line is None:
                interview.stop()
            else:
                interview.answer(line)
    except KeyboardInterrupt:
        interview.stop()
        _say_all(interview, prompter)
        raise
    _say_all(interview, prompter)


def _say_all(interview: Interview, prompter: Prompter) -> None:
    for said in interview.take_said():
        prompter.say(said)
