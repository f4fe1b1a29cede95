"""What F1 and `e` say: a question with its examples, a finding with its reasons."""

from __future__ import annotations

from textual.content import Content

from framing_tui.model.catalogue import asks_in_full
from framing_tui.model.kinds import Many, One
from framing_tui.model.question import AnyQuestion
from framing_tui.rules.catalogue import BY_CODE
from framing_tui.rules.finding import Finding
from framing_tui.tui.texts import joined

KEYS: tuple[tuple[str, str], ...] = (
    ("Tab ↑ ↓ Enter", "next and previous question; in a text, Enter begins a new line"),
    ("PgUp PgDn", "previous and next section; Ctrl+G and a digit go to one"),
    ("Ctrl+N", "next open essential question"),
    ("F8", "next red finding"),
    ("F2", "the findings: Enter goes there, e explains, a accepts, Esc leaves"),
    ("← → Space", "choose, or press the digit or letter of an option"),
    ("Ctrl+O", "take what is offered (dimmed); → does so in an empty line"),
    ("F3", "do not know yet: who finds out, by when"),
    ("F4", "a note on this question"),
    ("F7", "not applicable, with a reason"),
    ("F5", "the page as it stands; w writes it as Markdown"),
    ("Ctrl+T", "this text in your own editor ($VISUAL or $EDITOR)"),
    ("F9", "which number would change the judgement; how the figures come about"),
    ("F6", "park a thought that fits no question"),
    ("Ctrl+U", "clear the line before the cursor"),
    ("Ctrl+Z Ctrl+Y", "undo, redo"),
    ("Ctrl+P", "everything else, by name"),
    ("Ctrl+S Ctrl+Q", "save now (it saves itself), leave"),
)


def question_help(question: AnyQuestion | None) -> Content:
    """Return the help of a question, with one good and one weak example."""
    lines: list[Content] = []
    if question is not None:
        asks = asks_in_full(question.id) if question.id else question.asks
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
    for keys, does in KEYS:
        lines.append(joined((f"  {keys:<15}", "bold $accent"), (does, "")))
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
