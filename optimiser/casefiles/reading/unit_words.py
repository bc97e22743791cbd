"""How people write units: a table of sorts, what to do with each figure, and patterns.

The first pattern that matches at a place counts, so longer forms stand before shorter ones.
"""

from __future__ import annotations

from enum import Enum, auto


class Sort(Enum):
    """What a unit counts. Each line of `UNITS` is of one sort."""

    SCALE = auto()
    PENCE = auto()
    CURRENCY = auto()
    PERCENT = auto()
    RATE = auto()
    STAFF = auto()
    YEAR = auto()
    SHORTER = auto()
    LONGER = auto()
    EACH = auto()
    POUNDS = auto()
    PLAIN = auto()


BY = "Multiply each figure by "
HUNDREDTH = "Divide each figure by 100"
K, M, BN, C = f"{BY}1,000", f"{BY}1,000,000", f"{BY}1,000,000,000", f"{BY}100"
SPANS = r"months?|weeks?|quarters?|days?|hours?|fortnights?|half[- ]years?|nights?|shifts?|mths?|wks?|hrs?|qtrs?"
SPAN = rf"(?:calendar |working )?(?:{SPANS})"
COUNTED = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen)[- ]?"
SEVERAL = r"(?<![\d/])(?:[2-9]|[1-9]\d|two|three|four|five|six|seven|eight|nine|ten)[- ]?(?:years?|yrs?)\b"
TERM = r"(?:the |its |whole |full |contract )*(?:term|life|lifetime|contract)\b"
OFTEN_BEFORE = r"(?:\bbi-?|\b(?:\d+|two|three|four|five|six|eight|thirteen)[- ]?)?"
OFTEN = OFTEN_BEFORE + r"(?:month|week|quarter|dai|hour|fortnight|night|half[- ]year|term)ly"
EACH_TIME = r"(?:(?:\bper|\bfor|\beach|\bevery|\ban?|/)\s*)"
MONTHS = r"(?:jan|feb|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
MONTH_NAME = rf"(?:{MONTHS}|mar(?:ch)?)"
WHOLE = r"(?:financial |full |calendar )?"
THOUSAND = r"(?:thou(?:s|sands?)?\b\.?|ths?\b|tsd\b)"
MILLION = r"(?:millions?|mill?\b|mns?\b|mln\b)"
BILLION = r"(?:billions?|bns?\b)"
CASH = r"(?:£|\bgbp|\bpounds?)"
NOUNS = r"(?:pounds?|sterling|gbp|people|places)"
KINDS = r"(?:figures?|amounts?|costs?|prices?|values?|rates?|fees?|budgets?|spend)"
RECEIVERS = r"(?:places?|person|client|head|unit|episode|pack|outcome|service user|case)"

