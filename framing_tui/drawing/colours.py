"""The colours of the main screen, by name: grounds, voices, states, and the filled cells.

Why names and not a style sheet: the main screen is drawn row by row, and what is drawn asks for a
colour by what it means. One table for each theme is then all there is to look at or to test.
"""

from __future__ import annotations

from framing_tui.model.named_tuple import NamedTuple


class Colours(NamedTuple):
    """The colours of one theme.

    Four grounds (the screen, a panel, the open card, its field), four voices from loud to faint,
    the colour of keys, three states, and for each state of a cell its text and its ground.
    """

    screen: str
    panel: str
    card: str
    field: str
    loud: str
    plain: str
    quiet: str
    faint: str
    key: str
    red: str
    amber: str
    green: str
    red_fill: tuple[str, str]
    amber_fill: tuple[str, str]
    green_fill: tuple[str, str]

    def fill(self, state: str) -> tuple[str, str]:
        """Return text and ground of a cell in a state; an open one has no ground of its own."""
        fills = {
            "red": self.red_fill,
            "contested": self.red_fill,
            "amber": self.amber_fill,
            "green": self.green_fill,
        }
        return fills.get(state, (self.quiet, self.screen))


DARK = Colours(
    screen="#0e1116",
    panel="#151b25",
    card="#222f44",
    field="#0a0e14",
    loud="#ffffff",
    plain="#c9d1dc",
    quiet="#9ba8b8",
    faint="#7c8a9f",
    key="#7cc0ff",
    red="#ff7770",
    amber="#f0b429",
    green="#57c77f",
    # What is red jumps out: all else is a tint that is darker than it.
    red_fill=("#ffffff", "#e02b22"),
    amber_fill=("#ffd97a", "#553f08"),
    green_fill=("#8ceeb0", "#0f4a2a"),
)
LIGHT = Colours(
    screen="#f7f7f4",
    panel="#ecece8",
    card="#d9e6f4",
    field="#ffffff",
    loud="#000000",
    plain="#23272d",
    quiet="#4d5763",
    faint="#5f6975",
    key="#174f8a",
    red="#a8141a",
    amber="#6e4500",
    green="#14602f",
    red_fill=("#ffffff", "#c8201a"),
    amber_fill=("#1a1200", "#e2a415"),
    green_fill=("#03170b", "#3bac54"),
)
HIGH_CONTRAST = Colours(
    screen="#000000",
    panel="#000000",
    card="#1f1f1f",
    field="#000000",
    loud="#ffffff",
    plain="#ffffff",
    quiet="#e4e4e4",
    faint="#d0d0d0",
    key="#00ffff",
    red="#ff8080",
    amber="#ffff00",
    green="#00ff00",
    red_fill=("#ffffff", "#e60000"),
    amber_fill=("#ffe14d", "#4d3a00"),
    green_fill=("#6cff8c", "#004d12"),
)
# The terminal's own sixteen: never a bright ground, which many terminals do not have.
ANSI = Colours(
    screen="default",
    panel="default",
    card="default",
    field="default",
    loud="default",
    plain="default",
    quiet="default",
    faint="default",
    key="cyan",
    red="bright_red",
    amber="yellow",
    green="green",
    # Of the sixteen, yellow and green are brighter than red: red alone is a ground. It is told by
    # its number, as its name stands for the brighter ink above.
    red_fill=("bright_white", "color(1)"),
    amber_fill=("amber", "default"),
    green_fill=("green", "default"),
)


def in_sixteen(colours: Colours) -> Colours:
    """Return colours for terminals with sixteen: none of those is a tint, and red stands out."""
    if colours is LIGHT:
        # On white, yellow and green are the quieter grounds.
        amber, green = ("black", "color(3)"), ("black", "color(2)")
    else:
        amber, green = ("amber", "screen"), ("green", "screen")
    return colours._replace(red_fill=ANSI.red_fill, amber_fill=amber, green_fill=green)
