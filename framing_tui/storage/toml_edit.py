"""Change answers in the text of a file, and nothing else in it. The only module that knows tomlkit.

Why in the text: comments, order, spelling and unknown keys are a person's work and survive every
save. After all changes the text is parsed again and compared with what was meant; where the two
differ, the caller writes the canonical form and keeps the old file beside it.

A file is taken as its sections: a header with the comments right above it and the lines below.
tomlkit is given the lines of one section, when something in them changes, and never a header. Why:
in whole files it puts comments at the wrong table, puts tables in another order and takes many
times as long; between keys, values and comments it keeps every byte, which is checked each time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from framing_tui.model.catalogue import QUESTIONS, TABLES
from framing_tui.model.framing import Framing
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.question import AnyQuestion
from framing_tui.model.records import Row
from framing_tui.model.row_paths import row_path
from framing_tui.storage import canonical
from framing_tui.storage.canonical import key_text, value_text
from framing_tui.storage.layout import Path, lay_out
from framing_tui.storage.limits import blanked
from framing_tui.storage.load import Opened, load_bytes
from framing_tui.storage.marks import MARKS
from framing_tui.storage.problem import CannotOpen
from framing_tui.storage.unread_keys import are_records, is_blank, leftover, readable

if TYPE_CHECKING:
    from tomlkit import TOMLDocument
    from tomlkit.items import Array, InlineTable, Item, Key

    Entries = list[tuple[Key | None, Item]]

# What tomlkit is given: it takes a second for two thousand dotted keys of four parts.
_MAX_KEY_PARTS = 4
_MAX_DOTTED = 400
_TABLE_ORDER = {table.path: rank for rank, table in enumerate(TABLES) if table.path}
_KEY_ORDER = {question_id: rank for rank, question_id in enumerate(QUESTIONS)}
_LAST = len(_TABLE_ORDER) + len(_KEY_ORDER)
_LEADING_BLANK_LINES = r"(?:[ \t]*\r?\n)*"


class EditMissed(Exception):
    """The changed text does not hold what was meant; nothing of it should be written."""


class NewValue(NamedTuple):
    """A value as it is to stand in the text, with the comment of its key where that is new."""

    path: Path
    value: str
    comment: str = ""


def edited(old: Opened, framing: Framing) -> Opened:
    """Return a file as it is read once every difference to its framing is written into its text.

    Raises EditMissed where the text would not read back as `framing`, or where something else that
    stands in it would be lost.
    """
    opened = read_back(changed_text(old, framing), framing, old.path)
    _refuse_loss(old, opened)
    return opened


def changed_text(old: Opened, framing: Framing) -> str:
    """Return the text of a file with every difference between its framing and another changed.

    Raises EditMissed where that cannot be done. Why whatever goes wrong is one: tomlkit raises all
    kinds of errors on shapes that it does not know, and none of them may cost an answer.
    """
    try:
        return _changed_text(old, framing)
    except EditMissed:
        raise
    except Exception as error:
        raise EditMissed(f"{type(error).__name__}: {error}") from error


def with_values(text: str, news: Iterable[NewValue]) -> str:
    """Return a text with values put in their place, one after the other.

    Raises what tomlkit raises: whoever takes any text goes through `changed_text`.
    """
    file = _File(text)
    for new in news:
        file.set(new)
    return file.text()


def read_back(text: str, framing: Framing, shown: str) -> Opened:
    """Return a text as it is read; raises EditMissed where it does not hold a framing."""
    try:
        opened = load_bytes(text.encode(), shown)._replace(text=text)
    except (CannotOpen, UnicodeEncodeError) as error:
        raise EditMissed(str(error)) from error
    if opened.framing != framing:
        raise EditMissed("the text does not read back as it was meant")
    return opened


def _refuse_loss(old: Opened, opened: Opened) -> None:
    """Raise EditMissed where unknown keys or unreadable values of the old text are gone."""
    answers = opened.framing.answers
    was = leftover(old.data, {*old.framing.answers, *answers}, opened.framing)
    records: dict[canonical.RecordKey, Row] = {}
    for question_id, question in QUESTIONS.items():
        if question.kind.row is not None:
            rows = answers.get(question_id, ())
            keys = canonical.record_keys(question_id, rows)
            records |= {k: row for k, row in zip(keys, rows, strict=True) if k is not None}
    if not was.is_kept_in(leftover(opened.data, answers), records):
        raise EditMissed("something that is no answer was lost")


def _changed_text(old: Opened, framing: Framing) -> str:
    base, file = old.framing, _File(old.text)
    news: list[NewValue] = []
    for question_id, question in QUESTIONS.items():
        before, after = base.answers.get(question_id), framing.answers.get(question_id)
        if before == after:
            continue
        path = tuple(question_id.split("."))
        if question.kind.row is not None:
            _set_records(file, question, _plain_at(old.data, path), before or (), after)
        else:
            plain = canonical.plain_answer(question, after)
            news.append(NewValue(path, value_text(plain), canonical.comment(question)))
    for name in MARKS:
        marks_before, marks_after = getattr(base, name), getattr(framing, name)
        for key in {**marks_before, **marks_after}:
            if marks_before.get(key) != marks_after.get(key):
                news.append(NewValue((name, key), value_text(marks_after.get(key, ""))))
    for new in news:
        file.set(new)
    return file.text()


def _plain_at(data: Mapping[str, Any], path: Path) -> object:
    at: Any = data
    for part in path:
        at = at.get(part) if isinstance(at, Mapping) else None
    return at


# One section: its lines are a document of tomlkit, without a table in it.


class _Section:
    """A header, the comments right above it, and the lines below; the first one has no header."""

    __slots__ = ("_body", "_document", "header", "is_row", "lead", "path")

    def __init__(self, path: Path, is_row: bool, lead: str, header: str, body: str) -> None:
        self.path = path
        self.is_row = is_row
        self.lead = lead
        self.header = header
        self._body = body
        self._document: TOMLDocument | None = None

    @property
    def body(self) -> str:
        """The lines below the header, as they stand now."""
        return self._body if self._document is None else self._document.as_string()

    @body.setter
    def body(self, text: str) -> None:
        self._body, self._document = text, None

    def text(self) -> str:
        """Return all lines of the section."""
        return self.lead + self.header + self.body

    def entries(self) -> Entries:
        """Return the keys, comments and blank lines of the body, to be changed in place.

        Raises EditMissed where tomlkit would take long, or would not give back what it was given.
        """
        if self._document is None:
            _refuse_wild(self._body)
            document = _parsed(self._body)
            if document.as_string() != self._body:
                _mend_dates(document.body)
            if document.as_string() != self._body:
                raise EditMissed("the lines of a table do not come back as they were")
            self._document = document
        return self._document.body

    def split(self) -> tuple[str, str]:
        """Return the body up to its last key and the comments right below that, and the rest."""
        entries = self.entries()
        end = max((i + 1 for i, (key, _) in enumerate(entries) if key is not None), default=0)
        while _is_comment(entries, end):
            end += 1
        rest = "".join(item.as_string() for _, item in entries[end:])
        body = self.body
        return body[: len(body) - len(rest)], rest


def _parsed(lines: str) -> TOMLDocument:
    import tomlkit

    return tomlkit.parse(lines)


def _mend_dates(entries: Entries) -> None:
    """Put the blanks behind each date in a `{…}` where they are written out.

    Why: tomlkit reads them as if a comment followed, and there is none in braces.
    """
    from tomlkit.items import Array, Date, InlineTable, Table

    for _, item in entries:
        for inner in item if isinstance(item, Array) else [item]:
            if isinstance(inner, (InlineTable, Table)):
                _mend_dates(inner.value.body)
                for _, date in inner.value.body if isinstance(inner, InlineTable) else ():
                    if isinstance(date, Date):
                        date.trivia.comment_ws, date.trivia.trail = "", date.trivia.comment_ws


def _refuse_wild(lines: str) -> None:
    """Raise EditMissed where keys of many parts, or many dotted keys, would keep tomlkit busy."""
    dotted = 0
    for piece in re.split(r"[\n,{}\[\]]", blanked(lines)):
        name, equals, _ = piece.partition("=")
        parts = name.count(".") + 1 if equals else 1
        dotted += parts > 1
        if parts > _MAX_KEY_PARTS or dotted > _MAX_DOTTED:
            raise EditMissed("keys of too many parts, or too many dotted keys")


def _found(entries: Entries, path: Path) -> tuple[Entries, int] | None:
    """Return where a key with a value stands: among which entries, and at which place."""
    from tomlkit.items import Array, InlineTable, Table

    for at, (key, item) in enumerate(entries):
        if key is None or key.key != path[0]:
            continue
        rest = path[1:]
        if not rest:
            if not isinstance(item, Table):
                return entries, at
            continue
        inner: object = item
        if isinstance(item, Array) and isinstance(rest[0], int) and rest[0] < len(item):
            inner, rest = item[rest[0]], rest[1:]
        if rest and isinstance(inner, (Table, InlineTable)):
            found = _found(inner.value.body, rest)
            if found is not None:
                return found
    return None


def _item(entries: Entries, path: Path) -> Item | None:
    """Return the value of a key, or a record in a list, or None."""
    from tomlkit.items import Array, Item

    *above, last = path
    found = _found(entries, tuple(above) if isinstance(last, int) else path)
    item = found[0][found[1]][1] if found else None
    if isinstance(last, int):
        inner = item[last] if isinstance(item, Array) and last < len(item) else None
        return inner if isinstance(inner, Item) else None
    return item


def _names(key: Key, item: Item) -> tuple[str, ...]:
    """Return the path of a key among its section; a dotted one is tables in tables."""
    from tomlkit.items import Table

    names = [key.key]
    while isinstance(item, Table):
        key, item = next((k, v) for k, v in item.value.body if k is not None)
        names.append(key.key)
    return tuple(names)


def _replace(entries: Entries, at: int, value: str) -> None:
    """Put another value at a key; its spelling, its blanks and its comment stay."""
    key, old = entries[at]
    item = _parsed(f"x = {value}\n").body[0][1]
    item.trivia.indent, item.trivia.trail = old.trivia.indent, old.trivia.trail
    item.trivia.comment_ws, item.trivia.comment = old.trivia.comment_ws, old.trivia.comment
    entries[at] = (key, item)


def _add_inline(table: InlineTable, names: Path, value: str) -> None:
    """Put a key at the end of a `{…}`, with the blanks that it has beside its braces."""
    from tomlkit.items import Whitespace

    entries = table.value.body
    new = _parsed(f"{_dotted(names)} = {value}\n").body[0]
    keys = [at for at, (key, _) in enumerate(entries) if key is not None]
    if keys:
        at = keys[-1] + 1
        entries[at:at] = [(None, Whitespace(",")), (None, Whitespace(" ")), new]
    else:
        entries[:] = [(None, Whitespace(" ")), new, (None, Whitespace(" "))]


def _dotted(path: Path) -> str:
    return ".".join(key_text(str(part)) for part in path)


# A whole file: where a key, a table or a record goes.


class _File:
    """The sections of a text, in its order; the first holds the keys above all headers."""

    def __init__(self, text: str) -> None:
        # Whether the last line has no newline, and nothing has been put behind it.
        self.is_cut_short = bool(text) and not text.endswith("\n")
        self.sections = _sections(text + "\n" if self.is_cut_short else text)

    def text(self) -> str:
        """Return the text as it stands now."""
        text = "".join(section.text() for section in self.sections)
        return text[:-1] if self.is_cut_short else text

    def place(self, path: Path) -> tuple[Entries, int] | None:
        """Return where a key with a value stands, or None where there is none."""
        found = (_found(s.entries(), path[len(s.path) :]) for s in self._holders(path))
        return next((place for place in found if place is not None), None)

    def set(self, new: NewValue) -> None:
        """Change a value in its place, or add its key where a reader looks for it."""
        place = self.place(new.path)
        if place is not None:
            _replace(*place, new.value)
        elif new.value != '""' or new.comment:
            self._add(new)

    def inline_holder(self, path: Path) -> tuple[InlineTable, Path] | None:
        """Return the innermost `{…}` in which a path lies, with the rest of the path."""
        from tomlkit.items import InlineTable

        for section in self._holders(path):
            for length in range(len(path) - 1, len(section.path), -1):
                item = _item(section.entries(), path[len(section.path) : length])
                if isinstance(item, InlineTable):
                    return item, path[length:]
        return None

    def insert_block(self, path: Path, block: str) -> None:
        """Put a table before the first one that follows it in the model's order, or at the end."""
        rank = block_rank(path)
        later = (i for i, s in enumerate(self.sections) if s.path and block_rank(s.path) > rank)
        at = next(later, len(self.sections))
        is_last = at == len(self.sections)
        before = self.sections[at - 1]
        if any(section.text() for section in self.sections[:at]):
            before.body += "" if before.text().endswith("\n\n") else "\n"
        self.sections[at:at] = _sections(block if is_last else f"{block}\n")[1:]
        if is_last:
            self.is_cut_short = False

    def take_key(self, path: Path) -> str | None:
        """Take a key out; return the comments that stood above and beside it, None for no key.

        Why they come along: where records are blocks, the comment stands above the first of them.
        """
        from tomlkit.items import Whitespace

        for section in self._holders(path):
            entries, names = section.entries(), path[len(section.path) :]
            found = _found(entries, names)
            if found is None:
                continue
            at = next(
                i for i, (key, item) in enumerate(entries) if key and _names(key, item) == names
            )
            first = _lead(entries, at)
            if first == 0 and not section.path:
                # A comment that opens the file may speak of all of it, and stays.
                first = at
            beside = found[0][found[1]][1].trivia.comment
            above = [item.trivia.comment for _, item in entries[first:at]]
            del entries[first : at + 1]
            if first and _is_blank(entries, first - 1) and _is_blank(entries, first):
                blank = entries[first][1].as_string()
                entries[first] = (None, Whitespace(blank.partition("\n")[2]))
            return "\n".join([*above, beside] if beside else above)
        return None

    def _holders(self, path: Path) -> list[_Section]:
        """Return the sections in which a path may stand."""
        found = [s for s in self.sections if s.path == path[: len(s.path)] and s.path != path]
        own = [s for s in found if s.path == path[:-1]]
        return own or found

    def _add(self, new: NewValue) -> None:
        """Put a new key behind the key that is asked before it, or into a new table."""
        path, value, comment = new
        parent = path[:-1]
        holder = self.inline_holder(path)
        if holder is not None:
            _add_inline(*holder, value)
            return
        own = next((s for s in self.sections if s.path == parent), None)
        if own is None:
            if not self._add_dotted(path, value):
                lines = _lines(key_text(str(path[-1])), value, comment)
                self.insert_block(parent, f"[{_dotted(parent)}]\n{lines}")
            return
        entries = own.entries()
        lines = _lines(key_text(str(path[-1])), value, comment)
        keys = [
            (rank((*parent, key.key)), at)
            for at, (key, item) in enumerate(entries)
            if key is not None and len(_names(key, item)) == 1
        ]
        elder = max((key for key in keys if key[0] <= rank(path)), default=None)
        if elder is not None:
            at = elder[1] + 1
        elif keys:
            first = keys[0][1]
            at = _lead(entries, first)
            if at == 0 and not parent and first:
                # Nothing tells whether a comment that opens the file speaks of the file or of the
                # first key, and it must be parted from neither.
                at = first + 1
        elif parent:
            at = 0
        else:
            at, lines = self._opening(entries, lines)
        self._put(own, at, lines)

    def _add_dotted(self, path: Path, value: str) -> bool:
        """Put a key behind those of its table, where that is spelt with dotted keys elsewhere."""
        parent = path[:-1]
        for section in reversed(self._holders(path)):
            keys = [
                ((*section.path, *_names(key, item)), at)
                for at, (key, item) in enumerate(section.entries())
                if key is not None
            ]
            keys = [(full, at) for full, at in keys if full[: len(parent)] == parent]
            if keys:
                ranks = [(rank(full), at) for full, at in keys if len(full) == len(path)]
                elder = max((key for key in ranks if key[0] <= rank(path)), default=keys[-1])
                name = _dotted(path[len(section.path) :])
                self._put(section, elder[1] + 1, f"{name} = {value}\n")
                return True
        return False

    def _opening(self, entries: Entries, lines: str) -> tuple[int, str]:
        """Return where the first root key goes, and its lines apart from what follows.

        It goes behind the comment that opens the file.
        """
        at = next((i for i in range(len(entries)) if not _is_comment(entries, i)), len(entries))
        if at < len(entries):
            is_crowded = not entries[at][1].as_string().startswith("\n")
        else:
            is_crowded = len(self.sections) > 1
        return at, lines + "\n" if is_crowded else lines

    def _put(self, section: _Section, at: int, lines: str) -> None:
        entries = section.entries()
        if section is self.sections[-1] and at == len(entries):
            self.is_cut_short = False
        entries[at:at] = _parsed(lines).body


