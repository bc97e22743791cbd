"""The board's workbook: the sheets in their order, each filled by its own module.

`write` is all that others need. The same run gives the same bytes: nothing here reads a clock. Atomic writing is the
caller's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from optimiser.analyses.findings import Findings
from optimiser.excel.page import CONTENTS, Page
from optimiser.excel.profile import ACCESSIBLE, COMPACT
from optimiser.excel.styles import Looks
from optimiser.excel.tables import shortened
from optimiser.excel.tagging import tag
from optimiser.excel.workbook import opened
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
from optimiser.reports.board.book import Book, solved
from optimiser.reports.board.checks import checks
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
from optimiser.reports.board.summary import assumptions, contents, cover, record, summary, today
from optimiser.reports.board.transition import action_plan, handovers, losers
from optimiser.reports.formats import prices


def write(findings: Findings, path: Path, *, accessible: bool = False) -> tuple[str, ...]:
    """Write the board's workbook to `path`; return what each line of Checks that fails says, none where all pass.

    `accessible`: in the profile of docs/accessibility.md. Raises OSError where the file cannot be written.
    """
    profile = ACCESSIBLE if accessible else COMPACT
    subject = "Options appraisal and optimisation for pooled public budgets"
    with opened(path, f"Options appraisal: {findings.run.case.title}", subject, profile) as workbook:
        book = Book(findings, workbook, Looks(workbook, profile), solved(findings.run))
        _fill(book)
    if accessible:
        tag(path, profile)
    return book.failing


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, what it holds, who fills it, when it is there, and whether money stands on it."""

    name: str
    sentence: str
    fill: Callable[[Book, Page], None]
    wanted: Callable[[Book], bool]
    money: bool = True


def _always(_: Book) -> bool:
    return True


def _planned(book: Book) -> bool:
    return bool(book.solved)


def _scored(book: Book) -> bool:
    return bool(book.case.criteria and book.solved)


def _floored(book: Book) -> bool:
    return bool(book.solved) and any(map(is_wide, book.case.minimums))


_ABOUT = {
    "Cover": "What this workbook is, for whom, and how to read it.",
    CONTENTS: "Every sheet of this workbook; click a name to go there.",
    "Summary": "The preferred option and why, with the headline figures.",
    "Appraisal matrix": "How far each option meets each criterion, and what follows from the weights.",
    "Options and gates": "Every option, why some are not appraised, who passes each gate, and who is dominated.",
    "Judgement and measure": "Where a judgement and a measure part, and the score without the criteria of cost.",
    "Scores": "Each option's score on each criterion, 0 to 100, from Scoring basis.",
    "Scoring basis": "What each criterion is measured or judged at, and the ends between which that is scored.",
    "Scale": "The figures and words that the formulas of the appraisal refer to.",
    "Options compared": "Every measure of every option over the whole horizon, and its difference from the reference.",
    "Economic case": "Costs by kind, funding, savings and present values of each option, against the reference.",
    "Risks": "Each option's risks: their total, where they stand by likelihood and impact, and the register.",
    "Robustness": "What would change the preferred option: other weights, other inputs, and signs of bias.",
    "Changes": "What changed since the run that this folder held before, by which cause, and what moved.",
    "Settled or open": "Which lines of the plan are the same in all plans nearly as good, and which are to choose.",
    "Decision": "What the board decided on an earlier run, whether it holds in this one, and where it would cease to.",
    "Action plan": "What the preferred option asks for: from when until when, by whom, and its money.",
    "Own actions": "The board's own lines for the action plan, as the case has them.",
    "Who pays, who gains": "What each borough costs and has, which streams pay for it, and what money moves where.",
    "Cost per person": "What each borough costs a person and how far from all boroughs, today and in each last year.",
    "Coverage grid": "What of the last year's demand each option meets, service by borough, with every gap.",
    "Coverage": "Places against the last year's demand, service by borough, and what the words of Coverage grid mean.",
    "Year by year": "The path of money, places, people and outcomes of each option over the years.",
    "Allocation by tier": "What each option spends in each borough by tier over all years: Allocation added up.",
    "Today": "Today's return by borough and heading, and today's contracts by tier and by provider.",
    "Return recast": "The return by heading and borough: today, and each option year by year.",
    "Return by stream": "For each grantor, what its stream had and what that went on, by heading and year.",
    "Who provides what": "The providers of each service in each borough, today and in each option's last year.",
    "Allocation": "Who provides what to whom, year by year, with places and spend.",
    "Funding": "What each stream of money has, spends, keeps and leaves, year by year.",
    "Who pays": "Which stream pays how much for which service of which borough.",
    "Payment schedule": "Which funder pays which contract, deal or team, year by year, to the penny.",
    "Provision": "Demand, floor and places of each borough and service, year by year.",
    "Floors": "The minimums over several boroughs or services, or in people, and what each option provides.",
    "Contracts": "When each contract runs: it starts in its first year, and ends in the first in which it is gone.",
    "Contract costs": "What each contract costs a year; it ends in the first year in which it is gone.",
    "Handovers": "What becomes of each of today's contracts: its last year, its successors, and who changes provider.",
    "Who loses, who moves": "Where an option has fewer places than today or the reference, and who changes provider.",
    "Other action plans": "What every other option asks for: from when until when, by whom, and its money.",
    "Inputs tested": "Each input moved alone and every option optimised again: how each option stands at each point.",
    "Assumptions": "Every row of the case that says where it comes from, and what it moves.",
    "Run record": "What was asked, of what input, with which versions, and what is proven.",
    "Checks": "What must hold across the sheets; every line passes, or the master check fails.",
}

