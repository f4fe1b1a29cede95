"""Rules on section 2, should this use machine learning at all (FT2xx)."""

from framing_tui.calculators import payback
from framing_tui.calculators.result import shown
from framing_tui.model.audit import Errors, Roi
from framing_tui.model.framing import Framing
from framing_tui.model.need import Need
from framing_tui.model.stack import Stack
from framing_tui.model.validation import STANDING_BASELINES, Validation
from framing_tui.model.values import Holds, figure
from framing_tui.rules.feasibility_containment import nobody_else_catches_it
from framing_tui.rules.finding import (
    Flagged,
    Level,
    Way,
    note,
    quote,
    red,
    red_at_both_ends,
    red_or_unsure,
    strongest,
    warn,
)
from framing_tui.rules.registry import rule
from framing_tui.rules.validation import nothing_to_beat


@rule(
    "FT201",
    (Level.RED, Level.WARN),
    Way.RULES,
    "roi",
    reads=(Need.rules_suffice, Need.rules_kpi, Stack.kpi_now, Stack.kpi_target),
)
def rules_suffice(framing: Framing) -> Flagged | None:
    """Rules or simple statistics already reach the KPI.

    Why: a rule is cheaper to build, to explain and to keep alive than any model.
    Fires: red where the team says so, or where what rules were measured to reach meets the target;
    a warning where the team is unsure, or where only one end of the range meets it.
    Silent: while nothing is said or measured, and where the measured value falls short.
    Do: build the rule, measure it, and keep its figure as the baseline for any later model.
    Source: chapter, section 2.
    """
    said = red_or_unsure(
        framing.need.rules_suffice,
        "yes",
        "rules or simple statistics already do well enough for the KPI",
        "nobody is sure that rules or simple statistics would not do",
        Need.rules_suffice,
    )
    return strongest(_measured_to_reach(framing), said)


def _measured_to_reach(framing: Framing) -> Flagged | None:
    now, target = framing.stack.kpi_now, framing.stack.kpi_target
    measured = framing.need.rules_kpi
    if now is None or target is None or measured is None:
        return None
    rises = target.low > now.high
    best, easiest = (measured.high, target.low) if rises else (measured.low, target.high)
    return red_at_both_ends(
        framing.stack.reaches(measured),
        lambda: (
            f"rules were measured to reach the target: {measured} against {target}",
            f"rules reach {figure(best)} against a target of {figure(easiest)}",
        ),
        Need.rules_kpi,
        Stack.kpi_target,
    )


@rule(
    "FT202",
    (Level.RED, Level.WARN),
    Way.SERVING,
    "data",
    reads=(Need.data_unobtainable, Need.data_exists),
)
def data_not_to_be_had(framing: Framing) -> Flagged | None:
    """The data is weak, or cannot be had.

    Why: nothing is learned from what was never recorded.
    Fires: red where the data is weak or cannot be collected, or neither exists nor can be created;
    a warning where the team is unsure of either.
    Silent: while both are open, and where the data is there.
    Do: collect first; name what is recorded from when on, by whom, and when there will be enough.
    Source: chapter, section 2.
    """
    return strongest(
        red_or_unsure(
            framing.need.data_unobtainable,
            "yes",
            "the data is weak, or cannot be collected",
            "nobody is sure that the data is strong enough or can be collected",
            Need.data_unobtainable,
        ),
        red_or_unsure(
            framing.need.data_exists,
            "no",
            "the data does not exist and cannot be created",
            "nobody is sure that the data exists or can be created",
            Need.data_exists,
        ),
    )


