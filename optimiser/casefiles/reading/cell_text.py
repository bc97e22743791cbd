"""Words for faults: what a column's cells should hold, and what a cell holds."""

from __future__ import annotations

from datetime import date, datetime, time

from optimiser.casefiles.reading.numbers import decimal_of
from optimiser.casefiles.schema.columns import LARGEST, Column, Kind, decimal_text


def expected_text(column: Column) -> str:
    """What a column's cells should hold."""
    if column.kind is Kind.CHOICE:
        return _one_of(column)
    if column.kind is Kind.COUNT or (column.kind is Kind.NUMBER and column.most is not None):
        what = "a whole number" if column.kind is Kind.COUNT else "a number"
        return (
            f"{what} from {column.least} to {column.most}"
            if column.most is not None
            else f"{what}, {column.least} or more"
        )
    return WORDS[column.kind]


def _one_of(column: Column) -> str:
    if len(column.allowed) > 6:
        return {"setting": "a setting of the case"}.get(column.name, "the name of a measure")
    return f"{', '.join(column.allowed[:-1])} or {column.allowed[-1]}"


WORDS = {
    Kind.NAME: "a name",
    Kind.TEXT: "text",
    Kind.LIST: "names separated by commas",
    Kind.YESNO: "yes or no",
    Kind.YEAR: "a financial year such as 2010/11",
    Kind.MONEY: "pounds",
    Kind.SHARE: "a share from 0 to 1",
    Kind.NUMBER: "a number",
    Kind.JUDGEMENT: "High, Medium, Low or a number from 0 to 100",
    Kind.SETTING: "a value",
}


def found_text(raw: object) -> str:
    """What a cell holds, as a message shows it."""
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, datetime):
        return f"the date {raw:%d/%m/%Y}" if raw.time() == time(0) else f"the date and time {raw:%d/%m/%Y %H:%M}"
    if isinstance(raw, date):
        return f"the date {raw:%d/%m/%Y}"
    if isinstance(raw, (int, float)):
        value = decimal_of(raw)
        return str(raw) if value is None or abs(value) > LARGEST else decimal_text(value)
    return f'"{raw}"'
