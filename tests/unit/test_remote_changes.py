"""What others have done to an open framing, in a form that can be said in a line."""

from __future__ import annotations

from framing_tui.model.catalogue import QUESTIONS, asks_in_full
from framing_tui.model.framing import Framing
from framing_tui.model.spec import Clash
from framing_tui.model.values import Range
from framing_tui.storage.remote_changes import _LONGEST_NAME, News, news

BEFORE = Framing({"title": "t", "stack.kpi": "loss"}, {"team": "one person"})


def news_words(told: News) -> str:
    return told.words(undo="Ctrl+Z", settle="Ctrl+R shows both")


def test_nothing_is_no_news() -> None:
    told = news(BEFORE, BEFORE)
    assert told == News()
    assert not told.takes_away


def test_answers_and_marks_are_told_apart_from_what_was_taken_back() -> None:
    after = Framing({"title": "u", "stack.objective": "fewer"}, {"stack.users": "nobody"})
    told = news(BEFORE, after)
    assert told.changed == ("title", "stack.objective", "stack.users")
    assert told.taken_back == ("team", "stack.kpi")
    assert told.takes_away
    assert News(is_put_back=True).takes_away


def test_what_a_figure_rests_on_is_news() -> None:
    figure = BEFORE.with_answer("stack.kpi_now", Range.of(42))
    measured = figure.with_basis("stack.kpi_now", "measured")
    assert news(figure, measured) == news(measured, figure) == News(changed=("stack.kpi_now",))
    assert news(measured, BEFORE).taken_back == ("stack.kpi_now",)


def test_undo_gives_back_what_is_gone_and_leaves_what_is_theirs() -> None:
    after = Framing({"title": "u", "stack.objective": "fewer"}, {"stack.users": "nobody"})
    given = news(BEFORE, after).given_back(BEFORE, after)
    assert given == Framing(
        {"title": "u", "stack.objective": "fewer", "stack.kpi": "loss"},
        {"stack.users": "nobody", "team": "one person"},
    )
    figure = BEFORE.with_answer("stack.kpi_now", Range.of(42)).with_basis("stack.kpi_now", "guess")
    assert news(figure, BEFORE).given_back(figure, BEFORE) == figure
    assert news(BEFORE, after, is_put_back=True).given_back(BEFORE, after) == BEFORE


def test_new_clashes_are_told_once() -> None:
    # The decision stands behind the clashes in the list of questions.
    assert news(BEFORE, BEFORE.with_answer("decision", "build")).changed == ("decision",)
    rows = tuple(Clash({"question": q}) for q in ("stack.kpi", "stack.kpi", "title", "no.such"))
    before = BEFORE.with_answer("clashes", rows[2:3])
    assert news(before, before.with_answer("clashes", rows)).clashing == ("stack.kpi",)


def test_news_in_words() -> None:
    assert news_words(News(changed=("title",))) == "somebody else answered “Title”"
    many = ("title", "team", "stack.kpi_now", "stack.kpi_target")
    assert news_words(News(changed=many)).startswith("somebody else answered “Title”, “")
    assert news_words(News(changed=many)).endswith("” and 2 more")
    both = news_words(News(changed=("title", "team")))
    assert both.count(" and ") == 1
    back = news_words(News(taken_back=("title",), clashing=("team",)))
    assert "two answers to" in back
    assert "took back “Title”: Ctrl+Z brings it back" in back
    assert "2 answers changed" in news_words(News(("title",), ("team",), is_put_back=True))
    assert "1 answer changed" in news_words(News(("title",), is_put_back=True))
    assert news_words(News()) == "what somebody else wrote was joined in"


def test_all_that_is_told_stands_in_one_line() -> None:
    assert news_words(News(("title",), ("team",), ("stack.kpi",))) == (
        "two answers to “The one business number it moves (KPI)”: Ctrl+R shows both;"
        " somebody else took back “Team”: Ctrl+Z brings it back;"
        " somebody else answered “Title”"
    )


def test_a_long_question_is_named_by_its_beginning() -> None:
    long = max(QUESTIONS, key=lambda question_id: len(asks_in_full(question_id)))
    name = news_words(News(changed=(long,))).removeprefix("somebody else answered ")
    assert len(name) <= _LONGEST_NAME + 2
    assert asks_in_full(long).startswith(name.strip("“…”"))
