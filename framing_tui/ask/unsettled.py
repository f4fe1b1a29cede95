"""What waits for a choice: two answers to one question, and answers that could not be saved.

Why a word for each and nothing by itself: whichever of two answers goes, somebody has given it.
"""

from __future__ import annotations

from collections.abc import Sized
from typing import get_args

from framing_tui.ask.conversation import Conversation, Direction, Move
from framing_tui.ask.prompt import Said, quoted
from framing_tui.ask.words import MARK
from framing_tui.model.question import AnyQuestion
from framing_tui.storage.clash import Choice, Sides, what_stands
from framing_tui.storage.rescue import Copy

_CHOICES: dict[str, Choice] = {choice: choice for choice in get_args(Choice)}


def tell_what_waits(talk: Conversation) -> None:
    """Say what waits for a choice, and which word makes it."""
    for number, (copy, _) in enumerate(talk.session.copies(), 1):
        when = f"{copy.kept_at:%d %b, %H:%M}"
        talk.say(f"answers that could not be saved on {when} are in {copy.path}", tone="amber")
        talk.say(f"{MARK}copies compares them, {MARK}copies take {number} takes them")
    if talk.session.clashes:
        names = ", ".join(sides.question.id for sides in talk.session.clashes)
        talk.say(f"two people answered differently: {names}", tone="amber")
        talk.say(f"{MARK}settle shows both, and mine, theirs or both behind it chooses there")


def settle(talk: Conversation, rest: str, question: AnyQuestion, usage: str) -> Move | None:
    """Choose between two answers to a question, or show them."""
    session = talk.session
    sides = session.clash_about(question.id)
    if not rest or sides is None:
        _tell_clashes(talk, sides, usage)
        return None
    choice = _CHOICES.get(rest.lower())
    if choice is None:
        talk.refuse(f"expected {usage}")
        return None
    if choice == "theirs" and not sides.is_readable:
        talk.refuse("theirs cannot be read, and so not be put in its place")
        return None
    before = session.stand
    try:
        session.settle(sides, choice)
    except ValueError as error:
        talk.refuse(str(error))
        return None
    talk.say(f"settled: {quoted(what_stands(session.framing, question.id))}")
    talk.tell_changes(before)
    return Direction.NEXT


def _tell_clashes(talk: Conversation, here: Sides | None, usage: str) -> None:
    if here is None:
        talk.say("there are not two answers to this question")
    for sides in talk.session.clashes if here is None else [here]:
        talk.say(Said(f"{sides.question.id}: two answers", "amber"))
        talk.say(f"mine, in its place: {quoted(sides.in_words(mine=True))}")
        talk.say(f"theirs: {quoted(sides.in_words(mine=False))}")
        if sides.both is not None:
            talk.say(f"both: {quoted(sides.question.kind.show(sides.both))}")
    if here is not None:
        talk.say(f"{usage} chooses")


def copies(talk: Conversation, rest: str, usage: str) -> None:
    """Show what an earlier session could not save, take it or drop it."""
    session = talk.session
    found = session.copies()
    what, _, which = rest.lower().partition(" ")
    if not found:
        talk.say("every answer that was given could be saved")
    elif not rest:
        for number, (copy, told) in enumerate(found, 1):
            talk.say(Said(f"{number} kept {copy.kept_at:%d %b, %H:%M}", "head"))
            _tell_copy(talk, copy, (*told.changed, *told.taken_back, *told.clashing))
    elif what not in ("take", "drop") or (at := _place(which.strip() or "1", found)) is None:
        talk.refuse(f"expected {usage}, with a number up to {len(found)}")
    elif what == "drop":
        session.drop_copy(found[at][0])
        talk.say("dropped")
    else:
        before = session.stand
        saved = session.take_copy(found[at][0])
        talk.say("taken, and saved" if saved else session.autosave.state.words)
        talk.tell_changes(before)


def _tell_copy(talk: Conversation, copy: Copy, question_ids: tuple[str, ...]) -> None:
    framing, after = talk.session.framing, talk.session.with_copy(copy)
    for question_id in dict.fromkeys(question_ids):
        talk.say(f"{question_id} in the file: {quoted(what_stands(framing, question_id))}")
        talk.say(f"{question_id} in the copy: {quoted(what_stands(after, question_id))}")
    if not question_ids:
        talk.say("notes, and nothing else")


def _place(number: str, found: Sized) -> int | None:
    """Return the place that a number counted from 1 stands for, or None where there is none."""
    is_number = number.isascii() and number.isdigit() and len(number) < 5
    return int(number) - 1 if is_number and 0 < int(number) <= len(found) else None
