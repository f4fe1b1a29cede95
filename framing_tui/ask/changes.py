"""What an answer has changed, in the words that every door shares, and the figures after it."""

from __future__ import annotations

from framing_tui.ask.prompt import Said, Tone
from framing_tui.assessment import Assessment
from framing_tui.assessment.changes import LEVEL_WORDS, Stand
from framing_tui.assessment.changes import changes as what_changed
from framing_tui.assessment.findings import state_of
from framing_tui.assessment.steps import Step
from framing_tui.rules.finding import Finding

TONES: dict[str, Tone] = {
    "red": "red",
    "contested": "red",
    "amber": "amber",
    "warn": "amber",
    "green": "green",
}


def changes(
    before: Stand, after: Stand, question_id: str | None = None, step: Step = "answered"
) -> list[Said]:
    """Return one line for each thing that turned: steps, cells, findings, the verdict, figures."""
    said = [
        Said(change.words, change.tone)
        for change in what_changed(before, after, question_id, step=step)
    ]
    return said + _figures(before.assessment, after.assessment)


def _figures(before: Assessment, after: Assessment) -> list[Said]:
    known = {(figure.title, figure.result) for figure in before.figures}
    refused = {(refusal.title, refusal.message) for refusal in before.refusals}
    new = [(figure.title, figure.result) for figure in after.figures]
    new = [each for each in new if each not in known]
    new += [
        (refusal.title, refusal.message)
        for refusal in after.refusals
        if (refusal.title, refusal.message) not in refused
    ]
    return [Said(f"figure: {title}: {words}") for title, words in new]


def finding_line(finding: Finding) -> str:
    """Return a finding in one line: its level, its code and what it says."""
    kept = "" if finding.counts else f" ({state_of(finding)})"
    return f"{LEVEL_WORDS[finding.level]} {finding.code}: {finding.message}{kept}"
