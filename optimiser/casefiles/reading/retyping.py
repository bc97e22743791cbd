"""Says how to retype a text that stands in a number's place: £1,000, 300k, (500), c. 500, 1.234,56, TBC.

Nothing is read here. A number must be a plain decimal; the remedy names the number that seems to be meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from unicodedata import normalize

from optimiser.casefiles.reading.doubt import is_doubtful, without_doubt
from optimiser.casefiles.reading.shown import NIL, is_share, is_strange, meaning_in, points_of, strange_words
from optimiser.casefiles.reading.units import own_unit
from optimiser.casefiles.schema.columns import LARGEST, Column, Kind, decimal_text, expected_text

Reading = tuple[Fraction, str]  # a figure that a text may mean, and the reason

LONGEST = 80  # characters of a number: more is no figure of a case
LOOKALIKES = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1"})
NO_NUMBERS = ("nan", "inf", "-inf", "infinity", "-infinity")
PER_CENT = re.compile(r"\s*(?:per\s?cent|pct\.?)(?![a-z])", re.IGNORECASE)
CREDIT, DEBIT = re.compile(r"(?<=\d)\s*cr\.?$", re.IGNORECASE), re.compile(r"(?<=\d)\s*dr\.?$", re.IGNORECASE)
CODE = re.compile(r"[=@<>]|(?<![gG][bB][pP])(?<=[A-Za-z])\d")  # A1, v2 and other codes are no figures
RANGE = re.compile(r"£?\d[\d,.]*\s*(-|–|to|or)\s*£?\d[\d,.]*", re.IGNORECASE)
POINTS = re.compile(r"\d{1,3}(\.\d{3})+,\d+|\d{1,3}(\.\d{3}){2,}")
COMMA = re.compile(r"(?<![\d,.])(?:(\d+),(\d{1,2}|\d{4,})|(0+),(\d+)|(\d{1,3}(?: \d{3})+),(\d+))(?![\d,.])")
UNCLEAR = re.compile(r"[+-]?([1-9]\d{0,2})\.(\d{3})")
SIGNS = {".": ("the full stop stands", "it is a decimal point"), ",": ("the comma stands", "it is a decimal comma")}
SEPARATED = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?P<sign>[.,])\d{3}(?!\d|[.,]\d)")


def is_unclear(text: str, column: Column) -> bool:
    """Whether the full stop of a figure may stand for thousands: 300.000 pounds or places, 1.234."""
    return bool(UNCLEAR.fullmatch(text)) and _may_have_thousands(column)


def how_to_write_clearly(text: str, column: Column) -> str:
    """The remedy for such a figure: both readings, each in a form that is read as no other."""
    return f"{_either(_readings(text, column), column)}."


def what_it_is(text: str, column: Column) -> str:
    """What a text in a number's place looks like: `"1,O00" (a letter O)`."""
    letters = [letter for letter in text if letter in "OoIl"]
    if letters and not _readings(text, column) and _readings(text.translate(LOOKALIKES), column):
        return f'"{text}" (a letter {letters[0]})'
    return f'"{text}" (not a number)' if text.casefold() in NO_NUMBERS else f'"{text}"'


def how_to_retype(written: str, column: Column) -> str:
    """The remedy for a text in a number's place."""
    text = PER_CENT.sub("%", written)
    if len(text) > LONGEST or text.casefold() in NO_NUMBERS:
        return _no_figure(column)
    if told := _of_two_numbers(text, column):
        return told
    readings = _readings(text, column) or _readings(text.translate(LOOKALIKES), column)
    if not readings:
        return f"Write 0 for none{_or_blank(column)}." if _says_none(text, column) else _without_figure(text, column)
    if "%" in text:
        return _of_percent(readings[-1][0], written, column)
    if readings[0][0] < 0 and column.least is not None and column.least >= 0:
        words = _either([(-value, why) for value, why in readings], column).replace("Retype it as", "Write")
        return f"{words}, if the sign is not meant: the figure may not be less than {column.least}."
    return f"{_either(readings, column)}{', and write the doubt in the column note' if is_doubtful(text) else ''}."


def _of_two_numbers(text: str, column: Column) -> str:
    """The remedy for marks, 3/5, and for a range; blank for another text."""
    if (points := points_of(text, column)) is not None:
        return f"Write {decimal_text(points)} for {text}."
    return "Write one figure, and the range in the column note." if RANGE.fullmatch(text) else ""


