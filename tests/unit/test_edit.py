"""Answers change in the text of a file; everything else in it stays as it was, to the byte."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import tomlkit

from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.framing import Framing
from framing_tui.model.records import Rows
from framing_tui.model.values import Range
from framing_tui.storage import canonical, toml_edit
from framing_tui.storage.canonical import key_text, value_text
from framing_tui.storage.load import load_bytes
from framing_tui.storage.toml_edit import EditMissed, edited, read_back
from framing_tui.storage.unread_keys import leftover

STARTER = Path(__file__).resolve().parents[2] / "templates" / "starters" / "visual-inspection.toml"


def ask(question_id: str) -> str:
    return canonical.comment(QUESTIONS[question_id])


def edit(text: str, **changes: Any) -> str:
    """Return a text with answers changed; keys are ids with __ for the dots."""
    opened = load_bytes(text.encode(), "f.toml")
    framing = opened.framing
    for name, value in changes.items():
        framing = framing.with_answer(name.replace("__", "."), value)
    after = edited(opened, framing)
    assert load_bytes(after.text.encode(), "f.toml").framing == framing
    assert after.framing == framing
    return after.text


def rows(question_id: str, *raw: dict[str, Any]) -> Any:
    kind = QUESTIONS[question_id].kind
    assert isinstance(kind, Rows)
    return kind.read(list(raw))


WRITTEN = """\
# My framing: do not touch.
format = 1


title   =   'Old title'   # what it is called
unknown = [ 1,2 ]
team = ""

# ------ the stack ------
[stack]   # with a comment

  objective = "cut losses"      # one sentence
# what finance says
kpi = \"\"\"
loss per
order\"\"\"   # net
kpi_now=42.0
kpo = "a typo that somebody made"

[mine.own]
x = { y = 1 }

[notes]
"stack.kpi" = "finance knows"
"stack.kpo" = "a note on nothing"
"""


@pytest.mark.parametrize(
    ("changes", "old", "new"),
    [
        ({"title": "New “title”"}, "'Old title'", '"New “title”"'),
        ({"title": None}, "'Old title'", '""'),
        ({"team": "risk"}, 'team = ""', 'team = "risk"'),
        ({"stack__objective": "x"}, '"cut losses"', '"x"'),
        ({"stack__kpi": "one line"}, '"""\nloss per\norder"""', '"one line"'),
        ({"stack__kpi_now": Range(40, 44)}, "42.0", "[40, 44]"),
        ({"stack__kpi_now": Range.of(0.1)}, "42.0", "0.1"),
        ({"stack__kpi_now": None}, "42.0", '""'),
    ],
)
def test_one_answer_changes_and_nothing_else(changes: dict[str, Any], old: str, new: str) -> None:
    assert edit(WRITTEN, **changes) == WRITTEN.replace(old, new, 1)


def test_no_change_leaves_every_byte() -> None:
    assert edit(WRITTEN) == WRITTEN


def test_several_answers_change_at_once() -> None:
    new = edit(WRITTEN, title="t", team="u", stack__kpi_now=Range.of(1))
    wanted = WRITTEN.replace("'Old title'", '"t"').replace('team = ""', 'team = "u"')
    assert new == wanted.replace("42.0", "1")


def test_a_text_of_several_lines_is_spelt_so() -> None:
    text = 'He said ""so"""\nand left\\gone "'
    new = edit("[stack]\nusers = ''\n", stack__users=text)
    assert new == '[stack]\nusers = """\nHe said \\""so\\"\\""\nand left\\\\gone \\""""\n'


# Where a new key goes.


