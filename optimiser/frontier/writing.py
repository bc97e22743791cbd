"""The files of a frontier: frontier.csv, frontier.xlsx, and known.json.gz for the next time; all of them or none."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from optimiser.frontier.book import rows_of
from optimiser.frontier.points import Frontiers, OptionFrontier, Point
from optimiser.frontier.workbook import write as write_workbook
from optimiser.known import packed
from optimiser.outputs import KNOWN, Written
from optimiser.results import FORMULA_STARTS, pounds
from optimiser.saving import save
from optimiser.workbook.words import yes

LISTING, WORKBOOK = "frontier.csv", "frontier.xlsx"
COLUMNS: dict[str, str] = {  # and what each holds
    "option": "the option",
    "ceiling": "£, the most that the present cost may come to",
    "present_cost": "£, of the best plan known under the ceiling",
    "cost": "£, the same undiscounted",
    "outcomes": "what the plan has",
    "weighted_outcomes": "the same, each outcome with the weight of its service: what is as large as possible",
    "bound": "weighted outcomes that no plan under the ceiling exceeds, as proven; blank where nothing is proven",
    "gap": "the bound less the weighted outcomes, over these; blank as the bound",
    "status": "optimal, within gap or unproven",
    "kind": "why there is a point: step, beside, compared or appraised",
    "chosen": "yes for the plan of the ordinary appraisal",
}


def write(found: Frontiers, folder: Path) -> Written:
    """Write the files into a folder. Raises `saving.NotWritten`; then nothing has changed."""
    failing: list[str] = []

    def fill(empty: Path) -> None:
        failing.extend(write_workbook(found, empty / WORKBOOK))
        (empty / LISTING).write_text(listing(found), encoding="utf-8", newline="")
        (empty / KNOWN).write_bytes(packed(found.used))

    return Written(save(folder, fill), tuple(failing))


def listing(found: Frontiers) -> str:
    """frontier.csv: a row a point, by option and rising ceiling."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for each in found.options:
        writer.writerows(_rows(each))
    return text.getvalue()


def _rows(each: OptionFrontier) -> Iterator[list[str]]:
    name = f"'{each.option}" if each.option.startswith(FORMULA_STARTS) else each.option
    for point in rows_of(each):
        yield [name, *_figures(point), point.status.value, point.kind, yes(point.chosen)]


def _figures(point: Point) -> Iterator[str]:
    for amount in (Fraction(point.ceiling), point.present_cost, point.cost):
        yield f"{pounds(amount):f}"
    for figure in (point.outcomes, point.weighted, point.bound, point.gap):
        yield "" if figure is None else str(float(figure))
