"""The kinds of answer: how each is read from a file, typed by a person, written and shown.

Why one class per kind: every face of a question (form, prompt, TOML, schema, page) asks its kind
and holds no rule of its own, so two doors cannot accept different things.
"""

from __future__ import annotations

import contextlib
import math
import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar, cast

from framing_tui.model.clean import clean, one_line
from framing_tui.model.values import ColourAnswer, Range, YesNoAnswer, exactly, in_days
from framing_tui.model.volumes import counted, volume

if TYPE_CHECKING:
    from framing_tui.model.framing import Framing
    from framing_tui.model.question import AnyQuestion

# The forms in which people type are imported where somebody types: most files are only checked,
# and those should not wait for the patterns.
T = TypeVar("T")

_NO_COLUMNS: Mapping[str, AnyQuestion] = MappingProxyType({})
MAX_TEXT = 20_000
MAX_NUMBER = 1e15
# Longer than any name; comparing a page with every name would take its time.
MAX_NAME = 100
# More problems than anybody reads: the rest of them name no nearest column.
MAX_HINTS = 100
# Among the hundred names of some options, a short one is near to anything.
_LONG_NAME = 5
_MUCH_ALIKE = 0.8
_ARTICLE = r"(?i)^\s*(?:an?|the)\s+"


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


def nearest_name(name: str, known: Iterable[str]) -> str | None:
    """Return the known name most like this one, or None where none is near."""
    if len(name) > MAX_NAME:
        return None
    folded = {option.lower(): option for option in known}
    # Imported where a name is wrong; most are right.
    from difflib import get_close_matches

    close = get_close_matches(name.strip().lower().replace(" ", "-"), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else None


class Kind(ABC, Generic[T]):
    """One kind of answer; `T` is the type that rules see. It is never changed.

    Why no dataclass: putting together the methods of a dozen of them takes longer than to read
    this module, and each command waits for that.
    """

    def __init__(self, **settings: object) -> None:
        vars(self).update(settings)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"cannot set {name} of {self!r}: a kind of answer is never changed")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"cannot delete {name} of {self!r}: a kind of answer is never changed")

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and vars(other) == vars(self)

    def __hash__(self) -> int:
        return hash((type(self), *vars(self).values()))

    def __repr__(self) -> str:
        settings = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__qualname__}({settings})"

    # Whether words are kept as they were typed, names of records among them.
    keeps_words: bool = False
    # Whether an answer may go over several lines: texts, and lists with one item a line.
    has_lines: bool = False
    # Whether an answer is a figure, or several of them in an order.
    is_figure: bool = False

    @property
    @abstractmethod
    def name(self) -> str:
        """The word by which docs and schema call this kind."""

    @property
    @abstractmethod
    def expects(self) -> str:
        """What a right answer looks like, to follow the word “expected”."""

    @property
    def columns(self) -> Mapping[str, AnyQuestion]:
        """The columns of a record, where an answer is a list of them."""
        return _NO_COLUMNS

    @property
    def takes(self) -> str:
        """What may be typed, in all its forms, to follow the word “takes”."""
        return self.expects

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


class Line(Kind[str]):
    """One line of text."""

    name = "line"
    keeps_words = True
    expects = "a line of text"

    def read(self, raw: object) -> str:
        if not isinstance(raw, str):
            raise WrongValue(raw, self.expects)
        return _bounded(clean(raw))

    def parse(self, typed: str, today: date | None = None) -> str:
        return self.read(typed.strip())


class Text(Kind[str]):
    """Text of several lines, of at most `limit` characters."""

    limit: int

    name = "text"
    keeps_words = True
    has_lines = True
    expects = "text"

    def __init__(self, limit: int = MAX_TEXT) -> None:
        super().__init__(limit=limit)

    def read(self, raw: object) -> str:
        if not isinstance(raw, str):
            raise WrongValue(raw, self.expects)
        return _bounded(clean(raw, multiline=True), self.limit)

    def parse(self, typed: str, today: date | None = None) -> str:
        return self.read(typed)


