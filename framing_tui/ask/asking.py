"""The part of the interview that asks one question, or goes through a list of records."""

from __future__ import annotations

from framing_tui.ask.obeying import Obeying
from framing_tui.ask.prompt import Prompt, Said, Talk, quoted
from framing_tui.ask.speaking import Given, Move, Step
from framing_tui.ask.telling import choice_lines, question_help, question_lines
from framing_tui.ask.typed import choices_of, how_to_type, is_numbered
from framing_tui.ask.words import Word, usage
from framing_tui.assessment.completeness import is_optional
from framing_tui.model.catalogue import SECTION_OF
from framing_tui.model.kinds import Line, Many, One, Rows, describe
from framing_tui.model.labels import Candidate, chosen_alone
from framing_tui.model.question import AnyQuestion, Row, rows_kind


class Asking(Obeying):
    """Asks a question until it is answered, left open, or left."""

    def ask(self, question: AnyQuestion) -> Talk[Move]:
        """Ask a question; return where to go from it."""
        optional = is_optional(question, self.session.framing)
        self.say(*question_lines(self.session, question, optional=optional))
        if isinstance(question.kind, Rows):
            return (yield from self._records(question))
        while True:
            value = self.session.framing.answers.get(question.id)
            prompt = prompt_for(question, question.id, value)
            reply = yield from self.reply(prompt, question.kind)
            word = reply
            if reply is None:
                self._tell_left(question)
                return Step.NEXT
            if isinstance(reply, Given):
                self.take(question, reply)
                if reply.then is None:
                    return Step.NEXT
                word = reply.then
            assert isinstance(word, Word)
            move = self.obey(word, question, section=SECTION_OF[question.id])
            if move is Step.NEXT and word.name == "skip":
                self._tell_left(question)
            if move is not None:
                return move
            if isinstance(reply, Given):
                return Step.NEXT

    def _tell_left(self, question: AnyQuestion) -> None:
        value = self.session.framing.answers.get(question.id)
        if value is None:
            self.say("left open", tone="quiet")
        else:
            self.say(f"kept: {quoted(question.kind.show(value))}", tone="quiet")

    # Records.

    def _records(self, question: AnyQuestion) -> Talk[Move]:
        """Go through a list: a name adds a record, an empty name ends the list."""
        key = rows_kind(question).row.key
        self._list(question)
        while True:
            has_rows = bool(self._rows(question))
            prompt = Prompt(
                f"{question.id}, {key}", on_empty="end the list" if has_rows else "leave it open"
            )
            reply = yield from self.reply(prompt, Line())
            if reply is None:
                if not has_rows:
                    self._tell_left(question)
                return Step.NEXT
            if isinstance(reply, Given):
                move = yield from self._named(question, str(reply.value))
            else:
                move = yield from self._word_on_records(reply, question)
            if move is not None:
                return move

    def _named(self, question: AnyQuestion, name: str) -> Talk[Move | None]:
        rows = self._rows(question)
        if name.lower() in ("none", "[]") and not rows:
            self.take(question, Given(name, ()))
            return Step.NEXT
        if any(row.label == name for row in rows):
            self.say(f"there is another {describe(name)}; names are unique", tone="amber")
            return None
        row_type = rows_kind(question).row
        return (yield from self._record(question, len(rows), row_type({row_type.key: name})))

    def _word_on_records(self, word: Word, question: AnyQuestion) -> Talk[Move | None]:
        if word.name == "list":
            self._list(question)
        elif word.name in ("edit", "delete", "move"):
            at = self._numbers(word, question)
            if at and word.name == "edit":
                row = self._rows(question)[at[0]]
                return (yield from self._record(question, at[0], row, from_key=True))
            if at:
                self._rearrange(question, word.name, at)
        elif word.name == "done":
            return Step.NEXT
        else:
            return self.obey(word, question, section=SECTION_OF[question.id])
        return None

    def _numbers(self, word: Word, question: AnyQuestion) -> tuple[int, ...]:
        """Return the places that a word names, from 0 on; say so where there are none such."""
        wanted = 2 if word.name == "move" else 1
        parts, number = word.rest.split(), len(self._rows(question))
        given = [int(p) for p in parts if p.isascii() and p.isdigit() and len(p) < 5]
        if len(parts) == len(given) == wanted and all(1 <= n <= number for n in given):
            return tuple(n - 1 for n in given)
        range_words = f"numbers from 1 to {number}" if number else "nothing is listed yet"
        self.say(f"expected {usage(word.name)}; {range_words}", tone="amber")
        return ()

    def _rearrange(self, question: AnyQuestion, how: str, at: tuple[int, ...]) -> None:
        rows = list(self._rows(question))
        taken = rows.pop(at[0])
        if how == "move":
            rows.insert(at[1], taken)
        before = self.session.stand
        self.session.begin_step()
        self.session.answer(question.id, tuple(rows) or None)
        self._list(question)
        self.tell_changes(before, question.id)

    def _record(
        self, question: AnyQuestion, index: int, row: Row, *, from_key: bool = False
    ) -> Talk[Move | None]:
        """Go through the columns of a record; each cell is saved at once, all are judged at the
        end, as half a record is not yet what anybody meant."""
        before = self.session.stand
        self.session.begin_step()
        self._keep(question, index, row)
        move = yield from self._columns(question, index, row, from_key=from_key)
        self.session.judge()
        self.tell_changes(before, question.id)
        return move

    def _columns(
        self, question: AnyQuestion, index: int, row: Row, *, from_key: bool
    ) -> Talk[Move | None]:
        names = list(row.columns)
        gone: list[str] = []
        shown = ""
        ahead = names if from_key else [name for name in names if name != row.key]
        while True:
            name = next((n for n in ahead if n not in gone and self._is_asked(row, n)), None)
            if name is None:
                return None
            column = row.columns[name]
            if name != shown:
                self.say(*_column_lines(row, column))
            shown = name
            prompt = prompt_for(column, name, row.cells.get(name))
            reply = yield from self.reply(prompt, column.kind)
            word: Word | None = None
            if isinstance(reply, Given):
                complaint = self._refused(question, index, name, reply.value)
                if complaint:
                    self.say(complaint, tone="amber")
                    continue
                row = row.replace(**{name: reply.value})
                self._keep(question, index, row)
                if row.columns[name] is Candidate.chosen and reply.value is True:
                    self._choose(question, index)
                word = reply.then
            elif isinstance(reply, Word):
                word = reply
            if word is None or word.name == "skip":
                gone.append(name)
            elif word.name == "done":
                return None
            elif word.name == "back":
                if not gone:
                    return None
                gone.pop()
            elif word.name == "clear":
                if name == row.key:
                    self.say(f"a {name} is needed; {usage('delete')} deletes", tone="amber")
                    continue
                row = row.replace(**{name: None})
                self._keep(question, index, row)
                self.say("cleared")
            elif word.name == "?":
                self.say(*question_help(column))
            else:
                move = self.obey(word, question, section=SECTION_OF[question.id])
                if move is not None:
                    return move

    def _refused(self, question: AnyQuestion, index: int, name: str, value: object) -> str:
        """Return why a cell cannot be kept, or nothing."""
        row_type = rows_kind(question).row
        others = [row.label for at, row in enumerate(self._rows(question)) if at != index]
        if name == row_type.key and value in others:
            return f"there is another {describe(value)}; names are unique"
        return ""

    def _keep(self, question: AnyQuestion, index: int, row: Row) -> None:
        rows = list(self._rows(question))
        rows[index : index + 1] = [row]
        self.session.answer(question.id, tuple(rows), judge=False)

    def _choose(self, question: AnyQuestion, index: int) -> None:
        """Let a candidate be the only one of its list that is chosen."""
        rows = self._rows(question)
        for at, row in enumerate(rows):
            if at != index and row.cells.get("chosen") is True:
                self.say(f"no longer chosen: {quoted(row.label)}")
        self.session.answer(question.id, chosen_alone(rows, index), judge=False)

    def _is_asked(self, row: Row, name: str) -> bool:
        when = row.columns[name].when_row
        return when is None or when(row) or name in row.cells

    def _rows(self, question: AnyQuestion) -> tuple[Row, ...]:
        rows: tuple[Row, ...] = self.session.framing.answers.get(question.id, ())
        return rows

    def _list(self, question: AnyQuestion) -> None:
        rows = self._rows(question)
        if not rows:
            none = self.session.framing.answers.get(question.id) == ()
            stands = "it stands as: none. " if none else ""
            self.say(f"{stands}A name adds one; “none” where there is none.", tone="quiet")
            return
        for number, row in enumerate(rows, 1):
            cells = [
                f"{name.replace('_', ' ')} {quoted(column.kind.show(row.cells[name]))}"
                for name, column in row.columns.items()
                if name in row.cells and name != row.key
            ]
            self.say(Said(f"{number} {'; '.join([quoted(row.label), *cells])}"))
        self.say(f"A name adds one; {usage('edit')}, {usage('delete')}.", tone="quiet")


def prompt_for(question: AnyQuestion, label: str, value: object) -> Prompt:
    """Return the prompt of a question that is answered in one piece."""
    kind = question.kind
    choices = choices_of(kind)
    shown = () if value is None else value if isinstance(value, tuple) else (kind.show(value),)
    if isinstance(kind, One) and value is not None:
        shown = (kind.edit(str(value)),)
    return Prompt(
        label,
        choices=choices,
        many=isinstance(kind, Many),
        own=isinstance(kind, Many) and kind.own,
        stands=tuple(str(item) for item in shown) if choices else (),
        hint=how_to_type(kind) if choices and not is_numbered(kind) else "",
        on_empty="leave it open" if value is None else "keep it",
    )


def _column_lines(row: Row, column: AnyQuestion) -> list[Said]:
    asks = column.asks if column.asks.endswith("?") else f"{column.asks}:"
    said = [Said(f"{asks} {column.help}" if column.help else column.asks)]
    said += choice_lines(column.kind, "choice")
    if column.name in row.cells:
        said.append(Said(f"it stands as: {quoted(column.kind.show(row.cells[column.name]))}"))
    return said
