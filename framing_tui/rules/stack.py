"""Rules on section 1, the framing stack: what is wanted (FT101 to FT105, FT111)."""

import re
from itertools import pairwise

from framing_tui.model.framing import Framing
from framing_tui.model.question import PLACEHOLDERS, AnyQuestion
from framing_tui.model.stack import Stack
from framing_tui.model.values import Range, figure
from framing_tui.rules.finding import Flagged, Level, Way, note, quote, red, strongest, warn
from framing_tui.rules.model_scores import score_in
from framing_tui.rules.phrases import phrase_end, short_list, singular, thing_of, words_of
from framing_tui.rules.registry import rule


@rule(
    "FT101",
    (Level.RED,),
    Way.IMPACT,
    "roi",
    reads=(Stack.kpi, Stack.timeframe_days, Stack.kpi_now, Stack.kpi_target),
)
def no_kpi_or_timeframe(framing: Framing) -> Flagged | None:
    """Without a KPI and a date, this is not an ML project yet.

    Why: a model can be improved for ever; only a number with a date tells when it was worth it.
    Fires: past the stack, while the KPI or the timeframe is open; it names what else the KPI lacks.
    Silent: before the stack is passed, and where both are given, however rough.
    Do: name one number that a manager already looks at, and the day by which it must have moved.
    Source: chapter, section 1, level 0.
    """
    missing = tuple(q for q in (Stack.kpi, Stack.timeframe_days) if framing.lacks(q, "stack"))
    if not missing:
        return None
    words = {Stack.kpi: "KPI", Stack.timeframe_days: "timeframe"}
    lacking = " and no ".join(words[q] for q in missing)
    figures = _missing_figures(framing)
    also = f" (nor a {' and a '.join(figures.values())})" if figures else ""
    message = f"no {lacking}{also}: this is not an ML project yet"
    return red(message, *missing, *figures, absent=missing)


def _missing_figures(framing: Framing) -> dict[AnyQuestion, str]:
    """Return which figures a KPI that was named lacks, with their names."""
    words: dict[AnyQuestion, str] = {
        Stack.kpi_now: "value for today",
        Stack.kpi_target: "target",
    }
    if framing.stack.kpi is None:
        return {}
    return {q: name for q, name in words.items() if framing.lacks(q, "stack")}


@rule(
    "FT102",
    (Level.WARN,),
    Way.IMPACT,
    "roi",
    reads=(Stack.kpi, Stack.kpi_now, Stack.kpi_target),
    gives_way_to=(no_kpi_or_timeframe,),
)
def kpi_without_figures(framing: Framing) -> Flagged | None:
    """A KPI without today's value and a target cannot be seen to move.

    Why: success that was not written down beforehand is argued about afterwards.
    Fires: past the stack, with a KPI, while its value today or its target is open.
    Silent: before the stack is passed; without a KPI or a timeframe, which is a finding of its own
    and names these figures.
    Do: look up the last measured value, guess a range if you must, and agree on a target.
    Source: chapter, section 1, level 0.
    """
    kpi = framing.stack.kpi
    missing = _missing_figures(framing)
    if kpi is None or not missing:
        return None
    lacking = " and no ".join(missing.values())
    message = f"{quote(kpi)} has no {lacking}: nobody could tell that it has moved"
    return warn(message, *missing, absent=tuple(missing))


@rule(
    "FT103",
    (Level.WARN,),
    Way.TARGET,
    "roi",
    reads=(Stack.kpi,),
)
def model_metric_as_kpi(framing: Framing) -> Flagged | None:
    """The KPI measures the model, not the business.

    Why: a model's score can rise for a year while nobody outside the team notices anything.
    Fires: where the KPI names a score of models, such as AUC, F1, RMSE, log loss, mAP, Gini, BLEU,
    a false positive rate, an off-by-one rate, plain accuracy, or the recall of a class.
    Silent: where such a word means something else, as in order accuracy, product recalls or a lift
    of sales, and where nothing beside it tells.
    Do: ask what gets cheaper, faster or rarer when that score rises, and write that down instead.
    Source: chapter, section 7, business KPI against model metric.
    """
    kpi = framing.stack.kpi
    word = score_in(kpi) if kpi is not None else None
    if kpi is None or word is None:
        return None
    said = "" if word == kpi.strip() else f" ({quote(word)})"
    return warn(f"{quote(kpi)} measures the model{said}, not the business", Stack.kpi)


