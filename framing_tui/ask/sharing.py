"""The part of the interview about the answers of others: two to one question, and those not saved.

Why a word for each and nothing by itself: whichever of two answers goes, somebody has given it.
"""

from __future__ import annotations

from collections.abc import Sized
from typing import get_args

from framing_tui.ask.prompt import Said, quoted
from framing_tui.ask.speaking import Move, Speaking, Step
from framing_tui.ask.words import MARK, usage
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.framing import Framing
from framing_tui.model.question import AnyQuestion
from framing_tui.storage.clash import Choice, Sides
from framing_tui.storage.rescue import Copy

_CHOICES: dict[str, Choice] = {choice: choice for choice in get_args(Choice)}


class Sharing(Speaking):
    """Shows what two people have answered, or what could not be saved, and obeys the choice."""

    def tell_what_waits(self) -> None:
        """Say what waits for a choice, and which word makes it."""
        for number, (copy, _) in enumerate(self.session.copies(), 1):
            when = f"{copy.kept_at:%d %b, %H:%M}"
            self.say(f"answers that could not be saved on {when} are in {copy.path}", tone="amber")
            self.say(f"{MARK}copies compares them, {MARK}copies take {number} takes them")
        if self.session.clashes:
            names = ", ".join(sides.question.id for sides in self.session.clashes)
            self.say(f"two people answered differently: {names}", tone="amber")
            self.say(f"{MARK}settle shows both, and mine, theirs or both behind it chooses there")

    # Two answers to one question.

    def _settle(self, rest: str, question: AnyQuestion) -> Move | None:
        sides = self.session.clash_about(question.id)
        if not rest or sides is None:
            self._tell_clashes(sides)
            return None
        choice = _CHOICES.get(rest.lower())
        if choice is None:
            self.say(f"expected {usage('settle')}", tone="amber")
            return None
        if choice == "theirs" and not sides.is_readable:
            self.say("theirs cannot be read, and so not be put in its place", tone="amber")
            return None
        before = self.session.stand
        try:
            self.session.settle(sides, choice)
        except ValueError as error:
            self.say(str(error), tone="amber")
            return None
        self.say(f"settled: {_answer(self.session.framing, question.id)}")
        self.tell_changes(before)
        return Step.NEXT

    def _tell_clashes(self, here: Sides | None) -> None:
        shown = self.session.clashes if here is None else [here]
        if here is None:
            self.say("there are not two answers to this question")
        for sides in shown:
            self.say(Said(f"{sides.question.id}: two answers", "amber"))
            self.say(f"mine, in its place: {quoted(sides.told(mine=True))}")
            self.say(f"theirs: {quoted(sides.told(mine=False))}")
            if sides.both is not None:
                self.say(f"both: {quoted(sides.question.kind.show(sides.both))}")
        if here is not None:
            self.say(f"{usage('settle')} chooses")

    # What an earlier session could not save.

    def _copies(self, rest: str) -> Move | None:
        found = self.session.copies()
        what, _, which = rest.lower().partition(" ")
        if not found:
            self.say("every answer that was given could be saved")
        elif not rest:
            for number, (copy, told) in enumerate(found, 1):
                self.say(Said(f"{number} kept {copy.kept_at:%d %b, %H:%M}", "head"))
                self._tell_copy(copy, (*told.changed, *told.taken_back, *told.clashing))
        elif what not in ("take", "drop") or (at := _place(which.strip() or "1", found)) is None:
            self.say(f"expected {usage('copies')}, with a number up to {len(found)}", tone="amber")
        elif what == "drop":
            self.session.drop_copy(found[at][0])
            self.say("dropped")
        else:
            before = self.session.stand
            saved = self.session.take_copy(found[at][0])
            self.say("taken, and saved" if saved else self.session.autosave.state.words)
            self.tell_changes(before)
        return None

    def _tell_copy(self, copy: Copy, question_ids: tuple[str, ...]) -> None:
        after = self.session.with_copy(copy)
        for question_id in dict.fromkeys(question_ids):
            self.say(f"{question_id} in the file: {_answer(self.session.framing, question_id)}")
            self.say(f"{question_id} in the copy: {_answer(after, question_id)}")
        if not question_ids:
            self.say("notes, and nothing else")


def _place(number: str, found: Sized) -> int | None:
    """Return the place that a number counted from 1 stands for, or None where there is none."""
    is_number = number.isascii() and number.isdigit() and len(number) < 5
    return int(number) - 1 if is_number and 0 < int(number) <= len(found) else None


def _answer(framing: Framing, question_id: str) -> str:
    """Return what stands in the place of an answer, as it is read out."""
    reason = framing.not_applicable.get(question_id)
    if reason is not None:
        return f"not applicable: {quoted(reason)}"
    value = framing.answers.get(question_id)
    return "(no answer)" if value is None else quoted(QUESTIONS[question_id].kind.show(value))
