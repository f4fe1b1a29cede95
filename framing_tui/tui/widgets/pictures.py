"""Which pictures hang where: one table, section by section."""

from __future__ import annotations

from dataclasses import dataclass

from framing_tui.model.framing import Framing
from framing_tui.tui.widgets.board import draw_board
from framing_tui.tui.widgets.costs import draw_costs
from framing_tui.tui.widgets.path import draw_path
from framing_tui.tui.widgets.picture import Draw, Picture
from framing_tui.tui.widgets.preview import page_since
from framing_tui.tui.widgets.profiles import draw_profiles
from framing_tui.tui.widgets.rubric import draw_rubric
from framing_tui.tui.widgets.tree import draw_tree
from framing_tui.tui.widgets.waiting import draw_waiting
from framing_tui.tui.widgets.weights import draw_weights

TOP = "top"
END = "end"
# Above the questions where there is room for both, below them on short screens.
TOP_IF_TALL = "top if tall"


@dataclass(frozen=True)
class Hung:
    """A picture and its place: one of the three above, or right behind a question or a table.

    Behind a question, shown or not, it takes the question's id; behind a whole table its path.
    """

    name: str
    place: str
    draw: Draw

    @property
    def key(self) -> str:
        """Its key among the widgets of the form."""
        return f"picture:{self.name}"

    def make(self) -> Picture:
        """Return it as a widget."""
        return Picture(self.draw)

    def stands_at(self, place: str, *, tall: bool) -> bool:
        """Whether this is its place on a screen of that height."""
        wanted = (TOP if tall else END) if self.place == TOP_IF_TALL else self.place
        return wanted == place


def gallery(opened: Framing) -> dict[str, tuple[Hung, ...]]:
    """Return the pictures of each section; `opened` is what the page is compared with."""
    return {
        "need": (Hung("tree", TOP_IF_TALL, draw_tree),),
        "archetype": (Hung("profiles", "archetype.kind", draw_profiles),),
        "labels": (Hung("rubric", "labels.candidates", draw_rubric),),
        "feasibility": (
            Hung("board", TOP_IF_TALL, draw_board),
            Hung("costs", "errors.review_cost", draw_costs),
        ),
        "metrics": (Hung("weights", "metrics.objectives", draw_weights),),
        "validation": (
            Hung("waiting", "validation.experiment_share_percent", draw_waiting),
            Hung("costs", "validation", draw_costs),
        ),
        "workflow": (Hung("path", TOP, draw_path),),
        "spec": (Hung("page", END, page_since(opened)),),
    }
