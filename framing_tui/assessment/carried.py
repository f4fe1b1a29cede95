"""Framings judged one after the other: what rests on answers that are the same is not worked out
again.

Why: at each letter all is judged, and one answer has changed. Which answers each rule, trigger and
figure rests on is noted as it reads them and declared nowhere, so that no declaration can be wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any, TypeVar, cast

from framing_tui.assessment.assess import Assessment, assess
from framing_tui.calculators.result import Refused
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.framing import Framing, WorkOut
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.noted import EVERYTHING, NotedFraming
from framing_tui.model.question import AnyQuestion
from framing_tui.rules.finding import Flagged
from framing_tui.rules.registry import Rule
from framing_tui.rules.settings import Settings

K = TypeVar("K")


class _Known(NamedTuple):
    """Something that was worked out, and the ids of the answers and marks that it rests on."""

    rests_on: set[str]
    value: Any


class Judge:
    """Judges framings one after the other, as `assess` does; one thread alone may ask it.

    For framings as they are: what one would be `as_if_past` a section rests on no answer.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._framing: Framing | None = None
        self._answers: dict[str, _Known] = {}
        self._figures: dict[WorkOut, _Known] = {}
        self._flagged: dict[Rule, _Known] = {}

    def assess(self, framing: Framing, today: date | None) -> Assessment:
        """Return what `assess` returns; sooner where little differs from the framing before.

        Why nothing is noted of the first: whoever opens a framing waits for it.
        """
        before, self._framing = self._framing, framing
        if before is None:
            return assess(framing, today, self._settings)
        self._learn(before)
        self._forget(before, framing)
        answers = {qid: known.value for qid, known in self._answers.items()}
        figures = {work_out: known.value for work_out, known in self._figures.items()}
        framing.take_over(answers, figures)
        return assess(framing, today, self._settings, said=lambda rule: self._said(rule, framing))

    def _said(self, rule: Rule, framing: Framing) -> Flagged | None:
        known = self._flagged.get(rule)
        if known is None:
            known = _noted(lambda view: self._settings.judge(rule, view), framing)
            self._flagged[rule] = known
        return cast("Flagged | None", known.value)

    def _learn(self, framing: Framing) -> None:
        """Note what all rests on that was looked up and worked out of a framing."""
        for question_id, value in framing.looked_up.items():
            if question_id in self._answers:
                continue
            question = QUESTIONS[question_id]
            if question.when is None:
                self._answers[question_id] = _Known({question_id}, value)
            else:
                self._answers[question_id] = _noted(partial(_answer, question), framing)
        for work_out in tuple(framing.worked_out):
            if work_out not in self._figures:
                self._figures[work_out] = _noted(work_out, framing)

    def _forget(self, before: Framing, after: Framing) -> None:
        """Forget all that rests on an answer or a mark that has changed."""
        changed = {
            EVERYTHING,
            *_differing(before.answers, after.answers),
            *_differing(before.not_applicable, after.not_applicable),
        }
        self._answers = _kept(self._answers, changed)
        self._figures = _kept(self._figures, changed)
        self._flagged = _kept(self._flagged, changed)


def _answer(question: AnyQuestion, framing: Framing) -> object:
    return framing.answer(question)


def _noted(work_out: WorkOut, framing: Framing) -> _Known:
    view = NotedFraming(framing)
    try:
        value = work_out(view)
    except Refused as refused:
        value = refused
    return _Known(view.noted, value)


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> set[str]:
    """Return the keys under which two mappings hold different things."""
    differing = before.keys() - after.keys()
    for key, value in after.items():
        was = before.get(key)
        # Most are the same object, and long lists need not be compared then.
        if was is not value and was != value:
            differing.add(key)
    return differing


def _kept(known: Mapping[K, _Known], changed: set[str]) -> dict[K, _Known]:
    return {key: each for key, each in known.items() if each.rests_on.isdisjoint(changed)}
