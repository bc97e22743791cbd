"""The command as a user runs it, in a process of its own, and a small case to run it on.

The case has two boroughs, two services and two years; it is solved in a moment.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LISTED = tuple(
    f"{name}.csv" for name in ("plan", "contracts", "costs", "funding", "payments", "provision", "action_plan")
)
COMMAND = (sys.executable, "-W", "error", "-m", "optimiser")

TABLES: Mapping[str, str] = {
    "settings": """setting,value
title,two towns
first_year,2010/11
years,2
discount_rate,0.035
contract_management_cost,6500
price_base,2010/11""",
    "boroughs": """borough,in_treatment,back_office_cost
Ashby,400,150000
Brook,600,200000""",
    "services": """service,tier,outcome_weight,value_per_outcome
day programme,3,1,9000
outreach,2,0.1,900""",
    "funding": """stream,borough,poolable,lapses,2010/11,2011/12
treatment budget,Ashby,yes,yes,700000,690000
treatment budget,Brook,yes,yes,800000,790000""",
    "demand": """borough,service,2010/11,2011/12
Ashby,day programme,160,160
Ashby,outreach,200,200
Brook,day programme,220,220
Brook,outreach,300,300""",
    "minimum": """borough,service,measure,2010/11,2011/12
all,day programme,people,150,150""",
    "contracts": """contract,provider,service,borough,places,annual_cost,ends,exit_cost,success_rate
day Ashby,North Care,day programme,Ashby,80,200000,2011/12,10000,0.12
day Brook,South Care,day programme,Brook,110,290000,2011/12,12000,0.15
outreach,Street Work,outreach,all,250,60000,2011/12,0,0.05""",
    "offers": """offer,provider,service,boroughs,annual_fee,start_cost,success_rate,minimum_term
new day,Provider A,day programme,all,12000,8000,0.17,1
new outreach,Provider B,outreach,all,2000,1000,0.06,1""",
    "prices": """offer,from_places,unit_price
new day,0,2500
new day,120,2200
new outreach,0,240""",
    "options": """option,level,existing,joint_contract_cost,transfer_limit
as is,1,run,0,
alone,1,free,0,
joint,3,free,9000,0.3""",
    "hubs": """option,hub,boroughs,annual_cost,setup_cost,back_office_retained,from
joint,shared office,all,120000,30000,0.4,2010/11""",
    "joint": """option,boroughs,services,rule,from
joint,all,day programme,allowed,2010/11""",
    "criteria": """criterion,weight,measure,better,low,high,gate
more people recover,60,outcomes,higher,,,
less spent,25,present_cost,lower,,,
welcome to members,15,,,,,20""",
    "judgements": """criterion,as is,alone,joint
welcome to members,High,High,Medium""",
}


def small_case(folder: Path, **changed: str) -> Path:
    """Write the small case, with some tables changed or (blank) left out; gives its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {**TABLES, **changed}.items():
        if text:
            (folder / f"{name}.csv").write_text(text + "\n", encoding="utf-8")
    return folder


def optimiser(*arguments: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder and wait for it."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        cwd=cwd,
        env=surroundings(**environment),
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def surroundings(**more: str) -> dict[str, str]:
    """The environment, with this checkout to import from and UTF-8 streams."""
    path = os.pathsep.join(part for part in (os.environ.get("PYTHONPATH", ""), str(ROOT)) if part)
    return {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8", **more}


def held(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its name."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def rows(path: Path) -> list[dict[str, str]]:
    """A CSV file's rows."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
