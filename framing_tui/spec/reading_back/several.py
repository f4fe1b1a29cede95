"""Parts of a field that are made of several answers: figures in a sentence, records, stages.

Why apart from the tables: where one sentence holds three answers, an order of looking is needed,
and what is left over has to stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.kinds import WrongValue
from framing_tui.model.kinds.names import folded, options_meant
from framing_tui.model.labels import Candidate
from framing_tui.model.metrics import Constraint
from framing_tui.spec.reading_back.found import Found, answer, offer, record
from framing_tui.spec.reading_back.fragments import Fragment

Rest = list[Fragment]
# What is read of the fragments of a field, and the fragments that are left.
Special = Callable[[str, Rest, "date | None"], tuple[list[Found], Rest]]

_TO = r"(?:\.\.|–|-)"
_FIGURE = (
    r"[−+-]?[^\s;,]{0,3}\d[\d.,]*\s?(?:%|k|m|bn|million|percent)?"
    rf"(?:\s?{_TO}\s?\d[\d.,]*\s?%?)?"
)
_MOVES = re.compile(
    rf"(?i)[,:(]?\s*(?:from\s+)?(?P<now>{_FIGURE})(?:\s+[A-Za-z]{{1,4}})?"
    rf"\s*(?:→|->|to|down to|up to)\s+(?P<target>{_FIGURE})(?:\s+[A-Z]{{3}}\b)?\)?"
)
_WITHIN = re.compile(
    r"(?i)[,;(]?\s*\b(?:within|in|over|after)\s+"
    rf"(?P<time>\d[\d.,]*(?:\s?(?:{_TO}|to)\s?\d+)?\s+"
    r"(?:days?|weeks?|months?|quarters?|years?))\b\)?"
)
_BY = re.compile(r"(?i)[,;(]?\s*\bby\s+(?P<time>\d{4}-\d{2}-\d{2})\b\)?")
_BOUND = re.compile(
    r"(?i)^(?P<name>.*?)[\s:]*(?P<bound>(?:<=|>=|<|>|≤|≥|\b(?:under|below|at most|at least|"
    r"no more than|less than|more than|within|max(?:imum)?|min(?:imum)?|never)\b)\s*.*\d.*)$"
)
_OURS = re.compile(
    r"^(?P<name>.+?)(?: \((?P<kind>[a-z]+)\))?: (?P<bound>.+?)(?P<live>, watched live)?$"
)
# Figures are looked for in sentences; a page of digits would be searched for ever.
_LONGEST_SENTENCE = 300
_SECONDS = re.compile(r"(?i)\b(\d[\d.,]*\s?(?:ms|milliseconds?|s|seconds?))\b")
_STAGES = re.compile(r"(?P<stages>\d[\d.]*\s?%(?:\s*(?:→|->|,|to|then)\s*\d[\d.]*\s?%?)+)")
_SCORE = re.compile(r"(?P<what>[a-z ]+), (?P<score>[1-5]) of 5")
_FEATURE = re.compile(
    r"^(?P<name>.+?) \((?P<why>[^()]*(?:prediction time|in training)[^()]*)\)"
    r"(?:: (?P<instead>.+) instead)?$"
)
_ROLL_BACK = r"(?i)(can|cannot|unsure whether it can) be rolled back(?:: (.*))?$"
_ROLES = (
    ("spec.oncall", re.compile(r"(?i)\bon[- ]?call\b|\brota\b|\bpager\b|\bwoken\b")),
    ("spec.monitoring", re.compile(r"(?i)\bmonitor|\balert|\balarm|\bdashboard|\bdrift\b|\bwatch")),
)


def kpi(label: str, fragments: Rest, today: date | None) -> tuple[list[Found], Rest]:
    """Read “X from 42 to 30 within 9 months”: the figures apart, and the words that are left."""
    found: list[Found] = []
    rest: Rest = []
    for fragment in fragments:
        text = fragment.text
        if fragment.lead == "gap":
            # Worked out from the two figures before it.
            continue
        if fragment.lead == "after launch":
            found.append(offer(fragment.line, label, "stack.kpi", fragment.whole))
            continue
        for pattern, ids in (
            (_WITHIN, ("stack.timeframe_days",)),
            (_BY, ("stack.timeframe_days",)),
            (_MOVES, ("stack.kpi_now", "stack.kpi_target")),
        ):
            said = pattern.search(text) if len(text) <= _LONGEST_SENTENCE else None
            if said is None:
                continue
            given = list(zip(ids, said.groups(), strict=True))
            if not all(_reads(qid, words, today) for qid, words in given):
                continue
            text = f"{text[: said.start()]}{text[said.end() :]}"
            found += [answer(fragment.line, label, qid, words, today) for qid, words in given]
        text = text.strip(" ,;:")
        if text:
            rest.append(fragment._replace(text=text))
    return found, rest


def constraints(label: str, fragments: Rest, today: date | None) -> tuple[list[Found], Rest]:
    """Read each constraint as a record: its name, its bound, and its kind where a word says it."""
    found: list[Found] = []
    for fragment in fragments:
        if fragment.text.lower() == "no constraints named":
            found.append(answer(fragment.line, label, "metrics.constraints", "none", today))
            continue
        for item in _bounds(fragment.text):
            found += _constraint(label, fragment.line, item, today)
    return found, []


def _bounds(text: str) -> list[str]:
    """Return constraints that stand in one line; a comma parts them only where each has a bound."""
    items = [item.strip() for item in text.split(";") if item.strip()]
    found = []
    for item in items:
        parts = [part.strip() for part in item.split(", ")]
        found += (
            parts
            if len(parts) > 1
            and all(len(p) <= _LONGEST_SENTENCE and _BOUND.match(p) for p in parts)
            else [item]
        )
    return found


def _constraint(label: str, line: int, item: str, today: date | None) -> list[Found]:
    ours = _OURS.match(item)
    if ours is not None:
        cells = {"name": ours["name"], "kind": ours["kind"] or ""}
        if ours["bound"] != "no bound yet":
            cells["bound"] = ours["bound"]
        cells["watched_live"] = "yes" if ours["live"] else ""
    else:
        said = _BOUND.match(item) if len(item) <= _LONGEST_SENTENCE else None
        cells = {"name": item, "bound": ""}
        if said is not None:
            cells = {"name": said["name"].strip(" :,(") or item, "bound": said["bound"]}
    kind = Constraint.columns["kind"].kind
    if not cells.get("kind"):
        meant = {
            o.value for word in re.findall(r"\w+", item) for o in options_meant(word, kind.options)
        }
        time = _SECONDS.search(item)
        meant |= {"latency"} if time and "latency" not in meant and not meant else set()
        cells["kind"] = meant.pop() if len(meant) == 1 else ""
    elif not options_meant(cells["kind"], kind.options):
        cells["name"] = f"{cells['name']} ({cells.pop('kind')})"
    found = [record(line, label, "metrics.constraints", cells, item, today)]
    times = _SECONDS.findall(item)
    if cells.get("kind") == "latency" and len(times) == 1:
        found.append(answer(line, label, "serving.p99_budget_ms", times[0], today))
    return found


def proxy(label: str, fragments: Rest, today: date | None) -> tuple[list[Found], Rest]:
    """Read the label that is learned from as the chosen candidate, with how it fails."""
    found: list[Found] = []
    cells: dict[str, str] = {}
    chosen: Fragment | None = None
    said: list[Fragment] = []
    gains = False
    for fragment in fragments:
        lead, text, line = fragment.lead, fragment.text, fragment.line
        if lead in ("stands for", "ideal", "true outcome"):
            found.append(answer(line, label, "labels.ideal", text, today, sure=True))
        elif lead == "the outcome itself" or text == "the outcome itself":
            found.append(answer(line, label, "labels.observable", "yes", today, sure=True))
            if lead:
                found.append(answer(line, label, "labels.ideal", text, today, sure=True))
        elif lead in ("fails by", "risk", "risks", "known risk", "known risks"):
            cells["failure_mode"] = _also(cells.get("failure_mode"), text)
            said.append(fragment)
        elif lead == "whoever makes the label gains by it":
            gains = True
            found.append(answer(line, label, "labels.maker_gains", text, today, sure=True))
        elif lead == "against that" and gains:
            found.append(answer(line, label, "labels.countermeasure", text, today, sure=True))
        elif lead in ("against that", "countermeasure", "mitigation"):
            cells["countermeasure"] = text
            said.append(fragment)
        elif lead == "compared with the outcome":
            cells["checked"] = {"by eye alone": "by-eye", "never": "not"}.get(text, text)
        elif lead == "weakest" and (score := _SCORE.fullmatch(text.lower())):
            names = {q.asks.lower(): name for name, q in Candidate.columns.items()}
            if score["what"] in names:
                cells[names[score["what"]]] = score["score"]
        elif chosen is None:
            chosen = fragment
            name, _, risks = text.partition("; ")
            cells["name"] = name
            if risks:
                cells["failure_mode"] = _also(cells.get("failure_mode"), risks)
        else:
            cells["failure_mode"] = _also(cells.get("failure_mode"), text)
    if chosen is None:
        # A risk without its label: nothing says to which record it belongs.
        return found, said
    if cells["name"].startswith(("none chosen yet", "no candidate")):
        return found, []
    whole = "; ".join(cells.values())
    plain = {"chosen": True}
    found.append(record(chosen.line, label, "labels.candidates", cells, whole, today, **plain))
    return found, []


def features(label: str, fragments: Rest, today: date | None) -> tuple[list[Found], Rest]:
    """Read yes, no or unsure, and the features that are in doubt."""
    found: list[Found] = []
    words = {
        "not there at prediction time": ("available_at_serving", "no"),
        "perhaps not there at prediction time": ("available_at_serving", "unsure"),
        "not computed as in training": ("same_as_training", "no"),
        "perhaps not computed as in training": ("same_as_training", "unsure"),
    }
    for fragment in fragments:
        doubt = _FEATURE.match(fragment.text)
        if doubt is not None:
            cells = {"name": doubt["name"], "used_instead": doubt["instead"] or ""}
            cells |= dict(words[why] for why in doubt["why"].split(", ") if why in words)
            found.append(
                record(fragment.line, label, "serving.features", cells, fragment.text, today)
            )
            continue
        question_id = "serving.features_confirmed"
        first = re.match(r"(?i)\s*(yes|no|unsure|not sure|partly)\b[\s:,;.–-]*(.*)", fragment.whole)
        if first is None or first[1].lower() == "partly":
            found.append(offer(fragment.line, label, question_id, fragment.whole))
            continue
        word = "unsure" if first[1].lower() == "not sure" else first[1].lower()
        found.append(answer(fragment.line, label, question_id, word, today))
        if first[2].strip():
            found.append(offer(fragment.line, label, question_id, first[2]))
    return found, []


def rollout(label: str, fragments: Rest, today: date | None) -> tuple[list[Found], Rest]:
    """Read what it is measured against, the stages, and the way back."""
    found: list[Found] = []
    for fragment in fragments:
        line, text = fragment.line, fragment.text
        if fragment.lead == "baseline" and not _STAGES.search(text):
            found += _baseline(label, line, text, today)
            continue
        if back := re.match(_ROLL_BACK, fragment.whole):
            word = {"can": "yes", "cannot": "no"}.get(back[1].lower(), "unsure")
            found.append(answer(line, label, "validation.can_roll_back", word, today, sure=True))
            if back[2]:
                found.append(answer(line, label, "validation.rollback", back[2], today, sure=True))
            continue
        if text.startswith("in the shadow"):
            found.append(answer(line, label, "validation.shadow", "yes", today, sure=True))
            text = text.removeprefix("in the shadow").lstrip(" →")
        stages = _STAGES.search(text)
        if stages is not None:
            listed_stages = re.sub(r"->|,|\bto\b|\bthen\b", "→", stages["stages"])
            found.append(answer(line, label, "validation.stages_percent", listed_stages, today))
            before = text[: stages.start()].strip(" →->:,;")
            if before and before.lower() != "baseline":
                found += _baseline(label, line, before, today)
            text = text[stages.end() :].strip(" .,;")
        if text:
            found.append(offer(line, label, "validation.experiment", text))
    return found, []


def _baseline(label: str, line: int, text: str, today: date | None) -> list[Found]:
    kind = QUESTIONS["validation.baseline_kind"].kind
    name, _, words = text.partition(" (")
    meant = options_meant(name, kind.options)
    if len(meant) != 1:
        return [answer(line, label, "validation.baseline", text, today)]
    found = [answer(line, label, "validation.baseline_kind", name, today)]
    if not words and folded(name) not in meant[0].own_names:
        # “Today's rules” is a kind, and says more than it.
        words = name
    if words:
        words = words.removesuffix(")")
        found.append(answer(line, label, "validation.baseline", words, today))
    return found


def owner(label: str, fragments: Rest, today: date | None) -> tuple[list[Found], Rest]:
    """Read who owns it, who is woken and what is watched: by their words, else in that order."""
    found: list[Found] = []
    parts: list[Fragment] = []
    for fragment in fragments:
        by = next((sign for sign in (";", " + ", " / ", ",") if sign in fragment.text), "\0")
        parts += [fragment._replace(text=t.strip()) for t in fragment.text.split(by) if t.strip()]
    order = ["spec.owner", "spec.oncall", "spec.monitoring"]
    is_in_order = len(parts) == len(order)
    for part in parts:
        said = next((qid for qid, words in _ROLES if words.search(part.text)), "")
        question_id = said or (order[parts.index(part)] if is_in_order else "spec.owner")
        had = [one for one in found if one.question_id == question_id]
        if had:
            found.remove(had[0])
            part = part._replace(line=had[0].line, text=f"{had[0].text}, {part.text}")
        found.append(answer(part.line, label, question_id, part.text, today))
    return found, []


def _reads(question_id: str, words: str, today: date | None) -> bool:
    try:
        QUESTIONS[question_id].kind.parse(words, today)
    except WrongValue:
        return False
    return True


def _also(had: str | None, more: str) -> str:
    return f"{had}; {more}" if had else more
