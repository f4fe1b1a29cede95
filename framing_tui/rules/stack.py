"""Rules on section 1, the framing stack (FT1xx)."""

from framing_tui.model.framing import Framing
from framing_tui.model.stack import Stack
from framing_tui.rules.finding import Flagged, Level, Way, red
from framing_tui.rules.registry import Rule, rule


@rule(
    "FT101",
    "no-kpi-or-timeframe",
    (Level.RED,),
    Way.IMPACT,
    "roi",
    reads=(Stack.kpi, Stack.timeframe_days),
)
def no_kpi_or_timeframe(framing: Framing) -> Flagged | None:
    """Without a KPI and a date, this is not an ML project yet.

    Why: a model can be improved for ever; only a number with a date tells when it was worth it.
    Fires: past the stack, while the KPI or the timeframe is open.
    Silent: before the stack is passed, and where both are given, however rough.
    Do: name one number that a manager already looks at, and the day by which it must have moved.
    Source: chapter, section 1, level 0.
    """
    missing = tuple(q for q in (Stack.kpi, Stack.timeframe_days) if framing.lacks(q, "stack"))
    if not missing:
        return None
    words = {Stack.kpi.id: "KPI", Stack.timeframe_days.id: "timeframe"}
    lacking = " and no ".join(words[q.id] for q in missing)
    return red(f"no {lacking}: this is not an ML project yet", *missing, absent=missing)


RULES: tuple[Rule, ...] = (no_kpi_or_timeframe,)
