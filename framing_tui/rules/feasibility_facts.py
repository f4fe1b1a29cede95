"""Rules on section 6: can it be fed, served and kept fresh (FT601 to FT603, FT605, FT614)."""

from framing_tui.calculators import labels
from framing_tui.calculators.result import counted, shown
from framing_tui.model.audit import Data, Feature, Readiness, Serving, Shift
from framing_tui.model.framing import Framing
from framing_tui.model.labels import Labels
from framing_tui.model.question import AnyQuestion
from framing_tui.model.stack import Stack
from framing_tui.model.values import Holds, Range, figure, in_days
from framing_tui.rules.figures import rounded
from framing_tui.rules.finding import (
    Flagged,
    Level,
    Way,
    listed,
    quote,
    red_at_both_ends,
    red_or_unsure,
    strongest,
    warn,
)
from framing_tui.rules.registry import Limits, Rule, rule


@rule(
    "FT601",
    "too-few-positives-in-time",
    (Level.RED, Level.WARN),
    Way.SERVING,
    "labels",
    reads=(
        Labels.positives_now,
        Labels.positives_needed,
        Labels.positives_percent,
        Labels.labelled_percent,
        Labels.delay_days,
        Stack.decisions_per_day,
        Stack.timeframe_days,
    ),
)
def too_few_positives_in_time(framing: Framing) -> Flagged | None:
    """Enough positive examples come only after the deadline.

    Why: what matters is often rare, and no model learns it from a handful of cases.
    Fires: red where the positives that are missing come in after the timeframe, label delay
    included; a warning where that is so at one end of a range. An open delay counts as 0, as it
    can only make it later.
    Silent: while another of the figures is open, where enough are at hand, and for outputs of which
    positives are not counted.
    Do: label more of the cases, pool sites or years, or ask for fewer with a simpler model.
    Source: chapter, section 6, first killer.
    """
    supply, timeframe = labels.of(framing), framing.stack.timeframe_days
    if supply is None or timeframe is None:
        return None
    days = rounded(supply.days)
    due = in_days(Range.of(timeframe.low))
    later = " and the label delay, which is open" if supply.delay_days is None else ""
    return red_at_both_ends(
        days.over(timeframe),
        f"{shown(supply.missing)} positive examples are missing, and "
        f"{shown(supply.positives_per_day)} come a day: enough after {counted(days, 'day')}"
        f"{later}, against {in_days(timeframe)}",
        f"enough positive examples after {shown(Range.of(days.high))} days against {due}",
        Labels.positives_needed,
        Labels.positives_now,
        Labels.positives_percent,
    )


@rule(
    "FT602",
    "features-not-confirmed",
    (Level.RED, Level.WARN),
    Way.SERVING,
    "serving",
    reads=(Serving.features_confirmed, Serving.features),
)
def features_not_confirmed(framing: Framing) -> Flagged | None:
    """Some feature is not there when it predicts, or is not what the model was trained on.

    Why: a model that learned from what comes later is excellent in the lab and blind at work.
    Fires: red where the features are not confirmed, or one of them is not there at prediction time
    or is computed otherwise than in training; a warning where any of that is unsure.
    Silent: while nothing is answered; an open column of a feature says nothing.
    Do: log what serving really sees, train on that log only, and drop what is not in it.
    Source: chapter, section 6, second killer.
    """
    features = framing.serving.features or ()
    return strongest(
        red_or_unsure(
            framing.serving.features_confirmed,
            "no",
            "not every feature is there at prediction time as it was in training",
            "nobody is sure that every feature is there at prediction time as it was in training",
            Serving.features_confirmed,
        ),
        _rows_that_say(
            [row for row in features if row.available_at_serving == "no"],
            Level.RED,
            "not there at prediction time",
        ),
        _rows_that_say(
            [row for row in features if row.same_as_training == "no"],
            Level.RED,
            "computed otherwise than in training",
        ),
        _rows_that_say(
            [row for row in features if row.available_at_serving == "unsure"],
            Level.WARN,
            "perhaps not there at prediction time",
        ),
        _rows_that_say(
            [row for row in features if row.same_as_training == "unsure"],
            Level.WARN,
            "perhaps computed otherwise than in training",
        ),
    )


