"""Section 1: the framing stack, from the business problem down to the action."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing_tui.model.kinds import (
    Days,
    Line,
    Lines,
    Number,
    One,
    Percent,
    Text,
    YesNo,
    option,
    options,
)
from framing_tui.model.kpi import KpiValue
from framing_tui.model.question import Question, Table
from framing_tui.model.values import Holds, Range

if TYPE_CHECKING:
    from framing_tui.model.framing import Framing

# People who decide do so on what waits for them, or on what they are shown: two policies.
_WITH_PEOPLE = "HITL, human in the loop"
POLICIES = options(
    option(
        "threshold",
        "act when the score passes a line",
        also="cutoff, cut-off, score cut-off, by threshold, above a threshold, thresholding",
    ),
    option(
        "top-k",
        "act on the K highest, however high they are",
        label="top K",
        also="top N, top X, best K, K best, K highest, highest K, shortlist",
    ),
    option(
        "rank-all",
        "show everything in the order of the score",
        also="ranking, ranked list, rank everything, sort, sort all, sorted list, order all",
    ),
    option(
        "review-queue",
        "people look at what was flagged",
        also=f"{_WITH_PEOPLE}, queue, review, manual review, human review, flag for review,"
        " work queue",
    ),
    option(
        "block-allow",
        "each case is stopped or let through at once",
        label="block or allow",
        also="block and allow, allow/block, allow or block, allow/deny, allow or deny, pass/fail,"
        " pass or fail, approve/decline, approve or decline, approve/reject,"
        " approve or reject, accept/reject, accept or reject, allow",
    ),
    option(
        "bands",
        "block, review or allow, by how high the score is",
        also="band, tiers, risk bands, score bands, risk tiers, three bands, block/review/allow,"
        " block review or allow, allow/review/block, allow review or block, traffic light",
    ),
    option(
        "use-value",
        "a price, an arrival time: people or systems use the number",
        label="use the value",
        also="value, number, use the number, use the estimate, use the prediction,"
        " use the forecast, price, pricing, ETA",
    ),
    option(
        "direct-action",
        "the system acts and nobody decides in between",
        also="act directly, automatic, automatic action, automated, automated action, automation,"
        " auto, autonomous, fully automatic, fully automated",
    ),
    option(
        "advise",
        "shown to a person, who decides",
        also=f"{_WITH_PEOPLE}, advice, advisory, suggest, suggestion, decision support, assist,"
        " copilot, draft, shown to a person",
    ),
    option(
        "none",
        "how a prediction leads to action is not settled",
        label="nobody has said",
        also="nobody, no policy, undecided, not decided, not decided yet, not settled,"
        " not defined, unclear",
    ),
)
QUEUE_POLICIES = ("review-queue", "bands")


_GOES_TO_PEOPLE_WORDS = (
    "when the policy is a review queue, bands or advice, or a threshold with a human in the loop"
)
_LEADS_WORDS = "unless the policy is to rank all or to use the value"


def _goes_to_people(framing: Framing) -> bool:
    policy = framing.stack.policy
    with_people = framing.archetype.kind == "human-in-the-loop"
    return policy in (*QUEUE_POLICIES, "advise") or (policy == "threshold" and with_people)


def _waits_in_queue(framing: Framing) -> bool:
    return framing.stack.policy in QUEUE_POLICIES


def _acts_ahead(framing: Framing) -> bool:
    return framing.stack.policy not in ("rank-all", "use-value")


def _is_ahead_of_an_event(framing: Framing) -> bool:
    return _acts_ahead(framing) and framing.stack.has_event != "no"


class Stack(Table):
    """The chain from why to what to predict to what to do."""

    path = "stack"
    heading = "The framing stack"

    objective = Question(
        Line(),
        "The business problem, in one sentence",
        "Say what hurts and whom, without naming a technique.",
        first_pass=True,
        good="Cut card fraud losses without turning good customers away",
        weak="Use deep learning to modernise our risk platform",
    )
    kpi = Question(
        Line(),
        "The one business number it moves (KPI)",
        "One number that a manager already looks at, with its unit.",
        first_pass=True,
        area="roi",
        good="fraud loss per 1,000 orders, EUR",
        weak="model accuracy",
    )
    kpi_now = Question(
        KpiValue(),
        "That number today",
        "As it was measured last; a range if nobody knows exactly.",
        first_pass=True,
        area="roi",
        good="42",
        weak="too high",
    )
    kpi_target = Question(
        KpiValue(is_target=True),
        "The value that counts as success",
        "Reach this by the date below and the project has worked.",
        first_pass=True,
        area="roi",
        good="28..31",
        weak="as low as possible",
    )
    timeframe_days = Question(
        Days(),
        "By when (from today)",
        "Until the number above must have moved. Weeks and months are taken too.",
        first_pass=True,
        area="roi",
        good="6 months",
        weak="eventually",
    )
    kpi_unit_value_per_year = Question(
        Number(),
        "What one unit of that number is worth in a year",
        "In your currency; for a KPI in percent, one unit is one percentage point.",
    )
    gain_per_year = Question(
        Number(),
        "Or what reaching the target is worth in a year",
        "In your currency, where people know it as one figure.",
    )
    outcome = Question(
        Line(),
        "What the product does differently once this exists",
        "The change that a user or an operator would notice.",
        essential=True,
        good="Risky orders wait for a check before they ship",
        weak="The product becomes smarter",
    )
    users = Question(
        Text(),
        "Who uses it, and what changes in their work",
        "Name the people and the step of their day that is different.",
        first_pass=True,
        good="Twelve fraud analysts open a ranked queue instead of a random sample",
        weak="Everyone benefits",
    )
    decision_improved = Question(
        Line(),
        "The decision that gets better",
        "Something that is decided today, by a person or by a rule.",
        first_pass=True,
        good="which orders to hold back for review",
        weak="better insights",
    )
    model_goal = Question(
        Line(),
        "The prediction",
        "What the model puts out for one case, as in P(something | what is known then).",
        first_pass=True,
        good="P(order is charged back within 90 days)",
        weak="detect bad customers",
    )
    policy = Question(
        One(options=POLICIES),
        "How a prediction leads to action (policy)",
        "Write it down early: a better score that triggers nothing moves nothing.",
        first_pass=True,
        area="risk",
        good="review queue: the highest scores go to people",
        weak="nobody has said",
    )
    top_k = Question(
        Number(whole=True, minimum=1),
        "How many are acted on (K)",
        "The number that somebody can really act on.",
        essential=True,
        when=lambda f: f.stack.policy == "top-k",
        when_words="when the policy is top K",
        good="50, as the retention team calls 50 a day",
        weak="as many as we find",
    )
    top_k_every = Question(
        One.of(
            option("day", label="a day", also="daily, every day, each day, per day"),
            option("week", label="a week", also="weekly, every week, each week, per week"),
            option("month", label="a month", also="monthly, every month, each month, per month"),
            option(
                "year", label="a year", also="yearly, annually, every year, each year, per year"
            ),
            option(
                "each-case",
                "K items of every list that is shown",
                label="for each list",
                also="each case, every case, per case, per list, each list, every list, list",
            ),
        ),
        "In which period",
        "How often the K are chosen anew.",
        essential=True,
        when=lambda f: f.stack.policy == "top-k",
        when_words="when the policy is top K",
        good="a day: the call list is made each morning",
        weak="regularly",
    )
    flag_percent = Question(
        Percent(),
        "Share of cases sent to people",
        "Of all cases, at the threshold that you have in mind.",
        essential=_waits_in_queue,
        when=_goes_to_people,
        when_words=_GOES_TO_PEOPLE_WORDS,
        area="risk",
        good="2..3 %",
        weak="the suspicious ones",
    )
    queue_capacity_per_day = Question(
        Number(unit="a day", per_day=True),
        "How many they can clear on a working day",
        "People times cases an hour times hours; leave out holidays and sick days.",
        essential=_waits_in_queue,
        when=_goes_to_people,
        when_words=_GOES_TO_PEOPLE_WORDS,
        area="risk",
        good="450",
        weak="enough, we can hire",
    )
    queue_days_per_week = Question(
        Number(unit="days", maximum=7.0),
        "Working days a week",
        "7 where left open.",
        when=_goes_to_people,
        when_words=_GOES_TO_PEOPLE_WORDS,
        area="risk",
    )
    policy_detail = Question(
        Text(),
        "The policy in words",
        "Who acts, on what, when, and who may override.",
    )
    action_written = Question(
        YesNo(),
        "Is it written down who does what, within which time, for each output?",
        "A list that nobody has to act on is read for a month.",
        first_pass=True,
        area="risk",
        good="yes: a held order is looked at within two hours, by the desk on shift",
        weak="yes: the team knows",
    )
    action_works = Question(
        YesNo(),
        "Is there evidence that acting on a right prediction changes the outcome?",
        "A pilot, a past campaign, a study: knowing who leaves does not make them stay.",
        first_pass=True,
        area="roi",
        good="yes: a held order that is fraud is a loss that does not happen",
        weak="yes: surely they will react",
    )
    decisions_per_day = Question(
        Number(unit="a day", per_day=True),
        "How many cases a day",
        "Averaged over calendar days; 20k/week and 3k a month are taken too.",
        essential=True,
        good="20k/week",
        weak="a lot",
    )
    has_event = Question(
        YesNo(),
        "Is there an event to be ahead of?",
        "A failure, a payment, a visit. No means that nothing has to come before it.",
        when=_acts_ahead,
        when_words=_LEADS_WORDS,
        area="serving",
    )
    act_before_days = Question(
        Days(),
        "How long before the event the action must happen to help",
        "A day is 24 hours; 2 h is taken too.",
        essential=True,
        when=_is_ahead_of_an_event,
        when_words=f"{_LEADS_WORDS}, or there is no event to be ahead of",
        area="serving",
        good="14 days: a new contract needs two weeks of talks",
        weak="in time",
    )
    predict_before_days = Question(
        Days(),
        "How long before the event the prediction can be made",
        "When the last fact that it needs is known.",
        essential=True,
        when=_is_ahead_of_an_event,
        when_words=f"{_LEADS_WORDS}, or there is no event to be ahead of",
        area="serving",
        good="30 days, as usage data comes monthly",
        weak="as early as possible",
    )
    other_models = Question(
        Lines(),
        "Further predictions that this effort needs",
        "Each deserves a framing of its own.",
    )
    non_goals = Question(
        Lines(),
        "What it will not do",
        "What somebody will ask for later, and was left out on purpose.",
    )

    def reaches(self, kpi: Range | None) -> Holds:
        """Tell whether a value of the KPI reaches the target, in the direction from today to it.

        Never while one of the three is open, or where today and the target overlap and there is
        no direction.
        """
        now, target = self.kpi_now, self.kpi_target
        if now is None or target is None or kpi is None or now.overlaps(target):
            return Holds.NEVER
        return kpi.at_least(target) if target.low > now.high else target.at_least(kpi)
