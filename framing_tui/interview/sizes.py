"""The sizes of a terminal at which the layout changes, in columns and lines."""

# From this width on, sections stand at the left and findings at the right.
WIDE = 110
# Below this height the cells are one row high, and blank rows are left out.
TALL = 30
# Below this width or height there is nothing to show but a plain message.
SMALLEST = (60, 16)


def is_too_small(columns: int, lines: int) -> bool:
    """Tell whether a window shows nothing but that message, so that nothing typed may be taken."""
    return columns < SMALLEST[0] or lines < SMALLEST[1]
