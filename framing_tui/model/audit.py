"""Section 6, the facts: what the feasibility audit asks, table by table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing_tui.model.kinds import (
    Days,
    Line,
    Many,
    Number,
    One,
    Percent,
    YesNo,
    option,
)
from framing_tui.model.question import Question, Table
from framing_tui.model.records import Row, Rows

if TYPE_CHECKING:
    from framing_tui.model.framing import Framing

# Policies that act on single cases, so that each of them can be a false alarm or a miss.
COST_POLICIES = ("threshold", "top-k", "review-queue", "block-allow", "bands", "direct-action")


def _is_online(framing: Framing) -> bool:
    return framing.serving.online == "yes"


def _counts_errors(framing: Framing) -> bool:
    return framing.stack.policy in COST_POLICIES and framing.task.type != "quantity"


def _is_caught_by_people(framing: Framing) -> bool:
    return bool({"independent-reviewer", "the-user"} & {*(framing.errors.who_catches or ())})


def _is_quantity(framing: Framing) -> bool:
    return framing.task.type == "quantity"


def _is_regulated(framing: Framing) -> bool:
    compliance = framing.compliance
    return compliance.personal_data in ("yes", "unsure") or bool(compliance.regimes)


class Data(Table):
    """The data itself."""

    path = "data"
    heading = "Data"
    area = "data"

    reliable = Question(
        YesNo(),
        "Is there enough data, is it clean, and does it stay so?",
        "Look at a week of it before answering yes.",
        first_pass=True,
        good="unsure: the product log changed its format twice last year",
        weak="yes: there are terabytes",
    )


class Feature(Row):
    """One input of the model, as it will be at serving time."""

    name = Question(Line(), "Name", "The input, as the team calls it.")
    available_at_serving = Question(YesNo(), "There at prediction time?")
    same_as_training = Question(YesNo(), "Computed the same way as in training?")
    fetch_ms = Question(Number(unit="ms"), "Time to fetch it (ms)", "Slowest 1 in 100.")
    used_instead = Question(
        Line(),
        "What stands in for it at prediction time",
        "Where it is not there, or not the same.",
        proves=True,
    )


class Serving(Table):
    """Whether it can answer where and when it is needed."""

    path = "serving"
    heading = "Serving"
    area = "serving"

    online = Question(
        YesNo(),
        "Does somebody wait for the answer (online)?",
        "No means that it is computed ahead, in batches.",
        first_pass=True,
        good="yes: the buyer waits at the checkout",
        weak="yes: real time is better",
    )
    p99_budget_ms = Question(
        Number(unit="ms"),
        "Slowest 1 answer in 100 may take (p99 budget)",
        "End to end, as the caller sees it.",
        essential=True,
        when=_is_online,
        when_words="when somebody waits for the answer",
        good="120: the checkout gives up after 150",
        weak="fast",
    )
    p99_expected_ms = Question(
        Number(unit="ms"),
        "Slowest 1 answer in 100 will take (p99 expected)",
        "End to end, with every fetch; a range if it was not measured.",
        essential=True,
        when=_is_online,
        when_words="when somebody waits for the answer",
        good="80..140, from the feature store's dashboard",
        weak="the model takes 5 ms",
    )
    peak_qps = Question(
        Number(unit="a second"),
        "Requests a second at the peak",
        "The worst minute of the year, not the average.",
        essential=True,
        when=_is_online,
        when_words="when somebody waits for the answer",
        good="400, on the day of the sale",
        weak="not that many",
    )
    capacity_qps = Question(
        Number(unit="a second"),
        "Requests a second that today's machines sustain",
        "",
        when=_is_online,
        when_words="when somebody waits for the answer",
    )
    batch_in_time = Question(
        YesNo(),
        "Is the batch ready in time for those who use it?",
        "Counted from when the last of its inputs arrives.",
        essential=True,
        when=lambda f: f.serving.online in ("no", "unsure"),
        when_words="when nobody waits for the answer, or nobody is sure",
        good="yes: done at 05:00, used from 08:00",
        weak="yes: it runs at night",
    )
    path_run = Question(
        One.of(
            option("no", "it has not gone all the way", also="not yet, never, planned"),
            option("stored", "on stored data", also="on stored data, replay, offline"),
            option("live", "on a real day", also="on live data, in production"),
        ),
        "How far has one real day gone, from the sources to the place of use?",
        "With a rule or a constant in the model's place: the way is what is tried.",
        first_pass=True,
        good="stored: last Monday's orders, replayed into the queue's test page",
        weak="live: each part has been tested",
    )
    features_confirmed = Question(
        YesNo(),
        "Is every feature there at prediction time, with the value it had then?",
        "Computed as in training; somebody has looked.",
        first_pass=True,
        good="unsure: the customer history is a day old when served",
        weak="yes: it is all in the warehouse",
    )
    features = Question(
        Rows(row=Feature),
        "The features, one by one",
        "The ten that matter most, or those in doubt.",
    )


class Errors(Table):
    """What wrong answers cost."""

    path = "errors"
    heading = "Error cost"
    area = "risk"

    in_words = Question(
        Line(),
        "Which error is worse, and why",
        "A false alarm, or a miss; too high, or too low.",
        first_pass=True,
        good="a miss: goods and fee are gone; a false hold costs a call",
        weak="both are bad",
    )
    who_catches = Question(
        Many.of(
            option("nobody", also="no one, no-one"),
            option(
                "the-person-hit",
                "a notice, an appeal, their own check",
                also="person hit, the person affected, person affected, appeal, appeals, notice,"
                " complaint, complaints, the customer, the patient, the applicant",
            ),
            option(
                "the-user",
                "whoever acts on the output sees it first",
                also="user, operator, the operator, the agent, the clinician, the analyst,"
                " whoever acts on it",
            ),
            option(
                "independent-reviewer",
                "decides before it takes effect, need not follow it, and has the time",
                label="an independent reviewer",
                also="independent reviewer, reviewer, a reviewer, second reader,"
                " independent review, second opinion",
            ),
            option(
                "automatic-limit",
                "a cap, a rule or a second system",
                label="an automatic limit",
                also="automatic limit, limit, a limit, cap, a cap, guard rail, hard limit,"
                " second system, safety system",
            ),
            excludes=("nobody",),
        ),
        "Who stands between a wrong output and the harm?",
        "Whoever catches it before it takes effect; the person hit only afterwards.",
        first_pass=True,
        good="an independent reviewer: the second reader, who has not seen the score",
        weak="the user, who will notice",
    )
    reviewer_sees_first = Question(
        One.of(
            option("the-case", also="case, the case itself, the image, the file"),
            option("the-output", also="output, the score, score, the prediction, prediction, both"),
        ),
        "What do they see first: the case or the output?",
        "Whoever sees the output first tends to follow it.",
        essential=True,
        when=_is_caught_by_people,
        when_words="when a reviewer or the user catches it",
        good="the case: the score opens once they have written theirs",
        weak="the output: it saves time",
    )
    reversible = Question(
        One.of(
            option("at-once", also="immediately, right away, easily, fully, within minutes"),
            option(
                "with-effort",
                "at a cost, or later",
                also="effort, partly, later, slowly, hardly, at a cost, with difficulty",
            ),
            option("no", also="never, not at all, irreversible, impossible"),
        ),
        "How far can a wrong decision be undone, for whom or what it hits?",
        "Not switched off: undone, for those it has hit.",
        first_pass=True,
        good="with effort: the card works again in a day, the trip is lost",
        weak="at once: they can complain",
    )
    false_positive_cost = Question(
        Number(),
        "One false alarm costs",
        "In your currency; 0 is an answer.",
        essential=True,
        when=_counts_errors,
        when_words="when the policy acts on single cases, unless the output is a quantity",
        good="5",
        weak="little",
    )
    false_negative_cost = Question(
        Number(),
        "One miss costs",
        "In your currency; 0 is an answer.",
        essential=True,
        when=_counts_errors,
        when_words="when the policy acts on single cases, unless the output is a quantity",
        good="95",
        weak="a lot",
    )
    review_cost = Question(
        Number(),
        "Looking at one flagged case costs",
        "",
        when=lambda f: f.task.type != "quantity",
        when_words="unless the output is a quantity",
    )
    action_success_percent = Question(
        Percent(),
        "How often acting on a right case helps",
        "Of those acted on rightly, how many then go well; 100 where left open.",
        when=lambda f: f.task.type != "quantity",
        when_words="unless the output is a quantity",
    )
    action_cost = Question(
        Number(),
        "What acting on a right case costs",
        "In your currency; 0 where left open.",
        when=lambda f: f.task.type != "quantity",
        when_words="unless the output is a quantity",
    )
    expected_precision_percent = Question(
        Percent(),
        "Of those flagged, how many will be right (precision)",
        "",
        when=lambda f: f.task.type != "quantity",
        when_words="unless the output is a quantity",
    )
    expected_recall_percent = Question(
        Percent(),
        "Of those that matter, how many will be found (recall)",
        "",
        when=lambda f: f.task.type != "quantity",
        when_words="unless the output is a quantity",
    )
    false_alarm_percent = Question(
        Percent(),
        "Share of fine cases that are flagged all the same",
        "The false alarm rate: of those without the thing, how many raise an alarm.",
        when=lambda f: f.task.type != "quantity",
        when_words="unless the output is a quantity",
    )
    over_cost = Question(
        Number(),
        "One unit too high costs",
        "In your currency; 0 is an answer.",
        essential=True,
        when=_is_quantity,
        when_words="when the output is a quantity",
        good="3 per spoiled box",
        weak="waste",
    )
    under_cost = Question(
        Number(),
        "One unit too low costs",
        "In your currency; 0 is an answer.",
        essential=True,
        when=_is_quantity,
        when_words="when the output is a quantity",
        good="8 per lost sale",
        weak="unhappy customers",
    )
    expected_error = Question(
        Number(),
        "The typical error that you expect",
        "In the unit of the output.",
        when=_is_quantity,
        when_words="when the output is a quantity",
    )
    tolerated_error = Question(
        Number(),
        "The largest error the business case survives",
        "",
        when=_is_quantity,
        when_words="when the output is a quantity",
    )

    @property
    def caught_by(self) -> tuple[str, ...]:
        """Who catches a wrong output; “nobody” excludes the others, which a file may hold too."""
        given = self.who_catches or ()
        return ("nobody",) if "nobody" in given else given

    @property
    def is_contained(self) -> bool:
        """True where somebody or something stops a wrong output before it takes effect."""
        return bool({"independent-reviewer", "automatic-limit"} & {*self.caught_by})


class Shift(Table):
    """How fast the world moves away from what was learned."""

    path = "shift"
    heading = "Distribution shift"
    area = "data"

    causes = Question(
        Many.of(
            option("seasonality", label="seasons", also="season, seasonal"),
            option("new-users", also="new user, new customers"),
            option("new-items", also="new item, new products"),
            option(
                "behaviour",
                label="people change",
                also="behavior, user behaviour, user behavior, behaviour change, behavior change,"
                " changing behaviour, changing behavior",
            ),
            option("policy-change", label="policy changes", also="policy, new policy"),
            option("new-sites", also="new site, new stores, new locations"),
            option(
                "own-product-changes",
                label="our own product changes",
                also="product changes, product change, our product changes",
            ),
            option(
                "feedback-loop",
                "the model changes what it learns from",
                also="feedback, feedback loops",
            ),
            own=True,
        ),
        "What will move the data away from what was learned",
        "None means that the world stands still.",
        essential=True,
        good="new items, seasons, feedback loop",
        weak="none: history repeats itself",
    )
    half_life_days = Question(
        Days(),
        "After how long does half of what was learned no longer hold?",
        "From how fast an old model or rule wore out.",
    )
    retrain_days = Question(
        Days(),
        "How often it will be trained again",
        "Days between two trainings that reach production.",
        essential=lambda f: bool(f.shift.causes),
        when=lambda f: f.shift.causes != (),
        when_words="unless the world stands still (essential once a cause is named)",
        good="30 days",
        weak="when needed",
    )


class Adversaries(Table):
    """People who gain by fooling it."""

    path = "adversaries"
    heading = "Adversaries"
    area = "risk"

    present = Question(
        YesNo(),
        "Does anybody gain by fooling it?",
        "Fraudsters, spammers, sellers, applicants, or a bored public.",
        first_pass=True,
        good="yes: sellers gain from a higher rank",
        weak="no: our users are nice",
    )
    countermeasure = Question(
        Line(),
        "What is done against them?",
        "What makes fooling it costly, slow or visible.",
        essential=True,
        when=lambda f: f.adversaries.present in ("yes", "unsure"),
        when_words="when somebody gains by fooling it, or nobody is sure",
        proves=True,
        good="caps per account, weekly review of the top 100, delayed feedback",
        weak="security by obscurity",
    )


class Compliance(Table):
    """Law and privacy."""

    path = "compliance"
    heading = "Compliance"
    area = "data"

    personal_data = Question(
        YesNo(),
        "Does it use personal data?",
        "Anything that can be traced to a person.",
        first_pass=True,
        good="yes: names are dropped, but the account id stays",
        weak="no: only ids",
    )
    people_affected = Question(
        YesNo(),
        "Does it touch anybody's money, health, work, rights or freedom?",
        "A decision about people, not about things.",
        first_pass=True,
        area="risk",
        good="yes: a blocked card leaves a traveller without money",
        weak="no: it is only a score",
    )
    regimes = Question(
        Many.of(
            option("gdpr", label="GDPR", also="DSGVO, RGPD, general data protection regulation"),
            option("eu-ai-act", label="EU AI Act", also="AI Act, European AI Act"),
            option("hipaa", label="HIPAA", also="HIPPA"),
            option("pci-dss", label="PCI DSS", also="PCI"),
            option("credit", label="credit law", also="credit laws"),
            option("employment", label="employment law", also="labour law, labor law"),
            option("medical-device", label="medical device law", also="medical devices, MDR"),
            own=True,
        ),
        "Which rules apply",
        "",
    )
    cleared = Question(
        YesNo(),
        "Has it been cleared?",
        "By whoever answers for privacy or regulation.",
        essential=True,
        when=_is_regulated,
        when_words="when personal data is used (or nobody is sure), or a rule applies",
        good="unsure: the assessment is booked for March",
        weak="yes: nobody objected",
    )
    cleared_by = Question(
        Line(),
        "By whom, when, for what",
        "",
        when=_is_regulated,
        when_words="when personal data is used (or nobody is sure), or a rule applies",
        proves=True,
    )


class Readiness(Table):
    """An organisation that can carry it."""

    path = "readiness"
    heading = "Readiness"
    area = "roi"

    pipeline = Question(
        YesNo(),
        "Is there a pipeline that brings the data every day?",
        "Running today, not planned.",
        essential=True,
        good="no: exports by hand until April",
        weak="yes: we have a data lake",
    )
    owner = Question(
        YesNo(),
        "Does somebody run it in production?",
        "A team with an on-call rota, not the people who trained it on the side.",
        essential=True,
        good="yes: the payments platform team",
        weak="yes: we will see",
    )
    monitoring_budget = Question(
        YesNo(),
        "Is there a budget to watch it and to retrain it?",
        "Time and money, each year.",
        first_pass=True,
        good="yes: half a person and 20k a year",
        weak="yes: it is automatic",
    )


class Roi(Table):
    """What it costs, and who wants it."""

    path = "roi"
    heading = "Return"
    area = "roi"

    sponsor = Question(
        Line(),
        "Who pays for it, and wants it (sponsor)",
        "A role with a budget.",
        first_pass=True,
        good="head of payments, from the loss budget",
        weak="management",
    )
    build_cost = Question(Number(), "Cost to build", "In your currency.")
    run_cost_per_year = Question(Number(), "Cost to run for a year", "In your currency.")
    build_days = Question(
        Days(),
        "How long until the first real case is touched",
        "From today to first exposure.",
        essential=True,
        good="12 weeks",
        weak="one sprint",
    )
