"""What F1 and `e` say: a question with its examples, a finding with its reasons."""

from __future__ import annotations

from framing_tui.drawing.parts import InkedLine, InkedRows
from framing_tui.interview.keymap import COMMANDS, IN_A_BROWSER, IN_A_CARD, Keymap
from framing_tui.model.catalogue import QUESTIONS, asks_in_full
from framing_tui.model.question import AnyQuestion
from framing_tui.rules.catalogue import BY_CODE
from framing_tui.rules.finding import Finding

_MARKS = "● answered  ○ open  · optional  ◔ being found out  – not applicable  ◌ offered"
_CELLS = "✓ green  ✗ red  ! contested (claimed green under a red)  ~ amber  · open"


def question_help(
    question: AnyQuestion | None, keymap: Keymap, *, in_a_browser: bool = False
) -> InkedRows:
    """Return the help of a question, with one good and one weak example, and all keys."""
    lines: list[InkedLine] = []
    if question is not None:
        # The columns of a record are asked under its heading, and need no longer name.
        asks = asks_in_full(question.id) if question.id in QUESTIONS else question.asks
        lines.append(((asks, "plain!"), (f"   {question.id}", "quiet")))
        if question.help:
            lines.append(((question.help, "plain"),))
        lines.append((("Takes ", "quiet"), (question.kind.takes, "plain")))
        if question.good:
            lines.append((("Good  ", "plain!"), (question.good, "plain")))
            lines.append((("Weak  ", "plain!"), (question.weak, "plain")))
        if question.kind.is_numbered:
            lines.append(())
            for option in question.kind.options:
                means = f"  {option.means}" if option.means else ""
                lines.append(((f"  {option.text}", "plain!"), (means, "quiet")))
        lines.append(())
    lines.append((("Keys", "plain!"),))
    keys = [(keymap.printed(command.id), command.help) for command in COMMANDS]
    beside = IN_A_BROWSER if in_a_browser else ()
    for key, does in (*beside, *IN_A_CARD, *keys):
        lines.append(((f"  {key:<18}", "key!"), (does, "plain")))
    lines += [(), (("Marks  ", "plain!"), (_MARKS, "plain"))]
    lines.append((("Cells  ", "plain!"), (_CELLS, "plain")))
    return tuple(lines)


def finding_help(finding: Finding) -> InkedRows:
    """Return what a finding means and what to do about it."""
    about = f"{finding.code} {finding.name} · {finding.way.value}"
    return ((finding.message, "plain!"),), ((about, "quiet"),), *_rule_lines(finding.code)


def rule_help(code: str) -> InkedRows:
    """Return what a rule is about, as where it has found nothing."""
    rule = BY_CODE[code]
    return ((f"{code} {rule.name} · {rule.way.value}", "quiet"),), *_rule_lines(code)


def _rule_lines(code: str) -> list[InkedLine]:
    docs = BY_CODE[code].docs
    lines: list[InkedLine] = [(), ((docs.says, "plain"),)]
    for label, text in docs.told:
        lines += [(), ((f"{label:<8}", "key!"), (text, "plain"))]
    return lines
