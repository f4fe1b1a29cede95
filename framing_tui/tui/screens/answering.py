"""The part of the interview that takes answers to the session."""

from __future__ import annotations

import asyncio

from textual import on, work
from textual.actions import SkipAction

from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.kinds import Day, Line, Lines, Number, Numbers, Text, describe
from framing_tui.model.question import Row
from framing_tui.rules.finding import Level
from framing_tui.session import Session
from framing_tui.tui.drafts import with_draft, without_draft
from framing_tui.tui.fields.base import Answered, Settled
from framing_tui.tui.fields.rows import RowList, RowsField, RowWanted
from framing_tui.tui.fields.ticks import OwnWordsWanted
from framing_tui.tui.pending_input import settled
from framing_tui.tui.screens.dialogs import Ask
from framing_tui.tui.screens.row import RowScreen
from framing_tui.tui.screens.stage import Stage
from framing_tui.tui.widgets.form import BLANK, STARTER_KEY

SETTLE_SECONDS = 0.7
# What is worked out right behind a letter keeps it from the terminal on a machine with few cores.
BREATH_SECONDS = 0.008
# Kinds that are typed letter by letter: undo takes the word back, and of all else the last key.
_TYPED = (Line, Text, Lines, Number, Numbers, Day)


class Answering(Stage):
    """A field says what was answered, the session judges, and everything is drawn from it."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._before_typing: frozenset[str] | None = None
        self._drawing_due = False

    @on(Answered)
    async def take_answer(self, event: Answered) -> None:
        """Hand an answer to the session, and draw what it changed."""
        event.stop()
        if event.key not in QUESTIONS or not isinstance(QUESTIONS[event.key].kind, _TYPED):
            self.session.begin_step()
        if event.key == STARTER_KEY:
            name = None if event.value == BLANK else event.value
            self.session.answer("starter", name)
            if name is not None:
                self.tell("its answers are offered, dimmed, in every section: Ctrl+O takes one")
        elif event.pace == "ticking":
            self.session.answer(event.key, event.value, judge=False)
        else:
            self._note_typing(event.pace == "typing")
            self.session.answer(event.key, event.value)
            if event.value is not None:
                self._forget_draft(event.key)
        if event.key in QUESTIONS and isinstance(QUESTIONS[event.key].kind, _TYPED):
            self._draw_soon()
        else:
            await self.refresh_all()

    def _draw_soon(self) -> None:
        """Draw what a letter has changed once the letter itself stands on the screen."""
        if not self._drawing_due:
            self._drawing_due = True
            self.call_after_refresh(self._draw_what_is_due)

    async def _draw_what_is_due(self) -> None:
        await asyncio.sleep(BREATH_SECONDS)
        self._drawing_due = False
        if not self.is_drawn:
            return
        self._mark_tentative()
        await self.refresh_all()

    @on(Settled)
    async def judge(self, event: Settled) -> None:
        """Judge what was held back while the focus was in a list."""
        event.stop()
        self.session.judge()
        await self.refresh_all()

    def keep_drafts(self) -> None:
        """Keep what was typed and is no answer as notes, so that leaving loses nothing."""
        for key, draft in self.form.drafts.items():
            if key not in QUESTIONS or self.session.read_only:
                continue
            before = without_draft(self.session.framing.notes.get(key, ""))
            self.session.note(key, with_draft(before, draft))

    def _forget_draft(self, key: str) -> None:
        """Drop the note of what was typed before the answer was given."""
        before = self.session.framing.notes.get(key, "")
        after = without_draft(before)
        if after != before:
            self.session.note(key, after or None)

    def _note_typing(self, typing: bool) -> None:
        if not typing:
            self._before_typing = None
        elif self._before_typing is None:
            self._before_typing = self._red_codes()

    def _mark_tentative(self) -> None:
        if self._before_typing is None:
            self.tentative = frozenset()
            return
        self.tentative = self._red_codes() - self._before_typing
        if self.tentative:
            self.set_timer(SETTLE_SECONDS, self._settle, name="settle")

    def _settle(self) -> None:
        self._before_typing = None
        if self.tentative:
            self.tentative = frozenset()
            self.redraw()

    def _red_codes(self) -> frozenset[str]:
        return frozenset(f.code for f in self.session.assessment.of_level(Level.RED))

    async def action_row(self, what: str) -> None:
        """Add or edit a row; what is typed right behind the key goes into its form."""
        rows = self.focused
        if not isinstance(rows, RowList):
            raise SkipAction
        await settled(rows)
        await self._edit_row(rows.owner, len(rows.rows) if what == "add" else rows.cursor)

    @on(RowWanted)
    async def edit_row(self, event: RowWanted) -> None:
        """Open the small form of a row."""
        event.stop()
        await self._edit_row(event.field, event.index)

    async def _edit_row(self, field: RowsField, index: int) -> None:
        rows = self._rows(field.key)
        index = min(index, len(rows))
        row = rows[index] if index < len(rows) else field.row_type()

        self.session.begin_step()
        before = self.session.framing.answers.get(field.key)

        def keep(changed: Row) -> str:
            rows = list(self._rows(field.key))
            others = [r.label for at, r in enumerate(rows) if at != index]
            complaint = ""
            if not changed.label:
                complaint = f"a {changed.key} is needed before it is kept"
            elif changed.label in others:
                complaint = f"there is another {describe(changed.label)}; names are unique"
            # Of a name that is refused, the letters typed before must not stay behind.
            kept = changed.replace(**{row.key: row.label}) if complaint else changed
            rows[index : index + 1] = [kept] if kept.label else []
            self.session.answer(field.key, tuple(rows) or before, judge=False)
            return complaint

        async def closed(_result: None) -> None:
            self.session.judge()
            await self.refresh_all()
            # On the row that was just written, wherever the list has put it.
            field.list.cursor = min(index, len(self._rows(field.key)))

        session, heading = self.session, field.question.asks
        screen = RowScreen(heading, row, keep, session.parse, read_only=session.read_only)
        await self.app.push_screen(screen, closed)

    def _rows(self, key: str) -> tuple[Row, ...]:
        rows: tuple[Row, ...] = self.session.framing.answers.get(key, ())
        return rows

    @on(OwnWordsWanted)
    @work
    async def add_own_words(self, event: OwnWordsWanted) -> None:
        """Ask for words of one's own."""
        given = await self.app.push_screen_wait(Ask(event.field.question.asks, [("In words", "")]))
        if given and given[0]:
            event.field.add_own(given[0])
