"""Shading behind words: it repeats the first word of a cell, and says nothing by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from optimiser.excel.page import Page
from optimiser.excel.tables import Table
from optimiser.reports.prose.scenarios import BETTER, NEITHER, NO_PLAN, WORSE

PREFERRED = "preferred"
NONE_HERE = ("no plan", "no answer")


def of_differences(page: Page, table: Table) -> None:
    """Better darkest, worse light, none at all as a check that fails; same and within the gap plain."""
    looks = page.looks
    _shade(page, table, {
        BETTER: looks.shade("High"), WORSE: looks.shade("Medium"), NO_PLAN: looks.alarm(), NEITHER: looks.shade("Low"),
    })  # fmt: skip


def of_states(page: Page, table: Table) -> None:
    """Preferred darkest; no plan as a check that fails."""
    looks = page.looks
    _shade(page, table, {PREFERRED: looks.shade("High"), **dict.fromkeys(NONE_HERE, looks.alarm())})


def _shade(page: Page, table: Table, styles: Mapping[str, Any]) -> None:
    if not table.count:
        return
    first, last = table.columns[1].key, table.columns[-1].key
    cells = f"{table.here(0, first)}:{table.here(table.count - 1, last)}".replace("$", "")
    for word, style in styles.items():
        rule = {"type": "text", "criteria": "begins with", "value": word, "format": style}
        page.worksheet.conditional_format(cells, rule)
