"""The door for capable terminals: lists to pick from, lines to edit, and a little colour.

It imports questionary, and is imported only where that is wanted.
"""

from __future__ import annotations

from typing import Any

import questionary

from framing_tui.ask.prompt import Choice, Prompt, Said
from framing_tui.ask.typed import NONE
from framing_tui.ask.words import MARK
from framing_tui.model.clean import clean

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


class StyledDoor:
    """Asks with questionary, which leaves colours out where NO_COLOR is set."""

    def say(self, said: Said) -> None:
        """Print one line in its tone; the options are listed by their prompt."""
        if said.tone == "choice":
            return
        questionary.print(clean(said.text), style=_TONES.get(said.tone))

    def ask(self, prompt: Prompt) -> str | None:
        """Return what was picked or typed, or None at the end of the input."""
        try:
            if not prompt.choices:
                return self._typed(prompt)
            return self._ticked(prompt) if prompt.many else self._picked(prompt)
        except EOFError:
            return None

    def _typed(self, prompt: Prompt) -> str:
        # Beside a list to pick from, the list says what can be typed.
        hint = f" ({prompt.hint})" if prompt.hint and not prompt.choices else ""
        question = questionary.text(f"{clean(prompt.label)}{hint}>", qmark="")
        return str(question.unsafe_ask())

    def _picked(self, prompt: Prompt) -> str:
        """Pick one of the options, or choose to type: a word, or what is no option."""
        entries = [*map(_entry, prompt.choices), *_ways_out(prompt)]
        known = {choice.typed for choice in prompt.choices}
        stands = next((typed for typed in prompt.stands if typed in known), None)
        question = questionary.select(
            clean(prompt.label), entries, qmark="", instruction=_PICK, default=stands
        )
        picked = str(question.unsafe_ask())
        return self._typed(prompt) if picked == _TYPE else picked

    def _ticked(self, prompt: Prompt) -> str:
        """Tick any number of options; nothing ticked is an empty line."""
        known = {choice.typed for choice in prompt.choices}
        none = questionary.Choice("none of these", value=NONE)
        other = questionary.Choice(_other(prompt), value=_TYPE)
        own = [Choice(word, clean(word)) for word in prompt.stands if word not in known]
        entries = [_entry(c, ticked=c.typed in prompt.stands) for c in (*prompt.choices, *own)]
        entries += [none, other]
        question = questionary.checkbox(clean(prompt.label), entries, qmark="", instruction=_TICK)
        ticked: list[Any] = question.unsafe_ask()
        words = [str(value) for value in ticked if value != _TYPE]
        if _TYPE in ticked:
            typed = self._typed(prompt)
            if typed.strip().startswith(MARK) or not typed.strip():
                return typed
            words.append(typed)
        others = [word for word in words if word != NONE]
        return "; ".join(others or words)


def _entry(choice: Choice, *, ticked: bool = False) -> questionary.Choice:
    means = f"  {choice.means}" if choice.means else ""
    return questionary.Choice(f"{choice.label}{means}", value=choice.typed, checked=ticked)


def _ways_out(prompt: Prompt) -> list[questionary.Choice]:
    other = questionary.Choice(_other(prompt), value=_TYPE)
    if prompt.on_empty in [choice.typed for choice in prompt.choices]:
        return [other]
    return [questionary.Choice(prompt.on_empty, value=_LEAVE), other]


def _other(prompt: Prompt) -> str:
    own = "words of your own, or " if prompt.own else ""
    return f"{own}{MARK}back, ?, {MARK}help and so on, typed"
