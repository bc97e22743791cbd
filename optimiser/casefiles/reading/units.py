"""Units in headings, labels, titles and names: which stand there, and which are not the column's own.

A figure under `£000` is a thousand times too small if it is read as pounds. So a unit is looked for wherever one
stands, and a unit that is not the column's own is a fault. Which are its own follows from the column's declaration.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from unicodedata import normalize

from optimiser.casefiles.reading.unit_words import MONTH_NAME, UNITS, Sort
from optimiser.casefiles.schema.columns import WORDS, Column, Kind

PATTERN = re.compile("|".join(f"(?P<u{number}>{written})" for number, (*_, written) in enumerate(UNITS)))
FILLER = re.compile(
    r"\b(?:in|of|the|at|and|or|all|are|as|figures?|amounts?|values?|units?|money|est|actual|whole)\b|[^\w£%€$]"
)
DESCRIBING = re.compile(  # words beside a unit that leave it what it is: `monthly average`, `% of total`
    r"\b(?:budget(?:ed|s)?|actuals?|forecasts?|outturn|estimate[ds]?|est|provisional|draft|final|revised|approved|agreed|"
    r"proposed|planned|plans?|targets?|baseline|base|indicative|illustrative|confirmed|tbc|latest|current|original|new|old|"
    r"net|gross|vat|ex|exc|excl|excluding|inc|incl|including|with|without|plus|before|after|tax|on-?costs|inflation|"
    r"prices?|cash|real|nominal|constant|terms|recurrent|recurring|rounded|total|totals|sum|average|avg|mean|"
    r"paid|payable|charged|billed|invoiced|due|advance|arrears|costs?|fees?|rates?|contract|amount|"
    r"only|each|effect|fye|from|to|by|on|for|is|a|an)\b"
)
REFERRING = re.compile(  # what points elsewhere, and dates of a figure: `see note 3`, `as at 31 March 2012`, `2010/11`
    r"\b(?:see |cf )?(?:notes?|refs?|reference|appendix|annex|table|source|footnotes?|version|v)\b\.? ?(?:\w|\d\d?)?\b|"
    r"\b(?:see|required|optional|mandatory|numeric|integer|input|check(?:ed)?|rolled forward)\b|"
    r"\bas (?:at|of) [\w ./-]+|\b(?:19|20)\d\d(?:\s*[-/]\s*(?:\d\d){1,2})?\b|\b\d\d?\b"
)
SWITCHED_OFF = re.compile(  # a scale to which figures are rounded, or in which they are not
    r"\b(?:(?:rounded )?(?:to )?(?:the )?nearest|rounded(?: up| down)? to(?: the)?|not(?: in)?|never(?: in)?|"
    r"rather than|instead of)\s+(?:whole\s+)?(?:£\s*)?"
    r"(?:,?'?0{2,3}'?s?|\d[\d,]*(?:k|m|'?s)?|(?:thousand|hundred|million|ten|pound)s?|pence|penny|pennies|[km]|£)(?!\w)"
)
AMOUNT = re.compile(r"£\s*[1-9]\d{0,2}(?: \d{3})+(?!\d|'?s\b)(?<!£1 000)(?<!£ 1 000)")  # £5 000
RELATIVE = ("cost_share", "weight", "weight_low", "weight_high")  # only their proportion counts, so any unit will do
NO_FIGURES = (Kind.NAME, Kind.TEXT, Kind.LIST, Kind.CHOICE, Kind.YESNO, Kind.YEAR)
A_MONTH = re.compile(MONTH_NAME)
APOSTROPHES, HYPHENS = "\u2018\u2019\u02bc\u2032`\u00b4", "\u2010\u2011\u2012\u2013\u2014\u2212"
IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as it is written. `loose`: its words have other meanings too, so it counts only among units alone."""

    sort: Sort
    words: str
    conversion: str
    loose: bool


def units_in(text: str) -> Iterator[Unit]:
    """Every unit in a text, from its beginning to its end."""
    for match in PATTERN.finditer(_plain(text)):
        sort, way, loose, _ = UNITS[int((match.lastgroup or "u0")[1:])]
        yield Unit(sort, match[0].strip(), way, loose)


def is_unit(text: str) -> bool:
    """Whether a text is one or more units, with nothing but connecting words between them."""
    plain = _plain(text)
    return bool(PATTERN.search(plain)) and not FILLER.sub("", PATTERN.sub(" ", plain)).strip()


def stated_units(text: str) -> tuple[Unit, ...]:
    """The units that a text states. Words with other meanings count only in a part of it that holds nothing else."""
    parts = [*IN_BRACKETS.findall(text), *re.split(r"[()\[\];:_]|(?<!\d),|,(?!\d)|\s[-\u2013\u2014]\s", text)]
    alone = [unit for part in parts if is_unit(part) for unit in units_in(part)]
    return tuple(dict.fromkeys([*alone, *(unit for unit in units_in(text) if not unit.loose)]))