def _sections(text: str) -> list[_Section]:
    tables = lay_out(text).tables
    ends = [*(table.lead for table in tables), len(text)]
    found = [_Section((), False, "", "", text[: ends[0]])]
    for table, end in zip(tables, ends[1:], strict=True):
        line = text.rfind("\n", 0, table.start) + 1
        newline = text.find("\n", table.start)
        body = len(text) if newline < 0 else newline + 1
        lead, header = text[table.lead : line], text[line:body]
        found.append(_Section(table.path, table.is_row, lead, header, text[body:end]))
    return found


def _lines(key: str, value: str, comment: str) -> str:
    return f"{comment}\n{key} = {value}\n" if comment else f"{key} = {value}\n"


def _lead(entries: Entries, at: int) -> int:
    """Return where the comments right above an entry begin, or its own place."""
    while at and _is_comment(entries, at - 1):
        at -= 1
    return at


def _is_comment(entries: Entries, at: int) -> bool:
    """Whether a comment in a line of its own stands at a place."""
    return at < len(entries) and entries[at][0] is None and not _is_blank(entries, at)


def _is_blank(entries: Entries, at: int) -> bool:
    """Whether blank lines stand at a place."""
    return at < len(entries) and entries[at][0] is None and not entries[at][1].as_string().strip()


