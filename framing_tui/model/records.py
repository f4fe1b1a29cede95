"""Records: one with its columns, and the kind of answer that is a list of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, ClassVar, TypeVar, cast

from framing_tui.model.clean import clean
from framing_tui.model.kinds import Kind, WrongValue, describe, nearest_name, says_none
from framing_tui.model.question import AnyQuestion, Question

R = TypeVar("R", bound="Row")
# More problems than anybody reads: the rest of them name no nearest column.
_MAX_HINTS = 100


class Row:
    """One record of a list, with its columns as typed attributes.

    Why immutable: a framing is a value; a changed row is a new row in a new framing.
    """

    key: ClassVar[str] = "name"
    is_keyed: ClassVar[bool] = True
    columns: ClassVar[Mapping[str, AnyQuestion]] = MappingProxyType({})

    def __init__(self, cells: Mapping[str, object] | None = None) -> None:
        self.cells: Mapping[str, Any] = MappingProxyType(
            {k: v for k, v in (cells or {}).items() if v is not None and v != ""}
        )

    def __init_subclass__(cls) -> None:
        cls.columns = MappingProxyType(
            {name: value for name, value in vars(cls).items() if isinstance(value, Question)}
        )

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and isinstance(other, Row) and self.cells == other.cells

    def __hash__(self) -> int:
        return hash((type(self), frozenset(self.cells.items())))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({dict(self.cells)!r})"

    @property
    def label(self) -> str:
        """The text by which the row is told from the others."""
        return str(self.cells.get(self.key, ""))

    @property
    def is_blank(self) -> bool:
        """True when no column holds anything."""
        return not self.cells

    def answer(self, question: AnyQuestion) -> object:
        """Return the answer that rules may read: None where open, not asked or a placeholder."""
        value = self.cells.get(question.name)
        if value is None or question.counts_as_open(value):
            return None
        if question.when_row is not None and not question.when_row(self):
            return None
        return cast(object, value)

    def replace(self, **cells: object) -> Row:
        """Return the row with some columns changed; None clears one."""
        return type(self)({**self.cells, **cells})

    def plain(self) -> dict[str, object]:
        """Return the row as a plain TOML table, columns in declared order, open ones left out."""
        return {
            name: question.kind.write(self.cells[name])
            for name, question in self.columns.items()
            if name in self.cells
        }


class RowProblem:
    """One wrong value inside a list of records, by its position and column."""

    __slots__ = ("column", "index", "message")

    def __init__(self, index: int, column: str | None, message: str) -> None:
        self.index = index
        self.column = column
        self.message = message


class Rows(Kind[tuple[R, ...]]):
    """Records with a unique name, in order."""

    row: type[R]

    name = "rows"
    keeps_words = True

    def __init__(self, row: type[R]) -> None:
        super().__init__(row=row)

    @property
    def expects(self) -> str:
        return f"a list of tables, each with a unique {self.row.key}"

    @property
    def schema(self) -> dict[str, Any]:
        record: dict[str, Any] = {
            "type": "object",
            "properties": {name: column.schema for name, column in self.row.columns.items()},
            "additionalProperties": False,
        }
        if self.row.is_keyed:
            # A record that holds anything has a name; one that holds nothing is passed over.
            others = [name for name in self.row.columns if name != self.row.key]
            record["dependentRequired"] = {name: [self.row.key] for name in others}
        return {"type": "array", "items": record}

    def read(self, raw: object) -> tuple[R, ...]:
        rows, problems = self.read_each(raw)
        if problems:
            raise WrongValue(raw, self.expects)
        return rows

    def read_each(self, raw: object) -> tuple[tuple[R, ...], list[RowProblem]]:
        """Return the rows that can be read, and what was wrong with the rest, value by value.

        Why not all or nothing: one wrong score must cost that score alone.
        """
        if not isinstance(raw, list) or not all(isinstance(r, (dict, Mapping)) for r in raw):
            raise WrongValue(raw, self.expects)
        rows: list[R] = []
        problems: list[RowProblem] = []
        taken: set[str] = set()
        for index, item in enumerate(raw):
            cells: dict[str, object] = {}
            for column, value in item.items():
                question = self.row.columns.get(column)
                if question is None:
                    few = len(problems) < _MAX_HINTS
                    near = nearest_name(column, self.row.columns) if few else None
                    hint = f" (nearest: {near})" if near else ""
                    problems.append(RowProblem(index, column, f"unknown key{hint}"))
                elif value != "":
                    try:
                        cells[column] = question.kind.read(value)
                    except WrongValue as error:
                        problems.append(RowProblem(index, column, str(error)))
            row = self.row(cells)
            if row.is_blank:
                continue
            if self.row.is_keyed and not row.label:
                if self.row.key not in item or item[self.row.key] == "":
                    message = f"expected a {self.row.key}: the record cannot be told from others"
                    problems.append(RowProblem(index, None, message))
                continue
            if self.row.is_keyed and row.label in taken:
                message = f"expected a unique {self.row.key}, got {describe(row.label)} twice"
                problems.append(RowProblem(index, self.row.key, message))
                continue
            taken.add(row.label)
            rows.append(row)
        return tuple(rows), problems

    def write(self, value: tuple[R, ...]) -> object:
        return [row.plain() for row in value]

    def parse(self, typed: str, today: date | None = None) -> tuple[R, ...]:
        if says_none(typed):
            return ()
        names = [clean(line.strip()) for line in typed.splitlines() if line.strip()]
        return self.read([{self.row.key: name} for name in dict.fromkeys(names)])

    def show(self, value: tuple[R, ...]) -> str:
        return "; ".join(row.label for row in value) if value else "none"

    def edit(self, value: tuple[R, ...]) -> str:
        return "\n".join(row.label for row in value) if value else "none"


def name_taken(rows: Sequence[Row], name: object, but: int = -1) -> str:
    """Return why a name cannot be given to a record, or nothing; `but` is the place of its own."""
    if any(row.label == name for at, row in enumerate(rows) if at != but):
        return f"there is another {describe(name)}; names are unique"
    return ""


def rows_kind(question: AnyQuestion) -> Rows[Any]:
    """Return the kind of a question that asks for records; TypeError for any other."""
    if not isinstance(question.kind, Rows):
        raise TypeError(f"{question.id} does not ask for records")
    return question.kind
