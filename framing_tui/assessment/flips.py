"""What would change the judgement: the single figure that has to move least, and how far; where no
figure does, the fact that a team can arrange.

Why one figure at a time: a team argues about a number; that a little of everything would do as
well helps nobody to decide which of them to look up first.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Mapping

from framing_tui.assessment.assess import Assessment
from framing_tui.assessment.verdict import WORDS, judge_need
from framing_tui.calculators.catalogue import CALCULATORS
from framing_tui.calculators.result import Refused, Value
from framing_tui.model.audit import Errors, Roi, Serving
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import Many, Number
from framing_tui.model.labels import Labels
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.need import Need
from framing_tui.model.question import AnyQuestion
from framing_tui.model.stack import Stack
from framing_tui.model.task import Task
from framing_tui.model.validation import Validation
from framing_tui.model.values import Range, figure
from framing_tui.rules.catalogue import BY_CODE
from framing_tui.rules.finding import Level
from framing_tui.rules.registry import Rule
from framing_tui.rules.settings import AS_DECLARED, Settings

Outcome = Hashable
Judge = Callable[[Framing], Outcome]

# The figures that the verdict can turn on.
_OF_THE_VERDICT: tuple[AnyQuestion, ...] = (
    Need.rules_kpi,
    Stack.kpi_target,
    Stack.kpi_now,
    Stack.kpi_unit_value_per_year,
    Stack.gain_per_year,
    Roi.run_cost_per_year,
)
# What a calculator comes to, from its values for machines; the others only measure.
_OUTCOMES: dict[str, Callable[[Mapping[str, Value]], str]] = {
    "costs": lambda values: _said(values["never_act"], "acting never pays", "acting pays"),
    "queue": lambda values: _over_hundred(values["utilisation_percent"]),
    "staleness": lambda values: _said(values["is_stale"], "stale", "fresh enough"),
    "return": lambda values: _said(values["never"], "never pays back", "pays back"),
}
# How far a figure is moved in search of a change, as multiples of it, nearest first.
_UP = (1.01, 1.03, 1.1, 1.2, 1.35, 1.5, 1.75, 2, 2.5, 3, 4, 5, 7, 10, 20, 50, 100, 1000)
_DOWN = (0.99, 0.97, 0.9, 0.8, 0.65, 0.5, 0.35, 0.2, 0.1, 0.03, 0.01, 0.001, 0, -0.1, -1, -10)
# Where there is nothing to multiply: from 0, steps of every size.
_FROM_ZERO = (0.001, 0.01, 0.1, 1.0, 10.0, 100.0, 1e3, 1e4, 1e5, 1e6, 1e7)
_HALVINGS = 60
# A bound found by halving is taken for the round number that lies this near to it.
_SAME = 1e-7
_DIGITS = 3


# Facts that a team can bring about. Why no others: that an error is no catastrophe, or that an
# action works, cannot be arranged, and a page that asks for another answer asks for a nicer word.
_ARRANGED: tuple[AnyQuestion, ...] = (
    Errors.who_catches,
    Errors.reviewer_sees_first,
    Serving.path_run,
    Task.version_pinned,
    Task.gold_set,
    Validation.can_roll_back,
    Validation.shadow,
    Validation.judges_people,
    Stack.action_written,
)
# The weakest first, so that what is found asks for no more than is needed.
_FIRST_OF: dict[str, tuple[str, ...]] = {
    Errors.who_catches.id: ("automatic-limit", "independent-reviewer"),
    Errors.reviewer_sees_first.id: ("the-case",),
    Serving.path_run.id: ("stored", "live"),
}
_CHECKED = ("by-eye", "measured")


class Flip(NamedTuple):
    """One answer that changes what was judged.

    `what` is a rule's code, `verdict` or the name of a calculator; `now` and `to` are today's value
    and the nearest one found at which the outcome is another one, of a fact in words; `words` say
    it in one line.
    """

    what: str
    question: str
    now: Range | str
    to: float | str
    words: str


class _Turn:
    """Where one figure changes an outcome: the value, and how far that is from today's."""

    def __init__(
        self, question: AnyQuestion, now: Range, to: float, distance: float, outcome: Outcome
    ) -> None:
        self.question = question
        self.now = now
        self.to = to
        self.distance = distance
        self.outcome = outcome


