"""The files of a frontier: frontier.csv, crossings.csv, frontier.xlsx, and known.json.gz for the next time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

from models.appraisal.frontier import CostRange
from optimiser.analyses.frontier.results import Frontiers, OptionFrontier, Point
from optimiser.engine.answer_cache import packed
from optimiser.engine.atomic_write import save
from optimiser.engine.run_folder import KNOWN
from optimiser.reports.data.csv_text import no_formula, separated
from optimiser.reports.data.result_json import pounds
from optimiser.reports.folder import Written
from optimiser.reports.frontier.report import rows_of
from optimiser.reports.frontier.workbook import write as write_workbook
from optimiser.text import yes_no

LISTING, CROSSINGS, WORKBOOK = "frontier.csv", "crossings.csv", "frontier.xlsx"
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
CROSSING_COLUMNS: dict[str, str] = {
    "among": "the options compared, with commas between them: all that have a plan, or two that cross beneath another",
    "from_present_cost": "£, the first cost compared at which that is so",
    "to_present_cost": "£, the last; of all options the very last holds from there on",
    "leader": "the option proven to have most; blank where it cannot be told",
    "may_lead": "all that may have most at one of these costs, with commas between them",
    "throughout": "yes where the leader is proven to lead between the costs compared too",
}


def write(found: Frontiers, folder: Path) -> Written:
    """Write the files into a folder, all of them or none. Raises NotWritten; then nothing has
    changed.
    """
    failing: list[str] = []

    def fill(empty: Path) -> None:
        failing.extend(write_workbook(found, empty / WORKBOOK))
        (empty / LISTING).write_text(listing(found), encoding="utf-8", newline="")
        (empty / CROSSINGS).write_text(crossings(found), encoding="utf-8", newline="")
        (empty / KNOWN).write_bytes(packed(found.used))

    return Written(save(folder, fill), tuple(failing))


def listing(found: Frontiers) -> str:
    """frontier.csv: a row a point, by option and rising ceiling."""
    return separated(COLUMNS, (row for each in found.options for row in _rows(each)))


def crossings(found: Frontiers) -> str:
    """crossings.csv: a row a stretch of cost, of all options and of each two that cross beneath another."""
    drawn = tuple(each.option for each in found.drawn)
    groups = [(drawn, found.stretches), *((pair.options, pair.stretches) for pair in found.pairs)]
    return separated(CROSSING_COLUMNS, (_stretch(among, each) for among, those in groups for each in those))


def _stretch(among: Sequence[str], each: CostRange) -> list[str]:
    costs = (f"{pounds(cost):f}" for cost in (each.first, each.last))
    return [
        no_formula(", ".join(among)),
        *costs,
        no_formula(each.leader or ""),
        no_formula(", ".join(each.contenders)),
        yes_no(each.leads_throughout),
    ]


def _rows(each: OptionFrontier) -> Iterator[list[str]]:
    for point in rows_of(each):
        yield [no_formula(each.option), *_figures(point), point.status.value, point.kind, yes_no(point.chosen)]


def _figures(point: Point) -> Iterator[str]:
    for amount in (Fraction(point.ceiling), point.present_cost, point.cost):
        yield f"{pounds(amount):f}"
    for figure in (point.outcomes, point.weighted, point.bound, point.gap):
        yield "" if figure is None else str(float(figure))
