"""What one field of the kickoff spec says, as answers to the questions that it is made from.

Why in this order: what a part is called says most, then the form in which our page prints it, then
the name of an option; what is left is the field's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from types import MappingProxyType

from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.kinds.names import folded, options_meant
from framing_tui.spec.reading_back.found import Found, answer, offer
from framing_tui.spec.reading_back.fragments import Fragment, fragments, listed
from framing_tui.spec.reading_back.pieces import Piece
from framing_tui.spec.reading_back.recipes import RECIPES, Recipe

_WORDS = re.compile(r"[;,(]")
_MOST_WORDS = 4
# Longer than any part that our page prints in a form of its own; patterns stop there.
_LONGEST_PART = 300
# Whoever writes more than that under one label names no option by it.
_MOST_LOOKED_AT = 30
NOTHING_MORE: Mapping[str, str] = MappingProxyType({})


def read_field(
    name: str, pieces: list[Piece], today: date | None, whole: Mapping[str, str] = NOTHING_MORE
) -> tuple[list[Found], list[Fragment]]:
    """Return what a field says, and the fragments that fit none of its questions.

    `whole` are the texts of the page that go on below it.
    """
    recipe = RECIPES[name]
    label = pieces[0].label if pieces else name
    found: list[Found] = []
    plain: list[Fragment] = []
    for fragment in fragments(pieces, recipe.leads, whole, partial(_stands_alone, recipe)):
        read = list(_named(recipe, label, fragment, today))
        found += read
        if not read:
            plain.append(fragment)
    if recipe.special is not None:
        more, plain = recipe.special(label, plain, today)
        plainly, left = _plainly(recipe, label, plain, found, today)
        return [*plainly, *found, *more], left
    plainly, left = _plainly(recipe, label, plain, found, today)
    # The words first: whether a value of the KPI may be in percent is said by them.
    return [*plainly, *found], left


def _named(recipe: Recipe, label: str, fragment: Fragment, today: date | None) -> Iterator[Found]:
    """Return what a fragment answers by its name, by its form, or as a word that stands for it."""
    line, text = fragment.line, fragment.text
    question_id = recipe.leads.get(fragment.lead)
    if question_id:
        yield answer(line, label, question_id, _as_typed(question_id, text), today, sure=True)
        return
    if fragment.lead:
        return
    if text in recipe.values:
        question_id, value = recipe.values[text]
        yield answer(line, label, question_id, value, today, sure=True)
        return
    for pattern, ids in recipe.patterns if len(text) <= _LONGEST_PART else ():
        if said := re.fullmatch(pattern, text):
            # A range from none is “up to” on our page.
            typed = [re.sub(r"^up to ", "0..", words) for words in said.groups()]
            pairs = zip(ids, typed, strict=True)
            yield from (answer(line, label, qid, words, today, sure=True) for qid, words in pairs)
            return
    question_id, is_own = _option_of(recipe, text)
    if question_id:
        yield answer(line, label, question_id, text, today, sure=is_own)


def _option_of(recipe: Recipe, text: str) -> tuple[str, bool]:
    """Return the question of which a word is an option, and whether that is its own name."""
    named = {
        qid: meant[0]
        for qid in recipe.options
        if len(meant := options_meant(text, QUESTIONS[qid].kind.options)) == 1
    }
    own = [qid for qid, option in named.items() if folded(text) in option.own_names]
    return next(iter(own or named), ""), bool(own)


def _stands_alone(recipe: Recipe, text: str) -> bool:
    """Tell whether words are a part of our page in their own form, or an option by its name."""
    if len(text) > _LONGEST_PART:
        return False
    return (
        text in recipe.values
        or any(re.fullmatch(pattern, text) for pattern, _ in recipe.patterns)
        or any(options_meant(text, QUESTIONS[qid].kind.options) for qid in recipe.options)
    )


def _plainly(
    recipe: Recipe, label: str, plain: list[Fragment], named: list[Found], today: date | None
) -> tuple[list[Found], list[Fragment]]:
    """Return the words that stand plainly in a field as the answer to its main question."""
    if not plain:
        return [], []
    kind = QUESTIONS[recipe.main].kind
    first = plain[0]
    found: list[Found] = []
    if kind.has_items:
        items = [
            part for one in plain for part in ([one.text] if len(plain) > 1 else listed(one.text))
        ]
        labels = [
            item for item in items if item.lower().startswith(("labels", "labelled", "labeled"))
        ]
        data = [item for item in items if item not in labels]
        if data:
            found.append(answer(first.line, label, recipe.main, "\n".join(data), today))
        if labels and recipe.main == "spec.data_sources":
            found.append(answer(first.line, label, "labels.plan", "\n".join(labels), today))
        return found, []
    if kind.row is not None or kind.is_figure:
        return [], plain
    if kind.has_lines:
        text = "\n".join(one.whole for one in plain)
        found.append(answer(first.line, label, recipe.main, text, today))
    else:
        found.append(answer(first.line, label, recipe.main, first.whole, today))
    answered = {one.question_id for one in named}
    for question_id in (qid for qid in recipe.options if qid not in answered):
        found += _mentioned(question_id, label, plain, today)
    beyond = [] if kind.has_lines else plain[1:]
    if recipe.spare:
        found += [offer(one.line, label, recipe.spare, one.whole) for one in beyond]
        beyond = []
    return found, beyond


def _mentioned(
    question_id: str, label: str, plain: list[Fragment], today: date | None
) -> Iterator[Found]:
    """Return the option that is named beside other words; offered where several may be meant."""
    options = QUESTIONS[question_id].kind.options
    for fragment in plain[:_MOST_LOOKED_AT]:
        whole = [part.strip(" ).") for part in _WORDS.split(fragment.text)]
        short = [part for part in whole if len(part.split()) <= _MOST_WORDS]
        meant = {o.value: part for part in short for o in options_meant(part, options)}
        if len(meant) == 1:
            yield answer(fragment.line, label, question_id, next(iter(meant.values())), today)
            return
        names = {
            o.value
            for o in options
            if _holds(fragment.text, o.value) or _holds(fragment.text, o.text)
        }
        if names:
            why = f"{' or '.join(sorted(names))}?"
            yield offer(fragment.line, label, question_id, fragment.text, why)
            return


def _holds(text: str, *names: str) -> bool:
    return any(re.search(rf"(?i)\b{re.escape(name)}\b", text) for name in names)


def _as_typed(question_id: str, text: str) -> str:
    """Return words as they would be typed at a question: lists with one item a line."""
    kind = QUESTIONS[question_id].kind
    if kind.has_items and kind.has_lines:
        return "\n".join(listed(text))
    return text
