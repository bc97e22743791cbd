"""Compares what a cell shows with what it holds, and says which of the two is read.

A name or a word is read as it is shown. A figure is read as it is held, if it is shown as the same figure to the places
that are shown. A per cent is the same figure only in a column of shares: there 75% is 0.75. Any other difference is a
complaint, because a person would read another figure than the programme does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from optimiser.casefiles.reading.complaint import Complaint
from optimiser.casefiles.reading.doubt import has_a_sign
from optimiser.casefiles.reading.number_format import day_and_month
from optimiser.casefiles.schema.columns import LARGEST, Column, Kind, decimal_text

EVIDENCE = ("source", "note")  # columns that change no figure: what is hidden there is read
AS_SHOWN = (Kind.NAME, Kind.TEXT, Kind.LIST, Kind.CHOICE, Kind.YESNO)
NOTICED = Fraction(5, 1000)  # a figure that is shown rounded by more than this share of it is told
NIL = ("-", "–", "—", "nil", "zero", "none")
SCALES = {
    **dict.fromkeys(("k", "thousand", "thousands"), 10**3),
    **dict.fromkeys(("m", "mn", "mio", "million", "millions"), 10**6),
    **dict.fromkeys(("bn", "billion", "billions"), 10**9),
}
POUNDS = ("£", "gbp", "pounds", "pound")
EVERY = ("a", "an", "per", "each")
FILLERS = (*EVERY, "of")
YEARLY = ("pa", "annum", "yr")
NUMERAL = re.compile(
    r"(?P<before>[^\d.]*)"
    r"(?P<number>(?:\d{1,3}(?:,\d{2,3})*,\d{3}|\d+)(?:\.\d*)?|\.\d+)"
    r"(?:[eE](?P<power>[+-]?\d+)|(?:\s+(?P<top>\d+))?/(?P<bottom>\d+))?(?P<after>\D*)",
    re.ASCII,
)
LONGEST = 400  # letters of a shown number: more is no figure of a case
MONTHS = re.compile(r"(?<=[\d\s])(?:m|mos?|mths?|mnths?)\b\.?", re.IGNORECASE | re.ASCII)
MARKS = re.compile(r"(?P<marks>\d+(?:\.\d+)?)\s*(?:/|out of|of)\s*(?P<most>\d{1,3})", re.IGNORECASE | re.ASCII)
RETYPE = "Format the cell as General, and retype it as"
GROUPS = re.compile(r"(?<=\d)[ '’_](?=\d{3}(?![\d/]))")  # 1 234 and 1'234
UNKNOWN = "a number in a format that is not understood"
ROUNDED = Complaint("a figure shown rounded", "It is read with all the decimals that the cell holds.")


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell that shows something else than the plain value that it holds.

    `held`: the number, date or text of the cell. `text`: what it shows, blank if it shows nothing; None if its format
    is not understood.
    """

    held: float | date | str
    text: str | None


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a person reads in a shown number. `place`: the worth of its last digit; `words`: what stands beside it."""

    value: Fraction
    place: Fraction
    percent: bool
    words: tuple[str, ...]


def shown_value(cell: Shown, held: Fraction | None, column: Column, warnings: list[Complaint]) -> object:
    """What is read of a cell that shows something else than it holds. `held`: its number, None if it holds none.

    Adds to `warnings`. Raises Complaint.
    """
    if isinstance(cell.held, date):
        return _date_shown(cell.held, column)
    if column.name in EVIDENCE:
        return cell.text or cell.held
    if cell.text is None:
        raise Complaint(UNKNOWN, "Format the cell as General, check its value, and save.")
    if held is None or isinstance(cell.held, str):
        return _text_shown(cell)
    if not cell.text:
        return _hidden(held, column, warnings)
    return _figure_shown(cell.text, cell.held, held, column, warnings)


def meaning(text: str) -> Meaning | None:
    """What a person reads in a shown number; None if it is no number."""
    plain = GROUPS.sub(",", " ".join(text.replace("\u2212", "-").split()))
    match = NUMERAL.fullmatch(plain) if len(plain) <= LONGEST else None
    if not match or "-" in match["before"].strip(" -£(") or plain.count("%") > 1:
        return None
    value, place = _number(match)
    before, after = match["before"].casefold(), match["after"].casefold().replace("p.a.", "pa").replace("/", " per ")
    minus = before.count("-") + after.strip().startswith("-") + ("(" in before and ")" in after)
    if minus > 1:
        return None
    words = [word for word in re.split(r"[^\w£$€%&]+", re.sub(r"([£$€%])", r" \1 ", f"{before} {after}")) if word]
    scale = next((SCALES[word] for word in words if word in SCALES), 1)
    beside = tuple(word for word in words if word not in SCALES and word != "%")
    return Meaning(value * scale * (-1 if minus else 1), place * scale, "%" in words, beside)


def meaning_in(text: str, column: Column) -> Meaning | None:
    """As `meaning`, in a column: where months are counted, 6m is 6 months."""
    return meaning(MONTHS.sub(" months", text) if column.unit == "months" else text)


def points_of(text: str, column: Column) -> Fraction | None:
    """The points of 100 that marks such as 3/5 or 7 out of 10 stand for; None if a text or column has none."""
    match = MARKS.fullmatch(text) if column.kind is Kind.JUDGEMENT or column.name == "gate" else None
    if not match or not Fraction(match["most"]) or Fraction(match["marks"]) > Fraction(match["most"]):
        return None
    return round(100 * Fraction(match["marks"]) / Fraction(match["most"]), 2)


def _number(match: re.Match[str]) -> tuple[Fraction, Fraction]:
    """The number of a match and the worth of its last digit."""
    digits = match["number"].replace(",", "")
    value, places = Fraction(digits.rstrip(".")), len(digits.partition(".")[2])
    place = Fraction(1, 10**places)
    if match["power"]:
        by = Fraction(10) ** max(-99, min(99, int(match["power"])))
        return value * by, place * by
    if not match["bottom"] or not int(match["bottom"]):
        return value, place
    bottom = int(match["bottom"])
    return (value + Fraction(int(match["top"]), bottom) if match["top"] else value / bottom), Fraction(1, bottom)


def _date_shown(day: date, column: Column) -> date:
    """A date whose cell does not show the year."""
    if column.kind is Kind.YEAR:
        raise Complaint(f"the date {day_and_month(day)} without its year", "Retype it with its year.")
    return day


def _figure_shown(text: str, raw: float, held: Fraction, column: Column, warnings: list[Complaint]) -> object:
    if column.name == "change":
        return _change(text, held, warnings)
    if column.kind in AS_SHOWN or column.kind is Kind.YEAR:
        return _word(text, raw, held, column)
    _check_figure(text, held, column, warnings)
    return raw


def _text_shown(cell: Shown) -> str:
    if not cell.text:
        raise Complaint(f'"{cell.held}", which its number format hides', "Format the cell as General, and check it.")
    return cell.text


def _hidden(held: Fraction, column: Column, warnings: list[Complaint]) -> object:
    """A number that its format does not show. A nought is read if a blank means the same, or may not stand there."""
    found = f"{_words(held)}, which its number format hides"
    if held or not (column.required or column.default == "0"):
        raise Complaint(found, "Format the cell as General, and check the figure; clear the cell if you mean a blank.")
    if column.default != "0":
        warnings.append(Complaint(found, "It is read as 0; format the cell so that it shows."))
    return 0


def _word(text: str, raw: object, held: Fraction, column: Column) -> object:
    """What a name, a word or a year is read as: the text shown, or the number itself if that is all it shows."""
    read = meaning(text)
    plain = read is not None and read.value == held and not read.percent and not read.words
    return raw if plain and column.kind in (Kind.CHOICE, Kind.YESNO, Kind.YEAR) else text


def _change(text: str, held: Fraction, warnings: list[Complaint]) -> str:
    """The change of a scenario as it is typed: -0.1 that is shown as -10% is "-10%"."""
    read = meaning(text)
    scale = 100 if read and read.percent else 1
    if (
        read is None
        or read.words
        or has_a_sign(text)
        or abs(held) > LARGEST
        or abs(read.value - held * scale) * 2 > read.place
    ):
        return text
    if abs(read.value - held * scale) > NOTICED * abs(held * scale):
        warnings.append(ROUNDED)
    return f"{'+' * text.startswith('+')}{_words(held * scale)}{'%' * read.percent}"


def _check_figure(text: str, held: Fraction, column: Column, warnings: list[Complaint]) -> None:
    """Raise Complaint if a figure is shown as another one; add a warning if it is shown much rounded."""
    if (points := points_of(text, column)) is not None:
        raise _other(text, held, f"{RETYPE} {_words(points)}.")
    read = meaning_in(text, column)
    if has_a_sign(text) and held:
        raise _other(text, held, f"{RETYPE} {_words(held)}, and write the doubt in the column note.")
    if read is None or is_strange(read, column):
        if held or text.replace("£", "").strip().casefold() not in NIL:
            raise _other(text, held, f"{RETYPE} {_words(held)}, or as the figure that is meant.")
        return
    if read.percent and not is_share(column):
        raise _other(text, held, _of_percent(read.value, held, column))
    scale = 100 if read.percent else 1
    apart = abs(read.value - held * scale)
    if apart * 2 > read.place:
        shown = _words(read.value / scale)
        raise _other(text, held, f"{RETYPE} {shown} or {_words(held)}, whichever is meant.")
    if apart > NOTICED * abs(held * scale):
        warnings.append(ROUNDED)


def _other(text: str, held: Fraction, remedy: str) -> Complaint:
    return Complaint(f'{_words(held)} shown as "{text}"', remedy)


def is_share(column: Column) -> bool:
    """Whether 75% and 0.75 are the same figure in a column."""
    return column.kind is Kind.SHARE or column.per_cent


def _of_percent(percent: Fraction, held: Fraction, column: Column) -> str:
    if column.kind is Kind.JUDGEMENT or column.most == 100:
        return f"{RETYPE} {_words(percent)}."
    if column.kind is Kind.NUMBER:
        return f"{RETYPE} {_words(percent)} or {_words(held)}, whichever is meant."
    return f"{RETYPE} {'pounds' if column.kind is Kind.MONEY else 'a whole number'}, without the per cent sign."


def is_strange(read: Meaning, column: Column) -> bool:
    """Whether something beside a number may change what it means: another currency, or another unit."""
    return bool(strange_words(read, column))


def strange_words(read: Meaning, column: Column) -> tuple[str, ...]:
    """The words beside a number that may change what it means."""
    of, _, each = f"{column.unit}".casefold().partition(" a ")
    known = {*FILLERS, *_names(f"{of} {column.name.replace('_', ' ')}")}
    if column.kind in (Kind.MONEY, Kind.NUMBER):
        known |= set(POUNDS)
    if each and any(word in (*EVERY, "pa") for word in read.words):
        known |= {*_names(each), *(YEARLY if each == "year" else ())}
    return tuple(word for word in read.words if word not in known and _singular(word) not in known)


def _names(text: str) -> set[str]:
    return {_singular(word) for word in re.findall(r"\w+", text.casefold())}


def _singular(word: str) -> str:
    return word.removesuffix("s")


def _words(value: Fraction) -> str:
    return decimal_text(value) if abs(value) <= LARGEST else f"a number beyond {LARGEST:,}"
