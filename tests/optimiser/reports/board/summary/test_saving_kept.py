"""The saving less what lapses on Summary and Options compared: first where money lapses, and only there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import boards
import worked
from openpyxl import Workbook
from sentences import missing


def _texts(book: Workbook, sheet: str) -> Iterator[str]:
    for row in book[sheet].iter_rows(values_only=True):
        yield from (value for value in row if isinstance(value, str))


def test_where_money_lapses_the_headlines_lead_with_the_saving_less_that(tmp_path: Path) -> None:
    book = boards.opened(boards.written(worked.run(), tmp_path), values=True)
    headings = list(boards.rows(book, "Headlines")[0])
    assert headings[1:5] == ["Cost (£)", "Saving kept (£)", "Saving (£)", "Lapsed (£)"]
    joint = next(row for row in boards.rows(book, "Headlines") if row["Option"] == "joint")
    assert [joint[heading] for heading in headings[2:5]] == [-549, -103, 446]
    sentence = " ".join(_texts(book, "Summary")).split("joint: It saves")[1]  # long texts go on in the next row
    assert missing(sentence[:200], "£103 more", "£446", "£549 together") == []
    assert any(text.startswith("Saving kept is the saving less") for text in _texts(book, "Options compared"))


def test_where_nothing_lapses_the_headlines_are_as_ever(tmp_path: Path) -> None:
    book = boards.opened(boards.written(worked.run_without_lapse(), tmp_path), values=True)
    assert list(boards.rows(book, "Headlines")[0])[1:4] == ["Cost (£)", "Saving (£)", "Transition cost (£)"]
    assert not any("lapse" in text for text in _texts(book, "Summary"))
    assert not any(text.startswith("Saving kept is") for text in _texts(book, "Options compared"))
