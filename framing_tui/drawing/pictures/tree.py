"""The decision tree of section 2, with the path taken lit."""

from __future__ import annotations

from collections.abc import Iterator

from framing_tui.assessment import Assessment
from framing_tui.assessment.verdict import WORDS, Verdict
from framing_tui.drawing.parts import InkedLine, InkedRows
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.framing import Framing

_WIDEST = 26


def draw_tree(framing: Framing, assessment: Assessment, width: int) -> InkedRows:
    """Return the tree, one gate a line: passed, unknown, or the one where the path leaves."""
    verdict = assessment.verdict
    lines: list[InkedLine] = []
    unknown = " ┇  " if verdict.name != "open" else " │  "
    gone = False
    for gate in verdict.gates:
        leads, asks = WORDS[gate.leads_to], f"{gate.asks:<{_WIDEST}} "
        if gone:
            lines.append(((f"    {asks}→ {leads}", "faint"),))
        elif gate.state == "taken":
            gone = True
            lines.append(((" ┗━ ", "amber!"), (asks, "plain!"), (f"━▶ {leads}", "amber!")))
        elif gate.state == "passed":
            lines.append(((" ┃  ", "green"), (asks, "plain"), ("✓ no", "green")))
        else:
            lines.append(((unknown, "quiet"), (asks, "plain"), ("? open", "quiet")))
    is_ml = verdict.name == "ml"
    end = " ┗━▶ " if is_ml else "     "
    lines.append(((f"{end}{verdict.ml}", _ink_of_ml(verdict) if is_ml else "faint"),))
    return *lines, *_outcome(verdict)


def _ink_of_ml(verdict: Verdict) -> str:
    """Return the ink of the end: no green over a red cell, nor before the verdict is final."""
    return "plain!" if verdict.is_under_red or verdict.leaning else "green!"


def _outcome(verdict: Verdict) -> Iterator[InkedLine]:
    yield ("Verdict ", "quiet"), (verdict.words, "plain!")
    if verdict.hinges_on:
        asks = [QUESTIONS[qid].asks for qid in verdict.hinges_on]
        shown = "; ".join(asks[:2]) + (f"; and {len(asks) - 2} more" if len(asks) > 2 else "")
        yield ((f"Hinges on: {shown}", "quiet"),)
    yield ((f"Next: {verdict.next_action}", "plain"),)
