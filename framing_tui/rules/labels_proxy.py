"""Rules on section 5: the chosen proxy, by the rubric and beside the others (FT5xx)."""

from framing_tui.model.audit import Compliance, Errors
from framing_tui.model.framing import Framing
from framing_tui.model.labels import Candidate, Labels
from framing_tui.model.need import Need
from framing_tui.model.question import AnyQuestion
from framing_tui.model.values import figure
from framing_tui.rules.finding import Flagged, Level, Way, note, quote, red, strongest, warn
from framing_tui.rules.registry import rule

# On the rubric's scale of 1 to 5, the marks that speak against a candidate.
POOR_SCORE = 2
# And from which on they speak for it.
GOOD_SCORE = 4
_STEPS_AWAY = {"is-the-outcome": 0, "one-step-away": 1, "several-steps-away": 2}


def _is_poor(score: int | None) -> bool:
    return score is not None and score <= POOR_SCORE


def _is_closer(row: Candidate, other: Candidate) -> bool:
    """Tell whether one candidate is closer to the outcome; False while either is open."""
    if row.closeness is None or other.closeness is None:
        return False
    return _STEPS_AWAY[row.closeness] < _STEPS_AWAY[other.closeness]


def _passed_over(framing: Framing) -> tuple[Candidate, ...]:
    """Return the candidates that stand beside a chosen one; none while none is chosen."""
    if not framing.labels.chosen:
        return ()
    rows = framing.labels.candidates or ()
    return tuple(row for row in rows if row.cells.get("chosen") is not True and not row.is_blank)


@rule(
    "FT502",
    (Level.RED,),
    Way.TARGET,
    "labels",
    reads=(Labels.candidates, Labels.ideal, Labels.observable),
)
def proxy_misaligned(framing: Framing) -> Flagged | None:
    """The chosen proxy hardly moves with the outcome.

    Why: the model gets better at what it is given, and the product follows the proxy away.
    Fires: where the alignment of a chosen candidate is 1 or 2 of 5.
    Silent: while the alignment is open, for candidates that were passed over, and where the
    outcome itself is recorded.
    Do: choose a candidate nearer to the outcome, even if there are fewer such labels.
    Source: chapter, section 5.
    """
    ideal = framing.labels.ideal
    wanted = "the outcome" if ideal is None else quote(ideal)
    return strongest(
        *(
            red(
                f"{quote(row.label)} hardly moves with {wanted} (alignment {row.alignment} of 5)",
                Labels.candidates,
            )
            for row in framing.labels.chosen
            if row.alignment is not None and row.alignment <= POOR_SCORE
        )
    )


@rule(
    "FT503",
    (Level.RED, Level.WARN, Level.NOTE),
    Way.TARGET,
    "risk",
    reads=(Labels.maker_gains, Labels.countermeasure, Labels.candidates, Labels.observable),
)
def proxy_can_be_gamed(framing: Framing) -> Flagged | None:
    """Somebody can push the label up without the outcome, and nothing is done about it.

    Why: what is rewarded is what people will produce, and the model pays for the imitation.
    Fires: past the section, where no countermeasure is named and the gaming resistance of a chosen
    candidate is 1 or 2 of 5, or whoever makes the label gains by it, whatever the score; a warning
    where that is unsure, and where the label is the outcome itself; a note once the countermeasure
    is named.
    Silent: before the section is passed while the countermeasure is open; where nobody gains and
    the score is 3 or more, or open.
    Do: say how you would fake it, and what catches that; or choose what costs more to fake.
    Source: chapter, section 5, the rubric; Manheim and Garrabrant, Categorizing Variants of
    Goodhart's Law, arXiv 1803.04585, 2018.
    """
    rows = framing.labels.chosen
    if not rows:
        return _gained(framing, "the label", is_outcome=framing.labels.observable == "yes")
    return strongest(*(_gamed(framing, row) for row in rows))


def _gamed(framing: Framing, row: Candidate) -> Flagged | None:
    is_outcome = row.closeness == "is-the-outcome"
    if not _is_poor(row.gaming_resistance):
        return _gained(framing, quote(row.label), is_outcome, row.countermeasure)
    easily = f"{quote(row.label)} is easily gamed (resistance {row.gaming_resistance} of 5)"
    return _countered(framing, easily, is_outcome, row.countermeasure)


