"""The table of pictures: which ones each section shows, and behind which question."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from framing_tui.assessment import Assessment
from framing_tui.drawing.parts import InkedRows, wrapped_rows
from framing_tui.model.framing import Framing
from framing_tui.model.named_tuple import NamedTuple

# Draws a framing with its assessment in a number of columns; nothing where there is nothing to see.
Draw = Callable[[Framing, Assessment, int], InkedRows]

# Below the end of the section, where it has the room; the card stands there when all is answered.
END = "end"


class Picture(NamedTuple):
    """A picture and its place: the end of the section, or right behind a question or a table.

    Behind a question, shown or not, it takes the question's id; behind a whole table its path.
    """

    name: str
    place: str
    draw: Draw
    # Whether a part of it says nothing: it is shown whole, or not at all.
    is_chart: bool = False


def _by(name: str) -> Draw:
    """Return what draws a picture; its module is loaded once a section shows it."""

    def draw(framing: Framing, assessment: Assessment, width: int) -> InkedRows:
        module = import_module(f"framing_tui.drawing.pictures.{name}")
        drawn: InkedRows = getattr(module, f"draw_{name}")(framing, assessment, width)
        return wrapped_rows(drawn, width)

    return draw


def _page_since(opened: Framing) -> Draw:
    """Return what draws the live page, beside the page as it was when it was opened.

    The page comes with modules that the first screen does not need.
    """
    drawn: list[Draw] = []

    def draw(framing: Framing, assessment: Assessment, width: int) -> InkedRows:
        if not drawn:
            from framing_tui.drawing.pictures.preview import page_since

            drawn.append(page_since(opened))
        return drawn[0](framing, assessment, width)

    return draw


def _chart(name: str, place: str) -> Picture:
    return Picture(name, place, _by(name), is_chart=True)


def gallery(opened: Framing) -> dict[str, tuple[Picture, ...]]:
    """Return the pictures of each section; `opened` is what the page is compared with."""
    return {
        "need": (Picture("tree", END, _by("tree")),),
        "archetype": (Picture("profiles", "archetype.kind", _by("profiles")),),
        "labels": (_chart("rubric", "labels.candidates"),),
        "feasibility": (
            Picture("containment", "errors.reversible", _by("containment")),
            Picture("board", END, _by("board")),
            _chart("costs", "errors.review_cost"),
        ),
        "metrics": (_chart("weights", "metrics.objectives"),),
        "validation": (
            _chart("waiting", "validation.experiment_share_percent"),
            _chart("costs", "validation"),
        ),
        "workflow": (Picture("path", END, _by("path")),),
        "spec": (Picture("page", END, _page_since(opened)),),
    }
