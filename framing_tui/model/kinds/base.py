"""What every kind of answer has, and what is said of a value that does not fit."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from framing_tui.model.clean import one_line
from framing_tui.model.kinds.names import Option, options_meant

if TYPE_CHECKING:
    from framing_tui.model.framing import Framing
    from framing_tui.model.question import AnyQuestion
    from framing_tui.model.records import Row

# The forms in which people type are imported where somebody types: most files are only checked,
# and those should not wait for the patterns.
T = TypeVar("T")

_NO_COLUMNS: Mapping[str, AnyQuestion] = MappingProxyType({})


class WrongValue(ValueError):
    """A value that does not fit its question: what would, and the likeliest right one.

    `hint` says why a value that looks right is not taken, where nothing is likelier than the rest.
    """

    def __init__(
        self, got: object, expected: str, nearest: str | None = None, hint: str = ""
    ) -> None:
        more = f"nearest: {nearest}" if nearest else "" if hint in expected else hint
        super().__init__(f"expected {expected}, got {describe(got)}{f' ({more})' if more else ''}")
        self.expected = expected
        self.nearest = nearest
        self.hint = hint


def describe(raw: object) -> str:
    """Return a short, safe description of a raw value for a message."""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, str):
        return f"“{one_line(raw, 40)}”"
    if isinstance(raw, int) and abs(raw) > 10**15:
        return "a very large number"
    if isinstance(raw, (int, float, date)):
        return str(raw)
    if isinstance(raw, Mapping):
        return "a table"
    if isinstance(raw, list):
        return "a list"
    return type(raw).__name__


class Kind(ABC, Generic[T]):
    """One kind of answer; `T` is the type that rules see. It is never changed.

    Why no dataclass: putting together the methods of a dozen of them takes longer than to read
    this module, and each command waits for that.
    """

    def __init__(self, **settings: object) -> None:
        vars(self).update(settings)
        if "options" in settings:
            vars(self)["values"] = _words_of(self.options)

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "options" in vars(cls):
            cls.values = _words_of(cls.options)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"cannot set {name} of {self!r}: a kind of answer is never changed")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"cannot delete {name} of {self!r}: a kind of answer is never changed")

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and vars(other) == vars(self)

    def __hash__(self) -> int:
        return hash((type(self), *vars(self).values()))

    def __repr__(self) -> str:
        told = ((name, value) for name, value in vars(self).items() if name != "values")
        settings = ", ".join(f"{name}={value!r}" for name, value in told)
        return f"{type(self).__qualname__}({settings})"

    # Whether words are kept as they were typed, names of records among them.
    keeps_words: bool = False
    # Whether an answer may go over several lines: texts, and lists with one item a line.
    has_lines: bool = False
    # Whether an answer is a list of words, each of which stands for itself.
    has_items: bool = False
    # Whether an answer is a figure, or several of them in an order.
    is_figure: bool = False
    # The unit in which an answer is a number, where it has one.
    unit: str = ""
    # The class of the records, where an answer is a list of them.
    row: type[Row] | None = None
    # What may be picked, in the order in which it is shown; nothing where an answer is typed.
    options: tuple[Option, ...] = ()
    # Their words as the file holds them; kept, as each answer of a file is held against them.
    values: tuple[str, ...] = ()
    # Whether options go by their numbers; few and short ones go by their first letters.
    is_numbered: bool = False
    # Whether any number of the options may be ticked, and words of one's own be added to them.
    is_ticked: bool = False
    own: bool = False

    @property
    @abstractmethod
    def name(self) -> str:
        """The word by which docs and schema call this kind."""

    @property
    @abstractmethod
    def expects(self) -> str:
        """What a right answer looks like, to follow the word “expected”."""

    @property
    def schema(self) -> dict[str, Any]:
        """The values that a file may hold for it, in words of JSON Schema; nothing where it is in
        no file.

        Why here: a schema that says something else than `read` would be a second reader.
        """
        return {}

    @property
    def columns(self) -> Mapping[str, AnyQuestion]:
        """The columns of a record, where an answer is a list of them."""
        return _NO_COLUMNS if self.row is None else self.row.columns

    @property
    def takes(self) -> str:
        """What may be typed, in all its forms, to follow the word “takes”."""
        return self.expects

    @property
    def takes_in_line(self) -> str:
        """What may be typed, in few words."""
        return self.takes

    @property
    def is_typed(self) -> bool:
        """True where an answer is typed letter by letter, and not picked or made of records."""
        return not self.options and self.row is None

    def word_of(self, typed: str) -> str:
        """Return the word of the file for a name that was typed; what is no option stays."""
        meant = options_meant(typed, self.options)
        return meant[0].value if len(meant) == 1 else typed

    @abstractmethod
    def read(self, raw: object) -> T:
        """Return the answer held by a plain TOML value, or raise WrongValue."""

    def write(self, value: T) -> object:
        """Return the plain TOML value of an answer; `read` is its inverse."""
        return value

    def parse(self, typed: str, today: date | None = None) -> T:
        """Return the answer that somebody typed, or raise WrongValue."""
        return self.read(typed.strip())

    def parse_in(self, typed: str, framing: Framing, today: date | None = None) -> T:
        """Return the answer that somebody typed into a framing, or raise WrongValue.

        Why beside `parse`: some answers are said by way of another one, as 40 % less than today.
        """
        return self.parse(typed, today)

    def show(self, value: T) -> str:
        """Return the answer as a person reads it; where it was typed, `parse` is the inverse."""
        return str(value)

    def edit(self, value: T) -> str:
        """Return the answer as it is typed; `parse` is its inverse."""
        return self.show(value)

    def show_as_held(self, value: T) -> str:
        """Return the answer as a person reads it, in the unit in which the file holds it."""
        return self.show(value)

    def edit_as_held(self, value: T) -> str:
        """Return the answer as it is typed in the unit in which the file holds it."""
        return self.edit(value)

    def counted_from(self, typed: str) -> str:
        """Return words on what an answer was counted from, where it was said by way of another."""
        return ""

    def both(self, one: T, other: T) -> T | None:
        """Return an answer that holds two, or None where none of this kind does.

        What comes of it may be no right answer: two long texts are longer than one may be.
        """
        return None


def says_none(typed: str) -> bool:
    """Tell whether somebody typed that there is none, in answer to what takes a list."""
    return typed.strip().lower() in ("[]", "none")


def as_typed(typed: str, reader: Callable[[str], T]) -> T:
    """Return what a reader of typed text finds; what it refuses is a WrongValue."""
    from framing_tui.model import entry

    try:
        return reader(typed)
    except entry.EntryError as error:
        raise WrongValue(typed, error.expected, hint=error.hint) from error


def as_read(kind: Kind[Any], typed: str, value: object) -> str:
    """Return how an answer was read where the file will hold something else than was typed.

    Nothing is said of words: they are kept as they were typed, and so are names of records.
    """
    if kind.keeps_words:
        return ""
    if kind.edit_as_held(value).replace(",", "") == typed.strip().replace(",", ""):
        return ""
    return f"= {kind.show_as_held(value)}{kind.counted_from(typed)}"


def _words_of(options: tuple[Option, ...]) -> tuple[str, ...]:
    return tuple(option.value for option in options)
