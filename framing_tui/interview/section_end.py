"""What stands at the end of a section or a record: what is open, and what is next."""

from __future__ import annotations

from framing_tui.assessment import assess
from framing_tui.drawing.parts import SLACK, InkedLine, InkedPart, cells_of, cropped
from framing_tui.interview import course
from framing_tui.interview.sheet import HOME, RecordSheet, SectionSheet, Sheet
from framing_tui.model.catalogue import QUESTIONS, section
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.rules.finding import Level
from framing_tui.session import Session


class SectionEnd(NamedTuple):
    """What stands at the end of a section.

    `name` is the section's, `open` what is asked and open, with its key; `ahead` what would be
    found if one went on, as level, words and code; `leads_to` where Enter goes; `in_depth` how many
    more wait for the second pass; `share` how many are answered of all that count, like 3/6.
    """

    name: str
    open: tuple[tuple[str, str], ...]
    ahead: tuple[tuple[Level, str, str], ...]
    leads_to: str
    in_depth: int = 0
    share: str = ""

    @property
    def words(self) -> str:
        """What it is the end of, how many are answered, and open: those in depth by themselves."""
        counts = [f"{len(self.open)} open"] if self.open else []
        counts += [f"{self.in_depth} in depth"] if self.in_depth else []
        if not counts:
            return f"End of {self.name}: nothing is open"
        return f"End of {self.name} {self.share}: {', '.join(counts)}"


def end_of(sheet: Sheet, *, is_there: bool) -> SectionEnd:
    """Return what stands at the end of a sheet.

    What would be found if one went on is told only where one `is_there`: it has to be judged.
    """
    if isinstance(sheet, RecordSheet):
        return SectionEnd(sheet.row.label or "this record", (), (), "back to the list")
    assert isinstance(sheet, SectionSheet)
    here, session = sheet.section, sheet.session
    counts = session.assessment.sections[here.id]
    asks = tuple((qid, QUESTIONS[qid].asks) for qid in sheet.open_now())
    ahead = _ahead(session, here.id) if is_there else ()
    following = course.beside(here.id, 1)
    leads_to = "the page" if following is None else _titled(following)
    in_depth = len(counts.open) - len(asks)
    return SectionEnd(here.title, asks, ahead, leads_to, in_depth, counts.share)


def _ahead(session: Session, section_id: str) -> tuple[tuple[Level, str, str], ...]:
    """Return what would be found missing if one went on from a section."""
    if section_id == HOME or session.framing.is_past(section_id):
        return ()
    known = {(f.code, f.level) for f in session.assessment.findings}
    passed = session.framing.as_if_past(section_id)
    return tuple(
        (f.level, f.message, f.code)
        for f in assess(passed, session.today, session.settings).counting
        if (f.code, f.level) not in known and f.level is not Level.NOTE
    )


def _titled(section_id: str) -> str:
    """Return a section by its number and name; home has no number."""
    shown = section(section_id)
    return shown.title if section_id == HOME else f"{shown.number} {shown.title}"


def end_parts(section_end: SectionEnd, width: int) -> InkedLine:
    """Return the end of a section as it is read before one is there."""
    said: InkedPart = (cropped(section_end.words, width - 6), "quiet")
    goes: InkedPart = (f"  → {section_end.leads_to}  ", "faint")
    parts: InkedLine = (("  ─ ", "faint"), said, SLACK)
    return (*parts, goes) if cells_of((*parts, goes)) <= width else parts