def _rows_that_say(rows: list[Feature], level: Level, words: str) -> Flagged | None:
    if not rows:
        return None
    message = f"{words}: {listed([row.label for row in rows])}"
    return Flagged(level, message, (Serving.features.id,))


@rule(
    "FT603",
    "cannot-serve-in-time",
    (Level.RED, Level.WARN),
    Way.SERVING,
    "serving",
    reads=(
        Serving.p99_expected_ms,
        Serving.p99_budget_ms,
        Serving.features,
        Serving.peak_qps,
        Serving.capacity_qps,
        Serving.batch_in_time,
    ),
)
def cannot_serve_in_time(framing: Framing) -> Flagged | None:
    """The answer comes too late, or too many ask at once.

    Why: those who wait give up, and the slowest answers are often those that matter most.
    Fires: red where the slowest answers are over their budget, one fetch alone is, the peak is more
    than the machines sustain, or the batch is not ready in time; a warning where that holds at one
    end of a range, or the batch is unsure.
    Silent: while a figure of a pair is open; online figures do not count for batches.
    Do: measure at the peak, compute ahead or fetch less, or agree on a longer budget.
    Source: chapter, section 6, third killer.
    """
    return strongest(
        _answer_over_budget(framing),
        _fetch_over_budget(framing),
        _peak_over_capacity(framing),
        red_or_unsure(
            framing.serving.batch_in_time,
            "no",
            "the batch is not ready in time for those who use it",
            "nobody is sure that the batch is ready in time for those who use it",
            Serving.batch_in_time,
        ),
    )


def _answer_over_budget(framing: Framing) -> Flagged | None:
    expected, budget = framing.serving.p99_expected_ms, framing.serving.p99_budget_ms
    if expected is None or budget is None:
        return None
    return red_at_both_ends(
        expected.over(budget),
        f"the slowest 1 in 100 will take {expected} ms against a budget of {budget} ms",
        f"{figure(expected.high)} ms against {figure(budget.low)}",
        Serving.p99_expected_ms,
        Serving.p99_budget_ms,
    )


def _fetch_over_budget(framing: Framing) -> Flagged | None:
    budget = framing.serving.p99_budget_ms
    timed = [(r.fetch_ms, r) for r in framing.serving.features or () if r.fetch_ms is not None]
    if budget is None or not timed:
        return None
    # By the lower end first: a fetch that is surely over counts more than one that may be.
    over = [pair for pair in timed if pair[0].over(budget) is Holds.ALWAYS] or timed
    fetch, slowest = max(over, key=lambda pair: pair[0].high)
    return red_at_both_ends(
        fetch.over(budget),
        f"fetching {quote(slowest.label)} alone takes {fetch} ms against a budget of {budget} ms",
        f"fetching {quote(slowest.label)} takes {figure(fetch.high)} ms "
        f"against {figure(budget.low)}",
        Serving.features,
        Serving.p99_budget_ms,
    )


def _peak_over_capacity(framing: Framing) -> Flagged | None:
    peak, capacity = framing.serving.peak_qps, framing.serving.capacity_qps
    if peak is None or capacity is None:
        return None
    return red_at_both_ends(
        peak.over(capacity),
        f"{peak} requests a second at the peak against {capacity} that the machines sustain",
        f"{figure(peak.high)} requests a second against {figure(capacity.low)}",
        Serving.capacity_qps,
        Serving.peak_qps,
    )


