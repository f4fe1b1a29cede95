"""Section 5: what is learned from, and how far it is from what is wanted."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from framing_tui.model.kinds import (
    Days,
    Flag,
    Line,
    Many,
    Number,
    One,
    Percent,
    Score,
    Text,
    YesNo,
    option,
    options,
)
from framing_tui.model.question import Question, Table
from framing_tui.model.records import Row, Rows
from framing_tui.model.task import FAMILIES, UNLABELLED

if TYPE_CHECKING:
    from framing_tui.model.framing import Framing

COUNTS_POSITIVES = (*FAMILIES["classification"], "probability", "score")
# Tasks in which one class, grade or kind must not be missed.
HAS_A_CLASS_THAT_MATTERS = ("multiclass", "ordinal", "multilabel", "score")
UNBIASED = ("everyone", "random-sample")
SELECTIONS = options(
    option(
        "everyone",
        "every case gets a label",
        also="everybody, all, all cases, every case, each case, all of them",
    ),
    option(
        "random-sample",
        "chosen by chance",
        label="a random sample",
        also="random, at random, by chance, randomly sampled, sampled at random",
    ),
    option(
        "some-sites",
        "only certain places or products",
        also="some places, some stores, certain sites, selected sites, pilot sites",
    ),
    option(
        "only-acted-on",
        "flagged, called, treated",
        label="only those acted on",
        also="acted on, flagged, only flagged, only those flagged, treated, only treated",
    ),
    option(
        "only-let-through",
        "approved, hired, not blocked",
        label="only those let through",
        also="let through, approved, only approved, only those approved, accepted, only accepted,"
        " hired, not blocked",
    ),
    option(
        "only-shown",
        "ranked high, recommended or displayed",
        label="only those shown",
        also="shown, only shown, displayed, only displayed, only what was shown, impressions",
    ),
    option(
        "self-selected",
        "who chooses to rate, reply or report",
        label="volunteers",
        also="volunteer, self-selection, opt-in, whoever reports, whoever replies",
    ),
    option(
        "capped-by-us",
        "stock, seats or slots ran out",
        label="up to what we offered",
        also="capped, censored, up to stock, limited by stock, sold out",
    ),
    option(
        "invented",
        "made up or generated for training",
        also="made up, synthetic, synthetic data, artificial, generated, simulated, fake",
    ),
)
SCORES = ("alignment", "gaming_resistance", "coverage", "speed", "causal")


def _is_chosen(row: Candidate) -> bool:
    return row.cells.get("chosen") is True


class Candidate(Row):
    """One label that the model could learn from in place of the true outcome."""

    name = Question(Line(), "Name", "What is recorded, and within what time.")
    alignment = Question(
        Score(), "Alignment", "5: moves with the true outcome; 1: hardly related to it."
    )
    gaming_resistance = Question(
        Score(),
        "Gaming resistance",
        "5: nobody can push it up without the outcome; 1: anybody can.",
    )
    coverage = Question(
        Score(), "Coverage", "5: many labels, balanced; 1: few, or one class is nearly missing."
    )
    speed = Question(Score(), "Speed", "5: known at once; 1: known after months.")
    causal = Question(
        Score(), "Causal usefulness", "5: moving it moves the KPI; 1: it need not move anything."
    )
    closeness = Question(
        One.of(
            option(
                "is-the-outcome", also="outcome, the outcome, the outcome itself, the same, itself"
            ),
            option("one-step-away", also="one step, 1 step, 1 step away"),
            option(
                "several-steps-away",
                also="several steps, many steps, many steps away, far, far away",
            ),
        ),
        "Closeness to the outcome",
        "Whatever its quality: how many steps lie between it and what is wanted.",
    )
    chosen = Question(Flag(), "Chosen", "The one that the model learns from.")
    checked = Question(
        One.of(
            option(
                "measured",
                "compared case by case, with a figure",
                also="compared, validated, with a figure",
            ),
            option(
                "by-eye",
                "somebody has looked at some",
                also="eyeballed, looked at, some looked at, roughly",
            ),
            option("not", "nobody has compared the two", also="no, never, not yet, nobody"),
        ),
        "Compared with the true outcome on some cases?",
        "Until somebody has, its scores are belief.",
        when_row=_is_chosen,
        when_words="for the chosen one",
        area="labels",
    )
    failure_mode = Question(
        Line(),
        "How it fails",
        "What the model would do to score well and still be useless.",
        when_row=_is_chosen,
        when_words="for the chosen one",
        proves=True,
    )
    countermeasure = Question(
        Line(),
        "What is done about that",
        "",
        when_row=_is_chosen,
        when_words="for the chosen one",
        proves=True,
    )
    why_chosen = Question(
        Line(),
        "Why this one",
        "Where another has a higher mean or is closer.",
        when_row=_is_chosen,
        when_words="for the chosen one",
    )
    selected_by = Question(
        One(options=SELECTIONS),
        "Which cases get this label",
        "Left open, the answer of the whole section holds.",
        when_row=_is_chosen,
        when_words="for the chosen one",
    )
    human_decision = Question(
        YesNo(),
        "A human judgement of the business?",
        "Left open, the answer of the whole section holds.",
        when_row=_is_chosen,
        when_words="for the chosen one",
    )

    @property
    def scores(self) -> tuple[int | None, ...]:
        """The five scores in rubric order, None where open."""
        return tuple(self.cells.get(name) for name in SCORES)

    @cached_property
    def mean(self) -> float | None:
        """The mean of the five scores, or None until all five are given."""
        given = [score for score in self.scores if score is not None]
        return sum(given) / len(given) if len(given) == len(SCORES) else None

    @property
    def claims_its_scores(self) -> bool:
        """True where how well it stands for the outcome is scored, and nobody has compared them.

        For the chosen one; of a candidate that was passed over nothing hangs on it.
        """
        scored = self.alignment is not None or self.causal is not None
        is_it = self.closeness == "is-the-outcome"
        return _is_chosen(self) and scored and not is_it and self.checked != "measured"

    @property
    def weakest(self) -> tuple[str, int] | None:
        """The rubric line with the lowest score and that score, or None where none is given."""
        given = [(n, s) for n, s in zip(SCORES, self.scores, strict=True) if s is not None]
        return min(given, key=lambda pair: pair[1]) if given else None


def _counts_positives(framing: Framing) -> bool:
    return framing.task.type in COUNTS_POSITIVES


_COUNTS_POSITIVES_WORDS = "when the output is a class, a probability or a score"


def _needs_a_stand_in(framing: Framing) -> bool:
    return framing.labels.observable != "yes" and framing.task.type not in UNLABELLED


def _maker_may_gain(framing: Framing) -> bool:
    return framing.labels.maker_gains in ("yes", "unsure")


def _needs_remedy(framing: Framing) -> bool:
    labels = framing.labels
    thin = any(row.coverage is not None and row.coverage <= 2 for row in labels.chosen)
    selected = [labels.selected_by, *(row.selected_by for row in labels.chosen)]
    return thin or any(s is not None and s not in UNBIASED for s in selected)


def chosen_alone(rows: tuple[Row, ...], index: int) -> tuple[Row, ...]:
    """Return the candidates with one chosen and the others not: a model learns from one label."""
    return tuple(row.replace(chosen=at == index) for at, row in enumerate(rows))


class Labels(Table):
    """Where the truth for training comes from."""

    path = "labels"
    heading = "Labels and proxies"
    area = "labels"

    ideal = Question(
        Line(),
        "The true outcome that you want",
        "In a perfect world, what would be written beside each case?",
        first_pass=True,
        good="the order was fraudulent",
        weak="clicks",
    )
    observable = Question(
        YesNo(),
        "Is that outcome itself recorded for each case, soon enough to learn from or to judge by?",
        "Yes means that no stand-in (proxy) is needed.",
        first_pass=True,
        good="no: only disputed orders are ever known to be fraud",
        weak="yes: more or less",
    )
    candidates = Question(
        Rows(row=Candidate),
        "What could be learned from, or judged by, instead (proxy labels)",
        "Two or three candidates, scored 1 to 5 where 5 is always good. Choose one.",
        first_pass=True,
        counts_apart=True,
        when=_needs_a_stand_in,
        when_words="unless the outcome itself is recorded, or the task needs no labels",
        good="chargeback within 90 days; confirmed by an analyst; reported by the bank",
        weak="whatever the log has",
    )
    plan = Question(
        Text(),
        "Where labels come from, who makes them, who pays",
        "The way from an event in the world to a row in the training set.",
        first_pass=True,
        proves=True,
        good="bank file each night; disputes desk tags 300 a week, paid by risk",
        weak="we will annotate",
    )
    maker_gains = Question(
        YesNo(),
        "Does whoever makes the label gain when it turns out one way?",
        "Whoever writes it, or acts so that it comes out: by pay, rank, work saved or blame.",
        first_pass=True,
        area="risk",
        good="yes: branches are paid by visits, and they record the visits",
        weak="no: nobody would do that",
    )
    countermeasure = Question(
        Line(),
        "What is done about that gain",
        "A candidate's own countermeasure goes before this one.",
        essential=True,
        when=_maker_may_gain,
        when_words="when whoever makes the label gains by it, or nobody is sure",
        proves=True,
        area="risk",
        good="one in fifty is labelled again by the auditors, who are paid the same either way",
        weak="we trust them",
    )
    affordable = Question(
        YesNo(),
        "Can you afford them?",
        "In money and in the time of the people who know.",
        essential=True,
        good="yes: 300 a week is agreed with the disputes desk",
        weak="yes: labels are free",
    )
    delay_days = Question(
        Days(),
        "How long from a prediction to its label",
        "Until it is final, not until the first sign.",
        essential=True,
        good="90 days: the window for disputes",
        weak="fast",
    )
    selected_by = Question(
        One(options=SELECTIONS),
        "Which cases get a label at all?",
        "What is never labelled is never learned.",
        essential=True,
        good="only those let through: a blocked order never shows what it was",
        weak="everyone, in principle",
    )
    human_decision = Question(
        YesNo(),
        "Is the label a judgement that people made in the course of business?",
        "A past decision on a person or a case, not an annotation made for training.",
        essential=True,
        area="risk",
        good="yes: hired or not, as recruiters decided",
        weak="no: it is in the database",
    )
    remedies = Question(
        Many.of(
            option(
                "sampling",
                "draw rare cases more often",
                also="resampling, oversampling, undersampling, upsampling, downsampling",
            ),
            option(
                "weighting",
                "let seldom cases count for more",
                also="weights, reweighting, class weights, importance weighting",
            ),
            option(
                "collection",
                "go and get labels where there are none",
                also="collect, collect more, collect more data, data collection, more data",
            ),
            option(
                "annotation",
                "have people label on purpose",
                also="annotate, labelling, labeling, manual labels, hand labelling",
            ),
            option(
                "active-learning",
                "label what the model is least sure of",
                also="uncertainty sampling",
            ),
            option(
                "correction",
                "estimate what was cut off: lost sales, censoring",
                also="correct, bias correction, censoring, lost sales, imputation",
            ),
        ),
        "What is done about thin or selective labels",
        "About kinds that are rare, and cases that never get a label.",
        essential=True,
        when=_needs_remedy,
        when_words="when coverage is 1 or 2, or cases with a label are selected, not drawn",
        good="collection: 1 % of blocks are let through at random",
        weak="none: the model will generalise",
    )
    class_that_matters = Question(
        Line(),
        "The class, grade or kind that must not be missed",
        "The figures on positives below are about this one.",
        essential=True,
        when=lambda f: f.task.type in HAS_A_CLASS_THAT_MATTERS,
        when_words="when the output is one of several classes, a grade, tags or a score",
        good="grade 3: sight is lost within a year",
        weak="all of them",
    )
    agreement_percent = Question(
        Percent(),
        "How often two people, or two measurements, give the same label",
        "Of the same cases, judged apart.",
    )
    positives_now = Question(
        Number(),
        "Positive examples that you hold today",
        "Cases of the kind that it is to find, rare or not; usable for training.",
        essential=True,
        is_input=True,
        when=_counts_positives,
        when_words=_COUNTS_POSITIVES_WORDS,
        good="3,400 orders that were fraud",
        weak="plenty",
    )
    labelled_percent = Question(
        Percent(),
        "Share of cases that ever get a label",
        "Of all cases; 100 where each does.",
        essential=True,
        is_input=True,
        when=_counts_positives,
        when_words=_COUNTS_POSITIVES_WORDS,
        good="100 %",
        weak="most",
    )
    positives_percent = Question(
        Percent(),
        "Share of labelled cases that are positive",
        "The base rate: of those with a label, how many are of the kind that it is to find.",
        essential=True,
        when=_counts_positives,
        when_words=_COUNTS_POSITIVES_WORDS,
        good="0.3..0.5 % are fraud",
        weak="rare",
    )
    positives_needed = Question(
        Number(),
        "Positive examples that training needs",
        "Of that same kind; from a learning curve, a comparable project or a pilot.",
        essential=True,
        is_input=True,
        when=_counts_positives,
        when_words=_COUNTS_POSITIVES_WORDS,
        good="5,000, as for the model of the other market",
        weak="the more the better",
    )

    @cached_property
    def chosen(self) -> tuple[Candidate, ...]:
        """The candidates that the model learns from; several where there are several models.

        Why a sole candidate counts once the section is passed: with nothing beside it, it is what
        will be learned from, whether or not somebody ticked it.
        """
        rows = self.candidates or ()
        ticked = tuple(row for row in rows if row.cells.get("chosen") is True)
        if ticked or len(rows) != 1 or rows[0].cells.get("chosen") is False:
            return ticked
        if not self._framing.is_past("labels"):
            return ()
        return (Candidate({**rows[0].cells, "chosen": True}),)