@pytest.mark.parametrize(
    ("text", "changes", "wanted"),
    [
        # Behind the key that is asked before it.
        (
            "[stack]\nkpi = 'a'\nkpo = 1\n\n[need]\n",
            {"stack__kpi_now": Range.of(5)},
            f"[stack]\nkpi = 'a'\n{ask('stack.kpi_now')}\nkpi_now = 5\nkpo = 1\n\n[need]\n",
        ),
        (
            "[stack]\nkpi_now = 5\nobjective = 'a'\n",
            {"stack__kpi": "b"},
            f"[stack]\nkpi_now = 5\nobjective = 'a'\n{ask('stack.kpi')}\nkpi = \"b\"\n",
        ),
        (
            "[stack]\nkpi = '''\na\nb''' # c\n[need]",
            {"stack__kpi_now": Range.of(5)},
            f"[stack]\nkpi = '''\na\nb''' # c\n{ask('stack.kpi_now')}\nkpi_now = 5\n[need]",
        ),
        # Before the comment of the key that follows.
        (
            "[stack]\n# of the policy\npolicy = 'none'\n",
            {"stack__kpi": "b"},
            f"[stack]\n{ask('stack.kpi')}\nkpi = \"b\"\n# of the policy\npolicy = 'none'\n",
        ),
        # In an empty table.
        (
            "[stack] # mine\n\n[need]\n",
            {"stack__kpi": "b"},
            f'[stack] # mine\n{ask("stack.kpi")}\nkpi = "b"\n\n[need]\n',
        ),
        ("[stack]", {"stack__kpi": "b"}, f'[stack]\n{ask("stack.kpi")}\nkpi = "b"\n'),
        # At the end of a file without a newline.
        (
            "[stack]\nkpi = 'a'",
            {"stack__kpi_now": Range.of(5)},
            f"[stack]\nkpi = 'a'\n{ask('stack.kpi_now')}\nkpi_now = 5\n",
        ),
        # In a table that is not there yet.
        ("", {"stack__kpi": "b"}, f'[stack]\n{ask("stack.kpi")}\nkpi = "b"\n'),
        (
            "format = 1",
            {"stack__kpi": "b"},
            f'format = 1\n\n[stack]\n{ask("stack.kpi")}\nkpi = "b"\n',
        ),
        (
            "[stack]\n\n\n# of the task\n[task]\n",
            {"need__data_exists": "yes"},
            f'[stack]\n\n\n[need]\n{ask("need.data_exists")}\ndata_exists = "yes"\n\n'
            "# of the task\n[task]\n",
        ),
        (
            "[spec]\nowner = 'a'\n[mine]\n",
            {"feasibility__data__colour": "red"},
            f'[feasibility.data]\n{ask("feasibility.data.colour")}\ncolour = "red"\n\n'
            "[spec]\nowner = 'a'\n[mine]\n",
        ),
        # At the root.
        ("", {"title": "t"}, f'{ask("title")}\ntitle = "t"\n'),
        ("# mine", {"title": "t"}, f'# mine\n{ask("title")}\ntitle = "t"\n'),
        (
            "# mine\n\n[stack]\n",
            {"title": "t"},
            f'# mine\n{ask("title")}\ntitle = "t"\n\n[stack]\n',
        ),
        (
            "# of the stack\n[stack]\n",
            {"title": "t"},
            f'{ask("title")}\ntitle = "t"\n\n# of the stack\n[stack]\n',
        ),
        (
            "format = 1\n\n[stack]\n",
            {"title": "t"},
            f'format = 1\n{ask("title")}\ntitle = "t"\n\n[stack]\n',
        ),
        (
            "\n# of the team\nteam = 'a'\n",
            {"title": "t"},
            f"\n{ask('title')}\ntitle = \"t\"\n# of the team\nteam = 'a'\n",
        ),
        (
            "# of the file or of the team\nteam = 'a'\nmine = 1\n",
            {"title": "t"},
            f"# of the file or of the team\nteam = 'a'\n{ask('title')}\ntitle = \"t\"\nmine = 1\n",
        ),
    ],
)
def test_a_new_key_goes_where_a_reader_looks_for_it(
    text: str, changes: dict[str, Any], wanted: str
) -> None:
    assert edit(text, **changes) == wanted


@pytest.mark.parametrize(
    ("text", "changes", "wanted"),
    [
        # Dotted keys.
        (
            "stack.kpi = 'a' # c\nmine = 1\n",
            {"stack__kpi_now": Range.of(5)},
            "stack.kpi = 'a' # c\nstack.kpi_now = 5\nmine = 1\n",
        ),
        (
            "[feasibility]\ndata.colour = 'green'\n",
            {"feasibility__data__evidence": "seen"},
            "[feasibility]\ndata.colour = 'green'\ndata.evidence = \"seen\"\n",
        ),
        (
            "diagnosis.too_late.status = 'suspected'\n",
            {"diagnosis__launched": QUESTIONS["date"].kind.parse("2027-01-01")},
            "diagnosis.too_late.status = 'suspected'\ndiagnosis.launched = 2027-01-01\n",
        ),
        (
            "feasibility.data.colour = 'red'\n",
            {"feasibility__labels__colour": "green"},
            "feasibility.data.colour = 'red'\n\n"
            f'[feasibility.labels]\n{ask("feasibility.labels.colour")}\ncolour = "green"\n',
        ),
        # Inline tables.
        (
            "stack = { kpi = 'a', kpo = 1 } # c\n",
            {"stack__kpi": "b"},
            'stack = { kpi = "b", kpo = 1 } # c\n',
        ),
        (
            "stack = { kpi = 'a' } # c\n",
            {"stack__kpi_now": Range(1, 2)},
            "stack = { kpi = 'a', kpi_now = [1, 2] } # c\n",
        ),
        ("stack = {}\n", {"stack__kpi": "b"}, 'stack = { kpi = "b" }\n'),
        (
            "feasibility = { data = { colour = 'red' } }\n",
            {"feasibility__data__plan": "p", "feasibility__labels__colour": "red"},
            'feasibility = { data = { colour = \'red\', plan = "p" }, labels.colour = "red" }\n',
        ),
        # A wrong value gives way to an answer.
        (
            "[stack]\nkpi_now = 'much' # c\n",
            {"stack__kpi_now": Range.of(5)},
            "[stack]\nkpi_now = 5 # c\n",
        ),
    ],
)
def test_an_answer_goes_on_in_the_spelling_of_its_table(
    text: str, changes: dict[str, Any], wanted: str
) -> None:
    assert edit(text, **changes) == wanted


# Notes and marks.