# Patterns are texts, put together by `re` where one is first wanted.
# Abbreviations in capitals are matched as such: “ml” is a volume and “ai” a name.
_TECHNIQUE = r"""(?: (?i:(?:machine|deep|reinforcement)[ ]learning | artificial[ ]intelligence
    | generative[ ]AI | neural[ ]net(?:work)?s? | (?:large[ ])?language[ ]models?
    | computer[ ]vision | random[ ]forests? | gradient[ ]boosting | xgboost | genai)
    | AI(?![ ]Act\b) | ML | NLP | LLMs? | GPT )"""
_MODEL = r"""(?i: (?:predicti(?:ve|on)|scoring|classification|forecast(?:ing)?|statistical
    | propensity|churn|fraud|credit|risk|demand|recommendation|ranking)[ ]models?
    | (?:an?|the|our)[ ]model )"""
# One of these stands in whatever the patterns find: in capitals, or in small letters.
_CAPITALS = ("AI", "ML", "NLP", "LLM", "GPT")
_STEMS = ("boost", "forest", "genai", "generative", "intelligence", "learning", "model", "neural",
          "vision")  # fmt: skip
_SUBJECT = (
    r"^\W*(?i:(?:we|our|the|this|team|project|wants?|will|should|needs?|aims?|goal|is|to)[ ])*"
)
_BETWEEN = r"[ ](?:(?!(?:on|in|of|for|to|with|from|about|against)[ ])[\w'’-]+[ ]){0,3}?"
_NAMES_TECHNIQUE = rf"""(?x)
    {_SUBJECT}(?i:use|apply|adopt|introduce|implement|build|create|develop|train|deploy|launch
      |leverage|harness|employ|utili[sz]e|integrate|explore|try){_BETWEEN}
      (?P<built>\b(?:{_TECHNIQUE}|{_MODEL}))\b
    | {_SUBJECT}(?i:improve|retrain|upgrade|replace){_BETWEEN}(?P<improved>\b{_MODEL})\b
    | \b(?i:using|via|by[ ](?:applying|building|training|deploying)){_BETWEEN}
      (?P<using>\b(?:{_TECHNIQUE}|{_MODEL}))\b
    | \b(?i:with|through)[ ](?:(?:an?|the|our)[ ])?(?P<means>\b{_TECHNIQUE})\b
      (?=\W*$|[,.;:]|[ ](?i:to|and|so|that)\b)
    | {_SUBJECT}(?P<head>\b{_TECHNIQUE})\b(?:[ ](?i:for|in|to|platform|strategy|solution|system
      |tool|project|initiative)\b|\W*$)"""
_ABBREVIATIONS = short_list(
    """approx avg ca co corp dept dr est etc excl fig inc incl ltd max min mr mrs ms no nr resp st
    vs"""
)
_SENTENCE_END = r"(?<!\S)(\S+?)([.!?]+)[\"”’)]?\s+(?=[\"“‘(]?[^\W\d_])|(。)(?=\S)"


@rule(
    "FT104",
    (Level.WARN,),
    Way.RULES,
    None,
    reads=(Stack.objective,),
)
def objective_names_a_technique(framing: Framing) -> Flagged | None:
    """The objective names a technique where the problem should stand, or needs many sentences.

    Why: whoever starts from the tool never asks whether a rule would do, or what the tool is for.
    Fires: where the objective sets out to use, build or train a technique, or is several sentences.
    Silent: where such a word is what the business is about, as in complaints about an AI product.
    Do: strike out the technique and say in one sentence what hurts, and whom.
    Source: chapter, section 1, level 0, and section 2.
    """
    objective = framing.stack.objective
    if objective is None:
        return None
    technique = _technique_in(objective)
    named = None
    if technique is not None:
        message = f"the objective names a technique ({quote(technique)}) where the problem belongs"
        named = warn(message, Stack.objective)
    long = None
    if _is_over_one_sentence(objective):
        message = f"the objective runs over one sentence: {quote(objective)}"
        long = warn(message, Stack.objective)
    return strongest(named, long)