class Lines(Kind[tuple[str, ...]]):
    """A list of short texts; empty is the answer “none”."""

    name = "lines"
    keeps_words = True
    has_lines = True
    expects = 'a list of texts, like ["one", "two"]'
    takes = "a list of short texts, each in a line of its own"

    def read(self, raw: object) -> tuple[str, ...]:
        if not isinstance(raw, list) or not all(isinstance(item, str) for item in raw):
            raise WrongValue(raw, self.expects)
        return tuple(_bounded(clean(item)) for item in raw)

    def write(self, value: tuple[str, ...]) -> object:
        return list(value)

    def parse(self, typed: str, today: date | None = None) -> tuple[str, ...]:
        if typed.strip().lower() in ("[]", "none"):
            return ()
        return self.read([line.strip() for line in typed.splitlines() if line.strip()])

    def show(self, value: tuple[str, ...]) -> str:
        return "; ".join(value) if value else "none"

    def edit(self, value: tuple[str, ...]) -> str:
        return "\n".join(value) if value else "none"


class Number(Kind[Range]):
    """A number, or a range where nobody knows it exactly, in the unit of its key."""

    unit: str
    minimum: float | None
    maximum: float | None
    per_day: bool
    whole: bool

    name = "number"
    is_figure = True

    def __init__(
        self,
        unit: str = "",
        minimum: float | None = 0.0,
        maximum: float | None = None,
        per_day: bool = False,
        whole: bool = False,
        **settings: object,
    ) -> None:
        super().__init__(
            unit=unit, minimum=minimum, maximum=maximum, per_day=per_day, whole=whole, **settings
        )

    @property
    def expects(self) -> str:
        bounds = ""
        if self.minimum is not None and self.maximum is not None:
            bounds = f" from {self.minimum:g} to {self.maximum:g}"
        elif self.minimum is not None:
            bounds = f" of {self.minimum:g} or more"
        return f"a {'whole ' if self.whole else ''}number{bounds}, or a range like [80, 140]"

    @property
    def takes(self) -> str:
        per = "; 20k/week is turned into a day" if self.per_day else ""
        return f"a number: 12, 1.2k, or 20..40 where nobody knows exactly{per}"

    def read(self, raw: object) -> Range:
        ends = raw if isinstance(raw, list) else [raw]
        if len(ends) not in (1, 2) or (isinstance(raw, list) and len(ends) != 2):
            raise WrongValue(raw, self.expects)
        return self._checked(raw, [self._plain(raw, end) for end in ends])

    def write(self, value: Range) -> object:
        low, high = _plain_number(value.low), _plain_number(value.high)
        return low if value.is_point else [low, high]

    def parse(self, typed: str, today: date | None = None) -> Range:
        # The unit stands beside the field, so people type it; “120 ms” is 120 there.
        from framing_tui.model import entry

        reader = entry.per_day if self.per_day else partial(entry.number, unit=self.unit)
        return self._typed(typed, reader)

    def show(self, value: Range) -> str:
        return volume(value) if self.per_day else self.show_as_held(value)

    def edit(self, value: Range) -> str:
        if not self.per_day:
            return self.edit_as_held(value)
        count, period = counted(value)
        typed = self.edit_as_held(count)
        return typed if period == "day" else f"{typed} a {period}"

    def show_as_held(self, value: Range) -> str:
        return f"{_shown_range(value)} {self.unit}".strip()

    def edit_as_held(self, value: Range) -> str:
        return _typed_range(value, grouped=True)

    def _typed(self, typed: str, reader: Callable[[str], Range]) -> Range:
        """Return what a reader of typed text finds, where it fits this question."""
        value = as_typed(typed, reader)
        return self._checked(typed, [value.low, value.high])

    def _plain(self, raw: object, end: object) -> float:
        if isinstance(end, bool) or not isinstance(end, (int, float)):
            nearest, hint = self._nearest(raw)
            raise WrongValue(raw, self.expects, nearest, hint)
        if isinstance(end, int) and abs(end) > MAX_NUMBER:
            raise WrongValue(raw, self.expects)
        return float(end)

    def _nearest(self, raw: object) -> tuple[str | None, str]:
        """Return what a text in the file would be if it had been typed, or why it is nothing."""
        ends = raw if isinstance(raw, list) else [raw]
        if any(isinstance(end, bool) or not isinstance(end, (str, int, float)) for end in ends):
            return None, ""
        try:
            read = [self.parse(str(end)) for end in ends]
        except WrongValue as error:
            return None, error.hint
        if len(ends) > 1 and not all(end.is_point for end in read):
            return None, ""
        return str(self.write(Range.of(read[0].low, read[-1].high))), ""

    def _checked(self, raw: object, ends: list[float]) -> Range:
        for end in ends:
            if math.isnan(end) or abs(end) > MAX_NUMBER:
                hint = "" if math.isnan(end) else "that number is too large"
                raise WrongValue(raw, self.expects, hint=hint)
            too_low = self.minimum is not None and end < self.minimum
            too_high = self.maximum is not None and end > self.maximum
            if too_low or too_high or (self.whole and not end.is_integer()):
                # Of a range, the end that does not fit: “a list” would say nothing.
                raise WrongValue(end if len(ends) > 1 else raw, self.expects)
        return Range.of(*ends)


