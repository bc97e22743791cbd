"""The board's workbook: its sheets in their order.

The module of a sheet has its name, its description and the function that fills it.
"""

from __future__ import annotations

from pathlib import Path

from optimiser.analyses.findings import Findings
from optimiser.excel.page import CONTENTS
from optimiser.excel.report import COVER, Sheet
from optimiser.excel.styles import ACCESSIBLE, COMPACT
from optimiser.reports.board import detail_sheets
from optimiser.reports.board.appraisal import (
    appraisal_matrix,
    changes,
    decision,
    flexibility,
    inputs_tested,
    judgement_and_measure,
    options_and_gates,
    options_compared,
    risks,
    robustness,
    scale,
    scores,
    scoring_basis,
)
from optimiser.reports.board.checks import checks
from optimiser.reports.board.economic import economic_case
from optimiser.reports.board.money import (
    allocation_by_tier,
    cost_per_person,
    payment_schedule,
    returns,
    who_pays_who_gains,
)
from optimiser.reports.board.provision import (
    coverage,
    coverage_grid,
    floors,
    provision,
    who_provides_what,
    year_by_year,
)
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import solved_options
from optimiser.reports.board.summary import assumptions, cover, run_record, summary, today
from optimiser.reports.board.transition import action_plan, handovers, who_loses_who_moves

SHEETS: tuple[Sheet[BoardReport], ...] = (
    cover.SHEET,
    cover.CONTENTS_SHEET,
    summary.SHEET,
    options_and_gates.SHEET,
    appraisal_matrix.SHEET,
    judgement_and_measure.SHEET,
    scores.SHEET,
    scoring_basis.SHEET,
    scale.SHEET,
    options_compared.SHEET,
    economic_case.SHEET,
    risks.SHEET,
    robustness.SHEET,
    changes.SHEET,
    flexibility.SHEET,
    decision.SHEET,
    action_plan.SHEET,
    action_plan.OWN_ACTIONS_SHEET,
    who_pays_who_gains.SHEET,
    who_loses_who_moves.SHEET,
    cost_per_person.SHEET,
    coverage_grid.SHEET,
    year_by_year.SHEET,
    allocation_by_tier.SHEET,
    today.SHEET,
    returns.SHEET,
    returns.BY_STREAM_SHEET,
    who_provides_what.SHEET,
    detail_sheets.ALLOCATION_SHEET,
    detail_sheets.FUNDING_SHEET,
    detail_sheets.PAYER_SHEET,
    payment_schedule.SHEET,
    provision.SHEET,
    coverage.SHEET,
    floors.SHEET,
    detail_sheets.CONTRACT_SHEET,
    detail_sheets.CONTRACT_COST_SHEET,
    handovers.SHEET,
    action_plan.OTHER_PLANS_SHEET,
    inputs_tested.SHEET,
    assumptions.SHEET,
    run_record.SHEET,
    checks.SHEET,
)

# A sheet is filled after those whose cells its formulas use.
FILL_LAST = (
    *("Coverage grid", "Year by year", "Scale", "Scoring basis", "Scores", "Appraisal matrix"),
    *("Judgement and measure", "Options and gates"),
    *("Checks", "Summary", COVER, CONTENTS),
)


def write(findings: Findings, path: Path, *, accessible: bool = False) -> tuple[str, ...]:
    """Write the board's workbook to `path`; return what each line of Checks that fails says, nothing if all pass.

    `accessible`: in the profile of docs/accessibility.md. The same findings give the same bytes. Raises OSError if the
    file cannot be written.
    """
    report = BoardReport(findings, solved_options(findings.run))
    return report.write(path, SHEETS, FILL_LAST, ACCESSIBLE if accessible else COMPACT)
