"""What is told beside the prompts: a question, its help, a section's end, how it all stands."""

from __future__ import annotations

from typing import Any

from framing_tui.ask.changes import TONES, finding_line
from framing_tui.ask.prompt import Said, Tone, quoted
from framing_tui.ask.typed import how_to_type
from framing_tui.ask.words import MARK
from framing_tui.assessment import Assessment
from framing_tui.assessment.completeness import found_out_in
from framing_tui.assessment.containment import containment
from framing_tui.assessment.flips import Flip
from framing_tui.model.basis import with_basis
from framing_tui.model.catalogue import SECTIONS, Section, means_of
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import Kind
from framing_tui.model.plural import plural
from framing_tui.model.question import AnyQuestion, Table
from framing_tui.rules.catalogue import BY_CODE
from framing_tui.rules.finding import Finding, Level
from framing_tui.session import Session

OPENING = (
    "One question after the other; each answer is saved at once.",
    "An empty line leaves a question open, or keeps the answer that stands.",
    f"? explains the question, {MARK}help lists what else can be said, {MARK}stop ends.",
)
TWO_PASSES = (
    "The first pass fills the page in half an hour; figures and depth come in a second one."
)


def section_head(section: Section) -> list[Said]:
    """Return the heading of a section."""
    return [
        Said(f"Section {section.number} of {len(SECTIONS)}: {section.title}", "head"),
        Said(section.intro, "quiet"),
    ]


def table_head(table: type[Table]) -> Said:
    """Return the heading of one table among several of a section."""
    words = table.heading
    match means_of(table):
        case green, red:
            words = f"Cell {table.heading}. Green: {green}. Red: {red}."
        case (what,):
            words = f"Killer {table.heading}: {what}"
    return Said(words, "head")


def question_lines(session: Session, question: AnyQuestion, *, optional: bool) -> list[Said]:
    """Return a question with all that stands on it, one line each."""
    kind, framing = question.kind, session.framing
    asks = question.asks + ("" if kind.unit in question.asks else f", {kind.unit}")
    said = [Said(asks + (" (optional)" if optional else ""), "head")]
    if question.help:
        said.append(Said(question.help, "quiet"))
    said += choice_lines(kind, "choice")
    value = framing.answers.get(question.id)
    if value is not None and kind.row is None:
        said.append(Said(f"it stands as: {told(framing, question)}"))
    if question.id in framing.not_applicable:
        said.append(Said(f"not applicable: {quoted(framing.not_applicable[question.id])}"))
    action = found_out_in(framing, question.id) if value is None else None
    if action is not None:
        said.append(Said(f"being found out: {quoted(action.finder)}"))
    sides = session.clash_about(question.id)
    if sides is not None:
        other = quoted(sides.in_words(mine=False))
        said.append(Said(f"somebody else answered: {other} ({MARK}settle chooses)", "amber"))
    offer = session.offer_for(question.id)
    if offer is not None:
        said.append(Said(f"offered: {quoted(kind.show(offer))} ({MARK}take takes it)"))
    if question.id in framing.notes:
        said.append(Said(f"note: {quoted(framing.notes[question.id])}"))
    return said


def told(framing: Framing, question: AnyQuestion) -> str:
    """Return an answer as it is read back, with what it rests on; the question is answered."""
    value = framing.answers[question.id]
    return with_basis(quoted(question.kind.show(value)), framing.basis_of(question.id))


def question_help(question: AnyQuestion) -> list[Said]:
    """Return the help of a question, with one good and one weak example."""
    said = [Said(f"{question.asks} ({question.id})" if question.id else question.asks, "head")]
    if question.help:
        said.append(Said(question.help))
    said.append(Said(f"takes {how_to_type(question.kind)}"))
    if question.when_words:
        said.append(Said(f"asked {question.when_words}"))
    if question.good:
        said += [Said(f"good: {question.good}"), Said(f"weak: {question.weak}")]
    return said + choice_lines(question.kind)


