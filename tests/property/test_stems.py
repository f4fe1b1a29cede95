"""The pieces by which long patterns are passed over: what a pattern finds holds one of them.

Why by texts made from the patterns themselves: a name that is added to a pattern alone would
silently be found no more.
"""

import re

import pytest
from hypothesis import strategies as st

from framing_tui.rules import metric_names, model_scores, stack
from tests.counts import tried

# Letters of other alphabets that fold to these stand in no name of a metric.
_LETTERS = st.characters(codec="ascii", exclude_categories=("Cc",)) | st.sampled_from("²₁’")
_OF_SCORES = ("_SCORE", "_OFF_BY_ONE", "_LOG_LOSS", "_FALSE_ALONE", "_GINI", "_TWO_MEANINGS")


@pytest.mark.parametrize("name", _OF_SCORES)
@tried(40, 400, data=st.data())
def test_a_text_that_names_a_score_holds_a_piece_of_it(name: str, data: st.DataObject) -> None:
    pattern = re.compile(getattr(model_scores, name))
    text = " ".join(data.draw(st.from_regex(pattern, alphabet=_LETTERS)).split())
    assert model_scores.may_name_score(text) or pattern.search(text) is None


@pytest.mark.parametrize("word", sorted(model_scores._BARE))
def test_a_bare_score_holds_a_piece_of_it(word: str) -> None:
    assert model_scores.may_name_score(word)
    assert model_scores.score_in(word) is not None


@pytest.mark.parametrize("name", metric_names._KEYS)
@tried(20, 200, data=st.data())
def test_a_text_that_names_a_metric_holds_a_piece_of_it(name: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(metric_names._NAMES[name], alphabet=_LETTERS))
    assert any(stem in text.casefold() for stem in metric_names._STEMS[name])


@tried(40, 400, data=st.data())
def test_a_text_that_sets_out_to_use_a_technique_names_one(data: st.DataObject) -> None:
    text = data.draw(st.from_regex(re.compile(stack._NAMES_TECHNIQUE), alphabet=_LETTERS))
    assert stack.may_name_technique(text)
