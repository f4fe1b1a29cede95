"""What a meeting did: shown when the program is left, as the shared screen goes dark then."""

from __future__ import annotations

import shlex
from collections.abc import Callable

from textual.content import Content

from framing_tui.assessment.changes import Stand
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.clean import clean, one_line
from framing_tui.session import Session
from framing_tui.tui.dialogs.choose import ChoiceDialog, Pick
from framing_tui.tui.texts import CELL_GLYPHS, CELL_STYLES, joined, plain

_MOST_ACTIONS = 8


class LeavingDialog(ChoiceDialog):
    """What the meeting did, and a key to leave by; anything else goes on."""

    def __init__(self, session: Session, opened: Stand, key_of: Callable[[str], str]) -> None:
        super().__init__(
            "What this meeting did",
            summary(session, opened, key_of),
            [Pick("enter", "leave")],
            later="go on",
        )


def summary(session: Session, opened: Stand, key_of: Callable[[str], str]) -> list[Content]:
    """Return cells and verdict since the start, decisions, actions, and where it all is."""
    now = session.assessment
    lines = [*_cells(session, opened), _verdict(session, opened), _counts(session, opened)]
    decision = session.framing.decision
    if decision is not None:
        words = QUESTIONS["decision"].kind.show(decision)
        lines.append(joined(("Decision   ", "$foreground-muted"), (words, "bold")))
    actions = session.framing.records.actions or ()
    if actions:
        lines.append(plain("What happens next", "$foreground-muted"))
    for action in actions[:_MOST_ACTIONS]:
        what = one_line(action.label, 200)
        lines.append(
            joined(("  → ", "$accent"), what, (f"   {action.finder}", "$foreground-muted"))
        )
    if len(actions) > _MOST_ACTIONS:
        lines.append(plain(f"    and {len(actions) - _MOST_ACTIONS} more", "$foreground-muted"))
    lines.append(plain(""))
    where = shlex.quote(clean(str(session.path)))
    lines.append(joined(("The file   ", "$foreground-muted"), where))
    page = f"framing-tui export {where}, or {key_of('page')} and w"
    lines.append(joined(("The page   ", "$foreground-muted"), page))
    still_open = now.passes.first_open
    if still_open:
        words = f"{len(still_open)} questions of the first pass are open"
        lines.append(plain(f"{words}: {key_of('next_open')} goes to the next", "$foreground-muted"))
    return lines


def _cells(session: Session, opened: Stand) -> list[Content]:
    lines = []
    pairs = zip(opened.assessment.cells, session.assessment.cells, strict=True)
    for before, cell in pairs:
        was = f"{before.state} → " if before.state != cell.state else ""
        lines.append(
            joined(
                (f"{cell.title:<11}", "$foreground-muted"),
                was,
                (f"{CELL_GLYPHS[cell.state]} {cell.state}", CELL_STYLES[cell.state]),
            )
        )
    return lines


def _verdict(session: Session, opened: Stand) -> Content:
    before, now = opened.assessment.verdict.words, session.assessment.verdict.words
    was = f"{before} → " if before != now else ""
    return joined(("Verdict    ", "$foreground-muted"), was, (now, "bold"))


def _counts(session: Session, opened: Stand) -> Content:
    answers = session.framing.answers
    new = sum(opened.framing.answers.get(qid) != value for qid, value in answers.items())
    return joined(
        ("Answers    ", "$foreground-muted"),
        f"{new} given or changed; {session.assessment.passes.words}",
    )
