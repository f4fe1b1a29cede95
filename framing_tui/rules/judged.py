"""What the second pass looks at: a framing, and what the first pass has said of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from framing_tui.model.framing import Framing
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.rules.finding import Finding, Flagged, Level


class RedRule(NamedTuple):
    """A rule that makes red of a framing: its code, its name and the area that it bears on."""

    code: str
    name: str
    area: str | None
    flagged: Flagged


class Judged(NamedTuple):
    """A framing as it stands once its answers were judged on a given day.

    `findings` are all that fired so far, the accepted, decided and moot ones among them; `shown`
    those that are reported. `verdict` is the verdict's name. `first_open` are the ids of the first
    pass that nobody has answered or is finding out, `open_in_depth` those of the second. Without
    `today`, no date is past. `reds_of` tells which rules that read a question would make red of
    another framing, as they are set here.
    """

    framing: Framing
    verdict: str
    findings: tuple[Finding, ...]
    shown: tuple[Finding, ...]
    first_open: tuple[str, ...]
    open_in_depth: tuple[str, ...]
    today: date | None
    reds_of: Callable[[Framing, str], tuple[RedRule, ...]]

    @property
    def unaccepted_reds(self) -> tuple[Finding, ...]:
        """The reds that nobody has accepted and no decision has settled."""
        return tuple(f for f in self.shown if f.counts and f.level is Level.RED)
