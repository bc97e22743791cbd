"""Says whether the formulas of a workbook may never have been calculated.

A programme that writes formulas without calculating them stores nothing for a formula, or a 0. Excel keeps a chain of
its calculations in the file; LibreOffice, Gnumeric and Google Sheets keep none, but do not ask for a calculation when
the workbook is opened.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from optimiser.casefiles.reading.package import MOST_LIST, Package

CHAIN = re.compile(r"(^|/)calcChain\.xml$", re.IGNORECASE)
PROPERTIES = "docProps/app.xml"
CALCULATE_NOTHING = ("apache poi", "openpyxl", "excelize", "sheetjs")


def has_chain(package: Package) -> bool:
    """Whether Excel calculated the formulas of a workbook: it keeps their chain."""
    return any(CHAIN.search(entry.filename) for entry in package.entries())


def may_be_uncalculated(package: Package, book: str) -> bool:
    """Whether a 0 stored for a formula may not be its result. `book`: the part that lists the sheets.

    Raises KeyError or ParseError if the workbook is damaged.
    """
    if has_chain(package):
        return False
    return _asks_to_be_calculated(package.read(book, MOST_LIST)) or any(
        name in _application(package).casefold() for name in CALCULATE_NOTHING
    )


def _asks_to_be_calculated(markup: bytes) -> bool:
    asked = (element.get("fullCalcOnLoad") for element in ET.fromstring(markup).iter())  # noqa: S314 - behind the gate
    return any(value in ("1", "true") for value in asked)


def _application(package: Package) -> str:
    """The programme that says it wrote the workbook; blank if none does."""
    if PROPERTIES.casefold() not in package.types:
        return ""
    root = ET.fromstring(package.read(PROPERTIES, MOST_LIST))  # noqa: S314 - behind the gate
    return next((each.text or "" for each in root if each.tag.rpartition("}")[2] == "Application"), "")
