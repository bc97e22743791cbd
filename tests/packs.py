"""A pack for the tests: the small case of two towns with three scenarios, and one change of --set; solved once.

"less money" changes three figures, one of them in its last penny and one in its last place; "too much asked" leaves no
option a plan; "as promised" changes what no option's programme reads.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from command import small_case

from optimiser.analyses.scenarios import Pack, solved
from optimiser.casefiles.reading import Reading, read_all
from optimiser.engine.answer_cache import Known
from optimiser.engine.parallel import Pool
from optimiser.reports.scenarios.files import write
from optimiser.solving.settings import Settings

LESS, TOO_MUCH, AS_PROMISED = "less money", "too much asked", "as promised"
SCENARIOS = f"""scenario,table,where,column,change,source,note
{LESS},funding,"stream=treatment budget, borough=Ashby",2010/11,-12.3456%,illustrative: what if,"a letter, unsigned"
{LESS},prices,offer=new outreach,unit_price,-0.333%,,
{LESS},demand,"borough=Ashby, service=outreach",2010/11,+0.25%,,
{TOO_MUCH},minimum,,2010/11,=5000,,
{AS_PROMISED},settings,setting=title,value,=another title,,"""
SET = ("prices", "offer=new day, unit_price=2200", "unit_price", "-10%")


def case(folder: Path, scenarios: str = SCENARIOS) -> Path:
    """The case in a folder of its own."""
    return small_case(folder / "towns", scenarios=scenarios)


def readings() -> tuple[Reading, ...]:
    return read_all(case(Path(mkdtemp())), [SET])


@cache
def pack() -> Pack:
    return made()


def made(known: Known | None = None, settings: Settings | None = None) -> Pack:
    """The pack, solved in turn in this process."""
    with Pool(1) as pool:
        return solved(readings(), settings or Settings(), pool, known=known)


@cache
def folder() -> Path:
    """Where it is written."""
    path = Path(mkdtemp()) / "pack"
    assert write(pack(), path).failing == ()
    return path
