"""Reading files: what is wrong costs its own answer alone, and is told with line and key."""

from __future__ import annotations

import os
import sys
import tomllib
from pathlib import Path

import pytest

from framing_tui.model.framing import Framing
from framing_tui.model.labels import Candidate
from framing_tui.model.values import Range
from framing_tui.storage.limits import MAX_BYTES, MAX_LINE, TooWild, look, upper_sides
from framing_tui.storage.load import Opened, load, load_bytes
from framing_tui.storage.problem import CannotOpen


def read(text: str) -> Opened:
    return load_bytes(text.encode(), "f.toml")


def problems(text: str) -> list[str]:
    return [str(problem) for problem in read(text).problems]


def refused(raw: bytes) -> str:
    with pytest.raises(CannotOpen) as caught:
        load_bytes(raw, "f.toml")
    message = str(caught.value)
    assert "\n" not in message
    assert len(message) < 300
    return message


def test_a_file_is_read_with_nothing_to_say_about_it() -> None:
    opened = read(
        """\
format = 1
title = "Fraud screen"
date = 2026-11-23
participants = ["risk lead"]

[stack]
kpi = "loss"
kpi_now = 42.0
kpi_target = [31, 28]
policy = ""

[feasibility.data]
colour = "green"

[[labels.candidates]]
name = "chargeback"
alignment = 5
chosen = true

[notes]
"stack.kpi" = "finance knows"

[basis]
"stack.kpi_now" = "measured"
"stack.kpi_target" = ""
"feasibility.data.evidence" = "document"
"validation.stages_percent" = "guess"

[not_applicable]
"task.classes" = "a score"
"task.new_classes" = ""
"""
    )
    assert opened.problems == ()
    framing = opened.framing
    assert framing.stack.kpi_target == Range(28, 31)
    assert framing.stack.policy is None
    assert "stack.policy" not in framing.answers
    assert framing.feasibility.data.colour == "green"
    assert framing.answers["labels.candidates"] == (
        Candidate({"name": "chargeback", "alignment": 5, "chosen": True}),
    )
    assert framing.notes == {"stack.kpi": "finance knows"}
    # What an open question would rest on is kept, and read once it is answered.
    assert framing.basis == {
        "stack.kpi_now": "measured",
        "feasibility.data.evidence": "document",
        "validation.stages_percent": "guess",
    }
    assert framing.not_applicable == {"task.classes": "a score"}


def test_what_stands_on_records_is_read_wherever_they_are() -> None:
    framing = read(
        """\
[notes]
'labels.candidates."time \\\\"watched\\\\""' = "a"
'labels.candidates."gone".speed' = "b"
[not_applicable]
'labels.candidates."clicks".speed' = "c"
[[labels.candidates]]
name = 'time "watched"'
[[labels.candidates]]
name = "clicks"
""".replace("\\\\", "\\")
    ).framing
    # What stands on a record that is not there is kept, and shown under its path.
    assert framing.notes == {
        r'labels.candidates."time \"watched\""': "a",
        'labels.candidates."gone".speed': "b",
    }
    assert framing.not_applicable == {'labels.candidates."clicks".speed': "c"}