def rank(path: Path) -> int:
    """Return where a key stands in its table; unknown keys come last."""
    if path == ("format",):
        return -1
    if path[0] in MARKS and len(path) == 2:
        key = str(path[1])
        of_row = row_path(key)
        return _KEY_ORDER.get(of_row.list_id if of_row else key, _LAST)
    index = next((i for i, part in enumerate(path) if isinstance(part, int)), None)
    if index is None:
        return _KEY_ORDER.get(".".join(str(part) for part in path), _LAST)
    question = QUESTIONS.get(".".join(str(part) for part in path[:index]))
    columns = list(question.kind.columns) if question else []
    return columns.index(str(path[-1])) if path[-1] in columns else _LAST


def block_rank(path: Path) -> float:
    """Return where a table belongs; a list of records stands right behind its own table."""
    names = [str(part) for part in path if isinstance(part, str)]
    for length in range(len(names), 0, -1):
        name = ".".join(names[:length])
        if name in _TABLE_ORDER:
            return _TABLE_ORDER[name] + (0.5 if length < len(names) else 0)
        below = [rank for table, rank in _TABLE_ORDER.items() if table.startswith(name + ".")]
        if below:
            return min(below)
    if names and names[0] in MARKS:
        return _LAST + MARKS.index(names[0])
    return _KEY_ORDER.get(names[0], _LAST) + len(_TABLE_ORDER) if names else 0


