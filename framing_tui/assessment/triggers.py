"""Why questions are asked or no longer asked, in words that follow “as”.

Why from the declarations: a trigger is a function that nobody can read out, so the words come from
the answer that was given, or from what the questions say of when they are asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from framing_tui.model.catalogue import CELLS, QUESTIONS
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import Colour, Many, One, YesNo
from framing_tui.rules.finding import quote

# Options that need more than their label to follow “as it is”; the others are quoted.
_SAID = {
    "threshold": "a threshold",
    "top-k": "top K",
    "review-queue": "a review queue",
    "autonomous": "autonomous",
    "human-in-the-loop": "a human in the loop",
    "augmentation": "augmentation",
    "binary": "binary",
    "multiclass": "multiclass",
    "ordinal": "ordinal",
    "multilabel": "multilabel",
    "probability": "a probability",
    "score": "a score",
    "quantity": "a quantity",
    "text": "text",
    "image": "an image",
    "audio": "audio",
    "ab-test": "an A/B test",
    "staged-rollout": "a staged rollout",
    "pilot": "a pilot",
    "offline-only": "offline only",
}
_CELLS = {cell.colour.id: cell.heading for cell in CELLS}
_NOBODY = "nobody is sure"
_OR_NOBODY = r",? (?:\(or nobody is sure\)|or nobody is sure)"


def because(before: Framing, after: Framing, ids: Sequence[str], question_id: str | None) -> str:
    """Return why questions are asked now, or no longer, to follow the word “as”; nothing where no
    single reason is known.

    `question_id` is the question whose answer brought them up or sent them away.
    """
    question = QUESTIONS.get(question_id or "")
    value = None if question is None else after.answers.get(question.id)
    if question is None or value is None:
        return _declared(ids, after)
    match question.kind:
        case One() as kind:
            said = _SAID.get(value)
            return f"it is {said}" if said else f"“{kind.show(value)}” is chosen"
        case Colour():
            return (
                _NOBODY
                if value == "unsure"
                else f"{_CELLS.get(question.id, 'it')} is claimed {value}"
            )
        case YesNo():
            if value == "unsure":
                return _NOBODY
            return _declared(ids, after) or f"the answer is {value}"
        case Many() as kind:
            new = [item for item in value if item not in (before.answers.get(question.id) or ())]
            if new:
                return f"{quote(kind.show((new[0],)))} is named"
            return _declared(ids, after) if value else "none is named"
    return _declared(ids, after)


def _declared(ids: Sequence[str], after: Framing) -> str:
    """Return what all of the questions say of when they are asked, where that is one thing.

    Nothing for questions that are no longer asked: what they say holds no longer.
    """
    words = {QUESTIONS[qid].when_words for qid in ids}
    said = words.pop()
    first, _, rest = said.partition(" ")
    if words or first not in ("when", "once") or not QUESTIONS[ids[0]].is_asked(after):
        return ""
    return re.sub(_OR_NOBODY, "", rest)