@pytest.mark.parametrize("text", ["", "\n", "# only a comment", "format = 1"])
def test_an_empty_file_is_a_blank_framing(text: str) -> None:
    assert read(text).framing == Framing()
    assert problems(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        # Wrong types and values.
        (
            '[stack]\nkpi = 5\nkpi_now = "42"',
            [
                "f.toml:2: stack.kpi: expected a line of text, got 5",
                "f.toml:3: stack.kpi_now: expected a number, or a range like [80, 140], "
                "got “42” (nearest: 42)",
            ],
        ),
        (
            "[stack]\nkpi_now = nan\nkpi_target = true",
            [
                "f.toml:2: stack.kpi_now: expected a number, or a range like [80, 140], got nan",
                "f.toml:3: stack.kpi_target: expected a number, or a range like [80, 140], "
                "got true",
            ],
        ),
        (
            '[need]\nrules_suffice = true\nmust_explain = "yess"',
            [
                'f.toml:2: need.rules_suffice: expected "yes", "no" or "unsure", '
                "got true (nearest: yes)",
                'f.toml:3: need.must_explain: expected "yes", "no" or "unsure", '
                "got “yess” (nearest: yes)",
            ],
        ),
        (
            'date = "2026-11-23"\ndecision = "rules first"',
            [
                "f.toml:1: date: expected a date, like 2027-06-01, got “2026-11-23” "
                "(nearest: 2026-11-23)",
                "f.toml:2: decision: expected one of undecided, build, rules-first, data-first, "
                "stop, got “rules first” (nearest: rules-first)",
            ],
        ),
        # Unknown keys and tables.
        (
            '[stack]\nkpo = ""',
            ["f.toml:2: stack.kpo: unknown key, kept but not read (nearest: stack.kpi)"],
        ),
        ('kpi = ""', ["f.toml:1: kpi: unknown key, kept but not read (nearest: stack.kpi)"]),
        ("zzz = 1", ["f.toml:1: zzz: unknown key, kept but not read"]),
        ("[stak]\nkpi = 1", ["f.toml:1: stak: unknown table, kept but not read (nearest: stack)"]),
        (
            "[feasibility.dada]\ncolour = 1",
            [
                "f.toml:1: feasibility.dada: unknown table, kept but not read "
                "(nearest: feasibility.data)"
            ],
        ),
        ("[[mine]]\nx = 1", ["f.toml:1: mine: unknown key, kept but not read"]),
        (
            '"\\u001b[0m" = 1',
            ["f.toml:1: ␛[0m: unknown key, kept but not read"],
        ),
        # A table where a value is expected, and a value where a table is.
        (
            "[stack.kpi]\nwords = 1",
            ["f.toml:1: stack.kpi: expected a line of text, got a table"],
        ),
        (
            "[stack.kpi.deeper]\nwords = 1",
            ["f.toml:1: stack.kpi: expected a line of text, got a table"],
        ),
        ("team = 'a'\nstack = 3", ["f.toml:2: stack: expected a table"]),
        ("[[stack]]\nkpi = 'a'", ["f.toml:1: stack: expected a table"]),
        ("feasibility = 'green'", ["f.toml:1: feasibility: expected a table"]),
        ("notes = 'a'", ["f.toml:1: notes: expected a table of question ids and texts"]),
        (
            "[labels.candidates]\nname = 'a'",
            [
                "f.toml:1: labels.candidates: expected a list of tables, each with a unique name, "
                "got a table"
            ],
        ),
        (
            "[labels]\ncandidates = ['a']",
            [
                "f.toml:2: labels.candidates: expected a list of tables, each with a unique name, "
                "got a list"
            ],
        ),
        # Records.
        (
            "[[labels.candidates]]\nname = 'a'\nalignment = 9\ncoverge = 1\n"
            "[[labels.candidates]]\nspeed = 1\n[[labels.candidates]]\nname = 'a'",
            [
                'f.toml:3: labels.candidates."a".alignment: expected a score from 1 to 5, where 5 '
                "is good, got 9",
                'f.toml:4: labels.candidates."a".coverge: unknown key (nearest: coverage)',
                "f.toml:5: labels.candidates.[2]: expected a name: the record cannot be told from "
                "others",
                'f.toml:8: labels.candidates."a".name: expected a unique name, got “a” twice',
            ],
        ),
        (
            "actions = [ { what = 'a' },\n  { owner = 'b', 'x\\u001b' = 1 } ]".replace("'", '"'),
            [
                "f.toml:2: actions.[2]: expected a what: the record cannot be told from others",
                "f.toml:2: actions.[2].x␛: unknown key",
            ],
        ),
        # Notes and marks.
        (
            '[notes]\n"stack.kpo" = "a"\n[not_applicable]\n"stack.kpi" = 5',
            [
                'f.toml:2: notes."stack.kpo": no such question (nearest: stack.kpi)',
                'f.toml:4: not_applicable."stack.kpi": expected a text',
            ],
        ),
        (
            '[basis]\n"stack.kpi_now" = "mesured"\n"stack.kpi_target" = 5',
            [
                'f.toml:2: basis."stack.kpi_now": expected one of measured, document, estimate, '
                "guess, got “mesured” (nearest: measured)",
                'f.toml:3: basis."stack.kpi_target": expected one of measured, document, '
                "estimate, guess, got 5",
            ],
        ),
        (
            '[basis]\n"stack.kpi_noww" = "guess"\n"stack.kpi" = "guess"\n"decision" = "guess"',
            [
                'f.toml:2: basis."stack.kpi_noww": no such question (nearest: stack.kpi_now)',
                'f.toml:3: basis."stack.kpi": only a number, or the evidence of a cell, has a '
                "basis (nearest: stack.kpi_now)",
                'f.toml:4: basis."decision": only a number, or the evidence of a cell, has a basis',
            ],
        ),
        (
            '[basis]\nserving.p99_expected_ms = "measured"\n[basos]\nx = 1',
            [
                'f.toml:2: basis."serving": expected the whole id in quotes, like '
                '"serving.p99_expected_ms"',
                "f.toml:3: basos: unknown table, kept but not read (nearest: basis)",
            ],
        ),
        # Records.
        (
            '[notes]\n"labels.candidates.\\"b\\".speed" = "a"\n'
            '"labels.candidates.\\"time watched\\"" = "a"\n'
            '[[labels.candidates]]\nname = "time watched"\n[[labels.candidates]]\nname = "abc"\n',
            [
                'f.toml:2: notes."labels.candidates."b".speed": labels.candidates has no record of '
                "that name"
            ],
        ),
        (
            '[not_applicable]\n"labels.candidates.\\"time watchd\\".speed" = "a"\n'
            '"labels.candidates.\\"time watched\\".sped" = "a"\n'
            '"labels.candidates.time watched.speed" = "a"\n'
            '"labels.candidates.\\"time watched\\".name" = "a"\n'
            '"labels.candidates.\\"time watched\\".speed" = 5\n'
            '"labels.candidates.\\"\\"" = "a"\n'
            '[[labels.candidates]]\nname = "time watched"\n',
            [
                'f.toml:2: not_applicable."labels.candidates."time watchd".speed": '
                "labels.candidates has no record of that name (nearest: "
                'labels.candidates."time watched".speed)',
                'f.toml:3: not_applicable."labels.candidates."time watched".sped": no such record '
                'or column (nearest: labels.candidates."time watched".speed)',
                'f.toml:4: not_applicable."labels.candidates.time watched.speed": no such record '
                'or column (nearest: labels.candidates."time watched".speed)',
                'f.toml:5: not_applicable."labels.candidates."time watched".name": a record always '
                "has a name",
                'f.toml:6: not_applicable."labels.candidates."time watched".speed": expected a '
                "text",
                'f.toml:7: not_applicable."labels.candidates.""": no such record or column',
            ],
        ),
        (
            '[basis]\n"labels.candidates.\\"a\\".speed" = "guess"\n'
            '[[labels.candidates]]\nname = "a"\n',
            [
                'f.toml:2: basis."labels.candidates."a".speed": only a number, or the evidence of '
                "a cell, has a basis",
            ],
        ),
        ("basis = 'a'", ["f.toml:1: basis: expected a table of question ids and texts"]),
        (
            '[notes]\nstack.kpi = "a"',
            ['f.toml:2: notes."stack": expected the whole id in quotes, like "stack.kpi"'],
        ),
        # The format.
        ('format = "one"', ["f.toml:1: format: expected 1"]),
        ("format = 0", ["f.toml:1: format: expected 1"]),
        ("format = true", ["f.toml:1: format: expected 1"]),
        # Texts.
        (
            f'[stack]\nkpi = "{"x" * 20_001}"',
            [f"f.toml:2: stack.kpi: expected at most 20,000 characters, got “{'x' * 39}…”"],
        ),
    ],
)
def test_what_is_wrong_is_told_by_line_and_key(text: str, said: list[str]) -> None:
    assert problems(text) == said