# Lists of records. A record carries comments and keys that no question asks for: it is moved,
# never written anew, and only a record that is new is spelt by this program.


def _set_records(
    file: _File,
    question: AnyQuestion,
    raw: object,
    before: Sequence[Row],
    after: Sequence[Row] | None,
) -> None:
    """Change the records of a question; `before` is what they were read as, `raw` the plain data.

    Records that could not be read stay where they are.
    """
    path = tuple(question.id.split("."))
    if not are_records(raw):
        _first_records(file, path, question, after)
        return
    read = readable(question, raw)
    places = [index for index, row in enumerate(read) if row is not None]
    if [read[index] for index in places] != list(before):
        raise EditMissed(f"{question.id}: the records are not those of the text")
    partners = _partners(before, after or ())
    for row, old in zip(after or (), partners, strict=True):
        if old is not None:
            for cell in _changed_cells((*path, places[old]), before[old], row):
                file.set(cell)
    # A record with nothing in it is no answer; it goes only where the answer is “none”.
    spare = [index for index, item in enumerate(raw) if is_blank(item)] if after == () else []
    if partners == list(range(len(before))) and not spare:
        return
    # What stands in each slot of the text: a record of `before`, or None for one not read.
    tokens = [places.index(index) if index in places else None for index in range(len(read))]
    listed = _listed(file, question, path)
    _arranged(listed, tokens, partners, after or (), spare)
    if not tokens and (after is not None or isinstance(listed, _Items)):
        value = '""' if after is None else "[]"
        file.set(NewValue(path, value, canonical.comment(question)))