def _either(readings: Sequence[Reading], column: Column) -> str:
    """What to write: the figure that is meant, or each that may be meant with its reason."""
    if len(readings) == 1 and not readings[0][1]:
        return f"Retype it as {_clearly(readings[0][0], column)}"
    return f"Write {', or '.join(f'{_clearly(value, column)} if {why}' for value, why in readings)}"


def _clearly(value: Fraction, column: Column) -> str:
    """A figure in a form that is read as no other: 1.2340."""
    words = decimal_text(value)
    return f"{words}0" if is_unclear(words, column) else words


def _readings(text: str, column: Column) -> list[Reading]:
    """The figures that a text may mean, each with the reason, blank if it is the only one; none if it has no figure."""
    match = SEPARATED.search(text)
    if not match or (match["sign"] == "." and not _may_have_thousands(column)):
        value = _meant(text, column)
        return [] if value is None or abs(value) > _most("%" in text, column) else [(value, "")]
    before, after = text[: match.start("sign")], text[match.end("sign") :]
    thousands = None if is_share(column) or "%" in text else _meant(before + after, column)
    decimal = _meant(f"{before}.{after}", column)
    stands, is_decimal = SIGNS[match["sign"]]
    found = [(thousands, f"{stands} for thousands"), (decimal, is_decimal)]
    fitting = [(value, why) for value, why in found if value is not None and _fits(value, why == is_decimal, column)]
    only = len(fitting) == 1 and match["sign"] == ","
    return [(value, "" if only else why) for value, why in fitting]


def _fits(value: Fraction, decimal: bool, column: Column) -> bool:
    """Whether a reading of a figure may stand in a column at all."""
    return abs(value) <= _most(decimal, column) and (column.kind is not Kind.COUNT or value.denominator == 1)


def _most(decimal: bool, column: Column) -> int:
    """The most that a reading may be. A share beyond its most has a remedy of its own."""
    return LARGEST if column.most is None or (decimal and is_share(column)) else column.most


def _may_have_thousands(column: Column) -> bool:
    counted = column.kind is Kind.NUMBER and not column.per_cent and re.search("£|place", column.unit)
    return bool(column.kind in (Kind.MONEY, Kind.COUNT) or counted)


def _says_none(text: str, column: Column) -> bool:
    return text.replace("£", "").strip().casefold() in NIL and column.least is not None and column.least <= 0


def _of_percent(percent: Fraction, text: str, column: Column) -> str:
    if is_share(column):
        return f"Write {decimal_text(percent / 100)} for {text}."
    if column.kind is Kind.JUDGEMENT or column.most == 100:
        return f"Write {decimal_text(percent)}, without the per cent sign."
    return "Write a number, without the per cent sign."


def _meant(text: str, column: Column) -> Fraction | None:
    """The number that a text seems to mean; None if it means none, or if it has another unit."""
    plain = normalize("NFKC", without_doubt(text))
    if CODE.search(plain):
        return None
    credit = bool(CREDIT.search(plain))
    plain = DEBIT.sub("", CREDIT.sub("", plain))
    plain = plain.replace("£", "")  # also where pounds have no place: the figure is the same
    plain = COMMA.sub(_decimal, POINTS.sub(_continental, plain))
    read = meaning_in(plain, column)
    if read is None or is_strange(read, column):
        return None
    return -abs(read.value) if credit else read.value


def _continental(match: re.Match[str]) -> str:
    """1.234,56 as 1234.56."""
    return match[0].replace(".", "").replace(",", ".")


def _decimal(match: re.Match[str]) -> str:
    """0,035 and 1 234,567 with a full stop."""
    return match[0].replace(",", ".")


def _without_figure(text: str, column: Column) -> str:
    """The remedy for a text that holds a number, but none that is plainly a figure of the column."""
    if not re.search(r"\d", text):
        return _no_figure(column)
    own = f"Write a figure in {own_unit(column)}" if column.unit else f"Write {expected_text(column)}"
    read = meaning_in(normalize("NFKC", without_doubt(text)), column)
    words = strange_words(read, column) if read and not CODE.search(text) else ()
    what = f'its unit is not "{words[0]}"' if words and column.unit else "one plain number"
    return f"{own}: {what}."


def _no_figure(column: Column) -> str:
    if column.required:
        none = "; 0 if there is none" if column.least is not None and column.least <= 0 else ""
        return f"Write a figure{none}."
    blank = _or_blank(column) or ", or leave the cell blank where a blank is allowed"
    return f"Write a plain number{blank}."


def _or_blank(column: Column) -> str:
    return f", or clear the cell: a blank means {column.default}" if column.default else ""