SHEETS = tuple(
    Sheet(name, _ABOUT[name], fill, wanted, money)
    for name, fill, wanted, money in (
        ("Cover", cover.fill, _always, False),
        (CONTENTS, contents.fill, _always, False),
        ("Summary", summary.fill, _always, True),
        ("Options and gates", longlist.fill, _always, False),
        ("Appraisal matrix", matrix.fill, _scored, True),
        ("Judgement and measure", judged.fill, _scored, True),
        ("Scores", scores.fill, _scored, False),
        ("Scoring basis", basis.fill, _scored, True),
        ("Scale", scale.fill, _scored, True),
        ("Options compared", compared.fill, _planned, True),
        ("Economic case", economic.fill, _planned, True),
        ("Risks", risks.fill, risks.has_risks, False),
        ("Robustness", robust.fill, _scored, False),
        ("Changes", changes.fill, changes.has_changes, True),
        ("Settled or open", settled.fill, settled.has_settled, False),
        ("Decision", decision.fill, decision.has_decision, True),
        ("Action plan", action_plan.fill, _planned, True),
        ("Own actions", action_plan.fill_own, action_plan.has_own, False),
        ("Who pays, who gains", gains.fill, _planned, True),
        ("Who loses, who moves", losers.fill, _planned, False),
        ("Cost per person", per_person.fill, per_person.has_people, True),
        ("Coverage grid", coverage.fill, _planned, False),
        ("Year by year", years.fill, _planned, True),
        ("Allocation by tier", tier_spend.fill, _planned, True),
        ("Today", today.fill, _always, True),
        ("Return recast", recast.fill, _planned, True),
        ("Return by stream", by_stream.fill, _planned, True),
        ("Who provides what", provided_by.fill, _planned, False),
        ("Allocation", allocation.fill, _planned, True),
        ("Funding", funding.fill, _planned, True),
        ("Who pays", payers.fill, _planned, True),
        ("Payment schedule", schedule.fill, _planned, True),
        ("Provision", provision.fill, _planned, False),
        ("Coverage", coverage_places.fill, _planned, False),
        ("Floors", floors.fill, _floored, False),
        ("Contracts", contracts.fill, _planned, False),
        ("Contract costs", contract_costs.fill, _planned, True),
        ("Handovers", handovers.fill, _planned, False),
        ("Other action plans", action_plan.fill_others, action_plan.has_others, True),
        ("Inputs tested", moved_inputs.fill, moved_inputs.has_tested, True),
        ("Assumptions", assumptions.fill, _always, True),
        ("Run record", record.fill, _always, True),
        ("Checks", checks.fill, _always, True),
    )
)

# A sheet comes after those whose cells its formulas use.
FILLED_LAST = (
    *("Coverage grid", "Year by year", "Scale", "Scoring basis", "Scores", "Appraisal matrix"),
    *("Judgement and measure", "Options and gates"),
    *("Checks", "Summary", "Cover", CONTENTS),
)


def _fill(book: Book) -> None:
    sheets = {sheet.name: sheet for sheet in SHEETS if sheet.wanted(book)}
    for name, sheet in sheets.items():
        book.pages[name] = Page(book.workbook.add_worksheet(name), book.looks, _title(book, sheet), sheet.sentence)
    if "Appraisal matrix" in sheets:
        matrix.prepare(book, book.pages["Appraisal matrix"])
    for name in sorted(sheets, key=lambda each: FILLED_LAST.index(each) if each in FILLED_LAST else -1):
        sheets[name].fill(book, book.pages[name])
    for page in book.pages.values():
        page.close()
    book.pages["Cover"].worksheet.activate()


def _title(book: Book, sheet: Sheet) -> str:
    """What A1 says: money with its unit and price base; the cover has the case's title."""
    if sheet.name == "Cover":
        return f"Options appraisal: {shortened(book.case.title or 'untitled', 80)}"
    return f"{sheet.name} (£, {shortened(prices(book.run), 60)})" if sheet.money else sheet.name
