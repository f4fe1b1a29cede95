"""Section 6, the claims: five feasibility cells and eight production killers.

Why apart from the facts: a claim is what the team says about itself; the facts in `audit` are
what the judgement is made from, and the two may disagree.
"""

from framing_tui.model.kinds import Colour, Line, One, option
from framing_tui.model.question import Question, Table

AREAS = ("data", "labels", "serving", "risk", "roi")


class Cell(Table):
    """What the team claims for one area, with its evidence or its plan."""

    green_means = ""
    red_means = ""

    colour = Question(
        Colour(),
        "Your colour",
        "What the team would put its name to today.",
        essential=True,
        counts_apart=True,
        good="unsure, until the p99 has been measured",
        weak="green: it will be fine",
    )
    evidence = Question(
        Line(),
        "Evidence",
        "What was measured, counted or agreed.",
        proves=True,
        good="p99 of 94 ms over a week of shadow traffic",
        weak="we are confident",
    )
    plan = Question(
        Line(),
        "Plan",
        "What would turn it.",
        proves=True,
        good="cache the history feature; measure again on 1 March",
        weak="work on it",
    )
    owner = Question(
        Line(),
        "Owner",
        "Who sees to that.",
        proves=True,
        good="payments engineer",
        weak="the team",
    )

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        evidence, plan, owner, colour = cls.evidence, cls.plan, cls.owner, cls.colour
        evidence.when = lambda f: f.answer(colour) == "green"
        evidence.when_words = "when the colour is green"
        plan.when = owner.when = lambda f: f.answer(colour) == "red"
        plan.when_words = owner.when_words = "when the colour is red"
        for question in (evidence, plan, owner):
            question.make_essential()


class DataCell(Cell):
    """The claim for data."""

    path = "feasibility.data"
    heading = "Data"
    green_means = "enough, reliable and legal"
    red_means = "missing, dirty or blocked"


class LabelsCell(Cell):
    """The claim for labels."""

    path = "feasibility.labels"
    heading = "Labels"
    green_means = "can be had and paid for"
    red_means = "no way to labels"


class ServingCell(Cell):
    """The claim for serving."""

    path = "feasibility.serving"
    heading = "Serving"
    green_means = "features and infrastructure are feasible"
    red_means = "skew, or impossible latency"


class RiskCell(Cell):
    """The claim for risk."""

    path = "feasibility.risk"
    heading = "Risk"
    green_means = "failures are contained"
    red_means = "failures would be catastrophic"


class RoiCell(Cell):
    """The claim for the return."""

    path = "feasibility.roi"
    heading = "ROI"
    green_means = "clear value, and a sponsor"
    red_means = "unclear or negative"


class Killer(Table):
    """The team's own word on one production killer, over what the facts say."""

    what = ""

    status = Question(
        One.of(
            option("clear", also="ok, okay, fine, no problem, not a problem, green"),
            option("watch", also="warning, at risk, amber, yellow, monitor"),
            option("blocking", also="blocked, blocker, showstopper, killer, red"),
        ),
        "Your word on it",
        "Left open, the facts decide.",
    )
    note = Question(
        Line(),
        "Why",
        "The fact behind your word.",
        good="half of the features come a day late",
        weak="bad feeling",
    )
    mitigation = Question(
        Line(),
        "What is done about it",
        "What will be different before the first real case.",
        proves=True,
        good="train on what the log held at decision time only",
        weak="keep an eye on it",
    )

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        status, note, mitigation = cls.status, cls.note, cls.mitigation
        for question in (note, mitigation):
            question.when = lambda f: f.answer(status) in ("watch", "blocking")
            question.when_words = "when your word is watch or blocking"
            question.make_essential()


class LabelScarcity(Killer):
    """Rare positives, or too few labels."""

    path = "killers.label_scarcity"
    heading = "Label scarcity and imbalance"
    area = "labels"
    what = "too few examples of what matters"


class ServingSkew(Killer):
    """Features that are not there when the prediction is made."""

    path = "killers.serving_skew"
    heading = "Features missing at serving time"
    area = "serving"
    what = "training saw what serving will not (skew)"


class Latency(Killer):
    """Answers too slow or too many."""

    path = "killers.latency"
    heading = "Latency and load"
    area = "serving"
    what = "the slowest answers (p99), or the peak"


class ErrorCost(Killer):
    """Errors that cost more than anybody thought."""

    path = "killers.error_cost"
    heading = "Error cost"
    area = "risk"
    what = "false alarms against misses"


class ShiftKiller(Killer):
    """A world that moves away from what was learned."""

    path = "killers.shift"
    heading = "Distribution shift"
    area = "data"
    what = "drift, seasons, new users and items"


class AdversariesKiller(Killer):
    """People who gain by fooling it."""

    path = "killers.adversaries"
    heading = "Adversaries"
    area = "risk"
    what = "people who gain by fooling it"


class ComplianceKiller(Killer):
    """Law and privacy."""

    path = "killers.compliance"
    heading = "Compliance"
    area = "data"
    what = "privacy and regulation"


class ReadinessKiller(Killer):
    """An organisation that is not there to carry it."""

    path = "killers.readiness"
    heading = "Organisational readiness"
    area = "roi"
    what = "no pipeline, no owner, no budget to watch it"
