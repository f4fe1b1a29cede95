"""The sizes of a terminal at which the layout changes, in columns and lines."""

# From this width on, sections stand at the left and findings at the right.
WIDE = 110
# Below this height the cells are one row high, and blank rows are left out.
TALL = 30
# Below this width or height there is nothing to show but a plain message.
SMALLEST = (60, 16)
_SECTIONS_WIDE, _FINDINGS_WIDE = 24, 28
# Longer lines are hard to read: what is left over goes to the findings, with their reasons.
_FORM_WIDEST = 100

# A place on the screen: column, line, width, height.
Place = tuple[int, int, int, int]


def is_too_small(columns: int, lines: int) -> bool:
    """Tell whether a window shows nothing but that message, so that nothing typed may be taken."""
    return columns < SMALLEST[0] or lines < SMALLEST[1]


def places_in(w: int, h: int, *, is_room: bool, is_listing: bool) -> dict[str, Place]:
    """Return where the parts stand in a window; with `is_listing`, the findings have the keys."""
    wide, tall = w >= WIDE, h >= TALL
    chips = 5 if is_room else 3 if tall else 1
    edge = 1 if wide else 0
    top = 1 + chips + 2 * tall
    put: dict[str, Place] = {
        "title": (0, 0, w, 1),
        "chips": (edge, 1 + tall, w - 2 * edge, chips),
        "change": (0, top, w, 1),
        "keys": (0, h - 1, w, 1),
    }
    top, left = top + 1, h - top - 2
    if is_room and not is_listing:
        middle = min(w - w // 4, _FORM_WIDEST)
        put["form"] = ((w - middle) // 2, top, middle, left)
    elif wide:
        middle = min(w - _SECTIONS_WIDE - _FINDINGS_WIDE, _FORM_WIDEST)
        beside = _SECTIONS_WIDE + middle
        put["sections"] = (0, top, _SECTIONS_WIDE, left)
        put["form"] = (_SECTIONS_WIDE, top, middle, left)
        put["findings"] = (beside, top, w - beside, left)
    else:
        put["sections"] = (0, top, w, 1)
        put["findings" if is_listing else "form"] = (0, top + 1, w, left - 1)
    return put