def _gained(
    framing: Framing, label: str, is_outcome: bool, countermeasure: str | None = None
) -> Flagged | None:
    """Return what is found where whoever makes a label gains by it."""
    gains = framing.labels.maker_gains
    if gains == "yes":
        message = f"whoever makes {label} gains when it turns out one way"
        return _countered(framing, message, is_outcome, countermeasure, Labels.maker_gains)
    if gains == "unsure":
        message = f"nobody is sure whether whoever makes {label} gains by it"
        return _countered(framing, message, True, countermeasure, Labels.maker_gains)
    return None


def _countered(
    framing: Framing,
    message: str,
    is_lighter: bool,
    countermeasure: str | None,
    *questions: AnyQuestion,
) -> Flagged | None:
    """Return a finding by what is done against it, of a candidate or of the whole section."""
    about = (*questions, Labels.countermeasure, Labels.candidates)
    own = countermeasure or framing.labels.countermeasure
    # Whoever gains by a label is somebody who gains by fooling the model.
    against = own or framing.adversaries.countermeasure
    if against is not None:
        return note(f"{message}; against that: {quote(against)}", *about)
    if not framing.is_past("labels"):
        return None
    message = f"{message}, and nothing is named that is done against it"
    asked = Labels.countermeasure if questions else Labels.candidates
    return (warn if is_lighter else red)(message, *about, absent=(asked,))


@rule(
    "FT504",
    (Level.WARN, Level.NOTE),
    Way.TARGET,
    "labels",
    reads=(Labels.candidates, Labels.observable),
)
def closer_proxy_passed_over(framing: Framing) -> Flagged | None:
    """A candidate nearer to the outcome was passed over, mostly because there are fewer of it.

    Why: few labels of the right thing can be stretched; many of the wrong one cannot be bent.
    Fires: where a candidate closer to the outcome was not chosen; a note once it is said why.
    Silent: while closeness or coverage of one of the two is open, and where none is chosen.
    Do: choose the closer one, and sample or weight so that its few labels count.
    Source: chapter, section 5, its heuristic.
    """
    chosen = framing.labels.chosen
    return strongest(
        *(
            _closer_than(chosen[0], other)
            for other in _passed_over(framing)
            if all(_is_closer(other, row) and _is_covered(other, row) for row in chosen)
        )
    )


def _is_covered(*rows: Candidate) -> bool:
    return all(row.coverage is not None for row in rows)


def _closer_than(row: Candidate, other: Candidate) -> Flagged:
    message = (
        f"{quote(other.label)} is closer to the outcome than {quote(row.label)}, and was passed "
        f"over with a coverage of {other.coverage} against {row.coverage}"
    )
    if row.why_chosen is not None:
        return note(f"{message}; because: {quote(row.why_chosen)}", Labels.candidates)
    is_rarer = (other.coverage or 0) < (row.coverage or 0)
    remedy = ", with sampling or weighting" if is_rarer else ""
    return warn(f"{message}: prefer it{remedy}", Labels.candidates)


@rule(
    "FT505",
    (Level.WARN,),
    Way.TARGET,
    "labels",
    reads=(Labels.remedies, Labels.candidates, Labels.observable),
)
def thin_labels_without_remedy(framing: Framing) -> Flagged | None:
    """The chosen label is rare or lopsided, and nothing is done about that.

    Why: a model that sees few examples of what matters learns to say that it never happens.
    Fires: where the coverage of a chosen candidate is 1 or 2 of 5 and the remedies are none, or
    open past the section.
    Silent: before the section is passed while the remedies are open; with one remedy named; where
    nothing is learned here.
    Do: draw the rare cases more often, weight them, or pay for labels where they are missing.
    Source: chapter, section 5, and section 6, first killer.
    """
    thin = [row for row in framing.labels.chosen if _is_poor(row.coverage)]
    if not thin or not framing.lacks(Labels.remedies, "labels"):
        return None
    if framing.task.origin == "as-it-comes":
        return None
    named = ", ".join(f"{quote(row.label)} (coverage {row.coverage} of 5)" for row in thin)
    absent = framing.open_of(Labels.remedies)
    message = f"few or lopsided labels, and no remedy is named: {named}"
    return warn(message, Labels.remedies, Labels.candidates, absent=absent)