def flips(
    framing: Framing, assessment: Assessment, settings: Settings = AS_DECLARED
) -> tuple[Flip, ...]:
    """Return what flips the verdict, each red that counts and each figure; in that order."""
    found = [_of_verdict(framing)]
    found += [
        _of_finding(framing, rule, settings)
        for finding in assessment.of_level(Level.RED)
        if isinstance(rule := BY_CODE[finding.code], Rule)
    ]
    found += [_of_figure(framing, figured.name) for figured in assessment.figures]
    return tuple(flip for flip in found if flip is not None)


def _of_verdict(framing: Framing) -> Flip | None:
    turn = _nearest(framing, _OF_THE_VERDICT, lambda other: judge_need(other).name)
    if turn is None:
        return None
    return _flip("verdict", turn, f"turns the verdict to “{WORDS[str(turn.outcome)]}”")


def _of_finding(framing: Framing, rule: Rule, settings: Settings) -> Flip | None:
    def level(other: Framing) -> Level | None:
        flagged = settings.judge(rule, other)
        return None if flagged is None else flagged.level

    # Being less than red is what counts, so a warning on the way to silence is a change too.
    def effect(left: Level | None) -> str:
        return f"clears {rule.code}" if left is None else f"makes {rule.code} a {_WEIGHTS[left]}"

    turn = _nearest(framing, rule.reads, lambda other: level(other) is Level.RED)
    if turn is not None:
        return _flip(rule.code, turn, effect(level(_with(framing, turn.question, turn.to))))
    for question, now, to, other in _arranged(framing, rule.reads):
        left = level(other)
        if left is not Level.RED:
            words = f"{question.id} with “{to}” (now {now}) {effect(left)}"
            return Flip(rule.code, question.id, now, to, words)
    return None


def _arranged(
    framing: Framing, reads: Iterable[AnyQuestion]
) -> Iterable[tuple[AnyQuestion, str, str, Framing]]:
    """Yield framings in which one fact is arranged, each with the answers now and then in words."""
    for question in (q for q in _ARRANGED if q in reads and q.is_asked(framing)):
        kind, given = question.kind, framing.answer(question)
        now = "open" if given is None else f"“{kind.show(given)}”"
        for word in _FIRST_OF.get(question.id, ("yes",)):
            value: object = word
            if isinstance(kind, Many):
                value = tuple(kind.with_tick((v for v in given or () if v != word), word))
            label = next(option.text for option in kind.options if option.value == word)
            yield question, now, label, framing.with_answer(question.id, value)
    if Labels.candidates in reads:
        for at, row in enumerate(framing.labels.candidates or ()):
            if not row.cells.get("chosen"):
                continue
            for word in _CHECKED:
                label = f"{row.label}: compared with the outcome, {word}"
                changed = framing.with_row(Labels.candidates.id, at, row.replace(checked=word))
                yield Labels.candidates, f"“{row.checked or 'open'}”", label, changed


def _of_figure(framing: Framing, name: str) -> Flip | None:
    if name not in _OUTCOMES:
        return None
    calculator = CALCULATORS[name]

    def outcome(other: Framing) -> str | None:
        try:
            result = calculator.work_out(other)
        except Refused:
            return None
        return None if result is None else _OUTCOMES[name](result.worked.values)

    inputs = (QUESTIONS[given.question_id] for given in calculator.inputs if given.question_id)
    turn = _nearest(framing, inputs, outcome)
    return None if turn is None else _flip(name, turn, f"turns {name} to “{turn.outcome}”")


def _said(holds: Value, yes: str, no: str) -> str:
    return {"yes": yes, "no": no}.get(str(holds), f"{yes} at one end")


def _over_hundred(load: Value) -> str:
    ends = load if isinstance(load, list) else [load]
    over = [isinstance(end, (int, float)) and end > 100 for end in ends]
    if all(over):
        return "over capacity"
    return "over capacity at one end" if any(over) else "within capacity"


_WEIGHTS = {Level.RED: "red", Level.WARN: "warning", Level.NOTE: "note"}


