"""The one-line bars: the title above, the keys below, sections and cells on narrow screens."""

from __future__ import annotations

from textual.content import Content

from framing_tui.assessment import Assessment
from framing_tui.assessment.completeness import Completeness
from framing_tui.model.catalogue import SECTIONS
from framing_tui.rules.finding import Level
from framing_tui.tui.texts import CELL_GLYPHS, CELL_STYLES, cells, cut, joined, plain
from framing_tui.tui.widgets.line import Quiet

# So much of a title is always shown.
_TITLE = 24
# Behind a cell's glyph, between two cells, of a state's word: the roomiest that fits is taken.
_ROOMS = ((" ", "  ", 9), ("", "  ", 9), ("", " ", 9), ("", " ", 4))


class TitleBar(Quiet):
    """Title, verdict, how much is answered, and whether it is saved."""

    is_cut = True

    def show(
        self, title: str, assessment: Assessment, saving: str, minutes: int, width: int
    ) -> None:
        """Draw the bar; what is right-hand is never cut, the title is."""
        counts = assessment.completeness
        not_saved = saving.startswith("NOT SAVED")
        right = [
            (_counted(counts), ""),
            ("   ", ""),
            (
                cut(saving, max(20, width // (2 if not_saved else 3))),
                "bold $error" if not_saved else "$foreground-muted",
            ),
        ]
        if minutes and width >= 110:
            right.insert(0, (f"{minutes} min   ", "$foreground-muted"))
        if width < 100:
            short = f"{counts.answered}/{counts.total}"
            waiting = (
                f" · {len(counts.assigned)} being found out" if counts.assigned else " answered"
            )
            right[0] = (short + waiting, "")
        tail = joined(*right)
        room = width - tail.cell_length - 4
        verdict = assessment.verdict
        # The verdict comes first, but for its reason; the title has the rest of the line.
        head_words = verdict.words.split(":")[0] if not verdict.leaning else verdict.words
        title = title or "untitled framing"
        least = min(_TITLE, cells(title))
        name = cut(title, max(least, room - cells(head_words) - 3))
        rest = cut(verdict.words, room - cells(name) - 3)
        style = {"ml": "$success", "open": "$foreground-muted"}.get(verdict.name, "$warning")
        head = joined((f" {name}", "bold"), (f"   {rest}" if rest else "", style))
        gap = max(1, width - head.cell_length - tail.cell_length - 1)
        self.say(Content("").join([head, plain(" " * gap), tail]))


def _counted(counts: Completeness) -> str:
    """Return what is answered, being found out and open; what is nothing is not said."""
    parts = [f"{counts.answered} answered"]
    if counts.assigned:
        parts.append(f"{len(counts.assigned)} being found out")
    if counts.open:
        parts.append(f"{len(counts.open)} open")
    return " · ".join(parts)


class KeyBar(Quiet):
    """The keys that work here."""

    is_cut = True

    def show(self, keys: tuple[tuple[str, str], ...], width: int) -> None:
        """Draw as many keys as fit, the first ones first."""
        parts: list[tuple[str, str]] = []
        used = 1
        for key, does in keys:
            need = len(key) + len(does) + 4
            if used + need > width:
                break
            parts.extend(((f" {key}", "bold $accent"), (f" {does}  ", "")))
            used += need
        self.say(joined(*parts))


class CellStrip(Quiet):
    """The five cells on one line."""

    is_cut = True

    def show(self, assessment: Assessment, tentative: frozenset[str], width: int) -> None:
        """Draw the cells; one that a number still being typed has turned is dimmed.

        Where the line is too narrow, blanks go first, then the ends of the words.
        """
        for glyph_gap, gap, letters in _ROOMS:
            parts: list[tuple[str, str]] = [(" ", "")]
            for cell in assessment.cells:
                style = CELL_STYLES[cell.state]
                if tentative.intersection(cell.codes):
                    style += " dim"
                parts.append((f"{cell.title} ", "bold"))
                words = f"{CELL_GLYPHS[cell.state]}{glyph_gap}{cell.state[:letters]}"
                parts.append((words, style))
                parts.append((gap, ""))
            line = joined(*parts[:-1])
            if line.cell_length <= width:
                break
        self.say(line)


class SectionStrip(Quiet):
    """The ten sections on one line, the current one spelt out."""

    is_cut = True

    def show(self, assessment: Assessment, current: str) -> None:
        """Draw each section as its number and its worst mark."""
        parts: list[tuple[str, str]] = []
        for section in SECTIONS:
            mark, style = section_mark(assessment, section.id)
            is_here = section.id == current
            label = f" {section.number} {section.title} " if is_here else f" {section.number}"
            parts.append((label, "bold reverse" if is_here else ""))
            parts.append((f"{mark or ' '} ", style))
        self.say(joined(*parts))


def section_mark(assessment: Assessment, section_id: str) -> tuple[str, str]:
    """Return the glyph of a section's worst finding, or of its being complete, with its style."""
    levels = [f.level for f in assessment.counting if BY_SECTION.get(f.code[2]) == section_id]
    if Level.RED in levels:
        return "✗", "bold $text-error"
    if Level.WARN in levels:
        return "~", "$text-warning"
    counts = assessment.sections[section_id]
    if counts.total and not counts.open:
        return "✓", "$success"
    return "", ""


# The third digit of a code names its section: FT9xx belongs to the spec.
BY_SECTION = {str(s.number): s.id for s in SECTIONS if s.number < 9} | {"9": "spec"}