@rule(
    "FT507",
    (Level.RED,),
    Way.IMPACT,
    "roi",
    reads=(Labels.candidates, Labels.observable),
)
def proxy_moves_nothing(framing: Framing) -> Flagged | None:
    """Moving the chosen proxy need not move the KPI.

    Why: two things that rise together need not pull each other.
    Fires: where the causal usefulness of a chosen candidate is 1 or 2 of 5.
    Silent: while the score is open, for candidates that were passed over, and where the outcome
    itself is recorded.
    Do: choose what a customer or the business would pay for, even if it is rarer.
    Source: chapter, section 5, the rubric.
    """
    return strongest(
        *(
            red(
                f"moving {quote(row.label)} need not move the KPI "
                f"(causal usefulness {row.causal} of 5)",
                Labels.candidates,
            )
            for row in framing.labels.chosen
            if _is_poor(row.causal)
        )
    )


@rule(
    "FT508",
    (Level.WARN,),
    Way.TARGET,
    "labels",
    reads=(Labels.candidates, Labels.observable),
    gives_way_to=(closer_proxy_passed_over,),
)
def better_proxy_passed_over(framing: Framing) -> Flagged | None:
    """A candidate with a higher mean was passed over, and nobody has said why.

    Why: a choice without a reason is a habit, and is not looked at again when it disappoints.
    Fires: past the section, where exactly one candidate is chosen, all are scored, and another has
    a higher mean, while it is open why this one was chosen.
    Silent: where the reason is given; where the chosen one is closer to the outcome, or better on
    alignment and causal usefulness together; where a closer one was passed over, a finding of its
    own.
    Do: write down the reason in a line, or choose the other one.
    Source: chapter, section 5, the rubric.
    """
    chosen = framing.labels.chosen
    rows = framing.labels.candidates or ()
    if len(chosen) != 1 or not framing.is_past("labels"):
        return None
    (row,) = chosen
    mean = row.mean
    means = [other.mean for other in rows if not other.is_blank]
    if mean is None or row.why_chosen is not None or None in means:
        return None
    better = [
        other
        for other in _passed_over(framing)
        if other.mean is not None
        and other.mean > mean
        and not _is_better_where_it_counts(row, other)
    ]
    if not better:
        return None
    best = max(better, key=lambda other: other.mean or 0)
    message = (
        f"{quote(best.label)} scores {figure(best.mean or 0)} on average against {figure(mean)} of "
        f"{quote(row.label)}, and nobody has said why it was passed over"
    )
    return warn(message, Labels.candidates, absent=(Labels.candidates,))


def _is_better_where_it_counts(row: Candidate, other: Candidate) -> bool:
    ours = (row.alignment or 0) + (row.causal or 0)
    theirs = (other.alignment or 0) + (other.causal or 0)
    return _is_closer(row, other) or ours > theirs


@rule(
    "FT509",
    (Level.NOTE,),
    Way.TARGET,
    None,
    reads=(Labels.candidates, Labels.observable),
)
def single_candidate(framing: Framing) -> Flagged | None:
    """Only one label was considered.

    Why: with nothing beside it, nobody can tell what it lacks.
    Fires: past the section, where there is one candidate.
    Silent: before the section is passed, with two or more, and where the outcome is recorded.
    Do: name what else is recorded, if only to say what is worse about it.
    Source: chapter, section 5.
    """
    rows = [row for row in framing.labels.candidates or () if not row.is_blank]
    if len(rows) != 1 or not framing.is_past("labels"):
        return None
    message = f"{quote(rows[0].label)} is the only label that was considered"
    return note(message, Labels.candidates)


