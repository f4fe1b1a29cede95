"""What an answer has changed: the assessment before it, and the one after."""

from __future__ import annotations

from framing_tui.ask.prompt import Said, Tone
from framing_tui.assessment import Assessment
from framing_tui.rules.finding import Finding, Level

TONES: dict[str, Tone] = {
    "red": "red",
    "contested": "red",
    "amber": "amber",
    "warn": "amber",
    "green": "green",
}
LEVEL_WORDS = {Level.RED: "red", Level.WARN: "warning", Level.NOTE: "note"}


def changes(before: Assessment, after: Assessment) -> list[Said]:
    """Return one line for each thing that turned: findings, cells, the verdict, figures."""
    said = [_found(finding) for finding in _only_in(after, before)]
    said += [_gone(finding) for finding in _only_in(before, after, whatever_level=True)]
    for old, new in zip(before.cells, after.cells, strict=True):
        if old.state != new.state:
            why = f": {new.why}" if new.why else ""
            said.append(Said(f"cell {new.title}: {new.state}{why}", TONES.get(new.state, "")))
    if before.verdict.words != after.verdict.words:
        said.append(Said(f"verdict: {after.verdict.words}"))
    known = {(figure.title, figure.result) for figure in before.figures}
    for figure in after.figures:
        if (figure.title, figure.result) not in known:
            said.append(Said(f"figure: {figure.title}: {figure.result}"))
    refused = {(refusal.title, refusal.message) for refusal in before.refusals}
    for refusal in after.refusals:
        if (refusal.title, refusal.message) not in refused:
            said.append(Said(f"figure: {refusal.title}: {refusal.message}"))
    return said


def finding_line(finding: Finding) -> str:
    """Return a finding in one line: its level, its code and what it says."""
    kept = " (decided)" if finding.decided else " (accepted)" if finding.accepted else ""
    return f"{LEVEL_WORDS[finding.level]} {finding.code}: {finding.message}{kept}"


def _found(finding: Finding) -> Said:
    tone = TONES.get(finding.level.value, "") if finding.counts else "quiet"
    return Said(finding_line(finding), tone)


def _gone(finding: Finding) -> Said:
    return Said(f"no longer found: {finding.code}: {finding.message}", "green")


def _only_in(one: Assessment, other: Assessment, *, whatever_level: bool = False) -> list[Finding]:
    """Return the findings of one assessment that the other has not, or not at that level.

    Why not by their words: a finding that quotes a figure is the same one when the figure changes.
    """
    if whatever_level:
        codes = {(f.code, f.questions) for f in other.findings}
        return [f for f in one.findings if (f.code, f.questions) not in codes]
    known = {(f.code, f.questions, f.level, f.counts) for f in other.findings}
    return [f for f in one.findings if (f.code, f.questions, f.level, f.counts) not in known]
