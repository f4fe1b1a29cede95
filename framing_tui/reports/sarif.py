"""Findings as SARIF 2.1.0, which code hosts show as alerts beside the lines.

Why every rule is declared, and not only those that fired: a viewer shows what was looked for, and
its help comes from the same docstring as everywhere else.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from framing_tui import __version__
from framing_tui.model.clean import clean
from framing_tui.reports.json import indented
from framing_tui.reports.report import (
    FailOn,
    FileError,
    Format,
    JudgedFile,
    Piece,
    Place,
    ReportedFinding,
    Totals,
)
from framing_tui.rules.catalogue import BY_CODE
from framing_tui.rules.finding import Level
from framing_tui.rules.registry import AnyRule

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
CLAIMED_RED = "claimed-red"
# How an absolute path begins where there are drives.
_DRIVE = re.compile(r"[A-Za-z]:(?=/)")
# How deep a result stands in the log, and what stands between two of them.
_DEEP = "  " * 4
_BETWEEN = f",\n{_DEEP}"
_LEVELS = {Level.RED: "error", Level.WARN: "warning", Level.NOTE: "note"}


def _piece(file: JudgedFile, _fail_on: FailOn) -> Piece:
    index = {code: at for at, code in enumerate((*sorted(BY_CODE), CLAIMED_RED))}
    return Piece(_BETWEEN.join(indented(result, 4) for result in _results(file, index)))


def _frame(totals: Totals, _counted: object, has_results: bool) -> tuple[str, str]:
    """Return what stands around the results of the one run of the log."""
    rules = [*(_rule(rule) for _, rule in sorted(BY_CODE.items())), _CLAIMED_RED_RULE]
    run = {
        "tool": {
            "driver": {
                "name": "framing-tui",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": rules,
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not totals.errors,
                "exitCode": totals.exit_status,
                "toolExecutionNotifications": [_notification(error) for error in totals.errors],
            }
        ],
        "results": [],
    }
    log = indented({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, 0)
    before, empty, behind = log.rpartition("[]")
    if not has_results:
        return f"{before}{empty}", f"{behind}\n"
    return f"{before}[\n{_DEEP}", f"\n      ]{behind}\n"


FORMAT = Format(_piece, _frame, _BETWEEN)


def _rule(rule: AnyRule) -> dict[str, Any]:
    docs = rule.docs
    markdown = (
        f"{docs.says}\n\n**Why:** {docs.why}\n\n**Fires:** {docs.fires}\n\n"
        f"**Silent:** {docs.silent}\n\n**Do:** {docs.do}\n\n*Source: {docs.source}*\n"
    )
    plain = "\n".join((docs.says, *(f"{label}: {text}" for label, text in docs.told)))
    # A section and an area may share their name, and a tag may stand only once.
    tags = dict.fromkeys(filter(None, (rule.section, rule.way.value, rule.area)))
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": docs.says},
        "fullDescription": {"text": docs.why[:1].upper() + docs.why[1:]},
        "help": {"text": plain, "markdown": markdown},
        "defaultConfiguration": {"level": _LEVELS[rule.levels[0]]},
        "properties": {"tags": list(tags)},
    }


_CLAIMED_RED_RULE: dict[str, Any] = {
    "id": CLAIMED_RED,
    "name": "ClaimedRed",
    "shortDescription": {"text": "The team itself says that a feasibility cell is red."},
    "fullDescription": {"text": "A red that people claim weighs as much as one that a rule finds."},
    "help": {"text": "Do: clear the way with a plan and an owner, then change the colour."},
    "defaultConfiguration": {"level": "error"},
    "properties": {"tags": ["feasibility"]},
}


def _results(file: JudgedFile, index: dict[str, int]) -> list[dict[str, Any]]:
    claims = [
        {
            "ruleId": CLAIMED_RED,
            "ruleIndex": index[CLAIMED_RED],
            "level": "error",
            "message": {"text": f"{cell.area} is claimed red"},
            "locations": [_location(file.found_at, cell.line)],
            "partialFingerprints": {"claim/v1": cell.area},
        }
        for cell in file.claimed_red
    ]
    return claims + [_finding(file, finding, index) for finding in file.findings]


def _finding(file: JudgedFile, finding: ReportedFinding, index: dict[str, int]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index[finding.code],
        "level": _LEVELS[finding.level],
        "message": {"text": clean(finding.message)},
        "locations": [_location(file.found_at, finding.line)],
        # Not the message: it quotes figures, and an alert must not be new with each of them.
        "partialFingerprints": {"questions/v1": ":".join((finding.code, *finding.questions))},
    }
    if not finding.counts:
        why = finding.acceptance if finding.accepted else f"settled by deciding {file.decision}"
        result["suppressions"] = [
            {"kind": "inSource", "status": "accepted", "justification": clean(why)}
        ]
    return result


def _notification(error: FileError) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": clean(error.message)},
        "locations": [_location(error.found_at, error.line or 1)],
    }


def _location(place: Place, line: int) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": _artifact(place),
            "region": {"startLine": line},
        }
    }


def _artifact(place: Place) -> dict[str, Any]:
    """Return the address of a file: within the repository by its base, elsewhere by itself.

    Why the bytes of the name as they are: an address can hold any of them, and no other name leads
    to the file.
    """
    quoted = quote(_bytes(place.path))
    if place.is_inside:
        return {"uri": quoted, "uriBaseId": "%SRCROOT%"}
    drive = _DRIVE.match(place.path)
    if drive is not None:
        return {"uri": f"file:///{drive.group()}{quote(_bytes(place.path[drive.end() :]))}"}
    if place.path.startswith("//"):
        # The first part is a host.
        return {"uri": f"file:{quoted}"}
    return {"uri": f"file://{quoted}" if place.path.startswith("/") else quoted}


def _bytes(path: str) -> bytes:
    try:
        return path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return path.encode("utf-8", "surrogatepass")