class Percent(Number):
    """A percentage, 0 to 100."""

    name = "percent"
    takes = "a percentage: 3, 0.5 %, or 2..4 where nobody knows exactly"

    def __init__(
        self, unit: str = "%", minimum: float | None = 0.0, maximum: float | None = 100.0
    ) -> None:
        super().__init__(unit, minimum, maximum)

    def parse(self, typed: str, today: date | None = None) -> Range:
        from framing_tui.model import entry

        return self._typed(typed, entry.percent)


class Days(Number):
    """A duration in days; fractions are allowed."""

    name = "days"
    takes = "a duration: 90, 26 weeks, 6 months, or 3..6 months where nobody knows exactly"

    def __init__(
        self, unit: str = "days", minimum: float | None = 0.0, maximum: float | None = None
    ) -> None:
        super().__init__(unit, minimum, maximum)

    def parse(self, typed: str, today: date | None = None) -> Range:
        from framing_tui.model import entry

        return self._typed(typed, partial(entry.days, today=today))

    def show_as_held(self, value: Range) -> str:
        from framing_tui.model import entry

        # In hours or minutes where those are the same answer, and else with all its digits.
        words = in_days(value)
        return words if entry.days(words) == value else f"{_shown_range(value)} days"


class Numbers(Kind[tuple[Range, ...]]):
    """A list of numbers, in order."""

    unit: str
    minimum: float
    maximum: float | None

    name = "numbers"
    is_figure = True
    expects = "a list of numbers, like [1, 10, 50, 100]"

    def __init__(self, unit: str = "", minimum: float = 0.0, maximum: float | None = None) -> None:
        super().__init__(unit=unit, minimum=minimum, maximum=maximum)

    @property
    def _one(self) -> Number:
        return Number(minimum=self.minimum, maximum=self.maximum)

    def read(self, raw: object) -> tuple[Range, ...]:
        if not isinstance(raw, list):
            raise WrongValue(raw, self.expects, *self._nearest(raw))
        try:
            return tuple(self._one.read(item) for item in raw)
        except WrongValue as error:
            raise WrongValue(raw, self.expects) from error

    def write(self, value: tuple[Range, ...]) -> object:
        return [self._one.write(item) for item in value]

    def parse(self, typed: str, today: date | None = None) -> tuple[Range, ...]:
        if typed.strip().lower() in ("", "[]", "none"):
            return ()
        from framing_tui.model import entry

        expected = "numbers with commas between, like 1, 10, 50, 100"
        try:
            found = as_typed(typed, entry.numbers)
            return tuple(self._one._checked(typed, [item.low, item.high]) for item in found)
        except WrongValue as error:
            # What one item should be, the list says for all of them.
            said = error.expected if error.expected.startswith(expected) else expected
            raise WrongValue(typed, said, hint=error.hint) from error

    def _nearest(self, raw: object) -> tuple[str | None, str]:
        """Return what a text in the file would be if it had been typed, or why it is nothing."""
        if not isinstance(raw, str):
            return None, ""
        try:
            return str(self.write(self.parse(raw))), ""
        except WrongValue as error:
            return None, error.hint

    def show(self, value: tuple[Range, ...]) -> str:
        unit = f" {self.unit}" if self.unit else ""
        return " → ".join(f"{_shown_range(item)}{unit}" for item in value) if value else "none"

    def edit(self, value: tuple[Range, ...]) -> str:
        return ", ".join(_typed_range(item) for item in value) if value else "none"


