"""Join two people's changes to one framing, answer by answer.

Why by answer: two laptops in one meeting change different answers nearly always. Where both
changed the same one, mine stays in its place and theirs is kept as a clash until somebody chooses.
"""

from __future__ import annotations

from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.framing import Framing
from framing_tui.model.spec import Clash
from framing_tui.storage.canonical import plain_answer, value_text

_CLASHES = "clashes"


def merge(base: Framing, mine: Framing, theirs: Framing) -> Framing:
    """Return theirs with my changes since `base`, and a clash for each answer both changed."""
    merged = theirs
    clashes = list(theirs.answers.get(_CLASHES, ()))
    for question_id, question in QUESTIONS.items():
        was = base.answers.get(question_id)
        own = mine.answers.get(question_id)
        other = theirs.answers.get(question_id)
        if question_id == _CLASHES or own in (was, other):
            continue
        merged = merged.with_answer(question_id, own)
        if other != was:
            row = {
                "question": question_id,
                "ours": value_text(plain_answer(question, own)),
                "theirs": value_text(plain_answer(question, other)),
            }
            clashes.append(Clash(row))
    for row in mine.answers.get(_CLASHES, ()):
        if row not in base.answers.get(_CLASHES, ()) and row not in clashes:
            clashes.append(row)
    merged = merged.with_answer(_CLASHES, tuple(dict.fromkeys(clashes)) or None)
    for key in {**base.notes, **mine.notes}:
        if mine.notes.get(key) != base.notes.get(key):
            merged = merged.with_note(key, mine.notes.get(key))
    for key in {**base.not_applicable, **mine.not_applicable}:
        if mine.not_applicable.get(key) != base.not_applicable.get(key):
            merged = merged.with_not_applicable(key, mine.not_applicable.get(key))
    return merged