def mark(text: str, name: str, key: str, words: str | None) -> str:
    opened = load_bytes(text.encode(), "f.toml")
    change = getattr(opened.framing, "with_note" if name == "notes" else "with_not_applicable")
    return edited(opened, change(key, words)).text


@pytest.mark.parametrize(
    ("text", "key", "words", "wanted"),
    [
        ("", "stack.kpi", "a", '[notes]\n"stack.kpi" = "a"\n'),
        ("", "title", "a", '[notes]\ntitle = "a"\n'),
        ("[notes]\ntitle = 'a' # c\n", "title", None, '[notes]\ntitle = "" # c\n'),
        (
            '[notes]\ntitle = "a"\n"stack.policy" = "c"\nmine = "d"\n',
            "stack.kpi",
            "b",
            '[notes]\ntitle = "a"\n"stack.kpi" = "b"\n"stack.policy" = "c"\nmine = "d"\n',
        ),
        ('notes."stack.kpi" = "a"\n', "team", "b", 'notes."stack.kpi" = "a"\nnotes.team = "b"\n'),
        (
            'notes = { title = "a" }\n',
            "stack.kpi",
            "b",
            'notes = { title = "a", "stack.kpi" = "b" }\n',
        ),
        ("[stack]\n", "title", "a\nb", '[stack]\n\n[notes]\ntitle = """\na\nb"""\n'),
    ],
)
def test_a_note_is_written_under_its_question(
    text: str, key: str, words: str | None, wanted: str
) -> None:
    assert mark(text, "notes", key, words) == wanted


def test_a_mark_takes_the_place_of_an_answer() -> None:
    new = mark("[stack]\nkpi = 'a'\n\n[notes]\n", "not_applicable", "stack.kpi", "no money")
    assert new == '[stack]\nkpi = ""\n\n[notes]\n\n[not_applicable]\n"stack.kpi" = "no money"\n'


@pytest.mark.parametrize(
    ("text", "key", "word", "wanted"),
    [
        ("", "stack.kpi_now", "guess", '[basis]\n"stack.kpi_now" = "guess"\n'),
        (
            '[notes]\ntitle = "a"\n\n[not_applicable]\n"stack.kpi" = "none"\n',
            "stack.kpi_now",
            "guess",
            '[notes]\ntitle = "a"\n\n[basis]\n"stack.kpi_now" = "guess"\n\n'
            '[not_applicable]\n"stack.kpi" = "none"\n',
        ),
        (
            '[basis]\n"stack.kpi_now" = "guess" # c\n"stack.kpo" = "guess"\n',
            "stack.kpi_now",
            None,
            '[basis]\n"stack.kpi_now" = "" # c\n"stack.kpo" = "guess"\n',
        ),
        # A word that is none gives way to one; what stands where none belongs is kept.
        (
            '[basis]\n"stack.kpi_now" = "mesured"\n"stack.kpi" = "guess"\n',
            "stack.kpi_now",
            "measured",
            '[basis]\n"stack.kpi_now" = "measured"\n"stack.kpi" = "guess"\n',
        ),
    ],
)
def test_a_basis_is_written_between_notes_and_marks(
    text: str, key: str, word: str | None, wanted: str
) -> None:
    opened = load_bytes(text.encode(), "f.toml")
    assert edited(opened, opened.framing.with_basis(key, word)).text == wanted


def test_what_stands_on_a_record_is_renamed_with_it() -> None:
    text = (
        '[[labels.candidates]]\nname = "a" # mine\n\n'
        '[notes]\n\'labels.candidates."a"\' = "n"\ntitle = "t"\n'
    )
    opened = load_bytes(text.encode(), "f.toml")
    framing = opened.framing
    after = framing.with_answer("labels.candidates", rows("labels.candidates", {"name": "b"}))
    changed = edited(opened, after)
    assert changed.framing.notes == {'labels.candidates."b"': "n", "title": "t"}
    assert '"labels.candidates.\\"b\\"" = "n"\n' in changed.text
    assert changed.problems == ()
    gone = edited(opened, framing.with_answer("labels.candidates", None))
    assert gone.framing.notes == {"title": "t"}


def test_clearing_an_answer_clears_its_basis_in_the_file() -> None:
    text = '[stack]\nkpi_now = 42\n\n[basis]\n"stack.kpi_now" = "measured"\n'
    opened = load_bytes(text.encode(), "f.toml")
    after = edited(opened, opened.framing.with_answer("stack.kpi_now", None)).text
    assert after == '[stack]\nkpi_now = ""\n\n[basis]\n"stack.kpi_now" = ""\n'


# Lists of records.

RECORDS = """\
[labels]
plan = "bank file"

# What we could learn from.

# the best we have
[[labels.candidates]]
name = "chargeback"   # disputed
alignment = 5
mine = { kept = true }
# speed is unknown

[[labels.candidates]]
name = "report"
alignment = "high"
chosen = true

# apart from all

[metrics]
primary = "precision"
"""
CHARGEBACK = {"name": "chargeback", "alignment": 5}
REPORT = {"name": "report", "chosen": True}
FIRST = RECORDS[RECORDS.index("# the best") : RECORDS.index('\n[[labels.candidates]]\nname = "rep')]
SECOND = RECORDS[RECORDS.index('[[labels.candidates]]\nname = "rep') : RECORDS.index("\n# apart")]
NEW = '[[labels.candidates]]\nname = "new"\nspeed = 2\n'


