"""Rules on section 7: the one model metric that decides (FT701, FT702, FT705, FT706)."""

import re
from itertools import pairwise

from framing_tui.model.framing import Framing
from framing_tui.model.labels import Labels
from framing_tui.model.metrics import Metrics
from framing_tui.model.stack import Stack
from framing_tui.model.task import Task
from framing_tui.model.values import Holds, Range, figure
from framing_tui.rules.finding import Flagged, Level, Way, quote, red, warn
from framing_tui.rules.metric_names import Mention, leading, mentions, with_names, without_asides
from framing_tui.rules.phrases import short_list, singular, words_of
from framing_tui.rules.registry import Limits, rule

# Patterns are texts here, put together by `re` where one is first wanted.
# What joins two metrics, and what may stand between the joint and the second one.
_JOINT = r"""(?ix)
    (?:,\s*(?:and|or|plus|then)\s|\s(?:and/or|and|or|plus|then|as\ well\ as)\s|\s*[,;/&+]\s*)
    (?:(?:an?|the|its|their|also|overall|macro|micro|weighted|mean|average|test|validation|per-class
    |top-\d+)\W+)*$"""
# Before two names: they are parts of one (“harmonic mean of precision and recall”).
_PARTS_OF_ONE = (
    r"(?i)"
    r"(?<![\w-])(?:mean|average|balance|combination|product|sum|trade-?off|minimum|min|ratio"
    r"|curve|area|F1|score)\s+(?:of|between|from|under|over)\s+(?:the\s+)?(?:macro\s+|micro\s+)?$"
)
# Behind the second: it names a curve, or a bound that the first one has to keep.
_GOES_ON = (
    r"(?i)"
    r"\s*(?:curve|trade-?off|balance|≥|>=|<=|≤|>|<|\s(?:as|is|stays?|remains?|held|kept|being|must"
    r"|at\s+least|over|above|under|below|not)\b)"
)


@rule(
    "FT701",
    (Level.RED, Level.WARN),
    Way.TARGET,
    None,
    reads=(Metrics.primary,),
)
def no_single_primary_metric(framing: Framing) -> Flagged | None:
    """There is no one metric that decides which model is better.

    Why: with none, taste decides; with two, each new model is better in one of them.
    Fires: red past the metrics, while the primary metric is open; a warning where several are named
    in the field, as in “AUC and F1”.
    Silent: before the section is passed while it is open; where the second one is a bound, as in
    “recall at a precision of 40 %”, and wherever the words leave a doubt.
    Do: choose the one that the policy acts on, and make each other one a constraint with a bound.
    Source: chapter, section 7, its rule.
    """
    primary = framing.metrics.primary
    if primary is None:
        if not framing.is_past("metrics"):
            return None
        message = "no primary metric: nothing says which model is better"
        return red(message, Metrics.primary, absent=(Metrics.primary,))
    joined = _joined(primary)
    if not joined:
        return None
    names = ", ".join(joined)
    message = f"{quote(primary)} is several metrics ({names}): choose one, the rest are constraints"
    return warn(message, Metrics.primary)


def _joined(primary: str) -> tuple[str, ...]:
    """Return the metrics that a text joins as equals, or nothing."""
    text = without_asides(primary)
    found: dict[str, str] = {}
    for first, second in pairwise(mentions(primary)):
        if first.metric != second.metric and _are_joined(text, first, second):
            found.setdefault(first.metric, first.words)
            found.setdefault(second.metric, second.words)
    return tuple(found.values())


def _are_joined(text: str, first: Mention, second: Mention) -> bool:
    if re.search(_PARTS_OF_ONE, text[max(0, first.start - 60) : first.start]):
        return False
    bounded = [re.match(_GOES_ON, text[m.end : m.end + 20]) is not None for m in (first, second)]
    if bounded == [False, True]:
        return False
    return re.search(_JOINT, text[first.end : second.start][-60:]) is not None


# Words that do not tell two measures apart: how it is counted, over what time, in which unit.
_TELLS_NOTHING = short_list(
    """the a an our of on in at for to by and or per with from as rate share percentage percent pct
    % number count amount level total overall average mean median monthly weekly daily yearly annual
    annualised hourly year quarter month week day hour eur usd gbp chf jpy euro dollar pound points
    point ratio value measured"""
)


@rule(
    "FT702",
    (Level.WARN,),
    Way.TARGET,
    None,
    reads=(Metrics.primary, Stack.kpi),
)
def primary_metric_is_the_kpi(framing: Framing) -> Flagged | None:
    """The model metric and the KPI are the same thing.

    Why: the KPI is seen only after launch; a model cannot be chosen by it on stored data.
    Fires: where both fields name the same measure, apart from words such as rate, share or monthly.
    Silent: while either is open, and where one of them says anything that the other does not.
    Do: keep the KPI for the experiment, and name what can be computed on past cases.
    Source: chapter, section 7, business KPI against model metric.
    """
    primary, kpi = framing.metrics.primary, framing.stack.kpi
    if primary is None or kpi is None:
        return None
    counted = _telling_words(primary)
    if not counted or counted != _telling_words(kpi):
        return None
    message = f"the primary metric {quote(primary)} and the KPI {quote(kpi)} are the same thing"
    return warn(message, Metrics.primary, Stack.kpi)


def _telling_words(text: str) -> frozenset[str]:
    words = [word for word in words_of(with_names(text)) if word[0].isalnum()]
    return frozenset(singular(word) for word in words if word not in _TELLS_NOTHING)


