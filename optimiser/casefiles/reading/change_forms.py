"""Reads the change of a scenario as people type it: -10 %, −10%, -10 per cent; and says how to write 10% less."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

from optimiser.casefiles.reading.complaint import Complaint
from optimiser.casefiles.reading.shown import meaning
from optimiser.casefiles.schema.columns import decimal_text

LONGEST = 80  # letters of a change that is no name: more is no figure of a case
EXPECTED = "a change such as -10%, +5000 or =120000"
PERCENT = r"(?P<percent>\s*(?:%|per\s?cent|pct\.?|pc))?"
PLAIN = re.compile(rf"(?P<sign>[+-])\s*(?P<number>\d+(?:\.\d+)?|\.\d+){PERCENT}", re.ASCII | re.IGNORECASE)
LESS = re.compile(
    r"\b(less|lower|down|minus|cut|fall|falls|reduce|reduced|reduction|decrease|decreased|drop)\b", re.IGNORECASE
)
MORE = re.compile(r"\b(more|higher|up|plus|rise|rises|raise|raised|increase|increased|growth|uplift)\b", re.IGNORECASE)
SMALL = re.compile(r"\b(by|of|a|to|the|in)\b", re.IGNORECASE)
TIMES = re.compile(r"[x*×]\s*(\d+(?:\.\d+)?)", re.ASCII | re.IGNORECASE)


def change_meant(written: str) -> str:
    """The change in the form of the table: -10%, +5000 or =120000. Raises Complaint if what is meant is not certain.

    A text of another kind is given back as it is; the checks of the scenario refuse it.
    """
    text = re.sub("[\u2010-\u2015\u2212]", "-", unicodedata.normalize("NFKC", written)).strip()
    if len(text) > LONGEST and not text.startswith("="):
        raise Complaint(f'"{written[:24]}..." of {len(written):,} letters', "Write the change alone.", EXPECTED)
    if match := PLAIN.fullmatch(text):
        number = f"0{match['number']}" if match["number"].startswith(".") else match["number"]
        return f"{match['sign']}{number}{'%' if match['percent'] else ''}"
    if text.startswith("="):
        return text
    if remedy := _remedy(text):
        raise Complaint(f'"{written}"', remedy, EXPECTED)
    return written


def _remedy(text: str) -> str:
    """What to write instead, if that can be told."""
    if match := TIMES.fullmatch(text):
        by = (Fraction(match[1]) - 1) * 100
        return f"Write {'+' if by >= 0 else ''}{decimal_text(by)}%."
    less, more = bool(LESS.search(text)), bool(MORE.search(text))
    bare = " ".join(
        SMALL.sub(" ", MORE.sub(" ", LESS.sub(" ", re.sub(r"per\s?cent|\bpct\b|\bpc\b", "%", text)))).split()
    )
    read = meaning(bare)
    if read is None or any(word not in ("£", "gbp", "pounds") for word in read.words):
        return ""
    sign = "-" if read.value < 0 or less else "+" if more or text.startswith("+") else ""
    if not sign or (less and (more or read.value < 0)):
        return ""
    return f"Write {sign}{decimal_text(abs(read.value))}{'%' * read.percent}."
