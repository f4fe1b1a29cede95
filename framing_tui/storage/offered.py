"""Answers that a file offers without giving them: comments that the interview reads.

Why comments: what nobody has confirmed must not be judged, and a file with such lines is read by
every version and every tool alike. They go by the name of their question, so that they may stand
anywhere and outlive every save that keeps comments.
"""

from __future__ import annotations

import re

from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.framing import Framing
from framing_tui.storage.canonical import value_text
from framing_tui.storage.load import load_bytes
from framing_tui.storage.problem import CannotOpen

_SIGN = "# offered: "
# A starter's comments tell a value alone; with the name of a question it is an offer.
_LINE = re.compile(r"(?m)^# offered: ([a-z][a-z0-9_.]*) = (.+)$")


def offered_line(question_id: str, value: object) -> str:
    """Return the comment that offers an answer."""
    plain = QUESTIONS[question_id].kind.write(value)
    items = plain if isinstance(plain, list) else None
    text = (
        value_text(plain, long=False)
        if items is None
        else "[" + ", ".join(value_text(item, long=False) for item in items) + "]"
    )
    return f"{_SIGN}{question_id} = {text}\n"


def offered_in(text: str) -> Framing:
    """Return the answers that a file offers in its comments; one that cannot be read offers none.

    Why each by itself: whoever edits one of them into nonsense has not taken back the rest.
    """
    if _SIGN not in text:
        return Framing()
    found = Framing()
    for said in _LINE.finditer(text):
        question_id, value = said.groups()
        if question_id not in QUESTIONS:
            continue
        try:
            read = load_bytes(f"{question_id} = {value}\n".encode(), "an offer").framing
        except CannotOpen:
            continue
        if question_id in read.answers:
            found = found.with_answer(question_id, read.answers[question_id])
    return found


def with_offers(text: str, offers: Framing) -> str:
    """Return the text of a file with offers over its first key, in the order of the interview."""
    order = [question_id for question_id in QUESTIONS if question_id in offers.answers]
    lines = "".join(offered_line(qid, offers.answers[qid]) for qid in order)
    if not lines:
        return text
    head, sign, rest = text.partition("\nformat = ")
    return f"{head}\n{lines}{sign}{rest}" if sign else f"{lines}\n{text}"
