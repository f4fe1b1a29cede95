"""What the last answer did: cells that turned, questions that came up, findings, the verdict.

Why pure and apart from any screen: the change line of the app, line mode and a comparison of two
files say the same of the same two states, and none of them looks for it a second time.
"""

from __future__ import annotations

from collections import Counter
from typing import Literal

from framing_tui.assessment import completeness, steps
from framing_tui.assessment.assess import Assessment
from framing_tui.assessment.findings import state_of
from framing_tui.assessment.steps import Step, StepDone
from framing_tui.assessment.triggers import because
from framing_tui.model.catalogue import PASSING_ORDER, PLACES, QUESTIONS, SECTION_OF, section
from framing_tui.model.clean import one_line
from framing_tui.model.framing import Framing
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.plural import plural
from framing_tui.rules.finding import Finding, Level

ChangeKind = Literal[
    "undone",
    "redone",
    "cell",
    "verdict",
    "row",
    "passed",
    "finding",
    "opened",
    "closed",
    "gone",
]

LEVEL_WORDS = {Level.RED: "red", Level.WARN: "warning", Level.NOTE: "note"}
# The worst first; a cell that has turned for the better is told after those.
_STATES = ("contested", "red", "amber", "open", "green")
# Longer than any message of a rule that quotes what people typed.
_LONGEST = 500
_GAP = "   "


class Stand(NamedTuple):
    """A framing with its assessment, as it stands at one moment."""

    framing: Framing
    assessment: Assessment


class Change(NamedTuple):
    """One thing that an answer did, as one line and as its parts.

    `head` says what, like “Serving → red”, `why` the reason in short, `code` the rule behind it;
    `words` are the three in one line. `name` is what changed (the title of a cell, “verdict”),
    `was` and `now` its state, or the level of a finding. `passed` is the section whose being passed
    made a rule fire, `questions` the ids that are asked or no longer asked, `jump` where to go.
    """

    kind: ChangeKind
    head: str
    why: str = ""
    code: str = ""
    name: str = ""
    was: str = ""
    now: str = ""
    passed: str = ""
    questions: tuple[str, ...] = ()
    jump: str = ""

    @property
    def words(self) -> str:
        """The change in one line."""
        # A cell's head is seen from afar, so it stands by itself; the others are sentences.
        between = _GAP if self.kind == "cell" else ": "
        said = f"{self.head}{between}{self.why}" if self.why else self.head
        return f"{said}{_GAP}{self.code}" if self.code else said

    @property
    def tone(self) -> Literal["", "red", "amber", "green"]:
        """The colour that a door may give it; it loses nothing without one."""
        if self.kind == "gone":
            return "green"
        if self.now in ("red", "contested"):
            return "red"
        if self.now in ("amber", "warn"):
            return "amber"
        return "green" if self.now == "green" else ""


def changes(
    before: Stand, after: Stand, question_id: str | None = None, *, step: Step = "answered"
) -> tuple[Change, ...]:
    """Return what changed between two stands, the most important first; nothing where nothing did.

    `question_id` is the question that was touched, if one was, and `step` how: an answer that was
    undone or made again is told first, as nobody sees it otherwise.
    """
    told = [
        _of_step(each)
        for each in steps.what_was_done(before.framing, after.framing, question_id, step)
    ]
    passed = _newly_passed(before.framing, after.framing)
    new, gone = turned(before.assessment, after.assessment)
    cells, causes = _cells(before, after, new, gone, passed)
    found = [_found(f, was, passed) for f, was in new if f not in causes]
    found.sort(key=lambda change: change.kind != "passed")
    verdict = _verdict(before.assessment, after.assessment)
    is_another = [change for change in verdict if change.was != change.now]
    return (
        *(change for change in told if change.kind != "row"),
        *cells,
        *(change for change in found if change.now == "red"),
        *is_another,
        *(change for change in told if change.kind == "row"),
        *(change for change in found if change.now not in ("red", "note")),
        *_asked(before, after, question_id),
        *(change for change in verdict if change not in is_another),
        *(_gone(finding) for finding in gone if finding not in causes),
        *(change for change in found if change.now == "note"),
    )


def _of_step(step: StepDone) -> Change:
    return Change(step.kind, step.words, jump=step.question_id)


# Cells.


def _cells(
    before: Stand,
    after: Stand,
    new: list[tuple[Finding, str]],
    gone: list[Finding],
    passed: tuple[str, ...],
) -> tuple[list[Change], list[Finding]]:
    """Return the cells that turned, and the findings that are told with them."""
    turned: list[Change] = []
    causes: list[Finding] = []
    pairs = zip(before.assessment.cells, after.assessment.cells, strict=True)
    for old, cell in pairs:
        if old.state == cell.state:
            continue
        cause = cell.cause
        code, why, section_title = "", _line(cell.why), ""
        if cause is not None:
            code = cause.code
            if any(cause == finding for finding, _ in new):
                causes.append(cause)
                section_title = _passed_for(cause, passed)
        elif not why and (left := _left(old.cause, new, gone)) is not None:
            # Nothing holds the cell now, and what did is worth a word.
            causes.append(left)
            code, why = left.code, _line(left.message)
            why = f"no longer found: {why}" if left in gone else why
        if section_title:
            why = f"now that {_named(section_title)} is passed: {why}"
        head = f"{cell.title} → {cell.state}"
        turned.append(
            Change(
                "cell",
                head,
                why,
                code,
                name=cell.title,
                was=old.state,
                now=cell.state,
                passed=section_title,
                jump=cell.jump,
            )
        )
    return sorted(turned, key=lambda change: _STATES.index(change.now)), causes


