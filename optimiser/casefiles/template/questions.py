"""The twelve questions of the data collection, and the cells that answer each.

They paraphrase the data collection tool of the three boroughs' review of 2010 (its Appendix A): four questions for the
finance officer, eight for the head of service.
"""

from __future__ import annotations

from dataclasses import dataclass

from optimiser.casefiles.schema.tables import BY_NAME
from optimiser.casefiles.template.content import TemplateContent
from optimiser.casefiles.template.layout import cells

FINANCE, HEAD = "Finance officer", "Head of service"


@dataclass(frozen=True)
class Question:
    """A question: who is asked, the column that answers it, and when the answer is Yes.

    Every row of the table whose first column is filled must fill this column too. With `any` one row is enough. Rows of
    in-house contracts may leave it blank if `let_off`.
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


def formula(question: Question) -> str:
    """A formula, without its equals sign, for whether the cells that answer a question are filled."""
    key = cells(question.table, BY_NAME[question.table].columns[0].name)
    answer = cells(question.table, question.column)
    if question.any:
        return f"COUNTA({answer})>0"
    let_off = f'*({cells(question.table, "in_house")}<>"yes")' if question.let_off else ""
    return f'AND(COUNTA({key})>0,SUMPRODUCT(({key}<>"")*({answer}=""){let_off})=0)'


def is_answered(question: Question, filling: TemplateContent) -> bool:
    """The formula's result for the rows that the workbook starts with."""
    rows = [row for row in filling.of(question.table) if not (question.let_off and row.get("in_house") == "yes")]
    answers = [row.get(question.column) is not None for row in rows]
    return any(answers) if question.any else bool(filling.of(question.table)) and all(answers)
