"""Figures beside the questions that they are worked out from, and what would change them."""

from __future__ import annotations

from framing_tui.assessment import Assessment
from framing_tui.assessment.flips import Flip
from framing_tui.calculators.catalogue import CALCULATORS
from framing_tui.calculators.result import Figure, Refusal
from framing_tui.drawing.parts import InkedLine, InkedRows
from framing_tui.model.catalogue import QUESTIONS, asks_in_full

_ORDER = list(QUESTIONS)
# A figure stands under the last of its inputs in the order of asking: there it is complete.
_LAST_INPUT = {
    name: max((i.question_id for i in c.inputs if i.question_id and i.needed), key=_ORDER.index)
    for name, c in CALCULATORS.items()
    if any(i.question_id and i.needed for i in c.inputs)
}


def figures_at(question_id: str, assessment: Assessment) -> tuple[str, ...]:
    """Return the figures that stand under a question, one line each; refusals behind them.

    Why the others are not put into words: this is asked at each letter.
    """
    here = [(c, r) for c, r in assessment.results if _LAST_INPUT.get(c.name) == question_id]
    shown = [f"{c.title}: {r.worked.result}" for c, r in here if not isinstance(r, Refusal)]
    shown += [f"{r.title}: {r.message}" for _, r in here if isinstance(r, Refusal)]
    return tuple(shown)


def figures_rows(figures: tuple[Figure, ...], flips: tuple[Flip, ...]) -> InkedRows:
    """Return what flips the judgement, and each figure with its working and source."""
    lines: list[InkedLine] = [(("What flips it", "plain!"),)]
    lines += [((f"  {_asked(flip)}", "plain"),) for flip in flips]
    if not flips:
        lines.append((("  no single number does", "quiet"),))
    lines += [(), (("Figures", "plain!"),)]
    if not figures:
        lines.append((("  none yet: their inputs are open", "quiet"),))
    for figure in figures:
        lines.append(((f"  {figure.title}: ", "plain!"), (figure.result, "key")))
        lines.append(((f"    {figure.working}", "plain"),))
        assumed = "; ".join(figure.assumptions)
        if assumed:
            lines.append(((f"    assumed: {assumed}", "quiet"),))
        lines.append(((f"    source: {figure.source}", "quiet"),))
    return tuple(lines)


def _asked(flip: Flip) -> str:
    """Return a flip with its question as the form asks it, not as the file calls it."""
    return f"“{asks_in_full(flip.question)}”{flip.words.removeprefix(flip.question)}"
