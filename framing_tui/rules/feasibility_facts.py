"""Rules on section 6: can it be fed, served and kept fresh (FT601 to FT603, FT605, FT614)."""

from __future__ import annotations

from framing_tui.calculators import labels
from framing_tui.calculators.result import counted, shown
from framing_tui.model.audit import Data, Feature, Readiness, Serving, Shift
from framing_tui.model.framing import Framing
from framing_tui.model.labels import Labels
from framing_tui.model.question import AnyQuestion
from framing_tui.model.stack import Stack
from framing_tui.model.task import Task
from framing_tui.model.values import Holds, Range, figure, in_days
from framing_tui.rules.figures import rounded
from framing_tui.rules.finding import (
    Flagged,
    Level,
    Way,
    listed,
    note,
    quote,
    red_at_both_ends,
    red_or_unsure,
    strongest,
    warn,
)
from framing_tui.rules.registry import Limits, rule

# Hosted or prompted: nothing is learned here, so nothing here needs examples or is retrained.
AS_IT_COMES = "as-it-comes"


@rule(
    "FT601",
    (Level.RED, Level.WARN),
    Way.SERVING,
    "labels",
    reads=(
        Labels.positives_now,
        Labels.positives_needed,
        Labels.positives_percent,
        Labels.labelled_percent,
        Labels.delay_days,
        Labels.remedies,
        Stack.decisions_per_day,
        Stack.timeframe_days,
        Task.origin,
    ),
    limits={"positives": 200.0},
)
def too_few_positives_in_time(framing: Framing, limits: Limits) -> Flagged | None:
    """Enough positive examples come only after the deadline, or there are too few to judge by.

    Why: what matters is often rare; no model learns it from a handful of cases, and on fewer than
    100, better 200, nobody can tell a good model from a lucky one.
    Fires: red where the positives that are missing come in after the timeframe, label delay
    included; a warning where that is so at one end of a range. An open delay counts as 0, as it
    can only make it later. A warning where fewer than 200 are at hand and nothing brings more:
    fewer than that come within the timeframe, or, past the labels, the figures that would tell are
    open and neither collection nor annotation is among the remedies.
    Silent: while another of the figures is open, where enough are at hand, for outputs of which
    positives are not counted, and where nothing is learned here.
    Do: label more of the cases, pool sites or years, or ask for fewer with a simpler model.
    Source: chapter, section 6, first killer; Collins, Ogundimu and Altman, Sample size
    considerations for the external validation of a multivariable prognostic model, Statistics in
    Medicine 35(2), 2016.
    """
    if framing.task.origin == AS_IT_COMES:
        return None
    return strongest(_enough_too_late(framing), _few_and_no_more(framing, limits))


def _enough_too_late(framing: Framing) -> Flagged | None:
    supply, timeframe = labels.of(framing), framing.stack.timeframe_days
    if supply is None or timeframe is None:
        return None
    days = rounded(supply.days)
    due = in_days(Range.of(timeframe.low))
    later = " and the label delay, which is open" if supply.delay_days is None else ""
    return red_at_both_ends(
        days.over(timeframe),
        lambda: (
            f"{shown(supply.missing)} positive examples are missing, and "
            f"{shown(supply.positives_per_day)} come a day: enough after {counted(days, 'day')}"
            f"{later}, against {in_days(timeframe)}",
            f"enough positive examples after {shown(Range.of(days.high))} days against {due}",
        ),
        Labels.positives_needed,
        Labels.positives_now,
        Labels.positives_percent,
    )


# Remedies by which examples come that are not there today; the others make do with those that are.
_BRING_MORE = frozenset(("collection", "annotation", "active-learning"))


def _few_and_no_more(framing: Framing, limits: Limits) -> Flagged | None:
    now, wanted = framing.labels.positives_now, Range.of(limits["positives"])
    if now is None or not now.under(wanted).possible:
        return None
    if _BRING_MORE & {*(framing.labels.remedies or ())}:
        return None
    few = f"{now} positive examples are at hand"
    judged = f"on fewer than {wanted} nobody can tell a good model from a lucky one"
    coming, absent = _coming_in_time(framing)
    if coming is None:
        if not framing.is_past("labels"):
            return None
        message = f"{few}, and nothing is named that brings more: {judged}"
        return warn(message, Labels.positives_now, *absent, absent=absent)
    if not now.plus(coming).under(wanted).possible:
        return None
    message = f"{few}, and {shown(coming)} more come within the timeframe: {judged}"
    return warn(message, Labels.positives_now, Labels.positives_percent)


