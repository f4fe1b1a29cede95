"""Rules on section 6, the feasibility audit (FT6xx)."""

from framing_tui.model.archetype import Archetype
from framing_tui.model.audit import (
    Adversaries,
    Compliance,
    Data,
    Feature,
    Readiness,
    Serving,
    Shift,
)
from framing_tui.model.framing import Framing
from framing_tui.model.labels import Labels
from framing_tui.model.values import Holds, figure
from framing_tui.rules.finding import (
    Flagged,
    Level,
    Way,
    in_days,
    note,
    quote,
    red,
    red_at_both_ends,
    red_or_unsure,
    strongest,
    warn,
)
from framing_tui.rules.registry import Rule, rule

# A message names this many rows and counts the rest.
NAMED_ROWS = 3


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
    names = ", ".join(quote(row.label) for row in rows[:NAMED_ROWS])
    more = len(rows) - NAMED_ROWS
    names = f"{names} and {figure(more)} more" if more > 0 else names
    return Flagged(level, f"{words}: {names}", (Serving.features.id,))


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
)
def stale_before_retrained(framing: Framing) -> Flagged | None:
    """What was learned wears out before it is learned anew.

    Why: a model that trails the world by more than a half-life is mostly wrong, and looks healthy.
    Fires: red where half of it is stale before labels have come in and it was trained again; a
    warning where causes of shift are named with no budget to watch it, or, past the section, with
    neither a half-life nor a retraining interval.
    Silent: where the world is said to stand still; while label delay, half-life or interval is
    open, for the red.
    Do: shorten the label delay or the interval, or watch an early sign and set an alarm on it.
    Source: chapter, section 6, fifth killer.
    """
    return strongest(_half_life_too_short(framing), *_shift_unwatched(framing))


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


def _shift_unwatched(framing: Framing) -> tuple[Flagged | None, Flagged | None]:
    causes = framing.shift.causes
    if not causes:
        return None, None
    named = quote(Shift.causes.kind.show(causes))
    unwatched = unknown = None
    if framing.readiness.monitoring_budget == "no":
        message = f"the data will shift ({named}), and there is no budget to watch it"
        unwatched = warn(message, Readiness.monitoring_budget, Shift.retrain_days)
    pace = (Shift.half_life_days, Shift.retrain_days)
    if all(framing.lacks(question, "feasibility") for question in pace):
        message = (
            f"the data will shift ({named}), and nobody knows how fast or when it is retrained"
        )
        unknown = warn(message, Shift.retrain_days, Shift.half_life_days, absent=pace)
    return unwatched, unknown


@rule(
    "FT606",
    "adversaries-unanswered",
    (Level.RED, Level.WARN, Level.NOTE),
    Way.CONTAINMENT,
    "risk",
    reads=(Adversaries.present, Adversaries.countermeasure),
)
def adversaries_unanswered(framing: Framing) -> Flagged | None:
    """Somebody gains by fooling it, and nothing is done against that.

    Why: whoever gains by it will learn how it decides, faster than it learns about them.
    Fires: red past the section where such people are known and no countermeasure is named; a
    warning where the team is unsure whether there are any; a note once it is named.
    Silent: before the section is passed while the countermeasure is open; where nobody gains.
    Do: think through how you would fool it yourself, and name what stops or shows that.
    Source: chapter, section 6, sixth killer.
    """
    present, countermeasure = framing.adversaries.present, framing.adversaries.countermeasure
    if present not in ("yes", "unsure"):
        return None
    if countermeasure is not None:
        message = f"somebody may gain by fooling it; against that: {quote(countermeasure)}"
        return note(message, Adversaries.countermeasure)
    if not framing.lacks(Adversaries.countermeasure, "feasibility"):
        return None
    flagged = red if present == "yes" else warn
    gains = "gains" if present == "yes" else "may gain"
    message = f"somebody {gains} by fooling it, and nothing is named that is done against it"
    return flagged(message, Adversaries.countermeasure, absent=(Adversaries.countermeasure,))


