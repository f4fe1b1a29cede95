"""`framing-tui calc`: one calculator from the shell."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from typing import Any

import pytest

from framing_tui.calculators.catalogue import CALCULATORS
from framing_tui.calculators.reference import command_line
from framing_tui.cli import main


@pytest.fixture
def calc(capfdbinary: pytest.CaptureFixture[bytes]) -> Any:
    """Run `calc …` and return its exit code, stdout and stderr."""

    def run(typed: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main(["calc", *shlex.split(typed)])
        out, err = capfdbinary.readouterr()
        return int(left.value.code or 0), out.decode(), err.decode()

    return run


@pytest.mark.parametrize("typed", ["", "--list"])
def test_the_calculators_are_listed(calc: Any, typed: str) -> None:
    code, out, err = calc(typed)
    assert (code, err) == (0, "")
    assert [line.split()[0] for line in out.splitlines()] == list(CALCULATORS)


def test_a_figure_comes_with_its_working_and_its_source(calc: Any) -> None:
    code, out, err = calc("experiment --rate 10% --effect 10%")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "14,751 per arm"
    assert lines[1].startswith("  working: 10 % that rises by 10 % at alpha 0.05, power 0.8")
    assert lines[-1].startswith("  source:  Fleiss")
    assert all(line.startswith("  assumed: ") for line in lines[2:-1])


@pytest.mark.parametrize(
    ("typed", "result"),
    [
        ("experiment --rate 9..11% --effect 10%", "13,253 to 16,583 per arm"),
        (
            "experiment --rate 10% --effect 10% --units-per-day 10.5k/week",
            "14,751 per arm, 3 weeks",
        ),
        (
            "experiment --rate 10% --effect 10% --units-per-day 1500 --build '12 weeks'"
            " --kpi-delay '1 month'",
            "14,751 per arm, 3 weeks; readable in 135 days",
        ),
        ("experiment --rate 10% --effect 10% --direction falls", "13,495 per arm"),
        ("experiment --mean 15 --std-dev 30 --effect 10", "6,280 per arm"),
        ("costs --false-positive-cost 5 --false-negative-cost 95",
         "act when p ≥ 0.05; break-even precision 5 %"),
        ("quantile --under-cost 8 --over-cost 5", "predict the 0.615 quantile, not the mean"),
        ("queue --decisions-per-day 140k/week --flag 3% --capacity-per-day 450",
         "133 % of what can be cleared; at most 2.25 % fits"),
        ("return --kpi-now -5 --kpi-target -3 --kpi-unit-value-per-year 1k --run-cost-per-year 0"
         " --build-cost 1k",
         "pays back after 0.5 years: gain 2,000 a year, 2,000 after upkeep"),
        ("return --kpi-target '-30 %' --kpi-now 30% --kpi-unit-value-per-year $1,000"
         " --run-cost-per-year 0 --build-cost 'EUR 9k'",
         "pays back after 1 year: gain 9,000 a year, 9,000 after upkeep"),
        ("queue --decisions-per-day 1000/hour --flag '2 %-3 %' --capacity-per-day 480",
         "100 to 150 % of what can be cleared; at most 2 % fits"),
        ("proxy --candidate a=5,4,3,2,4", "“a”: best mean, 3.6 of 5"),
    ],
)  # fmt: skip
def test_inputs_are_typed_as_in_the_interview(calc: Any, typed: str, result: str) -> None:
    code, out, err = calc(typed)
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == result


PROMISED = (
    "costs --false-positive-cost 10 --false-negative-cost 500 --decisions-per-day 44"
    " --positives 30% --precision 75% --recall 70%"
)


@pytest.mark.parametrize("works", ["", " --action-works unsure", " --action-works no"])
def test_no_saving_is_promised_of_an_action_that_is_unproven(calc: Any, works: str) -> None:
    code, out, err = calc(PROMISED + works)
    assert (code, err) == (0, "")
    assert out.startswith("act when p ≥ 0.0196; break-even precision 1.96 %; no saving is shown: ")
    assert "4,589" not in out
    _, out, _ = calc(f"{PROMISED}{works} --json")
    assert json.loads(out)["values"]["saving_per_day"] is None


def test_the_saving_of_an_action_that_works_is_worked_out(calc: Any) -> None:
    _, out, _ = calc(f"{PROMISED} --action-works yes")
    assert "saves 4,589 a day" in out


def test_json_holds_the_figure_and_ranges_as_two_numbers(calc: Any) -> None:
    code, out, _ = calc("experiment --rate 9..11% --effect 10% --units-per-day 1000..4000 --json")
    document = json.loads(out)
    assert code == 0
    assert list(document) == [
        "version",
        "name",
        "title",
        "result",
        "working",
        "assumptions",
        "source",
        "values",
    ]
    assert document["values"] == {
        "per_arm": [13_253, 16_583],
        "days": [7, 35],
        "weeks": [1, 5],
        "readable_days": None,
    }


@pytest.mark.parametrize("name", CALCULATORS)
def test_values_are_named_by_the_rule_of_suffixes(calc: Any, name: str) -> None:
    _, out, _ = calc(shlex.join(shlex.split(command_line(CALCULATORS[name]))[2:]) + " --json")
    for key, value in json.loads(out)["values"].items():
        if key.endswith("_p"):
            assert 0 <= value <= 1
        assert re.fullmatch(r"[a-z_]+", key)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("experiment --rate 10%", "missing: --effect"),
        ("experiment --effect 10%", "missing: --rate or --mean with --std-dev"),
        ("experiment --effect 10% --mean 3", "missing: --rate or --mean with --std-dev"),
        ("queue --flag 3%", "missing: --decisions-per-day; --capacity-per-day"),
        ("experiment --rate lots --effect 10%", "--rate: expected a percentage"),
        ("experiment --rate 110% --effect 10%", "--rate: expected"),
        ("experiment --rate 60% --effect 80%", "would be 108 %"),
        ("serving --peak-qps 5/h --p99-ms 3", "--peak-qps: expected a number"),
        ("labels --decisions-per-day 5/shift", "--decisions-per-day: expected a volume"),
        ("costs --false-positive-cost 0,500 --false-negative-cost 9", "decimal point"),
        ("queue --flag '0,050 %' --decisions-per-day 20k --capacity-per-day 9", "decimal point"),
        ("return --kpi-target '-30 %' --kpi-now '>42'", "--kpi-now: expected a number"),
        ("return --kpi-target '-30 %'", "--kpi-target: expected a value of the KPI"),
        ("costs --false-positive-cost 0 --false-negative-cost 0", "nothing to weigh"),
        ("proxy --candidate a=1,2", "--candidate: expected NAME=alignment"),
        ("proxy", "missing: --candidate"),
        ("experimnt --rate 10%", "no calculator 'experimnt'; nearest: experiment"),
        ("zzz", "there are costs, quantile"),
        ("costs --nonsense 3", "nonsense"),
        ("costs 3", "unexpected extra argument"),
    ],
)
def test_wrong_input_is_one_line_and_exit_2(calc: Any, typed: str, words: str) -> None:
    code, out, err = calc(typed)
    assert (code, out) == (2, "")
    assert words in err
    assert err.startswith("framing-tui: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize("name", CALCULATORS)
def test_help_names_every_option_and_the_source(calc: Any, name: str) -> None:
    code, out, _ = calc(f"{name} --help")
    assert code == 0
    for given in CALCULATORS[name].inputs:
        assert given.option in out
    assert "Source:" in out


@pytest.mark.parametrize("name", CALCULATORS)
def test_the_example_of_the_docs_runs(calc: Any, name: str) -> None:
    calculator = CALCULATORS[name]
    code, out, _ = calc(shlex.join(shlex.split(command_line(calculator))[2:]))
    assert code == 0
    assert out.splitlines()[0] == calculator.from_typed(calculator.example).worked.result


def test_active_characters_are_made_visible(calc: Any) -> None:
    _, out, _ = calc("proxy --candidate '\x1b[31mred=1,2,3,4,5'")
    assert "\x1b" not in out
    _, out, err = calc("'\x1b[31mred'")
    assert "\x1b" not in out + err


def test_no_screen_is_imported() -> None:
    probe = (
        "import sys\n"
        "from framing_tui.cli import main\n"
        "try:\n"
        "    main(['calc', 'quantile', '--under-cost', '8', '--over-cost', '5'])\n"
        "except SystemExit as left:\n"
        "    assert not left.code\n"
        "loaded = {'textual', 'jinja2', 'rich', 'framing_tui.rules'} & set(sys.modules)\n"
        "assert not loaded, loaded\n"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
