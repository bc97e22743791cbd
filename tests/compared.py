"""Two small cases compared: appraised from tables of text, each in a moment, with some tables changed.

`DUEL` is worked by hand: one borough buys places of one service at one price with one stream of money, in one year.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp

from optimiser.analyses.comparison import Compared
from optimiser.analyses.comparison.compare import between
from optimiser.casefiles.reading import read
from optimiser.engine import run_record as record
from optimiser.engine.parallel import Pool
from optimiser.engine.run import run
from optimiser.engine.run_record import Record
from optimiser.solving.settings import Settings

DUEL: Mapping[str, str] = {
    "settings": """setting,value
title,a duel
first_year,2010/11
years,1
price_base,2010/11""",
    "boroughs": """borough,in_treatment,back_office_cost
Ashby,100,0""",
    "services": """service,tier
day programme,3""",
    "funding": """stream,borough,2010/11
treatment budget,Ashby,1000""",
    "demand": """borough,service,2010/11
Ashby,day programme,30""",
    "offers": """offer,provider,service,success_rate
day,Provider A,day programme,1""",
    "prices": """offer,from_places,unit_price
day,0,100""",
    "options": """option,level
alone,1""",
}


def appraised(tables: Mapping[str, str], asked: Settings | None = None, **changed: str) -> Record:
    """The record of a run of these tables, some of them changed; a blank one is left out."""
    folder = Path(mkdtemp())
    for name, text in {**tables, **changed}.items():
        if text:
            (folder / f"{name}.csv").write_text(text + "\n", encoding="utf-8")
    return record.of(run(read(folder), asked or Settings()))


def compared(old: Record, new: Record) -> Compared:
    """What changed, solved in this process."""
    with Pool(1) as pool:
        return between(old, new, pool, names=("in April", "in June"))


def shares(found: Compared, subject: str, figure: str) -> dict[str, float]:
    """The shares of one bridge by cause, in pence where they are money; exact where floats are."""
    bridge = found.bridge(subject, figure)
    assert bridge is not None
    return {" + ".join(part.causes): float(part.share) for part in bridge.parts}
