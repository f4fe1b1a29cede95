"""What is no TOML is told in the words of TOML: the line, what is wrong, and what to write."""

from __future__ import annotations

import ast
import inspect
import re
import tomllib
from tomllib import _parser as parser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing_tui.model.clean import clean
from framing_tui.storage.blank import blank_document
from framing_tui.storage.load import parse
from framing_tui.storage.problem import CannotOpen
from framing_tui.storage.toml_words import fault_of, known_complaints

SOUND = """\
format = 1
title = "Card fraud"
participants = ["risk", "data"]

[stack]
kpi = "fraud loss"
kpi_now = 42
kpi_target = [28, 31]
notes.place = { room = "4.12", day = 2027-06-01 }

[[actions]]
what = '''ask
the bank'''

[[actions]]
what = "measure \\u20ac"
"""
# What only Python says, in the parser's words and in how it prints things.
PYTHON = re.compile(r"\('|',\)|\\x|\\n|namespace|\bnest\b|mutate|tuple|NoneType|Traceback")


def told(text: str) -> str:
    with pytest.raises(CannotOpen) as refused:
        parse(text, "f")
    assert "\n" not in str(refused.value)
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        # What stands twice.
        ("[stack]\nkpi = 1\n[stack]\n", "3: the table [stack] stands twice, first in line 1"),
        ("[stack]]\n", "1: nothing but a comment may follow here, and there is “]”"),
        ("[a.b]\n\n[c]\n[ a . 'b' ]", "4: the table [a.b] stands twice, first in line 1"),
        ("[[a]]\n[a.c]\n[a.c]", "3: the table [a.c] stands twice, first in line 2"),
        ("[a]\n[[a]]\n", "2: [a] in line 1 is one table, so there is no list [[a]]"),
        ("[[a]]\n[a]\n", "2: [[a]] in line 1 is a list; one more of it is written [[a]], too"),
        ("a = 1\n[a]\n", "2: a has a value in line 1, so there is no [a]"),
        ("a = 1\n[a.b]", "2: a has a value in line 1, so there is no [a.b]"),
        ("a = 1\n[[a]]", "2: a has a value in line 1, so there is no [[a]]"),
        ("a = { x = 1 }\n[a]", "2: a has a value in line 1, so there is no [a]"),
        ("a = [{ x = 1 }]\n[[a]]\n", "2: a has a value in line 1, so there is no [[a]]"),
        ("a.b = 1\n[a]\n", "2: the keys of [a] begin in line 1: put these with them"),
        ("a.b = 1\n[[a]]", "2: the keys of [[a]] begin in line 1: put these with them"),
        ('kpi = "a"\nx = 1\nkpi = 2', "3: the key kpi stands twice, first in line 1"),
        ("[stack]\nkpi = 1\nkpi = 2", "3: the key stack.kpi stands twice, first in line 2"),
        ('a = 1\na = """\nlong\n"""\nb = 1', "2: the key a stands twice, first in line 1"),
        ("[[a]]\nb = 1\n[[a]]\nb = 1\nb = 2", "5: the key a.b stands twice, first in line 4"),
        ("a = 1\r\nb = 1\na = 2", "3: the key a stands twice, first in line 1"),
        ("'my key' = 1\n\"my key\" = 2", '2: the key "my key" stands twice, first in line 1'),
        ("a.b = 1\na.b.c = 2", "2: a.b has a value in line 1, so there is no a.b.c"),
        ("[a.b]\n[a]\nb = 1\n", "3: a.b is a table, from line 1 on, and can have no value"),
        ("a.x = 1\na = 2", "2: a is a table, from line 1 on, and can have no value"),
        ("[a.b]\n[a]\nb.c = 1", "3: a.b.c belongs to the table [a.b] in line 1: put it there"),
        ("a = { x = 1 }\na.y = 2", "2: a is written in { } in line 1: put a.y in there"),
        ("a = { x = 1, x = 2 }", "1: the key a.x stands twice, first in line 1"),
        ("a = [{ x = 1 },\n{ y = 1, y = 2 }]", "2: the key a.y stands twice, first in line 2"),
        (
            "a = { x = { y = 1 }, x.z = 2 }",
            "1: a.x is written in { } in line 1: put a.x.z in there",
        ),
        ("a = { x = 1, x.z = 2 }", "1: a.x has a value in line 1, so there is no a.x.z"),
        # What stands behind a value, or in place of one.
        ("kpi = 42 EUR", '1: a text stands in quotes: kpi = "42 EUR"'),
        ("kpi = 20 000 # a day", '1: a text stands in quotes: kpi = "20 000"'),
        ("kpi = 5%", '1: a text stands in quotes: kpi = "5%"'),
        (
            "kpi = 0,5",
            "1: a number has a decimal point and no commas, like 0.5 or 20000, not “0,5”",
        ),
        ("kpi = 20,000", "1: a number has a decimal point and no commas"),
        ('kpi = "a" b"', '1: the text of kpi ends before “b"”; a quote in it is written \\"'),
        ("kpi = 'don't'", "1: the text of kpi ends before “t'”; put it in double quotes"),
        ("kpi = [1] 2", "1: nothing but a comment may follow [ ], and there is “2”"),
        ("[a] b", "1: nothing but a comment may follow here, and there is “b”"),
        (
            "by = 2027-6-1",
            "1: there is no such day or time: “2027-6-1”; one is written like 2027-0",
        ),
        ("by = 2027-02-30", "1: there is no such day or time: “2027-02-30”"),
        ("kpi =", '1: a value is missing; a question still open is ""'),
        ("kpi = # to come\nx = 1", '1: a value is missing; a question still open is ""'),
        ("[stack]\nkpi = \n\n", '2: a value is missing; a question still open is ""'),
        ("kpi = [1,,2]", "1: a value is missing before ,"),
        ("kpi = None", '1: TOML has no “None”; a question still open is ""'),
        ("kpi = null", '1: TOML has no “null”; a question still open is ""'),
        ("kpi = loss a day", '1: a text stands in quotes: kpi = "loss a day"'),
        ('kpi = loss"', '1: a text stands in quotes: kpi = "loss"'),
        ("kpi = [a, b]", '1: a text stands in quotes: "a"'),
        ("kpi = “loss”", '1: a text stands in straight quotes: "loss"'),
        ("kpi = True", "1: true is written small, not “True”"),
        ("kpi = FALSE", "1: false is written small, not “FALSE”"),
        ("kpi = .5", "1: a number begins with a digit: 0.5"),
        ("kpi == 3", "1: one = is enough"),
        # Names.
        ("kpi: 42", "1: = stands between a key and its value, not a colon: kpi = …"),
        ("kpi", "1: kpi has no value: = and the value are missing"),
        ("kpi 42", "1: = is missing behind the key kpi"),
        ("- item", "1: = is missing behind the key -"),
        ("a = { b", "1: b has no value: = and the value are missing"),
        ("my key = 1", '1: a name of several words stands in quotes: "my key"'),
        ("größe = 1", '1: a name with “ö” in it stands in quotes: "größe"'),
        ("ärger = 1", '1: a name with “ä” in it stands in quotes: "ärger"'),
        ("[my table]", '1: a name of several words stands in quotes: ["my table"]'),
        ("[[größe]]", '1: a name with “ö” in it stands in quotes: [["größe"]]'),
        ('"a" "b" = 1', '1: = is missing behind the key "a", or the key wants quotes'),
        ("“kpi” = 1", "1: a name stands in straight quotes, or in none"),
        ("= 3", "1: a key is missing before ="),
        ("a = { = 3 }", "1: a key is missing before ="),
        ("[]", "1: a name is missing between the brackets"),
        ("[a.]", "1: a name is missing beside a dot"),
        ("a..b = 1", "1: a name is missing beside a dot"),
        ("a = {", "1: a name is missing behind “a = {”"),
        ("a = { % }", "1: no name begins with “%”, unless it stands in quotes"),
        ("%", "1: a line begins with a key, a [table] or #, not with “%”"),
        # What is not closed.
        ("x = 1\n[stack", "2: ] is missing behind “[stack”"),
        ("[[actions]\n", "1: ]] is missing behind “[[actions”"),
        ("[stack\nkpi = 1", "1: ] is missing behind “[stack”"),
        ("a = [1 2]", "1: a comma or ] is missing in the list before “2”"),
        (
            "a = [1,\n2\n\nb = 3",
            "4: a comma or ] is missing in the list that begins in line 1 before",
        ),
        (
            "a = [1,\n2\n\n",
            "2: a comma or ] is missing in the list that begins in line 1 at the end",
        ),
        ("a = { b = 1 c = 2 }", "1: a comma or } is missing in the { } before “c = 2”"),
        ("a = { b = 1\n}", "1: what stands in { } stands in one line, and } is missing"),
        ("a = { b = 1,\nc = 2 }", "1: what stands in { } stands in one line"),
        ("a = { b = 1, }", "1: no comma stands before }"),
        ('a = "open', '1: a text that begins with " is not closed'),
        ('a = 1\nb = """open\n\nx = 1\n', '2: a text that begins with """ is not closed'),
        ("a = 'open", "1: a text that begins with ' is not closed"),
        ("a = 1\nb = '''\nopen", "2: a text that begins with ''' is not closed"),
        ('a = "b\nc"', "1: a text in quotes ends in its own line; three quotes"),
        ("a = 'b\nc'", "1: a text in quotes ends in its own line; three quotes"),
        # Characters.
        ('a = "\x07"', "1: TOML has no room for the character U+0007 as it is"),
        ("# \x7f", "1: TOML has no room for the character U+007F as it is"),
        ('a = "C:\\path"', "1: a \\ in a text in double quotes is written \\\\"),
        ('a = """\nx \\ y"""', "2: a \\ in a text in double quotes is written \\\\"),
        ('a = "\\u20"', "1: \\u wants four hexadecimal digits, and \\U eight"),
        ('a = "\\ud800"', "1: there is no character of that number"),
    ],
)
def test_each_fault_is_told_with_its_line_and_what_to_write(text: str, says: str) -> None:
    line, words = says.split(": ", 1)
    assert told(text).startswith(f"f:{line}: is not TOML: {words}")


