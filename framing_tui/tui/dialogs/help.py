"""What F1 and `e` say: a question with its examples, a finding with its reasons."""

from __future__ import annotations

from textual.content import Content

from framing_tui.model.catalogue import QUESTIONS, asks_in_full
from framing_tui.model.kinds import Many, One
from framing_tui.model.question import AnyQuestion
from framing_tui.rules.catalogue import BY_CODE
from framing_tui.rules.finding import Finding
from framing_tui.tui.keys import COMMANDS, IN_A_CARD, Keymap
from framing_tui.tui.texts import joined


def question_help(question: AnyQuestion | None, keymap: Keymap) -> Content:
    """Return the help of a question, with one good and one weak example."""
    lines: list[Content] = []
    if question is not None:
        # The columns of a record are asked under its heading, and need no longer name.
        asks = asks_in_full(question.id) if question.id in QUESTIONS else question.asks
        lines.append(joined((asks, "bold"), (f"   {question.id}", "$foreground-muted")))
        if question.help:
            lines.append(joined(question.help))
        lines.append(joined(("Takes ", "$foreground-muted"), (question.kind.takes, "")))
        if question.good:
            lines.append(joined(("Good  ", "$success"), question.good))
            lines.append(joined(("Weak  ", "$warning"), question.weak))
        if isinstance(question.kind, (One, Many)):
            lines.append(joined(""))
            for option in question.kind.options:
                means = f"  {option.means}" if option.means else ""
                lines.append(joined((f"  {option.text}", "bold"), (means, "$foreground-muted")))
        lines.append(joined(""))
    lines.append(joined(("Keys", "bold")))
    keys = [(keymap.printed(command.id), command.help) for command in COMMANDS]
    for key, does in (*IN_A_CARD, *keys):
        lines.append(joined((f"  {key:<18}", "bold $accent"), (does, "")))
    lines.append(joined(""))
    lines.append(
        joined(
            ("Marks  ", "bold"),
            ("● answered  ○ open  ◔ being found out  – not applicable  ◌ offered", ""),
        )
    )
    lines.append(
        joined(
            ("Cells  ", "bold"),
            ("✓ green  ✗ red  ! contested (claimed green under a red)  ~ amber  · open", ""),
        )
    )
    return Content("\n").join(lines)


def finding_help(finding: Finding) -> Content:
    """Return what a finding means and what to do about it."""
    head = [
        joined((finding.message, "bold")),
        joined((f"{finding.code} {finding.name} · {finding.way.value}", "$foreground-muted")),
    ]
    return Content("\n").join([*head, *_rule_lines(finding.code)])


def rule_help(code: str) -> Content:
    """Return what a rule is about, as where it has found nothing."""
    rule = BY_CODE[code]
    head = joined((f"{code} {rule.name} · {rule.way.value}", "$foreground-muted"))
    return Content("\n").join([head, *_rule_lines(code)])


def _rule_lines(code: str) -> list[Content]:
    docs = BY_CODE[code].docs
    rows = (
        ("Why", docs.why),
        ("Fires", docs.fires),
        ("Silent", docs.silent),
        ("Do", docs.do),
        ("Source", docs.source),
    )
    lines = [joined(""), joined(docs.says)]
    for label, text in rows:
        lines.append(joined(""))
        lines.append(joined((f"{label:<8}", "bold $accent"), (text, "")))
    return lines