def _first_records(
    file: _File, path: Path, question: AnyQuestion, after: Sequence[Row] | None
) -> None:
    """Write records into a text that has none, whatever stands in their place."""
    ask = canonical.comment(question)
    plain = [row.plain() for row in after or ()]
    if not plain or file.inline_holder(path) is not None:
        value = value_text(plain) if after is not None else '""'
        file.set(NewValue(path, value, ask if after is not None else ""))
        return
    above = file.take_key(path) or ask
    blocks = "\n".join(canonical.row_text(_dotted(path), row) for row in plain)
    file.insert_block(path, f"{above}\n{blocks}")


def _partners(before: Sequence[Row], after: Sequence[Row]) -> list[int | None]:
    """Return for each record the one it was, or None for a new one.

    Equal ones are paired first, then those of one name; where the count is the same, a record
    that is left in its place was renamed.
    """
    partners: list[int | None] = [None] * len(after)
    left = list(range(len(before)))

    def pair(fits: Callable[[int, int], bool]) -> None:
        for new in range(len(after)):
            if partners[new] is None:
                old = next((old for old in left if fits(old, new)), None)
                if old is not None:
                    partners[new] = old
                    left.remove(old)

    pair(lambda old, new: old == new and before[old] == after[new])
    pair(lambda old, new: before[old] == after[new])
    pair(lambda old, new: bool(after[new].label) and before[old].label == after[new].label)
    if len(before) == len(after):
        pair(lambda old, new: old == new)
    return partners