def _coming_in_time(framing: Framing) -> tuple[Range | None, tuple[AnyQuestion, ...]]:
    """Return how many positives come in before the deadline; without it, what is open of that."""
    stack, given = framing.stack, framing.labels
    questions: tuple[AnyQuestion, ...] = (
        Stack.decisions_per_day,
        Labels.labelled_percent,
        Labels.positives_percent,
        Stack.timeframe_days,
    )
    cases, labelled, positive = (
        stack.decisions_per_day,
        given.labelled_percent,
        given.positives_percent,
    )
    if cases is None or labelled is None or positive is None or stack.timeframe_days is None:
        return None, framing.open_of(*questions)
    waits = given.delay_days or labels.AT_ONCE
    least, most = (
        cases_a_day * share / 100 * rate / 100 * max(0.0, days)
        for cases_a_day, share, rate, days in (
            (cases.low, labelled.low, positive.low, stack.timeframe_days.low - waits.high),
            (cases.high, labelled.high, positive.high, stack.timeframe_days.high - waits.low),
        )
    )
    return Range(least, most), ()


@rule(
    "FT602",
    (Level.RED, Level.WARN, Level.NOTE),
    Way.SERVING,
    "serving",
    reads=(Serving.features_confirmed, Serving.features, Serving.path_run),
)
def features_not_confirmed(framing: Framing) -> Flagged | None:
    """Some feature is not there when it predicts, or the way to it was never tried.

    Why: a model that learned from what comes later is excellent in the lab and blind at work; what
    is wrong on the way is seen on the first day that goes all of it.
    Fires: red where the features are not confirmed, or one of them is not there at prediction time
    or is computed otherwise than in training; a warning where any of that is unsure, and where not
    one real day has gone from the sources to the place of use; a note where something is named that
    stands in for each such feature, and where a day has gone all the way on stored data alone.
    Silent: while nothing is answered; an open column of a feature says nothing.
    Do: send one day all the way with a rule in the model's place, log what arrives, and train on
    that log only.
    Source: chapter, section 6, second killer; Breck, Cai, Nielsen, Salib and Sculley, The ML Test
    Score, IEEE Big Data 2017.
    """
    features = framing.serving.features or ()
    replaced = [row for row in features if _is_in_doubt(row) and row.used_instead is not None]
    bare = [row for row in features if _is_in_doubt(row) and row.used_instead is None]
    unconfirmed = red_or_unsure(
        framing.serving.features_confirmed,
        "no",
        "not every feature is there at prediction time as it was in training",
        "nobody is sure that every feature is there at prediction time as it was in training",
        Serving.features_confirmed,
    )
    # Where each feature in doubt has its stand-in, the doubt about all of them is answered.
    is_answered = bool(replaced) and not bare
    return strongest(
        None if is_answered else unconfirmed,
        _rows_that_say(
            [row for row in bare if row.available_at_serving == "no"],
            Level.RED,
            "not there at prediction time",
        ),
        _rows_that_say(
            [row for row in bare if row.same_as_training == "no"],
            Level.RED,
            "computed otherwise than in training",
        ),
        _rows_that_say(
            [row for row in bare if row.available_at_serving == "unsure"],
            Level.WARN,
            "perhaps not there at prediction time",
        ),
        _rows_that_say(
            [row for row in bare if row.same_as_training == "unsure"],
            Level.WARN,
            "perhaps computed otherwise than in training",
        ),
        _replaced(replaced),
        _way_untried(framing),
    )


def _is_in_doubt(row: Feature) -> bool:
    return bool({"no", "unsure"} & {row.available_at_serving, row.same_as_training})


def _rows_that_say(rows: list[Feature], level: Level, words: str) -> Flagged | None:
    if not rows:
        return None
    message = f"{words}: {listed([row.label for row in rows])}"
    return Flagged(level, message, (Serving.features.id,))


def _replaced(rows: list[Feature]) -> Flagged | None:
    if not rows:
        return None
    first = rows[0]
    message = (
        f"{quote(first.label)} is replaced at prediction time by {quote(first.used_instead or '')}"
    )
    more = f", and {figure(len(rows) - 1)} more by something else" if len(rows) > 1 else ""
    return note(message + more, Serving.features)


def _way_untried(framing: Framing) -> Flagged | None:
    if framing.serving.path_run == "no":
        message = "not one real day has gone all the way from the sources to the place of use"
        return warn(message, Serving.path_run)
    if framing.serving.path_run == "stored":
        message = "a day has gone from the sources to the place of use on stored data alone"
        return note(message, Serving.path_run)
    return None


@rule(
    "FT603",
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
        lambda: (
            f"the slowest 1 in 100 will take {expected} ms against a budget of {budget} ms",
            f"{figure(expected.high)} ms against {figure(budget.low)}",
        ),
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
        lambda: (
            f"fetching {quote(slowest.label)} alone takes {fetch} ms "
            f"against a budget of {budget} ms",
            f"fetching {quote(slowest.label)} takes {figure(fetch.high)} ms "
            f"against {figure(budget.low)}",
        ),
        Serving.features,
        Serving.p99_budget_ms,
    )


