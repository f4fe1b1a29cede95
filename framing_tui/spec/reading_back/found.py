"""What a page says of one question, read as an answer, and what becomes of it in a framing.

Why one way for all: a form, an edited page and another document then obey the same order. What
reads as an answer is taken where the question is open; what does not, or would take the place of
another answer without being sure, waits beside the question; nothing is written over in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.clean import clean, one_line
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import MAX_TEXT, WrongValue
from framing_tui.model.records import Row
from framing_tui.spec.reading_back.report import Outcome, Told, quoted

Put = Callable[[Framing], Framing]
# A note holds what is worth reading at the table; the rest is in the page.
_LONGEST_OFFER = 2_000


@dataclass(frozen=True, slots=True)
class Found:
    """Words of a page with the question that they answer.

    `put` gives the framing with the answer and raises WrongValue as the keyboard would; None where
    the words are offered alone. `is_sure` tells that the page names the question, so that another
    answer gives way.
    """

    line: int
    label: str
    question_id: str
    text: str
    put: Put | None
    is_sure: bool = False
    why: str = ""


def answer(
    line: int, label: str, question_id: str, text: str, today: date | None, *, sure: bool = False
) -> Found:
    """Return words as the answer to a question, read by its kind as at the keyboard."""

    def put(framing: Framing) -> Framing:
        kind = QUESTIONS[question_id].kind
        if not text.strip():
            return framing
        return framing.with_answer(question_id, kind.parse_in(text.strip(), framing, today))

    return Found(line, label, question_id, text, put, sure)


def record(
    line: int,
    label: str,
    question_id: str,
    cells: dict[str, str],
    text: str,
    today: date | None,
    **plain: object,
) -> Found:
    """Return words as a record of a list, joined with the record of that name where there is one.

    `cells` are read as typed; `plain` are values as they are.
    """

    def put(framing: Framing) -> Framing:
        kind = QUESTIONS[question_id].kind
        assert kind.row is not None
        given: dict[str, object] = dict(plain)
        for name, typed in cells.items():
            if typed.strip():
                given[name] = kind.columns[name].kind.parse_in(typed.strip(), framing, today)
        rows: list[Row] = list(framing.answers.get(question_id, ()))
        name = str(given.get(kind.row.key, ""))
        at = next((i for i, row in enumerate(rows) if row.label == name), len(rows))
        had = dict(rows[at].cells) if at < len(rows) else {}
        rows[at : at + 1] = [kind.row({**had, **given})]
        return framing.with_answer(question_id, tuple(rows))

    return Found(line, label, question_id, text, put, is_sure=True)


def offer(line: int, label: str, question_id: str, text: str, why: str = "") -> Found:
    """Return words that wait beside a question."""
    return Found(line, label, question_id, text, None, why=why)


class Bringing:
    """A framing into which a page is brought, with the report of what was done."""

    def __init__(self, page: str, framing: Framing) -> None:
        self.page = one_line(page, 200)
        self.framing = framing
        self.told: list[Told] = []

    def settle(self, found: Iterable[Found]) -> None:
        """Bring in what was found, each by itself: one refusal costs that answer alone."""
        for one in found:
            self._settle(one)

    def holds(self, found: Found) -> bool:
        """Tell whether a framing says already what was found."""
        if found.put is None:
            return found.text.strip() in self.framing.notes.get(found.question_id, "")
        try:
            return found.put(self.framing) == self.framing
        except WrongValue:
            return False

    def change(self, line: int, label: str, path: str, words: str, now: Framing) -> None:
        """Take over a framing in which one answer is another."""
        self.framing = now
        self.told.append(Told("changed", line, label, words, path))

    def park(self, line: int, label: str, text: str, why: str = "") -> None:
        """Put words on the parking lot, unless they are there."""
        words = one_line(f"{label}: {text}" if label else text, MAX_TEXT)
        lines: tuple[str, ...] = self.framing.answers.get("spec.parking", ())
        if words in lines or text in lines:
            return
        self.framing = self.framing.with_answer("spec.parking", (*lines, words))
        self.told.append(Told("parked", line, label or "no label", _because(quoted(text), why)))

    def leave(self, line: int, label: str, text: str, why: str) -> None:
        """Say of words that they stay in the page, and why."""
        self.told.append(Told("left", line, label or "no label", _because(quoted(text), why)))

    def _settle(self, found: Found) -> None:
        if found.put is None:
            self._offer(found, found.why)
            return
        try:
            now = found.put(self.framing)
        except WrongValue as error:
            self._offer(found, str(error))
            return
        if now == self.framing:
            return
        self._told(found, now)

    def _told(self, found: Found, now: Framing) -> None:
        """Take an answer over where it may be, and tell so."""
        question = QUESTIONS[found.question_id]
        kind = question.kind
        before = self.framing.answers.get(found.question_id)
        after = now.answers.get(found.question_id)
        outcome: Outcome = "changed"
        words = quoted(found.text)
        if kind.row is not None:
            outcome = "taken" if len(after or ()) > len(before or ()) else "changed"
        elif before is None or question.counts_as_open(before):
            outcome = "taken"
            words = quoted(found.text if after is None else kind.show(after))
        elif before != after:
            words = f"{quoted(kind.show(before))} → {quoted(kind.show(after))}"
        if outcome == "changed" and not found.is_sure:
            self._offer(found, "another answer stands there")
            return
        self.framing = now
        self.told.append(Told(outcome, found.line, found.label, words, found.question_id))

    def _offer(self, found: Found, why: str) -> None:
        """Put words beside their question: a note keeps them, and the question stays as it is."""
        words = clean(found.text, multiline=True).strip()
        if len(words) > _LONGEST_OFFER:
            words = f"{words[:_LONGEST_OFFER].rstrip()}… (more in the page)"
        note = f"{self.page}:{found.line}: {words}"
        held = self.framing.notes.get(found.question_id, "")
        if words in held:
            return
        self.framing = self.framing.with_note(
            found.question_id, f"{held}\n{note}" if held.strip() else note
        )
        said = _because(quoted(found.text), why)
        self.told.append(Told("offered", found.line, found.label, said, found.question_id))


def _because(words: str, why: str) -> str:
    return f"{words} ({why})" if why else words