@rule(
    "FT203",
    (Level.RED, Level.WARN, Level.NOTE),
    Way.CONTAINMENT,
    "risk",
    reads=(Need.errors_catastrophic, Need.contained_by, Errors.who_catches),
    gives_way_to_red=(nobody_else_catches_it,),
)
def catastrophe_uncontained(framing: Framing) -> Flagged | None:
    """A single error could be a catastrophe, and nothing contains it.

    Why: a model is wrong sooner or later, and an average over many cases is no comfort then.
    Fires: red past the section where errors are catastrophic and nothing contains them; a warning
    where the team is unsure whether they are, and where a containment is named and neither an
    independent reviewer nor an automatic limit is among those who catch a wrong output; a note
    where it is named and one of the two is, or nobody has said who catches it.
    Silent: before the section is passed while the containment is open, and where errors are not
    catastrophic; where nobody but the person hit catches it, a finding of its own.
    Do: name what stands between a wrong prediction and the harm, or stop here.
    Source: chapter, section 2.
    """
    catastrophic, contained_by = framing.need.errors_catastrophic, framing.need.contained_by
    if catastrophic not in ("yes", "unsure"):
        return None
    if contained_by is not None:
        message = f"a single error could be a catastrophe; contained by {quote(contained_by)}"
        if framing.errors.who_catches is None or framing.errors.is_contained:
            return note(message, Need.contained_by)
        message += ", where neither an independent reviewer nor an automatic limit catches it"
        return warn(message, Need.contained_by, Errors.who_catches)
    if not framing.lacks(Need.contained_by, "need"):
        return None
    flagged = red if catastrophic == "yes" else warn
    could = "could" if catastrophic == "yes" else "might"
    message = f"a single error {could} be a catastrophe, and nothing is named that contains it"
    return flagged(message, Need.contained_by, absent=(Need.contained_by,))


@rule(
    "FT204",
    (Level.RED, Level.WARN, Level.NOTE),
    Way.CONTAINMENT,
    "risk",
    reads=(Need.must_explain, Need.explained_by),
)
def unexplained(framing: Framing) -> Flagged | None:
    """Every decision must be explained, and nothing explains it.

    Why: an explanation that is sought afterwards is seldom the reason for which it decided.
    Fires: red past the section where decisions must be explained and nothing does so; a warning
    where the team is unsure whether they must; a note once the explanation is named.
    Silent: before the section is passed while the explanation is open, and where none is needed.
    Do: choose a model that can be read, give reason codes, or let a person decide and sign.
    Source: chapter, section 2.
    """
    must_explain, explained_by = framing.need.must_explain, framing.need.explained_by
    if must_explain not in ("yes", "unsure"):
        return None
    if explained_by is not None:
        message = f"decisions must be explained; explained by {quote(explained_by)}"
        return note(message, Need.explained_by)
    if not framing.lacks(Need.explained_by, "need"):
        return None
    flagged = red if must_explain == "yes" else warn
    must = "must" if must_explain == "yes" else "may have to"
    message = f"every decision {must} be explained, and nothing is named that explains it"
    return flagged(message, Need.explained_by, absent=(Need.explained_by,))


@rule(
    "FT205",
    (Level.RED, Level.WARN),
    Way.IMPACT,
    "roi",
    reads=(
        Need.roi_below_upkeep,
        Stack.kpi_now,
        Stack.kpi_target,
        Stack.kpi_unit_value_per_year,
        Stack.gain_per_year,
        Roi.run_cost_per_year,
        Roi.build_cost,
    ),
)
def return_below_upkeep(framing: Framing) -> Flagged | None:
    """The gain does not carry the cost of keeping it alive.

    Why: a model costs money every year, for labels, retraining, watching and being on call.
    Fires: red where the team says that upkeep costs more than it brings; a warning where unsure.
    Silent: while the question is open, and where the gain is larger; where the return has its
    figures, which then decide.
    Do: stop, or find the use where the same prediction is worth several times as much.
    Source: chapter, section 2.
    """
    if payback.of(framing) is not None:
        return None
    return red_or_unsure(
        framing.need.roi_below_upkeep,
        "yes",
        "the gain is smaller than the cost of keeping it alive",
        "nobody is sure that the gain is larger than the cost of keeping it alive",
        Need.roi_below_upkeep,
    )


@rule(
    "FT207",
    (Level.WARN,),
    Way.RULES,
    "roi",
    reads=(Need.repeats_at_scale,),
)
def does_not_repeat(framing: Framing) -> Flagged | None:
    """The decision does not come again and again, so small gains do not add up.

    Why: a rare decision is made better by a person with time than by a model with few examples.
    Fires: where the team says that it does not repeat at scale.
    Silent: while the question is open or unsure.
    Do: give the person who decides a checklist or a report, and keep the model for what repeats.
    Source: chapter, section 2.
    """
    if framing.need.repeats_at_scale != "no":
        return None
    return warn("the decision does not repeat at scale: a rule may do", Need.repeats_at_scale)


