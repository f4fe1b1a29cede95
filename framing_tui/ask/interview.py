"""The interview as a whole: from the first question to the last, by way of whatever is typed.

Why a generator inside: the order of things reads from top to bottom, and a prompter only has to
hand over one line after the other.
"""

from __future__ import annotations

from framing_tui.ask.agenda import WHOLE, Scope, is_known
from framing_tui.ask.asking import ask
from framing_tui.ask.commands import go_to, obey
from framing_tui.ask.conversation import Conversation, Direction, Given, GoTo, Move
from framing_tui.ask.output import (
    OPENING,
    TWO_PASSES,
    counts,
    first_pass_end,
    question_lines,
    section_end,
    section_head,
    standing,
    table_head,
)
from framing_tui.ask.prompt import Prompt, Said, Talk, quoted
from framing_tui.ask.typed import prompt_for
from framing_tui.ask.unsettled import tell_what_waits
from framing_tui.ask.words import MARK, Word
from framing_tui.assessment import Assessment
from framing_tui.interview.starter import BLANK, starter_question
from framing_tui.model.catalogue import QUESTIONS, SECTION_OF, SECTIONS, Section
from framing_tui.model.kinds import Line, One, WrongValue, options
from framing_tui.model.question import AnyQuestion, Table
from framing_tui.session import Session

_STARTS = "A starter offers answers for its sort of project; none is taken until you take it."