# sort, what to do with each figure, whether it is a unit only where nothing but units stands, pattern
UNITS: tuple[tuple[Sort, str, bool, str], ...] = (
    (Sort.RATE, "", False, r"(?:per|/|each)\s*1[0 ]*[, ]?000(?:[, ]?000)?\b"),
    (Sort.RATE, "", False, r"(?:per|/)\s*(?:100|thousand|hundred|million|head|capita)\b"),
    (
        Sort.YEAR,
        "",
        False,
        rf"{EACH_TIME}?\b(?:12|twelve)[- ]months?\b|{EACH_TIME}?\b(?:52[- ]weeks?|36[56][- ]days?)\b",
    ),
    (Sort.YEAR, "", True, r"\b[pm]1\s*(?:-|to)\s*[pm]?12\b|\bq1\s*(?:-|to)\s*q?4\b|\bmonths? 1\s*(?:-|to)\s*12\b"),
    (Sort.LONGER, "", False, rf"\b{KINDS} (?:over|for|of) (?:the )?{SEVERAL}|\b{KINDS} (?:over|for) {TERM}"),
    (Sort.LONGER, "", True, rf"(?:\b(?:over|for|per|every|each)\s+)?{SEVERAL}(?:[- ](?:totals?|{KINDS}))?"),
    (Sort.LONGER, "", True, rf"\b(?:over|for) {TERM}|\b(?:whole|full)[- ](?:life|term|contract)\b|\blifetime\b"),
    (Sort.LONGER, "", True, r"\bcumulative(?:ly)?\b|\brunning totals?\b|\bcontract value\b"),
    (Sort.SCALE, f"{BY}10,000", False, rf"(?:{CASH}\s*)?\b10[, ]?000'?s\b|\btens of thousands\b"),
    (Sort.SCALE, f"{BY}100,000", False, rf"(?:{CASH}\s*)?\b100[, ]?000'?s\b|\bhundreds of thousands\b"),
    (Sort.SCALE, M, False, rf"(?:{CASH}\s*)?\b1[, ]?000[, ]?000'?s\b"),
    (Sort.SCALE, f"{BY}10,000", True, rf"{CASH}\s*10\s*k(?:'?s)?\b"),
    (Sort.SCALE, f"{BY}100,000", True, rf"{CASH}\s*(?:100\s*k(?:'?s)?|0?\.1\s*m)\b|\blakhs?\b"),
    (Sort.SCALE, C, True, rf"(?:{CASH}\s*)?\b100'?s\b"),
    (Sort.SCALE, f"{BY}10", True, rf"(?:{CASH}\s*)?\b10'?s\b|\bin tens\b"),
    (Sort.YEAR, "", True, r"\bapr[a-z]*\s*(?:-|to)\s*mar[a-z]*\b"),
    (Sort.CURRENCY, "", False, r"(?:€|\$|\busd|\beur)\s*'?(?:000s?|k|m|bn)\b"),
    (Sort.SCALE, K, False, r"£\s*0(?:\.0+)?\s*k\b"),
    (Sort.SCALE, M, False, r"£\s*0(?:\.0+)?\s*mn?\b"),
    (Sort.SCALE, K, True, r"£\s*1\s*k\b|\b1[, ]?000\s*£"),
    (Sort.SCALE, BN, False, rf"{CASH}\s*(?:in )?{BILLION}|{CASH}\s*b\b|\bin {BILLION}|\b{BILLION} of {NOUNS}"),
    (
        Sort.SCALE,
        M,
        False,
        rf"{CASH}\s*(?:in )?{MILLION}|{CASH}\s*'?m(?:'?s)?\b|\bm£|\bin {MILLION}|\b{MILLION} of {NOUNS}",
    ),
    (Sort.SCALE, M, False, rf"{CASH}\s*'?000[, ]?000s?\b"),
    (Sort.SCALE, K, False, rf"{CASH}\s*(?:in )?{THOUSAND}|{CASH}\s*'?k(?:'?s)?\b|\bk\s*£|\bgbpk\b|\bkgbp\b"),
    (Sort.SCALE, K, False, rf"(?:{CASH}\s*)?(?:[x×*]\s*)?(?<![\d/.,'])[',]?000'?s?\b(?:\s*£)?"),
    (Sort.SCALE, K, False, rf"(?:{CASH}\s*)?\b1[, ]?000'?s\b|[x×*]\s*1[, ]?000\b"),
    (Sort.SCALE, K, True, rf"{CASH}\s*1[, ]?000\b(?![,.]?\d)"),
    (Sort.SCALE, K, False, rf"(?<!not )\bin (?:£\s*)?{THOUSAND}|\b{THOUSAND} (?:of )?{NOUNS}|\b10\^3\b"),
    (Sort.SCALE, C, False, rf"{CASH}\s*'?00s?\b|(?<![\d/.,])'00s?\b|{CASH}\s*hundreds?"),
    (Sort.SCALE, C, False, rf"\bin hundreds\b|\bhundreds of {NOUNS}"),
    (Sort.SCALE, K, True, rf"\b{THOUSAND}|\bks?\b|\b1,000\b(?!\s*\w)"),
    (Sort.SCALE, M, True, rf"\b{MILLION}|\bm\b"),
    (Sort.SCALE, BN, True, rf"\b{BILLION}"),
    (Sort.SCALE, C, True, r"\bhundreds?\b|\b00s\b"),
    (Sort.SCALE, f"{BY}12", True, r"\bdozens?\b"),
    (
        Sort.SHORTER,
        "",
        False,
        rf"(?:\bper|\bfor each|\beach|\bevery|\ban?|/)\s*(?:{COUNTED})?{SPAN}\b|£\s*p\.?c\.?m\b\.?",
    ),
    (Sort.SHORTER, "", False, rf"\b{KINDS} (?:over|for) (?:the )?(?:{COUNTED})?{SPAN}\b"),
    (
        Sort.SHORTER,
        "",
        True,
        r"\b(?:[pm]|periods?)\s?(?:0?[1-9]|1[0-3])\b(?:\s*(?:-|to)\s*(?:[pm]\s?)?(?:0?[1-9]|1[0-3])\b)?",
    ),
    (Sort.SHORTER, "", False, rf"\b{OFTEN} {KINDS}\b|\b{KINDS} (?:are |is )?{OFTEN}\b"),
    (Sort.SHORTER, "", True, r"\bp\.?\s?c\.?\s?m\b\.?|\bp[./]?\s?w\b\.?|\bp\.?m\b\.?"),
    (Sort.SHORTER, "", True, rf"\b(?:{COUNTED})?{SPAN}\b(?:\s*1?\d\b)?|\b{OFTEN}\b|\bq[1-4]\b|\bh[12]\b"),
    (
        Sort.SHORTER,
        "",
        True,
        rf"\bytd\b|\b(?:year )?to[- ]date\b|\bpart[- ]year\b|\b(?:{MONTHS}|mar[a-z]*)\s*(?:-|to)\s*{MONTHS}",
    ),
    (
        Sort.SHORTER,
        "",
        True,
        rf"\b(?:{MONTHS}|mar(?:ch)?)\b",
    ),
    (
        Sort.YEAR,
        "",
        True,
        r"(?:\b(?:per|each|every|an?)\s+|/\s*)?\b(?:(?:financial|full|calendar)[- ])?(?:years?|annum|yrs?)\b",
    ),
    (Sort.YEAR, "", True, r"\bp\.?\s?a\b\.?|\bannual(?:ly|i[sz]ed)?\b|\byearly\b"),
    (Sort.EACH, "", True, r"\bunit (?:cost|price|rate)s?\b"),
    (Sort.EACH, "", True, rf"(?:\bper\s+|\ban?\s+|\beach\s+|/\s*){RECEIVERS}\b|\beach\b"),
    (Sort.PERCENT, "", False, r"\bin (?:%|per ?cent|percentages?)|\bout of 100\b"),
    (Sort.RATE, "", True, r"\b(?:1|one) in\b|\b(?:out )?of 1,?0(?:,?000?)?\b"),
    (Sort.PERCENT, "", True, r"\bof 100\b|%|\bper ?cents?\b|\bpercentages?\b|\bpct\b"),
    (Sort.RATE, "", True, r"\bbasis points\b|\bbps\b|‰"),
    (Sort.CURRENCY, "", False, r"€|\bus\$|\$|¢|\busd\b|\beur\b|\bin (?:euros?|dollars?)\b"),
    (Sort.CURRENCY, "", True, r"\beuros?\b|\bdollars?\b|\bcents?\b|\byen\b|\bjpy\b|\bchf\b|¥|₹"),
    (Sort.PENCE, HUNDREDTH, False, r"\bin (?:pence|pennies)\b"),
    (Sort.PENCE, HUNDREDTH, True, r"\bpence\b|\bpenn(?:y|ies)\b|\bp\b"),
    (Sort.STAFF, "", True, r"\b[fw]\.?t\.?e\.?s?\b|\b(?:full|whole)[- ]time equivalents?\b"),
    (Sort.POUNDS, "", True, r"£(?:'?s\b)?|\bpounds?(?: sterling)?\b|\bgbp\b|\bsterling\b"),
    (
        Sort.PLAIN,
        "",
        True,
        r"\bplaces?\b|\bpeople\b|\bpersons?\b|\bclients?\b|\bservice users?\b|\bepisodes?\b|\bpacks?\b",
    ),
    (Sort.PLAIN, "", True, r"\bshares?\b|\brates?\b|\bpoints?\b|\bnumbers?\b|\bno\b\.?|\bcounts?\b"),
    (Sort.PLAIN, "", True, r"\b0(?:\.0)?\s*(?:-|to)\s*1(?:\.0|00)?\b|\b1\s*(?:-|to)\s*5\b"),
)
