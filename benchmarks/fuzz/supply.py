"""What a random case can buy: boroughs, services, demand, contracts, offers and their prices."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.fuzz.figures import STAFF, Figures, Row


class Supply(Figures):
    """The tables of what is wanted and offered; each method draws one table or several that belong together."""

    def boroughs(self) -> Iterator[Row]:
        """The table `boroughs`."""
        for name in self.names:
            office = self.pounds(0, 20)
            self.spent += float(office)
            yield {
                "borough": name,
                "in_treatment": str(self.draw.randint(0, 900)),
                "back_office_cost": office,
                "cost_share": self.maybe(0.6, self.share("0", "1", "2", "2.5")),
                "commissioner": self.maybe(0.7, "one"),
                "source": "illustrative",
                "note": "",
            }

    def services(self) -> Iterator[Row]:
        """The table `services`."""
        for kind in self.kinds:
            yield {
                "service": kind,
                "tier": self.draw.choice("1234"),
                "unit": self.maybe(0.2, "pack"),
                "outcome_weight": self.weight(),
                "value_per_outcome": self.maybe(0.8, self.pounds(0, 90)),
                "people_per_place": self.maybe(0.4, self.share("0", "1", "0.5", "2")),
                "independent": self.yes(0.15),
                "heading": self.maybe(0.2, "other"),
            }
        if self.staff:
            yield {"service": STAFF, "tier": "infrastructure", "outcome_weight": self.maybe(0.5, "0")}

    def demand(self) -> Iterator[Row]:
        """The table `demand`."""
        for name in self.names:
            for kind in self.every:
                if self.chance(0.93):
                    most = 1 if kind == STAFF else self.demand_most if len(self.names) < 3 else self.demand_most - 1
                    figures = [str(self.draw.choice((0, most, self.draw.randint(0, most)))) for _ in self.years]
                    self.spent += int(figures[0]) * 8 * self.usual
                    yield {"borough": name, "service": kind, **self.by_year(figures)}

    def rate(self, kind: str) -> str:
        """A success rate."""
        return "" if kind == STAFF else self.share("0.1", "0.25", "0.33", "0.5")

    def contracts(self) -> Iterator[Row]:
        """The table `contracts`."""
        for number in range(self.draw.choice((0, 1, 1, 2))):
            firm = self.draw.choice(("", "", "2009/10", *self.years))
            ends = self.draw.choice(("", "", *(year for year in self.years if year >= firm)))
            common = {
                "contract": f"K{number}",
                "provider": self.draw.choice(("P", "Q")),
                "committed_to": firm,
                "ends": ends,
                "in_house": self.yes(0.15),
                "notice_months": self.maybe(0.2, "3"),
            }
            for kind in self.some(self.every)[: self.draw.choice((1, 1, 2))]:
                cost = self.pounds(0, 8 * self.demand_most)
                self.spent += float(cost)
                yield {
                    **common,
                    "service": kind,
                    "borough": self.listed(self.some(self.names)),
                    "places": str(self.draw.randint(1, self.demand_most + 1)),
                    "annual_cost": cost,
                    "exit_cost": self.maybe(0.5, self.pounds(0, 8)),
                    "success_rate": self.rate(kind),
                }

    def offers(self) -> tuple[list[Row], list[Row]]:
        """The tables `offers` and `prices`."""
        offers: list[Row] = []
        prices: list[Row] = []
        for number in range(self.draw.choice((1, 2, 2, 3))):
            common = {
                "offer": f"O{number}",
                "provider": self.draw.choice(("P", "Q", "R")),
                "boroughs": self.maybe(0.5, self.listed(self.some(self.names))),
                "options": self.draw.choice(("", "all", "only", *self.options)),
                "from": self.draw.choice(("", "", "2009/10", *self.years)),
                "minimum_term": self.draw.choice(("", "1", "2", "3")),
                "in_house": self.yes(0.15),
            }
            kinds = self.some(self.every)[: self.draw.choice((1, 1, 2))]
            for kind in kinds:
                offers.append({**common, **self._line(kind)})
                named = kind if len(kinds) > 1 or self.chance(0.5) else ""
                prices += [{"offer": common["offer"], "service": named, **band} for band in self._bands()]
        return offers, prices

    def _line(self, kind: str) -> Row:
        return {
            "service": kind,
            "capacity": self.draw.choice(("", "", "1", str(self.demand_most), str(2 * self.demand_most))),
            "annual_fee": self.maybe(0.5, self.pounds(0, 4)),
            "start_cost": self.maybe(0.5, self.pounds(0, 4)),
            "success_rate": self.rate(kind),
        }

    def _bands(self) -> Iterator[Row]:
        """Bands of a line; a later one is usually cheaper."""
        starts = self.draw.choice(([0], [0], [0, 2], [1, 3], [0, 2, 4]))
        for place, start in enumerate(starts):
            first = "" if start == 0 and self.chance(0.5) else str(start * max(1, self.demand_most // 4))
            price = self.price(2, 15) if place == 0 or self.magnitudes else self.price(2 / place, 6 / place)
            yield {"from_places": first, "unit_price": price}
