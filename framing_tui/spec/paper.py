"""How large the page may be set so that it takes one sheet of paper.

Why worked out and not one size for all: a framing of few words is read more easily in large print,
and one of many should still be one sheet. A page that lays itself out would need a script.
"""

from __future__ import annotations

from math import ceil

from framing_tui.spec.shape import Field, Page

# In points; the style has a class for each.
SIZES = (10.5, 10.0, 9.5, 9.0, 8.5)
# The width of A4 less its margins, and a height at which what was counted took one sheet, with half
# a size to spare for another font (`benchmarks/pages.py`).
_WIDTH, _HEIGHT = 516.0, 745.0
_GUTTER = 17.0
# How wide a letter is on average, and how high a line, in parts of the size.
_LETTER, _LINE = 0.5, 1.26
_SHORT = 36


def size_for(page: Page) -> float:
    """Return the largest size at which the page before its appendix should take one sheet."""
    return next((size for size in SIZES if height(page, size) <= _HEIGHT), SIZES[-1])


def height(page: Page, size: float) -> float:
    """Return about how high the page is, in points, when set in a size."""
    head = 20 + _lines(page.ask.sentence, _WIDTH - 12, size * 1.16) * 1.5 + 2.5
    ways = 3.2 if page.ask.alternatives else 0.0
    standing = sum(_of_standing(field, size) for field in page.standing)
    cells = 1.7 + sum(
        max(_lines(cell.why, 0.47 * _WIDTH, size), _lines(cell.turns, 0.27 * _WIDTH, size)) * 1.2
        + 0.5
        + (2.6 if cell.contained else 0)
        for cell in page.cells
    )
    column = (_WIDTH - _GUTTER) / 2
    fields = sum(_of_field(field, column, size) for field in page.fields) / 2 * 1.03
    following = sum(
        _lines(f"{action.what} · {action.owner}, by {action.due}", column - size, size) * _LINE
        for action in page.head.next_actions
    )
    last = max(following, 6.5)
    headings = 4 * 2.1
    return head - 2.5 + (2.5 + ways + standing + cells + fields + last + headings) * size


def _lines(text: str, width: float, size: float) -> int:
    return max(1, ceil(len(text) * _LETTER * size / width * 1.03))


def _of_standing(field: Field, size: float) -> float:
    width = _WIDTH - 8.5 * size
    return sum(_lines(line.words, width, size) * _LINE for line in field.lines)


def _of_field(field: Field, column: float, size: float) -> float:
    lead = f"{field.label}  {field.lead.words if field.lead else ''}"
    taken = float(_lines(lead, column, size * 1.02))
    short = 0
    for item in field.items:
        if len(item.words) < _SHORT:
            short += 1
        else:
            taken += _lines(item.words, column - size, size)
    # Short items stand beside each other where two fit.
    return (taken + short * 0.75) * _LINE + 0.3
