"""Names of model metrics, as people write them into one line.

Why a list of names and no guessing: these words decide nothing alone. A rule quotes them, warns,
and is silent where a word could mean something else (“forecast accuracy”, “a road map”).
"""

from __future__ import annotations

import re
from functools import lru_cache

from framing_tui.model.named_tuple import NamedTuple
from framing_tui.rules.phrases import short_list

# Patterns are texts here, put together by `re` where one is first wanted.
# Longer names first, so that “balanced accuracy” is not read as accuracy. Abbreviations that are
# also words or names count in capitals only.
_NAMES = {
    "PR-AUC": r"(?i:PR[- ]?AUC|AUC[- ]?PR|AUPRC|AUPR)|(?i:area[ ]under[ ](?:the[ ])?"
    r"(?:PR|precision[- ]recall)[ -]curve)|(?<!mean )(?i:average[ ]precision)",
    "mAP": r"(?i:mean[ ]average[ ]precision)|mAP|MAP(?:@\d+)?",
    "AUC": r"(?i:(?:ROC[- ]?)?AUC(?:[- ]?ROC)?|AUROC)|(?i:area[ ]under[ ](?:the[ ])?"
    r"(?:ROC[ ]|receiver[ ]operating[ ]characteristic[ ])?curve)|ROC",
    "balanced accuracy": r"(?i:balanced[ ]accuracy)",
    "top-k accuracy": r"(?i:top[- ](?:\d+|k)[ ]accuracy|accuracy[ ]?@[ ]?(?:k|\d+)"
    r"|accuracy[ ](?:at|in)[ ](?:the[ ])?(?:top[ -])?(?:k\b|\d+))",
    "accuracy": r"(?i:accuracy)",
    "word error rate": r"(?i:(?:word|character|phoneme|token|diarization)[ ]error[ ]rate)|WER|CER",
    "error rate": r"(?i:error[ ]rate|misclassification(?:[ ]rate)?|misclassification[ ]error"
    r"|classification[ ]error)",
    "F1": r"(?i:(?:(?:macro|micro|weighted)[- ])?F1(?:[ -](?:score|measure))?)"
    r"|(?i:F[ -](?:score|measure))",
    "F-beta": r"(?i:F[ -]?beta(?:[ -]score)?|F(?:0\.5|2)(?:[ -]score)?)",
    "precision": r"(?i:precision(?:[ ]?@[ ]?(?:k\b|\d+))?)|(?i:PPV)",
    "recall": r"(?i:recall(?:[ ]?@[ ]?(?:k\b|\d+))?|sensitivity|true[ ]positive[ ]rate|TPR)",
    "specificity": r"(?i:specificity|true[ ]negative[ ]rate|TNR)",
    "false positive rate": r"(?i:false[ ]positive[ ]rate|FPR)",
    "log loss": r"(?i:log[- ]?loss|(?:binary[ ])?cross[- ]entropy)",
    "Brier score": r"(?i:brier(?:[ ]score)?)",
    "WAPE": r"(?i:W[- ]?M?APE|weighted[ ](?:mean[ ])?absolute[ ]percentage[ ]error)",
    "MAPE": r"(?i:S?MAPE|(?:symmetric[ ])?mean[ ]absolute[ ]percent(?:age)?[ ]error)",
    "MAE": r"(?i:MAE|mean[ ]absolute[ ]error|mean[ ]absolute[ ]deviation)",
    "RMSE": r"(?i:N?RMSE|root[ -]mean[ -]squared?[ -]error)",
    "MSE": r"(?i:MSE|mean[ -]squared?[ -]error)",
    "R²": r"(?i:R[ -]?squared|R2)|R²",
    "quantile loss": r"(?i:(?:quantile|pinball)[ ]loss)",
    "NDCG": r"(?i:NDCG(?:[ ]?@[ ]?(?:k\b|\d+))?)",
    "MRR": r"MRR|(?i:mean[ ]reciprocal[ ]rank)",
    "hit rate": r"(?i:hit[ ]rate(?:[ ]?@[ ]?(?:k\b|\d+))?)",
    "BLEU": r"(?i:BLEU(?:-\d)?)",
    "ROUGE": r"ROUGE(?:-[L12])?|(?i:rouge-[l12])",
    "perplexity": r"(?i:perplexity)",
    "FID": r"FID|(?i:fréchet[ ]inception[ ]distance)",
    "MCC": r"MCC|(?i:matthews[ ]correlation)",
    "kappa": r"(?i:(?:cohen'?s[ ])?kappa)",
}
# A piece of each name in small letters, of which one stands wherever its pattern finds something.
# Why beside them: to put all patterns together takes as long as all other rules.
_STEMS = {
    "PR-AUC": (
        "auc",
        "aupr",
        "curve",
        "average precision",
    ),
    "mAP": (
        "map",
        "average precision",
    ),
    "AUC": (
        "auc",
        "auroc",
        "curve",
        "roc",
    ),
    "balanced accuracy": ("accuracy",),
    "top-k accuracy": ("accuracy",),
    "accuracy": ("accuracy",),
    "word error rate": (
        "error rate",
        "wer",
        "cer",
    ),
    "error rate": (
        "error",
        "misclassification",
    ),
    "F1": (
        "f1",
        "score",
        "measure",
    ),
    "F-beta": (
        "beta",
        "f0.5",
        "f2",
    ),
    "precision": (
        "precision",
        "ppv",
    ),
    "recall": (
        "recall",
        "sensitivity",
        "positive",
        "tpr",
    ),
    "specificity": (
        "specificity",
        "negative",
        "tnr",
    ),
    "false positive rate": (
        "positive",
        "fpr",
    ),
    "log loss": (
        "loss",
        "entropy",
    ),
    "Brier score": ("brier",),
    "WAPE": (
        "ape",
        "percentage",
    ),
    "MAPE": (
        "ape",
        "percent",
    ),
    "MAE": (
        "mae",
        "absolute",
    ),
    "RMSE": (
        "rmse",
        "squared",
        "square",
    ),
    "MSE": (
        "mse",
        "square",
    ),
    "R²": (
        "squared",
        "r2",
        "r²",
    ),
    "quantile loss": ("loss",),
    "NDCG": ("ndcg",),
    "MRR": (
        "mrr",
        "reciprocal",
    ),
    "hit rate": ("hit",),
    "BLEU": ("bleu",),
    "ROUGE": ("rouge",),
    "perplexity": ("perplexity",),
    "FID": (
        "fid",
        "inception",
    ),
    "MCC": (
        "mcc",
        "matthews",
    ),
    "kappa": ("kappa",),
}
_KEYS = tuple(_NAMES)


