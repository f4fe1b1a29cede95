"""A list of records: a name adds one, its columns are asked one after the other."""

from __future__ import annotations

from framing_tui.ask.commands import obey, usage
from framing_tui.ask.conversation import Conversation, Direction, Given, Move
from framing_tui.ask.output import choice_lines, question_help
from framing_tui.ask.prompt import Prompt, Said, Talk, quoted
from framing_tui.ask.typed import prompt_for
from framing_tui.ask.words import Word
from framing_tui.interview.beside import Beside, beside_record
from framing_tui.model.catalogue import SECTION_OF
from framing_tui.model.kinds import Line
from framing_tui.model.labels import Candidate, chosen_alone
from framing_tui.model.question import AnyQuestion
from framing_tui.model.records import Row, name_taken, rows_kind
from framing_tui.model.row_paths import RowPath


class RecordList:
    """The records of one question, as they are gone through."""

    def __init__(self, talk: Conversation, question: AnyQuestion) -> None:
        self.talk = talk
        self.question = question

    def go_through(self) -> Talk[Move]:
        """Go through a list: a name adds a record, an empty name ends the list."""
        key = rows_kind(self.question).row.key
        self._list()
        while True:
            has_rows = bool(self.rows)
            prompt = Prompt(
                f"{self.question.id}, {key}",
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
        if name.lower() in ("none", "[]") and not rows:
            self.talk.take(self.question, Given(name, ()))
            return Direction.NEXT
        if complaint := name_taken(rows, name):
            self.talk.refuse(complaint)
            return None
        row_type = rows_kind(self.question).row
        return (yield from self._record(len(rows), row_type({row_type.key: name})))

    def _word_on_records(self, word: Word) -> Talk[Move | None]:
        if word.name == "list":
            self._list()
        elif word.name in ("edit", "delete", "move"):
            at = self._numbers(word)
            if at and word.name == "edit":
                row = self.rows[at[0]]
                return (yield from self._record(at[0], row, from_key=True))
            if at:
                self._rearrange(word.name, at)
        elif word.name == "done":
            return Direction.NEXT
        else:
            return obey(self.talk, word, self.question, section=SECTION_OF[self.question.id])
        return None

    def _numbers(self, word: Word) -> tuple[int, ...]:
        """Return the places that a word names, from 0 on; say so where there are none such."""
        wanted = 2 if word.name == "move" else 1
        parts, number = word.rest.split(), len(self.rows)
        given = [int(p) for p in parts if p.isascii() and p.isdigit() and len(p) < 5]
        if len(parts) == len(given) == wanted and all(1 <= n <= number for n in given):
            return tuple(n - 1 for n in given)
        range_words = f"numbers from 1 to {number}" if number else "nothing is listed yet"
        self.talk.say(f"expected {usage(word.name)}; {range_words}", tone="amber")
        return ()

    def _rearrange(self, how: str, at: tuple[int, ...]) -> None:
        rows = list(self.rows)
        taken = rows.pop(at[0])
        if how == "move":
            rows.insert(at[1], taken)
        before = self.talk.session.stand
        self.talk.session.begin_step()
        self.talk.session.answer(self.question.id, tuple(rows) or None)
        self._list()
        self.talk.tell_changes(before, self.question.id)

    def _record(self, index: int, row: Row, *, from_key: bool = False) -> Talk[Move | None]:
        """Go through the columns of a record; each cell is saved at once, all are judged at the
        end, as half a record is not yet what anybody meant."""
        before = self.talk.session.stand
        self.talk.session.begin_step()
        self._keep(index, row)
        move = yield from self._columns(index, row, is_again=from_key)
        self.talk.session.judge()
        self.talk.tell_changes(before, self.question.id)
        return move

    def _columns(self, index: int, row: Row, *, is_again: bool) -> Talk[Move | None]:
        names = list(row.columns)
        gone: list[str] = []
        shown = ""
        ahead = names if is_again else [name for name in names if name != row.key]
        while True:
            # What does not apply to a record is asked of it only where it is gone through again.
            wanted = (n for n in ahead if is_again or not self._beside(row, n, is_note=False))
            name = next((n for n in wanted if n not in gone and self._is_asked(row, n)), None)
            if name is None:
                return None
            column = row.columns[name]
            if name != shown:
                self.talk.say(*_column_lines(row, column))
                self.talk.say(*map(_told, self._beside(row, name)))
            shown = name
            prompt = prompt_for(column, name, row.cells.get(name))
            reply = yield from self.talk.reply(prompt, column.kind)
            word: Word | None = None
            if isinstance(reply, Given):
                complaint = self._refused(index, name, reply.value)
                if complaint:
                    self.talk.say(complaint, tone="amber")
                    continue
                row = row.replace(**{name: reply.value})
                self._keep(index, row)
                if row.columns[name] is Candidate.chosen and reply.value is True:
                    self._choose(index)
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
                    self.talk.say(f"a {name} is needed; {usage('delete')} deletes", tone="amber")
                    continue
                row = row.replace(**{name: None})
                self._keep(index, row)
                self.talk.say("cleared")
            elif word.name == "?":
                self.talk.say(*question_help(column))
            else:
                column_name = "" if name == row.key else name
                move = obey(
                    self.talk,
                    word,
                    self.question,
                    section=SECTION_OF[self.question.id],
                    place=str(RowPath(self.question.id, row.label, column_name)),
                )
                if word.name == "na":
                    # The answer of the column has gone, and the record is gone on with.
                    row = self.rows[index]
                    gone += [name] if move is not None else []
                elif move is not None:
                    return move

    def _beside(self, row: Row, name: str, *, is_note: bool | None = None) -> list[Beside]:
        """Return what stands on a column; on its name, what stands on the record."""
        column = "" if name == row.key else name
        found = beside_record(self.talk.session.framing, self.question.id, row.label)
        return [
            beside
            for beside in found
            if beside.path.column == column and is_note in (None, beside.is_note)
        ]

    def _refused(self, index: int, name: str, value: object) -> str:
        """Return why a cell cannot be kept, or nothing."""
        is_name = name == rows_kind(self.question).row.key
        return name_taken(self.rows, value, index) if is_name else ""

    def _keep(self, index: int, row: Row) -> None:
        rows = list(self.rows)
        rows[index : index + 1] = [row]
        self.talk.session.answer(self.question.id, tuple(rows), judge=False)

    def _choose(self, index: int) -> None:
        """Let a candidate be the only one of its list that is chosen."""
        rows = self.rows
        for at, row in enumerate(rows):
            if at != index and row.cells.get("chosen") is True:
                self.talk.say(f"no longer chosen: {quoted(row.label)}")
        self.talk.session.answer(self.question.id, chosen_alone(rows, index), judge=False)

    def _is_asked(self, row: Row, name: str) -> bool:
        when = row.columns[name].when_row
        return when is None or when(row) or name in row.cells

    @property
    def rows(self) -> tuple[Row, ...]:
        rows: tuple[Row, ...] = self.talk.session.framing.answers.get(self.question.id, ())
        return rows

    def _list(self) -> None:
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
            self.talk.say(*map(_told, found))
        self.talk.say(f"A name adds one; {usage('edit')}, {usage('delete')}.", tone="quiet")


def _told(beside: Beside) -> Said:
    lead = "note: " if beside.is_note else ""
    return Said(f"{lead}{quoted(beside.said)}", "quiet")


def _column_lines(row: Row, column: AnyQuestion) -> list[Said]:
    asks = column.asks if column.asks.endswith("?") else f"{column.asks}:"
    said = [Said(f"{asks} {column.help}" if column.help else column.asks)]
    said += choice_lines(column.kind, "choice")
    if column.name in row.cells:
        said.append(Said(f"it stands as: {quoted(column.kind.show(row.cells[column.name]))}"))
    return said
