"""The board's workbook: which sheets it has, in their order, and the module that fills each of them."""

from __future__ import annotations

from pathlib import Path

from optimiser.analyses.findings import Findings
from optimiser.excel.page import CONTENTS
from optimiser.excel.profile import ACCESSIBLE, COMPACT
from optimiser.excel.report import CONTENTS_DESCRIPTION, COVER, POUNDS, Sheet
from optimiser.reports.board.appraisal import (
    basis,
    changes,
    compared,
    decision,
    judged,
    longlist,
    matrix,
    moved_inputs,
    risks,
    robust,
    scale,
    scores,
    settled,
)
from optimiser.reports.board.checks import all as checks
from optimiser.reports.board.economic import economic
from optimiser.reports.board.money import (
    allocation,
    by_stream,
    contract_costs,
    funding,
    gains,
    payers,
    per_person,
    recast,
    schedule,
    tier_spend,
)
from optimiser.reports.board.provision import contracts, coverage, coverage_places, floors, provided_by, provision
from optimiser.reports.board.provision import path as years
from optimiser.reports.board.provision.minimums import is_wide
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import solved_options
from optimiser.reports.board.summary import assumptions, contents, cover, record, summary, today
from optimiser.reports.board.transition import action_plan, handovers, losers


def write(findings: Findings, path: Path, *, accessible: bool = False) -> tuple[str, ...]:
    """Write the board's workbook to `path`; return what each line of Checks that fails says, nothing if all pass.

    `accessible`: in the profile of docs/accessibility.md. The same findings give the same bytes. Raises OSError if the
    file cannot be written.
    """
    report = BoardReport(findings, solved_options(findings.run))
    return report.write(path, SHEETS, FILL_LAST, ACCESSIBLE if accessible else COMPACT)


def _has_plans(report: BoardReport) -> bool:
    return bool(report.options)


def _has_scores(report: BoardReport) -> bool:
    return bool(report.case.criteria and report.options)


def _has_wide_minimums(report: BoardReport) -> bool:
    return bool(report.options) and any(map(is_wide, report.case.minimums))


