"""The diagnosis after launch: five usual causes, and the findings that bear on each.

Why a confirmed cause outweighs an acceptance: the risk that somebody took on has come true.
"""

from __future__ import annotations

from framing_tui.model.framing import Framing
from framing_tui.model.validation import (
    Cause,
    PolicyIneffective,
    ThresholdWrong,
    TooLate,
    UsersAdapted,
    WrongProxy,
)

BEARS_ON: dict[type[Cause], tuple[str, ...]] = {
    TooLate: ("FT109", "FT506"),
    WrongProxy: ("FT502", "FT504", "FT507", "FT511", "FT515"),
    PolicyIneffective: ("FT106", "FT110", "FT112", "FT113", "FT808"),
    ThresholdWrong: ("FT107", "FT604", "FT708"),
    UsersAdapted: ("FT807",),
}


def confirmed(framing: Framing) -> dict[str, type[Cause]]:
    """Return the codes whose findings a confirmed cause makes red, with that cause."""
    return {
        code: cause
        for cause, codes in BEARS_ON.items()
        if framing.answer(cause.status) == "confirmed"
        for code in codes
    }