def folded(words: str) -> str:
    """Return words as names are compared: letters and digits alone, without case or plural.

    Why: “A/B-Test”, “ab tests” and “AB_TEST” are one name to everybody who types it.
    """
    plain = unicodedata.normalize("NFKC", words).casefold()
    name = "".join(char for char in plain if char.isalnum())
    is_plural = len(name) > 3 and name.endswith("s") and not name.endswith("ss")
    return name[:-1] if is_plural else name


class Option(NamedTuple):
    """One choice of a question: the word in the file, the words on the screen, what it means.

    `aliases` are the everyday names under which people type it. A name that stands on several
    options of a question leaves open which of them is meant, and is refused.
    """

    value: str
    label: str = ""
    means: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The words to show."""
        return self.label or self.value

    @property
    def own_names(self) -> frozenset[str]:
        """The word of the file and the words on the screen, folded."""
        return _folded((self.value, self.text))

    @property
    def other_names(self) -> frozenset[str]:
        """The aliases, folded."""
        return _folded(self.aliases)


@lru_cache(maxsize=1024)
def _folded(names: tuple[str, ...]) -> frozenset[str]:
    """Return names folded; remembered, as each name that is typed is held against all of them."""
    return frozenset(map(folded, names))


def also(names: str) -> tuple[str, ...]:
    """Return the aliases of an option from one line, with commas between."""
    return tuple(name.strip() for name in names.split(","))


def options(
    *choices: str | tuple[str, str] | tuple[str, str, str] | tuple[str, str, str, tuple[str, ...]],
) -> tuple[Option, ...]:
    """Return the options of a question from words, or from (word, label, meaning, aliases)."""
    return tuple(Option(c) if isinstance(c, str) else Option(*c) for c in choices)


def options_meant(typed: str, known: tuple[Option, ...]) -> tuple[Option, ...]:
    """Return the options that a name stands for: one, several that share it, or none.

    Why an option's own words come first: what is shown must read back as what was chosen.
    """
    if len(typed) > MAX_NAME:
        return ()
    for name in filter(None, (folded(typed), folded(re.sub(_ARTICLE, "", typed)))):
        own = tuple(option for option in known if name in option.own_names)
        meant = own or tuple(option for option in known if name in option.other_names)
        if meant:
            return meant
    return ()


def nearest_option(word: str, known: tuple[Option, ...]) -> str | None:
    """Return the word of the option that is meant, or else of the one that is most like it.

    None where nothing is near, and where a name could mean several.
    """
    if len(word) > MAX_NAME:
        return None
    meant = options_meant(word, known)
    if meant:
        return meant[0].value if len(meant) == 1 else None
    from difflib import get_close_matches

    names = _long_names(known)
    close = get_close_matches(folded(word), names, n=1, cutoff=_MUCH_ALIKE)
    return names[close[0]] if close else nearest_name(word, [option.value for option in known])


@lru_cache(maxsize=64)
def _long_names(known: tuple[Option, ...]) -> Mapping[str, str]:
    """Return the names that are long enough to be compared, each with the word of its option.

    Remembered, as a file may hold thousands of wrong words.
    """
    names = {
        name: option.value
        for option in known
        for name in option.own_names | option.other_names
        if len(name) >= _LONG_NAME
    }
    return dict(sorted(names.items()))


def _may_mean(meant: tuple[Option, ...]) -> str:
    return f"one of those that it may mean ({', '.join(option.value for option in meant)})"


class One(Kind[str]):
    """One of several options."""

    options: tuple[Option, ...]

    name = "one"

    def __init__(self, options: tuple[Option, ...] = ()) -> None:
        super().__init__(options=options)

    @property
    def values(self) -> tuple[str, ...]:
        """The words of the options, as the file holds them."""
        return tuple(option.value for option in self.options)

    @property
    def expects(self) -> str:
        return "one of " + ", ".join(self.values)

    def read(self, raw: object) -> str:
        if not isinstance(raw, str):
            raise WrongValue(raw, self.expects, self._of_bool(raw))
        if raw in self.values:
            return raw
        meant = options_meant(raw, self.options)
        if len(meant) > 1:
            raise WrongValue(raw, _may_mean(meant))
        raise WrongValue(raw, self.expects, nearest_option(raw, self.options))

    def parse(self, typed: str, today: date | None = None) -> str:
        meant = options_meant(typed, self.options) or self._begun_with(typed)
        return meant[0].value if len(meant) == 1 else self.read(typed.strip())

    def show(self, value: str) -> str:
        return next((o.text for o in self.options if o.value == value), value)

    def edit(self, value: str) -> str:
        return value

    def _begun_with(self, typed: str) -> tuple[Option, ...]:
        word = folded(typed) if len(typed) <= MAX_NAME else ""
        begun = (o for o in self.options if folded(o.value).startswith(word))
        return tuple(begun) if word else ()

    def _of_bool(self, raw: object) -> str | None:
        word = {True: "yes", False: "no"}.get(raw) if isinstance(raw, bool) else None
        return word if word in self.values else None


class YesNo(Kind[YesNoAnswer]):
    """Yes, no, or unsure; unsure is an answer."""

    name = "yesno"

    @property
    def _choice(self) -> One:
        return One(options=options("yes", "no", "unsure"))

    @property
    def options(self) -> tuple[Option, ...]:
        """The three options, in the order in which they are shown."""
        return self._choice.options

    expects = '"yes", "no" or "unsure"'

    def read(self, raw: object) -> YesNoAnswer:
        try:
            return cast(YesNoAnswer, self._choice.read(raw))
        except WrongValue as error:
            raise WrongValue(raw, self.expects, error.nearest) from error

    def parse(self, typed: str, today: date | None = None) -> YesNoAnswer:
        word = {"y": "yes", "n": "no", "u": "unsure", "?": "unsure"}.get(typed.strip().lower())
        return self.read(word or typed.strip().lower())


class Colour(Kind[ColourAnswer]):
    """What the team claims for a feasibility cell."""

    name = "colour"

    @property
    def _choice(self) -> One:
        return One(options=options("green", "red", "unsure"))

    @property
    def options(self) -> tuple[Option, ...]:
        """The three options, in the order in which they are shown."""
        return self._choice.options

    expects = '"green", "red" or "unsure"'

    def read(self, raw: object) -> ColourAnswer:
        try:
            return cast(ColourAnswer, self._choice.read(raw))
        except WrongValue as error:
            raise WrongValue(raw, self.expects, error.nearest) from error

    def parse(self, typed: str, today: date | None = None) -> ColourAnswer:
        word = {"g": "green", "r": "red", "u": "unsure", "?": "unsure"}.get(typed.strip().lower())
        return self.read(word or typed.strip().lower())


class Many(Kind[tuple[str, ...]]):
    """Any of several options; with `own`, words of one's own too. Empty is the answer “none”.

    `excludes` are options that are ticked alone, as they say that no other holds.
    """

    options: tuple[Option, ...]
    own: bool
    excludes: tuple[str, ...]

    def __init__(
        self,
        options: tuple[Option, ...] = (),
        own: bool = False,
        excludes: tuple[str, ...] = (),
    ) -> None:
        super().__init__(options=options, own=own, excludes=excludes)

    @property
    def name(self) -> str:
        return "many+" if self.own else "many"

    @property
    def values(self) -> tuple[str, ...]:
        """The words of the options, as the file holds them."""
        return tuple(option.value for option in self.options)

    @property
    def expects(self) -> str:
        more = ", or words of your own" if self.own else ""
        return "a list of any of " + ", ".join(self.values) + more

    def read(self, raw: object) -> tuple[str, ...]:
        if not isinstance(raw, list) or not all(isinstance(item, str) for item in raw):
            raise WrongValue(raw, self.expects)
        read: dict[str, None] = {}
        for item in raw:
            if item not in self.values and not self.own:
                meant = options_meant(item, self.options)
                if len(meant) > 1:
                    raise WrongValue(item, _may_mean(meant))
                raise WrongValue(item, self.expects, nearest_option(item, self.options))
            read[_bounded(clean(item))] = None
        return tuple(read)

    def write(self, value: tuple[str, ...]) -> object:
        return list(value)

    def parse(self, typed: str, today: date | None = None) -> tuple[str, ...]:
        if typed.strip().lower() in ("[]", "none"):
            return ()
        parts = typed.split("\n" if self.own and "\n" in typed else ",")
        words = [word.strip() for part in parts for word in part.split("\n") if word.strip()]
        return self.read_typed([self.word_of(word) for word in words])

    def read_typed(self, words: list[str]) -> tuple[str, ...]:
        """Return the answer of words that somebody typed; raises WrongValue.

        Why stricter than `read`: what a file holds already is kept as it is, and at the keyboard
        whoever says that no other holds can still be asked which of the two is meant.
        """
        found = self.read(words)
        alone = next((value for value in found if value in self.excludes), None)
        if alone is not None and len(found) > 1:
            name = next(option.text for option in self.options if option.value == alone)
            raise WrongValue(", ".join(found), f"“{name}” alone, or the others without it")
        return found

    def with_tick(self, given: Iterable[str], value: str) -> list[str]:
        """Return ticks with one more: what says that no other holds takes the place of others."""
        if value in self.excludes:
            return [value]
        return [*(item for item in given if item not in self.excludes), value]

    def word_of(self, typed: str) -> str:
        """Return the word of the file for a name that was typed; what is no option stays."""
        meant = options_meant(typed, self.options)
        return meant[0].value if len(meant) == 1 else typed

    def show(self, value: tuple[str, ...]) -> str:
        labels = {option.value: option.text for option in self.options}
        return ", ".join(labels.get(item, item) for item in value) if value else "none"

    def edit(self, value: tuple[str, ...]) -> str:
        # Words of one's own may hold commas; one a line keeps them apart, even where one is alone.
        if any("," in item for item in value):
            return "".join(f"{item}\n" for item in value)
        return ", ".join(value) if value else "none"


class Score(Kind[int]):
    """A mark from 1 to 5, where 5 is always the good end."""

    name = "score"
    expects = "a score from 1 to 5, where 5 is good"

    def read(self, raw: object) -> int:
        if isinstance(raw, bool) or not isinstance(raw, int) or not 1 <= raw <= 5:
            raise WrongValue(raw, self.expects)
        return raw

    def parse(self, typed: str, today: date | None = None) -> int:
        text = typed.strip()
        return self.read(int(text) if text.isascii() and text.isdigit() and len(text) < 3 else text)


class Flag(Kind[bool]):
    """True or false, for a mark on a row."""

    name = "flag"
    expects = "true or false"

    def read(self, raw: object) -> bool:
        if not isinstance(raw, bool):
            raise WrongValue(raw, self.expects)
        return raw

    def parse(self, typed: str, today: date | None = None) -> bool:
        words = {"true": True, "yes": True, "y": True, "false": False, "no": False, "n": False}
        return self.read(words.get(typed.strip().lower(), typed))

    def show(self, value: bool) -> str:
        return "yes" if value else "no"


class Day(Kind[date]):
    """A calendar date."""

    name = "date"
    expects = "a date, like 2027-06-01"

    def read(self, raw: object) -> date:
        if isinstance(raw, datetime) or not isinstance(raw, date):
            nearest = None
            if isinstance(raw, datetime):
                nearest = raw.date().isoformat()
            elif isinstance(raw, str):
                with contextlib.suppress(WrongValue):
                    nearest = self.parse(raw).isoformat()
            raise WrongValue(raw, self.expects, nearest)
        return raw

    def parse(self, typed: str, today: date | None = None) -> date:
        from framing_tui.model import entry

        return as_typed(typed, partial(entry.day_of_year, today=today))

    def show(self, value: date) -> str:
        return value.isoformat()


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


def _bounded(text: str, limit: int = MAX_TEXT) -> str:
    """Return a text that is not too long to judge at every keystroke; raises WrongValue.

    Why not cut it: what is cut off is lost without a word, and the next save would write that.
    """
    if len(text) > limit:
        raise WrongValue(text, f"at most {limit:,} characters")
    return text


def _plain_number(number: float) -> int | float:
    return int(number) if number.is_integer() else number


def _shown_range(value: Range) -> str:
    low, high = exactly(value.low), exactly(value.high)
    return low if value.is_point else f"{low} to {high}"


def _typed_range(value: Range, *, grouped: bool = False) -> str:
    ends = (_plain_number(value.low), _plain_number(value.high))
    # Up to four digits are read at a glance; a list has commas between its items already.
    low, high = (f"{end:,}" if grouped and abs(end) >= 10_000 else str(end) for end in ends)
    return low if value.is_point else f"{low}..{high}"