@rule(
    "FT510",
    (Level.WARN,),
    Way.TARGET,
    "labels",
    reads=(Labels.candidates, Labels.observable),
)
def no_known_failure_mode(framing: Framing) -> Flagged | None:
    """Nobody has said how the chosen proxy fails.

    Why: every stand-in parts from what it stands for somewhere; only a named place can be watched.
    Fires: past the section, while it is open how a chosen candidate fails.
    Silent: before the section is passed, and for a candidate that is the outcome itself.
    Do: finish the sentence “the model scores well and is useless because …”.
    Source: chapter, section 5, the table of failure modes.
    """
    if not framing.is_past("labels"):
        return None
    unknown = [
        quote(row.label)
        for row in framing.labels.chosen
        if row.failure_mode is None and row.closeness != "is-the-outcome"
    ]
    if not unknown:
        return None
    message = f"nobody has said how {', '.join(unknown)} fails as a stand-in for the outcome"
    return warn(message, Labels.candidates, absent=(Labels.candidates,))


@rule(
    "FT513",
    (Level.WARN,),
    Way.TARGET,
    "labels",
    reads=(Labels.candidates, Labels.observable),
)
def no_proxy_chosen(framing: Framing) -> Flagged | None:
    """Several labels were named, and none of them is chosen.

    Why: what is wrong with a label is asked of the one that is learned from; while there is none,
    everything looks well.
    Fires: past the section, where there are two or more candidates and none is chosen.
    Silent: before the section is passed, with one candidate, and where the outcome is recorded.
    Do: choose one, and keep the others as what was passed over.
    Source: chapter, section 5.
    """
    rows = [row for row in framing.labels.candidates or () if not row.is_blank]
    if len(rows) < 2 or framing.labels.chosen or not framing.is_past("labels"):
        return None
    names = ", ".join(quote(row.label) for row in rows)
    message = f"none is chosen of {names}: nobody has said what is learned from"
    return warn(message, Labels.candidates, absent=(Labels.candidates,))


@rule(
    "FT515",
    (Level.RED, Level.WARN, Level.NOTE),
    Way.TARGET,
    "labels",
    reads=(
        Labels.candidates,
        Compliance.people_affected,
        Need.errors_catastrophic,
        Errors.who_catches,
    ),
)
def proxy_never_compared(framing: Framing) -> Flagged | None:
    """The stand-in is scored well, and nobody has compared it with the outcome it stands for.

    Why: until the two were laid side by side on some cases, the scores are belief; a proxy that
    looked neutral has ranked the wrong people for years.
    Fires: where people are affected or a catastrophe is possible, for a chosen stand-in whose
    alignment or causal usefulness is 4 or 5: red where nobody has compared it, and neither an
    independent reviewer nor an automatic limit is among those who catch a wrong output; a warning
    where nobody has otherwise, and, past the section, while that is open; a note where it was
    compared by eye.
    Silent: where it was measured, and where the label is the outcome itself.
    Do: take a hundred cases with both, and write down how often they part, and for whom.
    Source: Obermeyer, Powers, Vogeli and Mullainathan, Dissecting racial bias in an algorithm used
    to manage the health of populations, Science 366, 2019; Jacobs and Wallach, Measurement and
    Fairness, FAccT 2021.
    """
    affected = framing.compliance.people_affected == "yes"
    if not affected and framing.need.errors_catastrophic not in ("yes", "unsure"):
        return None
    return strongest(*(_believed(framing, row) for row in framing.labels.chosen))


def _believed(framing: Framing, row: Candidate) -> Flagged | None:
    if row.closeness == "is-the-outcome" or max(row.alignment or 0, row.causal or 0) < GOOD_SCORE:
        return None
    if row.checked == "by-eye":
        message = f"{quote(row.label)} was compared with the outcome by eye alone"
        return note(message, Labels.candidates)
    if row.checked == "not":
        message = f"nobody has compared {quote(row.label)} with the outcome: its scores are belief"
        caught = framing.errors.who_catches
        is_caught = caught is None or framing.errors.is_contained
        return (warn if is_caught else red)(message, Labels.candidates, Errors.who_catches)
    if row.checked is None and framing.is_past("labels"):
        message = f"nobody has said whether {quote(row.label)} was ever compared with the outcome"
        return warn(message, Labels.candidates, absent=(Labels.candidates,))
    return None
