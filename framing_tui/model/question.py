"""One declaration per question, and the tables and rows that hold the declarations.

Why a descriptor: `framing.stack.kpi_target` is then a typed attribute, so a type checker finds a
renamed question, and the form, the prompt, the TOML key and the reference page all read the same
object that the rules read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, overload

if TYPE_CHECKING:
    from framing_tui.model.framing import Framing
    from framing_tui.model.kinds import Kind
    from framing_tui.model.records import Row

T = TypeVar("T")
Trigger = Callable[["Framing"], bool]

# Words that fill a field without answering it; where a plan or a proof is asked they are open.
PLACEHOLDERS = frozenset(
    {
        *("none", "nothing", "nobody", "no", "not", "unknown", "unclear", "unsure"),
        *("tbd", "tba", "tbc", "todo", "n/a", "na", "?", "-"),
    }
)
# What may stand beside one of them without saying any more: “nothing yet”, “none measured so far”.
_BESIDE = frozenset(
    {"one", "idea", "yet", "so", "far", "at", "all", "measured", "known", "decided"}
)
# Fewer letters and digits than any answer to such a question has.
_LEAST_LETTERS = 2


class Question(Generic[T]):
    """One question of the interview, declared once.

    `asks` is what the room reads; `help` the sentence under it; `good` and `weak` are shown on
    demand. `essential` counts in completeness: always, or while its trigger holds. `first_pass`
    does so always, and in the first of the two passes; `counts_apart` leaves it out of the number
    of either, as a grid is more than one question and a confirmed colour is less;
    `is_input` marks a figure that is asked with its calculator, in the second pass, even where an
    answer has brought it up earlier. `when` tells whether the question is asked at all;
    `when_words` says the same for people, to follow the word “asked”. `proves` marks a
    containment, plan or evidence, where a placeholder such as “TBD” is no answer, and
    `none_is_answer` one where “none” says that there may be none at all; `open_value` is an option
    that leaves the question open; `internal` keeps it off the forms, as another part of the product
    fills it.
    """

    def __init__(
        self,
        kind: Kind[T],
        asks: str,
        help: str = "",
        *,
        essential: bool | Trigger = False,
        first_pass: bool = False,
        counts_apart: bool = False,
        is_input: bool = False,
        when: Trigger | None = None,
        when_row: Callable[[Any], bool] | None = None,
        when_words: str = "",
        proves: bool = False,
        none_is_answer: bool = False,
        internal: bool = False,
        open_value: str | None = None,
        area: str | None = None,
        good: str = "",
        weak: str = "",
    ) -> None:
        self.kind = kind
        self.asks = asks
        self.help = help
        self.essential = essential or first_pass
        self.first_pass = first_pass
        self.counts_apart = counts_apart
        self.is_input = is_input
        self.when = when
        self.when_row = when_row
        self.when_words = when_words
        self.proves = proves
        self.none_is_answer = none_is_answer
        self.internal = internal
        self.open_value = open_value
        self.area = area
        self.good = good
        self.weak = weak
        self.name = ""
        self.id = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"Question({self.id or self.name})"

    def twin(self) -> Question[T]:
        """Return a question like this one, for a table that shares its shape with others."""
        made: Question[T] = Question.__new__(type(self))
        vars(made).update(vars(self))
        return made

    @overload
    def __get__(self, holder: None, owner: type) -> Question[T]: ...

    @overload
    def __get__(self, holder: Table | Row, owner: type) -> T | None: ...

    def __get__(self, holder: Table | Row | None, owner: type) -> Question[T] | T | None:
        if holder is None:
            return self
        # Kept in the holder, which never changes, so that the next read is a plain attribute: rules
        # read hundreds of answers at each keystroke.
        value = holder.__dict__[self.name] = holder.answer(self)
        return value  # type: ignore[return-value]

    @property
    def is_ever_essential(self) -> bool:
        """True when the question counts in completeness, always or under its trigger."""
        return self.essential is not False

    @property
    def is_always_essential(self) -> bool:
        """True when no trigger stands between the question and completeness."""
        return self.essential is True and self.when is None

    def is_asked(self, framing: Framing) -> bool:
        """Tell whether the question is relevant to what has been answered so far."""
        return self.when is None or self.when(framing)

    def is_essential(self, framing: Framing) -> bool:
        """Tell whether the question counts in completeness now."""
        essential = self.essential
        if essential is not True and (essential is False or not essential(framing)):
            return False
        return self.when is None or self.when(framing)

    def make_essential(self) -> None:
        """Count the question whenever it is asked; for tables that share a shape."""
        self.essential = True

    @property
    def schema(self) -> dict[str, Any]:
        """What a file may hold for it, in words of JSON Schema, with what is asked.

        Nothing is referred to: editors drop what stands beside a reference, and a title would go.
        """
        kind = self.kind
        values = kind.schema
        if "enum" in values:
            values = {"enum": [*values["enum"], ""]}
        elif values.get("type") != "string" or "pattern" in values:
            values = {"anyOf": [*values.get("anyOf", [values]), {"const": ""}]}
        said = {"title": self.asks, "description": "\n\n".join(self._schema_words)}
        return {**{key: words for key, words in said.items() if words}, **values}

    @property
    def _schema_words(self) -> Iterator[str]:
        """What an editor shows beside a value, in paragraphs."""
        kind = self.kind
        if self.help:
            yield self.help
        if kind.unit:
            yield f"Unit: {kind.unit}"
        yield from (f"{o.value}: {o.means or o.text}" for o in kind.options if o.means or o.label)
        if self.when_words:
            yield f"Asked {self.when_words}."
        if self.good:
            yield f"For example: {self.good}"
        if self.internal:
            yield "Filled by the program."

    def counts_as_open(self, value: object) -> bool:
        """Tell whether a value is no answer: blank, or a placeholder where a proof is asked."""
        if not isinstance(value, str):
            return False
        if not value.strip():
            return True
        if self.open_value is not None and value == self.open_value:
            return True
        if not self.proves:
            return False
        if self.none_is_answer:
            # So may “0” be one, or “5 %”.
            return value.strip().rstrip(".").lower() in PLACEHOLDERS - {"none", "nothing", "no"}
        return is_placeholder(value)


def is_placeholder(text: str) -> bool:
    """Tell whether a text fills a field and says nothing: a letter, “TBD”, “nothing yet”."""
    # Looked at from the start: nearly every text shows by its first letters that it is none.
    if sum(1 for _ in islice(filter(str.isalnum, text), _LEAST_LETTERS)) < _LEAST_LETTERS:
        return True
    words = (word.strip(".,;:!") for word in text.lower().split())
    return next(words) in PLACEHOLDERS and all(w in PLACEHOLDERS or w in _BESIDE for w in words)


AnyQuestion = Question[Any]


class Table:
    """One table of the file, with its questions as typed attributes.

    Why it only looks through to the framing: the framing alone holds answers, so a table can be
    made and thrown away freely and two of them cannot disagree.
    """

    path: ClassVar[str] = ""
    heading: ClassVar[str] = ""
    area: ClassVar[str | None] = None
    questions: ClassVar[tuple[AnyQuestion, ...]] = ()

    def __init__(self, framing: Framing) -> None:
        # The framing's own method, as one call is quicker than two; see `Framing.answer`.
        self._framing = framing
        self.answer = framing.answer

    def __init_subclass__(cls) -> None:
        declared: dict[str, AnyQuestion] = {}
        for base in reversed(cls.__mro__[1:]):
            for name, value in vars(base).items():
                if isinstance(value, Question):
                    # Tables that share a shape (the five cells) need ids of their own.
                    own = value.twin()
                    setattr(cls, name, own)
                    declared[name] = own
        for name, value in vars(cls).items():
            if isinstance(value, Question):
                declared[name] = value
        for name, question in declared.items():
            question.id = f"{cls.path}.{name}" if cls.path else name
            question.area = question.area or cls.area
            for column in question.kind.columns.values():
                column.id = f"{question.id}.{column.name}"
        cls.questions = tuple(declared.values())