@rule(
    "FT208",
    (Level.WARN,),
    Way.TARGET,
    None,
    reads=(
        Need.data_exists,
        Need.data_unobtainable,
        Need.errors_manageable,
        Need.errors_catastrophic,
        Need.contained_by,
        Need.roi_below_upkeep,
        Stack.kpi_now,
        Stack.kpi_target,
        Stack.kpi_unit_value_per_year,
        Stack.gain_per_year,
        Roi.run_cost_per_year,
        Roi.build_cost,
        Need.rules_kpi,
    ),
)
def answers_contradict(framing: Framing) -> Flagged | None:
    """Two answers cannot both hold.

    Why: a contradiction is often two people who mean different things by one word.
    Fires: where data exists and yet cannot be had; past the section, where errors are manageable
    and yet catastrophic with nothing that contains them; where the gain is said to carry the upkeep
    and the figures say no, or the other way round.
    Silent: while one of the two is open or unsure, and where only one end of the figures disagrees.
    Do: ask whoever gave each answer for an example, and change the one that does not hold.
    Source: chapter, section 2, both checklists.
    """
    need = framing.need
    data = errors = None
    if need.data_exists == "yes" and need.data_unobtainable == "yes":
        message = "the data exists or can be created, and yet is called weak or out of reach"
        data = warn(message, Need.data_unobtainable, Need.data_exists)
    uncontained = need.errors_catastrophic == "yes" and framing.lacks(Need.contained_by, "need")
    if need.errors_manageable == "yes" and uncontained:
        message = "errors are called manageable, and yet catastrophic with nothing to contain them"
        errors = warn(
            message, Need.errors_manageable, Need.contained_by, absent=(Need.contained_by,)
        )
    return strongest(data, errors, _said_against_figures(framing))


def _said_against_figures(framing: Framing) -> Flagged | None:
    said, worked_out = framing.need.roi_below_upkeep, payback.of(framing)
    if worked_out is None:
        return None
    net = shown(worked_out.net_per_year)
    questions = (Need.roi_below_upkeep, Roi.run_cost_per_year, Stack.kpi_unit_value_per_year)
    if said == "no" and worked_out.never is Holds.ALWAYS:
        message = f"the gain is said to carry the upkeep, and the figures leave {net} a year"
        return warn(message, *questions)
    if said == "yes" and worked_out.never is Holds.NEVER:
        message = f"the upkeep is said to eat the gain, and the figures leave {net} a year"
        return warn(message, *questions)
    return None


@rule(
    "FT209",
    (Level.WARN, Level.NOTE),
    Way.RULES,
    "roi",
    reads=(Need.rules_kpi, Validation.baseline_kind),
    gives_way_to=(nothing_to_beat,),
)
def simple_alternative_unmeasured(framing: Framing) -> Flagged | None:
    """Nobody has measured what the simple alternative reaches.

    Why: the gain of a model is what it adds to the best rule, and often that is little.
    Fires: past the metrics, while what rules reach is open; a note where it was marked as not
    applicable with a reason.
    Silent: where rules, a heuristic or an existing system is the baseline, whose figure is the
    KPI of today; where rules are said to do; where there is nothing to beat, a finding of its own.
    Do: make it the first action to write the simplest rule and measure it on past cases.
    Source: chapter, section 2, and section 8.
    """
    is_open = framing.need.rules_kpi is None and Need.rules_kpi.is_asked(framing)
    if not is_open or not framing.is_past("metrics"):
        return None
    if framing.validation.baseline_kind in STANDING_BASELINES:
        return None
    reason = framing.not_applicable.get(Need.rules_kpi.id)
    if reason is not None:
        message = f"what the simple alternative reaches is set aside: {quote(reason)}"
        return note(message, Need.rules_kpi)
    message = "nobody has measured what rules or simple statistics reach: make it the first action"
    return warn(message, Need.rules_kpi, absent=(Need.rules_kpi,))