def candidates(*raw: dict[str, Any]) -> str:
    return edit(RECORDS, labels__candidates=rows("labels.candidates", *raw))


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        # A cell changes, appears, is cleared.
        (
            [{**CHARGEBACK, "alignment": 4}, REPORT],
            RECORDS.replace("alignment = 5", "alignment = 4"),
        ),
        (
            [{**CHARGEBACK, "speed": 1}, REPORT],
            RECORDS.replace("alignment = 5\n", "alignment = 5\nspeed = 1\n"),
        ),
        (
            [{"name": "chargeback"}, REPORT],
            RECORDS.replace("alignment = 5", 'alignment = ""'),
        ),
        (
            [CHARGEBACK, {**REPORT, "alignment": 2}],
            RECORDS.replace('alignment = "high"', "alignment = 2"),
        ),
        # One is renamed; both are.
        (
            [{**CHARGEBACK, "name": "dispute"}, REPORT],
            RECORDS.replace('"chargeback"', '"dispute"'),
        ),
        (
            [{**CHARGEBACK, "name": "x"}, {**REPORT, "name": "y"}],
            RECORDS.replace('"chargeback"', '"x"').replace('"report"', '"y"'),
        ),
        # One is added: at the end, first, between.
        (
            [CHARGEBACK, REPORT, {"name": "new", "speed": 2}],
            RECORDS.replace(SECOND, SECOND + "\n" + NEW),
        ),
        (
            [{"name": "new", "speed": 2}, CHARGEBACK, REPORT],
            RECORDS.replace(FIRST, NEW + "\n" + FIRST),
        ),
        (
            [CHARGEBACK, {"name": "new", "speed": 2}, REPORT],
            RECORDS.replace(FIRST, FIRST + "\n" + NEW),
        ),
        # They change places; one moves and changes at once.
        (
            [REPORT, CHARGEBACK],
            RECORDS.replace(SECOND, "@").replace(FIRST, SECOND).replace("@", FIRST),
        ),
        (
            [{**REPORT, "speed": 3}, {**CHARGEBACK, "alignment": 1}],
            RECORDS.replace(SECOND, "@")
            .replace(FIRST, SECOND.replace("chosen", "speed = 3\nchosen"))
            .replace("@", FIRST.replace("= 5", "= 1")),
        ),
        # One is deleted; one is deleted while another changes.
        ([REPORT], RECORDS.replace(FIRST + "\n", "")),
        ([CHARGEBACK], RECORDS.replace(SECOND + "\n", "")),
        (
            [{**REPORT, "speed": 3}],
            RECORDS.replace(FIRST + "\n", "").replace("chosen", "speed = 3\nchosen"),
        ),
    ],
)
def test_records_change_one_by_one(raw: list[dict[str, Any]], wanted: str) -> None:
    assert candidates(*raw) == wanted


def test_all_records_are_cleared() -> None:
    without = RECORDS.replace(SECOND + "\n", "").replace(FIRST + "\n", "")
    assert edit(RECORDS, labels__candidates=None) == without
    none = f"{ask('labels.candidates')}\ncandidates = []\n"
    assert edit(RECORDS, labels__candidates=()) == without.replace("plan =", none + "plan =")


def test_records_are_all_new() -> None:
    new = candidates({"name": "new", "speed": 2}, {"name": "b"}, {"name": "c"})
    assert FIRST not in new
    assert SECOND not in new
    assert NEW in new
    assert "# apart from all" in new
    assert "# What we could learn from." in new


def test_the_first_records_go_behind_their_table() -> None:
    text = '[labels]\nplan = "a"\n\n[metrics]\nprimary = "b"\n'
    new = edit(text, labels__candidates=rows("labels.candidates", {"name": "n"}, {"name": "m"}))
    block = (
        f'{ask("labels.candidates")}\n[[labels.candidates]]\nname = "n"\n\n'
        '[[labels.candidates]]\nname = "m"\n\n'
    )
    assert new == text.replace("[metrics]", block + "[metrics]")
    assert edit(new, labels__candidates=None) == text


@pytest.mark.parametrize("text", ["", "format = 1\n", "[stack]\nkpi = 'a'\n", "[notes]\n"])
def test_the_first_actions_need_no_table(text: str) -> None:
    new = edit(text, actions=rows("actions", {"what": "measure"}))
    block = f'{ask("actions")}\n[[actions]]\nwhat = "measure"\n'
    assert block in new
    assert new.replace(block, "").strip() == text.strip()
    assert edit(new, actions=()).count("actions") == 1


