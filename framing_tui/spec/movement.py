"""How far the KPI has to move, in words.

Why corners: today's value and the target may both be ranges; the words then name the smallest and
the largest change that the two allow.
"""

from __future__ import annotations

from framing_tui.model.values import Range, figure


def movement(now: Range, target: Range) -> str:
    """Return the change from today to the target, like “falls by 26 % to 33 %”.

    Relative to the size of today's value; in units of the KPI where today may be 0.
    """
    if now.low <= 0 <= now.high:
        return _in_words(target.low - now.high, target.high - now.low, "")
    changes = [
        100 * (end - start) / abs(start)
        for start in (now.low, now.high)
        for end in (target.low, target.high)
    ]
    return _in_words(min(changes), max(changes), " %")


def _in_words(low: float, high: float, unit: str) -> str:
    if low < 0 < high:
        return f"between {_by(low, unit, 'a fall')} and {_by(high, unit, 'a rise')}"
    if low == high == 0:
        return "stays as it is"
    verb = "falls" if low < 0 else "rises"
    ends = [_rounded(end) for end in sorted((abs(low), abs(high)))]
    if ends[0] == ends[1]:
        return f"{verb} by {ends[0]}{unit}"
    if low == 0 or high == 0:
        return f"{verb} by up to {ends[1]}{unit}"
    return f"{verb} by {ends[0]}{unit} to {ends[1]}{unit}"


def _by(change: float, unit: str, what: str) -> str:
    return f"{what} of {_rounded(abs(change))}{unit}"


def _rounded(number: float) -> str:
    """Return a change as people say it: two digits carry it, more would feign precision."""
    if round(number) == 100 != number:
        # A fall of 99.6 % leaves something; one of 100 % would leave nothing.
        return figure(float(f"{number:.4g}"))
    if number >= 10:
        return figure(round(number))
    return figure(float(f"{number:.2g}"))
