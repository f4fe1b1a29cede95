"""What every part of the interview is handed: the session, what is said, and one typed answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from framing_tui.ask.agenda import WHOLE, Agenda, Scope
from framing_tui.ask.changes import changes
from framing_tui.ask.output import told
from framing_tui.ask.prompt import Prompt, Said, Talk, Tone, quoted
from framing_tui.ask.typed import ENDS_LIST, ENDS_TEXT, value_of
from framing_tui.ask.words import Word, unescaped, word_in
from framing_tui.assessment.changes import Stand
from framing_tui.assessment.steps import Step
from framing_tui.model.clean import MADE_VISIBLE, one_line, replaced_characters
from framing_tui.model.kinds import MAX_TEXT, Kind, WrongValue, as_read
from framing_tui.model.question import AnyQuestion
from framing_tui.session import Session

_DOT = "."


class Direction(Enum):
    """Where to go from a question."""

    NEXT = "next"
    BACK = "back"
    STOP = "stop"


@dataclass(frozen=True)
class GoTo:
    """Go to a question, wherever it is."""

    question_id: str


Move = Direction | GoTo


@dataclass(frozen=True)
class Given:
    """An answer: what was typed, what it means, and the word that ended it, if one did."""

    typed: str
    value: object
    then: Word | None = None


# What came of a prompt: an answer, a word to obey, or None for an empty line.
Reply = Given | Word | None


class Conversation:
    """Says things, takes lines, and hands answers to the session."""

    def __init__(self, session: Session, scope: Scope = WHOLE) -> None:
        self.session = session
        self.agenda = Agenda(session, scope)
        self._said: list[Said] = []
        self._save_error: str | None = None

    def say(self, *said: Said | str, tone: Tone = "") -> None:
        """Say lines before the next prompt."""
        self._said += [Said(line, tone) if isinstance(line, str) else line for line in said]

    def take_said(self) -> tuple[Said, ...]:
        """Return what has been said since this was last asked for."""
        said, self._said = tuple(self._said), []
        return said

    def take(self, question: AnyQuestion, given: Given) -> None:
        """Save an answer, and say how it was read and what it has changed."""
        before = self.session.stand
        self.session.begin_step()
        self.session.answer(question.id, given.value)
        if replaced_characters(given.typed):
            self.say(MADE_VISIBLE, tone="amber")
        read = as_read(question.kind, given.typed, given.value)
        if read:
            self.say(read, tone="quiet")
        if question.counts_as_open(given.value):
            self.say("that leaves the question open", tone="amber")
        self.tell_changes(before, question.id)

    def tell_changes(
        self, before: Stand, question_id: str | None = None, step: Step = "answered"
    ) -> None:
        """Say what has turned since an earlier moment: by an answer to a question, or otherwise."""
        self.say(*changes(before, self.session.stand, question_id, step))

    def reply(
        self,
        prompt: Prompt,
        kind: Kind[Any],
        refuse: Callable[[str, WrongValue], None] | None = None,
    ) -> Talk[Reply]:
        """Ask until there is an answer of a kind, a word or an empty line.

        `refuse` is told what was typed and is no answer, in place of saying why it is none.
        """
        while True:
            self._tell_saving()
            line = yield prompt
            word = word_in(line)
            if word is not None:
                return word
            if not line.strip() or (kind.has_lines and line.strip() == _DOT):
                return None
            typed, then = unescaped(line), None
            if kind.has_lines and not (kind.has_items and kind.parse(typed) == ()):
                typed, then = yield from self._further_lines(typed, kind)
            try:
                session = self.session
                value = value_of(kind, typed, session.today, session.framing)
                return Given(typed, value, then)
            except WrongValue as error:
                if refuse is None:
                    self.say(str(error), tone="amber")
                else:
                    refuse(typed, error)
                if then is not None:
                    return then

    def _further_lines(self, first: str, kind: Kind[Any]) -> Talk[tuple[str, Word | None]]:
        """Take lines up to a dot; a word ends them as well, and is obeyed after it.

        An empty line is a part of a text, but ends a list, as no item of one is empty.
        """
        ends = ENDS_LIST if kind.has_items else ENDS_TEXT
        lines = [first]
        while True:
            line = yield Prompt("more", hint=ends)
            word = word_in(line)
            is_over = line.strip() == _DOT or (kind.has_items and not line.strip())
            if word is not None or is_over:
                return "\n".join(lines), word
            lines.append(unescaped(line))

    def tell_left(self, question: AnyQuestion) -> None:
        """Say that a question is gone on from, and what stands there."""
        framing = self.session.framing
        if question.id not in framing.answers:
            self.say("left open", tone="quiet")
        else:
            self.say(f"kept: {told(framing, question)}", tone="quiet")

    def refuse_at(self, question: AnyQuestion) -> Callable[[str, WrongValue], None]:
        """Return what refuses an answer to a question: words at a choice are kept as a note.

        Why not a single word, one that is nearly an option, or options that do not go together:
        that is mistyped, and typed again.
        """

        def refuse(typed: str, error: WrongValue) -> None:
            is_prose = len(typed.split()) > 1 and not _names_options(question.kind, typed)
            if not is_prose or error.nearest:
                self.say(str(error), tone="amber")
                return
            before = self.session.framing.notes.get(question.id, "")
            words = one_line(typed, MAX_TEXT)
            self.session.note(question.id, f"{before}\n{words}" if before else words)
            stays = "the question stays as it was"
            self.say(f"“{quoted(typed)}” is no option: kept as a note; {stays}", tone="amber")

        return refuse

    def refuse(self, why: str) -> None:
        """Say why something that was typed is not done."""
        self.say(why, tone="amber")

    def _tell_saving(self) -> None:
        """Say what the saving thread has to tell: others' answers, or that it cannot save."""
        before = self.session.stand
        told = self.session.join_saved()
        if told is not None:
            self.say(told.words(undo=":undo", settle="the full screen shows both"))
            self.tell_changes(before)
        state = self.session.autosave.state
        if state.error != self._save_error:
            self._save_error = state.error
            self.say(state.words if state.error else "saved again", tone="red")


def _names_options(kind: Kind[Any], typed: str) -> bool:
    """Tell whether nothing but options was typed, or there are none to choose from."""
    words = [word.strip() for word in typed.replace(";", ",").split(",")]
    return not kind.options or all(
        word.isdigit() or kind.word_of(word) in kind.values for word in words
    )