def _technique_in(objective: str) -> str | None:
    text = " ".join(objective.split())
    # The pattern is long, and put together only where it may find something.
    found = may_name_technique(text) and re.search(_NAMES_TECHNIQUE, text)
    return next(group for group in found.groups() if group) if found else None


def may_name_technique(text: str) -> bool:
    """Tell whether a text holds a piece of the name of any technique or model."""
    small = text.casefold()
    return any(name in text for name in _CAPITALS) or any(stem in small for stem in _STEMS)


def _is_over_one_sentence(text: str) -> bool:
    if not any(mark in text for mark in ".!?。"):
        return False
    for found in re.finditer(_SENTENCE_END, text):
        if found.group(3):
            return True
        word, mark = found.group(1).lstrip("(“\"'"), found.group(2)
        follows = text[found.end() : found.end() + 3].lstrip('“‘"(')
        # “e.g. X”, “U.S. North” and “J. Smith” end no sentence, nor does a name such as Yahoo!
        if "." in mark:
            is_initial = len(word) == 1 and word.isalpha()
            is_short = "." in word or word.lower() in _ABBREVIATIONS
            is_end = not is_initial and not is_short
        else:
            is_end = not word[:1].isupper()
        if is_end and mark != "..." and follows[:1].isupper():
            return True
    return False


_DOWN = short_list(
    "cut reduce lower decrease shrink halve shorten minimise minimize curb slash trim"
)
_UP = short_list("raise increase grow lift boost double triple maximise maximize")


@rule(
    "FT105",
    (Level.RED, Level.WARN, Level.NOTE),
    Way.IMPACT,
    "roi",
    reads=(Stack.kpi_target, Stack.kpi_now, Stack.objective, Stack.kpi),
)
def target_is_no_change(framing: Framing) -> Flagged | None:
    """The target is what the KPI shows today, may be, or lies on the wrong side of it.

    Why: a project that succeeds by changing nothing cannot earn its cost.
    Fires: red where both are one number; a warning where their ranges overlap; a note where the
    objective's verb points one way and the figures of the same thing the other.
    Silent: while either figure is open, and where the verb speaks of something else than the KPI.
    Do: agree on a value that would be worth the effort, clear of what is measured today.
    Source: chapter, section 1, level 0.
    """
    now, target = framing.stack.kpi_now, framing.stack.kpi_target
    if now is None or target is None:
        return None
    questions = (Stack.kpi_target, Stack.kpi_now)
    if now.is_point and now == target:
        return red(f"the target equals today's value ({now}): success is no change", *questions)
    if now.overlaps(target):
        message = f"today ({now}) and the target ({target}) overlap: success may be no change"
        return warn(message, *questions)
    return _verb_against_figures(framing, now, target)


def _verb_against_figures(framing: Framing, now: Range, target: Range) -> Flagged | None:
    objective, kpi = framing.stack.objective, framing.stack.kpi
    if objective is None or kpi is None:
        return None
    counted = thing_of(words_of(kpi))
    rises = target.low > now.high
    verb = next(
        (verb for verb, thing in _verbs(objective) if thing == counted and (verb in _UP) != rises),
        None,
    )
    if counted is None or verb is None:
        return None
    message = (
        f"the objective says {quote(verb)}, and {quote(kpi)} is to go "
        f"{'up' if rises else 'down'} (today {now}, target {target})"
    )
    return note(message, Stack.objective, Stack.kpi_target)


