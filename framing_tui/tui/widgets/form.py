"""The form: one section's questions, drawn from their declarations.

Why one section at a time: styling costs time for each widget, so only what is in view exists, and
a question that is not asked has no widget until its trigger opens.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual import events
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from framing_tui.assessment.completeness import found_out_in, is_optional
from framing_tui.content import example_names, starter_names
from framing_tui.model.catalogue import CELLS, QUESTIONS, SECTIONS, Section, section
from framing_tui.model.kinds import One, options
from framing_tui.model.question import AnyQuestion, Question, Table
from framing_tui.session import Session
from framing_tui.tui.drafts import draft_in
from framing_tui.tui.fields import Field, FieldView, field_for
from framing_tui.tui.hanging import Hanging
from framing_tui.tui.sizes import SHORT
from framing_tui.tui.texts import joined, plain
from framing_tui.tui.widgets.column import Column
from framing_tui.tui.widgets.doors import Door, doors_head
from framing_tui.tui.widgets.figures import figures_at
from framing_tui.tui.widgets.more import More, MoreToggled
from framing_tui.tui.widgets.picture import Picture
from framing_tui.tui.widgets.pictures import END, TOP, gallery

STARTER_KEY = "starter"
BLANK = "blank"
HEAD = "head"


class Form(Column):
    """The questions of the current section, with its pictures."""

    def __init__(self, session: Session, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.session = session
        self.section: Section = SECTIONS[0]
        self._items: dict[str, Widget] = {}
        self._expanded: set[str] = set()
        self._last_focus: dict[str, str] = {}
        # What was typed and is no answer yet, by question: it outlives a visit elsewhere.
        self._drafts: dict[str, str] = {}
        # Keys that lead elsewhere and answers are dealt with at the same time; one draws at a time.
        self._drawing = asyncio.Lock()
        self._gallery = gallery(session.framing)

    # Going somewhere.

    async def open(self, section_id: str, key: str | None = None) -> None:
        """Show a section, with the focus on a question or where it last was."""
        async with self._drawing:
            is_new = section_id != self.section.id or not self._items
            self.section = section(section_id)
            if key is not None:
                self._expand_for(key)
            with self.app.batch_update():
                if is_new:
                    self._keep_drafts()
                    self._items = {}
                    # Else the focus would wander to what is left, which draws all of that too.
                    self.screen.set_focus(None)
                    await self.remove_children()
                await self._bring_in_line()
                if is_new:
                    self.scroll_home(animate=False, immediate=True)
                self.focus_key(key or self._last_focus.get(section_id))

    def focus_again(self) -> None:
        """Put the focus back where it last was in this section."""
        self.focus_key(self._last_focus.get(self.section.id))

    def _expand_for(self, key: str) -> None:
        """Open the optional questions of a table where the wanted one is among them."""
        for table in self.section.tables:
            if any(q.id == key and self._is_hidden_optional(q) for q in table.questions):
                self._expanded.add(table.__name__)

    def focus_key(self, key: str | None) -> None:
        """Put the focus on a question, or on the first one."""
        field = self._items.get(key) if key else None
        if not isinstance(field, Field) or not field.display:
            field = next(iter(self.fields), None)
        if field is not None:
            # At once, so that a key right behind this one goes to the new field.
            self.screen.set_focus(field.editor, scroll_visible=False)
            self.bring_into_view(field)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        field = self.focused_field
        if field is not None:
            self._last_focus[self.section.id] = field.key

    @property
    def has_picture_below(self) -> bool:
        return bool(self._hung(END))

    def picture_below(self, field: Field) -> Picture | None:
        shown = [widget for widget in self.children if widget.display]
        after = shown[shown.index(field) + 1 :][:1] if field in shown else []
        return after[0] if after and isinstance(after[0], Picture) else None

    # Drawing.

    async def sync(self) -> None:
        """Bring the form in line with the session: what is asked, and what is said about it."""
        async with self._drawing:
            await self._bring_in_line()

    async def _bring_in_line(self) -> None:
        wanted = self._wanted()
        before = set(self._items)
        missing: list[Widget] = []
        order = list(wanted)
        for key, make in wanted.items():
            if key in self._items:
                if missing:
                    await self.mount_all(missing, before=self._items[key])
                    missing = []
            else:
                self._items[key] = make()
                missing.append(self._items[key])
        self._show_all(order)
        for key, widget in self._items.items():
            if key == HEAD:
                # Whether there is room for it is the style sheet's business.
                continue
            shown = key in wanted and not (isinstance(widget, Picture) and widget.is_blank)
            if widget.display != shown:
                widget.display = shown
        if missing:
            last = next(
                (self._items[k] for k in reversed(order) if self._items[k].is_mounted), None
            )
            await self.mount_all(missing, after=last) if last else await self.mount_all(missing)
        self._show_follow_up(order, before)

    def _show_follow_up(self, order: list[str], before: set[str]) -> None:
        """Bring into view what an answer has opened right under its question."""
        here = self.focused_field
        if here is None or here.key not in before or here.key not in order:
            return
        below = order[order.index(here.key) + 1 :][:1]
        field = self._items[below[0]] if below and below[0] not in before else None
        if isinstance(field, Field):
            self.bring_into_view(field)
            self.bring_into_view(here)

    def _wanted(self) -> dict[str, Callable[[], Widget]]:
        current = self.section
        items: dict[str, Callable[[], Widget]] = {
            HEAD: lambda: Static(
                joined((f"{current.number} · {current.title}", "bold $accent")),
                classes="section-head",
            ),
            "intro": lambda: Static(
                Hanging(plain(current.intro, "$foreground-muted"), 0), classes="section-intro"
            ),
        }
        if current.id == "workflow" and self._is_fresh():
            # Before the path: on a short screen it would push them out of the window.
            items["doors"] = doors_head
            items[STARTER_KEY] = lambda: field_for(_starter_question(), STARTER_KEY)
            for name in example_names():
                items[f"door:{name}"] = lambda name=name: Door(name)  # type: ignore[misc]
        items |= self._hung(TOP)
        for table in current.tables:
            self._table_items(table, items)
        if current.id == "workflow":
            items.setdefault(STARTER_KEY, lambda: field_for(_starter_question(), STARTER_KEY))
        return items | self._hung(END)

    def _hung(self, place: str) -> dict[str, Callable[[], Widget]]:
        """Return the pictures that hang at a place of this section."""
        tall = self.app.size.height >= SHORT
        pictures = self._gallery.get(self.section.id, ())
        return {p.key: p.make for p in pictures if p.stands_at(place, tall=tall)}

    def _table_items(self, table: type[Table], items: dict[str, Callable[[], Widget]]) -> None:
        questions = [q for q in table.questions if not q.internal]
        shown = [q for q in questions if self._is_shown(q, table)]
        optional = [q for q in questions if self._is_hidden_optional(q)]
        if not shown and not optional:
            return
        if len(self.section.tables) > 1 and not self._names_the_section(table):
            items[f"group:{table.__name__}"] = lambda: Static(
                Hanging(_group_head(table)), classes="group-head"
            )
        for question in questions:
            if question in shown:
                items[question.id] = lambda q=question: self._field(q)  # type: ignore[misc]
            items |= self._hung(question.id)
        items |= self._hung(table.path)
        if optional:
            items[f"more:{table.__name__}"] = lambda: More(table)

    def _names_the_section(self, table: type[Table]) -> bool:
        """Whether the heading of a table says no more than that of the section over it."""
        is_first = table is self.section.tables[0]
        return is_first and self.section.title.lower() in table.heading.lower()

    def _field(self, question: AnyQuestion) -> Field:
        field = field_for(question)
        field.parse = self.session.parse
        kept = draft_in(self.session.framing.notes.get(question.id, ""))
        field.draft = self._drafts.get(question.id, kept)
        return field

    @property
    def drafts(self) -> dict[str, str]:
        """What was typed and is no answer, by question."""
        self._keep_drafts()
        return {key: draft for key, draft in self._drafts.items() if draft.strip()}

    def _keep_drafts(self) -> None:
        for key, widget in self._items.items():
            if isinstance(widget, Field):
                self._drafts[key] = widget.draft

    def _is_shown(self, question: AnyQuestion, table: type[Table]) -> bool:
        if self._needs_no_asking(question):
            return True
        if question.id in self._items and self._items[question.id].has_focus_within:
            # A field does not vanish from under the hands that clear it.
            return True
        return table.__name__ in self._expanded and question.is_asked(self.session.framing)

    def _needs_no_asking(self, question: AnyQuestion) -> bool:
        framing = self.session.framing
        if question.id in framing.answers or question.id in framing.not_applicable:
            return True
        return question.is_asked(framing) and not is_optional(question, framing)

    def _is_hidden_optional(self, question: AnyQuestion) -> bool:
        framing = self.session.framing
        return question.is_asked(framing) and not self._needs_no_asking(question)

    def _show_all(self, order: list[str]) -> None:
        for key in order:
            widget = self._items[key]
            if isinstance(widget, Field):
                widget.show(self._view(widget))
            elif isinstance(widget, More):
                hidden = [q for q in widget.table.questions if self._is_hidden_optional(q)]
                is_open = widget.table.__name__ in self._expanded
                widget.say(len(hidden), is_open)
            elif isinstance(widget, Picture):
                widget.show(self.session.framing, self.session.assessment)

    def _view(self, field: Field) -> FieldView:
        framing = self.session.framing
        if field.key == STARTER_KEY:
            return FieldView(value=framing.header.starter or BLANK)
        question = QUESTIONS[field.key]
        answered = framing.answers.get(field.key)
        sides = self.session.clash_about(field.key)
        action = found_out_in(framing, field.key) if answered is None else None
        return FieldView(
            value=answered,
            offer=self.session.offer_for(field.key),
            essential=question.is_essential(framing),
            asked=question.is_asked(framing),
            note=framing.notes.get(field.key, ""),
            not_applicable=framing.not_applicable.get(field.key, ""),
            found_out_by=action.finder if action is not None else "",
            findings=self.session.assessment.about(field.key),
            figures=figures_at(field.key, self.session.assessment),
            clash=sides.told(mine=False) if sides is not None else "",
            generation=self.session.generation,
            read_only=self.session.read_only,
        )

    def _is_fresh(self) -> bool:
        """Whether nothing is answered yet: then where to start from is the first question."""
        return not set(self.session.framing.answers) - {"starter"}

    async def on_more_toggled(self, event: MoreToggled) -> None:
        event.stop()
        before = set(self.fields)
        self._expanded.symmetric_difference_update({event.table.__name__})
        await self.sync()
        opened = next((field for field in self.fields if field not in before), None)
        if opened is not None:
            self.focus_key(opened.key)


def _group_head(table: type[Table]) -> Content:
    parts: list[tuple[str, str]] = [(table.heading, "$accent")]
    if table in CELLS:
        parts[0] = (f"Cell · {table.heading}", "$accent")
        green, red = getattr(table, "green_means", ""), getattr(table, "red_means", "")
        parts.append((f"   green: {green}; red: {red}", "$foreground-muted"))
    elif getattr(table, "what", ""):
        parts[0] = (f"Killer · {table.heading}", "$accent")
        parts.append((f"   {getattr(table, 'what', '')}", "$foreground-muted"))
    return joined(*parts)


def _starter_question() -> AnyQuestion:
    words = options((BLANK, "blank"), *((name, name.replace("-", " ")) for name in starter_names()))
    return Question(
        One(options=words),
        "Start from",
        "A starter offers answers for its sort of project, dimmed in their fields; none is taken"
        " until you take it.",
    )
