"""What a meeting did: shown when the program is left, while everybody still sees the screen."""

from __future__ import annotations

import shlex
from collections.abc import Callable

from framing_tui.assessment.changes import Stand
from framing_tui.drawing.parts import InkedLine
from framing_tui.drawing.states import state_part
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.clean import clean, one_line
from framing_tui.session import Session

_MOST_ACTIONS = 8


def summary(session: Session, opened: Stand, key_of: Callable[[str], str]) -> list[InkedLine]:
    """Return cells and verdict since the start, decisions, actions, and where it all is."""
    now = session.assessment
    lines = [*_cells(session, opened), _verdict(session, opened), _counts(session, opened)]
    decision = session.framing.decision
    if decision is not None:
        words = QUESTIONS["decision"].kind.show(decision)
        lines.append((("Decision   ", "quiet"), (words, "plain!")))
    actions = session.framing.records.actions or ()
    if actions:
        lines.append((("What happens next", "quiet"),))
    for action in actions[:_MOST_ACTIONS]:
        what = one_line(action.label, 200)
        lines.append((("  → ", "key"), (what, "plain"), (f"   {action.finder}", "quiet")))
    if len(actions) > _MOST_ACTIONS:
        lines.append(((f"    and {len(actions) - _MOST_ACTIONS} more", "quiet"),))
    where = shlex.quote(clean(str(session.path)))
    lines += [(), (("The file   ", "quiet"), (where, "plain"))]
    page = f"framing-tui export {where}, or {key_of('page')} and w"
    lines.append((("The page   ", "quiet"), (page, "plain")))
    still_open = now.passes.first_open
    if still_open:
        words = f"{len(still_open)} questions of the first pass are open"
        lines.append(((f"{words}: {key_of('next_open')} goes to the next", "quiet"),))
    return lines


def _cells(session: Session, opened: Stand) -> list[InkedLine]:
    lines: list[InkedLine] = []
    pairs = zip(opened.assessment.cells, session.assessment.cells, strict=True)
    for before, cell in pairs:
        was = f"{before.state} → " if before.state != cell.state else ""
        lines.append(((f"{cell.title:<11}", "quiet"), (was, "plain"), state_part(cell.state)))
    return lines


def _verdict(session: Session, opened: Stand) -> InkedLine:
    before, now = opened.assessment.verdict.words, session.assessment.verdict.words
    was = f"{before} → " if before != now else ""
    return ("Verdict    ", "quiet"), (was, "plain"), (now, "plain!")


def _counts(session: Session, opened: Stand) -> InkedLine:
    answers = session.framing.answers
    new = sum(opened.framing.answers.get(qid) != value for qid, value in answers.items())
    words = f"{new} given or changed; {session.assessment.passes.words}"
    return ("Answers    ", "quiet"), (words, "plain")
