"""Asks and says on capable terminals: lists to pick from, lines to edit, and a little colour.

It imports questionary, and is imported only where that is wanted; `keyboard.py` is its other half.
"""

from __future__ import annotations

import sys
from typing import Any

import questionary
from prompt_toolkit.application import Application
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys

from framing_tui.ask.interrupts import Interrupts
from framing_tui.ask.prompt import Prompt, Said, at_words
from framing_tui.ask.typed import NONE
from framing_tui.ask.words import MARK
from framing_tui.model.clean import clean
from framing_tui.model.kinds import Option
from framing_tui.terminal.sequences import SILENCE
from framing_tui.terminal.window import window_size

if sys.platform != "win32":
    from framing_tui.ask.keyboard import Keyboard, Window

_TONES = {
    "head": "bold",
    "quiet": "fg:ansibrightblack",
    "red": "fg:ansired bold",
    "amber": "fg:ansiyellow",
    "green": "fg:ansigreen",
}
_PICK = "(Enter picks, arrows move)"
_TICK = "(Space ticks, Enter is done)"
# Values that no option has, as options are words of the file.
_LEAVE, _TYPE = "", " "


class StyledPrompter:
    """Asks with questionary, which leaves colours out where NO_COLOR is set."""

    def __init__(self, interrupts: Interrupts) -> None:
        self._interrupts = interrupts
        # What questionary hands on; on Windows prompt_toolkit has its own.
        self._terminal: dict[str, Any] = {}
        if sys.platform != "win32":
            self._terminal = {"input": Keyboard(sys.stdin), "output": Window.of(sys.stdout)}

    def say(self, said: Said) -> None:
        """Print one line in its tone; the options are listed by their prompt."""
        if said.tone == "choice":
            return
        shown = {"output": self._terminal["output"]} if self._terminal else {}
        text = clean(said.text)
        if said.wraps:
            text = at_words(text, window_size(sys.stdout.fileno())[0])
        questionary.print(text, style=_TONES.get(said.tone), **shown)

    def ask(self, prompt: Prompt) -> str | None:
        """Return what was picked or typed, or None at the end of the input."""
        try:
            if not prompt.choices:
                return self._typed(prompt)
            return self._ticked(prompt) if prompt.many else self._picked(prompt)
        except EOFError:
            return None

    def _typed(self, prompt: Prompt, begun: str = "") -> str:
        # Beside a list to pick from, the list says what can be typed.
        hint = f" ({prompt.hint})" if prompt.hint and not prompt.choices else ""
        label = f"{clean(prompt.label)}{hint}>"
        question = questionary.text(label, begun, qmark="", **self._terminal)
        return str(self._asked(question))

    def _picked(self, prompt: Prompt) -> str:
        """Pick one of the options, or choose to type: a word, or what is no option."""
        entries = [*map(_entry, prompt.choices), *_ways_out(prompt)]
        known = {choice.value for choice in prompt.choices}
        stands = next((typed for typed in prompt.stands if typed in known), None)
        question = questionary.select(
            clean(prompt.label),
            entries,
            qmark="",
            instruction=_PICK,
            default=stands,
            # Letters begin a line.
            use_jk_keys=False,
            **self._terminal,
        )
        _let_type(question)
        picked = str(self._asked(question))
        return self._typed(prompt, picked[1:]) if picked.startswith(_TYPE) else picked

    def _ticked(self, prompt: Prompt) -> str:
        """Tick any number of options; nothing ticked is an empty line."""
        known = {choice.value for choice in prompt.choices}
        none = questionary.Choice("none of these", value=NONE)
        other = questionary.Choice(_other(prompt), value=_TYPE)
        own = [Option(word, clean(word)) for word in prompt.stands if word not in known]
        entries = [_entry(c, ticked=c.value in prompt.stands) for c in (*prompt.choices, *own)]
        entries += [none, other]
        question = questionary.checkbox(
            clean(prompt.label), entries, qmark="", instruction=_TICK, **self._terminal
        )
        ticked: list[Any] = self._asked(question)
        words = [str(value) for value in ticked if value != _TYPE]
        if _TYPE in ticked:
            typed = self._typed(prompt)
            if typed.strip().startswith(MARK) or not typed.strip():
                return typed
            words.append(typed)
        others = [word for word in words if word != NONE]
        return "; ".join(others or words)

    def _asked(self, question: questionary.Question) -> Any:
        """Let a question be answered; a sequence that does not go on is given up in silence.

        The signal of Ctrl+C is not left to prompt_toolkit, which drops one that comes while it
        gives the terminal back.
        """
        app = question.application
        app.ttimeoutlen = SILENCE

        def end_at_once() -> None:
            # It may have come before there was a loop to tell.
            if self._interrupts.is_due:
                _end(app)

        with self._interrupts.ended_by(lambda: _end(app)):
            return app.run(pre_run=end_at_once, handle_sigint=False)


def _end(app: Application[Any]) -> None:
    """Let the loop of a prompt end it with an interrupt, where it runs."""

    def leave() -> None:
        if app.future is not None and not app.future.done():
            app.exit(exception=KeyboardInterrupt, style="class:aborting")

    if app.loop is not None:
        app.loop.call_soon_threadsafe(leave)


def _let_type(question: questionary.Question) -> None:
    """Let a letter at a list begin a line: words must not be typed at it and vanish."""
    bindings = question.application.key_bindings
    assert isinstance(bindings, KeyBindings)

    @bindings.add(Keys.Any)
    def _begin(event: KeyPressEvent) -> None:
        if event.data.isprintable() and event.data.strip():
            event.app.exit(result=f"{_TYPE}{event.data}")


def _entry(choice: Option, *, ticked: bool = False) -> questionary.Choice:
    means = f"  {choice.means}" if choice.means else ""
    return questionary.Choice(f"{choice.text}{means}", value=choice.value, checked=ticked)


def _ways_out(prompt: Prompt) -> list[questionary.Choice]:
    other = questionary.Choice(_other(prompt), value=_TYPE)
    if prompt.on_empty in [choice.value for choice in prompt.choices]:
        return [other]
    return [questionary.Choice(prompt.on_empty, value=_LEAVE), other]


def _other(prompt: Prompt) -> str:
    own = "words of your own, or " if prompt.own else ""
    return f"{own}{MARK}back, ?, {MARK}help and so on, typed"