@rule(
    "FT605",
    "stale-before-retrained",
    (Level.RED, Level.WARN),
    Way.SERVING,
    "data",
    reads=(
        Shift.retrain_days,
        Shift.half_life_days,
        Shift.causes,
        Labels.delay_days,
        Readiness.monitoring_budget,
    ),
    limits={"days_behind": 120.0},
)
def stale_before_retrained(framing: Framing, limits: Limits) -> Flagged | None:
    """What was learned wears out before it is learned anew.

    Why: a model that trails the world by more than a half-life is mostly wrong, and looks healthy.
    Fires: red where half of it is stale before labels have come in and it was trained again; a
    warning where causes of shift are named with no budget to watch it, or, past the section, where
    nobody knows how fast, and it is open when it is retrained or it trails by over 120 days.
    Silent: where the world is said to stand still; while label delay, half-life or interval is
    open, for the red; where it is trained on labels of the last weeks.
    Do: shorten the label delay or the interval, or watch an early sign and set an alarm on it.
    Source: chapter, section 6, fifth killer.
    """
    return strongest(_half_life_too_short(framing), _shift_unwatched(framing, limits))


def _half_life_too_short(framing: Framing) -> Flagged | None:
    half_life, retrain = framing.shift.half_life_days, framing.shift.retrain_days
    delay = framing.labels.delay_days
    if half_life is None or retrain is None or delay is None:
        return None
    behind = delay.plus(retrain)
    return red_at_both_ends(
        half_life.under(behind),
        f"half of what it learned is stale after {in_days(half_life)}, "
        f"and label delay and retraining take {in_days(behind)}",
        f"a half-life of {figure(half_life.low)} days against {figure(behind.high)}",
        Shift.retrain_days,
        Shift.half_life_days,
        Labels.delay_days,
    )


def _shift_unwatched(framing: Framing, limits: Limits) -> Flagged | None:
    causes = framing.shift.causes
    if not causes:
        return None
    said: list[str] = []
    questions: list[AnyQuestion] = []
    absent: tuple[AnyQuestion, ...] = ()
    pace = (Shift.half_life_days, Shift.retrain_days)
    if framing.readiness.monitoring_budget == "no":
        said.append("there is no budget to watch it")
        questions += [Readiness.monitoring_budget, Shift.retrain_days]
    if all(framing.lacks(question, "feasibility") for question in pace):
        said.append("nobody knows how fast or when it is retrained")
        questions += pace
        # Where the budget is missing too, naming a half-life would not settle the finding.
        absent = pace if len(said) == 1 else ()
    behind = _trails_by(framing, limits)
    if behind is not None:
        said.append(f"nobody knows how fast, while it always trails by {in_days(behind)}")
        questions += [Shift.half_life_days, Shift.retrain_days, Labels.delay_days]
    if not said:
        return None
    message = f"the data will shift ({quote(Shift.causes.kind.show(causes))}), and "
    return warn(message + ", and ".join(said), *dict.fromkeys(questions), absent=absent)


def _trails_by(framing: Framing, limits: Limits) -> Range | None:
    """Return how far behind the world it is at best, where that is long and no pace is known."""
    delay, retrain = framing.labels.delay_days, framing.shift.retrain_days
    if delay is None or retrain is None or not framing.lacks(Shift.half_life_days, "feasibility"):
        return None
    behind = delay.plus(retrain)
    return behind if behind.low > limits["days_behind"] else None


@rule(
    "FT614",
    "data-not-reliable",
    (Level.RED, Level.WARN),
    Way.SERVING,
    "data",
    reads=(Data.reliable,),
)
def data_not_reliable(framing: Framing) -> Flagged | None:
    """The data is not enough, not clean, or does not stay so.

    Why: a model repeats every gap and every mistake of its data, and does so at scale.
    Fires: red where the data is not reliable; a warning where the team is unsure.
    Silent: while the question is open, and where the data is reliable.
    Do: look at a week of raw data together, list what is wrong, and mend it at its origin.
    Source: chapter, section 6, the feasibility table.
    """
    return red_or_unsure(
        framing.data.reliable,
        "no",
        "the data is not enough, not clean, or does not stay so",
        "nobody is sure that there is enough data, and that it is and stays clean",
        Data.reliable,
    )


RULES: tuple[Rule, ...] = (
    too_few_positives_in_time,
    features_not_confirmed,
    cannot_serve_in_time,
    stale_before_retrained,
    data_not_reliable,
)
