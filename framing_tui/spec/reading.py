"""Read answers for the page: what is said, what is open, what does not apply.

Why in one place: each of the twelve fields meets the same three cases, and a reader must be able
to rely on them looking alike.
"""

from __future__ import annotations

from collections.abc import Callable

from framing_tui.assessment import Assessment
from framing_tui.model.basis import with_basis
from framing_tui.model.catalogue import CAUSES, CELLS, KILLERS, QUESTIONS
from framing_tui.model.framing import Framing
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.question import AnyQuestion, Question
from framing_tui.model.records import Row
from framing_tui.model.row_paths import RowPath, row_path
from framing_tui.model.spec import Action, Decision
from framing_tui.model.values import Range, in_days
from framing_tui.spec.room import Overflow
from framing_tui.spec.shape import AskedQuestion, Field, Part

# Cells, killers and causes share their questions, so each needs the name of its table.
_HEADING_OF = {
    question.id: table.heading
    for table in (*CELLS, *KILLERS, *CAUSES)
    for question in table.questions
}


class Reading(NamedTuple):
    """A framing with the ids of its open questions, and the decision where most no longer count.

    `decision` holds the words of a decision against building that the verdict agrees with: most
    questions no longer count then, and a field may be left open on purpose. `overflow` collects
    what does not fit the page.
    """

    framing: Framing
    open: frozenset[str]
    decision: str | None
    overflow: Overflow

    @classmethod
    def of(cls, framing: Framing, assessment: Assessment) -> Reading:
        """Return the reading of a judged framing."""
        waiting = assessment.completeness.open + assessment.completeness.assigned
        decision = decision_words(framing) if assessment.decided else None
        return cls(framing, frozenset(waiting), decision, Overflow())

    def in_words(self, question: AnyQuestion) -> str | None:
        """Return an answer as a person reads it, or None where the question is open."""
        value = self.framing.answer(question)
        return None if value is None else question.kind.show(value)

    def typed(self, question: AnyQuestion, label: str = "") -> list[Part]:
        """Return what was typed as a part of a field, whether or not it is still asked.

        Why not for every question: what another answer has made irrelevant misleads, but a name
        and a rota stay true when somebody else says that nobody runs it.
        """
        value = self.framing.answers.get(question.id)
        if value is None or question.counts_as_open(value):
            return []
        return [Part(question.kind.show(value), label, (question.id,))]

    def with_basis(self, part: Part) -> Part:
        """Return a part with what its figure rests on behind it.

        Why one answer alone: what is worked out from several rests on none of their words.
        """
        if len(part.questions) != 1:
            return part
        return part._replace(text=self.based(part.text, part.questions[0]))

    def based(self, text: str, question_id: str) -> str:
        """Return the words of an answer with what that rests on behind them."""
        return with_basis(text, self.framing.basis_of(question_id))

    def why_not(self, list_id: str, row: Row, column: str = "") -> str | None:
        """Return why a record, or a column of it, is not applicable; None where that is not so."""
        reason = self.framing.not_applicable.get(str(RowPath(list_id, row.label, column)))
        return f"not applicable: {reason}" if reason is not None else None

    def part(
        self, question: AnyQuestion, label: str = "", *, before: str = "", after: str = ""
    ) -> list[Part]:
        """Return an answer as a part of a field, with words around it; none where it is open."""
        text = self.in_words(question)
        return (
            []
            if text is None or not text.strip()
            else [Part(f"{before}{text}{after}", label, (question.id,))]
        )

    def figure(self, question: Question[Range], words: Callable[[Range], str]) -> list[Part]:
        """Return a figure in words of its own as a part of a field; none where it is open."""
        value: Range | None = self.framing.answer(question)
        return [] if value is None else [Part(words(value), questions=(question.id,))]

    def days(self, question: Question[Range], words: str, *, at_once: str) -> list[Part]:
        """Return a duration as a part of a field, set into words at `{}`; none where it is open.

        `at_once` is said for no time at all, where “0 days” would read as a slip.
        """

        def told(value: Range) -> str:
            longest = in_days(Range.of(value.high))
            return words.format(in_days(value) if value.low > 0 else f"up to {longest}")

        return self.figure(question, lambda value: told(value) if value.high else at_once)


class Source(NamedTuple):
    """Where a field comes from: its questions, each with the noun that tells it from the others.

    `parts` says what was answered; `also_open` adds ids that completeness does not count, and
    `also_called` has their nouns; `silence` is said where nothing is answered and nothing counts
    as open.
    """

    label: str
    questions: tuple[tuple[AnyQuestion, str], ...]
    parts: Callable[[Reading], list[Part]]
    also_open: Callable[[Reading], tuple[str, ...]] = lambda _reading: ()
    silence: str = "left open"
    also_called: tuple[tuple[str, str], ...] = ()


def fill(source: Source, reading: Reading) -> Field:
    """Return a field with everything that its questions say, and the ids of those that are open."""
    parts = [*map(reading.with_basis, source.parts(reading)), *_not_applicable(source, reading)]
    still_open = [q.id for q, _ in source.questions if q.id in reading.open]
    still_open.extend(source.also_open(reading))
    if not parts and not still_open:
        why = f": the decision is {reading.decision}" if reading.decision else ""
        parts = [Part(f"{source.silence}{why}")]
    said = [*parts, *_open_in_words(source, reading, still_open, begins=not parts)]
    lines = reading.overflow.lines(source.label, tuple(said))
    return Field(source.label, tuple(parts), tuple(still_open), lines)


def _open_in_words(
    source: Source, reading: Reading, still_open: list[str], *, begins: bool
) -> list[Part]:
    """Say what is open by the nouns of a field, and who finds it out."""
    if not still_open:
        return []
    nouns = {question.id: noun for question, noun in source.questions}
    nouns |= dict(source.also_called)
    finders = {row.question: row for row in reading.framing.records.actions or ()}
    told = [nouns[qid] + _finds_out(finders.get(qid)) for qid in still_open]
    return [Part(", ".join(told), "open", tuple(still_open), "" if begins else "item")]


def _finds_out(row: Action | None) -> str:
    if row is None:
        return ""
    by = f" by {row.due.isoformat()}" if row.due else ""
    return f" ({row.owner or 'somebody'} finds out{by})"


def items(parts: list[Part]) -> list[Part]:
    """Return parts that stand together on a line of their own."""
    return [part._replace(place="item" if at == 0 else "") for at, part in enumerate(parts)]


def asked(question_id: str) -> AskedQuestion:
    """Return a question as the room reads it; an id that nobody knows is shown as it stands."""
    known = QUESTIONS.get(question_id)
    path = row_path(question_id)
    if path is not None:
        return AskedQuestion(question_id, path.words)
    if known is None:
        return AskedQuestion(question_id, question_id)
    heading = _HEADING_OF.get(question_id)
    return AskedQuestion(question_id, f"{heading}: {known.asks}" if heading else known.asks)


def decision_words(framing: Framing) -> str:
    """Return what the meeting decided, in words."""
    return Decision.decision.kind.show(framing.decision or "undecided")


def _not_applicable(source: Source, reading: Reading) -> list[Part]:
    framing = reading.framing
    parts = []
    for question, noun in source.questions:
        reason = framing.not_applicable.get(question.id)
        if reason is None or framing.answer(question) is not None:
            continue
        if question.is_asked(framing):
            what = f"{noun} not applicable" if len(source.questions) > 1 else "not applicable"
            text = f"{what}: {reason}" if reason.strip() else what
            parts.append(Part(text, questions=(question.id,), place="item"))
    return parts
