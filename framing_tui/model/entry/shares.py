"""Shares as people say them, in percent: `a third`, `about half`, `1 in 10,000`, `3 out of 20`."""

from __future__ import annotations

import re

from framing_tui.model.entry import figures
from framing_tui.model.entry.refusal import EntryError

EXPECTED = "a percentage, like 3, 0.5 % or 2..4 %"
_FRACTIONS = {
    **dict.fromkeys(("half", "halves"), 2),
    **dict.fromkeys(("third", "thirds"), 3),
    **dict.fromkeys(("quarter", "quarters", "fourth", "fourths"), 4),
    **dict.fromkeys(("fifth", "fifths"), 5),
    **dict.fromkeys(("tenth", "tenths"), 10),
    **dict.fromkeys(("hundredth", "hundredths"), 100),
}
_COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "hundred": 100, "thousand": 1000, "million": 1_000_000,
}  # fmt: skip
_OF = re.compile(r"(?:every )?(\S+) (?:in(?: every| a)?|out of|of) (\S+)")
_SCALES = {"k": 1e3, "m": 1e6}


def share(text: str) -> float | None:
    """Return the percentage that words stand for, or None where they stand for none.

    A fraction is rounded to a tenth of a percent: nobody who says a third has counted.
    """
    words = text.lower().rstrip(".")
    if words in ("half a %", "half %"):
        return 0.5
    fraction = words.removesuffix(" of them").split()
    if fraction and fraction[-1] in _FRACTIONS:
        counts = [_COUNTS.get(word) for word in fraction[:-1]] or [1]
        of = _FRACTIONS[fraction[-1]]
        if len(counts) == 1 and counts[0] is not None and counts[0] <= of:
            return round(100 * counts[0] / of, 1)
        return None
    found = _OF.fullmatch(words)
    if found is None:
        return None
    part, whole = _count(found[1]), _count(found[2])
    if part is None or not whole or part > whole:
        return None
    return float(f"{100 * part / whole:.6g}")


def _count(word: str) -> float | None:
    if word in _COUNTS:
        return float(_COUNTS[word])
    scale = _SCALES.get(word[-1:], 1.0)
    try:
        return figures.value_of(word if scale == 1.0 else word[:-1], EXPECTED) * scale
    except (EntryError, ValueError):
        return None