def test_a_wrong_value_costs_its_own_answer_alone() -> None:
    opened = read(
        '[stack]\nkpi = "loss"\nkpi_now = "too high"\n[stak]\nx = 1\n[need]\nmust_explain = "no"'
    )
    assert opened.framing == Framing({"stack.kpi": "loss", "need.must_explain": "no"})
    assert len(opened.problems) == 2


def test_problems_come_in_the_order_of_the_file() -> None:
    text = "[need]\nmust_explain = 1\n[stack]\nkpi = 2\n"
    assert [problem.line for problem in read(text).problems] == [2, 4]


def test_a_hundred_problems_are_enough() -> None:
    text = "".join(f"unknown_{n} = 1\n" for n in range(1000))
    said = problems(text)
    assert len(said) == 101
    assert said[-1].endswith("900 more wrong values and unknown keys; these are the first")


def test_an_answer_and_a_mark_may_stand_in_one_file() -> None:
    framing = read('title = "a"\n[not_applicable]\ntitle = "b"').framing
    assert framing.answers["title"] == "a"
    assert framing.not_applicable["title"] == "b"


def test_hidden_characters_are_made_visible_and_named() -> None:
    opened = read(
        'team = "pay\\u202Epal"\nparticipants = ["a", "\\u001b"]\n[[actions]]\nwhat = "\\u200b"'
    )
    assert opened.framing.answers["team"] == "pay‹U+202E›pal"
    assert opened.framing.replaced == {
        "team": ("U+202E",),
        "participants": ("U+001B",),
        "actions": ("U+200B",),
    }
    assert opened.problems == ()


