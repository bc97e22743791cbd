"""The long tables of a run: what is bought, under which contracts, at what cost, paid from what, for what demand.

`LISTINGS` declares them with their columns; the CSV files, the frames and the documents use that. Rows come from a
plan and its audited ledger alone, in the case's order. Money is whole pence here; who shows it makes pounds of it.
Nothing here writes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from models.accounts.payment_schedule import payment_schedule
from models.case.types import COMMISSIONING, Case, Option
from models.plan.contract_register import RegisteredContract, contract_register
from models.plan.ledger import Ledger
from models.plan.plan import Plan
from models.transition.action_plan import action_plan

CARRIED_FORWARD = "carried forward"
UNSPENT = "unspent"

Cell = str | int | None
Row = tuple[Cell, ...]


class Holds(Enum):
    """What the cells of a column hold."""

    TEXT = "text"
    PLACES = "whole places"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a listing and what it means; `blank`: whether a cell may be blank."""

    name: str
    holds: Holds
    meaning: str
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """One option's plan with its audited ledger: what the rows are made from."""

    case: Case
    option: Option
    plan: Plan
    ledger: Ledger


@dataclass(frozen=True, slots=True)
class Listing:
    """One table: its name, a sentence, its columns, and the rows of one option's plan."""

    name: str
    sentence: str
    columns: tuple[Column, ...]
    rows: Callable[[Judged], Iterator[Row]]


def plan_rows(known: Judged) -> Iterator[Row]:
    """A row for each line and borough of each live contract and year, places 0 included."""
    for year, each in _by_year(known):
        if not each.is_live(year):
            continue
        for line in each.lines:
            price = each.unit_price(line.service, year)
            for borough in line.boroughs:
                places = each.places(line.service, borough, year)
                yield (*_which(known, year, each), each.provider, line.service, borough, places, price)


def contract_rows(known: Judged) -> Iterator[Row]:
    """A row for each contract and year in which it starts, continues, or has just ended."""
    for year, each in _by_year(known):
        if (state := each.state(year)) is None:
            continue
        money = (each.places_cost(year), each.annual_fee(year), each.start_cost(year), each.exit_cost(year))
        names = (each.provider, ", ".join(each.services), ", ".join(each.boroughs))
        yield (*_which(known, year, each), *names, each.all_places(year), state, *money, each.management_cost(year))


def cost_rows(known: Judged) -> Iterator[Row]:
    """A row for each year, borough and service (or commissioning) that anything is charged to."""
    total: dict[tuple[int, str, str], int] = defaultdict(int)
    for charge in known.ledger.charges:
        total[charge.year, charge.borough, charge.service] += charge.amount
    for year in known.case.years:
        for borough, service in _pairs(known.case):
            if amount := total.get((year, borough, service)):
                yield known.option.name, known.case.year_label(year), borough, service, amount


def funding_rows(known: Judged) -> Iterator[Row]:
    """A row for each year, stream, borough and service it pays for; what is carried forward; what is left unspent."""
    case, plan = known.case, known.plan
    for year in case.years:
        for f, stream in enumerate(case.funding):
            which = (known.option.name, case.year_label(year), stream.name, ", ".join(stream.homes))
            paid = [(b, s, plan.spent.get((f, b, s, year), 0)) for b, s in _pairs(case)]
            came, kept = plan.carried.get((f, year - 1), 0), plan.carried.get((f, year), 0)
            left = stream.amounts[year] + came - kept - sum(amount for *_, amount in paid)
            for borough, service, amount in [*paid, ("", CARRIED_FORWARD, kept), ("", UNSPENT, left)]:
                if amount:
                    yield (*which, borough, service, amount)


def payment_rows(known: Judged) -> Iterator[Row]:
    """A row for each payment of the schedule. Raises ValueError where what is paid is not what is charged."""
    case = known.case
    for each in payment_schedule(case, known.plan, known.ledger):
        stream, to = case.funding[each.stream], each.payee
        whose = (known.option.name, case.year_label(each.year), to.contract, to.kind, each.provider)
        yield (*whose, stream.name, ", ".join(stream.homes), stream.owner, each.borough, each.service, each.amount)


def provision_rows(known: Judged) -> Iterator[Row]:
    """A row for each year, borough and service with demand: the demand and the places."""
    had: dict[tuple[str, str, int], int] = defaultdict(int)
    for (_, service, borough, year), places in known.plan.used.items():
        had[borough, service, year] += places
    for (_, _, service, borough, year), places in known.plan.bought.items():
        had[borough, service, year] += places
    for year in known.case.years:
        for b, s in _pairs(known.case):
            if (b, s) in known.case.demand or had.get((b, s, year)):
                wanted = known.case.places_demanded(b, s, year)
                yield known.option.name, known.case.year_label(year), b, s, wanted, had.get((b, s, year), 0)


def action_rows(known: Judged) -> Iterator[Row]:
    """A row for each step of the action plan, by date."""
    case = known.case
    for step in action_plan(case, known.option, known.plan):
        dates = (case.year_label(step.year), step.begins.label(case), step.by_when.label(case))
        what = (step.kind.value, step.objective, step.action, ", ".join(step.by_whom))
        yield (
            *(known.option.name, *dates, *what),
            *(step.contract, ", ".join(step.boroughs), step.amount, step.remark),
        )


def _by_year(known: Judged) -> Iterator[tuple[int, RegisteredContract]]:
    each = contract_register(known.case, known.option, known.plan)
    return ((year, one) for year in known.case.years for one in each)


