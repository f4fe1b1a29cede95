"""Findings as JUnit XML: each file is a suite, each rule a test of it.

Why every rule and not the findings alone: test reports show what has begun or ceased to fail, and
an empty suite is taken for a broken run.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as Xml

from framing_tui.model.clean import clean
from framing_tui.reports.report import (
    FailOn,
    FileError,
    Format,
    JudgedFile,
    Piece,
    ReportedCell,
    ReportedFinding,
    Totals,
    sums,
)
from framing_tui.rules.catalogue import BY_CODE
from framing_tui.rules.finding import Level

# What a suite counts, and the root in all of them.
_COUNTED = ("tests", "failures", "errors", "skipped")
# What an XML document cannot hold; `clean` shows controls, and leaves a few others of these.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _piece(file: JudgedFile, fail_on: FailOn) -> Piece:
    return _of_suite(_file(file, fail_on))


def _frame(totals: Totals, counted: tuple[int, ...], has_files: bool) -> tuple[str, str]:
    """Return what stands around the suites of files: the root, and the suite of errors."""
    errors = _of_suite(_errors(totals.errors)) if totals.errors else None
    counts = sums((counted, errors.counted if errors else ()))
    root = Xml.Element("testsuites", {"name": "framing-tui check"})
    for name, count in zip(_COUNTED, counts or (0,) * len(_COUNTED), strict=True):
        root.set(name, str(count))
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    if errors is None and not has_files:
        return f"{head}{Xml.tostring(root, 'unicode')}\n", ""
    root.text = "\n"
    opens, _, closes = Xml.tostring(root, "unicode").partition("\n")
    told = f"{errors.text}\n" if errors else ""
    return f"{head}{opens}\n{told}", f"\n{closes}\n" if has_files else f"{closes}\n"


FORMAT = Format(_piece, _frame, "\n")


def _of_suite(suite: Xml.Element) -> Piece:
    Xml.indent(suite, level=1)
    counted = tuple(int(suite.get(name, "0")) for name in _COUNTED)
    return Piece(f"  {Xml.tostring(suite, 'unicode')}", counted)


def _file(file: JudgedFile, fail_on: FailOn) -> Xml.Element:
    # One rule may speak about several cells, so a code can have several findings.
    of_code: dict[str, list[ReportedFinding]] = {code: [] for code in file.tested()}
    for finding in file.findings:
        of_code[finding.code].append(finding)
    cases = [_rule(file, code, findings, fail_on) for code, findings in of_code.items()]
    cases += [_claim(file, cell, fail_on) for cell in file.cells]
    cases.append(_completeness(file, fail_on))
    return _suite(file.path, cases)


def _rule(
    file: JudgedFile, code: str, findings: list[ReportedFinding], fail_on: FailOn
) -> Xml.Element:
    case = _case(file.path, f"{code} {BY_CODE[code].name}")
    told = [_told(file, finding) for finding in findings]
    failing = [f.counts and fail_on.includes(f.level) for f in findings]
    if any(failing):
        # Where several things were found, the outline shows the first that fails.
        first = findings[failing.index(True)]
        _say(case, "failure", *told, message=first.message, type=first.level.value)
    elif findings and not any(f.counts for f in findings):
        first = findings[0]
        _say(case, "skipped", message=f"{first.state}: {first.acceptance or first.message}")
        _say(case, "system-out", *told)
    elif findings:
        _say(case, "system-out", *told)
    return case


def _claim(file: JudgedFile, cell: ReportedCell, fail_on: FailOn) -> Xml.Element:
    case = _case(file.path, f"cell {cell.area}")
    if cell.claimed_red:
        tag = "failure" if fail_on.includes(Level.RED) else "system-out"
        words = f"{file.path}:{cell.line}: {cell.area} is claimed red"
        if tag == "failure":
            _say(case, tag, words, message=f"{cell.area} is claimed red", type="red")
        else:
            _say(case, tag, words)
    return case


def _completeness(file: JudgedFile, fail_on: FailOn) -> Xml.Element:
    case = _case(file.path, "essential questions")
    words = f"{file.completeness_words} · {file.passes.words}"
    still_open = file.failing_open(fail_on)
    if still_open:
        _say(case, "failure", *still_open, message=words, type=fail_on.value)
    else:
        _say(case, "system-out", words)
    return case


def _errors(errors: tuple[FileError, ...]) -> Xml.Element:
    cases = []
    for error in errors:
        case = _case("errors", error.where)
        _say(case, "error", f"{error.where}: {error.message}", message=error.message, type="error")
        cases.append(case)
    return _suite("errors", cases)


def _told(file: JudgedFile, finding: ReportedFinding) -> str:
    why = f" ({finding.acceptance})" if finding.accepted else ""
    where = f"{file.path}:{finding.line}"
    return f"{where}: {finding.state} {finding.code} {finding.message}{why}"


def _suite(name: str, cases: list[Xml.Element]) -> Xml.Element:
    suite = Xml.Element("testsuite", {"name": _safe(name), "tests": str(len(cases))})
    for counted, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(counted, str(sum(case.find(tag) is not None for case in cases)))
    suite.extend(cases)
    return suite


def _case(suite: str, name: str) -> Xml.Element:
    return Xml.Element("testcase", {"classname": _safe(suite), "name": _safe(name)})


def _say(case: Xml.Element, tag: str, *lines: str, **attributes: str) -> None:
    said = {name: _safe(text) for name, text in attributes.items()}
    Xml.SubElement(case, tag, said).text = "\n".join(_safe(line) for line in lines) or None


def _safe(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", clean(text))