class Interview:
    """The interview, one prompt at a time; without a prompt it is over.

    `at` is the question to begin with in place of the first open one, `scope` what of the interview
    is wanted.
    """

    def __init__(self, session: Session, at: str | None = None, scope: Scope = WHOLE) -> None:
        self._conversation = Conversation(session, scope)
        self._agenda = self._conversation.agenda
        self._scope = scope
        self._section: Section | None = None
        self._table: type[Table] | None = None
        self._history: list[str] = []
        # The sections whose counts the first pass has told.
        self._ended: set[str] = set()
        self._told: Assessment | None = None
        self.prompt: Prompt | None = None
        self._talk = self._from(at)
        self._go_on(None)

    def answer(self, line: str) -> None:
        """Take one line that was typed at the prompt."""
        self._go_on(line)

    @property
    def session(self) -> Session:
        """The framing that is talked about."""
        return self._conversation.session

    def take_said(self) -> tuple[Said, ...]:
        """Return what has been said since this was last asked for."""
        return self._conversation.take_said()

    def stop(self) -> None:
        """Stop where it is; what has been typed of a text is kept."""
        while self.prompt is not None:
            self._go_on(f"{MARK}stop")

    def _go_on(self, line: str | None) -> None:
        try:
            self.prompt = next(self._talk) if line is None else self._talk.send(line)
        except StopIteration:
            self.prompt = None

    # The way through.

    def _from(self, at: str | None) -> Talk[None]:
        self._conversation.say(*OPENING, tone="quiet")
        if self._agenda.is_first_pass:
            self._conversation.say(TWO_PASSES, tone="quiet")
        if self.session.framing.answers:
            self._conversation.say(counts(self.session.assessment))
        for problem in self.session.problems:
            self._conversation.say(str(problem), tone="amber")
        tell_what_waits(self._conversation)
        if at is not None and not is_known(at):
            self._conversation.say(f"{at} is not asked for in an interview", tone="amber")
            at = None
        move: Move = GoTo(at or self._agenda.first() or "")
        is_new = not self.session.framing.answers
        if at is None and is_new and self._scope.section is None:
            started = yield from self._start()
            move = started if started is not Direction.NEXT else move
        here = ""
        while move is not Direction.STOP:
            target = self._target(move, here)
            left = SECTION_OF[here].number if here else 0
            if target is None and self._agenda.is_first_pass:
                target, left = self._go_in_depth(), 0
            if move is Direction.NEXT and not self._agenda.is_first_pass:
                detour = yield from self._on_the_way(left, target)
                if detour is not Direction.NEXT:
                    # “Back” leads to the question before the one that was offered.
                    move, here = detour, ""
                    continue
            if target is None:
                move = yield from self._end()
                # From here, “back” leads to the question that was asked last.
                here = ""
                continue
            here = target
            self._tell_place(QUESTIONS[here])
            move = yield from ask(self._conversation, QUESTIONS[here])
            if move is Direction.NEXT:
                self._agenda.passed(here)
                move = yield from self._end_of_section(here)
        self._tell_standing()

    def _tell_standing(self) -> None:
        """Tell where the framing stands, unless nothing has changed since that was told."""
        if self._told is not self.session.assessment:
            self._told = self.session.assessment
            self._conversation.say(*standing(self._told))

    def _target(self, move: Move, here: str) -> str | None:
        """Return the question that a move leads to, or None where the last has been asked."""
        if isinstance(move, GoTo):
            if here:
                self._history.append(here)
            if move.question_id:
                self._agenda.again(move.question_id)
            return move.question_id or None
        if move is Direction.BACK:
            return self._before(here)
        self._history.append(here)
        return self._agenda.next(here)

    def _go_in_depth(self) -> str | None:
        """End the first pass, and say so where there is more to ask; return the next question."""
        target = self._agenda.go_in_depth()
        if target is not None or any(self._agenda.owes(section) for section in SECTIONS):
            self._conversation.say(*first_pass_end(self.session))
            self._tell_standing()
            # Told again at the end, though nothing may have changed: many lines lie between.
            self._told = None
        return target

    def _on_the_way(self, left: int, target: str | None) -> Talk[Move]:
        """Ask about the optional questions of the sections behind one and before the next question,
        which only the first pass has gone through; return where to go from there."""
        to = SECTION_OF[target].number if target is not None else 0
        if to == left:
            return Direction.NEXT
        for section in SECTIONS[left : to - 1 if to > left else len(SECTIONS)]:
            if self._agenda.owes(section):
                self._tell_section(section)
                move = yield from self._offer_more(section)
                if move is not Direction.NEXT:
                    return move
        return Direction.NEXT

    def _before(self, here: str) -> str | None:
        if here:
            self._agenda.again(here)
        while self._history:
            before = self._history.pop()
            if QUESTIONS[before].is_asked(self.session.framing):
                self._agenda.again(before)
                return before
        self._conversation.say("this is where it began; :goto leads elsewhere")
        return here or None

    def _tell_place(self, question: AnyQuestion) -> None:
        section = SECTION_OF[question.id]
        self._tell_section(section)
        table = next(t for t in section.tables if question in t.questions)
        if table is not self._table and len(section.tables) > 1:
            self._conversation.say(table_head(table))
        self._table = table

    def _tell_section(self, section: Section) -> None:
        if section is not self._section:
            self._section, self._table = section, None
            if section.id == "workflow" and self._agenda.is_first_pass:
                # Nobody begins with section 9.
                self._conversation.say(table_head(section.tables[0]))
            else:
                self._conversation.say(*section_head(section))

    def _end_of_section(self, here: str) -> Talk[Move]:
        """At the end of a section, ask about its optional questions and tell its counts."""
        section = SECTION_OF[here]
        if self._agenda.after(here) is not None:
            return Direction.NEXT
        if self._agenda.offers_more(section):
            move = yield from self._offer_more(section)
            if move is Direction.BACK:
                # From there, “back” leads to the question that was asked just now.
                self._history.append(here)
            if move is not Direction.NEXT:
                return move
        if self._agenda.after(here) is None:
            self._tell_end(section)
        return Direction.NEXT

    def _tell_end(self, section: Section) -> None:
        """Tell the counts of a section; in the first pass once, as some are come back to."""
        is_first_pass = self._agenda.is_first_pass
        if is_first_pass:
            if (
                section.id in self._ended
                or not self.session.assessment.first_sections[section.id].total
            ):
                return
            self._ended.add(section.id)
        self._conversation.say(*section_end(self.session, section, is_first_pass=is_first_pass))

    def _offer_more(self, section: Section) -> Talk[Move]:
        """Ask whether the optional questions of a section are wanted; go to the first if so."""
        number = len(self._agenda.optional(section))
        questions = "optional question" if number == 1 else f"{number} optional questions"
        label = f"also ask the {questions} of this section? (y/N)"
        prompt = Prompt(label, choices=options("no", "yes"), on_empty="no")
        while True:
            reply = yield from self._conversation.reply(prompt, One.of("yes", "no"))
            is_wanted = isinstance(reply, Given) and reply.value == "yes"
            if isinstance(reply, Word):
                move = obey(self._conversation, reply, None, section=section)
                is_wanted = self._agenda.is_whole(section)
                if move is None and not is_wanted:
                    continue
                if move is not None and move is not Direction.NEXT:
                    return move
            self._agenda.note_wish(section, whole=is_wanted)
            # Somebody else may have answered them meanwhile.
            wanted = self._agenda.optional(section) if is_wanted else ()
            return GoTo(wanted[0].id) if wanted else Direction.NEXT

    def _start(self) -> Talk[Move]:
        """Ask which starter's answers are to be offered."""
        question = starter_question(_STARTS)
        self._conversation.say(*question_lines(self.session, question, optional=False))
        while True:
            prompt = prompt_for(question, "start from", None)
            reply = yield from self._conversation.reply(prompt, question.kind, self._refuse_starter)
            if isinstance(reply, Word):
                move = obey(self._conversation, reply, None)
                if move is Direction.BACK:
                    self._conversation.say("this is the first question")
                elif move is not None:
                    return move
                continue
            if isinstance(reply, Given) and reply.value != BLANK:
                self.session.answer("starter", reply.value)
                named = question.kind.show(reply.value)
                self._conversation.say(f"the answers of {named} are offered; none is taken yet")
            return Direction.NEXT

    def _refuse_starter(self, typed: str, error: WrongValue) -> None:
        if error.nearest is None:
            words = (
                f"“{quoted(typed)}” is no starter, and nothing is taken: the title is asked next"
            )
            self._conversation.say(words, tone="amber")
        else:
            self._conversation.say(str(error), tone="amber")

    def _end(self) -> Talk[Move]:
        """Tell where the framing stands, and where one may go from here.

        Whoever wanted a part has had it: then there is nothing more to ask.
        """
        kind = "open question" if self._scope.open_only else "question"
        was = "That was the last" if self._section is not None else "There is no"
        self._conversation.say(f"{was} {kind}{self._scope.words}.", tone="head")
        self._tell_standing()
        if not self._scope.is_all:
            return Direction.STOP
        prompt = Prompt("go to a section or a question", on_empty="end")
        while True:
            reply = yield from self._conversation.reply(prompt, Line())
            if reply is None:
                return Direction.STOP
            if isinstance(reply, Given):
                move = go_to(self._conversation, reply.typed)
            else:
                move = obey(self._conversation, reply, None)
            if move is Direction.NEXT:
                return Direction.STOP
            if move is not None:
                return move
