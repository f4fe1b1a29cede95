"""Rules on section 6, what the team claims, and what it rests on (FT609 to FT612, FT618).

All of them are of the second pass: they look at what was judged.
"""

from __future__ import annotations

from framing_tui.model.audit import Roi
from framing_tui.model.catalogue import CELLS, KILLERS, QUESTIONS, asks_in_full
from framing_tui.model.feasibility import Cell, RoiCell
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import Number
from framing_tui.model.question import AnyQuestion
from framing_tui.model.values import Range
from framing_tui.rules.finding import Flagged, Level, Way, listed, note, quote, red, warn
from framing_tui.rules.judged import Judged, RedRule
from framing_tui.rules.registry import SecondPassRule, second_pass_rule


def cells_claimed_red(framing: Framing) -> tuple[type[Cell], ...]:
    """Return the cells that the team itself calls red."""
    return tuple(cell for cell in CELLS if framing.answer(cell.colour) == "red")


@second_pass_rule(
    "FT609",
    (Level.RED,),
    Way.CONTAINMENT,
    None,
    reads=tuple(q for killer in KILLERS for q in (killer.status, killer.note)),
)
def killer_claimed_blocking(judged: Judged) -> tuple[Flagged, ...]:
    """The team itself says that one of the eight killers blocks the project.

    Why: whoever says so knows something that no other answer holds.
    Fires: for each killer that is claimed blocking, in the area that the killer belongs to.
    Silent: while nothing is claimed of it, and for clear and watch.
    Do: take away what blocks it, accept it in somebody's name, or do not build.
    Source: chapter, section 6, the eight production killers.
    """
    return tuple(
        _blocking(judged.framing, killer.heading, killer.note, killer.status)._replace(
            area=killer.area
        )
        for killer in KILLERS
        if judged.framing.answer(killer.status) == "blocking"
    )


def _blocking(framing: Framing, heading: str, why: AnyQuestion, status: AnyQuestion) -> Flagged:
    said = framing.answer(why)
    because = "" if said is None else f": {quote(said)}"
    return red(f"{quote(heading)} is said to block the project{because}", status, why)


@second_pass_rule(
    "FT610",
    (Level.WARN,),
    Way.CONTAINMENT,
    None,
    reads=tuple(q for killer in KILLERS for q in (killer.mitigation, killer.status)),
)
def killer_without_mitigation(judged: Judged) -> tuple[Flagged, ...]:
    """A killer is to be watched or blocks, and nothing is done about it.

    Why: a risk that is only watched arrives on the day that it was going to.
    Fires: past the section, where killers are claimed watch or blocking without a mitigation; one
    finding names them all.
    Silent: before the section is passed, and for killers of which nothing is claimed.
    Do: say in a line what is done, or what would show early that it is coming.
    Source: chapter, section 6, the eight production killers.
    """
    framing = judged.framing
    bare = [
        killer
        for killer in KILLERS
        if framing.answer(killer.status) in ("watch", "blocking")
        and framing.lacks(killer.mitigation, "feasibility")
    ]
    if not bare:
        return ()
    absent = tuple(killer.mitigation for killer in bare)
    message = f"nothing is said to be done about {_all_of([killer.heading for killer in bare])}"
    return (warn(message, *absent, absent=absent),)


@second_pass_rule(
    "FT611",
    (Level.NOTE,),
    Way.IMPACT,
    None,
    reads=(*(q for cell in CELLS for q in (cell.evidence, cell.colour)), Roi.sponsor),
)
def green_without_evidence(judged: Judged) -> tuple[Flagged, ...]:
    """A cell is claimed green, and nothing shows it.

    Why: green without evidence is a hope, and it is read as a fact by whoever was not there.
    Fires: past the section, where cells are claimed green without evidence, or the return is
    claimed green without a sponsor; one finding names them all.
    Silent: before the section is passed, and where a line of evidence stands beside it.
    Do: write what was measured, counted or agreed, or say unsure.
    Source: chapter, section 6, the feasibility table.
    """
    framing = judged.framing
    bare = [
        cell
        for cell in CELLS
        if framing.answer(cell.colour) == "green" and framing.lacks(cell.evidence, "feasibility")
    ]
    parts, absent = [], [cell.evidence for cell in bare]
    if bare:
        parts.append(f"claimed green without evidence: {_all_of([cell.heading for cell in bare])}")
    if framing.answer(RoiCell.colour) == "green" and framing.lacks(Roi.sponsor, "feasibility"):
        parts.append("ROI is claimed green without a sponsor")
        absent.append(Roi.sponsor)
    if not parts:
        return ()
    return (note("; ".join(parts), *absent, absent=tuple(absent)),)


