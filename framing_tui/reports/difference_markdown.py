"""What changed between two framings, for the page of a pull request.

Why the effects stand open and the answers are folded: whoever reviews wants to know what turned
red, and opens the list where that is a surprise.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from framing_tui.model.escape import escape
from framing_tui.model.plural import plural
from framing_tui.reports.difference import Difference, TurnedFinding
from framing_tui.reports.difference_text import lines
from framing_tui.reports.edits import Edit

# So much of one answer stands in the list; the file has all of it.
_LONGEST = 300
_STATES = {"red": "🔴", "contested": "🔴", "amber": "🟡", "warn": "🟡", "green": "🟢"}
_OTHER = "⚪"
# What is told of more than an answer before and after.
_OTHERWISE = ("moved", "renamed")


def render(told: Difference) -> str:
    """Return the difference as Markdown."""
    title = told.after.stand.framing.header.title or told.before.stand.framing.header.title
    named = f": {escape(title)}" if title else ""
    blocks = [f"### {escape(told.after.name)}{named}", *_blocks(told)]
    return "\n\n".join(blocks) + "\n"


def _blocks(told: Difference) -> Iterator[str]:
    if told.is_empty:
        yield "No answer differs."
        return
    if not told.before.is_there:
        yield "A new framing."
    if not told.after.is_there:
        yield "The framing is deleted."
    effects = list(_effects(told))
    yield "\n".join(effects) if effects else "Nothing that is judged has changed."
    if told.findings:
        yield "\n".join(("**Findings**", "", *(_finding(f) for f in told.findings)))
    if told.figures:
        figures = (f"- {figure.title}: {escape(figure.words)}" for figure in told.figures)
        yield "\n".join(("**Figures**", "", *figures))
    if told.edits:
        yield f"<details><summary>{plural(len(told.edits), 'change')} of answers</summary>"
        yield from _answers(told)
        yield "</details>"


def _effects(told: Difference) -> Iterator[str]:
    for name, both in (("Verdict", told.verdict), ("Decision", told.decision)):
        if both is not None:
            yield f"- **{name}:** {escape(both.was)} → {escape(both.now)}"
    for cell in told.cells:
        why = f": {escape(cell.why)}" if cell.why else ""
        sign = _STATES.get(cell.now, _OTHER)
        yield f"- {sign} **{cell.title}** {cell.was} → {cell.now}{why}"
    if told.completeness is not None:
        was, now = (escape(words) for words in told.completeness)
        yield f"- **Answers:** {now} (before: {was})"


def _finding(finding: TurnedFinding) -> str:
    if not finding.now:
        return f"- ✅ {finding.code} no longer found: {escape(finding.message)}"
    was = f"{finding.was} → " if finding.was else ""
    sign = _STATES.get(finding.now, _OTHER)
    return f"- {sign} {was}{finding.now} {finding.code}: {escape(finding.message)}"


def _answers(told: Difference) -> Iterator[str]:
    for section, edits in groupby(
        told.edits, key=lambda edit: "Notes" if edit.is_note else edit.section
    ):
        rows = [f"**{section}**", "", "| | before | now |", "| --- | --- | --- |"]
        for edit in edits:
            was, now = (_cell(side) for side in _sides(edit))
            how = f" ({edit.how})" if edit.how in _OTHERWISE else ""
            rows.append(f"| {escape(edit.asks)}{how} | {was} | {now} |")
        yield "\n".join(rows)


def _sides(edit: Edit) -> tuple[list[str], list[str]]:
    """Return what differs of both answers; of two long ones only the lines that do."""
    if edit.how in _OTHERWISE:
        return [", ".join(edit.was)], [", ".join(edit.now)]
    marked = list(lines(edit.was, edit.now))
    was, now = ([line for mark, line in marked if mark == sign] for sign in "-+")
    return was, now


def _cell(told: list[str]) -> str:
    if not told:
        return ""
    whole = " / ".join(line for line in told if line.strip())
    cut = whole if len(whole) <= _LONGEST else whole[: _LONGEST - 1].rstrip() + "…"
    return escape(cut)
