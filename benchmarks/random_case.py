"""Writes random cases to measure with: folders of CSV tables, always the same for the same arguments.

    python -m benchmarks.random_case FOLDER --seed 1

By default a case has three boroughs, ten services, sixteen providers, existing contracts (some with two services, one
for all boroughs), price bands, a bundle, a hub with two phases, and five options. In the last option the plan chooses
who contracts together. Everything is invented; prices and sizes have the order of magnitude of English drug treatment
around 2010.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from models.case.types import INFRASTRUCTURE, Group

Row = Sequence[object]
NAMES = ("Ashmere", "Brackenford", "Coldwell", "Dunstow", "Elmsett", "Farley")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of service: £ a place, and places wanted for each person in treatment."""

    name: str
    tier: str
    price: int
    wanted: float
    weight: float


KINDS = (
    Kind("advice line", "1", 85, 1.1, 0.05),
    Kind("needle exchange", "2", 65, 0.5, 0.1),
    Kind("harm reduction", "2", 160, 0.45, 0.1),
    Kind("street outreach", "2", 230, 0.4, 0.1),
    Kind("prescribing", "3", 1550, 0.35, 1),
    Kind("talking therapies", "3", 880, 0.35, 1),
    Kind("day programme", "3", 2500, 0.3, 1),
    Kind("care with the family doctor", "3", 720, 0.35, 1),
    Kind("detoxification", "4", 5100, 0.04, 3),
    Kind("rehabilitation", "4", 9400, 0.04, 3),
)
STAFF = "commissioned workforce"
HEADINGS = {
    "settings": "setting, value",
    "boroughs": "borough, in_treatment, back_office_cost",
    "services": "service, tier, outcome_weight, value_per_outcome",
    "funding": "stream, borough, ring_fence, purpose, aligned, poolable, carry_forward, lapses, *",
    "demand": "borough, service, *",
    "minimum": "borough, service, measure, statutory, *",
    "savings": "borough, measure, one_off, *",
    "contracts": "contract, provider, service, borough, places, annual_cost, committed_to, ends, exit_cost, "
    "success_rate, in_house",
    "offers": "offer, provider, service, boroughs, from, capacity, annual_fee, start_cost, success_rate, minimum_term",
    "prices": "offer, service, from_places, unit_price",
    "options": "option, level, existing, joint_contract_cost, transfer_limit",
    "hubs": "option, hub, boroughs, annual_cost, setup_cost, back_office_retained, from",
    "joint": "option, boroughs, services, rule, from",
}


@dataclass(frozen=True, slots=True)
class CaseSpec:
    """The size of a random case: two to six boroughs, up to ten services, two years or more."""

    seed: int = 1
    boroughs: int = 3
    services: int = 10
    providers: int = 16
    years: int = 3