def _left(
    cause: Finding | None, new: list[tuple[Finding, str]], gone: list[Finding]
) -> Finding | None:
    """Return what became of the finding that held a cell: itself where it is gone, else the note
    that it is now."""
    if cause is None or cause in gone:
        return cause
    return next((f for f, _ in new if f.code == cause.code and f.area == cause.area), None)


# Findings.


def turned(
    before: Assessment, after: Assessment
) -> tuple[list[tuple[Finding, str]], list[Finding]]:
    """Return the findings that are new or weigh otherwise, each with how it weighed, and the gone.

    Why not by their words: a finding that quotes figures, or names what is open, is the same one
    when those change.
    """
    known = {(f.code, f.questions): state_of(f) for f in before.findings}
    still = {(f.code, f.questions) for f in after.findings}
    gone = [f for f in before.findings if (f.code, f.questions) not in still]
    replaced = Counter((f.code, state_of(f)) for f in gone)
    new: list[tuple[Finding, str]] = []
    for finding in after.findings:
        key, weight = (finding.code, finding.questions), state_of(finding)
        if known.get(key) == weight:
            continue
        if key not in known and replaced[finding.code, weight]:
            replaced[finding.code, weight] -= 1
            gone.remove(next(f for f in gone if (f.code, state_of(f)) == (finding.code, weight)))
            continue
        new.append((finding, known.get(key, "")))
    codes = {f.code for f, _ in new}
    # One that speaks about other answers now, and weighs otherwise, has not gone.
    return new, [f for f in gone if f.code not in codes]


def _found(finding: Finding, was: str, passed: tuple[str, ...]) -> Change:
    weight, title = state_of(finding), _passed_for(finding, passed)
    head = LEVEL_WORDS[finding.level] if finding.counts else weight
    kind: ChangeKind = "finding"
    if title and finding.counts and not was:
        kind, head = "passed", f"now that {_named(title)} is passed: {head}"
    else:
        title = ""
    return Change(
        kind,
        head,
        _line(finding.message),
        finding.code,
        name=finding.name,
        was=was,
        now=weight,
        passed=title,
        jump=finding.questions[0] if finding.questions else "",
    )


def _gone(finding: Finding) -> Change:
    return Change(
        "gone",
        "no longer found",
        _line(finding.message),
        finding.code,
        name=finding.name,
        was=state_of(finding),
        jump=finding.questions[0] if finding.questions else "",
    )


def _newly_passed(before: Framing, after: Framing) -> tuple[str, ...]:
    return tuple(
        section_id
        for section_id in PASSING_ORDER
        if after.is_past(section_id) and not before.is_past(section_id)
    )


def _passed_for(finding: Finding, passed: tuple[str, ...]) -> str:
    """Return the title of the section that had to be passed for a new finding, or nothing.

    Where several were passed at once, it is the one in which something is missing.
    """
    if not passed or not finding.absent:
        return ""
    missing = {SECTION_OF[qid].id for qid in finding.absent}
    return section(next((sid for sid in passed if sid in missing), passed[-1])).title


def _named(title: str) -> str:
    return title if title.replace(" ", "").isalpha() else f"“{title}”"


# The verdict.


def _verdict(before: Assessment, after: Assessment) -> list[Change]:
    old, verdict = before.verdict, after.verdict
    if (old.name, old.leaning, old.because) == (verdict.name, verdict.leaning, verdict.because):
        # That a cell has turned is told of the cell.
        return []
    return [
        Change("verdict", "verdict", verdict.words, name="verdict", was=old.name, now=verdict.name)
    ]


# Questions.


def _asked(before: Stand, after: Stand, question_id: str | None) -> list[Change]:
    """Return what is newly asked, and what is no longer asked.

    Why those that count come first: what is optional waits behind “more”, and is told only where
    nothing else came up.
    """
    old, new = _counted(before), _counted(after)
    word = "question"
    if old == new:
        old, new, word = _optional(before.framing), _optional(after.framing), "optional question"
    said = []
    kinds: tuple[tuple[Literal["opened", "closed"], frozenset[str], str], ...] = (
        ("opened", new - old, "+"),
        ("closed", old - new, "−"),
    )
    for kind, ids, sign in kinds:
        if not ids:
            continue
        in_order = tuple(sorted(ids, key=PLACES.__getitem__))
        reason = because(before.framing, after.framing, in_order, question_id)
        as_words = f", as {reason}" if reason else ""
        given = sum(after.framing.answers.get(qid) is not None for qid in ids)
        kept = f" ({given} answered already)" if kind == "opened" else f" ({given} answered)"
        head = f"{sign}{plural(len(ids), word)}{as_words}{kept if given else ''}"
        said.append(Change(kind, head, questions=in_order, jump=in_order[0]))
    return said


def _counted(stand: Stand) -> frozenset[str]:
    decided = stand.assessment.decided
    return frozenset(q.id for q in completeness.essentials(stand.framing, decided=decided))


_NEVER_COUNTED = tuple(
    q for q in QUESTIONS.values() if q.when is not None and not q.is_ever_essential
)


def _optional(framing: Framing) -> frozenset[str]:
    return frozenset(q.id for q in _NEVER_COUNTED if q.is_asked(framing))


def _line(text: str) -> str:
    return one_line(text, _LONGEST)
