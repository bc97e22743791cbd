"""The long tables of a run: what each option buys, under which contracts, at what cost, and who pays for it.

Each of PLAN_TABLES is a CSV file and a data frame.
"""

from __future__ import annotations

from optimiser.engine.run import Run
from optimiser.reports.data.data_table import OPTION, Column, DataTable, Kind
from optimiser.reports.data.plan_rows import (
    action_rows,
    contract_rows,
    cost_rows,
    for_each_plan,
    funding_rows,
    payment_rows,
    plan_rows,
    provision_rows,
)

_YEAR = Column("year", Kind.TEXT, "the financial year")
_CONTRACT = Column("contract", Kind.TEXT, "the name of the existing contract or of the offer")
_KIND = Column("kind", Kind.TEXT, "`existing`; `separate`: new, for one borough; `joint`: new, for several boroughs")
_PROVIDER = Column("provider", Kind.TEXT, "who provides it")
_STREAM = Column("stream", Kind.TEXT, "the funding stream")
_HOME = Column("home", Kind.TEXT, "its home boroughs, separated by commas; `stream` and `home` name a row of `funding`")
_CHARGED = Column("service", Kind.TEXT, "the service, or `commissioning`")

PLAN = DataTable[Run](
    "plan",
    "One row for each line and borough of each live contract in each year, 0 places included.",
    (
        *(OPTION, _YEAR, _CONTRACT, _KIND, _PROVIDER),
        Column("service", Kind.TEXT, "the service of the line"),
        Column("borough", Kind.TEXT, "the borough that has the places"),
        Column("places", Kind.COUNT, "places that the borough buys or uses", unit="places"),
        Column("unit_price", Kind.PRICE, "price in the band chosen; blank for existing", unit="£ a place", blank=True),
    ),
    for_each_plan(plan_rows),
)
CONTRACTS = DataTable[Run](
    "contracts",
    "One row for each contract in each year in which it starts, continues or ends.",
    (
        *(OPTION, _YEAR, _CONTRACT, _KIND, _PROVIDER),
        Column("services", Kind.TEXT, "its services, separated by commas"),
        Column("boroughs", Kind.TEXT, "all its boroughs, separated by commas"),
        Column("places", Kind.COUNT, "places bought or used on all lines; 0 if it has ended", unit="places"),
        Column("state", Kind.TEXT, "`starts`: live now, not the year before; `continues`: both; `ends`: only before"),
        Column("unit_cost", Kind.MONEY, "unit prices × places; for an existing contract, its annual cost"),
        Column("fee", Kind.MONEY, "annual fees"),
        Column("start_cost", Kind.MONEY, "start costs, in the year in which it starts"),
        Column("exit_cost", Kind.MONEY, "exit costs, in the year in which it has ended, if it ended early"),
        Column("management_cost", Kind.MONEY, "contract management or joint contract cost"),
    ),
    for_each_plan(contract_rows),
)
COSTS = DataTable[Run](
    "costs",
    "One row for each borough and service that is charged in a year.",
    (
        *(OPTION, _YEAR, Column("borough", Kind.TEXT, "the borough charged"), _CHARGED),
        Column("amount", Kind.MONEY, "the charge"),
    ),
    for_each_plan(cost_rows),
)
FUNDING = DataTable[Run](
    "funding",
    "One row for each borough and service that a stream pays for in a year, and for what it keeps or leaves unspent.",
    (
        *(OPTION, _YEAR, _STREAM, _HOME),
        Column("borough", Kind.TEXT, "the borough it is spent for; blank if it is not spent", blank=True),
        Column(
            "service",
            Kind.TEXT,
            "the service, `commissioning`, `carried forward` (kept for the next year) or `unspent`",
        ),
        Column("amount", Kind.MONEY, "the money"),
    ),
    for_each_plan(funding_rows),
)
PAYMENTS = DataTable[Run](
    "payments",
    "The payment schedule: one row for each payment of a stream to a contract or team in a year.",
    (
        *(OPTION, _YEAR),
        Column(
            "contract",
            Kind.TEXT,
            "the name of the existing contract, the offer or the team: `back office`, `hub: ` and its name,"
            " `contract management`, `joint contract management`",
        ),
        Column("kind", Kind.TEXT, "as in `plan.csv`; `commissioning` for a team"),
        Column("provider", Kind.TEXT, "who is paid: the provider, the hub, or who commissions for the borough"),
        *(_STREAM, _HOME, Column("owner", Kind.TEXT, "the owner of the stream", blank=True)),
        Column("borough", Kind.TEXT, "the borough it is paid for"),
        _CHARGED,
        Column("amount", Kind.MONEY, "the payment"),
    ),
    for_each_plan(payment_rows),
)
PROVISION = DataTable[Run](
    "provision",
    "One row for each borough and service with demand or places in a year.",
    (
        *(OPTION, _YEAR, Column("borough", Kind.TEXT, "the borough"), Column("service", Kind.TEXT, "the service")),
        Column("demand", Kind.COUNT, "places that could be used", unit="places"),
        Column("places", Kind.COUNT, "places bought and used", unit="places"),
    ),
    for_each_plan(provision_rows),
)
ACTION_PLAN = DataTable[Run](
    "action_plan",
    "One row for each step. Each contract that starts or ends in contracts.csv has exactly one such step.",
    (
        OPTION,
        Column("year", Kind.TEXT, "the financial year of the plan that needs the step"),
        Column("begins", Kind.TEXT, "the quarter in which it begins"),
        Column("by_when", Kind.TEXT, "the quarter in which it must be done; it may be before the first year"),
        Column(
            "step",
            Kind.TEXT,
            "`approve pooling`, `align money`, `agree to contract jointly`, `serve notice`, `tender`, `renew`,"
            " `set up in house`, `set up hub`, `end contract`, `start contract`",
        ),
        Column("objective", Kind.TEXT, "what it serves", blank=True),
        Column(
            "action",
            Kind.TEXT,
            "what is to be done. For a contract that ends, who takes over: whoever has more places of the service for"
            " the borough than the year before, the same provider first",
        ),
        Column(
            "by_whom",
            Kind.TEXT,
            "who does it, separated by commas: commissioners, the owner of the money, providers",
            blank=True,
        ),
        Column("contract", Kind.TEXT, "as in `contracts.csv`; blank for a step about no contract", blank=True),
        Column(
            "boroughs",
            Kind.TEXT,
            "the boroughs of the contract, the hub, the group or the money, separated by commas",
            blank=True,
        ),
        Column(
            "amount",
            Kind.MONEY,
            "for a start, the first year's unit cost, fee and start cost; for an end, the exit cost; for a hub, its"
            " set-up cost; for money to pool or align, what the stream has in that year; blank for other steps. Do not"
            " add these up",
            blank=True,
        ),
        Column("remark", Kind.TEXT, "says if a step falls before the first year: check that it can be met", blank=True),
    ),
    for_each_plan(action_rows),
)
PLAN_TABLES = (PLAN, CONTRACTS, COSTS, FUNDING, PAYMENTS, PROVISION, ACTION_PLAN)