@pytest.mark.parametrize("value", ['""', "[]", "[ ]", "[\n]", '"TBD"'])
def test_records_take_the_place_of_an_open_key(value: str) -> None:
    text = (
        f'[labels]\nplan = "a"\n\n# which of them\n# do we take\ncandidates = {value} # soon\n\n'
        'ideal = "b"\n'
    )
    new = edit(text, labels__candidates=rows("labels.candidates", {"name": "n"}))
    assert new == (
        '[labels]\nplan = "a"\n\nideal = "b"\n\n'
        '# which of them\n# do we take\n# soon\n[[labels.candidates]]\nname = "n"\n'
    )


def test_records_take_the_place_of_an_open_dotted_key() -> None:
    text = "team = 'a'\n# which\nlabels.candidates = '' # soon\nlabels.plan = 'p'\n"
    new = edit(text, labels__candidates=rows("labels.candidates", {"name": "n"}))
    assert new == (
        "team = 'a'\nlabels.plan = 'p'\n\n# which\n# soon\n[[labels.candidates]]\nname = \"n\"\n"
    )


def test_a_comment_that_opens_the_file_stays_there() -> None:
    new = edit('# mine\nactions = ""\n', actions=rows("actions", {"what": "a"}))
    assert new == f'# mine\n\n{ask("actions")}\n[[actions]]\nwhat = "a"\n'


def test_a_record_that_could_not_be_read_stays() -> None:
    text = (
        '[[actions]]\nwhat = "a"\n\n'
        '[[actions]]\nowner = "nobody named it"\n\n'
        '[[actions]]\nwhat = "b"\n'
    )
    new = edit(text, actions=rows("actions", {"what": "b"}, {"what": "a"}, {"what": "c"}))
    assert 'owner = "nobody named it"\n' in new
    assert [row.label for row in load_bytes(new.encode(), "f").framing.answers["actions"]] == [
        "b",
        "a",
        "c",
    ]
    assert 'owner = "nobody named it"' in edit(new, actions=None)


def test_a_blank_record_stays_until_the_answer_is_none() -> None:
    text = '# to fill in\n[[actions]]\nwhat = ""\nowner = ""\n\n[notes]\n'
    new = edit(text, actions=rows("actions", {"what": "a"}))
    assert new == '[[actions]]\nwhat = "a"\n\n' + text
    assert edit(new, actions=None) == text
    assert edit(text, actions=()) == f"{ask('actions')}\nactions = []\n\n[notes]\n"
    assert edit('actions = [ { what = "" } ]\n', actions=()) == "actions = []\n"


def test_records_of_one_name_are_kept_apart() -> None:
    text = (
        '[[accepted]]\nrule = "FT101"\nby = "a"\nmine = 1\n\n'
        '[[accepted]]\nrule = "FT101"\nby = "b"\nmine = 2\n'
    )
    a, b = {"rule": "FT101", "by": "a"}, {"rule": "FT101", "by": "b"}
    new = edit(text, accepted=rows("accepted", b, a))
    assert new.replace("\n\n", "\n").splitlines() == [
        *("[[accepted]]", 'rule = "FT101"', 'by = "b"', "mine = 2"),
        *("[[accepted]]", 'rule = "FT101"', 'by = "a"', "mine = 1"),
    ]
    assert edit(text, accepted=rows("accepted", b)) == text[text.index("\n\n") + 2 :]


def test_deeper_tables_of_a_record_move_with_it() -> None:
    text = (
        '[[actions]]\nwhat = "a"\n[actions.mine]\nx = 1\n[[actions.steps]]\ny = 2\n\n'
        '[[actions]]\nwhat = "b"\n'
    )
    new = edit(text, actions=rows("actions", {"what": "b"}, {"what": "a", "owner": "c"}))
    assert new == (
        '[[actions]]\nwhat = "b"\n\n'
        '[[actions]]\nwhat = "a"\nowner = "c"\n[actions.mine]\nx = 1\n[[actions.steps]]\ny = 2\n'
    )


INLINE = """\
[labels]
candidates = [
  # the best
  { name = "a", alignment = 5, mine = 1 },  # disputed
  { name = "b" },
  # the last
  { name = "c", speed = 2 }
] # three
plan = "p"
"""


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        (
            [{"name": "a", "alignment": 4}, {"name": "b"}, {"name": "c", "speed": 2}],
            INLINE.replace("alignment = 5", "alignment = 4"),
        ),
        (
            [{"name": "a", "alignment": 5}, {"name": "b", "speed": 1}, {"name": "c"}],
            INLINE.replace('"b" }', '"b", speed = 1 }').replace("speed = 2", 'speed = ""'),
        ),
        (
            [{"name": "b"}, {"name": "a", "alignment": 5}, {"name": "c", "speed": 2}],
            INLINE.replace('{ name = "a", alignment = 5, mine = 1 }', "@")
            .replace('{ name = "b" }', '{ name = "a", alignment = 5, mine = 1 }')
            .replace("@", '{ name = "b" }'),
        ),
        (
            [{"name": "a", "alignment": 5}, {"name": "c", "speed": 2}],
            INLINE.replace('  { name = "b" },\n', ""),
        ),
        (
            [{"name": "a", "alignment": 5}, {"name": "b"}],
            INLINE.replace('  { name = "c", speed = 2 }\n', ""),
        ),
        (
            [{"name": "b"}, {"name": "c", "speed": 2}],
            # The comment beside a record goes with it; the one above may speak of what follows.
            INLINE.replace('  { name = "a", alignment = 5, mine = 1 },  # disputed\n', ""),
        ),
        (
            [
                {"name": "a", "alignment": 5},
                {"name": "b"},
                {"name": "c", "speed": 2},
                {"name": "d"},
            ],
            INLINE.replace("speed = 2 }", 'speed = 2 },\n  { name = "d" }'),
        ),
        (
            [
                {"name": "d"},
                {"name": "a", "alignment": 5},
                {"name": "b"},
                {"name": "c", "speed": 2},
            ],
            INLINE.replace('  { name = "a"', '  { name = "d" },\n  { name = "a"'),
        ),
    ],
)
def test_records_in_one_list_change_one_by_one(raw: list[dict[str, Any]], wanted: str) -> None:
    assert edit(INLINE, labels__candidates=rows("labels.candidates", *raw)) == wanted


