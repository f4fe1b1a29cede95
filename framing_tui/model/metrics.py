"""Section 7: one model metric, and what must not break while it improves."""

from framing_tui.model.kinds import Line, Number, One, Percent, YesNo, option
from framing_tui.model.question import Question, Table
from framing_tui.model.records import Row, Rows


class Constraint(Row):
    """One thing that must not break."""

    name = Question(Line(), "Name", "What must not break.")
    kind = Question(
        One.of(
            option("latency", also="speed, response time, delay, p99"),
            option("throughput", also="volume, load, requests a second, qps"),
            option("availability", also="uptime, downtime, available, reliability"),
            option("quality", also="accuracy, precision, recall, error rate"),
            option("fairness", also="fair, bias, parity, equity"),
            option("safety", also="safe, harm"),
            option("cost", also="costs, money, budget, spend, price, expense"),
        ),
        "Kind",
    )
    bound = Question(
        Line(), "Bound", "With its number: <= 120 ms.", proves=True, none_is_answer=True
    )
    watched_live = Question(YesNo(), "Watched live?", "On a dashboard with an alarm.")


class Objective(Row):
    """One of several goals, with its weight in the sum."""

    name = Question(Line(), "Name", "One goal.")
    weight = Question(Number(minimum=None), "Weight", "Its share in the combined score.")
    own_model = Question(YesNo(), "A model of its own?", "Then weights move without retraining.")


class Metrics(Table):
    """How the model is measured, and what it may not cost."""

    path = "metrics"
    heading = "Metrics that do not lie"

    primary = Question(
        Line(),
        "The one model metric that decides",
        "One; everything else becomes a constraint.",
        first_pass=True,
        good="precision at 450 a day",
        weak="AUC and F1",
    )
    primary_target = Question(Line(), "Its target", "The value from which the policy pays.")
    target_value = Question(
        Number(minimum=None),
        "That target as a number",
        "Offered where the line above holds one.",
    )
    better = Question(
        One.of(
            option("higher", label="higher is better", also="high, up, more, larger, greater"),
            option("lower", label="lower is better", also="low, down, less, smaller"),
        ),
        "Which way is better",
        "Offered where the metric's name says it.",
    )
    baseline_value = Question(
        Number(minimum=None),
        "What the baseline reaches on it",
        "Measured on the same cases.",
        area="roi",
    )
    offline_value = Question(
        Number(minimum=None),
        "What a model has reached on stored data",
        "If anybody has measured it.",
        area="roi",
    )
    constraints = Question(
        Rows(row=Constraint),
        "What must not break (constraints)",
        "Latency, quality, fairness, safety, cost: each with a bound.",
        first_pass=True,
        good="p99, latency, <= 120 ms, watched live",
        weak="should be fast and fair",
    )
    precision_floor_percent = Question(
        Percent(), "Precision may not fall under (precision floor)", "", area="risk"
    )
    kpi_link = Question(
        Line(),
        "Why would a better metric move the KPI?",
        "The step between the two, in a sentence.",
    )
    objectives = Question(
        Rows(row=Objective),
        "Conflicting goals, if there are any",
        "One model for each, joined by weights that can be moved later.",
    )