def units_beside_a_name(text: str) -> tuple[Unit, ...]:
    """The units that the words beside a heading state, also among words that only describe: `monthly average`."""
    if is_unit(text):
        return tuple(units_in(text))
    units = tuple(unit for unit in units_in(text) if not A_MONTH.fullmatch(unit.words))
    bare = PATTERN.sub(" ", _plain(text))
    described = units and not FILLER.sub("", DESCRIBING.sub(" ", bare)).strip()
    return tuple(dict.fromkeys([*stated_units(text), *(units if described else ())]))


def words_not_read(text: str, column: Column) -> bool:
    """Whether the words beside a heading of figures are more than its own unit and words known to change no figure."""
    plain = _plain(text)
    if column.kind in (*NO_FIGURES, Kind.SETTING) or column.name in RELATIVE or plain == column.unit.casefold():
        return False
    own = set(re.findall(r"[^\W\d_]+", f"{column.name} {column.unit}".casefold()))
    units = [unit for unit in units_in(plain) if not A_MONTH.fullmatch(unit.words)]
    if foreign_units(units, column) or (column.kind is Kind.MONEY and any(_counts_things(unit, own) for unit in units)):
        return True
    bare = PATTERN.sub(lambda unit: unit[0] if A_MONTH.fullmatch(unit[0].strip()) else " ", plain)
    words = re.findall(r"\w+", FILLER.sub(" ", DESCRIBING.sub(" ", REFERRING.sub(" ", bare))))
    return any(word not in own and len(word) > 1 for word in words)


def foreign_units(units: Iterable[Unit], column: Column) -> tuple[Unit, ...]:
    """The units that are not a column's own; none for a column without figures."""
    if column.kind in NO_FIGURES or column.name in RELATIVE:
        return ()
    return tuple(unit for unit in units if not _is_own(unit, column))


def conversion(units: Iterable[Unit], column: Column) -> str:
    """What to do with each figure before it is the column's own: `Multiply each figure by 1,000`."""
    units = list(units)
    if {unit.sort for unit in units} == {Sort.PERCENT} and holds_shares(column):
        return "Write each per cent as a share (28% is 0.28)"
    ways = {unit.conversion for unit in units}
    return (ways.pop() if len(ways) == 1 else "") or f"Convert each figure to {own_unit(column)}"


def holds_shares(column: Column) -> bool:
    """Whether a figure of a column may be a share, so that 28% is 0.28 there."""
    numbers = column.kind is Kind.NUMBER and (not column.unit or "share" in column.unit)
    return column.kind is Kind.SHARE or column.per_cent or numbers


def own_unit(column: Column) -> str:
    """The unit in which a column's figures are."""
    return {"£": "pounds"}.get(column.unit, column.unit) or WORDS.get(column.kind, "a whole number")


def without_units(text: str) -> str:
    """A name without the units that stand after it: `funding` for `funding (£000)` and `funding £k`."""
    words = re.split(r"(\s+|_|-|(?=[(\[]))", text)
    for end in range(1, len(words)):
        kept = "".join(words[:end]).strip(" -_,:")
        if kept and is_unit("".join(words[end:])):
            return text if is_unit(kept) else kept
    return text


def _plain(text: str) -> str:
    plain = normalize("NFKC", text).casefold()
    for letters, one in ((APOSTROPHES, "'"), (HYPHENS, "-")):
        plain = re.sub(f"[{letters}]", one, plain)
    return AMOUNT.sub("#", SWITCHED_OFF.sub(" ", " ".join(plain.split()))).strip()


def _counts_things(unit: Unit, own: set[str]) -> bool:
    """Whether a unit counts what money cannot be, such as people."""
    return (
        unit.sort is Sort.PLAIN and not DESCRIBING.fullmatch(unit.words) and unit.words.strip("s.") not in {*own, "no"}
    )


def _is_own(unit: Unit, column: Column) -> bool:
    declared, kind = column.unit, column.kind
    if unit.sort is Sort.POUNDS:
        return kind in (Kind.MONEY, Kind.SETTING) or "£" in declared or (kind is Kind.NUMBER and not declared)
    if unit.sort is Sort.SHORTER:
        return "month" in declared and re.match(r"mo?n?ths?\b", unit.words) is not None
    if unit.sort is Sort.YEAR:
        return "month" not in declared
    if unit.sort is Sort.EACH:
        return kind is not Kind.MONEY or "place" in declared or "outcome" in declared + column.name
    if unit.sort is Sort.PERCENT:
        return kind is Kind.JUDGEMENT or column.most == 100
    return unit.sort is Sort.PLAIN or (unit.sort is Sort.LONGER and declared == "years")
