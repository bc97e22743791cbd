"""A small case as tables of text, to be changed a cell at a time and written as a folder or a workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

import xlsxwriter

from models.case.faults import CaseFaults, Fault
from optimiser.casefiles.reading import read

Tables = dict[str, list[list[str]]]

TEXT = {
    "settings": """\
setting,value
title,A small case
first_year,2010/11
years,2
price_base,2010/11
""",
    "boroughs": """\
borough,in_treatment,back_office_cost
Ashby,100,50000
Brook,300,40000
Calder,200,30000
""",
    "services": """\
service,tier
advice,1
prescribing,3
involvement,infrastructure
""",
    "funding": """\
stream,borough,ring_fence,2010/11,2011/12
treatment budget,Ashby,all,200000,190000.50
treatment budget,Brook,all,300000,290000
grant,"Ashby, Calder","tier 3, commissioning",100000,100000
""",
    "demand": """\
borough,service,2010/11,2011/12
Ashby,prescribing,60,61
Brook,prescribing,160,161
""",
    "minimum": """\
borough,service,2010/11,2011/12
all,tier 3,,50
""",
    "savings": """\
borough,measure,2010/11,2011/12
all,%,,0.01
""",
    "contracts": """\
contract,provider,service,borough,places,annual_cost,committed_to,ends,success_rate
K1,Provider A,prescribing,Ashby,40,40000,2010/11,2011/12,0.1
K1,Provider A,advice,Ashby,10,1000,2010/11,2011/12,
""",
    "offers": """\
offer,provider,service,success_rate
Q1,Provider B,prescribing,0.2
Q2,Provider A,prescribing,0.1
Q2,Provider A,advice,
""",
    "prices": """\
offer,service,from_places,unit_price
Q1,,,900.50
Q1,,50,850
Q2,prescribing,,800
Q2,advice,,90
""",
    "options": """\
option,level
as is,1
partial,2
""",
    "hubs": """\
option,hub,boroughs,annual_cost,setup_cost
partial,the hub,"Ashby, Brook",60000,10000
""",
    "joint": """\
option,boroughs,services,rule
partial,"Ashby, Brook",tier 3,required
""",
    "criteria": """\
criterion,weight,measure,better
outcomes,3,outcomes,higher
fit,1,,
""",
    "judgements": """\
criterion,as is,partial
fit,High,62.5
""",
    "risks": """\
risk,option,likelihood,impact
a gap in service,as is,1,2
a gap in service,partial,3,4
""",
    "scenarios": """\
scenario,table,where,column,change
less money,funding,"stream=treatment budget, borough=Brook",2011/12,-10%
""",
    "actions": """\
objective,action
start,write the plan
""",
    "success_factors": """\
factor,today,unit
planned exits,271,people
work,,people
""",
}


def tables() -> Tables:
    """The small case, a list of rows a table, headings first."""
    return {name: list(csv.reader(io.StringIO(text))) for name, text in TEXT.items()}


def changed(*cells: tuple[str, int, str, str]) -> Tables:
    """The small case with cells changed: table, row from 0, column, text. A column that is not there is added."""
    case = tables()
    for table, row, column, text in cells:
        put(case[table], row, column, text)
    return case


def put(rows: list[list[str]], row: int, column: str, text: str) -> None:
    """Change one cell of a table."""
    if column not in rows[0]:
        for position, cells in enumerate(rows):
            cells.append(column if position == 0 else "")
    rows[row + 1][rows[0].index(column)] = text


def folder(path: Path, case: Mapping[str, list[list[str]]]) -> Path:
    """Write a case as CSV files."""
    path.mkdir(exist_ok=True)
    for name, rows in case.items():
        with (path / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
    return path


def workbook(path: Path, case: Mapping[str, list[list[str]]]) -> Path:
    """Write a case as a workbook, what looks like a number as a number."""
    with xlsxwriter.Workbook(str(path), {"strings_to_numbers": True, "strings_to_formulas": False}) as book:
        for name, rows in case.items():
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                sheet.write_row(row, 0, [cell or None for cell in cells])
    return path


def faults(path: Path) -> tuple[Fault, ...]:
    """Every fault of a case; there must be one at least."""
    try:
        read(path)
    except CaseFaults as found:
        return found.faults
    raise AssertionError("the case reads without a fault")
