"""The pages of docs list every column of every table of results, with its unit and meaning."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from optimiser.reports.data.comparison_tables import COMPARISON_TABLES
from optimiser.reports.data.data_table import Column, DataTable, Kind
from optimiser.reports.data.frontier_tables import FRONTIER_TABLES
from optimiser.reports.data.plan_tables import PLAN_TABLES
from optimiser.reports.data.scenario_tables import SCENARIO_TABLES
from optimiser.reports.data.sweep_table import SWEEP

DOCS = Path(__file__).resolve().parents[4] / "docs"
PAGES: dict[str, tuple[DataTable[object], ...]] = {
    "outputs.md": (*PLAN_TABLES, *COMPARISON_TABLES),  # type: ignore[dict-item]  # the source of rows does not matter
    "frontier.md": FRONTIER_TABLES,  # type: ignore[dict-item]
    "scenarios.md": SCENARIO_TABLES,  # type: ignore[dict-item]
    "sweeps.md": (SWEEP,),  # type: ignore[dict-item]
}
TABLES = [(page, table) for page, tables in PAGES.items() for table in tables]


@pytest.mark.parametrize(("page", "table"), TABLES, ids=[table.name for _, table in TABLES])
def test_a_page_has_every_column_in_order_with_its_unit_and_meaning(page: str, table: DataTable[object]) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    section = re.split(r"^##", text.partition(f"# {table.name}.csv\n")[2], maxsplit=1, flags=re.MULTILINE)[0]
    rows = re.findall(r"^\| `(\w+)` \|(.*?)\| (.+) \|$", section, re.MULTILINE)
    documented = [(name, unit.strip(), meaning) for name, unit, meaning in rows]
    assert documented == [(column.name, column.unit_label, column.meaning) for column in table.columns]


def test_money_is_in_pounds_if_no_other_unit_is_given() -> None:
    units = [column.unit_label for column in (Column("a", Kind.MONEY, "x"), Column("b", Kind.MONEY, "x", "£ a place"))]
    assert units == ["£", "£ a place"]
