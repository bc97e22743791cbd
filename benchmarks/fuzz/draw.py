"""Draws the tables of a random case as text: every column of the schema, in combinations that no person would choose.

The same seed and number always give the same tables. A family sets what its cases are hard by: shares that are no
decimals, pennies beside tens of millions, weights from a billionth to a billion, and more places than can be tried.
Not every draw is a case: the reader finds faults in some, and they are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from random import Random

from benchmarks.fuzz.figures import FAMILIES, Row, Tables
from benchmarks.fuzz.supply import Supply

COST_KINDS = ("provision", "fees", "back_office", "hub", "contract_management", "transition")
MEASURES = ("outcomes", "present_cost", "saving", "coverage", "worst_coverage", "unit_cost", "contracts", "places")


@dataclass(frozen=True, slots=True)
class Drawn:
    """The tables of a case, and the family that it is of."""

    family: str
    tables: Tables


def draw_tables(seed: str, number: int) -> Drawn:
    """The tables of a number."""
    family = FAMILIES[number % len(FAMILIES)]
    return Drawn(family, _Draw(Random(f"{seed} {number}"), family).tables())  # noqa: S311 - draws cases, keeps no secret


class _Draw(Supply):
    """Draws one case."""

    def tables(self) -> Tables:
        made: Tables = {"boroughs": list(self.boroughs()), "services": list(self.services())}
        made["demand"] = list(self.demand())
        made["contracts"] = list(self.contracts())
        made["offers"], made["prices"] = self.offers()
        made["options"], made["hubs"], made["joint"] = self.option_tables()
        made["minimum"], made["savings"] = list(self.minimums()), list(self.savings())
        made["funding"] = list(self.funding())
        made["settings"] = list(self.settings())
        made |= self.appraisal()
        return {name: rows for name, rows in made.items() if rows}

    def settings(self) -> Iterator[Row]:
        draw = self.draw
        found = {
            "title": "a random case",
            "first_year": self.years[0],
            "years": str(len(self.years)),
            "objective": draw.choice(("outcomes", "outcomes", "cost", "value", "")),
            "most_per_outcome": self.maybe(0.25, self.pounds(0.5, 60)),
            "discount_rate": draw.choice(("0.035", "0", "0.25", "", "0.333333333333333")),
            "contract_management_cost": self.maybe(0.6, self.pounds(0, 5)),
            "access_gap": self.maybe(0.3, self.share("0.2", "0.5", "0")),
            "price_base": self.years[0],
            "band_high": self.maybe(0.2, "70"),
            "band_medium": self.maybe(0.2, "40"),
            "blank_ends": draw.choice(("", "reference", "options")),
            "materiality": self.maybe(0.2, "0.01"),
            "tender_months": self.maybe(0.2, "4"),
            **{f"optimism_bias_{kind}": self.maybe(0.2, "0.1") for kind in COST_KINDS},
        }
        for setting, value in found.items():
            if value:
                yield {"setting": setting, "value": value}

    def option_tables(self) -> tuple[list[Row], list[Row], list[Row]]:
        options: list[Row] = []
        hubs: list[Row] = []
        joint: list[Row] = []
        for name in self.options:
            level = self.draw.choice((1, 2, 3, 3))
            options.append({"option": name, "description": "", "level": str(level), **self._limits(), "dropped": ""})
            hubs += [{"option": name, **row} for row in self._hubs(level)]
            joint += [{"option": name, **row} for row in self._joint()]
        if self.chance(0.1):
            options.append({"option": "left out", "level": "1", "dropped": "too late"})
        return options, hubs, joint

    def _limits(self) -> Row:
        return {
            "existing": self.draw.choice(("", "free", "free", "run", "stop")),
            "joint_contract_cost": self.maybe(0.6, self.pounds(0, 6)),
            "max_new_contracts": self.draw.choice(("", "", "", "1", "2")),
            "max_new_providers": self.draw.choice(("", "", "", "1")),
            "transfer_limit": self.maybe(0.4, self.share("0.1", "0.5", "0")),
        }

    def _hubs(self, level: int) -> Iterator[Row]:
        left = list(self.names)
        self.draw.shuffle(left)
        while left and self.chance(0.8 if level == 3 else 0.4):
            size = self.draw.randint(1, len(left))
            group, left = sorted(left[:size]), left[size:]
            yield {
                "hub": self.draw.choice(("hub", "hub", "other hub")),
                "boroughs": self.listed(group),
                "annual_cost": self.pounds(0, 10),
                "setup_cost": self.draw.choice(("0", self.pounds(0, 5))),
                "back_office_retained": self.maybe(0.7, self.share("0", "0.5", "1")),
                "from": self.draw.choice(("", "2009/10", *self.years)),
            }

    def _joint(self) -> Iterator[Row]:
        groups = [list(g) for size in range(2, len(self.names) + 1) for g in combinations(self.names, size)]
        for group in self.draw.sample(groups, min(len(groups), self.draw.choice((0, 1, 1, 2)))):
            yield {
                "boroughs": self.listed(group),
                "services": ", ".join(self.some(self.every)),
                "rule": self.draw.choice(("required", "allowed", "allowed")),
                "from": self.draw.choice(("", "", *self.years)),
            }

    def minimums(self) -> Iterator[Row]:
        for _ in range(self.draw.choice((0, 0, 1, 2))):
            most = max(1, self.demand_most // 3)
            figures = [self.draw.choice(("", "1", str(self.draw.randint(1, most)))) for _ in self.years]
            people = self.chance(0.4)
            if people and self.thirds:
                figures = [figure and self.draw.choice((figure, "0.333333333333333", "0.5")) for figure in figures]
            yield {
                "borough": self.listed(self.some(self.names)),
                "service": self.draw.choice(("all", ", ".join(self.some(self.every)))),
                "measure": "people" if people else self.draw.choice(("", "places")),
                "statutory": self.yes(0.3),
                **self.by_year(figures),
            }

    def savings(self) -> Iterator[Row]:
        for _ in range(self.draw.choice((0, 0, 0, 1, 2))):
            share = self.chance(0.5)
            figures = [self.maybe(0.7, self.share("0", "0.03") if share else self.pounds(0, 3)) for _ in self.years]
            yield {
                "borough": self.listed(self.some(self.names)),
                "measure": "%" if share else "£",
                "one_off": self.yes(0.6),
                "streams": self.draw.choice(("", "", "all", "special 0", "general")),
                **self.by_year(figures),
            }

    def funding(self) -> Iterator[Row]:
        part = self.draw.choice((0.4, 1, 1.5, 3, 6))
        for name in self.names:
            yield {"stream": "general", "borough": name, **self._rules([*self.every, "commissioning"], 0.15)} | (
                self._amounts(self.spent * part / len(self.names))
            )
        for number in range(self.draw.choice((0, 1, 1, 2))):
            homes = self.listed(self.some(self.names))
            fence = self.some([*self.every, "commissioning"])
            yield {"stream": f"special {number}", "borough": homes, **self._rules(fence, 0.8)} | (
                self._amounts(self.spent * self.draw.uniform(0, 0.5))
            )

    def _rules(self, fence: list[str], tied: float) -> Row:
        return {
            "owner": self.maybe(0.3, "the owner"),
            "ring_fence": self.maybe(tied, ", ".join(fence)),
            "purpose": self.maybe(tied / 2, ", ".join(self.some(fence))),
            "aligned": self.maybe(tied / 2, ", ".join(fence)),
            "poolable": self.yes(0.7),
            "carry_forward": self.maybe(0.4, self.share("0.05", "0.5", "1")),
            "lapses": self.yes(0.3),
        }

    def _amounts(self, usual: float) -> Row:
        amounts = [usual * self.draw.choice((0.7, 1, 1.3)) for _ in self.years]
        return self.by_year([f"{amount:.{self.draw.choice((0, 2))}f}" for amount in amounts])

    def appraisal(self) -> Tables:
        """The tables that no plan depends on, but the ranking does."""
        if self.chance(0.3):
            return {}
        criteria: list[Row] = [
            {
                "criterion": measure,
                "weight": self.share("10", "30", "60"),
                "measure": measure,
                "better": self.draw.choice(("higher", "lower")),
                "gate": self.maybe(0.1, "10"),
                **self.draw.choice(({"low": "", "high": ""}, {"low": "0", "high": "1000"}, {"low": "0", "high": ""})),
                **self.draw.choice(({}, {}, {"weight_low": "0", "weight_high": "70"})),
            }
            for measure in self.draw.sample(MEASURES, self.draw.choice((1, 2, 3)))
        ]
        criteria.append({"criterion": "liked", "weight": "20", "same_as": self.maybe(0.3, criteria[0]["criterion"])})
        judged = {option: self.draw.choice(("High", "Medium", "Low", "55")) for option in self.options}
        risk = {"risk": "delay", "option": "all", "likelihood": "2", "impact": "3", "mitigation": "care", "owner": "us"}
        change = {"scenario": "less", "table": "funding", "where": "stream=general", "column": self.years[0]}
        return {
            "criteria": criteria,
            "judgements": [{"criterion": "liked", **judged}],
            "risks": [risk] if self.chance(0.5) else [],
            "scenarios": [{**change, "change": "-10%"}] if self.chance(0.3) else [],
            "actions": [{"objective": "begin", "action": "start", "by_when": "May", "by_whom": "us"}],
            "success_factors": [{"factor": "people", "today": "3", "unit": "people", "measure": "people"}],
        }