@rule(
    "FT705",
    (Level.WARN,),
    Way.TARGET,
    "labels",
    reads=(Metrics.primary, Labels.positives_percent),
    limits={"positives_percent": 10.0},
)
def accuracy_on_rare_positives(framing: Framing, limits: Limits) -> Flagged | None:
    """Accuracy decides, and one of the two classes is rare.

    Why: whoever always names the other class is right nearly always, and finds nothing.
    Fires: where the primary metric is plain accuracy or error rate, and under 10 % or over 90 % are
    positive; also where only one end of the range is.
    Silent: while the share is open; for balanced accuracy, word error rate and the like.
    Do: take precision among the few that the policy acts on, recall at a fixed precision, or how
    much of the rarer class is found.
    Source: chapter, section 6, first killer, and section 7.
    """
    primary, positives = framing.metrics.primary, framing.labels.positives_percent
    first = leading(primary) if primary is not None else None
    if first is None or positives is None or first.metric not in ("accuracy", "error rate"):
        return None
    lopsided = _smaller_class(positives, Range.of(limits["positives_percent"]))
    if lopsided is None:
        return None
    message = f"{lopsided}, and {quote(first.words)} calls that good"
    return warn(message, Metrics.primary, Labels.positives_percent)


def _smaller_class(positives: Range, few: Range) -> str | None:
    """Return in words how often always naming one class is right, where the other one is rare."""
    rest = Range(100 - positives.high, 100 - positives.low)
    rare, common = positives.under(few), rest.under(few)
    if not (rare.possible or common.possible):
        return None
    # Of two ends that may both hold, the side that holds at each end; else the positives.
    says_no = rare is Holds.ALWAYS or (rare.possible and common is not Holds.ALWAYS)
    holds, right = (rare, rest) if says_no else (common, positives)
    if holds is Holds.ALWAYS:
        share = f"{positives} %"
    elif says_no:
        share = f"perhaps only {figure(positives.low)} %"
    else:
        share = f"perhaps {figure(positives.high)} %"
    often = f"{figure(right.low)} %" + ("" if right.is_point else " or more")
    return f"{share} are positive: always saying {'no' if says_no else 'yes'} is right for {often}"


_CLASSES = ("binary", "multiclass", "multilabel", "high-cardinality")
_NUMBERS = ("probability", "score", "quantity")
_DISTANCE = "measures how far a number is off"
_SORTING = "measures how well two classes are told apart"
_TEXTS = "measures generated text"
_NO_ANSWER = "needs the right answer of each case, which groups do not have"
# For each metric, what it measures and the outputs that it does not fit. Doubtful pairs are left
# out: the distance of ordinal classes, or the F1 of words in a generated answer, can make sense.
_MISFITS: dict[str, tuple[str, tuple[str, ...]]] = {
    **dict.fromkeys(
        ("RMSE", "MSE", "MAE", "MAPE", "WAPE", "R²", "quantile loss"),
        (_DISTANCE, (*_CLASSES, "ranking", "text")),
    ),
    **dict.fromkeys(("AUC", "PR-AUC"), (_SORTING, ("quantity", "text", "image", "audio"))),
    "F1": (_SORTING, ("quantity",)),
    "log loss": ("measures how sure of a class it is", ("quantity",)),
    "Brier score": ("measures how sure of a class it is", ("quantity",)),
    **dict.fromkeys(("accuracy", "error rate"), ("counts hits and knows no order", ("ranking",))),
    **dict.fromkeys(("NDCG", "MRR"), ("measures the order of items", ("quantity",))),
    **dict.fromkeys(
        ("BLEU", "ROUGE", "perplexity"),
        (_TEXTS, (*_CLASSES, "ordinal", *_NUMBERS, "ranking", "anomaly")),
    ),
    "FID": (
        "measures generated images",
        (*_CLASSES, "ordinal", *_NUMBERS, "ranking", "text", "groups", "anomaly"),
    ),
}
# Metrics that compare each output with its right answer, for outputs that are given no name.
_SUPERVISED = frozenset(
    (
        "RMSE", "MSE", "MAE", "MAPE", "WAPE", "R²", "quantile loss", "AUC", "PR-AUC", "F1",
        "F-beta", "precision", "recall", "specificity", "false positive rate", "log loss",
        "Brier score", "accuracy", "balanced accuracy", "top-k accuracy", "error rate", "NDCG",
        "MRR", "hit rate", "BLEU", "ROUGE", "perplexity",
    )
)  # fmt: skip


@rule(
    "FT706",
    (Level.WARN,),
    Way.TARGET,
    None,
    reads=(Metrics.primary, Task.type),
)
def metric_does_not_fit(framing: Framing) -> Flagged | None:
    """The primary metric cannot measure this kind of output.

    Why: a figure can be computed all the same, and it rises for reasons that nobody asked for.
    Fires: for pairs that make no sense, such as RMSE on classes, AUC on generated text, accuracy on
    a ranking, or recall on groups, which have no right answer to count.
    Silent: while either is open, for names that are not known, and for pairs that can make sense.
    Do: name the metric of what the policy does with the output, or correct the kind of output.
    Source: chapter, section 4, and section 7.
    """
    primary, kind = framing.metrics.primary, framing.task.type
    first = leading(primary) if primary is not None else None
    if first is None or kind is None:
        return None
    measures, misfits = _MISFITS.get(first.metric, ("", ()))
    if kind == "groups" and first.metric in _SUPERVISED:
        measures = _NO_ANSWER
    elif kind not in misfits:
        return None
    output = quote(Task.type.kind.show(kind))
    message = f"{quote(first.words)} {measures}, and the output is {output}"
    return warn(message, Metrics.primary, Task.type)