# Files that cannot be read at all.


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("format = 2", "f.toml: format 2 is newer than this program, which reads format 1"),
        ("[stack]\nkpi = ", "f.toml:2: is not TOML: a value is missing"),
        ("[stack]\nkpi = loss", 'f.toml:2: is not TOML: a text stands in quotes: kpi = "loss"'),
        ("[stack]\n\nkpi 5", "f.toml:3: is not TOML: = is missing behind the key kpi"),
        ("kpi = 1\nkpi = 2", "f.toml:2: is not TOML: the key kpi stands twice, first in line 1"),
        ("[stack]\n[stack]", "f.toml:2: is not TOML: the table [stack] stands twice"),
        ('a = "open', "f.toml:1: is not TOML:"),
        ('a = """open\n\n', "f.toml:1: is not TOML:"),
        ('"\x1b" = 1\n', "f.toml:1: is not TOML:"),
        ("a = 1\n<<<<<<< HEAD\n", "f.toml:2: holds a git conflict marker; settle it first"),
        ("a = 1\n=======\n", "f.toml:2: holds a git conflict marker; settle it first"),
        (
            'a = """\n<<<<<<< HEAD\nx\n=======\ny\n>>>>>>> other\n"""',
            "f.toml:2: holds a git conflict marker; settle it first",
        ),
        ("x = " + "[" * 2000, "f.toml:1: brackets nested too deep: not a framing"),
        ("x = " + "{a=" * 2000, "f.toml:1: brackets nested too deep: not a framing"),
        ("a = 1\n" + "b." * 13_000 + "b = 1", "f.toml:2: a key of more than 32 parts"),
        ("\n[" + "b." * 13_000 + "b]", "f.toml:2: a key of more than 32 parts"),
        (
            'x = { a = """a"""", ' + "b." * 13_000 + "b = 1 }",
            "f.toml:1: a key of more than 32 parts",
        ),
        ("a = 1\nb = " + "9" * 5000, "f.toml:2: a number of more than 300 digits"),
        ("format = 0x" + "f" * 5000, "f.toml:1: a number of more than 300 digits"),
        ("a = '" + "x" * MAX_LINE + "'", "f.toml:1: a line of 100,006 characters"),
        ('\\"""\n' * 20_000, "f.toml:1: is not TOML:"),
        ('\\"""\n' * 60_000, "f.toml: more than 20,000 lines and values"),
        ("x = [" + "1,\n" * 60_000 + "]", "f.toml: more than 20,000 lines and values"),
        ("<<<<<<< \n" * 15_000, "f.toml:1: holds a git conflict marker; settle it first"),
    ],
)
def test_what_is_no_framing_is_refused_in_one_line(text: str, said: str) -> None:
    assert refused(text.encode()).startswith(said)


@pytest.mark.parametrize(
    ("text", "upper"),
    [
        ("a\n<<<<<<< x\nb\n=======\nc\n>>>>>>> y\nd\n", "a\nb\nd\n"),
        ("<<<<<<< x\n=======\nc\n>>>>>>> y", ""),
        ("<<<<<<< x\nb\n\nb\n||||||| base\no\n=======\nc\n>>>>>>> y\n", "b\n\nb\n"),
        ("<<<<<<< x\n1\n=======\n2\n>>>>>>> y\n" * 2, "1\n1\n"),
        ("<<<<<<< x\nb\n=======\nnever ended\n", None),
        ("<<<<<<< x\n<<<<<<< x\nb\n=======\nc\n>>>>>>> y\n", "<<<<<<< x\nb\n"),
        ("title\n=======\n", None),
    ],
)
def test_the_upper_sides_of_conflicts(text: str, upper: str | None) -> None:
    assert upper_sides(text) == (text if upper is None else upper)