def write_case(spec: CaseSpec, folder: Path) -> None:
    """Write a random case into a folder, one CSV file for each table."""
    folder.mkdir(parents=True, exist_ok=True)
    draw = _CaseDraw(spec)
    for table, columns in HEADINGS.items():
        heading = [c for name in columns.split(", ") for c in (draw.years if name == "*" else [name])]
        with (folder / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([heading, *draw.tables[table]])


class _CaseDraw:
    """Draws one case; each public method draws one table or several."""

    def __init__(self, spec: CaseSpec) -> None:
        self.draw = Random(f"case {spec.seed}")  # noqa: S311 - draws cases, keeps no secret
        self.spec, self.names, self.kinds = spec, NAMES[: spec.boroughs], KINDS[: spec.services]
        self.years = [f"{2010 + y}/{11 + y}" for y in range(spec.years)]
        self.providers = [f"Provider {number + 1}" for number in range(spec.providers)]
        self.size = {name: self.draw.randint(420, 980) for name in self.names}
        self.need = {(b, k.name): self._grown(b, k) for b in self.names for k in self.kinds}
        self.tables: dict[str, list[Row]] = {table: [] for table in HEADINGS}
        self.settings()
        self.demand()
        self.contracts()
        self.funding()
        self.offers()
        self.options()

    def _grown(self, borough: str, kind: Kind) -> list[int]:
        first = max(3, round(self.size[borough] * kind.wanted * self.draw.uniform(0.75, 1.3)))
        return [round(first * 1.02**y) for y in range(self.spec.years)]

    def settings(self) -> None:
        settings = {
            "title": f"random case {self.spec.seed}",
            "first_year": self.years[0],
            "years": self.spec.years,
            "objective": "outcomes",
            "contract_management_cost": 6200,
            "price_base": self.years[0],
        }
        self.tables["settings"] = list(settings.items())
        self.tables["boroughs"] = [(b, self.size[b], self.draw.randrange(160_000, 560_000, 1000)) for b in self.names]
        services = [(k.name, k.tier, k.weight, 9000 * k.weight) for k in self.kinds]
        self.tables["services"] = [*services, (STAFF, INFRASTRUCTURE, 0, 0)]

    def demand(self) -> None:
        demand, floors = self.tables["demand"], self.tables["minimum"]
        for (borough, kind), wanted in self.need.items():
            demand.append((borough, kind, *wanted))
            least = self.draw.uniform(0.2, 0.4)
            floors.append((borough, kind, "places", "no", *(int(least * places) for places in wanted)))
        ones = [1] * self.spec.years
        demand += [(borough, STAFF, *ones) for borough in self.names]
        floors.append((self._list(self.names), "tier 3, tier 4", "people", "no", *self._structured(0.35)))
        floors += [(borough, STAFF, "places", "yes", *ones) for borough in self.names]
        shares = ["", *(round(0.005 * y, 3) for y in range(1, self.spec.years))]
        self.tables["savings"].append(("all", "%", "no", *shares))

    def _structured(self, share: float) -> list[int]:
        names = [k.name for k in self.kinds if k.tier in "34"]
        totals = [sum(self.need[b, k][y] for b in self.names for k in names) for y in range(self.spec.years)]
        return [int(share * total) for total in totals]

    def contracts(self) -> None:
        """Existing block contracts: nearly one for each borough and service, one in four with a second service."""
        for borough in self.names:
            contract: Row = ()
            for kind in self.kinds[:1] + self.kinds[2:]:
                if self.draw.random() < 0.06:
                    continue
                if not contract or self.draw.random() < 0.75:
                    contract = self._contract(f"{borough} {kind.name}")
                places = max(1, int(self.need[borough, kind.name][0] * self.draw.uniform(0.5, 0.85)))
                self._today(contract, kind.name, borough, places, places * kind.price * self.draw.uniform(1.0, 1.3))
            self._today((f"own staff {borough}", f"{borough} council", "", ""), STAFF, borough, 1, 40_000, own=True)
        for kind in self.kinds[1:2]:
            places = int(0.6 * sum(self.need[b, kind.name][0] for b in self.names))
            common = "common contract", self.providers[0], self.years[0], self.years[-1]
            self._today(common, kind.name, "all", places, places * kind.price)

    def _contract(self, name: str) -> Row:
        """Name, provider, last firm year and last year of a new contract."""
        firm = self.draw.choice((-1, 0, 0, 1))
        ends = min(max(firm, self.draw.randint(0, 2)), self.spec.years - 1)
        return name, self.draw.choice(self.providers), self.years[firm] if firm >= 0 else "", self.years[ends]

    def _today(self, contract: Row, kind: str, borough: str, places: int, cost: float, own: bool = False) -> None:
        name, provider, firm, ends = contract
        rate = 0 if own or borough == "all" else round(self.draw.uniform(0.08, 0.2), 4)
        money = int(cost), firm, ends, 0 if own else int(0.05 * cost)
        self.tables["contracts"].append((name, provider, kind, borough, places, *money, rate, "yes" if own else "no"))

    def funding(self) -> None:
        """Three streams for each borough, near what all demand would cost at average prices, and less every year."""
        narrow, wide = "infrastructure, commissioning", "tier 1, infrastructure, commissioning"
        fence = "tier 1, tier 2, infrastructure, commissioning"
        for borough in self.names:
            wanted = sum(self.need[borough, k.name][0] * k.price for k in self.kinds)
            full = wanted * self.draw.uniform(0.85, 1.05) + 750_000
            for share, *stream in (
                (0.62, "treatment budget", borough, "all", "all", "all", "yes", 0.05, "yes"),
                (0.28, "health mainstream", borough, "all", "all", "all", "yes", 0, "no"),
                (0.10, "area grant", borough, fence, narrow, wide, "no", 0, "no"),
            ):
                amounts = [int(full * share * (1 - 0.03 * y)) for y in range(self.spec.years)]
                self.tables["funding"].append((*stream, *amounts))

    def offers(self) -> None:
        """Offers from a few services in one borough to all services everywhere, and a bundle of tier 3."""
        for provider in self.providers:
            chance, served = self.draw.choice(((0.25, 1), (0.4, 3), (0.55, 9)))
            where = tuple(sorted(self.draw.sample(self.names, min(served, len(self.names)))))
            for kind in self.kinds:
                if self.draw.random() < chance:
                    self._offer(provider, kind, where, self.draw.uniform(0.85, 1.2), limited=served < 9)
        for kind in self.kinds:
            self._offer("National Provider", kind, self.names, 1.25, limited=False)
        for kind in self.kinds:
            if kind.tier == "3":
                self._offer("Prime Provider", kind, self.names, self.draw.uniform(0.9, 1.0), False, "bundle of tier 3")

    def _offer(self, by: str, kind: Kind, where: Group, level: float, limited: bool, bundle: str = "") -> None:
        usual = sum(self.need[b, kind.name][0] for b in where) / len(where)
        capacity = int(usual * len(where) * self.draw.uniform(0.5, 1.2)) + 1 if limited else ""
        name, price = bundle or f"{by}: {kind.name}", kind.price * level
        fee, start = (int(price * usual * self.draw.uniform(0.02, 0.06)) for _ in range(2))
        late = self.draw.random() < 0.15 and limited
        rate, term = round(self.draw.uniform(0.08, 0.24), 4), 2 if bundle else self.draw.randint(1, 3)
        opens = self.years[1] if late else ""
        self.tables["offers"].append((name, by, kind.name, self._list(where), opens, capacity, fee, start, rate, term))
        bands = ((0, 1.0), (int(1.1 * usual) + 1, 0.93), (int(2 * usual) + 2, 0.86))
        for first, part in bands[: 3 if len(where) > 1 else 2]:
            self.tables["prices"].append((name, kind.name if bundle else "", first, f"{price * part:.2f}"))

    def options(self) -> None:
        """From business as usual to pooled budgets. In the last option the plan chooses who contracts together."""
        self.tables["options"] += [
            ("as is", 1, "run", 0, ""),
            ("alone", 1, "free", 0, ""),
            ("partial", 2, "free", 6000, ""),
            ("full", 3, "free", 12_000, 0.3),
            ("best", 3, "free", 12_000, ""),
        ]
        everyone, pair, rest = self._list(self.names), self._list(self.names[:2]), self._list(self.names[2:])
        now, later, size = self.years[0], self.years[1], len(self.names)
        self.tables["hubs"] += [
            ("partial", "hub", pair, 130_000, 40_000, 0.5, now),
            ("full", "hub", pair, 120_000, 40_000, 0.45, now),
            *([("full", "hub", rest, 60_000 * (size - 2), 20_000 * (size - 2), 0.5, later)] if rest else ()),
            ("best", "hub", everyone, 60_000 * size, 20_000 * size, 0.45, now),
        ]
        every = ", ".join(f"tier {tier}" for tier in sorted({k.tier for k in self.kinds}))
        wider = [("partial", everyone, "tier 4", "required", later), ("best", everyone, every, "allowed", now)]
        self.tables["joint"] += [
            ("partial", pair, "tier 2, tier 3", "required", now),
            ("full", pair, "tier 2", "required", now),
            *([("full", everyone, "tier 2", "required", later)] if rest else ()),
            ("full", everyone, "tier 1, tier 3, tier 4", "required", now),
            ("best", pair, every, "allowed", now),
            *(wider if rest else ()),
        ]

    @staticmethod
    def _list(names: Sequence[str]) -> str:
        return ", ".join(names)


def _main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.random_case",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path)
    for field, default in (("seed", 1), ("boroughs", 3), ("services", 10), ("providers", 16), ("years", 3)):
        parser.add_argument(f"--{field}", type=int, default=default, help=f"default {default}")
    given = vars(parser.parse_args())
    write_case(CaseSpec(**{name: value for name, value in given.items() if name != "folder"}), given["folder"])


if __name__ == "__main__":
    _main()
