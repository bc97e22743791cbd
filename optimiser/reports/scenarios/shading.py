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
    styles = page.styles
    words = {BETTER: styles.band("High"), WORSE: styles.band("Medium"), NO_PLAN: styles.failed_check()}
    _shade(page, table, {**words, NEITHER: styles.band("Low")})


def of_states(page: Page, table: Table) -> None:
    """Preferred darkest; no plan as a check that fails."""
    styles = page.styles
    _shade(page, table, {PREFERRED: styles.band("High"), **dict.fromkeys(NONE_HERE, styles.failed_check())})


def _shade(page: Page, table: Table, styles: Mapping[str, Any]) -> None:
    if not table.row_count:
        return
    first, last = table.columns[1].key, table.columns[-1].key
    cells = table.relative_range((0, table.row_count - 1), (first, last))
    for word, style in styles.items():
        rule = {"type": "text", "criteria": "begins with", "value": word, "format": style}
        page.worksheet.conditional_format(cells, rule)