def _verbs(objective: str) -> list[tuple[str, str | None]]:
    """Return each verb of direction with the thing that it acts on.

    Only a word that opens the sentence or joins on to one is taken for a verb: “a price cut” and
    “lower back pain” are not, and neither is “without raising” or “not to cut”.
    """
    words = words_of(objective)
    found = []
    for at, word in enumerate(words):
        opens = at == 0 or words[at - 1] in ("to", "and", ",")
        negated = "not" in words[max(0, at - 2) : at]
        if opens and not negated and (word in _DOWN or word in _UP):
            found.append((word, thing_of(words[at + 1 :])))
    return found


# What a KPI measures, told by its last noun. Two amounts of money may be one sum; two shares are
# never one number, and neither are an amount and a duration.
_MEASURES = {
    word: kind
    for kind, words in {
        "share": "rate share percentage percent % ratio conversion churn retention satisfaction "
        "nps csat ctr score",
        "money": "loss cost revenue sale profit margin spend fee value turnover income saving",
        "time": "time hour minute duration wait",
        "count": "number count volume",
    }.items()
    for word in words.split()
}
_MEASURE_NOUNS = short_list("rate share percentage percent % ratio score number count time")
_JOINS = r"(?i) ?; ?|,? (?:and|as well as|plus|&|\+) "


@rule(
    "FT111",
    (Level.WARN,),
    Way.TARGET,
    None,
    reads=(Stack.kpi, Stack.other_models),
)
def two_kpis_or_models(framing: Framing) -> Flagged | None:
    """Two numbers stand in the KPI, or the effort needs further models.

    Why: with two goals, each result can be called a success; with two models, one framing hides
    the weaker.
    Fires: where the KPI joins two measures that are no sum, or two scores of a model, or further
    predictions are named.
    Silent: for sums such as losses and fees, and wherever the words leave a doubt.
    Do: choose one number and make the other a constraint; give each further model its own framing.
    Source: chapter, section 1, level 0, and section 7.
    """
    kpi = framing.stack.kpi
    two = None
    if kpi is not None and _names_two_measures(kpi):
        two = warn(f"{quote(kpi)} is two numbers: choose the one that decides", Stack.kpi)
    others = [
        name
        for name in framing.stack.other_models or ()
        if name.strip() and name.strip().lower() not in PLACEHOLDERS
    ]
    more = None
    if others:
        first = quote(others[0])
        rest = f" and {figure(len(others) - 1)} more" if len(others) > 1 else ""
        message = f"a further model is needed ({first}{rest}): split, or choose"
        more = warn(message, Stack.other_models)
    return strongest(two, more)


def _names_two_measures(kpi: str) -> bool:
    parts = re.split(_JOINS, " ".join(kpi.split()))
    if len(parts) < 2:
        return False
    if any(score_in(left) and score_in(right) for left, right in pairwise(parts)):
        return True
    phrases = [words_of(part) for part in parts]
    return any(_are_two(left, right) for left, right in pairwise(phrases))


def _are_two(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Tell whether two joined phrases name two measures.

    “Sales and support churn” joins two words before one noun, and “share of revenue and margin”
    joins two behind it: where a reading as one number is left, it is one number.
    """
    if "," in left:
        left = left[len(left) - left[::-1].index(",") :]
    first, second = left[: phrase_end(left)], right[: phrase_end(right)]
    first_goes_on, second_goes_on = len(left) > len(first), len(right) > len(second)
    if not first or not second:
        return False
    kind, other = _measures(first[-1]), _measures(second[-1])
    if kind is None or other is None:
        return False
    has_own_noun = second[-1] in _MEASURE_NOUNS
    if first_goes_on and not (has_own_noun and (len(second) > 1 or second_goes_on)):
        return False
    may_share_a_noun = not first_goes_on and len(first) == 1 and len(second) > 1
    if may_share_a_noun and not kind == other == "share":
        return False
    return kind != other or kind == "share"


def _measures(noun: str) -> str | None:
    return _MEASURES.get(noun) or _MEASURES.get(singular(noun))