@pytest.mark.parametrize(
    ("text", "names", "wanted"),
    [
        ('x = [{what="a"}]', ["a", "b"], 'x = [{what="a"}, { what = "b" }]'),
        ('x = [{what="a"},]', ["a", "b"], 'x = [{what="a"}, { what = "b" }]'),
        ('x = [ {what="a"} ]', ["b", "a"], 'x = [ { what = "b" }, {what="a"} ]'),
        ('x = [{what="a"}, {what="b"}]', ["b"], 'x = [{what="b"}]'),
        ('x = [{what="a"}, {what="b"}]', ["a"], 'x = [{what="a"}]'),
        ('x = [{what="a"}, {what="b"}, {what="c"}]', ["a", "c"], 'x = [{what="a"}, {what="c"}]'),
        ('x = [{what="a"}]', ["b"], 'x = [{what="b"}]'),
    ],
)
def test_a_list_on_one_line_stays_on_it(text: str, names: list[str], wanted: str) -> None:
    raw = [{"what": name} for name in names]
    new = edit(text.replace("x =", "actions ="), actions=rows("actions", *raw))
    assert new.replace('"b"', '"b"') == wanted.replace("x =", "actions =")


def test_a_list_in_a_line_is_cleared() -> None:
    assert (
        edit(INLINE, labels__candidates=None) == '[labels]\ncandidates = "" # three\nplan = "p"\n'
    )
    assert edit(INLINE, labels__candidates=()) == '[labels]\ncandidates = [] # three\nplan = "p"\n'


def test_records_go_into_an_inline_table() -> None:
    new = edit(
        'labels = { plan = "p" }\n', labels__candidates=rows("labels.candidates", {"name": "a"})
    )
    assert new == 'labels = { plan = "p", candidates = [\n    { name = "a" },\n] }\n'
    again = edit(new, labels__candidates=rows("labels.candidates", {"name": "b"}))
    assert again == new.replace('"a"', '"b"')
    assert (
        edit('labels = { candidates = "" }\n', labels__candidates=())
        == "labels = { candidates = [] }\n"
    )


# What cannot be done in place.


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("stack = 3\n", {"stack__kpi": "a"}),
        ("[[stack]]\nkpi = 'a'\n", {"stack__kpi": "a"}),
        ("[stack.kpi]\nx = 1\n", {"stack__kpi": "a"}),
        ("notes = 3\n", {}),
        (
            '[[actions]]\nwhat = "a"\nowner = "x"\n[[actions]]\nwhat = "a"\nowner = "y"\n',
            {"actions": None},
        ),
    ],
)
def test_what_cannot_be_done_in_place_is_not_done(text: str, changes: dict[str, Any]) -> None:
    opened = load_bytes(text.encode(), "f.toml")
    framing = opened.framing
    for name, value in changes.items():
        framing = framing.with_answer(name.replace("__", "."), value)
    if not changes:
        framing = framing.with_note("title", "a")
    with pytest.raises(EditMissed):
        edited(opened, framing)


def test_a_text_that_holds_something_else_is_not_read_back() -> None:
    with pytest.raises(EditMissed):
        read_back("title = 'a'", Framing(), "f")
    with pytest.raises(EditMissed):
        read_back("title = ", Framing(), "f")
    with pytest.raises(EditMissed):
        read_back("# \ud800", Framing(), "f")


# What tomlkit is kept from, and what it is kept to.


def test_a_key_at_the_end_of_a_table_stays_above_the_comment_of_the_next() -> None:
    text = "[stack]\nkpi = 'a'\n# of the need\n[need]\n"
    new = edit(text, stack__kpi_now=Range.of(5))
    assert new == text.replace("'a'\n", f"'a'\n{ask('stack.kpi_now')}\nkpi_now = 5\n")


def test_a_line_of_a_text_is_no_comment_of_the_table_below() -> None:
    text = "[stack]\nkpi = '''\n# loss'''\n[need]\n"
    new = edit(text, labels__ideal="x", need__data_exists="yes")
    assert new.startswith(text)


