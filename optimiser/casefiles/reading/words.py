"""Cleans the text of a cell, and says what is odd about a name or a word."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from optimiser.casefiles.reading.complaint import Complaint
from optimiser.casefiles.schema.columns import Column, Kind

INVISIBLE = re.compile("[\u200b-\u200d\ufeff\u00ad\u2060\u180e\u034f\u115f\u1160\u3164\uffa0\u2800\ufe00-\ufe0f]")
ERROR = re.compile(r"#(N/A|NV|[A-Z]{3,9}[!?]|DIV/0!|GETTING_DATA|#+)|ERR:\d{3}", re.IGNORECASE)
ENTITY = re.compile(r"&(#\d{1,6}|#x[0-9a-f]{1,5}|[a-z]{2,8}\d?);", re.IGNORECASE)
NOTHING = (
    *("no", "none", "n", "false", "0", "nil", "zero", "nothing", "not dropped", "not applicable", "n/a", "na", "n.a."),
    *("-", "–", "—", "--", ".", "?", "null", "nan", "tbc", "tbd", "tba", "blank"),
)
ALIKE = ("CYRILLIC", "GREEK")  # scripts with letters that look like Latin ones


def tidy(text: str) -> str:
    """Text with every run of spaces, hard and invisible ones included, as one space; none at the ends; letters
    composed.
    """
    return " ".join(unicodedata.normalize("NFC", INVISIBLE.sub("", text)).split())


def tidied(written: str, column: Column, warnings: list[Complaint]) -> str | None:
    """The text of a cell, tidied; None if nothing is left. Adds to `warnings`. Raises Complaint."""
    text = tidy(written)
    if not text.isprintable():
        hidden = next(letter for letter in text if not letter.isprintable())
        raise Complaint(f"a hidden character (U+{ord(hidden):04X})", "Retype the cell.")
    if ERROR.fullmatch(text) or (column.kind in (Kind.NAME, Kind.LIST) and _has_error(text)):
        raise Complaint(f"the error {text}", "Put the formula behind it right, or type the value.")
    if column.kind in (Kind.NAME, Kind.LIST, Kind.TEXT):
        warnings.extend(_remarks(text, written, column))
    return text or None


def _has_error(text: str) -> bool:
    return any(ERROR.fullmatch(part.strip()) for part in text.split(","))


def _remarks(text: str, written: str, column: Column) -> Iterator[Complaint]:
    """What is odd about a text but leaves it readable."""
    if text != written.strip() and column.kind is not Kind.TEXT:
        yield Complaint(f'"{written.strip()}" with odd spaces or letters', f'It is read as "{text}".')
    if (entity := ENTITY.search(text)) and html.unescape(entity[0]) != entity[0]:
        yield Complaint(
            f'"{text}", with "{entity[0]}" from a web page',
            f'It is read as it stands. Write "{html.unescape(entity[0])}" wherever it occurs, if that is meant.',
        )
    if column.kind is not Kind.TEXT and (letter := _stranger(text)):
        name = unicodedata.name(letter).casefold()
        yield Complaint(
            f'"{text}", with the letter {name} among Latin ones',
            "It is read as it stands. Retype the word if it is not meant.",
        )


def _stranger(text: str) -> str:
    """A letter of another script that stands in a word with Latin letters; blank if there is none."""
    for word in text.split():
        scripts = {letter: unicodedata.name(letter, "?").split()[0] for letter in word if letter.isalpha()}
        strangers = [letter for letter, script in scripts.items() if script in ALIKE]
        if strangers and "LATIN" in scripts.values():
            return strangers[0]
    return ""


def check_says_something(text: str, column: Column) -> None:
    """Raise Complaint for a word such as no, none or n/a where only a blank means that there is nothing."""
    if text.casefold() not in NOTHING or column.name == "streams":  # whose own message says that one must be named
        return
    if column.name == "dropped":
        remedy = "Clear the cell if it is appraised; else write why it is not."
        raise Complaint(f'"{text}"', remedy, "a blank, or a reason")
    if column.default and column.kind in (Kind.NAME, Kind.TEXT, Kind.LIST):
        raise Complaint(f'"{text}"', f"Clear the cell: a blank means {column.default}.")
