"""The form that is open: its section or record, its card, what was typed, what the last answer did.

Why apart from the screen: where one stands and what an answer does is told without any drawing, and
the screen is then only keys, places and rows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from framing_tui.assessment.steps import Step
from framing_tui.drawing.pictures.gallery import gallery
from framing_tui.interview import course
from framing_tui.interview.change_line import ChangeLine, Since
from framing_tui.interview.clock import Clock
from framing_tui.interview.drafts import Drafts
from framing_tui.interview.read_lines import act_parts
from framing_tui.interview.section_end import SectionEnd, end_of
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
from framing_tui.model.catalogue import QUESTIONS, SECTION_OF, row_question, section
from framing_tui.model.clean import one_line
from framing_tui.model.framing import Framing
from framing_tui.model.labels import Candidate
from framing_tui.model.question import AnyQuestion
from framing_tui.rules.finding import Level
from framing_tui.session import Session
from framing_tui.tui.cards.card import AnyCard, Card
from framing_tui.tui.cards.grid import GridCard
from framing_tui.tui.cards.options import OptionsCard
from framing_tui.tui.cards.others import ActCard, draw_end
from framing_tui.tui.cards.rows import RowsCard
from framing_tui.tui.cards.text import TextCard
from framing_tui.tui.editor import Editor

if TYPE_CHECKING:
    from framing_tui.tui.main_screen import MainScreen

SETTLE_SECONDS = 0.7
READ_ONLY = "read only: nothing is changed"
# What nobody is led to who goes on with Enter.
_ASIDE = (More, Example, BringIn)


class OpenForm:
    """The section or record that is shown, and the card that is open in it.

    `tentative` are findings that a number still being typed has brought up.
    """

    def __init__(self, session: Session, editor: Editor, screen: MainScreen) -> None:
        self.session = session
        self.editor = editor
        self.clock = Clock()
        self.opened = session.stand
        self.tentative: frozenset[str] = frozenset()
        self.line = ChangeLine(session)
        self.current = ""
        self.card = AnyCard()
        self.record: RecordSheet | None = None
        self._screen = screen
        self._pictures = gallery(session.framing)
        self._expanded: set[str] = set()
        self._was_told_of_depth = False
        # Where one last was in each section, and what was typed there and is no answer yet.
        self._last: dict[str, str] = {}
        self._drafts = Drafts(session)
        self._before_typing: frozenset[str] | None = None
        # What was typed, no answer, and taken back last, with the key of its card.
        self._taken_back: tuple[str, str] | None = None
        self._round = course.Round()
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
        return framing.with_answer(self.current, self.card.picking.tried)

    def view(self, key: str) -> View:
        """Return how a question stands."""
        draft = self._drafts[self._path(key)]
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
        """Open a question, or where to begin: where two people's answers wait for a choice, home
        with a new or finished framing, else what is open next."""
        if at is not None and at in QUESTIONS and not QUESTIONS[at].internal:
            self.enter(SECTION_OF[at].id, at)
            return
        clashes = self.session.clashes
        if clashes:
            question_id = clashes[0].question.id
            self.enter(SECTION_OF[question_id].id, question_id)
            self.say(f"two people answered this; {self.key_of('settle')} shows both")
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
        self.line.card_opened()
        self._taken_back = None
        self.card = self._card(item)
        self._screen.redraw()

    def click(self, key: str) -> None:
        """Open something by a click, and do what it does; the end of a section is only opened."""
        self.open(key)
        if isinstance(self.card, ActCard) and key != END_KEY:
            self.card.act()

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
        assessment = self.session.assessment
        following = self._round.next_open(assessment, here or "")
        if following is None:
            self.say("every question that counts is answered or being found out")
            return
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
        self.line.hold()
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

    def _card(self, item: Item) -> AnyCard:
        if isinstance(item, EndOf):
            return ActCard(
                self.go_on,
                lambda block: draw_end(block, self.section_end(), self.open, self.go_on),
                "goes on",
                self.say,
            )
        if not isinstance(item, Asked):
            return self._act_card(item)
        kind = self.view(item.key).question.kind
        if kind.row is not None:
            return (GridCard if kind.row is Candidate else RowsCard)(self, item.key)
        path = self._path(item.key)
        draft = self._drafts[path] if self.record else self._drafts.begun(path)
        return (OptionsCard if kind.options else TextCard)(self, item.key, draft)

    def _act_card(self, item: Item) -> ActCard:
        """Return the card of what is no question, but does something."""
        if isinstance(item, More):
            act: Callable[[], object] = partial(self._toggle, item)
            does = "shows these questions, or puts them away"
        elif isinstance(item, Example):
            act, does = partial(self._screen.look_at, item.name), "shows the example"
        else:
            act, does = self._screen.bring_in, "brings in a page"
        return ActCard(
            act, lambda block: block.add(*act_parts(self._now(item)), act=act), does, self.say
        )

    def leave_card(self) -> None:
        """Take what the open card holds back; another one is opened, or the program is left."""
        if not self.current:
            return
        self._keep_draft()
        self.card.leave()
        if self.record is None:
            self._judge()
        self._settle(redraws=False)
        self.line.card_left()
        if self.card.draft:
            why = self.card.complaint if isinstance(self.card, TextCard) else "it is no option"
            self.say(f"“{one_line(self.card.draft, 40)}” is no answer yet, and kept: {why}")

    def _judge(self) -> None:
        """Judge what was held back until it was left, and tell what it did as a whole."""
        self.session.judge()
        self.line.let_go(self.question_id)

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

    def _now(self, item: Item) -> Item:
        """Return an item as it stands now: a line of waiting questions tells how many wait."""
        if not isinstance(item, More):
            return item
        return next((other for other in self.items() if other.key == item.key), item)

    def section_end(self) -> SectionEnd:
        """Return what stands at the end of the section or record."""
        return end_of(self.sheet, is_there=self.current == END_KEY)

    # Answering.

    def answer(self, key: str, value: object, *, typing: bool = False, judge: bool = True) -> str:
        """Answer a question, judge and draw; return what is wrong with the answer, or nothing."""
        if self.session.read_only:
            self.say(READ_ONLY)
            return READ_ONLY
        kind = self.sheet.view(key).question.kind
        in_record = self.record is not None
        since = self.line.before_answer(is_list=kind.row is not None, in_record=in_record)
        if not kind.is_typed:
            # Undo takes back the word that is being typed, and of all else the last key.
            self.session.begin_step()
        if typing and self._before_typing is None:
            self._before_typing = self._reds()
        framing = self.session.framing
        complaint = self.sheet.answer(key, value, judge=judge)
        if self.session.framing != framing:
            self.line.words, self._taken_back = "", None
        if value is not None and not in_record:
            self._drafts.forget(key)
        if judge:
            self._tell(since, key)
        else:
            self.line.hold(since)
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
        since = Since(self.session.stand)
        act()
        self.refresh()
        self._tell(since)
        self._screen.redraw()

    def undo(self, step: Step) -> None:
        """Take back the last change or make it again, go where it was, and say what it did.

        What was typed last and is no answer is no change of the session, and taken back first.
        """
        if self._typed_again() if step == "redone" else self._untyped():
            return
        self.leave_card()
        self._judge()
        since = Since(self.session.stand)
        touched = self.session.undo() if step == "undone" else self.session.redo()
        if touched is None:
            self.say("nothing to undo" if step == "undone" else "nothing to redo")
            return
        self._drafts.drop(touched)
        # What was typed there since is not to be kept as a draft.
        self.current = ""
        if touched in QUESTIONS and not QUESTIONS[touched].internal:
            self.enter(SECTION_OF[touched].id, touched)
        else:
            self.enter(self.section_id)
        self._tell(since, touched, step)
        self._screen.redraw()

    def _untyped(self) -> bool:
        """Take back what stands in the open card and is no answer; tell whether there was any."""
        if self.session.read_only or not self.card.draft:
            return False
        draft = self.card.take_back()
        self._drafts.drop(self._path(self.current))
        if self.record is None:
            self._drafts.forget(self.current)
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

    def _tell(self, since: Since, key: str = "", step: Step = "answered") -> None:
        """Say what the last step did; a column of a record is told as its list."""
        self.line.tell(since, key if key in QUESTIONS else self.question_id, step)

    def redraw(self) -> None:
        """Draw what has changed."""
        self._screen.redraw()

    def key_of(self, command_id: str) -> str:
        """Return the key of a command, as it is printed."""
        return self._screen.key_of(command_id)

    def say(self, words: str) -> None:
        """Say something in passing on the change line; the next change takes its place."""
        self.line.say(words)
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
        self._drafts.into_note(asked, words)
        self.say("kept as a note; the question stays as it was: Enter goes on")

    def keep_drafts(self) -> None:
        """Keep what was typed and is no answer as notes, so that leaving loses nothing."""
        self._keep_draft()
        self._drafts.keep()

    def _keep_draft(self) -> None:
        if isinstance(self.card, (TextCard, OptionsCard)):
            self._drafts[self._path(self.current)] = self.card.draft
