"""The walk over a text finds each value where the parser does, and each comment with its key."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing_tui.storage.canonical import key_text, value_text
from framing_tui.storage.layout import Path, lay_out
from framing_tui.storage.limits import Lines, line_at

SPELLINGS = """\
# comment with "quotes" and [brackets]
a = 'literal # no comment'   # a comment
"quoted key" = "basic \\" \\\\ # no comment"
'single "quoted"' = 1
b.c."d.e" = [ 1, [2, 3], { f = "}", g = [ "]" ] }, # inside
  # between
  { h = 1 } ]
m = \"\"\"
text \\"\"\" with ""quotes\"\"\"\"\"
n = ''''one''''
o = { p.q = 1, "r" = '}' , s = { t = [ ] } }
u = 2026-11-23 10:00:00
v = 1979-05-27T07:32:00-08:00
w = -1_000.5e+10
x=[]
 [ table . "with.dot" ]  # comment
y = true
[[rows]]
k = 1
[rows.sub]
k = 2
[[rows.nested]]
k = 3
[[rows.nested]]
[[rows]]
k = 4
z = "at the end"
"""


def test_every_value_is_found_where_it_stands() -> None:
    layout = lay_out(SPELLINGS)
    text = {path: SPELLINGS[s.start : s.end] for path, s in layout.values.items()}
    assert text["a",] == "'literal # no comment'"
    assert text["quoted key",] == '"basic \\" \\\\ # no comment"'
    assert text['single "quoted"',] == "1"
    assert text["b", "c", "d.e", 2, "g"] == '[ "]" ]'
    assert text["b", "c", "d.e", 3] == "{ h = 1 }"
    assert text["m",].endswith('with ""quotes' + '"' * 5)
    assert text["n",] == "''''one''''"
    assert text["o", "p", "q"] == "1"
    assert text["o", "s", "t"] == "[ ]"
    assert text["u",] == "2026-11-23 10:00:00"
    assert text["w",] == "-1_000.5e+10"
    assert text["table", "with.dot", "y"] == "true"
    assert text["rows", 0, "k"] == "1"
    assert text["rows", 0, "sub", "k"] == "2"
    assert text["rows", 0, "nested", 0, "k"] == "3"
    assert text["rows", 1, "z"] == '"at the end"'
    assert [t.path for t in layout.tables] == [
        ("table", "with.dot"),
        ("rows", 0),
        ("rows", 0, "sub"),
        ("rows", 0, "nested", 0),
        ("rows", 0, "nested", 1),
        ("rows", 1),
    ]
    assert layout.line(("b", "c", "d.e", 3, "h")) == 7
    assert layout.line(("b", "c")) == 5
    assert layout.line(("table",)) == 16
    assert layout.line(("rows", 1, "z")) == 27
    assert layout.line(("rows", 0, "nested", 1, "none")) == 24
    assert layout.line(("nothing",)) is None


def test_the_text_is_one_that_the_parser_reads() -> None:
    data = tomllib.loads(SPELLINGS)
    assert data["rows"][1] == {"k": 4, "z": "at the end"}
    assert data["table"] == {"with.dot": {"y": True}}


COMMENTED = """\
# opening

# of a
# of a too
a = 1  # beside a
# of the table
[table]
# of b
b = 2

# apart

# of the next
[[next]]
c = 3
"""


def test_a_comment_leads_the_header_that_it_stands_right_above() -> None:
    led = [COMMENTED[table.lead :].splitlines()[0] for table in lay_out(COMMENTED).tables]
    assert led == ["# of the table", "# of the next"]


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("[t]", 0),
        ("# a\n[t]", 0),
        ("\n  # a\n # b\n [t]", 1),
        ("a = '''\n# x'''\n[t]", 15),
        ("a = [\n1, # x\n]\n# of t\n[t]", 15),
        ("[[t]] # x\n[[t]]", 10),
    ],
)
def test_the_lead_of_a_header_is_made_of_comments_alone(text: str, lead: int) -> None:
    assert lay_out(text).tables[-1].lead == lead


@pytest.mark.parametrize("text", ["", "\n", "# c", "a = 1", "[t]", "[[t]]", "a = []", "a = {}"])
def test_small_texts_are_walked_to_their_end(text: str) -> None:
    layout = lay_out(text)
    assert all(span.end <= len(text) for span in layout.values.values())
    assert all(table.lead == 0 for table in layout.tables)


# Any plain data, spelt as this program spells it, is found value by value.

KEYS = st.one_of(st.sampled_from(["a", "b", "c-d", "1"]), st.text(max_size=3))
TEXTS = st.text(st.sampled_from("a\"'\\\n#[]{}=,. \t\u2028数"), max_size=8)
LEAVES = st.one_of(TEXTS, st.integers(-9, 9), st.booleans(), st.floats(-9, 9), st.dates())
PLAIN = st.dictionaries(
    KEYS,
    st.recursive(
        LEAVES,
        lambda inner: st.one_of(
            st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)
        ),
        max_leaves=6,
    ),
    max_size=4,
)


def every_value(value: Any, path: Path) -> list[tuple[Path, Any]]:
    """Return each key with its value, nested ones and tables in lists included."""
    found: list[tuple[Path, Any]] = []
    if isinstance(value, dict):
        for key, inner in value.items():
            found += [((*path, key), inner), *every_value(inner, (*path, key))]
    if isinstance(value, list):
        for index, inner in enumerate(value):
            found += [((*path, index), inner)] if isinstance(inner, dict) else []
            found += every_value(inner, (*path, index))
    return found


@settings(deadline=None, max_examples=100)
@given(PLAIN, st.booleans())
def test_every_value_of_any_data_is_found(data: dict[str, Any], is_indented: bool) -> None:
    margin, beside = ("  ", "  # beside") if is_indented else ("", "")
    text = "".join(f"{margin}{key_text(k)} = {value_text(v)}{beside}\n" for k, v in data.items())
    layout = lay_out(text)
    wanted = every_value(data, ())
    assert {path for path, _ in wanted} == set(layout.values)
    for path, value in wanted:
        span = layout.values[path]
        assert tomllib.loads(f"x = {text[span.start : span.end]}")["x"] == value
        assert span.line == line_at(text, span.key_start)


@settings(deadline=None)
@given(st.text(st.sampled_from("a\n"), max_size=20))
def test_lines_are_counted_as_an_editor_counts_them(text: str) -> None:
    lines = Lines(text)
    assert [lines.at(at) for at in range(len(text))] == [
        line_at(text, at) for at in range(len(text))
    ]


@pytest.mark.parametrize("text", ["= 1\n", "[table]\n= 1\n", "a. = 1\n"])
def test_what_has_no_key_has_no_layout(text: str) -> None:
    with pytest.raises(ValueError, match="no key at "):
        lay_out(text)
