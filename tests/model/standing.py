"""A plan made by hand, put into the variables of the programme: which rows of which rules hold then.

No solver takes part. What a plan decides that has no column, or not with that value, is `left_out`: a rule may be
held by leaving such columns out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import pulp

from models.case.types import Case
from models.mip.constraints import RULES
from models.mip.costs import charges
from models.mip.funding_pools import THOUSAND_POUNDS
from models.mip.instance import Question
from models.mip.variables import Variables, variables
from models.plan.plan import Plan

HALF_A_PENNY = 0.5 / THOUSAND_POUNDS  # finer than any rule; coarser than floating point
BY_NAME = {rule.__name__: rule for rule in RULES}

Index = tuple[object, ...]


@dataclass
class Standing:
    """A plan in the variables. `left_out`: the decisions that the programme has no column, or no such value, for."""

    variables: Variables
    left_out: list[tuple[str, object]] = field(default_factory=list)

    def rows(self, rule: str) -> list[Index]:
        """The rows of a rule."""
        return [index for index, _ in BY_NAME[rule](self.variables)]

    def broken(self, rule: str) -> list[Index]:
        """The rows of a rule that do not hold."""
        return [index for index, row in BY_NAME[rule](self.variables) if not row.valid(HALF_A_PENNY)]

    def rules_broken(self) -> set[str]:
        """The names of the rules that have a row that does not hold."""
        return {rule for rule in BY_NAME if self.broken(rule)}


def holds(rule: str, case: Case, plan: Plan) -> list[Index]:
    """The rows of a rule, in a plan that the programme can say and that keeps every rule."""
    it = standing(case, plan)
    assert ([], set()) == (it.left_out, it.rules_broken())
    return it.rows(rule)


def breaks(rule: str, case: Case, plan: Plan) -> list[Index]:
    """The rows of a rule that a plan breaks, which the programme can say, and which breaks no other rule."""
    it = standing(case, plan)
    assert ([], {rule}) == (it.left_out, it.rules_broken())
    return it.broken(rule)


def rows(rule: str, case: Case) -> list[Index]:
    """The rows of a rule, whatever is decided."""
    return [index for index, _ in BY_NAME[rule](written(case))]


def rule_of(row: str) -> str:
    """The rule of a row's name, as PuLP keeps it or writes it: rule[3] or rule_3_."""
    found = re.fullmatch(r"([a-z_]+?)[\[_]\d+[\]_]", row)
    return found.group(1) if found else row


def written(case: Case, option: str | None = None) -> Variables:
    """The variables of an option, the first unless named, with whole places and every charge, as `build` makes them."""
    question = Question(case, case.option(option) if option else case.options[0])
    made = variables(question, pulp.LpProblem("option", pulp.LpMinimize), whole=True)
    for charge in charges(made):
        made.charges.append(charge)
        made.cost[charge.cell].append(charge)
    return made


def standing(case: Case, plan: Plan) -> Standing:
    """The plan in the variables of its option."""
    it = Standing(written(case, plan.option))
    columns = list(_columns(it.variables))
    for column in columns:
        column.varValue = 0
    _decide(it, plan)
    _engage(it, plan)
    _count(it, plan)
    _pay(it, plan)
    it.left_out += [("bounds", column.name) for column in columns if not _within(column)]
    return it


def _columns(v: Variables) -> Iterator[Any]:
    bought = (source.taken for source in v.bought.values())
    others = (v.arranged, v.keep, v.use, v.band, v.start, v.engaged, v.pay, v.carry)
    for column in chain(bought, *(columns.values() for columns in others)):
        if not isinstance(column, int):
            yield column


def _decide(it: Standing, plan: Plan) -> None:
    v = it.variables
    bands = {(*key[:3], k, key[3]): 1 for key, k in plan.bands.items()}
    for kind, columns, decided in (
        ("arrangement", v.arranged, dict.fromkeys(plan.arrangements, 1)),
        ("contract", v.keep, dict.fromkeys(plan.kept, 1)),
        ("band", v.band, bands),
    ):
        _put(it, kind, columns, decided)
    it.left_out += [("deal", key) for key in plan.live if key not in v.live]
    it.left_out += [("deal", key) for key, live in v.live.items() if bool(pulp.value(live)) is not (key in plan.live)]
    for offer, group, year in v.start:
        rises = (offer, group, year) in plan.live and (offer, group, year - 1) not in plan.live
        v.start[offer, group, year].varValue = int(rises)


def _engage(it: Standing, plan: Plan) -> None:
    case = it.variables.question.case
    providers = {(case.offer(name).provider, year) for name, _, year in plan.live if not case.offer(name).in_house}
    for key, column in it.variables.engaged.items():
        column.varValue = int(key in providers)


def _count(it: Standing, plan: Plan) -> None:
    v = it.variables
    _put(it, "use", v.use, plan.used)
    banded = {(*key[:4], plan.bands.get((*key[:3], key[4]), 0), key[4]): places for key, places in plan.bought.items()}
    _put(it, "buy", {key: source.taken for key, source in v.bought.items()}, banded)


def _pay(it: Standing, plan: Plan) -> None:
    v = it.variables
    pot_of = {(f, pot.year): number for number, pot in enumerate(v.pots.pots) for f in pot.streams}
    payee_of = {cell: number for number, cells in enumerate(v.pots.payees) for cell in cells}
    paid: Counter[tuple[int, int]] = Counter()
    kept: Counter[int] = Counter()
    for (stream, *cell), pence in plan.spent.items():
        paid[pot_of[stream, cell[2]], payee_of[tuple(cell)]] += pence  # type: ignore[index]
    for key, pence in plan.carried.items():
        kept[pot_of[key]] += pence
    _put(it, "pay", v.pay, {key: pence / THOUSAND_POUNDS for key, pence in paid.items() if pence})
    _put(it, "carry", v.carry, {key: pence / THOUSAND_POUNDS for key, pence in kept.items() if pence})


def _put(it: Standing, kind: str, columns: Mapping[Any, Any], decided: Mapping[Any, float]) -> None:
    """Give every column its value; a settled one must agree, and what is decided must have a column."""
    for key, column in columns.items():
        if isinstance(column, int):
            it.left_out += [(kind, key)] * (column != decided.get(key, 0))
        else:
            column.varValue = decided.get(key, 0)
    it.left_out += [(kind, key) for key in decided if key not in columns]


def _within(column: Any) -> bool:
    most = column.upBound
    return column.varValue >= -HALF_A_PENNY and (most is None or column.varValue <= most + HALF_A_PENNY)
