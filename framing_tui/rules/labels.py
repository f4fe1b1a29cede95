"""Rules on section 5, proxy labels (FT5xx)."""

from framing_tui.model.framing import Framing
from framing_tui.model.labels import Labels
from framing_tui.rules.finding import Flagged, Level, Way, quote, red, strongest, warn
from framing_tui.rules.registry import Rule, rule

# On the rubric's scale of 1 to 5, the marks that speak against a candidate.
POOR_SCORE = 2


@rule(
    "FT501",
    "no-way-to-labels",
    (Level.RED, Level.WARN),
    Way.TARGET,
    "labels",
    reads=(Labels.candidates, Labels.plan, Labels.observable),
)
def no_way_to_labels(framing: Framing) -> Flagged | None:
    """The outcome is not recorded, and there is neither a proxy nor a plan for labels.

    Why: without anything to learn from, there is nothing to train and nothing to measure.
    Fires: red where the outcome is not observable and both the candidates and the plan are open
    past the section, or there are none; a warning where the team is unsure that it is observable.
    Silent: before the section is passed while the plan is open; with one candidate, or a plan.
    Do: name two or three things that are recorded and move with the outcome, or pay for labels.
    Source: chapter, section 5, and the feasibility table of section 6.
    """
    observable = framing.labels.observable
    if observable not in ("no", "unsure"):
        return None
    if not (framing.lacks(Labels.candidates, "labels") and framing.lacks(Labels.plan, "labels")):
        return None
    absent = tuple(q for q in (Labels.candidates, Labels.plan) if framing.answer(q) is None)
    questions = (Labels.candidates, Labels.plan)
    if observable == "unsure":
        message = "the outcome may not be recorded, and there is neither a proxy nor a plan"
        return warn(message, *questions, absent=absent)
    message = "the outcome is not recorded, and there is neither a proxy nor a plan for labels"
    return red(message, *questions, absent=absent)


@rule(
    "FT502",
    "proxy-misaligned",
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
            for row in framing.labels.chosen()
            if row.alignment is not None and row.alignment <= POOR_SCORE
        )
    )


RULES: tuple[Rule, ...] = (no_way_to_labels, proxy_misaligned)
