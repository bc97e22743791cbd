"""The checklist: the twelve questions of the data collection, each with a link to the cells that answer it.

A formula says Yes or No as the cells are filled in, and one line says whether everything needed is there. The
questions are those of the data collection tool of the three boroughs' review of 2010 (its Appendix A), paraphrased.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from optimiser.columns import Table
from optimiser.tables import TABLES
from optimiser.template.filling import Filling
from optimiser.template.layout import cells, first_cell
from optimiser.template.pens import Pens

FINANCE, HEAD = "Finance officer", "Head of service"


@dataclass(frozen=True)
class Question:
    """A question: whom it is asked, the column that answers it, and what is needed for a Yes.

    Every row of the table that has its first column must have this one too; with `any`, at least one row; rows of
    in-house contracts are let off where `let_off`.
    """

    asked: str
    words: str
    table: str
    column: str
    needed: str
    any: bool = False
    let_off: bool = False


QUESTIONS = (
    Question(
        FINANCE,
        "What does the service cost over all four tiers?",
        "contracts",
        "annual_cost",
        "The annual cost of every contract, direct spend included",
    ),
    Question(
        FINANCE,
        "Which figures are missing, of contractors or of your own provision?",
        "contracts",
        "source",
        "The source of every contract's figures: given, derived or illustrative",
    ),
    Question(
        FINANCE, "Where does the money come from?", "funding", "owner", "Every stream, with its owner and its amounts"
    ),
    Question(
        FINANCE,
        "What does managing the services cost, in the office and with providers?",
        "boroughs",
        "back_office_cost",
        "The back office cost of every borough",
    ),
    Question(
        HEAD, "Which services do you provide yourselves?", "contracts", "in_house", "Yes or no for every contract"
    ),
    Question(
        HEAD,
        "What does each service cost?",
        "contracts",
        "service",
        "The service of every line, beside its annual cost",
    ),
    Question(
        HEAD,
        "How is success measured, and how often is it reached?",
        "contracts",
        "success_rate",
        "Success rates of the services that have outcomes",
        any=True,
    ),
    Question(
        HEAD,
        "How many people use the services?",
        "boroughs",
        "in_treatment",
        "The people in treatment of every borough",
    ),
    Question(
        HEAD,
        "What is spent on each person?",
        "contracts",
        "places",
        "The places of every line: cost over places is the spend",
    ),
    Question(HEAD, "Who manages the contracts?", "boroughs", "commissioner", "The commissioner of every borough"),
    Question(
        HEAD,
        "How regularly can contracts and their delivery be reviewed?",
        "contracts",
        "notice_months",
        "The notice of every contract that is not in house; write how often it is monitored in its note",
        let_off=True,
    ),
    Question(
        HEAD,
        "Which management information do you use?",
        "success_factors",
        "unit",
        "Every success factor, with what its figure counts",
    ),
)
TITLES = ("No.", "Asked of", "Question", "What is needed", "Where", "Filled in?")
WIDTHS = (6, 17, 52, 60, 26, 12)
TOP = 5  # the row of the headings, from 0


def checklist(book: Any, pens: Pens, filling: Filling) -> None:
    """Write the checklist, the first sheet."""
    page = book.add_worksheet("Checklist")
    page.write_string(0, 0, "Checklist", pens.title)
    page.write_string(
        1,
        0,
        "What is needed for an appraisal, and whether it is filled in. Begin with the sheet How to fill.",
        pens.plain,
    )
    required = [table for table in TABLES if table.required]
    verdicts = [_filled_in(question, filling) for question in QUESTIONS] + [
        bool(_rows(table, filling)) for table in required
    ]
    _overall(page, pens, verdicts)
    for at, (title, width) in enumerate(zip(TITLES, WIDTHS, strict=True)):
        page.write_string(TOP, at, title, pens.heading)
        page.set_column(at, at, width)
    for number, question in enumerate(QUESTIONS):
        _line(
            page,
            pens,
            TOP + 1 + number,
            (question.asked, question.words, question.needed),
            (question.table, question.column),
            formula(question),
            verdicts[number],
        )
    for number, table in enumerate(required, len(QUESTIONS)):
        _line(
            page,
            pens,
            TOP + 1 + number,
            ("Both", f"Is the table {table.name} filled in?", table.help),
            (table.name, _key(table)),
            _has_rows(table),
            verdicts[number],
        )
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 1)
    page.hide_gridlines(2)


def _overall(page: Any, pens: Pens, verdicts: Sequence[bool]) -> None:
    """The one line that says whether everything is there."""
    column = f"$F${TOP + 2}:$F${TOP + 1 + len(verdicts)}"
    missing = verdicts.count(False)
    page.write_formula(
        3,
        0,
        f'=IF(COUNTIF({column},"No")=0,"Complete: everything needed is filled in.",COUNTIF({column},"No")&" of '
        f'{len(verdicts)} still to be filled in.")',
        pens.overall,
        f"{missing} of {len(verdicts)} still to be filled in."
        if missing
        else "Complete: everything needed is filled in.",
    )
    for word, pen in (("Yes", pens.good), ("No", pens.bad)):
        page.conditional_format(
            TOP + 1, 5, TOP + len(verdicts), 5, {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": pen}
        )


def _line(
    page: Any, pens: Pens, row: int, words: tuple[str, str, str], where: tuple[str, str], test: str, verdict: bool
) -> None:
    page.write_number(row, 0, row - TOP, pens.number)
    for at, text in enumerate(words, 1):
        page.write_string(row, at, text, pens.wrapped)
    table, column = where
    page.write_url(
        row, 4, f"internal:{first_cell(table, column)}", pens.boxed_link, f"{table}: {column.replace('_', ' ')}"
    )
    page.write_formula(row, 5, f'=IF({test},"Yes","No")', pens.verdict, "Yes" if verdict else "No")


def formula(question: Question) -> str:
    """Whether the cells that answer a question are filled in, as a formula without its equals sign."""
    key, answer = cells(question.table, _key_of(question.table)), cells(question.table, question.column)
    if question.any:
        return f"COUNTA({answer})>0"
    let_off = f'*({cells(question.table, "in_house")}<>"yes")' if question.let_off else ""
    return f'AND(COUNTA({key})>0,SUMPRODUCT(({key}<>"")*({answer}=""){let_off})=0)'


def _filled_in(question: Question, filling: Filling) -> bool:
    """The same, for the rows that are in the workbook from the start."""
    rows = filling.of(question.table)
    answers = [
        row.get(question.column) is not None for row in rows if not (question.let_off and row.get("in_house") == "yes")
    ]
    return any(answers) if question.any else bool(rows) and all(answers)


def _has_rows(table: Table) -> str:
    if table.name == "settings":
        return f"COUNTA({cells('settings', 'value')})>=2"
    return f"COUNTA({cells(table.name, _key(table))})>0"


def _rows(table: Table, filling: Filling) -> int:
    if table.name == "settings":
        return sum(row.get("value") is not None for row in filling.of("settings")) >= 2
    return len(filling.of(table.name))


def _key(table: Table) -> str:
    return "value" if table.name == "settings" else table.columns[0].name


def _key_of(name: str) -> str:
    return next(_key(table) for table in TABLES if table.name == name)
