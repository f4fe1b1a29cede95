"""Section 2: should this use machine learning at all?"""

from framing_tui.model.kinds import Text, YesNo
from framing_tui.model.kpi import KpiValue
from framing_tui.model.question import Question, Table


class Need(Table):
    """Five reasons against, then five for; the verdict follows from them."""

    path = "need"
    heading = "Should this use ML at all?"

    rules_suffice = Question(
        YesNo(),
        "Do rules or simple statistics already do well enough?",
        "Well enough for the KPI, not for elegance.",
        first_pass=True,
        area="roi",
        good="no: the best rule set stops at 36 against a target of 31",
        weak="no: rules are old-fashioned",
    )
    rules_kpi = Question(
        KpiValue(),
        "The KPI that the best rules have been measured to reach",
        "Measured, not guessed; in the unit of the KPI.",
        essential=True,
        when=lambda f: f.need.rules_suffice != "yes",
        when_words="unless rules do well enough",
        area="roi",
        good="36, from last year's rule set on the same orders",
        weak="worse, I think",
    )
    data_unobtainable = Question(
        YesNo(),
        "Is the data weak, or impossible to collect?",
        "Think of what was known at the time of each past decision.",
        first_pass=True,
        area="data",
        good="no: two years of orders with their outcomes",
        weak="no: we have a data lake",
    )
    errors_catastrophic = Question(
        YesNo(),
        "Could a single error be a catastrophe?",
        "Before anything that contains it: harm to people, unlawful, or ruinous.",
        first_pass=True,
        area="risk",
        good="no: a wrong hold delays an order by a day",
        weak="no: the model will be good",
    )
    contained_by = Question(
        Text(),
        "What contains it?",
        "Whatever stands between a wrong prediction and the harm.",
        essential=True,
        when=lambda f: f.need.errors_catastrophic in ("yes", "unsure"),
        when_words="when an error could be a catastrophe, or nobody is sure",
        proves=True,
        area="risk",
        good="a clinician signs every dose; the system cannot release one",
        weak="we will test thoroughly",
    )
    must_explain = Question(
        YesNo(),
        "Must every decision be explainable or auditable?",
        "By law, by contract, or because nobody would accept it otherwise.",
        first_pass=True,
        area="risk",
        good="yes: a refused loan needs its main reasons in writing",
        weak="no: nobody has asked yet",
    )
    explained_by = Question(
        Text(),
        "What explains it?",
        "A readable model, reason codes, or a person who decides and signs.",
        essential=True,
        when=lambda f: f.need.must_explain in ("yes", "unsure"),
        when_words="when decisions must be explainable, or nobody is sure",
        proves=True,
        area="risk",
        good="scorecard with four reason codes, checked by compliance",
        weak="we will look into it",
    )
    roi_below_upkeep = Question(
        YesNo(),
        "Is the gain smaller than the cost of keeping it alive?",
        "Retraining, monitoring, on-call, labels: every year, not once.",
        first_pass=True,
        area="roi",
        good="no: 130k a year saved against 40k to run",
        weak="no: models run by themselves",
    )
    complex_patterns = Question(
        YesNo(),
        "Are the patterns too complex to write down as rules?",
        "Images, language, behaviour in many small signals.",
        first_pass=True,
        good="yes: no analyst can say in five rules what they look at",
        weak="yes: there is a lot of data",
    )
    repeats_at_scale = Question(
        YesNo(),
        "Does the same decision come again and again, at scale?",
        "Often enough that a small gain on each adds up.",
        first_pass=True,
        area="roi",
        good="yes: 20,000 orders a day",
        weak="yes: once a quarter",
    )
    data_exists = Question(
        YesNo(),
        "Does the data exist, or can it be created?",
        "Inputs as they were at decision time, and what happened afterwards.",
        first_pass=True,
        area="data",
        good="yes: order log and chargebacks since 2024",
        weak="yes: the logs must be somewhere",
    )
    errors_manageable = Question(
        YesNo(),
        "Can errors be tolerated and managed?",
        "Somebody notices, undoes or pays for them.",
        first_pass=True,
        good="yes: a held order is released within a day",
        weak="yes: there will be few",
    )
    world_changes = Question(
        YesNo(),
        "Does the world change, so that fixed rules wear out?",
        "New products, new fraud, new words: retraining then helps.",
        first_pass=True,
        good="yes: fraud patterns turn over in weeks",
        weak="yes: everything changes",
    )
