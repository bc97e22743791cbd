"""Says how to retype a text that stands in a number's place: £1,000, 300k, (500), c. 500, 1.234,56, TBC.

Nothing is read here. A number must be a plain decimal; the remedy names the number that seems to be meant.
"""

from __future__ import annotations

import re
from fractions import Fraction
from unicodedata import normalize

from optimiser.casefiles.reading.shown import NIL, is_share, is_strange, meaning
from optimiser.casefiles.schema.columns import LARGEST, Column, Kind, decimal_text

LONGEST = 80  # characters of a number: more is no figure of a case
LOOKALIKES = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1"})
NO_NUMBERS = ("nan", "inf", "-inf", "infinity", "-infinity")
ABOUT = re.compile(
    r"^(c\.?|ca\.?|circa|approx\.?|approximately|about|around|roughly|est\.?|say|~|≈)\s*(?=[£\d.])", re.IGNORECASE
)
MARK = re.compile(r"\s*([*†‡?#~^¹²³⁰⁴-⁹]+|\[\d\]|\((?:est|approx|tbc|e|p)\.?\)|est\.?|approx\.?|tbc)$", re.IGNORECASE)
CREDIT, DEBIT = re.compile(r"(?<=\d)\s*cr\.?$", re.IGNORECASE), re.compile(r"(?<=\d)\s*dr\.?$", re.IGNORECASE)
CODE = re.compile(r"[=@<>]|(?<![gG][bB][pP])(?<=[A-Za-z])\d")  # A1, v2 and other codes are no figures
RANGE = re.compile(r"£?\d[\d,.]*\s*(-|–|to|or)\s*£?\d[\d,.]*", re.IGNORECASE)
POINTS = re.compile(r"\d{1,3}(\.\d{3})+,\d+|\d{1,3}(\.\d{3}){2,}")
COMMA = re.compile(r"(?<![\d,.])(\d+),(\d{1,2}|\d{4,})(?![\d,.])")
UNCLEAR = re.compile(r"[+-]?([1-9]\d{0,2})\.(\d{3})")


def is_unclear(text: str, column: Column) -> bool:
    """Whether the full stop of a figure may stand for thousands: 300.000 pounds or places, 1.234."""
    counted = column.kind is Kind.NUMBER and not column.per_cent and re.search("£|place", column.unit)
    return bool(UNCLEAR.fullmatch(text) and (column.kind in (Kind.MONEY, Kind.COUNT) or counted))


def how_to_write_clearly(text: str, column: Column) -> str:
    """The remedy for such a figure: both readings, each in a form that is read as no other."""
    thousands = text.replace(".", "")
    decimal = text.rstrip("0").rstrip(".") if text.endswith("0") else f"{text}0"
    if column.kind is Kind.COUNT and "." in decimal:
        return f"Write {thousands} if the full stop stands for thousands."
    return f"Write {thousands} if the full stop stands for thousands, or {decimal} if it is a decimal point."


def what_it_is(text: str, column: Column) -> str:
    """What a text in a number's place looks like: `"1,O00" (a letter O)`."""
    letters = [letter for letter in text if letter in "OoIl"]
    if letters and _meant(text, column) is None and _meant(text.translate(LOOKALIKES), column) is not None:
        return f'"{text}" (a letter {letters[0]})'
    return f'"{text}" (not a number)' if text.casefold() in NO_NUMBERS else f'"{text}"'


def how_to_retype(text: str, column: Column) -> str:
    """The remedy for a text in a number's place."""
    if len(text) > LONGEST or text.casefold() in NO_NUMBERS:
        return _no_figure(column)
    if RANGE.fullmatch(text):
        return "Write one figure, and the range in the column note."
    value = _meant(text, column)
    value = value if value is not None else _meant(text.translate(LOOKALIKES), column)
    if value is None or abs(value) > LARGEST:
        return f"Write 0 for none{_or_blank(column)}." if _says_none(text, column) else _no_figure(column)
    words = decimal_text(value)
    if "%" in text:
        return _of_percent(value, text, column)
    if value < 0 and column.least is not None and column.least >= 0:
        return f"Write {decimal_text(-value)} if the sign is not meant: the figure may not be less than {column.least}."
    doubt = ", and write the doubt in the column note" if ABOUT.search(text) or MARK.search(text) else ""
    return f"Retype it as {words}{doubt}."


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
    plain = normalize("NFKC", ABOUT.sub("", MARK.sub("", text)))
    if CODE.search(plain):
        return None
    credit = bool(CREDIT.search(plain))
    plain = DEBIT.sub("", CREDIT.sub("", plain))
    plain = plain.replace("£", "")  # also where pounds have no place: the figure is the same
    plain = COMMA.sub(r"\1.\2", POINTS.sub(_continental, plain))
    read = meaning(plain)
    if read is None or is_strange(read, column):
        return None
    return -abs(read.value) if credit else read.value


def _continental(match: re.Match[str]) -> str:
    """1.234,56 as 1234.56."""
    return match[0].replace(".", "").replace(",", ".")


def _no_figure(column: Column) -> str:
    if column.required:
        none = "; 0 if there is none" if column.least is not None and column.least <= 0 else ""
        return f"Write a figure{none}."
    blank = _or_blank(column) or ", or leave the cell blank where a blank is allowed"
    return f"Write a plain number{blank}."


def _or_blank(column: Column) -> str:
    return f", or clear the cell: a blank means {column.default}" if column.default else ""
