"""Rules on section 8, the validation plan (FT8xx)."""

from framing_tui.model.framing import Framing
from framing_tui.model.validation import EXPERIMENTS, Validation
from framing_tui.rules.finding import Flagged, Level, Way, red, red_or_unsure
from framing_tui.rules.registry import Rule, rule


@rule(
    "FT801",
    "nothing-to-beat",
    (Level.RED,),
    Way.RULES,
    "roi",
    reads=(Validation.baseline_kind, Validation.experiment),
)
def nothing_to_beat(framing: Framing) -> Flagged | None:
    """An experiment is planned, and there is nothing for it to beat.

    Why: without a baseline, every result looks like a gain, and a simple rule may do as well.
    Fires: where an A/B test, a staged rollout or a pilot is chosen and the baseline is nothing.
    Silent: while the baseline or the experiment is open, and where none is planned.
    Do: write the simplest rule, or what people do today, and let the experiment compare with it.
    Source: chapter, section 8.
    """
    validation = framing.validation
    if validation.experiment not in EXPERIMENTS or validation.baseline_kind != "nothing":
        return None
    trial = Validation.experiment.kind.show(validation.experiment)
    message = f"the {trial} has nothing to beat: no baseline"
    return red(message, Validation.baseline_kind, Validation.experiment)


@rule(
    "FT802",
    "cannot-roll-back",
    (Level.RED, Level.WARN),
    Way.CONTAINMENT,
    "risk",
    reads=(Validation.can_roll_back,),
)
def cannot_roll_back(framing: Framing) -> Flagged | None:
    """It cannot be switched back at once.

    Why: the first bad day comes without notice, and each hour of it costs more than a switch.
    Fires: red where it cannot be rolled back; a warning where the team is unsure.
    Silent: while the question is open, and where it can.
    Do: keep the old way running beside it behind one switch, and try the switch before launch.
    Source: chapter, section 8.
    """
    return red_or_unsure(
        framing.validation.can_roll_back,
        "no",
        "it cannot be switched back at once",
        "nobody is sure that it can be switched back at once",
        Validation.can_roll_back,
    )


RULES: tuple[Rule, ...] = (nothing_to_beat, cannot_roll_back)
