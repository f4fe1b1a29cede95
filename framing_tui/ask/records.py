"""A list of records: a name adds one, its columns are asked one after the other."""

from __future__ import annotations

from collections.abc import Callable, Generator

from framing_tui.ask.commands import ROW_WORDS, obey, usage
from framing_tui.ask.conversation import Conversation, Direction, Given, Move
from framing_tui.ask.output import choice_lines, question_help
from framing_tui.ask.prompt import Prompt, Said, Talk, quoted
from framing_tui.ask.typed import prompt_for
from framing_tui.ask.words import Word
from framing_tui.interview.beside import Beside, beside_record
from framing_tui.model.catalogue import SECTION_OF
from framing_tui.model.kinds import Line, says_none
from framing_tui.model.labels import Candidate, chosen_alone
from framing_tui.model.question import AnyQuestion
from framing_tui.model.records import Row, name_taken, rows_kind
from framing_tui.model.row_paths import RowPath


class RecordList:
    """The records of one question, as they are gone through."""

    def __init__(self, talk: Conversation, question: AnyQuestion) -> None:
        self.talk = talk
        self.question = question
        self.row_type: type[Row] = rows_kind(question).row

    def go_through(self) -> Talk[Move]:
        """Go through a list: a name adds a record, an empty name ends the list."""
        self.say_list()
        while True:
            has_rows = bool(self.rows)
            prompt = Prompt(
                f"{self.question.id}, {self.row_type.key}",
                on_empty="end the list" if has_rows else "leave it open",
            )
            reply = yield from self.talk.reply(prompt, Line())
            if reply is None:
                if not has_rows:
                    self.talk.tell_left(self.question)
                return Direction.NEXT
            if isinstance(reply, Given):
                move = yield from self._named(str(reply.value))
            else:
                move = yield from self._word_on_records(reply)
            if move is not None:
                return move

    def _named(self, name: str) -> Talk[Move | None]:
        rows = self.rows
        if says_none(name) and not rows:
            self.talk.take(self.question, Given(name, ()))
            return Direction.NEXT
        if complaint := name_taken(rows, name):
            self.talk.refuse(complaint)
            return None
        row = self.row_type({self.row_type.key: name})
        return (yield from self._record(len(rows), row))

    def _word_on_records(self, word: Word) -> Talk[Move | None]:
        if word.name not in ROW_WORDS:
            return obey(self.talk, word, self.question, section=SECTION_OF[self.question.id])
        move = ROW_WORDS[word.name].run(self, word.rest)
        return (yield from move) if isinstance(move, Generator) else move

    def edit(self, rest: str) -> Talk[Move | None]:
        """Go through a record again, its name among the columns."""
        at = self._places("edit", rest)
        if not at:
            return None
        return (yield from self._record(at[0], self.rows[at[0]], from_key=True))

    def delete(self, rest: str) -> None:
        """Delete a record."""
        if at := self._places("delete", rest):
            rows = list(self.rows)
            del rows[at[0]]
            self._rearrange(rows)

    def move(self, rest: str) -> None:
        """Move a record to another place."""
        if at := self._places("move", rest, wanted=2):
            rows = list(self.rows)
            rows.insert(at[1], rows.pop(at[0]))
            self._rearrange(rows)

    def _places(self, name: str, rest: str, wanted: int = 1) -> tuple[int, ...]:
        """Return the places that a word names, from 0 on; say so where there are none such."""
        parts, number = rest.split(), len(self.rows)
        given = [int(p) for p in parts if p.isascii() and p.isdigit() and len(p) < 5]
        if len(parts) == len(given) == wanted and all(1 <= n <= number for n in given):
            return tuple(n - 1 for n in given)
        range_words = f"numbers from 1 to {number}" if number else "nothing is listed yet"
        self.talk.refuse(f"expected {usage(name)}; {range_words}")
        return ()

    def _rearrange(self, rows: list[Row]) -> None:
        before = self.talk.session.stand
        self.talk.session.begin_step()
        self.talk.session.answer(self.question.id, tuple(rows) or None)
        self.say_list()
        self.talk.tell_changes(before, self.question.id)

    def _record(self, index: int, row: Row, *, from_key: bool = False) -> Talk[Move | None]:
        """Go through the columns of a record; each cell is saved at once, all are judged at the
        end, as half a record is not yet what anybody meant."""
        before = self.talk.session.stand
        self.talk.session.begin_step()
        self.keep(index, row)
        move = yield from _Record(self, index, row, from_key=from_key).go_through()
        self.talk.session.judge()
        self.talk.tell_changes(before, self.question.id)
        return move

    def keep(self, index: int, row: Row) -> None:
        """Keep a record as it stands, and judge nothing yet."""
        rows = list(self.rows)
        rows[index : index + 1] = [row]
        self.talk.session.answer(self.question.id, tuple(rows), judge=False)

    def choose(self, index: int) -> None:
        """Let a candidate be the only one of its list that is chosen."""
        rows = self.rows
        for at, row in enumerate(rows):
            if at != index and row.cells.get("chosen") is True:
                self.talk.say(f"no longer chosen: {quoted(row.label)}")
        self.talk.session.answer(self.question.id, chosen_alone(rows, index), judge=False)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The records as they stand."""
        rows: tuple[Row, ...] = self.talk.session.framing.answers.get(self.question.id, ())
        return rows

    def say_list(self) -> None:
        """Say the list as it stands."""
        rows = self.rows
        if not rows:
            none = self.talk.session.framing.answers.get(self.question.id) == ()
            stands = "it stands as: none. " if none else ""
            self.talk.say(f"{stands}A name adds one; “none” where there is none.", tone="quiet")
            return
        for number, row in enumerate(rows, 1):
            cells = [
                f"{name.replace('_', ' ')} {quoted(column.kind.show(row.cells[name]))}"
                for name, column in row.columns.items()
                if name in row.cells and name != row.key
            ]
            self.talk.say(Said(f"{number} {'; '.join([quoted(row.label), *cells])}"))
            found = beside_record(self.talk.session.framing, self.question.id, row.label)
            self.talk.say(*map(_in_words, found))
        self.talk.say(f"A name adds one; {usage('edit')}, {usage('delete')}.", tone="quiet")


class _Record:
    """One record as its columns are gone through, one after the other."""

    def __init__(self, records: RecordList, index: int, row: Row, *, from_key: bool) -> None:
        self._records = records
        self._talk = records.talk
        self._index = index
        self._row = row
        self._ahead = [name for name in row.columns if from_key or name != row.key]
        # What does not apply to a record is asked of it only where it is gone through again.
        self._is_again = from_key
        # The columns that have been gone through, and the one that is asked now.
        self._gone: list[str] = []
        self._name = ""
        self._is_over = False

    def go_through(self) -> Talk[Move | None]:
        """Ask for each column that is asked of this record; return where to go, None to stay."""
        told = ""
        while not self._is_over and (name := self._next()) is not None:
            column, self._name = self._row.columns[name], name
            if name != told:
                self._talk.say(*_column_lines(self._row, column))
                self._talk.say(*map(_in_words, self._beside(name)))
            told = name
            prompt = prompt_for(column, name, self._row.cells.get(name))
            reply = yield from self._talk.reply(prompt, column.kind)
            if isinstance(reply, Given) and not self._take(reply.value):
                continue
            word = (reply.then if isinstance(reply, Given) else reply) or Word("skip")
            if word.name in _WORDS:
                _WORDS[word.name](self)
            elif (move := self._obey(word)) is not None:
                return move
        return None

    def _obey(self, word: Word) -> Move | None:
        """Obey a word that means more than this column; return where to go, None to stay."""
        question, column = self._records.question, self._name
        move = obey(
            self._talk,
            word,
            question,
            section=SECTION_OF[question.id],
            place=str(RowPath(question.id, self._row.label, self._column_of(column))),
        )
        if word.name != "na":
            return move
        # The answer of the column has gone, and the record is gone on with.
        self._row = self._records.rows[self._index]
        if move is not None:
            self._gone.append(column)
        return None

    def _column_of(self, name: str) -> str:
        """Return the column that a mark stands on; on the name, it stands on the record."""
        return "" if name == self._row.key else name

    def _beside(self, name: str, *, is_note: bool | None = None) -> list[Beside]:
        """Return the notes and marks on a column."""
        framing = self._talk.session.framing
        found = beside_record(framing, self._records.question.id, self._row.label)
        return [
            beside
            for beside in found
            if beside.path.column == self._column_of(name) and is_note in (None, beside.is_note)
        ]

    def _next(self) -> str | None:
        for name in self._ahead:
            when = self._row.columns[name].when_row
            is_asked = when is None or when(self._row) or name in self._row.cells
            applies = self._is_again or not self._beside(name, is_note=False)
            if is_asked and applies and name not in self._gone:
                return name
        return None

    def _take(self, value: object) -> bool:
        """Keep a cell; tell whether it can be kept, and say why not."""
        is_name = self._name == self._row.key
        if is_name and (complaint := name_taken(self._records.rows, value, self._index)):
            self._talk.refuse(complaint)
            return False
        self._set(value)
        if self._row.columns[self._name] is Candidate.chosen and value is True:
            self._records.choose(self._index)
        return True

    def _set(self, value: object) -> None:
        self._row = self._row.replace(**{self._name: value})
        self._records.keep(self._index, self._row)

    # What words do here, where they mean the column and not the list.

    def skip(self) -> None:
        self._gone.append(self._name)

    def back(self) -> None:
        self._is_over = not self._gone
        if self._gone:
            self._gone.pop()

    def done(self) -> None:
        self._is_over = True

    def clear(self) -> None:
        if self._name == self._row.key:
            self._talk.refuse(f"a {self._name} is needed; {usage('delete')} deletes")
            return
        self._set(None)
        self._talk.say("cleared")

    def explain(self) -> None:
        self._talk.say(*question_help(self._row.columns[self._name]))


_WORDS: dict[str, Callable[[_Record], None]] = {
    "skip": _Record.skip,
    "back": _Record.back,
    "done": _Record.done,
    "clear": _Record.clear,
    "?": _Record.explain,
}


def _in_words(beside: Beside) -> Said:
    lead = "note: " if beside.is_note else ""
    return Said(f"{lead}{quoted(beside.said)}", "quiet")


def _column_lines(row: Row, column: AnyQuestion) -> list[Said]:
    asks = column.asks if column.asks.endswith("?") else f"{column.asks}:"
    said = [Said(f"{asks} {column.help}" if column.help else column.asks)]
    said += choice_lines(column.kind, "choice")
    if column.name in row.cells:
        said.append(Said(f"it stands as: {quoted(column.kind.show(row.cells[column.name]))}"))
    return said
