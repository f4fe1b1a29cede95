"""The decision tree of section 2, with the path taken lit."""

from __future__ import annotations

from textual.content import Content

from framing_tui.assessment import Assessment
from framing_tui.assessment.verdict import WORDS, Verdict
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.framing import Framing
from framing_tui.tui.texts import joined, stacked

_WIDEST = 26


def draw_tree(framing: Framing, assessment: Assessment, width: int) -> Content:
    """Return the tree, one gate a line: passed, unknown, or the one where the path leaves."""
    verdict = assessment.verdict
    lines: list[Content] = []
    lit = verdict.name != "open"
    gone = False
    for gate in verdict.gates:
        leads = WORDS[gate.leads_to]
        if gone:
            line = joined((f"    {gate.asks:<{_WIDEST}} → {leads}", "$foreground 40%"))
        elif gate.state == "taken":
            gone = True
            line = joined(
                (" ┗━ ", "bold $warning"),
                (f"{gate.asks:<{_WIDEST}} ", "bold"),
                (f"━▶ {leads}", "bold $warning"),
            )
        elif gate.state == "passed":
            line = joined(
                (" ┃  ", "$success"), (f"{gate.asks:<{_WIDEST}} ", ""), ("✓ no", "$success")
            )
        else:
            bar = " ┇  " if lit else " │  "
            line = joined(
                (bar, "$foreground-muted"),
                (f"{gate.asks:<{_WIDEST}} ", ""),
                ("? open", "$foreground-muted"),
            )
        lines.append(line)
    end = " ┗━▶ " if verdict.name == "ml" else "     "
    style = "bold $success" if verdict.name == "ml" else "$foreground 40%"
    lines.append(joined((f"{end}{WORDS['ml']}", style)))
    lines.append(_outcome(verdict))
    return stacked(lines)


def _outcome(verdict: Verdict) -> Content:
    parts: list[tuple[str, str]] = [("Verdict ", "$foreground-muted"), (verdict.words, "bold")]
    if verdict.hinges_on:
        asks = [QUESTIONS[qid].asks for qid in verdict.hinges_on]
        shown = "; ".join(asks[:2]) + (f"; and {len(asks) - 2} more" if len(asks) > 2 else "")
        parts.append((f"\nHinges on: {shown}", "$foreground-muted"))
    parts.append((f"\nNext: {verdict.next_action}", ""))
    return joined(*parts)
