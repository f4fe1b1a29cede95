"""What can be said at a prompt without answering it: one table from word to text and function."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from framing_tui.ask import unsettled
from framing_tui.ask.agenda import is_known, section_named
from framing_tui.ask.conversation import Conversation, Direction, Given, GoTo, Move
from framing_tui.ask.output import (
    finding_help,
    findings_lines,
    flips_lines,
    question_help,
    standing,
    told,
)
from framing_tui.ask.prompt import Said, Talk, quoted
from framing_tui.ask.words import MARK, Word
from framing_tui.assessment import assess
from framing_tui.assessment.completeness import found_out_in
from framing_tui.assessment.flips import flips
from framing_tui.assessment.steps import Step
from framing_tui.config import config_for
from framing_tui.model.basis import BASIS, takes_basis
from framing_tui.model.catalogue import (
    QUESTIONS,
    Section,
    nearest_question,
    row_question,
)
from framing_tui.model.clean import clean
from framing_tui.model.entry import EntryError, day_of_year
from framing_tui.model.kinds import WrongValue, nearest_name
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.question import AnyQuestion
from framing_tui.rules.catalogue import BY_CODE

if TYPE_CHECKING:
    from framing_tui.ask.records import RecordList

_BY = re.compile(r"(.+)\sby\s+(.+)", re.I)
_ACCEPT = re.compile(r"(\S+)\s+(.+?)\s+by\s+(.+?)(?:\s+until\s+(.+))?", re.I)


class Call:
    """A word as it was said: what followed it, the question it was said at, and the section."""

    __slots__ = ("place", "question", "rest", "section", "talk")

    def __init__(
        self,
        talk: Conversation,
        rest: str,
        question: AnyQuestion | None,
        section: Section | None,
        place: str = "",
    ) -> None:
        self.talk = talk
        self.rest = rest
        self.question = question
        self.section = section
        # Where notes and marks go: the question, or a column of one of its records.
        self.place = place or (question.id if question is not None else "")


class WordCommand(NamedTuple):
    """A word: what follows it, what it does in words, and the function that does it.

    `at` is what it needs: nothing, a question, or a section whose optional questions it is about.
    """

    takes: str
    does: str
    run: Callable[[Call], Move | None]
    at: str = ""


class RowCommand(NamedTuple):
    """A word in a list of records: what follows it, what it does in words, and the function."""

    takes: str
    does: str
    run: Callable[[RecordList, str], Talk[Move | None] | Move | None]


def obey(
    talk: Conversation,
    word: Word,
    question: AnyQuestion | None,
    *,
    section: Section | None = None,
    place: str = "",
) -> Move | None:
    """Do what a word says; return where to go, or None to stay.

    `place` is the path of the column, where the word is said within a record.
    """
    call = Call(talk, word.rest, question, section, place)
    if word.name == "?":
        _explain(call)
        return None
    command = COMMANDS.get(word.name)
    if command is None:
        is_of_rows = word.name in ROW_WORDS
        name = clean(word.name)
        talk.refuse(f"{usage(name)} is for lists of records" if is_of_rows else unknown(name))
        return None
    given = {"": True, "question": question, "section": section}
    if not given[command.at]:
        talk.refuse(f"there is no question here for {MARK}{word.name}")
        return None
    return command.run(call)


def usage(name: str) -> str:
    """Return how a word is typed."""
    takes = COMMANDS[name].takes if name in COMMANDS else ROW_WORDS[name].takes
    return f"{MARK}{name} {takes}".rstrip()


def unknown(name: str) -> str:
    """Return what to say about a word that there is none of."""
    near = nearest_name(name, (*COMMANDS, *ROW_WORDS)) if name else None
    hint = f"; nearest: {MARK}{near}" if near else ""
    return (
        f"there is no word {MARK}{name}{hint}; an answer that begins with a colon begins with two"
    )


# On a question.


def _explain(call: Call) -> None:
    if call.question is None:
        _help(call)
        return
    call.talk.say(*question_help(call.question))
    call.talk.say(f"{MARK}help lists what else can be said", tone="quiet")


def _help(call: Call) -> None:
    words = {name: command.does for name, command in COMMANDS.items()}
    if call.question is not None and call.question.kind.row is not None:
        words = {name: word.does for name, word in ROW_WORDS.items()} | words
    call.talk.say("At any prompt:", tone="head")
    call.talk.say(*(f"{usage(name)}: {does}" for name, does in words.items()))


def _more(call: Call) -> None:
    assert call.section is not None
    agenda = call.talk.agenda
    agenda.note_wish(call.section, whole=True)
    number = len(agenda.optional(call.section))
    call.talk.say(f"optional questions of this section that are asked, too: {number}")


def _skip(call: Call) -> Move:
    if call.question is not None:
        call.talk.tell_left(call.question)
    return Direction.NEXT


def _clear(call: Call) -> None:
    talk, question = call.talk, _question(call)
    if question.id not in talk.session.framing.answers:
        talk.say("there is no answer to clear")
        return
    before = talk.session.stand
    talk.session.begin_step()
    talk.session.answer(question.id, None)
    talk.say("cleared")
    talk.tell_changes(before, question.id)


def _take_offer(call: Call) -> Move | None:
    talk, question = call.talk, _question(call)
    offer = talk.session.offer_for(question.id)
    if offer is None:
        talk.say("nothing is offered here")
        return None
    talk.say(f"taken: {quoted(question.kind.show(offer))}")
    talk.take(question, Given(question.kind.edit(offer), offer))
    return Direction.NEXT


def _find_out(call: Call) -> Move | None:
    talk, question = call.talk, _question(call)
    found = _BY.fullmatch(call.rest)
    if found is None:
        talk.refuse(f"expected {usage('find')}, like {MARK}find data lead by 1 Jun")
        return None
    session, before = talk.session, talk.session.stand
    try:
        due = day_of_year(found[2], session.today)
    except EntryError as error:
        talk.refuse(str(error))
        return None
    session.find_out(question.id, found[1].strip(), due)
    action = found_out_in(session.framing, question.id)
    if action is not None:
        talk.say(f"being found out: {quoted(action.finder)}")
    talk.tell_changes(before, question.id)
    return Direction.NEXT


def _not_applicable(call: Call) -> Move | None:
    talk, question, reason = call.talk, _question(call), call.rest
    before = talk.session.stand
    if not reason and call.place not in talk.session.framing.not_applicable:
        talk.refuse(f"expected {usage('na')}: a reason is needed")
        return None
    talk.session.mark_not_applicable(call.place, reason or None)
    talk.say("marked as not applicable" if reason else "the mark is lifted")
    talk.tell_changes(before, question.id)
    return Direction.NEXT if reason else None


def _note(call: Call) -> None:
    call.talk.session.note(call.place, call.rest or None)
    call.talk.say("noted" if call.rest else "the note is removed")


def _basis(call: Call) -> None:
    talk, question, framing = call.talk, _question(call), call.talk.session.framing
    if not takes_basis(question.id):
        talk.refuse("only a number, or the evidence of a cell, has a basis")
        return
    if question.id not in framing.answers:
        talk.refuse("answer it first: then say what that rests on")
        return
    try:
        word = BASIS.parse(call.rest) if call.rest else None
    except WrongValue as error:
        talk.refuse(str(error))
        return
    before = talk.session.stand
    talk.session.rest_on(question.id, word)
    talk.say(f"it stands as: {told(talk.session.framing, question)}")
    talk.tell_changes(before, question.id)


def _settle(call: Call) -> Move | None:
    return unsettled.settle(call.talk, call.rest, _question(call), usage("settle"))


def _question(call: Call) -> AnyQuestion:
    assert call.question is not None
    return call.question


# Anywhere.


def go_to(talk: Conversation, name: str) -> Move | None:
    """Go to a section by its number or name, or to a question; say so where there is none."""
    wanted = name.strip().lower()
    section = section_named(wanted)
    if section is not None:
        first = talk.agenda.walk(section)
        if first is None:
            talk.say(f"nothing is asked in section {section.number} now")
        return GoTo(first) if first else None
    inside = None if is_known(wanted) else row_question(wanted)
    question_id = inside.id if inside is not None else wanted
    if not is_known(question_id):
        near = nearest_question(wanted) if wanted else None
        hint = f"; nearest: {near}" if near else ""
        talk.refuse(f"no question or section “{quoted(name)}”{hint}")
        return None
    question, framing = QUESTIONS[question_id], talk.session.framing
    if not question.is_asked(framing) and question_id not in framing.answers:
        talk.refuse(f"{question_id} is not asked now, only {question.when_words}")
        return None
    return GoTo(question_id)


def _park(call: Call) -> None:
    if not call.rest:
        call.talk.refuse(f"expected {usage('park')}")
        return
    call.talk.session.park(call.rest)
    call.talk.say("parked")


def _stepped(talk: Conversation, take: Callable[[], str | None], step: Step) -> Move | None:
    before = talk.session.stand
    touched = take()
    if touched is None:
        talk.say(f"there is nothing to be {step}")
        return None
    talk.tell_changes(before, touched, step)
    if not is_known(touched) or not QUESTIONS[touched].is_asked(talk.session.framing):
        return None
    return GoTo(touched)


def _why(call: Call) -> None:
    """Tell the findings on a question, or those of a code."""
    talk = call.talk
    if call.rest or call.question is None:
        _why_code(talk, call.rest)
        return
    findings = talk.session.assessment.about(call.question.id)
    for finding in findings:
        talk.say(*finding_help(finding))
    if not findings:
        talk.say("nothing is found on this question")


def _why_code(talk: Conversation, typed: str) -> None:
    code = typed.upper()
    findings = [f for f in talk.session.assessment.findings if f.code == code]
    for finding in findings:
        talk.say(*finding_help(finding))
    if not findings:
        words = "is not found" if code in BY_CODE else "is no code; they look like FT603"
        talk.refuse(f"{quoted(typed) or 'that'} {words}")


def _status(call: Call) -> None:
    call.talk.say(*standing(call.talk.session.assessment))


def _findings(call: Call) -> None:
    assessment = call.talk.session.assessment
    call.talk.say(*standing(assessment), *findings_lines(assessment.findings))


def _flips(call: Call) -> None:
    session = call.talk.session
    # In the middle of a record the last judgement is older than the answers.
    assessment = assess(session.framing, session.today, session.settings)
    call.talk.say(*flips_lines(flips(session.framing, assessment, session.settings)))


def _accept(call: Call) -> None:
    talk, session = call.talk, call.talk.session
    found = _ACCEPT.fullmatch(call.rest)
    if found is None:
        talk.refuse(f"expected {usage('accept')}")
        return
    code, reason, name, until = found[1].upper(), found[2], found[3], found[4]
    if all(f.code != code for f in session.assessment.findings):
        _why_code(talk, code)
        return
    try:
        day = day_of_year(until, session.today) if until else None
    except EntryError as error:
        talk.refuse(str(error))
        return
    before = session.stand
    session.accept(code, reason, name, day)
    talk.say(f"accepted: {code}")
    talk.tell_changes(before)


def _withdraw(call: Call) -> None:
    talk, session, code = call.talk, call.talk.session, call.rest.upper()
    if all(row.rule != code for row in session.framing.records.accepted or ()):
        talk.refuse(f"{quoted(call.rest) or 'nothing'} has not been accepted")
        return
    before = session.stand
    session.withdraw(code)
    talk.say(f"no longer accepted: {code}")
    talk.tell_changes(before)


def _page(call: Call) -> None:
    # The template engine is needed for this alone.
    from framing_tui.spec.markdown import export_markdown
    from framing_tui.spec.templating import SpecError

    session = call.talk.session
    template = config_for(session.path.parent).template
    try:
        page = export_markdown(session.framing, session.settings, template)
    except SpecError as error:
        call.talk.refuse(str(error))
        return
    call.talk.say(*(Said(line, wraps=False) for line in page.splitlines()))


COMMANDS: dict[str, WordCommand] = {
    "help": WordCommand("", "these words; ? alone explains the question, with examples", _help),
    "skip": WordCommand(
        "", "go on, and leave the answer as it is; an empty line does so too", _skip
    ),
    "back": WordCommand("", "go back to the question before", lambda _: Direction.BACK),
    "clear": WordCommand("", "clear the answer", _clear, "question"),
    "take": WordCommand("", "take the answer that is offered", _take_offer, "question"),
    "more": WordCommand("", "ask the optional questions of this section, too", _more, "section"),
    "find": WordCommand(
        "WHO BY DATE", "do not know yet: who finds out, and by when", _find_out, "question"
    ),
    "na": WordCommand(
        "REASON",
        "not applicable; without a reason, the mark is lifted",
        _not_applicable,
        "question",
    ),
    "note": WordCommand(
        "TEXT", "a note on this question; without a text, it is removed", _note, "question"
    ),
    "basis": WordCommand(
        "WORD",
        "what this figure rests on: measured, document, estimate or guess; alone, nothing",
        _basis,
        "question",
    ),
    "park": WordCommand("TEXT", "a thought that fits no question, for the parking lot", _park),
    "goto": WordCommand(
        "QUESTION",
        "go to a question like stack.kpi, or to a section by its number",
        lambda call: go_to(call.talk, call.rest),
    ),
    "undo": WordCommand(
        "",
        "take back the last change, and go there",
        lambda call: _stepped(call.talk, call.talk.session.undo, "undone"),
    ),
    "redo": WordCommand(
        "",
        "make the change again that was taken back",
        lambda call: _stepped(call.talk, call.talk.session.redo, "redone"),
    ),
    "why": WordCommand(
        "CODE", "the findings on this question with their reasons, or the one of that code", _why
    ),
    "status": WordCommand("", "verdict, cells, and how much of both passes is answered", _status),
    "findings": WordCommand("", "verdict, cells and all findings, worst first", _findings),
    "flips": WordCommand(
        "", "which single number would change the verdict, a red finding or a figure", _flips
    ),
    "accept": WordCommand(
        "CODE REASON BY NAME",
        "take a finding on as a known risk; UNTIL DATE may follow",
        _accept,
    ),
    "withdraw": WordCommand("CODE", "take back that a finding was accepted", _withdraw),
    "settle": WordCommand(
        "mine|theirs|both",
        "two answers to this question; alone, it shows them",
        _settle,
        "question",
    ),
    "copies": WordCommand(
        "take|drop NUMBER",
        "answers that could not be saved; alone, it shows them",
        lambda call: unsettled.copies(call.talk, call.rest, usage("copies")),
    ),
    "page": WordCommand("", "the page as it stands", _page),
    "stop": WordCommand(
        "", "stop; everything is saved, and the next time goes on here", lambda _: Direction.STOP
    ),
}
# What is obeyed only in a list of records, beside the others.
ROW_WORDS: dict[str, RowCommand] = {
    "list": RowCommand("", "the list as it stands", lambda records, _: records.say_list()),
    "edit": RowCommand(
        "NUMBER", "go through a record again", lambda records, rest: records.edit(rest)
    ),
    "delete": RowCommand("NUMBER", "delete a record", lambda records, rest: records.delete(rest)),
    "move": RowCommand(
        "NUMBER TO", "move a record to another place", lambda records, rest: records.move(rest)
    ),
    "done": RowCommand("", "leave the rest of a record open", lambda *_: Direction.NEXT),
}
