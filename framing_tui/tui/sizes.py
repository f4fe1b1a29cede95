"""The sizes of a terminal at which the layout changes, in columns and lines."""

# From this width on, sections stand at the left, cells and findings at the right.
WIDE = 110
# Below this height, help lines are shown for the focused question alone.
SHORT = 30
# Below this width or height there is nothing to show but a plain message.
SMALLEST = (60, 16)
