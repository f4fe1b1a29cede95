"""`explain`: every rule can be explained, with examples that do what they say."""

from __future__ import annotations

import pytest

from framing_tui.cli import main
from framing_tui.rules.catalogue import BY_CODE


@pytest.fixture
def explain(capsysbinary: pytest.CaptureFixture[bytes]):  # type: ignore[no-untyped-def]
    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main(["explain", *arguments])
        out, err = capsysbinary.readouterr()
        assert isinstance(left.value.code, int)
        return left.value.code, out.decode(), err.decode()

    return run


def test_a_rule_is_explained_whole(explain) -> None:  # type: ignore[no-untyped-def]
    status, page, told = explain("ft603")
    assert (status, told) == (0, "")
    assert page.startswith("FT603 cannot-serve-in-time\nThe answer comes too late")
    heads = ["Why", "Fires", "Silent", "Do", "Source", "Levels", "Reads", "Thresholds"]
    assert [head for head in heads if f"\n{head} " not in page] == []
    assert "Levels      red, warn\n" in page
    assert "serving.p99_expected_ms, serving.p99_budget_ms" in page
    assert "    serving.p99_expected_ms = 900\n  red: the slowest 1 in 100 will take 900 ms" in page
    assert "\nSilent, for example: exactly the budget\n" in page
    assert all(len(line) <= 110 for line in page.splitlines())


def test_thresholds_are_shown_by_their_names(explain) -> None:  # type: ignore[no-untyped-def]
    _, page, _ = explain("FT108")
    assert "Thresholds  red_percent = 100, warn_percent = 85\n" in page


def test_a_name_will_do_and_several_too(explain) -> None:  # type: ignore[no-untyped-def]
    status, page, _ = explain("cannot-serve-in-time", "FT101")
    assert status == 0
    assert page.startswith("FT603 ")
    assert "\n\nFT101 no-kpi-or-timeframe\n" in page


def test_every_rule_has_both_examples(explain) -> None:  # type: ignore[no-untyped-def]
    status, pages, _ = explain("--all")
    assert status == 0
    codes = [line.split()[0] for line in pages.splitlines() if line[:2] == "FT"]
    assert codes == sorted(BY_CODE)
    for page in pages.split("\n\nFT"):
        assert page.count("\nFires, for example: ") == 1, page[:40]
        assert page.count("\nSilent, for example: ") == 1, page[:40]
        fires = page[page.index("\nFires, for example: ") : page.index("\nSilent, for")]
        assert any(f"\n  {level}: " in fires for level in ("red", "warn", "note")), page[:40]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("FT604x", "nearest: FT604 "),
        ("serve-in-time", "nearest: FT603 cannot-serve-in-time"),
        ("zzzzzzz", "--all shows every rule"),
    ],
)
def test_a_wrong_code_is_told_the_nearest(explain, word: str, expected: str) -> None:  # type: ignore[no-untyped-def]
    status, page, told = explain(word)
    assert (status, page) == (2, "")
    assert expected in told


def test_nothing_to_explain_is_wrong_usage(explain) -> None:  # type: ignore[no-untyped-def]
    status, _, told = explain()
    assert status == 2
    assert "name a code, like FT603, or use --all" in told