def choice_lines(kind: Kind[Any], tone: Tone = "") -> list[Said]:
    """Return the options that are picked by their number, one a line."""
    if not kind.is_numbered:
        return []
    said = []
    for number, choice in enumerate(kind.options, 1):
        means = f": {choice.means}" if choice.means else ""
        said.append(Said(f"{number} {choice.text}{means}", tone))
    return said


def section_end(session: Session, section: Section, *, is_first_pass: bool) -> list[Said]:
    """Return the counts of a section that has been gone through; of the first pass, its own."""
    first = session.assessment.first_sections[section.id]
    words = session.assessment.sections[section.id].words
    if is_first_pass:
        words = f"first pass {first.share}"
    said = [Said(f"Section {section.number}, {section.title}: {words}")]
    return said + containment_lines(session.framing) if section.id == "feasibility" else said


def containment_lines(framing: Framing) -> list[Said]:
    """Return the way from a wrong output to the harm in words; none while nobody has told it."""
    way = containment(framing)
    if way is None:
        return []
    weakest = [Said(f"weakest: {way.weakest}", "amber")] if way.weakest else []
    return [Said(f"from a wrong output to the harm: {way.words}"), *weakest]


def first_pass_end(session: Session) -> list[Said]:
    """Return what is said between the two passes."""
    still_open = len(session.assessment.passes.first_open)
    left = (
        "1 question of it is open" if still_open == 1 else f"{still_open} questions of it are open"
    )
    waiting = len(session.assessment.first_pass.assigned)
    apart = f" but for {waiting} being found out" if waiting else ""
    complete = f"The first pass is complete{apart}."
    over = f"The first pass is over; {left}." if still_open else complete
    more = f"The second goes into depth: {len(session.assessment.in_depth.open)} open."
    return [Said(over, "head"), Said(f"{more} {MARK}stop ends here.", "quiet")]


def standing(assessment: Assessment) -> list[Said]:
    """Return the verdict, the cells and the counts."""
    verdict = assessment.verdict
    said = [Said(f"verdict: {verdict.words}"), Said(f"next: {verdict.next_action}")]
    if verdict.hinges_on:
        said.append(Said(f"it hinges on: {', '.join(verdict.hinges_on)}"))
    for cell in assessment.cells:
        why = f": {cell.why}" if cell.why else ""
        said.append(Said(f"cell {cell.title}: {cell.state}{why}", TONES.get(cell.state, "")))
    said.append(Said(counts(assessment)))
    red, warn, note = (len(assessment.of_level(level)) for level in Level)
    words = f"{red} red, {plural(warn, 'warning')}, {plural(note, 'note')}"
    said.append(Said(words, "red" if red else ""))
    return said


def counts(assessment: Assessment) -> str:
    """Return how much is answered, of all and of each pass."""
    return f"{assessment.completeness.words} · {assessment.passes.words}"


def findings_lines(findings: tuple[Finding, ...]) -> list[Said]:
    """Return findings one line each, each with the question to go to."""
    said = []
    for finding in findings:
        where = f" ({finding.questions[0]})" if finding.questions else ""
        tone = TONES.get(finding.level.value, "") if finding.counts else "quiet"
        said.append(Said(finding_line(finding) + where, tone))
    return said or [Said("nothing is found")]


def flips_lines(found: tuple[Flip, ...]) -> list[Said]:
    """Return what would change the judgement, one line each."""
    return [Said(flip.words) for flip in found] or [
        Said("no single figure changes the verdict or a red finding")
    ]


def finding_help(finding: Finding) -> list[Said]:
    """Return a finding with its reasons and what to do about it."""
    *told, _source = BY_CODE[finding.code].docs.told
    return [
        *findings_lines((finding,)),
        *(Said(f"{label.lower()}: {' '.join(text.split())}", "quiet") for label, text in told),
    ]