@rule(
    "FT607",
    "not-cleared",
    (Level.RED, Level.WARN),
    Way.CONTAINMENT,
    "data",
    reads=(Compliance.cleared, Compliance.personal_data, Compliance.regimes),
)
def not_cleared(framing: Framing) -> Flagged | None:
    """It touches personal data or a regulation, and has not been cleared.

    Why: a model that may not be used is found out late, when everything else is paid for.
    Fires: red where it was not cleared; a warning where clearance, or whether there is personal
    data, is unsure, and past the section while clearance is open.
    Silent: where it is cleared, and where there is neither personal data nor a regulation.
    Do: ask whoever answers for privacy and regulation now, with one page, and note who said what.
    Source: chapter, section 6, seventh killer.
    """
    compliance = framing.compliance
    regimes = compliance.regimes or ()
    is_certain = compliance.personal_data == "yes" or bool(regimes)
    if not is_certain and compliance.personal_data != "unsure":
        return None
    about = []
    if compliance.personal_data in ("yes", "unsure"):
        uses = "uses" if compliance.personal_data == "yes" else "may use"
        about.append(f"{uses} personal data")
    if regimes:
        about.append(f"falls under {quote(Compliance.regimes.kind.show(regimes))}")
    it = f"it {' and '.join(about)}"
    if compliance.cleared == "no":
        flagged = red if is_certain else warn
        return flagged(f"{it}, and has not been cleared", Compliance.cleared)
    if compliance.cleared == "unsure":
        return warn(f"{it}, and nobody is sure that it was cleared", Compliance.cleared)
    if framing.lacks(Compliance.cleared, "feasibility"):
        message = f"{it}, and nobody has said whether it was cleared"
        return warn(message, Compliance.cleared, absent=(Compliance.cleared,))
    return None


@rule(
    "FT608",
    "not-ready-to-carry-it",
    (Level.RED, Level.WARN),
    Way.CONTAINMENT,
    "roi",
    reads=(Readiness.pipeline, Readiness.owner, Readiness.monitoring_budget, Archetype.kind),
)
def not_ready_to_carry_it(framing: Framing) -> Flagged | None:
    """There is no pipeline, nobody to run it, or no budget to watch it.

    Why: a model without people and plumbing around it is wrong one day, and nobody is told.
    Fires: red where two or three of them are missing, or where an autonomous product has no budget
    to be watched; a warning where one is missing, or any is unsure.
    Silent: while they are open, and where all three are there.
    Do: find the team that is woken at night and its budget first; without them, do not start.
    Source: chapter, section 6, eighth killer.
    """
    words = {
        Readiness.pipeline: "a pipeline that brings the data",
        Readiness.owner: "somebody to run it",
        Readiness.monitoring_budget: "a budget to watch it",
    }
    lacking = [question for question in words if framing.answer(question) == "no"]
    unsure = [question for question in words if framing.answer(question) == "unsure"]
    if not lacking and not unsure:
        return None
    parts = []
    if lacking:
        parts.append("missing: " + ", ".join(words[question] for question in lacking))
    if unsure:
        parts.append("unsure: " + ", ".join(words[question] for question in unsure))
    message = "; ".join(parts)
    is_unwatched = Readiness.monitoring_budget in lacking
    if is_unwatched and len(lacking) == 1 and framing.archetype.kind == "autonomous":
        return red(f"it acts alone, and nobody watches it; {message}", *lacking, *unsure)
    if len(lacking) > 1:
        return red(message, *lacking, *unsure)
    return warn(message, *lacking, *unsure)


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
    features_not_confirmed,
    cannot_serve_in_time,
    stale_before_retrained,
    adversaries_unanswered,
    not_cleared,
    not_ready_to_carry_it,
    data_not_reliable,
)