@pytest.mark.parametrize("line", ["<<<<<<< x\n=======\n", "<<<<<<< x\n", "<<<<<<< x\n||||||| y\n"])
def test_a_text_full_of_conflicts_that_never_end_is_read_once(line: str) -> None:
    text = line * (900_000 // len(line))
    # Were each looked for to the end of the text, this would take hours.
    assert upper_sides(text) == text


def test_a_heading_underlined_with_equal_signs_is_no_conflict() -> None:
    text = 'a = 1\n[stack]\npolicy_detail = """\nWho acts\n=======\nan analyst"""\n'
    assert read(text).framing.answers["stack.policy_detail"] == "Who acts\n=======\nan analyst"


@pytest.mark.parametrize(
    ("raw", "line"),
    [(b"\xff\xfe[\x00", 1), (b"a = 1\nb = '\xe9'", 2), (b"a = 1\n\n\xed\xa0\x80", 3)],
)
def test_bytes_that_are_no_utf8_are_told_by_line(raw: bytes, line: int) -> None:
    assert refused(raw) == f"f.toml:{line}: is not UTF-8 text, so not a framing"


def test_more_than_a_million_bytes_are_no_framing() -> None:
    assert (
        refused(b"#" * (MAX_BYTES + 1)) == "f.toml: is larger than 1,000,000 bytes: not a framing"
    )


def test_a_newer_format_is_refused_however_it_looks() -> None:
    assert "update framing-tui" in refused(b"format = 3\nstack = 'something new'")


def test_newlines_and_a_mark_at_the_beginning_are_remembered() -> None:
    raw = '\ufeffformat = 1\r\n[stack]\r\nkpi = "loss"\r\nusers = """\r\na\r\nb"""\r\nkpo = 1\r\n'
    opened = load_bytes(raw.encode(), "f.toml")
    assert (opened.bom, opened.newline) == (True, "\r\n")
    assert opened.framing.answers == {"stack.kpi": "loss", "stack.users": "a\nb"}
    assert [problem.line for problem in opened.problems] == [7]


def test_mixed_newlines_are_read_too() -> None:
    opened = load_bytes(b'[stack]\r\nkpi = "loss"\nusers = """a\r\nb"""\n', "f.toml")
    assert opened.newline == "\n"
    assert opened.framing.answers == {"stack.kpi": "loss", "stack.users": "a\nb"}


# Paths.


def cannot_open(path: Path) -> str:
    with pytest.raises(CannotOpen) as caught:
        load(path, "f.toml")
    return str(caught.value)


def test_a_path_that_is_no_file_is_refused(tmp_path: Path) -> None:
    assert cannot_open(tmp_path) == "f.toml: is a directory; name a file in it"
    assert cannot_open(tmp_path / "none.toml") == "f.toml: there is no such file"
    assert cannot_open(tmp_path / ("n" * 300)).startswith("f.toml: ")
    assert cannot_open(Path("a\0b")).startswith("f.toml: ")


@pytest.mark.skipif(sys.platform == "win32", reason="no such files there")
def test_a_pipe_a_device_and_a_circle_are_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert cannot_open(pipe) == "f.toml: is not a regular file"
    assert cannot_open(Path("/dev/zero")) == "f.toml: is not a regular file"
    circle = tmp_path / "circle"
    circle.symlink_to(circle)
    assert cannot_open(circle).startswith("f.toml: ")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "f.toml"
    path.write_text("")
    path.chmod(0)
    assert cannot_open(path) == "f.toml: no permission to read it"


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "f.toml"
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    assert cannot_open(path) == "f.toml: is larger than 1,000,000 bytes: not a framing"


def test_the_shown_path_is_clean(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen) as caught:
        load(tmp_path / "a\x1b[0m")
    assert "\x1b" not in str(caught.value)


def test_where_permission_is_lacking_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "f.toml"
    path.write_text("")

    def refuse(self: Path, *_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert cannot_open(path) == "f.toml: no permission to read it"


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (RecursionError(), "f.toml: is not TOML that can be read"),
        (OverflowError(), "f.toml: is not TOML that can be read"),
        (tomllib.TOMLDecodeError("Odd"), "f.toml: is not TOML: Odd"),
    ],
)
def test_whatever_the_parser_says_is_one_line(
    monkeypatch: pytest.MonkeyPatch, trouble: Exception, said: str
) -> None:
    def fail(_text: str) -> None:
        raise trouble

    monkeypatch.setattr(tomllib, "loads", fail)
    assert refused(b"") == said


def test_a_text_that_is_too_large_is_not_looked_through() -> None:
    with pytest.raises(TooWild, match="larger than 1,000,000 characters"):
        look("#" * (MAX_BYTES + 1))
