"""One number as it is written: its decimal point, its thousands, and what is neither.

Why strict about groups: half of the world writes a comma where the other half writes a point, so
“0,500” is a half or five hundred. Only groups of three digits behind a first one that does not
begin with 0 can be nothing but thousands.
"""

from __future__ import annotations

from framing_tui.model.entry.refusal import EntryError

# Digits, groups of them with one separator between, a point, an exponent.
PATTERN = r"(?:[0-9]+(?:[.,_' ][0-9]+)*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
_SEPARATORS = ",_' "
_GROUPS = "thousands are groups of three digits behind a first one that does not begin with 0"


def value_of(written: str, expected: str) -> float:
    """Return the number that digits, separators and an exponent stand for, or raise EntryError."""
    head, exponent = written, ""
    for mark in "eE":
        if mark in head:
            head, _, exponent = written.partition(mark)
    whole, point, fraction = head.partition(".")
    separators = {char for char in whole if char in _SEPARATORS}
    if not fraction.isdigit() and fraction:
        raise EntryError(expected, _hint(head, {*separators, *fraction} - set("0123456789")))
    if separators:
        groups = whole.split(separators.pop())
        if separators or not are_thousands(groups):
            raise EntryError(expected, _hint(head, {c for c in whole if c in _SEPARATORS}))
        whole = "".join(groups)
    return float(f"{whole or '0'}{point}{fraction}e{exponent or 0}")


def are_thousands(groups: list[str]) -> bool:
    """Tell whether groups of digits can be nothing but one number with its thousands apart."""
    first, *others = groups
    return (
        first.isdigit()
        and len(first) <= 3
        and not first.startswith("0")
        and all(len(group) == 3 and group.isdigit() for group in others)
    )


def decimal_point(written: str) -> str:
    """Return the hint for a number that may have a comma where a point is meant."""
    head, _, tail = written.rpartition(",")
    whole = head.translate(_NOTHING)
    is_one = written.count(",") == 1 and whole.isdigit() and tail.isdigit()
    pointed = f", as in {whole}.{tail}" if is_one else ""
    return f"a comma is no decimal point: write the decimal point{pointed}"


_NOTHING = str.maketrans("", "", ".,_' ")


def _hint(written: str, separators: set[str]) -> str:
    if "," in separators:
        return decimal_point(written)
    if separators == {" "}:
        return f"are these two numbers? a range is 20..40, and {_GROUPS}"
    if separators <= {"."}:
        return f"there is one decimal point at most, and {_GROUPS}, like 1,234,567"
    return _GROUPS
