"""What a figure, or the evidence of a cell, rests on: one word beside the answer.

Why beside it and never asked for: most figures of a first meeting are guesses, and whoever knows
that one of them was measured says so with one key.
"""

from __future__ import annotations

from framing_tui.model.catalogue import CELLS, QUESTIONS
from framing_tui.model.kinds import One, nearest_name, option

# From the firmest to the weakest.
BASIS = One.of(
    option("measured", "counted or timed, by us", also="measurement, counted, timed"),
    option(
        "document",
        "somebody has written it down: a contract, a report, a paper",
        also="documented, on paper, report, contract, published",
    ),
    option(
        "estimate",
        "worked out from what is known",
        also="estimated, worked out, calculated, computed",
    ),
    option("guess", "nobody has looked", also="guessed, guesswork, assumed, assumption"),
)
BASES = BASIS.values
_EVIDENCE = frozenset(cell.evidence.id for cell in CELLS)
# The questions whose answers may have one: every figure, and the evidence of each cell.
WITH_BASIS = frozenset(
    question_id
    for question_id, question in QUESTIONS.items()
    if question.kind.is_figure or question_id in _EVIDENCE
)


def takes_basis(question_id: str) -> bool:
    """Tell whether the answer to a question may say what it rests on."""
    return question_id in WITH_BASIS


def nearest_with_basis(question_id: str) -> str | None:
    """Return the question most like this one whose answer may say what it rests on."""
    return nearest_name(question_id, WITH_BASIS)


def with_basis(told: str, word: str | None) -> str:
    """Return an answer as it is told, with what it rests on behind it."""
    return f"{told} ({word})" if word else told


def next_basis(word: str | None) -> str | None:
    """Return the word that comes after one, in turns; None stands after the last, and first."""
    at = BASES.index(word) + 1 if word in BASES else 0
    return BASES[at] if at < len(BASES) else None


def weaker(one: str | None, other: str | None) -> str | None:
    """Return what an answer rests on that was made from two: the weaker of both, None without."""
    if one is None or other is None:
        return None
    return max(one, other, key=BASES.index)