def _flip(what: str, turn: _Turn, effect: str) -> Flip:
    unit = f" {turn.question.kind.unit}".rstrip()
    # Not “1 days”: the one unit that is counted stands once, behind the value of today.
    own = "" if unit == " days" else unit
    end = "or more" if turn.to > turn.now.low else "or less"
    words = f"{turn.question.id} at {figure(turn.to)}{own} {end} (now {turn.now}{unit}) {effect}"
    return Flip(what, turn.question.id, turn.now, turn.to, words)


def _nearest(framing: Framing, questions: Iterable[AnyQuestion], judge: Judge) -> _Turn | None:
    """Return the turn of the figure that has to move least; of two as near, the first listed."""
    start = judge(framing)
    nearest: _Turn | None = None
    for question in dict.fromkeys(questions):
        if not isinstance(question.kind, Number):
            continue
        within = nearest.distance if nearest else math.inf
        for turn in _turns(framing, question, question.kind, judge, start, within):
            if nearest is None or turn.distance < nearest.distance:
                nearest = turn
    return nearest


def _turns(
    framing: Framing,
    question: AnyQuestion,
    kind: Number,
    judge: Judge,
    start: Outcome,
    within: float,
) -> list[_Turn]:
    """Return where a figure changes the outcome on its way up, and on its way down.

    A range is moved as a whole to one number, counted from the end that is nearer. Nobody asks
    for what lies further than `within`.
    """
    now = framing.answer(question)
    if not isinstance(now, Range):
        return []

    def outcome(value: float) -> Outcome:
        return judge(_with(framing, question, value))

    def turned(value: float) -> bool:
        # None is no outcome: such a figure is refused, and a team would not choose it.
        return outcome(value) not in (None, start)

    turns = []
    for end, ways in ((now.high, _up_from(now.high)), (now.low, _down_from(now.low))):
        kept = end
        for value in (value for value in ways if _fits(kind, value)):
            if _distance(end, kept) > within:
                break
            if not turned(value):
                kept = value
                continue
            to = _bound(kept, value, kind, turned)
            turns.append(_Turn(question, now, to, _distance(end, to), outcome(to)))
            break
    return turns


def _distance(end: float, to: float) -> float:
    """Return how far a figure is moved, by its own size; from nothing, any step is the longest."""
    if to == end:
        return 0.0
    return abs(to - end) / abs(end) if end else math.inf


def _with(framing: Framing, question: AnyQuestion, value: float) -> Framing:
    return framing.with_answer(question.id, Range.of(value))


def _up_from(end: float) -> list[float]:
    if end == 0:
        return list(_FROM_ZERO)
    # Of a negative figure, less of it is more.
    return [end * by for by in (_UP if end > 0 else _DOWN)]


def _down_from(end: float) -> list[float]:
    if end == 0:
        return [-value for value in _FROM_ZERO]
    return [end * by for by in (_DOWN if end > 0 else _UP)]


def _fits(kind: Number, value: float) -> bool:
    low = -math.inf if kind.minimum is None else kind.minimum
    high = math.inf if kind.maximum is None else kind.maximum
    return low <= value <= high


def _bound(kept: float, changed: float, kind: Number, flips: Callable[[float], bool]) -> float:
    """Return the value nearest to `kept` at which the outcome changes, as a round number.

    The outcome is kept at `kept` and has changed at `changed`.
    """
    for _ in range(_HALVINGS):
        middle = (kept + changed) / 2
        if abs(changed - kept) <= _SAME / 100 * abs(changed) or middle in (kept, changed):
            break
        if flips(middle):
            changed = middle
        else:
            kept = middle
    rising = changed > kept
    for value in _round_numbers(changed, rising, kind.whole):
        if _fits(kind, value) and flips(value):
            return value
    return changed


def _round_numbers(bound: float, rising: bool, whole: bool) -> Iterable[float]:
    """Yield numbers at a bound: the plain one that it stands for, then those just beyond it."""
    if whole:
        yield float(math.ceil(bound) if rising else math.floor(bound))
        return
    for digits in range(1, 13):
        value = float(f"{bound:.{digits}g}")
        if abs(value - bound) <= _SAME * abs(bound):
            yield value
    for digits in range(_DIGITS, 13):
        step = 10.0 ** (math.floor(math.log10(abs(bound))) - digits + 1) if bound else 0.001
        beyond = math.ceil(bound / step) if rising else math.floor(bound / step)
        yield float(f"{beyond * step:.12g}")