@second_pass_rule(
    "FT612",
    (Level.WARN,),
    Way.CONTAINMENT,
    None,
    reads=tuple(q for cell in CELLS for q in (cell.plan, cell.owner, cell.colour)),
)
def red_without_plan(judged: Judged) -> tuple[Flagged, ...]:
    """A cell is claimed red, and nobody has a plan for it.

    Why: a red that nobody owns is still there at the next meeting.
    Fires: past the section, where cells are claimed red while the plan or its owner is open; one
    finding names them all.
    Silent: before the section is passed, and where a plan and an owner stand beside it.
    Do: write what would turn it and who sees to that, or decide not to build.
    Source: chapter, section 6, the feasibility table.
    """
    framing = judged.framing
    parts: list[str] = []
    absent: list[AnyQuestion] = []
    for cell in cells_claimed_red(framing):
        words: dict[AnyQuestion, str] = {cell.plan: "plan", cell.owner: "owner"}
        lacking = [question for question in words if framing.lacks(question, "feasibility")]
        if lacking:
            parts.append(f"{cell.heading} without {' and '.join(words[q] for q in lacking)}")
            absent.extend(lacking)
    if not parts:
        return ()
    return (warn(f"claimed red: {'; '.join(parts)}", *absent, absent=tuple(absent)),)


GUESS = "guess"
# A guess is as good as anything between half of it and twice as much.
_MAY_BE = {"half of it": 0.5, "twice that": 2.0}


@second_pass_rule(
    "FT618",
    (Level.WARN,),
    Way.CONTAINMENT,
    None,
    # Whatever figure is called a guess.
    reads=(),
)
def rests_on_a_guess(judged: Judged) -> tuple[Flagged, ...]:
    """A cell is green, or something is not red, on nothing but a guess.

    Why: a guess that is just good enough is read as a fact as soon as it stands beside one.
    Fires: where a cell is claimed green on evidence that is called a guess, and where a figure that
    is called a guess would make a rule red at half or at twice its size that is not red now; one
    finding for each area, which names the figures.
    Silent: where nobody has said what a figure rests on, and for what was measured, stands in a
    document or was estimated; where a red stands whatever the figure is.
    Do: measure it first, before anything is built on it; or give the range that you would bet on.
    Source: chapter, section 6, the feasibility table; Tversky and Kahneman, Judgment under
    Uncertainty, Science 185, 1974.
    """
    if GUESS not in judged.framing.basis.values():
        return ()
    told: dict[str | None, list[str]] = {}
    about: dict[str | None, list[AnyQuestion]] = {}
    for area, question, words in (*_green_on_guesses(judged), *_reds_missed(judged)):
        told.setdefault(area, []).append(words)
        about.setdefault(area, []).append(question)
    return tuple(
        warn(f"{_first_of(words)}: measure it first", *dict.fromkeys(about[area]))._replace(
            area=area
        )
        for area, words in told.items()
    )


_Rests = tuple[str | None, AnyQuestion, str]


def _green_on_guesses(judged: Judged) -> list[_Rests]:
    framing = judged.framing
    return [
        (cell.path.rsplit(".", 1)[-1], cell.evidence, f"{cell.heading} is green on a guess")
        for cell in CELLS
        if framing.answer(cell.colour) == "green"
        and framing.answer(cell.evidence) is not None
        and framing.basis_of(cell.evidence.id) == GUESS
    ]


def _reds_missed(judged: Judged) -> list[_Rests]:
    framing, found = judged.framing, []
    for question_id, basis in framing.basis.items():
        question = QUESTIONS.get(question_id)
        if basis != GUESS or question is None or not isinstance(question.kind, Number):
            continue
        value = framing.answer(question)
        if not isinstance(value, Range):
            continue
        red_now = {rule.code for rule in judged.reds_of(framing, question_id)}
        missed: dict[str, RedRule] = {}
        at: dict[str, str] = {}
        for size, times in _MAY_BE.items():
            other = framing.with_answer(question_id, _scaled(question.kind, value, times))
            for rule in judged.reds_of(other, question_id):
                if rule.code not in red_now:
                    missed.setdefault(rule.code, rule)
                    at.setdefault(rule.code, size)
        for code, rule in missed.items():
            name = rule.name.replace("-", " ")
            words = f"“{asks_in_full(question_id)}” is a guess, and {at[code]} would be red"
            found.append((rule.area, question, f"{words}, {name} ({code})"))
    return found


def _scaled(kind: Number, value: Range, times: float) -> Range:
    top = float("inf") if kind.maximum is None else kind.maximum
    return Range(min(value.low * times, top), min(value.high * times, top))


def _first_of(words: list[str]) -> str:
    more = len(words) - 2
    return "; ".join(words[:2]) + (f"; and {more} more" if more > 0 else "")


def _all_of(headings: list[str]) -> str:
    return listed(headings, len(headings))


RULES: tuple[SecondPassRule, ...] = (
    killer_claimed_blocking,
    killer_without_mitigation,
    green_without_evidence,
    red_without_plan,
    rests_on_a_guess,
)
