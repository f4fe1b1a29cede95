"""The way from a wrong output to the person hit, with who stands between."""

from __future__ import annotations

from rich.cells import cell_len

from framing_tui.assessment import Assessment
from framing_tui.assessment.containment import Link, containment
from framing_tui.drawing.parts import InkedLine, InkedPart, InkedRows
from framing_tui.model.framing import Framing
from framing_tui.rules.finding import Level

_INKS = {Level.RED: "red", Level.WARN: "amber"}
_SIGNS = {Level.RED: "✗ ", Level.WARN: "~ "}
_ARROW: InkedPart = (" ─▶ ", "quiet")


def draw_containment(framing: Framing, assessment: Assessment, width: int) -> InkedRows:
    """Return the links beside each other where they fit, else one under the other."""
    way = containment(framing)
    if way is None:
        return ()
    lines: list[InkedLine] = [(("From a wrong output to the harm", "key!"),)]
    beside: list[InkedPart] = []
    for link in way.links:
        beside += [_ARROW] * bool(beside) + [_link(link)]
    if sum(cell_len(text) for text, _ in beside) <= width:
        lines.append(tuple(beside))
    else:
        first, *rest = way.links
        lines.append((_link(first),))
        lines += [((" ─▶ ", "quiet"), _link(link)) for link in rest]
    if way.weakest:
        lines.append((("weakest: ", "quiet"), (way.weakest, "plain!")))
    return tuple(lines)


def _link(link: Link) -> InkedPart:
    if link.level is None:
        return (link.text, "plain!")
    return (_SIGNS[link.level] + link.text, _INKS[link.level])
