"""Currencies as people write them beside an amount: `€42`, `42 EUR`, `US$ 5`, `3k euros`.

Why they are read at all: the amount is what is asked, in the currency of the framing, and whoever
reads it out of a document types the sign along.
"""

from __future__ import annotations

import unicodedata

# ISO 4217. In capitals only: as words, some of them (all, top, try) may mean anything.
_ISO = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP "
    "BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP "
    "GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR "
    "KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK "
    "MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR "
    "SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH "
    "UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL"
)
_SPOKEN = (
    "eur usd gbp chf jpy cny sek nok dkk czk inr aud cad nzd sgd hkd brl zar "
    "euro euros dollar dollars pound pounds franc francs yen rupee rupees"
)
_CODES = frozenset(_ISO.split())
_WORDS = frozenset(_SPOKEN.split())
# Before a dollar sign, and the real's: US$, C$, R$.
_BEFORE_SIGN = ("us", "u", "c", "ca", "a", "au", "nz", "hk", "s", "r")
_SCALES = ("k", "m", "bn")


def is_currency(text: str) -> bool:
    """Tell whether a word or a sign names a currency."""
    if len(text) == 1:
        return unicodedata.category(text) == "Sc"
    word = text.rstrip(".")
    return word in _CODES or word.lower() in _WORDS


def prefixes_sign(word: str, sign: str) -> bool:
    """Tell whether a word belongs to the currency sign behind it, as in US$."""
    return sign == "$" and word.lower() in _BEFORE_SIGN


def without_scale(word: str) -> str:
    """Return the scale of a currency that is written together with it, as in kEUR, or nothing."""
    for scale in _SCALES:
        if word.lower().startswith(scale) and is_currency(word[len(scale) :]):
            return "" if is_currency(word) else scale
    return ""