SHEETS: tuple[Sheet[BoardReport], ...] = (
    Sheet(COVER, "What this workbook is, for whom, and how to read it.", cover.fill),
    Sheet(CONTENTS, CONTENTS_DESCRIPTION, contents.fill),
    Sheet("Summary", "The preferred option and why, with the headline figures.", summary.fill, POUNDS),
    Sheet(
        "Options and gates",
        "Every option, why some are not appraised, who passes each gate, and who is dominated.",
        longlist.fill,
    ),
    Sheet(
        "Appraisal matrix",
        "How far each option meets each criterion, and what follows from the weights.",
        matrix.fill,
        POUNDS,
        is_included=_has_scores,
        prepare=matrix.prepare,
    ),
    Sheet(
        "Judgement and measure",
        "Where a judgement and a measure part, and the score without the criteria of cost.",
        judged.fill,
        POUNDS,
        is_included=_has_scores,
    ),
    Sheet(
        "Scores",
        "Each option's score on each criterion, 0 to 100, from Scoring basis.",
        scores.fill,
        is_included=_has_scores,
    ),
    Sheet(
        "Scoring basis",
        "What each criterion is measured or judged at, and the ends between which that is scored.",
        basis.fill,
        POUNDS,
        is_included=_has_scores,
    ),
    Sheet(
        "Scale",
        "The figures and words that the formulas of the appraisal refer to.",
        scale.fill,
        POUNDS,
        is_included=_has_scores,
    ),
    Sheet(
        "Options compared",
        "Every measure of every option over the whole horizon, and its difference from the reference.",
        compared.fill,
        POUNDS,
        is_included=_has_plans,
    ),
    Sheet(
        "Economic case",
        "Costs by kind, funding, savings and present values of each option, against the reference.",
        economic.fill,
        POUNDS,
        is_included=_has_plans,
    ),
    Sheet(
        "Risks",
        "Each option's risks: their total, where they stand by likelihood and impact, and the register.",
        risks.fill,
        is_included=risks.has_risks,
    ),
    Sheet(
        "Robustness",
        "What would change the preferred option: other weights, other inputs, and signs of bias.",
        robust.fill,
        is_included=_has_scores,
    ),
    Sheet(
        "Changes",
        "What changed since the run that this folder held before, by which cause, and what moved.",
        changes.fill,
        POUNDS,
        is_included=changes.has_changes,
    ),
    Sheet(
        "Settled or open",
        "Which lines of the plan are the same in all plans nearly as good, and which are to choose.",
        settled.fill,
        is_included=settled.has_settled,
    ),
    Sheet(
        "Decision",
        "What the board decided on an earlier run, whether it holds in this one, and where it would cease to.",
        decision.fill,
        POUNDS,
        is_included=decision.has_decision,
    ),
    Sheet(
        "Action plan",
        "What the preferred option asks for: from when until when, by whom, and its money.",
        action_plan.fill,
        POUNDS,
        is_included=_has_plans,
    ),
    Sheet(
        "Own actions",
        "The board's own lines for the action plan, as the case has them.",
        action_plan.fill_own,
        is_included=action_plan.has_own,
    ),
    Sheet(
        "Who pays, who gains",
        "What each borough costs and has, which streams pay for it, and what money moves where.",
        gains.fill,
        POUNDS,
        is_included=_has_plans,
    ),
    Sheet(
        "Who loses, who moves",
        "Where an option has fewer places than today or the reference, and who changes provider.",
        losers.fill,
        is_included=_has_plans,
    ),
    Sheet(
        "Cost per person",
        "What each borough costs a person and how far from all boroughs, today and in each last year.",
        per_person.fill,
        POUNDS,
        is_included=per_person.has_people,
    ),
    Sheet(
        "Coverage grid",
        "What of the last year's demand each option meets, service by borough, with every gap.",
        coverage.fill,
        is_included=_has_plans,
    ),
    Sheet(
        "Year by year",
        "The path of money, places, people and outcomes of each option over the years.",
        years.fill,
        POUNDS,
        is_included=_has_plans,
    ),
    Sheet(
        "Allocation by tier",
        "What each option spends in each borough by tier over all years: Allocation added up.",
        tier_spend.fill,
        POUNDS,
        is_included=_has_plans,
    ),
    Sheet(
        "Today",
        "Today's return by borough and heading, and today's contracts by tier and by provider.",
        today.fill,
        POUNDS,
    ),
    Sheet(
        "Return recast",
        "The return by heading and borough: today, and each option year by year.",
        recast.fill,
        POUNDS,
        is_included=_has_plans,
    ),
    Sheet(
        "Return by stream",
        "For each grantor, what its stream had and what that went on, by heading and year.",
        by_stream.fill,
        POUNDS,
        is_included=_has_plans,
    ),
    Sheet(
        "Who provides what",
        "The providers of each service in each borough, today and in each option's last year.",
        provided_by.fill,
        is_included=_has_plans,
    ),
    Sheet(
        "Allocation",
        "Who provides what to whom, year by year, with places and spend.",
        allocation.fill,
        POUNDS,
        is_included=_has_plans,
    ),
    Sheet(
        "Funding",
        "What each stream of money has, spends, keeps and leaves, year by year.",
        funding.fill,
        POUNDS,
        is_included=_has_plans,
    ),
    Sheet(
        "Who pays",
        "Which stream pays how much for which service of which borough.",
        payers.fill,
        POUNDS,
        is_included=_has_plans,
    ),
    Sheet(
        "Payment schedule",
        "Which funder pays which contract, deal or team, year by year, to the penny.",
        schedule.fill,
        POUNDS,
        is_included=_has_plans,
    ),
    Sheet(
        "Provision",
        "Demand, floor and places of each borough and service, year by year.",
        provision.fill,
        is_included=_has_plans,
    ),
    Sheet(
        "Coverage",
        "Places against the last year's demand, service by borough, and what the words of Coverage grid mean.",
        coverage_places.fill,
        is_included=_has_plans,
    ),
    Sheet(
        "Floors",
        "The minimums over several boroughs or services, or in people, and what each option provides.",
        floors.fill,
        is_included=_has_wide_minimums,
    ),
    Sheet(
        "Contracts",
        "When each contract runs: it starts in its first year, and ends in the first in which it is gone.",
        contracts.fill,
        is_included=_has_plans,
    ),
    Sheet(
        "Contract costs",
        "What each contract costs a year; it ends in the first year in which it is gone.",
        contract_costs.fill,
        POUNDS,
        is_included=_has_plans,
    ),
    Sheet(
        "Handovers",
        "What becomes of each of today's contracts: its last year, its successors, and who changes provider.",
        handovers.fill,
        is_included=_has_plans,
    ),
    Sheet(
        "Other action plans",
        "What every other option asks for: from when until when, by whom, and its money.",
        action_plan.fill_others,
        POUNDS,
        is_included=action_plan.has_others,
    ),
    Sheet(
        "Inputs tested",
        "Each input moved alone and every option optimised again: how each option stands at each point.",
        moved_inputs.fill,
        POUNDS,
        is_included=moved_inputs.has_tested,
    ),
    Sheet(
        "Assumptions",
        "Every row of the case that says where it comes from, and what it moves.",
        assumptions.fill,
        POUNDS,
    ),
    Sheet("Run record", "What was asked, of what input, with which versions, and what is proven.", record.fill, POUNDS),
    Sheet(
        "Checks", "What must hold across the sheets; every line passes, or the master check fails.", checks.fill, POUNDS
    ),
)

# A sheet is filled after those whose cells its formulas use.
FILL_LAST = (
    *("Coverage grid", "Year by year", "Scale", "Scoring basis", "Scores", "Appraisal matrix"),
    *("Judgement and measure", "Options and gates"),
    *("Checks", "Summary", COVER, CONTENTS),
)
