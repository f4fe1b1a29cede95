"""Section 8: the link from the model to the KPI, tried early, and what to ask when it fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing_tui.model.kinds import (
    Day,
    Days,
    Line,
    Lines,
    Number,
    Numbers,
    One,
    Percent,
    Text,
    YesNo,
    option,
)
from framing_tui.model.question import Question, Table
from framing_tui.model.values import Range

if TYPE_CHECKING:
    from framing_tui.model.framing import Framing

EXPERIMENTS = ("ab-test", "staged-rollout", "pilot")
# Baselines that run today: their figure is the KPI of today, and they are there to go back to.
STANDING_BASELINES = ("rules", "heuristic", "existing-system")


def _is_experiment(framing: Framing) -> bool:
    return framing.validation.experiment in EXPERIMENTS


def _people_decide(framing: Framing) -> bool:
    """Tell whether people stand between the output and what is done."""
    policy, kind = framing.stack.policy, framing.archetype.kind
    if policy == "advise":
        return True
    with_people = policy in ("review-queue", "top-k") or kind == "human-in-the-loop"
    return kind != "autonomous" and with_people


def _feeds_back(framing: Framing) -> bool:
    loop = "feedback-loop" in (framing.shift.causes or ())
    return framing.validation.users_adapt in ("yes", "unsure") or loop


def _is_launched(framing: Framing) -> bool:
    return framing.diagnosis.launched is not None


class Validation(Table):
    """How anybody will know that it works."""

    path = "validation"
    heading = "Validation plan"

    baseline_kind = Question(
        One.of(
            option("rules", also="rule, rule set, rule-based, business rules, today's rules"),
            option(
                "heuristic",
                also="heuristics, rule of thumb, simple statistic, simple statistics, average,"
                " naive, last value",
            ),
            option(
                "existing-system",
                also="existing, existing model, current, current system, current model,"
                " today's system, today's model, incumbent, legacy, legacy system,"
                " old system, old model, status quo",
            ),
            option(
                "human",
                also="humans, people, person, manual, manual process, by hand, expert, experts,"
                " analyst, analysts",
            ),
            option("nothing", also="none, no, no baseline, nothing yet"),
        ),
        "What it has to beat (baseline)",
        "What decides today.",
        first_pass=True,
        area="roi",
        good="rules: the rule set in use since 2024",
        weak="nothing: it is a new product",
    )
    baseline = Question(Text(), "The baseline in words", "What it is and what it reaches.")
    experiment = Question(
        One.of(
            option(
                "ab-test",
                label="A/B test",
                also="A/B, A/B testing, A/B experiment, A/B/n, A/B/n test, split, split test,"
                " split testing, experiment, RCT, randomised trial, randomized trial,"
                " randomised controlled trial, randomized controlled trial,"
                " randomised experiment, randomized experiment, controlled experiment,"
                " online experiment, interleaving, switchback",
            ),
            option(
                "staged-rollout",
                also="canary, canaries, canary release, canary deployment, canary rollout,"
                " canary test, canarying, staged, staged release, stages, rollout,"
                " gradual rollout, phased rollout, progressive rollout, percentage rollout,"
                " ramp-up",
            ),
            option(
                "pilot",
                also="pilot study, pilot project, pilot test, pilot site, proof of concept, PoC,"
                " beta, beta test, field test, field trial",
            ),
            option(
                "offline-only",
                also="offline, offline test, offline evaluation, backtest, backtests, backtesting,"
                " replay, stored data, on stored data, historical data, on historical data,"
                " test set, holdout set, cross-validation, shadow, shadow mode, shadow run,"
                " shadow test, shadow deployment, in the shadow, silent run, dark launch",
            ),
            option(
                "none",
                also="no, nothing, no test, no experiment, not tested, not at all, big bang,"
                " full launch, just launch",
            ),
        ),
        "How it is tried on real cases",
        "A good score on stored data is not success.",
        first_pass=True,
        area="roi",
        good="A/B test on 10 % of orders",
        weak="offline only, then launch",
    )
    shadow = Question(
        YesNo(),
        "Does it first run silently beside today's way (shadow)?",
        "Its output is kept and compared, and reaches nobody.",
    )
    judges_people = Question(
        YesNo(),
        "Does the trial measure what people do with it, not the model alone?",
        "The pair decides: a right marker that nobody follows moves nothing.",
        essential=True,
        when=_people_decide,
        when_words="when the policy is advice, or, unless it is autonomous, a review queue or top"
        " K, or a human is in the loop",
        good="yes: sites with it against sites without, by what they prescribed",
        weak="yes: the model is very accurate",
    )
    measures_kpi = Question(
        YesNo(),
        "Does that measure the business KPI itself?",
        "Not a stand-in for it.",
        essential=True,
        area="roi",
        good="yes: fraud loss in both arms",
        weak="yes: clicks go up",
    )
    stages_percent = Question(
        Numbers(each_in="%", maximum=100.0),
        "Shares of cases, stage by stage",
        "1, 10, 50, 100 is the usual way up.",
        essential=_is_experiment,
        area="risk",
        good="1, 10, 50, 100",
        weak="100",
    )
    can_roll_back = Question(
        YesNo(),
        "Can it be switched back at once?",
        "Back to today's way for all new cases, by whoever is on duty.",
        first_pass=True,
        area="risk",
        good="yes: a flag returns to the rules within a minute",
        weak="yes: we redeploy",
    )
    rollback = Question(
        Line(), "How is it switched back", "The switch, and what happens to cases under way."
    )
    stop_if = Question(
        Line(),
        "Which number stops it, at what value, and who does it",
        "Agreed before anybody has seen a result.",
        essential=True,
        proves=True,
        good="good orders held over 0.4 % for a day: payments on-call rolls back",
        weak="if it looks bad",
    )
    guardrail_metrics = Question(
        Lines(),
        "Numbers watched while it runs (guardrail metrics)",
        "Constraints that are watched live count too.",
        essential=True,
        when=_is_experiment,
        when_words="when it is tried on real cases",
        good="good orders held; calls to support; p99",
        weak="the usual ones",
    )
    users_adapt = Question(
        YesNo(),
        "Will people change what they do because of it?",
        "Users, sellers, fraudsters, or your own staff.",
        essential=True,
        good="yes: analysts will stop looking below the line",
        weak="no: they will not notice",
    )
    holdout = Question(
        YesNo(),
        "Is a share left without the model, for good (holdout)?",
        "Without one, nobody can tell what it does any more.",
        essential=True,
        when=_feeds_back,
        when_words="when people adapt (or nobody is sure), or a feedback loop is named",
        area="data",
        good="yes: 2 % of orders stay with the rules",
        weak="no: that costs money",
    )
    rate_percent = Question(Percent(), "Today's rate", "Where the KPI is a share of cases.")
    mean = Question(Number(minimum=None), "Today's mean per unit", "Where the KPI is an amount.")
    std_dev = Question(Number(), "Its spread (standard deviation)", "Between units.")
    effect_percent = Question(
        Percent(maximum=1000.0),
        "Smallest change worth finding",
        "Relative to today, in percent.",
    )
    unit = Question(
        One.of(
            option(
                "case", also="cases, event, request, transaction, order, item, decision, session"
            ),
            option(
                "person",
                also="persons, people, user, users, customer, customers, patient, patients,"
                " account, member",
            ),
            option(
                "site",
                also="sites, store, stores, shop, location, clinic, hospital, region, city,"
                " cluster, plant",
            ),
        ),
        "What is assigned to an arm",
        "",
    )
    units_per_day = Question(Number(unit="a day", per_day=True), "Units a day", "")
    units_total = Question(
        Number(whole=True),
        "How many persons or sites there are",
        "To draw from, whether or not they are all there on the first day.",
        when=lambda f: f.validation.unit in ("person", "site"),
        when_words="when persons or sites are assigned",
    )
    units_at_hand = Question(
        YesNo(),
        "Are they all there on the first day?",
        "Then nobody has to arrive, and only the KPI has to show.",
        when=lambda f: f.validation.unit in ("person", "site"),
        when_words="when persons or sites are assigned",
    )
    experiment_share_percent = Question(
        Percent(), "Share of cases in the experiment", "100 where left open."
    )
    kpi_delay_days = Question(Days(), "Days until a case shows in the KPI", "0 where left open.")
    alpha = Question(
        Number(maximum=1.0), "Chance of a false alarm (alpha)", "0.05 where left open."
    )
    power = Question(
        Number(maximum=1.0), "Chance to find a true change (power)", "0.8 where left open."
    )

    @property
    def stages(self) -> tuple[Range, ...] | None:
        """The stages of the rollout, in the order given; None while they are open.

        Why not as they were typed: at 0 % it runs in the shadow, where nobody is touched, so that
        is no stage, and nothing rises or jumps from there.
        """
        given = self.stages_percent
        return None if given is None else tuple(stage for stage in given if stage.high > 0)

    @property
    def begins_in_the_shadow(self) -> bool:
        """True where the stages name a run on 0 % of cases."""
        return any(stage.high == 0 for stage in self.stages_percent or ())


class Launch(Table):
    """The day after which the diagnosis is asked."""

    path = "diagnosis"
    heading = "Diagnosis: the KPI did not move"

    launched = Question(Day(), "Launched on", "From then on, five usual causes are asked for.")


class Cause(Table):
    """One usual cause of a KPI that did not move."""

    status = Question(
        One.of(
            option("unchecked", also="not checked, open, unknown"),
            option("ruled-out", also="excluded, not it"),
            option("suspected", also="suspect, possible, maybe, likely"),
            option("confirmed", also="proven, certain"),
        ),
        "Status",
        "",
        when=_is_launched,
        when_words="once it is launched",
    )
    evidence = Question(
        Line(), "Evidence", "", when=_is_launched, when_words="once it is launched", proves=True
    )


class TooLate(Cause):
    """The prediction came too late to act on."""

    path = "diagnosis.too_late"
    heading = "The prediction comes too late to act"


class WrongProxy(Cause):
    """The proxy was not the outcome."""

    path = "diagnosis.wrong_proxy"
    heading = "The wrong proxy was optimised"


class PolicyIneffective(Cause):
    """The action changed nothing."""

    path = "diagnosis.policy_ineffective"
    heading = "The action changes nothing"


class ThresholdWrong(Cause):
    """The line was drawn in the wrong place."""

    path = "diagnosis.threshold_wrong"
    heading = "The threshold is wrong"


class UsersAdapted(Cause):
    """People changed what they do."""

    path = "diagnosis.users_adapted"
    heading = "People have adapted"
