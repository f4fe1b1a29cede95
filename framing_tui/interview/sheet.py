"""What the form shows: the items of a section, or the columns of one record.

Why one shape for both: a record is filled in as a section is, question by question, with the same
cards and the same keys.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from framing_tui.assessment.completeness import is_optional
from framing_tui.content import example_names
from framing_tui.drawing.parts import InkedLine, InkedRows
from framing_tui.drawing.pictures.gallery import END, Draw, Picture
from framing_tui.interview.starter import BLANK, starter_question
from framing_tui.interview.view import View, view_of
from framing_tui.model.catalogue import QUESTIONS, SECTION_OF, SECTIONS, Section, means_of, section
from framing_tui.model.question import AnyQuestion, Table
from framing_tui.model.records import Row, name_taken, rows_kind
from framing_tui.model.row_paths import LISTS, RowPath
from framing_tui.session import Session

_STARTS = (
    "A starter offers answers for its sort of project, dimmed in their cards; none is taken"
    " until you take it ({})."
)
STARTER_KEY = "starter"
BRING_IN_KEY = "bring-in"
END_KEY = "end"
HOME = "workflow"
# The order in which sections are gone through: the overview is home, and comes first.
IN_ORDER: tuple[Section, ...] = (
    section(HOME),
    *(s for s in SECTIONS if s.id != HOME),
)


class Item:
    """One thing in the form; what has a `key` can be opened."""

    def __init__(self, key: str = "") -> None:
        self.key = key


class Asked(Item):
    """A question of the section, or a column of the record."""


class Heading(Item):
    """A line over a group of questions, or a text in several lines."""

    def __init__(self, lines: InkedRows) -> None:
        super().__init__()
        self.lines = lines


class PictureItem(Item):
    """A picture, and the question or table that it stands behind."""

    def __init__(self, picture: Picture) -> None:
        super().__init__()
        self.draw: Draw = picture.draw
        self.place = picture.place
        self.is_chart = picture.is_chart


class More(Item):
    """The questions of a table that wait until somebody wants them.

    `in_depth` are those of the second pass, which count; `optional` those that never do.
    """

    def __init__(
        self, key: str, table: type[Table], in_depth: int, optional: int, is_open: bool
    ) -> None:
        super().__init__(key)
        self.table = table
        self.in_depth = in_depth
        self.optional = optional
        self.is_open = is_open

    @property
    def words(self) -> str:
        """How many wait, in the words of the end of the section."""
        counts = [f"{self.in_depth} in depth"] if self.in_depth else []
        counts += [f"{self.optional} optional"] if self.optional else []
        return ", ".join(counts)


class Example(Item):
    """A filled example to look at."""

    def __init__(self, key: str, name: str) -> None:
        super().__init__(key)
        self.name = name


class BringIn(Item):
    """The way to bring in a page that is written already."""


class EndOf(Item):
    """The end of a section or a record."""


class Sheet(Protocol):
    """What the form asks of what it shows."""

    @property
    def title(self) -> str:
        """What stands over it."""

    def items(self, *, tall: bool, current: str) -> list[Item]:
        """Return everything in it, in order; the current item stays though nobody wants it."""

    def view(self, key: str, tentative: frozenset[str] = frozenset()) -> View:
        """Return how a question stands."""

    def answer(self, key: str, value: object, *, judge: bool = True) -> str:
        """Answer a question, None clears it; return what is wrong with it, or nothing."""


class SectionSheet:
    """The questions of one section, with its pictures."""

    def __init__(
        self,
        session: Session,
        shown: Section,
        expanded: set[str],
        pictures: tuple[Picture, ...],
        key_of: Callable[[str], str],
    ) -> None:
        self.session = session
        self.section = shown
        self._expanded = expanded
        self._pictures = pictures
        self._key_of = key_of

    @property
    def title(self) -> str:
        """Its number and its name."""
        return self.section.title if self.section.id == HOME else numbered(self.section)

    def items(self, *, tall: bool, current: str) -> list[Item]:
        """Return everything in the section, in order."""
        found: list[Item] = []
        is_fresh = not set(self.session.framing.answers) - {"starter", "title", "date"}
        if self.section.id == HOME:
            found.append(Heading(lines=_welcome(self._key_of) if is_fresh else _HOME))
        elif tall:
            found.append(Heading(lines=(((self.section.intro, "faint"),),)))
        for table in self.section.tables:
            found += self._of(table, current)
        if self.section.id == HOME:
            found.append(Asked(STARTER_KEY))
            if is_fresh:
                found.append(BringIn(BRING_IN_KEY))
            found += [Example(f"example:{name}", name) for name in example_names()]
        # What is looked at stands behind the last stop, where it has the room.
        return [*found, EndOf(END_KEY), *self._pictures_at(END)]

    def view(self, key: str, tentative: frozenset[str] = frozenset()) -> View:
        """Return how a question stands."""
        if key == STARTER_KEY:
            value = self.session.framing.header.starter or BLANK
            question = starter_question(_STARTS.format(self._key_of("take_offer")))
            return View(key, question, value=value)
        return view_of(self.session, key, tentative)

    def answer(self, key: str, value: object, *, judge: bool = True) -> str:
        """Answer a question; None clears it."""
        if key == STARTER_KEY:
            value = None if value == BLANK else value
        self.session.answer(key, value, judge=judge)
        return ""

    def open_for(self, key: str) -> None:
        """Show the optional questions of a table where the wanted one is among them."""
        for table in self.section.tables:
            if any(q.id == key and self._waits(q) for q in table.questions):
                self._expanded.add(table.__name__)

    def toggle(self, table: type[Table]) -> None:
        """Show the optional questions of a table, or put them away."""
        self._expanded.symmetric_difference_update({table.__name__})

    def _pictures_at(self, place: str, current: str = "") -> list[Item]:
        # The open grid of candidates draws the same bars.
        return [
            PictureItem(picture)
            for picture in self._pictures
            if picture.place == place and not (picture.name == "rubric" and current == place)
        ]

    def _of(self, table: type[Table], current: str) -> list[Item]:
        questions = [q for q in table.questions if not q.internal]
        waiting = [q for q in questions if self._waits(q)]
        shown = [q for q in questions if self._is_shown(q, table, current)]
        if not shown and not waiting:
            return []
        found: list[Item] = []
        if len(self.section.tables) > 1 and not self._names_the_section(table):
            found.append(Heading(lines=(_group_head(table),)))
        for question in questions:
            if question in shown:
                found.append(Asked(question.id))
            found += self._pictures_at(question.id, current)
        found += self._pictures_at(table.path) if table.path else []
        if waiting:
            is_open = table.__name__ in self._expanded
            still_open = self.session.assessment.sections[self.section.id].open
            in_depth = sum(q.id in still_open for q in waiting)
            optional = len(waiting) - in_depth
            found.append(More(f"more:{table.__name__}", table, in_depth, optional, is_open))
        return found

    def open_now(self) -> tuple[str, ...]:
        """Return what is open here by itself, without what waits for the second pass."""
        still_open = self.session.assessment.sections[self.section.id].open
        return tuple(qid for qid in still_open if not self._waits(QUESTIONS[qid]))

    def _names_the_section(self, table: type[Table]) -> bool:
        """Whether the heading of a table says no more than that of the section over it."""
        is_first = table is self.section.tables[0]
        return is_first and (
            self.section.id == HOME or self.section.title.lower() in table.heading.lower()
        )

    def _is_shown(self, question: AnyQuestion, table: type[Table], current: str) -> bool:
        # A question that is being cleared stays where it is.
        if question.id == current or self._needs_no_asking(question):
            return True
        return table.__name__ in self._expanded and question.is_asked(self.session.framing)

    def _needs_no_asking(self, question: AnyQuestion) -> bool:
        """Whether a question stands there by itself: what else is asked waits behind “more”.

        That of the second pass does so until the first is done, unless an answer has brought it up
        or a finding is about it: what a red rule needs is never hidden.
        """
        framing, assessment = self.session.framing, self.session.assessment
        if question.id in framing.answers or question.id in framing.not_applicable:
            return True
        if question.id in assessment.completeness.assigned:
            return True
        if not question.is_asked(framing):
            return False
        passes = assessment.passes
        if not is_optional(question, framing) and (
            question.first_pass
            or question.counts_apart
            or SECTION_OF[question.id].id == HOME
            or question.id in passes.opened
            or not passes.first.open
        ):
            return True
        return question.id == "actions" or bool(assessment.about(question.id))

    def _waits(self, question: AnyQuestion) -> bool:
        asked = not question.internal and question.is_asked(self.session.framing)
        return asked and not self._needs_no_asking(question)


class RecordSheet:
    """The columns of one record of a list.

    `index` is its place in the list; one behind the last is a record that is being added.
    """

    def __init__(self, session: Session, list_key: str, index: int) -> None:
        self.session = session
        self.list_key = list_key
        self.question = QUESTIONS[list_key]
        self.index = index
        rows = self.rows
        row_type: type[Row] = rows_kind(self.question).row
        # Kept here while it has no name yet: the list holds named records alone.
        self.row: Row = rows[index] if index < len(rows) else row_type()
        self._before = session.framing.answers.get(list_key)
        # What it goes back to where another name is refused; a new record has none.
        self._name = self.row.cells.get(self.row.key)
        self.refused = ""
        # Whether somebody has been told that it cannot be kept as it is.
        self.was_warned = False

    @property
    def rows(self) -> tuple[Row, ...]:
        """The records as the session has them."""
        rows: tuple[Row, ...] = self.session.framing.answers.get(self.list_key, ())
        return rows

    @property
    def title(self) -> str:
        """The name of the record under that of its list."""
        return f"{self.question.asks} › {self.name}"

    @property
    def name(self) -> str:
        """What the record is called."""
        return self.row.label or "new"

    def items(self, *, tall: bool, current: str) -> list[Item]:
        """Return the columns that are asked, in order."""
        found: list[Item] = []
        for name, column in self.row.columns.items():
            wanted = column.when_row is None or column.when_row(self.row)
            if wanted or name in self.row.cells or name == current:
                found.append(Asked(name))
        return [*found, EndOf(END_KEY)]

    def view(self, key: str, tentative: frozenset[str] = frozenset()) -> View:
        """Return how a column stands."""
        column = self.row.columns[key]
        wanted = column.when_row is None or bool(column.when_row(self.row))
        needed = key == self.row.key
        framing, path = self.session.framing, self.path(key)
        return View(
            key,
            column,
            value=self.row.cells.get(key),
            essential=needed,
            asked=wanted,
            note=framing.notes.get(path, ""),
            not_applicable=framing.not_applicable.get(path, ""),
        )

    def path(self, key: str) -> str:
        """Return the path under which a column is noted on, nothing while the record has no name.

        At its name, and at its end, that is the path of the record itself.
        """
        rows = self.rows
        if self.list_key not in LISTS or self.index >= len(rows):
            return ""
        column = "" if key in (self.row.key, END_KEY) else key
        return str(RowPath(self.list_key, rows[self.index].label, column))

    def answer(self, key: str, value: object, *, judge: bool = True) -> str:
        """Answer a column; return why the record cannot be kept as it is, or nothing."""
        self.row = changed = self.row.replace(**{key: value})
        rows = list(self.rows)
        if changed.label:
            self.refused = name_taken(rows, changed.label, self.index)
        else:
            self.refused = f"a {changed.key} is needed before it is kept"
        kept = changed
        if self.refused:
            # Of a name that is refused, the letters typed before must not stay behind.
            kept = changed.replace(**{changed.key: self._name})
        rows[self.index : self.index + 1] = [kept] if kept.label else []
        self.session.answer(self.list_key, tuple(rows) or self._before, judge=False)
        return self.refused if key == changed.key else ""


def numbered(shown: Section) -> str:
    """Return a section with its number."""
    return f"{shown.number} · {shown.title}"


def first_of(items: list[Item]) -> str:
    """Return the first item that can be opened."""
    return next(item.key for item in items if item.key)


def _group_head(table: type[Table]) -> InkedLine:
    match means_of(table):
        case green, red:
            means = f"   green: {green}; red: {red}"
            return (f"Cell · {table.heading}", "key"), (means, "faint")
        case (what,):
            return (f"Killer · {table.heading}", "key"), (f"   {what}", "faint")
    return ((table.heading, "key"),)


def _welcome(key_of: Callable[[str], str]) -> InkedRows:
    """Return what a first screen says: what this is, and how to begin."""
    says = (
        "One question is open at a time. The five cells above turn red as soon as an answer makes"
        f" them so. What nobody knows is handed to somebody ({key_of('find_out')}), and all of it"
        " is saved as you type."
    )
    return (
        (("Frame a machine-learning project in an hour.", "loud!"),),
        ((says, "quiet"),),
        (("Enter ", "key!"), ("goes on from here: title, date, people", "quiet")),
        (
            (f"{key_of('next_open')} ", "key!"),
            ("goes to the first question, ", "quiet"),
            (f"{key_of('help')} ", "key!"),
            ("helps", "quiet"),
        ),
    )


_HOME: InkedRows = ((("Where this framing stands, and what comes next.", "faint"),),)
