"""One question: asked until it is answered, left open, or left."""

from __future__ import annotations

from framing_tui.ask.commands import obey
from framing_tui.ask.conversation import Conversation, Direction, Given, Move
from framing_tui.ask.output import question_lines
from framing_tui.ask.prompt import Talk
from framing_tui.ask.records import RecordList
from framing_tui.ask.typed import prompt_for
from framing_tui.ask.words import Word
from framing_tui.assessment.completeness import is_optional
from framing_tui.model.catalogue import SECTION_OF
from framing_tui.model.question import AnyQuestion


def ask(talk: Conversation, question: AnyQuestion) -> Talk[Move]:
    """Ask a question; return where to go from it."""
    optional = is_optional(question, talk.session.framing)
    talk.say(*question_lines(talk.session, question, optional=optional))
    if question.kind.row is not None:
        return (yield from RecordList(talk, question).go_through())
    while True:
        value = talk.session.framing.answers.get(question.id)
        prompt = prompt_for(question, question.id, value)
        reply = yield from talk.reply(prompt, question.kind, talk.refuse_at(question))
        word = reply
        if reply is None:
            talk.tell_left(question)
            return Direction.NEXT
        if isinstance(reply, Given):
            talk.take(question, reply)
            if reply.then is None:
                return Direction.NEXT
            word = reply.then
        assert isinstance(word, Word)
        move = obey(talk, word, question, section=SECTION_OF[question.id])
        if move is not None:
            return move
        if isinstance(reply, Given):
            return Direction.NEXT
