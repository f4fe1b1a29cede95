"""The form that is open: its section or record, its card, what was typed, what the last answer did.

Why apart from the screen: where one stands and what an answer does is told without any drawing, and
the screen is then only keys, places and rows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Protocol

from framing_tui.assessment import assess
from framing_tui.assessment.changes import Change, Stand, changes
from framing_tui.assessment.steps import Step
from framing_tui.drawing.pictures.gallery import gallery
from framing_tui.interview import course
from framing_tui.interview.clock import Clock
from framing_tui.interview.drafts import draft_in, with_draft, without_draft
from framing_tui.interview.sheet import (
    END_KEY,
    HOME,
    STARTER_KEY,
    Asked,
    BringIn,
    EndOf,
    Example,
    Item,
    More,
    RecordSheet,
    SectionSheet,
    Sheet,
    first_of,
)
from framing_tui.interview.starter import BLANK
from framing_tui.interview.view import View
from framing_tui.model.catalogue import PLACES, QUESTIONS, SECTION_OF, row_question, section
from framing_tui.model.clean import one_line
from framing_tui.model.framing import Framing
from framing_tui.model.labels import Candidate
from framing_tui.model.question import AnyQuestion
from framing_tui.rules.finding import Level
from framing_tui.session import Session
from framing_tui.tui.cards.card import Card
from framing_tui.tui.cards.grid import GridCard
from framing_tui.tui.cards.options import OptionsCard
from framing_tui.tui.cards.others import ActCard, SectionEnd, draw_end
from framing_tui.tui.cards.rows import RowsCard
from framing_tui.tui.cards.text import TextCard
from framing_tui.tui.editor import Editor
from framing_tui.tui.parts.form import bring_in_parts, example_parts, more_parts

SETTLE_SECONDS = 0.7
# What is said in passing goes once so many cards have been opened.
_SAID_FOR = 2
READ_ONLY = "read only: nothing is changed"
# What nobody is led to who goes on with Enter.
_ASIDE = (More, Example, BringIn)


class FormHost(Protocol):
    """What the open form asks of the screen that shows it."""

    @property
    def is_tall(self) -> bool:
        """Whether there is room for blank rows and pictures over the questions."""

    def redraw(self) -> None:
        """Draw what has changed."""

    def wait(self, seconds: float, then: Callable[[], None]) -> None:
        """Call something after a while."""

    def look_at(self, example: str) -> None:
        """Show a filled example."""

    def bring_in(self) -> None:
        """Ask for a page that is to be brought in."""

    def show_page(self) -> None:
        """Show the page."""

    def key_of(self, command_id: str) -> str:
        """Return the key of a command, as it is printed."""


class OpenForm:
    """The section or record that is shown, and the card that is open in it.

    `tentative` are findings that a number still being typed has brought up, `last_change` what the
    last answer did, and `words` what was said in passing since.
    """

    def __init__(self, session: Session, editor: Editor, screen: FormHost) -> None:
        self.session = session
        self.editor = editor
        self.clock = Clock()
        self.opened = session.stand
        self.tentative: frozenset[str] = frozenset()
        self.last_change: tuple[Change, ...] = ()
        self.words = ""
        self.current = ""
        self.card: Card | ActCard = ActCard(lambda: None, lambda _block: None)
        self.record: RecordSheet | None = None
        self._screen = screen
        self._pictures = gallery(session.framing)
        self._expanded: set[str] = set()
        self._was_told_of_depth = False
        # How many cards were opened since something was said in passing.
        self._opened_since = 0
        # Where one last was in each section, and what was typed there and is no answer yet.
        self._last: dict[str, str] = {}
        self._drafts: dict[str, str] = {}
        self._before_typing: frozenset[str] | None = None
        # How all stood when the card was opened, and what the change line said then.
        self._opened_at = self.opened
        self._change_before: tuple[Change, ...] = ()
        # The same of what is judged as a whole only once it is left: ticks, and a record.
        self._held: tuple[Stand, tuple[Change, ...]] | None = None
        # What was typed, no answer, and taken back last, with the key of its card.
        self._taken_back: tuple[str, str] | None = None
        # Where “next open” has led in this round, and where last.
        self._seen: set[str] = set()
        self._led_to = ""
        self.sheet: Sheet = self._section_sheet(HOME)

    # Where one stands.

    @property
    def section_id(self) -> str:
        """The section that is shown, or whose record is."""
        if self.record is not None:
            return SECTION_OF[self.record.list_key].id
        assert isinstance(self.sheet, SectionSheet)
        return self.sheet.section.id

    @property
    def question_id(self) -> str | None:
        """The question of the catalogue that is open; of a record, its list."""
        if self.record is not None:
            return self.record.list_key
        return self.current if self.current in QUESTIONS else None

    @property
    def marked_at(self) -> str:
        """Where a note goes now: the question that is open, or the column of a record; nothing
        where there is neither."""
        if self.record is not None:
            return self.record.path(self.current)
        return self.question_id or ""

    def open_question(self) -> AnyQuestion | None:
        """Return the question that is open, of the section or of a record."""
        return self.card.view.question if isinstance(self.card, Card) else None

    def items(self) -> list[Item]:
        """Return what the form shows now."""
        return self.sheet.items(tall=self._screen.is_tall, current=self.current)

    def tried(self) -> Framing:
        """Return the framing as it would be with the option under the cursor."""
        framing = self.session.framing
        if self.record is not None or not isinstance(self.card, OptionsCard):
            return framing
        return framing.with_answer(self.current, self.card.tried)

    def view(self, key: str) -> View:
        """Return how a question stands."""
        draft = self._drafts.get(self._path(key), "")
        return replace(self.sheet.view(key, self.tentative), draft=draft)

    def _path(self, key: str) -> str:
        """Return by which name the draft of a question, or of a column of this record, is kept."""
        record = self.record
        return key if record is None else f"{record.list_key}.{record.row.label}.{key}"

    def _section_sheet(self, section_id: str) -> SectionSheet:
        pictures = self._pictures.get(section_id, ())
        return SectionSheet(
            self.session, section(section_id), self._expanded, pictures, self.key_of
        )

    # Going somewhere.

    def begin(self, at: str | None) -> None:
        """Open a question, or where to begin: home with a new or finished framing, else what is
        open next."""
        if at is not None and at in QUESTIONS and not QUESTIONS[at].internal:
            self.enter(SECTION_OF[at].id, at)
            return
        upcoming, assessment = None, self.session.assessment
        if self.session.framing.answers:
            upcoming = course.next_open(assessment, "")
        section_id = SECTION_OF[upcoming].id if upcoming else HOME
        self.enter(section_id, upcoming or self.first_open(section_id))
        if upcoming is not None:
            of = "the first pass" if upcoming in assessment.passes.first_open else "what is left"
            self.say(f"it goes on here, at the first open question of {of}")

    def first_open(self, section_id: str) -> str | None:
        """Return the first question of the first pass that is open in a section."""
        still_open = self.session.assessment.passes.first_open
        return next((qid for qid in still_open if SECTION_OF[qid].id == section_id), None)

    def open(self, key: str) -> None:
        """Open a question, the end of the section, or whatever has that key in it."""
        self.leave_card()
        self.current = key
        items = self.items()
        item = next((item for item in items if key and item.key == key), None)
        if item is None:
            self.current = first_of(items)
            item = next(item for item in items if item.key == self.current)
        if self.record is None:
            self._last[self.section_id] = self.current
        self._opened_at, self._change_before = self.session.stand, self.last_change
        self._taken_back = None
        self.card = self._card(item)
        self._screen.redraw()

    def enter(self, section_id: str, key: str | None = None) -> None:
        """Show a section, at a question or where one last was."""
        self.leave_card()
        self._judge()
        self.record = None
        self.sheet = sheet = self._section_sheet(section_id)
        self.current = ""
        self.clock.enter(section_id)
        if key is not None:
            sheet.open_for(key)
        self.open(key or self._last.get(section_id) or "")

    def step(self, by: int, *, to_all: bool = False) -> None:
        """Open the next question, or the one before; at the end of a section stands its own card.

        What waits to be opened, and examples, are stops only where `to_all` is asked for: whoever
        goes on with Enter is not to be led aside.
        """
        if self.record is None:
            # Half a list of ticks has waited until now, and may have brought up what is next.
            self._judge()
        keys = [
            item.key
            for item in self.items()
            if item.key and (to_all or item.key == self.current or not isinstance(item, _ASIDE))
        ]
        to = (keys.index(self.current) if self.current in keys else 0) + by
        if by > 0 and self.record is not None and self.record.row.is_blank:
            # A record without a name is none.
            self.close_record()
        elif 0 <= to < len(keys):
            self.open(keys[to])
        elif by < 0 and self.record is not None:
            self.close_record()

    def go_on(self) -> None:
        """Go on from the end of a section or a record."""
        if self.record is not None:
            self.close_record(is_done=True)
            return
        following = course.beside(self.section_id, 1)
        if following is None:
            self._screen.show_page()
        else:
            self.enter(following, self.first_open(following))

    def go_beside(self, by: int) -> None:
        """Go to the section behind or before; at the last one, to its end."""
        following = course.beside(self.section_id, by)
        self.close_record(anyhow=True)
        if following is not None:
            self.enter(following)
        elif by > 0:
            self.open(END_KEY)

    def go_to_open(self) -> None:
        """Go to the next open question."""
        self.leave_card()
        here = self.question_id
        if here is None and self.current == END_KEY:
            questions = section(self.section_id).questions
            here = questions[-1].id if questions else None
        assessment, here = self.session.assessment, here or ""
        if here != self._led_to:
            # Whoever has gone elsewhere wants what is open behind that.
            at = PLACES.get(here, -1)
            self._seen = {qid for qid in self._seen if PLACES[qid] < at}
        following = course.next_open(assessment, here, self._seen)
        if following is None:
            self.say("every question that counts is answered or being found out")
            return
        is_new_round = following in self._seen
        self._seen = {following} if is_new_round else self._seen | ({following, here} & set(PLACES))
        self._led_to = following
        self.go_to_question(following)
        if course.is_first_pass_done(assessment) and not self._was_told_of_depth:
            self._was_told_of_depth = True
            left = len(assessment.in_depth.open)
            page = self.key_of("page")
            done = course.first_pass_done(assessment)
            self.say(f"{done}: {page} shows the page; in depth, {left} are open")

    def go_to_red(self) -> None:
        """Go to the next red finding."""
        following = course.next_red(self.session.assessment, self.question_id or "")
        if following is None:
            self.say("nothing is red")
        else:
            self.go_to_question(following)

    def go_to_question(self, question_id: str) -> None:
        """Open a question wherever it is; a record leads to its list."""
        found = QUESTIONS.get(question_id) or row_question(question_id)
        if found is None or found.internal:
            return
        self.enter(SECTION_OF[found.id].id, found.id)
        if not found.is_asked(self.session.framing):
            when = f": asked {found.when_words}" if found.when_words else ""
            self.say(f"this is not asked now{when}")

    def open_record(self, key: str, index: int) -> None:
        """Open a record of a list, or a new one where `index` is the length of the list."""
        if not self.may_change():
            return
        self.leave_card()
        self.session.begin_step()
        self._held = self.session.stand, self.last_change
        self.sheet = self.record = RecordSheet(self.session, key, index)
        self.current = ""
        self.open(first_of(self.items()))

    def close_record(self, *, anyhow: bool = False, is_done: bool = False) -> None:
        """Go back to the list; where the record cannot be kept as it is, say so first.

        Whoever is done with a record is likely to add another; else it is the one to stand on.
        """
        record = self.record
        if record is None:
            return
        if record.refused and record.row.cells and not anyhow and not record.was_warned:
            record.was_warned = True
            self.open(record.row.key)
            self.say(f"{record.refused}; Esc again leaves without it")
            return
        self.enter(SECTION_OF[record.list_key].id, record.list_key)
        if isinstance(self.card, RowsCard):
            is_kept = bool(record.row.label) and not record.refused
            self.card.came_back(record.index if is_kept else -1, is_done=is_done)
            self._screen.redraw()

    # Cards.

    def _card(self, item: Item) -> Card | ActCard:
        if isinstance(item, EndOf):
            return ActCard(
                self.go_on,
                lambda block: draw_end(block, self.section_end(), self.open, self.go_on),
                "goes on",
                self.say,
            )
        if isinstance(item, More):
            toggle = partial(self._toggle, item)
            return ActCard(
                toggle,
                lambda block: block.add(*more_parts(self._now(item)), act=toggle),
                "shows these questions, or puts them away",
                self.say,
            )
        if isinstance(item, Example):
            look = partial(self._screen.look_at, item.name)
            return ActCard(
                look,
                lambda block: block.add(*example_parts(item), act=look),
                "shows the example",
                self.say,
            )
        if isinstance(item, BringIn):
            bring = self._screen.bring_in
            return ActCard(
                bring,
                lambda block: block.add(*bring_in_parts(), act=bring),
                "brings in a page",
                self.say,
            )
        assert isinstance(item, Asked)
        kind = self.view(item.key).question.kind
        if kind.row is not None:
            return (GridCard if kind.row is Candidate else RowsCard)(self, item.key)
        kept = "" if self.record else draft_in(self.session.framing.notes.get(item.key, ""))
        draft = self._drafts.get(self._path(item.key), kept)
        return (OptionsCard if kind.options else TextCard)(self, item.key, draft)

    def leave_card(self) -> None:
        """Take what the open card holds back; another one is opened, or the program is left."""
        if not self.current:
            return
        self._keep_draft()
        self.card.leave()
        if self.record is None:
            self._judge()
        self._settle(redraws=False)
        self._opened_since += 1
        if self._opened_since > _SAID_FOR:
            self.words = ""
        if self.card.draft:
            why = self.card.complaint if isinstance(self.card, TextCard) else "it is no option"
            self.say(f"“{one_line(self.card.draft, 40)}” is no answer yet, and kept: {why}")

    def _judge(self) -> None:
        """Judge what was held back until it was left, and tell what it did as a whole."""
        self.session.judge()
        held, self._held = self._held, None
        if held is not None:
            self._tell_changes(held[0], self.question_id or "", said_before=held[1])

    def _toggle(self, item: More) -> None:
        """Show the questions that wait, and open the first of them; or put them away."""
        assert isinstance(self.sheet, SectionSheet)
        before = {other.key for other in self.items()}
        self.sheet.toggle(item.table)
        new = [other.key for other in self.items() if other.key and other.key not in before]
        if new:
            self.open(new[0])
        else:
            self._screen.redraw()

    def _now(self, item: More) -> More:
        """Return a line of waiting questions as it stands now."""
        found = next((other for other in self.items() if other.key == item.key), item)
        return found if isinstance(found, More) else item

    def section_end(self) -> SectionEnd:
        """Return what stands at the end of the section or record."""
        if self.record is not None:
            name = self.record.row.label or "this record"
            return SectionEnd(name, (), (), "back to the list")
        here = section(self.section_id)
        assert isinstance(self.sheet, SectionSheet)
        counts = self.session.assessment.sections[here.id]
        still_open = self.sheet.open_now()
        asks = tuple((qid, QUESTIONS[qid].asks) for qid in still_open)
        ahead = self._ahead(here.id) if self.current == END_KEY else ()
        following = course.beside(here.id, 1)
        leads_to = "the page" if following is None else titled(following)
        in_depth = len(counts.open) - len(asks)
        return SectionEnd(here.title, asks, ahead, leads_to, in_depth, counts.share)

    def _ahead(self, section_id: str) -> tuple[tuple[Level, str, str], ...]:
        """Return what would be found missing if one went on from a section."""
        session = self.session
        if section_id == HOME or session.framing.is_past(section_id):
            return ()
        known = {(f.code, f.level) for f in session.assessment.findings}
        passed = session.framing.as_if_past(section_id)
        return tuple(
            (f.level, f.message, f.code)
            for f in assess(passed, session.today, session.settings).counting
            if (f.code, f.level) not in known and f.level is not Level.NOTE
        )

    # Answering.

    def answer(self, key: str, value: object, *, typing: bool = False, judge: bool = True) -> str:
        """Answer a question, judge and draw; return what is wrong with the answer, or nothing."""
        if self.session.read_only:
            self.say(READ_ONLY)
            return READ_ONLY
        kind = self.sheet.view(key).question.kind
        # Of a list each change is told by itself, of all else what the answer did as a whole.
        before, said_before = self._opened_at, self._change_before
        if self.record is not None:
            self._held = self._held or (before, said_before)
            before, said_before = self._held
        elif kind.row is not None:
            before, said_before = self.session.stand, self.last_change
        if not kind.is_typed:
            # Undo takes back the word that is being typed, and of all else the last key.
            self.session.begin_step()
        if typing and self._before_typing is None:
            self._before_typing = self._reds()
        framing = self.session.framing
        complaint = self.sheet.answer(key, value, judge=judge)
        if self.session.framing != framing:
            self.words, self._taken_back = "", None
        if value is not None and self.record is None:
            self._forget_draft(key)
        if judge:
            self._tell_changes(before, key, said_before=said_before)
        elif self._held is None:
            self._held = before, said_before
        self._note_typing(typing)
        if key == STARTER_KEY and value not in (None, BLANK):
            key = self.key_of("take_offer")
            self.say(f"its answers are offered, dimmed, in every section: {key} takes one")
        self._screen.redraw()
        return complaint

    def _note_typing(self, typing: bool) -> None:
        """Show what a number has brought up as tentative until a pause."""
        if typing:
            self.tentative = self._reds() - (self._before_typing or frozenset())
            if self.tentative:
                self._screen.wait(SETTLE_SECONDS, self._settle)
        elif self._before_typing is not None:
            self._settle(redraws=False)

    def _settle(self, *, redraws: bool = True) -> None:
        self._before_typing = None
        if self.tentative:
            self.tentative = frozenset()
            if redraws:
                self._screen.redraw()

    def _reds(self) -> frozenset[str]:
        return frozenset(f.code for f in self.session.assessment.of_level(Level.RED))

    def change(self, act: Callable[[], object]) -> None:
        """Do something to the session that no card has done, and draw what it changed."""
        before = self.session.stand
        act()
        self.refresh()
        self._tell_changes(before, self.question_id or "")
        self._screen.redraw()

    def undo(self, step: Step) -> None:
        """Take back the last change or make it again, go where it was, and say what it did.

        What was typed last and is no answer is no change of the session, and taken back first.
        """
        if self._typed_again() if step == "redone" else self._untyped():
            return
        self.leave_card()
        self._judge()
        before = self.session.stand
        touched = self.session.undo() if step == "undone" else self.session.redo()
        if touched is None:
            self.say("nothing to undo" if step == "undone" else "nothing to redo")
            return
        self._drafts.pop(touched, None)
        # What was typed there since is not to be kept as a draft.
        self.current = ""
        if touched in QUESTIONS and not QUESTIONS[touched].internal:
            self.enter(SECTION_OF[touched].id, touched)
        else:
            self.enter(self.section_id)
        self._tell_changes(before, touched, step)
        self._screen.redraw()

    def _untyped(self) -> bool:
        """Take back what stands in the open card and is no answer; tell whether there was any."""
        if self.session.read_only or not self.card.draft:
            return False
        draft = self.card.take_back()
        self._drafts.pop(self._path(self.current), None)
        if self.record is None:
            self._forget_draft(self.current)
        self._taken_back = self.current, draft
        self.say(f"taken back: “{one_line(draft, 40)}”, which was no answer")
        return True

    def _typed_again(self) -> bool:
        """Put back what was taken back last and was no answer, where nothing has come since."""
        if self._taken_back is None or not isinstance(self.card, (TextCard, OptionsCard)):
            return False
        key, draft = self._taken_back
        self._taken_back = None
        if key != self.current or self.card.draft:
            return False
        self.card.put_in(draft)
        return True

    def refresh(self) -> None:
        """Bring the open card in line with a session that has changed under it."""
        record = self.record
        if record is not None and record.index < len(record.rows) and not record.refused:
            record.row = record.rows[record.index]
        if self.current not in {item.key for item in self.items()}:
            self.open(self.current)
        elif isinstance(self.card, TextCard):
            self.card.refreshed()
        self._screen.redraw()

    def _tell_changes(
        self,
        before: Stand,
        key: str,
        step: Step = "answered",
        *,
        said_before: tuple[Change, ...] | None = None,
    ) -> None:
        """Put what the last step did on the change line; what did nothing leaves it empty.

        `said_before` is what it said at `before`: what was typed and taken back brings that again.
        """
        touched = key if key in QUESTIONS else self.question_id
        now = self.session.stand
        found = changes(before, now, touched, step=step)
        if found:
            self.last_change, self.words = found, ""
        elif now.framing != before.framing:
            self.last_change = ()
        elif said_before is not None:
            self.last_change = said_before

    def redraw(self) -> None:
        """Draw what has changed."""
        self._screen.redraw()

    def key_of(self, command_id: str) -> str:
        """Return the key of a command, as it is printed."""
        return self._screen.key_of(command_id)

    def say(self, words: str) -> None:
        """Say something in passing on the change line; the next change takes its place."""
        self.words, self._opened_since = words, 0
        self._screen.redraw()

    def may_change(self) -> bool:
        """Tell whether anything may be changed, and say so where not."""
        if self.session.read_only:
            self.say(READ_ONLY)
        return not self.session.read_only

    # What was typed and is no answer.

    def keep_note(self, key: str, words: str) -> None:
        """Keep what was typed and is no answer as a note on its question."""
        if key == STARTER_KEY:
            quoted = f"“{one_line(words, 40)}”"
            self.say(f"{quoted} is no starter, and nothing is taken: the title is asked above")
            return
        asked = key if key in QUESTIONS and self.record is None else self.question_id
        if self.record is not None:
            asked = self.record.path(key) or asked
        if self.session.read_only or asked is None:
            return
        self._drafts.pop(asked, None)
        before = without_draft(self.session.framing.notes.get(asked, ""))
        self.session.note(asked, f"{before}\n{words}" if before else words)
        self.say("kept as a note; the question stays as it was: Enter goes on")

    def keep_drafts(self) -> None:
        """Keep what was typed and is no answer as notes, so that leaving loses nothing."""
        self._keep_draft()
        for path, draft in self._drafts.items():
            if self.session.read_only or not draft.strip():
                continue
            if path in QUESTIONS:
                before = without_draft(self.session.framing.notes.get(path, ""))
                self.session.note(path, with_draft(before, draft))
            elif (asked := _list_of(path)) is not None:
                # It is read by whoever opens the list; no column takes it up again.
                before = self.session.framing.notes.get(asked, "")
                words = f"typed at {path.removeprefix(asked + '.')}, and no answer: {draft.strip()}"
                if words not in before:
                    self.session.note(asked, f"{before}\n{words}" if before else words)

    def _keep_draft(self) -> None:
        if isinstance(self.card, (TextCard, OptionsCard)):
            self._drafts[self._path(self.current)] = self.card.draft

    def _forget_draft(self, key: str) -> None:
        """Drop the note of what was typed before, as it was answered or taken back."""
        before = self.session.framing.notes.get(key, "")
        after = without_draft(before)
        if after != before:
            self.session.note(key, after or None)


def titled(section_id: str) -> str:
    """Return a section by its number and name; home has no number."""
    shown = section(section_id)
    return shown.title if section_id == HOME else f"{shown.number} {shown.title}"


def _list_of(path: str) -> str | None:
    """Return the list of whose record a draft is kept by its path, or None."""
    return next((qid for qid in QUESTIONS if path.startswith(f"{qid}.")), None)
