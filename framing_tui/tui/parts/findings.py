"""The findings beside the form, one line each, worst first; each is told in full at its cause."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from framing_tui.assessment.findings import state_of
from framing_tui.drawing.colours import Colours
from framing_tui.drawing.parts import SLACK, InkedPart, cells_of, clipped, wrapped
from framing_tui.drawing.states import GLYPHS, INKS
from framing_tui.rules.finding import Finding, Level
from framing_tui.rules.titles import title_of
from framing_tui.tui.blocks import Block

# From this width on, each says its reason, too.
_WITH_REASON, _MOST_REASON = 50, 3


class FindingsList:
    """Which finding the cursor is on, and how the list is drawn around it.

    `cursor` is None while the keys belong to the form. `find` says what there is to list; it is
    asked whenever it matters, so that a key behind F2 meets the findings before they are drawn. A
    click on one of them calls `go`.
    """

    def __init__(
        self, find: Callable[[], tuple[Finding, ...]], go: Callable[[Finding], object]
    ) -> None:
        self.cursor: int | None = None
        self._find = find
        self._go = go

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings, worst first."""
        return self._find()

    @property
    def current(self) -> Finding | None:
        """The finding under the cursor."""
        if self.cursor is None or not self.findings:
            return None
        return self.findings[min(self.cursor, len(self.findings) - 1)]

    def move(self, by: int) -> None:
        """Move the cursor, as far as the list goes."""
        if self.cursor is not None and self.findings:
            self.cursor = max(0, min(self.cursor + by, len(self.findings) - 1))

    def draw(
        self,
        colours: Colours,
        width: int,
        height: int,
        tentative: frozenset[str],
        key: str,
        nothing: str,
        *,
        has_room: bool,
    ) -> Block:
        """Return the list in a height, scrolled so that the cursor is in it.

        `key` is the one that gives the keys to the list; `nothing` is said where it is empty.
        Where it `has_room`, findings say their reasons.
        """
        block = Block(colours, width, "panel")
        counting = [f for f in self.findings if f.counts]
        reds = sum(f.level is Level.RED for f in counting)
        warns = sum(f.level is Level.WARN for f in counting)
        is_here = self.cursor is not None
        block.add((" FINDINGS", "loud!" if is_here else "quiet!"))
        counts: list[InkedPart] = []
        if reds:
            counts.append((f" {reds} blocking", "red!"))
        if warns:
            counts.append((" ·" if reds else "", "faint"))
            counts.append((f" {warns} to watch", "amber!"))
        if self.findings and not counts:
            counts.append((" nothing blocking", "quiet"))
        block.add(*counts or ((f" {nothing}", "quiet"),))
        below = 2
        room = max(1, height - len(block.rows) - below)
        listed, starts = self._listed(colours, width, tentative, with_reasons=False)
        if has_room and width >= _WITH_REASON:
            told, begin = self._listed(colours, width, tentative, with_reasons=True)
            # Reasons are told where none of the findings has to give way to them.
            listed, starts = (told, begin) if len(told.rows) <= room else (listed, starts)
        first = self._first(starts, room, len(listed.rows))
        seen = [spot for spot in listed.spots if first <= spot.row < first + room]
        spots = [spot._replace(row=spot.row - first) for spot in seen]
        block.take(listed.rows[first : first + room], spots)
        block.pad_to(height - 1)
        block.add(*self._hint(width, key))
        block.pad_to(height)
        return block

    def _listed(
        self, colours: Colours, width: int, tentative: frozenset[str], *, with_reasons: bool
    ) -> tuple[Block, list[int]]:
        """Return all findings, and the row on which each of them begins."""
        block = Block(colours, width, "panel")
        starts: list[int] = []
        for at, finding in enumerate(self.findings):
            starts.append(len(block.rows))
            self._line(block, at, finding, is_dim=finding.code in tentative)
            if with_reasons:
                for line in clipped(finding.message, width - 8, _MOST_REASON):
                    block.add(("   ", "plain"), (line, "quiet"), act=partial(self._go, finding))
                block.gap()
        return block, starts

    def _first(self, starts: list[int], room: int, rows: int) -> int:
        if self.cursor is None or not starts:
            return 0
        at = min(self.cursor, len(starts) - 1)
        end = starts[at + 1] if at + 1 < len(starts) else rows
        return max(0, min(starts[at], end - room if end > room else 0))

    def _line(self, block: Block, at: int, finding: Finding, *, is_dim: bool) -> None:
        is_here = at == self.cursor
        ink = INKS[finding.level.value] if finding.counts else "quiet"
        if is_dim:
            ink = ink.rstrip("!") + "-"
        kept = "" if finding.counts else f" · {state_of(finding)}"
        lines = wrapped(title_of(finding.name) + kept, block.width - 10)
        for number, line in enumerate(lines):
            lead: InkedPart = (f"{'›' if is_here else ' '}{GLYPHS[finding.level.value]} ", ink)
            block.add(
                lead if number == 0 else ("   ", "plain"),
                (line, "loud!" if is_here else "plain"),
                SLACK,
                (f"{finding.code} " if number == 0 else "", "quiet" if is_here else "faint"),
                act=partial(self._go, finding),
                ground="card" if is_here else None,
            )

    def _hint(self, width: int, key: str) -> list[InkedPart]:
        if self.cursor is None:
            return [(f" {key} ", "key"), ("go there", "quiet")]
        told = (("Enter", "go"), ("e", "explain"), ("a", "accept"), ("Esc", "back"))
        parts: list[InkedPart] = []
        for key, does in told:
            parts += [(f" {key} ", "key"), (f"{does} ", "quiet")]
        if cells_of(parts) <= width:
            return parts
        # What Esc does everybody knows; where two blanks do not fit, one does.
        parts = parts[:-2]
        if cells_of(parts) <= width:
            return parts
        return [(text if ink == "key" else text.rstrip(" "), ink) for text, ink in parts]