def _which(known: Judged, year: int, each: RegisteredContract) -> Row:
    return known.option.name, known.case.year_label(year), each.name, each.kind


def _pairs(case: Case) -> Sequence[tuple[str, str]]:
    services = (*(service.name for service in case.services), COMMISSIONING)
    return [(borough.name, service) for borough in case.boroughs for service in services]


_OPTION = Column("option", Holds.TEXT, "the option's name")
_YEAR = Column("year", Holds.TEXT, "the financial year, as 2010/11")
_CONTRACT = Column("contract", Holds.TEXT, "the existing contract's name, or the offer's")
_KIND = Column("kind", Holds.TEXT, "existing; separate: new, for one borough; joint: new, for several")
_PROVIDER = Column("provider", Holds.TEXT, "who provides it")
_BOROUGH = Column("borough", Holds.TEXT, "the borough that it is for")
_CHARGED = Column("service", Holds.TEXT, "the service, or commissioning")

LISTINGS: tuple[Listing, ...] = (
    Listing(
        "plan",
        "What is bought and used: one row a line and borough of each live contract a year, places 0 included.",
        (
            *(_OPTION, _YEAR, _CONTRACT, _KIND, _PROVIDER),
            Column("service", Holds.TEXT, "the line's service"),
            _BOROUGH,
            Column("places", Holds.PLACES, "places the borough buys or uses"),
            Column("unit_price", Holds.MONEY, "price of a place, in the band chosen; blank for existing", blank=True),
        ),
        plan_rows,
    ),
    Listing(
        "contracts",
        "What starts, continues and ends: one row a contract a year. With commissioning's other costs it is all cost.",
        (
            *(_OPTION, _YEAR, _CONTRACT, _KIND, _PROVIDER),
            Column("services", Holds.TEXT, "its services, separated by commas"),
            Column("boroughs", Holds.TEXT, "all its boroughs, separated by commas"),
            Column("places", Holds.PLACES, "places bought or used, all lines; none where it has ended"),
            Column("state", Holds.TEXT, "starts; continues; ends: live last year and not this"),
            Column("unit_cost", Holds.MONEY, "unit prices times places, or the annual cost of an existing contract"),
            Column("fee", Holds.MONEY, "annual fees"),
            Column("start_cost", Holds.MONEY, "start costs"),
            Column("exit_cost", Holds.MONEY, "exit costs, in the year it ends"),
            Column("management_cost", Holds.MONEY, "what managing the contract costs commissioning"),
        ),
        contract_rows,
    ),
    Listing(
        "costs",
        "What each borough is charged, by service.",
        (_OPTION, _YEAR, _BOROUGH, _CHARGED, Column("amount", Holds.MONEY, "what it costs the borough")),
        cost_rows,
    ),
    Listing(
        "funding",
        "What each stream pays for, borough by borough and service by service, and what is kept or left.",
        (
            *(_OPTION, _YEAR),
            Column("stream", Holds.TEXT, "the stream of money"),
            Column("home", Holds.TEXT, "the boroughs it belongs to, separated by commas"),
            Column("borough", Holds.TEXT, "the borough it is spent for; blank where it is not spent", blank=True),
            Column("service", Holds.TEXT, "the service, commissioning, carried forward, or unspent"),
            Column("amount", Holds.MONEY, "the money"),
        ),
        funding_rows,
    ),
    Listing(
        "payments",
        "The payment schedule: which stream pays which contract, deal or team for what, by the rule of that schedule.",
        (
            *(_OPTION, _YEAR),
            Column("contract", Holds.TEXT, "the existing contract's name, the offer's, or the team's"),
            Column("kind", Holds.TEXT, "existing, separate or joint as in plan; commissioning: a team"),
            Column("provider", Holds.TEXT, "who is paid: the provider, the hub, or who commissions for the borough"),
            Column("stream", Holds.TEXT, "the stream of money"),
            Column("home", Holds.TEXT, "the boroughs it belongs to, separated by commas"),
            Column("owner", Holds.TEXT, "the stream's owner"),
            _BOROUGH,
            _CHARGED,
            Column("amount", Holds.MONEY, "the payment"),
        ),
        payment_rows,
    ),
    Listing(
        "provision",
        "Demand and places of each borough and service.",
        (
            *(_OPTION, _YEAR, _BOROUGH),
            Column("service", Holds.TEXT, "the service"),
            Column("demand", Holds.PLACES, "places that could be used"),
            Column("places", Holds.PLACES, "places bought and used"),
        ),
        provision_rows,
    ),
    Listing(
        "action_plan",
        "The action plan: one row a step. Each contract that starts or ends in contracts has one step that says so.",
        (
            _OPTION,
            Column("year", Holds.TEXT, "the financial year of the plan that needs it"),
            Column("begins", Holds.TEXT, "the quarter of the financial year in which it begins, as Q3 2010/11"),
            Column("by_when", Holds.TEXT, "the quarter in which it must be done"),
            Column("step", Holds.TEXT, "what kind of step it is, as start contract"),
            Column("objective", Holds.TEXT, "what it serves"),
            Column("action", Holds.TEXT, "what is to be done"),
            Column("by_whom", Holds.TEXT, "who does it, separated by commas"),
            Column("contract", Holds.TEXT, "the contract or offer it is about; blank where about none", blank=True),
            Column("boroughs", Holds.TEXT, "its boroughs, separated by commas"),
            Column("amount", Holds.MONEY, "the money that goes with it; blank where none does", blank=True),
            Column("remark", Holds.TEXT, "what is to be checked of its dates; blank for nothing", blank=True),
        ),
        action_rows,
    ),
)