def _changed_cells(at: Path, before: Row, after: Row) -> Iterator[NewValue]:
    for name, column in after.columns.items():
        if before.cells.get(name) != after.cells.get(name):
            plain = canonical.plain_answer(column, after.cells.get(name))
            yield NewValue((*at, name), value_text(plain))


def _listed(file: _File, question: AnyQuestion, path: Path) -> _Blocks | _Items:
    """Return the records of a question as blocks or as items of a list, as they are spelt."""
    from tomlkit.items import Array

    if any(section.is_row and section.path[:-1] == path for section in file.sections):
        return _Blocks(file, question, path)
    place = file.place(path)
    item = place[0][place[1]][1] if place else None
    if not isinstance(item, Array):
        raise EditMissed(f"{question.id}: the records are neither blocks nor a list")
    return _Items(item)


def _arranged(
    listed: _Blocks | _Items,
    tokens: list[int | None],
    partners: list[int | None],
    after: Sequence[Row],
    spare: Sequence[int],
) -> None:
    """Put the records in their new order, new ones added, old ones cut, their tokens with them."""
    kept = [at for at in partners if at is not None]
    slots = [index for index, token in enumerate(tokens) if token in kept]
    listed.permute({slot: tokens.index(at) for slot, at in zip(slots, kept, strict=True)})
    for slot, token in zip(slots, kept, strict=True):
        tokens[slot] = token
    # From here on, new records have tokens of their own: negative, so that none is taken.
    place = -1
    for new, at in enumerate(partners):
        if at is not None:
            place = tokens.index(at)
            continue
        place += 1
        listed.insert(place, after[new])
        tokens.insert(place, -1 - new)
    for slot in range(len(tokens) - 1, -1, -1):
        was = tokens[slot]
        if slot in spare or (was is not None and was >= 0 and was not in kept):
            listed.cut(slot)
            del tokens[slot]
    listed.finish()


