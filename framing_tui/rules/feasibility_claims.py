"""Rules on section 6, what the team claims of cells and killers (FT609 to FT612): second pass."""

from framing_tui.model.audit import Roi
from framing_tui.model.catalogue import CELLS, KILLERS
from framing_tui.model.feasibility import Cell, RoiCell
from framing_tui.model.framing import Framing
from framing_tui.model.question import AnyQuestion
from framing_tui.rules.finding import Flagged, Level, Way, listed, note, quote, red, warn
from framing_tui.rules.judged import Judged
from framing_tui.rules.registry import SecondPassRule, second_pass_rule


def cells_claimed_red(framing: Framing) -> tuple[type[Cell], ...]:
    """Return the cells that the team itself calls red."""
    return tuple(cell for cell in CELLS if framing.answer(cell.colour) == "red")


@second_pass_rule(
    "FT609",
    "killer-claimed-blocking",
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
    "killer-without-mitigation",
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
    "green-without-evidence",
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
    "red-without-plan",
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


def _all_of(headings: list[str]) -> str:
    return listed(headings, len(headings))


RULES: tuple[SecondPassRule, ...] = (
    killer_claimed_blocking,
    killer_without_mitigation,
    green_without_evidence,
    red_without_plan,
)