def test_records_among_other_tables_keep_their_places() -> None:
    text = (
        '# first\n[[actions]]\nwhat = "a"\n\n[mine]\nx = 1\n\n# second\n[[actions]]\n'
        'what = "b"\nown = 1\n\n[mine.deeper]\ny = 2\n'
    )
    swapped = edit(text, actions=rows("actions", {"what": "b"}, {"what": "a"}))
    assert swapped == (
        '# second\n[[actions]]\nwhat = "b"\nown = 1\n\n[mine]\nx = 1\n\n# first\n[[actions]]\n'
        'what = "a"\n\n[mine.deeper]\ny = 2\n'
    )
    assert edit(text, actions=rows("actions", {"what": "a"})) == text.replace(
        '# second\n[[actions]]\nwhat = "b"\nown = 1\n\n', ""
    )


def test_tables_under_dotted_keys_stay_as_they_are() -> None:
    text = "[feasibility]\ndata.colour = 'red'\n[feasibility.data.mine]\nx = 1\n"
    new = edit(text, feasibility__data__colour="green")
    assert new == text.replace("'red'", '"green"')
    more = edit(text, feasibility__data__evidence="seen")
    assert more == text.replace("'red'\n", "'red'\ndata.evidence = \"seen\"\n")


def test_the_comment_above_a_list_stays_with_it() -> None:
    text = f'{ask("actions")}\n[[actions]]\nwhat = "a"\n\n[[actions]]\nwhat = "b"\n'
    assert edit(text, actions=rows("actions", {"what": "b"})) == text.replace(
        '[[actions]]\nwhat = "a"\n\n', ""
    )
    assert edit(text, actions=rows("actions", {"what": "b"}, {"what": "a"})).startswith(
        f'{ask("actions")}\n[[actions]]\nwhat = "b"\n'
    )


DATED = "[spec]\nmine = { on = 2026-03-01 , at = { due = 2026-04-01  } }\nowner = 'a'\n"


def test_blanks_behind_a_date_in_braces_stay() -> None:
    # If this tells of a difference no more, `_mend_dates` has had its day.
    assert tomlkit.parse(DATED).as_string() != DATED
    assert edit(DATED, spec__owner="b") == DATED.replace("'a'", '"b"')
    listed = 'actions = [ { what = "a", due = 2026-04-01 }, { what = "b" } ]\n'
    new = edit(
        listed,
        actions=rows("actions", {"what": "a", "due": QUESTIONS["date"].kind.parse("2026-04-01")}),
    )
    assert new == 'actions = [ { what = "a", due = 2026-04-01 }, ]\n'


def test_what_nobody_sees_is_spelt_out() -> None:
    coder = "\U0001f469\u200d\U0001f4bb"
    new = edit("actions = []\n", actions=rows("actions", {"what": coder}), title=coder)
    assert new.count(r"\u200D") == 2


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a.b.c.d.e = 1\n", "keys of too many parts"),
        ("x = { a . 'b' . \"c\".d.e = 1 }\n", "keys of too many parts"),
        ("".join(f"a.b{n} = 1\n" for n in range(401)), "too many dotted keys"),
        ("mine = [ 2026-03-01 , 1 ]\n", "do not come back as they were"),
    ],
)
def test_what_tomlkit_is_slow_or_wrong_with_is_not_edited(text: str, why: str) -> None:
    opened = load_bytes(text.encode(), "f.toml")
    with pytest.raises(EditMissed, match=why):
        edited(opened, opened.framing.with_answer("title", "t"))
    # In a table of its own it is nobody else's business.
    opened = load_bytes(f"[stack]\nkpi = 'a'\n[mine]\n{text}".encode(), "f.toml")
    framing = opened.framing.with_answer("stack.kpi", "b").with_note("title", "n")
    assert text in edited(opened, framing).text