def _metric_in(text: str) -> str | None:
    """Return the pattern of the names of which a piece stands in a text; None where none does."""
    small = text.casefold()
    names = [
        f"(?P<m{at}>{_NAMES[name]})"
        for at, name in enumerate(_KEYS)
        if any(stem in small for stem in _STEMS[name])
    ]
    return rf"(?<![\w-])(?:{'|'.join(names)})(?![\w²]|-\w)" if names else None


# Both kinds of error weigh the same in these, so they cannot know which of them costs more.
SYMMETRIC = frozenset(
    (
        "accuracy",
        "error rate",
        "balanced accuracy",
        "F1",
        "RMSE",
        "MSE",
        "MAE",
        "MAPE",
        "WAPE",
    )
)
# Words after which a metric is a condition and not the one that decides: “recall at a precision of
# 40 %”, “AUC, with accuracy watched”.
_CONDITION = r"""(?ix)
    (?:(?<![^\W_])(?:at|given|with|where|when|while|if|under|over|above|below|subject[ ]to
      |provided(?:[ ]that)?|as[ ]long[ ]as|holding|keeping|versus|vs|against|not|without|instead
      [ ]of|rather[ ]than|than)|≥|>=|@)[\s%:=]*
      (?:(?:an?|the|that|any|its|their|of|fixed|constant|least|most|minimum|maximum|same|equal|given
      |required|high|low|over|above|under|plain|\d+(?:[.,]\d+)?|percent)[\s%:=]+)*$"""
# Words that leave plain accuracy, or a plain error rate, what it is. After any other word it is
# something of its own: “forecast accuracy”, “pairwise accuracy”, “order error rate”.
_LEAVES_PLAIN = short_list(
    """the a our its overall plain simple raw total mean average best maximum test validation
    holdout model classifier classification prediction top-1 and or of"""
)
_WEIGHS_ERRORS = (
    r"(?i)"
    r"(?<![\w-])(?:cost[- ](?:weighted|sensitive)|weighted[ ]by[ ]cost|asymmetric|pinball|quantile"
    r"|expected[ ]cost)(?![\w-])"
)
_ASIDES = r"\([^()]*\)|\[[^\[\]]*\]"


class Mention(NamedTuple):
    """One metric named in a text: which it is, how it was written, and where."""

    metric: str
    words: str
    start: int
    end: int


@lru_cache(maxsize=64)
def mentions(text: str) -> tuple[Mention, ...]:
    """Return the metrics that a text names as what decides, in order.

    What stands in brackets explains, and is read only where nothing stands outside of them.
    Remembered, as several rules read the same line on each keystroke.
    """
    spread = " ".join(text.split())
    return _mentions(_blanked(spread)) or _mentions(spread)


def leading(text: str) -> Mention | None:
    """Return the metric that a text names first as what decides, or None."""
    return next(iter(mentions(text)), None)


def symmetric(text: str | None) -> Mention | None:
    """Return the leading metric where it weighs both kinds of error the same, else None."""
    first = leading(text) if text else None
    if text is None or first is None or first.metric not in SYMMETRIC:
        return None
    return None if re.search(_WEIGHS_ERRORS, text) else first


@lru_cache(maxsize=64)
def with_names(text: str) -> str:
    """Return the text with each metric under its one name, so that two spellings can be equal."""
    flat = " ".join(text.split())
    pattern = _metric_in(flat)
    if pattern is None:
        return flat
    return re.sub(pattern, lambda found: _key(found).replace(" ", "-"), flat)


@lru_cache(maxsize=64)
def without_asides(text: str) -> str:
    """Return the text as `mentions` counts its places: one line, brackets blanked."""
    return _blanked(" ".join(text.split()))


def _blanked(text: str) -> str:
    return re.sub(_ASIDES, lambda found: " " * len(found.group()), text)


def _mentions(text: str) -> tuple[Mention, ...]:
    pattern = _metric_in(text)
    if pattern is None:
        return ()
    found = (
        Mention(_key(match), match.group(), match.start(), match.end())
        for match in re.finditer(pattern, text)
    )
    return tuple(m for m in found if not _is_condition(text, m) and _is_itself(text, m))


def _key(match: re.Match[str]) -> str:
    return _KEYS[int(str(match.lastgroup)[1:])]


def _is_condition(text: str, mention: Mention) -> bool:
    before = text[max(0, mention.start - 60) : mention.start]
    return bool(before) and re.search(_CONDITION, before) is not None


def _is_itself(text: str, mention: Mention) -> bool:
    """Tell whether no other word before it makes the metric another one."""
    if mention.metric not in ("accuracy", "error rate"):
        return True
    before = text[max(0, mention.start - 60) : mention.start].split()
    if not before or before[-1][-1] in ",;:/+&.–=":
        return True
    return before[-1].lower().strip("\"“‘'") in _LEAVES_PLAIN