def _peak_over_capacity(framing: Framing) -> Flagged | None:
    peak, capacity = framing.serving.peak_qps, framing.serving.capacity_qps
    if peak is None or capacity is None:
        return None
    return red_at_both_ends(
        peak.over(capacity),
        lambda: (
            f"{peak} requests a second at the peak against {capacity} that the machines sustain",
            f"{figure(peak.high)} requests a second against {figure(capacity.low)}",
        ),
        Serving.capacity_qps,
        Serving.peak_qps,
    )


# Causes that somebody decides, so that an input means something else from one day to the next.
_OUR_DOING = frozenset(("own-product-changes", "policy-change"))


@rule(
    "FT605",
    (Level.RED, Level.WARN, Level.NOTE),
    Way.SERVING,
    "data",
    reads=(
        Shift.retrain_days,
        Shift.half_life_days,
        Shift.causes,
        Labels.delay_days,
        Readiness.monitoring_budget,
        Task.origin,
    ),
    limits={"days_behind": 120.0},
)
def stale_before_retrained(framing: Framing, limits: Limits) -> Flagged | None:
    """What was learned wears out before it is learned anew.

    Why: a model that trails the world by more than a half-life is mostly wrong, and looks healthy.
    Fires: red where half of it is stale before labels have come in and it was trained again; a
    warning where causes of shift are named with no budget to watch it, or, past the section, where
    nobody knows how fast, and it trails by over 120 days; where nobody knows how fast nor when it
    is retrained, a warning where decisions of your own move the data (your product, a policy), as
    those change what an input means from one day to the next, and a note where the world alone
    does.
    Silent: where the world is said to stand still; while label delay, half-life or interval is
    open, for the red, and where nothing is learned here: a new version then takes the place of a
    training; where it is trained on labels of the last weeks.
    Do: shorten the label delay or the interval, or watch an early sign and set an alarm on it.
    Source: chapter, section 6, fifth killer; on inputs that somebody else may change, Sculley et
    al., Hidden Technical Debt in Machine Learning Systems, NeurIPS 2015.
    """
    return strongest(
        _half_life_too_short(framing), _shift_unwatched(framing, limits), _pace_unknown(framing)
    )


def _half_life_too_short(framing: Framing) -> Flagged | None:
    half_life, retrain = framing.shift.half_life_days, framing.shift.retrain_days
    delay = framing.labels.delay_days
    if half_life is None or retrain is None or delay is None:
        return None
    if framing.task.origin == AS_IT_COMES:
        return None
    behind = delay.plus(retrain)
    return red_at_both_ends(
        half_life.under(behind),
        lambda: (
            f"half of what it learned is stale after {in_days(half_life)}, "
            f"and label delay and retraining take {in_days(behind)}",
            f"a half-life of {figure(half_life.low)} days against {figure(behind.high)}",
        ),
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
    if framing.readiness.monitoring_budget == "no":
        said.append("there is no budget to watch it")
        questions += [Readiness.monitoring_budget, Shift.retrain_days]
    behind = _trails_by(framing, limits)
    if behind is not None:
        said.append(f"nobody knows how fast, while it always trails by {in_days(behind)}")
        questions += [Shift.half_life_days, Shift.retrain_days, Labels.delay_days]
    if not said:
        return None
    return warn(_will_shift(causes) + ", and ".join(said), *dict.fromkeys(questions))


def _pace_unknown(framing: Framing) -> Flagged | None:
    """Return what is found where causes are named, and neither their pace nor an interval is."""
    causes, pace = framing.shift.causes, (Shift.half_life_days, Shift.retrain_days)
    if not causes or not all(framing.lacks(question, "feasibility") for question in pace):
        return None
    renewed = "a new version comes" if framing.task.origin == AS_IT_COMES else "it is retrained"
    message = f"{_will_shift(causes)}nobody knows how fast or when {renewed}"
    return (warn if _OUR_DOING & {*causes} else note)(message, *pace, absent=pace)


def _will_shift(causes: tuple[str, ...]) -> str:
    return f"the data will shift ({quote(Shift.causes.kind.show(causes))}), and "


def _trails_by(framing: Framing, limits: Limits) -> Range | None:
    """Return how far behind the world it is at best, where that is long and no pace is known."""
    delay, retrain = framing.labels.delay_days, framing.shift.retrain_days
    if delay is None or retrain is None or framing.task.origin == AS_IT_COMES:
        return None
    if not framing.lacks(Shift.half_life_days, "feasibility"):
        return None
    behind = delay.plus(retrain)
    return behind if behind.low > limits["days_behind"] else None


@rule(
    "FT614",
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