@pytest.mark.parametrize("error", [AttributeError, KeyError, RecursionError, ValueError, TypeError])
def test_whatever_tomlkit_raises_is_a_missed_edit(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def fails(text: str) -> None:
        raise error("on this shape")

    monkeypatch.setattr(tomlkit, "parse", fails)
    opened = load_bytes(b"title = 'a'\n", "f.toml")
    with pytest.raises(EditMissed, match=error.__name__):
        edited(opened, opened.framing.with_answer("title", "t"))


# The canonical form, and what it takes along.

CROWDED = """\
mine = nan
when = 07:30:00
[stack]
kpi = "loss"
kpi_now = "much"
own = 1979-05-27T07:32:00Z
[stack.deeper]
x = 1
[feasibility]
y = { z = [ 1, { w = 2 } ] }
[[labels.candidates]]
name = "a"
alignment = 9
mine = 1
[[labels.candidates]]
speed = 2
[notes]
team = "n"
nobody = "asked"
[basis]
team = "guess"
"stack.kpi_now" = "mesured"
[other.tool]
v = 0xffffffffffffffff
"""


def test_the_canonical_form_keeps_what_no_question_asks_for() -> None:
    opened = load_bytes(CROWDED.encode(), "f.toml")
    left = leftover(opened.data, opened.framing.answers)
    text = canonical.document(opened.framing, left)
    again = load_bytes(text.encode(), "f.toml")
    assert again.framing == opened.framing
    assert leftover(again.data, again.framing.answers).is_kept_in(left, {})
    assert left.is_kept_in(leftover(again.data, again.framing.answers), {})
    for piece in (
        "mine = nan",
        "07:30:00",
        '"much"',
        "1979-05-27T07:32:00",
        "w = 2",
        '"asked"',
        '"mesured"',
    ):
        assert piece in text
    assert "alignment = 9" in text
    assert "speed = 2" in text
    assert "18446744073709551615" in text


def test_the_canonical_form_is_in_order_and_explains_itself() -> None:
    framing = Framing(
        {
            "title": "t",
            "decision": "stop",
            "need.data_exists": "yes",
            "stack.kpi": "k",
            "actions": rows("actions", {"what": "w", "owner": "o"}),
        },
        notes={"stack.kpi": "n"},
        not_applicable={"stack.users": "nobody"},
        basis={"stack.kpi_now": "guess"},
    )
    assert canonical.document(framing) == (
        "# The format of this file\nformat = 1\n"
        f'{ask("title")}\ntitle = "t"\n{ask("decision")}\ndecision = "stop"\n\n'
        f'[stack]\n{ask("stack.kpi")}\nkpi = "k"\n\n'
        f'[need]\n{ask("need.data_exists")}\ndata_exists = "yes"\n\n'
        f'{ask("actions")}\n[[actions]]\nwhat = "w"\nowner = "o"\n\n'
        '[notes]\n"stack.kpi" = "n"\n\n'
        '[basis]\n"stack.kpi_now" = "guess"\n\n'
        '[not_applicable]\n"stack.users" = "nobody"\n'
    )


@pytest.mark.parametrize(
    ("value", "spelt"),
    [
        (True, "true"),
        (5, "5"),
        (5.0, "5"),
        (0.1, "0.1"),
        (1e16, "1e+16"),
        (float("inf"), "inf"),
        (float("nan"), "nan"),
        ("a\tb", '"a\\tb"'),
        ("a\u2028\U000e0041", '"a\\u2028\\U000E0041"'),
        ([], "[]"),
        ([1, [2]], "[1, [2]]"),
        ({}, "{}"),
        (Decimal("1.5"), '"1.5"'),
        ({"a b": {"c": 1}}, '{ "a b" = { c = 1 } }'),
    ],
)
def test_plain_values_are_spelt_as_toml(value: object, spelt: str) -> None:
    assert value_text(value) == spelt


def test_keys_are_quoted_where_they_must_be() -> None:
    assert [key_text(k) for k in ("a-b_1", "a.b", "", "ä", 'q"')] == [
        "a-b_1",
        '"a.b"',
        '""',
        '"ä"',
        '"q\\""',
    ]


def test_a_list_too_long_for_a_line_gets_one_line_each() -> None:
    long = ["a" * 50, "b" * 50]
    assert value_text(long) == f'[\n    "{long[0]}",\n    "{long[1]}",\n]'
    assert value_text([{"a": 1}]) == "[\n    { a = 1 },\n]"


@pytest.mark.parametrize(
    "lost", ["unknown = 1\n", 'kpo = "a typo"\n', "odd = 2\n", 'wrong = "kept"\n']
)
def test_a_change_that_would_lose_something_is_refused(
    monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    text = (
        'unknown = 1\n[stack]\nkpo = "a typo"\n'
        '[[actions]]\nwhat = "call them"\nodd = 2\n[notes]\nwrong = "kept"\n'
    )
    opened = load_bytes(text.encode(), "f.toml")
    framing = opened.framing.with_answer("title", "new")
    assert edited(opened, framing).framing == framing
    change = toml_edit.changed_text
    monkeypatch.setattr(toml_edit, "changed_text", lambda o, f: change(o, f).replace(lost, ""))
    with pytest.raises(EditMissed, match="something that is no answer was lost"):
        edited(opened, framing)


def test_notes_that_are_no_table_leave_nothing_over() -> None:
    assert leftover({"notes": 5}, ()).marks == {}


def test_a_table_goes_before_those_that_come_later_in_the_interview() -> None:
    text = "[need]\n\n[feasibility]\nunknown = 1\n\n[spec]\n"
    after = edit(text, labels__ideal="fraud", roi__build_days=Range(1.0, 2.0))
    headers = [line for line in after.splitlines() if line.startswith("[")]
    assert headers == ["[need]", "[labels]", "[feasibility]", "[roi]", "[spec]"]


def test_what_is_not_there_is_not_taken_out() -> None:
    opened = load_bytes(b"format = 1\n", "f.toml")
    told = opened.framing.with_note("title", "n")
    told = told.with_answer("actions", rows("actions", {"what": "a"}))
    assert edited(opened._replace(framing=told), opened.framing).text == "format = 1\n"


def test_records_that_are_not_those_of_the_text_are_refused() -> None:
    opened = load_bytes(b'[[actions]]\nwhat = "call them"\n', "f.toml")
    other = opened.framing.with_answer("actions", rows("actions", {"what": "write to them"}))
    with pytest.raises(EditMissed, match="actions: the records are not those of the text"):
        edited(opened._replace(framing=other), other.with_answer("actions", None))