class _Items:
    """Records spelt as one list of `{…}`."""

    def __init__(self, array: Array) -> None:
        self.array = array

    def permute(self, sources: Mapping[int, int]) -> None:
        """Put the record of another slot into each slot that is named; comments stay."""
        items = list(self.array)
        for slot, source in sources.items():
            self.array[slot] = items[source]

    def insert(self, slot: int, row: Row) -> None:
        """Put a new record into a slot; those from there on move down."""
        text = value_text(row.plain(), long=False)
        self.array.insert(slot, _parsed(f"x = {text}\n").body[0][1])

    def cut(self, slot: int) -> None:
        """Take the record in a slot out, with the comment beside it."""
        del self.array[slot]

    def finish(self) -> None:
        """Do nothing: a list is whole at any moment."""


class _Slot:
    """A record with its subtables, and the lines behind it that belong to nobody."""

    def __init__(self, ask: str, sections: list[_Section], rest: str) -> None:
        self.ask = ask
        self.sections = sections
        self.rest = rest

    def text(self) -> str:
        """Return all lines of the slot."""
        return self.ask + "".join(section.text() for section in self.sections) + self.rest


class _Blocks:
    """Records spelt as `[[table]]` blocks.

    The comment that this program writes above a list belongs to the list; comments that stand
    apart belong to nobody and stay.
    """

    def __init__(self, file: _File, question: AnyQuestion, path: Path) -> None:
        self.file = file
        self.path = path
        self.slots: list[_Slot] = []
        self.order: list[_Section | _Slot] = []
        ask = canonical.comment(question) + "\n"
        sections, at = file.sections, 0
        while at < len(sections):
            section = sections[at]
            at += 1
            if not (section.is_row and section.path[:-1] == path):
                self.order.append(section)
                continue
            group = [section]
            while at < len(sections) and sections[at].path[: len(section.path)] == section.path:
                group.append(sections[at])
                at += 1
            group[-1].body, rest = group[-1].split()
            has_ask = section.lead.startswith(ask)
            section.lead = section.lead.removeprefix(ask)
            self.slots.append(_Slot(ask if has_ask else "", group, rest))
            self.order.append(self.slots[-1])
        if isinstance(self.order[-1], _Slot):
            file.is_cut_short = False

    def permute(self, sources: Mapping[int, int]) -> None:
        """Put the record of another slot into each slot that is named."""
        groups = [slot.sections for slot in self.slots]
        for slot, source in sources.items():
            self.slots[slot].sections = groups[source]

    def insert(self, slot: int, row: Row) -> None:
        """Put a new record into a slot; those from there on move down."""
        section = _sections(canonical.row_text(_dotted(self.path), row.plain()))[1]
        if slot == 0:
            first = self.slots[0]
            new = _Slot(first.ask, [section], "\n")
            first.ask = ""
            self.order.insert(self.order.index(first), new)
        else:
            before = self.slots[slot - 1]
            new = _Slot("", [section], before.rest)
            before.rest = "\n"
            self.order.insert(self.order.index(before) + 1, new)
        self.slots.insert(slot, new)

    def cut(self, slot: int) -> None:
        """Take the record in a slot out, without the gap that it would leave."""
        gone = self.slots.pop(slot)
        at = self.order.index(gone)
        del self.order[at]
        if gone.ask and slot < len(self.slots):
            self.slots[slot].ask = gone.ask
        before = self.order[at - 1]
        text = "".join(piece.text() for piece in self.order[:at])
        is_last = not "".join([gone.rest, *(p.text() for p in self.order[at:])]).strip("\n")
        rest = gone.rest
        if is_last:
            rest = ""
        elif not text or text.endswith("\n\n"):
            blank = re.match(_LEADING_BLANK_LINES, rest)
            rest = rest[blank.end() :] if blank else rest
        if isinstance(before, _Slot):
            before.rest = before.rest.rstrip("\n") if is_last else before.rest + rest
            return
        body = before.body
        if is_last:
            stripped = body.rstrip("\n")
            body = f"{stripped}\n" if stripped else ""
        before.body = body + rest

    def finish(self) -> None:
        """Put the sections of all records back among those of the file."""
        sections: list[_Section] = []
        for piece in self.order:
            if isinstance(piece, _Section):
                sections.append(piece)
                continue
            piece.sections[0].lead = piece.ask + piece.sections[0].lead
            piece.sections[-1].body += piece.rest
            sections += piece.sections
        self.file.sections = sections