def test_every_complaint_of_the_parser_is_known() -> None:
    """A later version of the parser may say more; then this fails, and its words want a place."""
    tree = ast.parse(inspect.getsource(parser))
    said = set()
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
            for argument in call.args[2:] if call.func.id == "suffixed_err" else ():
                begins = argument.values[0] if isinstance(argument, ast.JoinedStr) else argument
                assert isinstance(begins, ast.Constant)
                said.add(begins.value)
    assert len(said) > 20
    # “Expected {expect!r}” is said of a quote alone, and goes on with it.
    said = {'Expected "\'"' if begins == "Expected " else begins for begins in said}
    assert {s for s in said if not s.startswith(known_complaints())} == set()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Odd", "Odd"),
        ("Cannot bend ('a', 'b c') twice (at line 1, column 2)", "cannot bend a.b c twice"),
        ("Strange thing ('stack',)", "strange thing stack"),
        ('Found ("it\'s",) (at end of document)', "found it's at the end of the file"),
    ],
)
def test_a_complaint_that_is_not_known_loses_its_python(said: str, told: str) -> None:
    assert fault_of(said, "ab\ncd").message == told


@given(st.data())
def test_whatever_is_wrong_it_is_told_without_python(data: st.DataObject) -> None:
    """One thing is changed in a sound text; where it is TOML no more, one line says why."""
    text = data.draw(st.sampled_from([SOUND, blank_document()]))
    at = data.draw(st.integers(0, len(text)))
    to = min(len(text), at + data.draw(st.integers(0, 12)))
    piece = data.draw(
        st.sampled_from(
            [*"[]{}=.,\"'\\#\n%“ä\x07", '"""', "'''", "[stack]\n", "kpi = 1\n", "x y", ""]
        )
        | st.text(max_size=4)
    )
    broken = text[:at] + piece + text[to:]
    try:
        tomllib.loads(broken)
    except tomllib.TOMLDecodeError as error:
        fault = fault_of(str(error), broken)
        shown = fault.message.replace(piece, "") if len(piece) > 1 else fault.message
        # What is quoted of the text may look like anything.
        assert [of for of in PYTHON.findall(shown) if of not in broken] == []
        assert clean(fault.message) == fault.message
        assert fault.line is not None
        assert 1 <= fault.line <= broken.count("\n") + 1
        assert not any(begins in shown for begins in known_complaints())
