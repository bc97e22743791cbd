"""Planted breaches of the rules of deals."""

from __future__ import annotations

from models.case.types import Case, Contract, Offer, Option
from tests.model.planting import Planted
from tests.planned import planned
from tests.world import arrangement, contract, line, offer, option, service, today, world


def _case(*offers: Offer, horizon: int = 1, contracts: tuple[Contract, ...] = (), only: Option | None = None) -> Case:
    return world(
        ("A", "B"),
        ("day", service("bed", tier=4), service("voice", tier=1, independent=True)),
        horizon,
        contracts=contracts,
        offers=offers,
        options=[only or option("only"), option("other")],
    )


_late = _case(offer("O", "P", line("day"), first=1), horizon=2)
_other = _case(offer("O", "P", line("day"), options="only"), offer("X", "P", line("day"), options="other"))
_pair_of_a = _case(
    offer("O", "P", line("day")),
    offer("X", "P", line("day"), boroughs="A"),
    only=option("only", level=2, arrangements=[arrangement("day", "A B", required=True)]),
)
_banded = _case(offer("O", "P", line("day", bands=((0, 100), (3, 90), (6, 80)))))
_least = _case(offer("O", "P", line("day", bands=((2, 100),))))
_scarce = _case(offer("O", "P", line("day", capacity=4)))
_term = _case(offer("O", "P", line("day"), term=2), horizon=3)
_voices = _case(
    offer("V", "P", line("voice")),
    offer("O", "P", line("day")),
    offer("W", "P", line("voice"), line("day")),
    contracts=(contract("K", "P", today("day", "A")), contract("L", "P", today("voice", "A"))),
)
_few = _case(
    offer("O", "P", line("day")),
    offer("X", "Q", line("bed")),
    offer("own", "R", line("day"), in_house=True),
    only=option("only", max_contracts=1),
)
_two = _case(
    offer("O", "P", line("day")),
    offer("X", "P", line("bed")),
    offer("Y", "Q", line("day")),
    offer("own", "R", line("day"), in_house=True),
    only=option("only", max_providers=1),
)

PLANTED = [
    Planted(
        "offer_open",
        "a contract is live before the offer begins",
        _late,
        planned(_late, live=[("O", "A", 1)]),
        planned(_late, live=[("O", "A", 0), ("O", "A", 1)]),
    ),
    Planted(
        "offer_open",
        "an offer is taken that is open in another option",
        _other,
        planned(_other, live=[("O", "A", 0)]),
        planned(_other, live=[("X", "A", 0)]),
    ),
    Planted(
        "offer_open",
        "an offer is taken for a group it does not wholly serve",
        _pair_of_a,
        planned(_pair_of_a, joint=[("day", "A B", 0)], live=[("O", "A B", 0)]),
        planned(_pair_of_a, joint=[("day", "A B", 0)], live=[("X", "A B", 0)]),
    ),
    Planted(
        "price_band",
        "places beyond the band chosen",
        _banded,
        planned(_banded, live=[("O", "A", 0)], bought={("O", "A", "day", "A", 0): 2}),
        planned(_banded, live=[("O", "A", 0)], bought={("O", "A", "day", "A", 0): 3}, bands={("O", "A", "day", 0): 0}),
    ),
    Planted(
        "price_band",
        "places short of the band chosen",
        _banded,
        planned(_banded, live=[("O", "A", 0)], bought={("O", "A", "day", "A", 0): 6}),
        planned(_banded, live=[("O", "A", 0)], bought={("O", "A", "day", "A", 0): 5}, bands={("O", "A", "day", 0): 2}),
    ),
    Planted(
        "price_band",
        "a live contract with fewer places than its first band begins at",
        _least,
        planned(_least, live=[("O", "A", 0)], bought={("O", "A", "day", "A", 0): 2}),
        planned(_least, live=[("O", "A", 0)], bought={("O", "A", "day", "A", 0): 1}),
    ),
    Planted(
        "price_band",
        "a band that the line does not have",
        _banded,
        planned(_banded, live=[("O", "A", 0)]),
        planned(_banded, live=[("O", "A", 0)], bands={("O", "A", "day", 0): 3}),
    ),
    Planted(
        "price_band",
        "a band of a contract that is not live",
        _banded,
        planned(_banded),
        planned(_banded, bands={("O", "A", "day", 0): 0}),
    ),
    Planted(
        "price_band",
        "places of a contract that is not live",
        _banded,
        planned(_banded, live=[("O", "A", 0)], bought={("O", "A", "day", "A", 0): 1}),
        planned(_banded, bought={("O", "A", "day", "A", 0): 1}),
    ),
    Planted(
        "price_band",
        "places bought by a borough outside the contract",
        _banded,
        planned(_banded, live=[("O", "A", 0)], bought={("O", "A", "day", "A", 0): 1}),
        planned(_banded, live=[("O", "A", 0)], bought={("O", "A", "day", "B", 0): 1}),
    ),
    Planted(
        "capacity",
        "two contracts of one offer sell more than it has",
        _scarce,
        planned(
            _scarce,
            live=[("O", "A", 0), ("O", "B", 0)],
            bought={("O", "A", "day", "A", 0): 2, ("O", "B", "day", "B", 0): 2},
        ),
        planned(
            _scarce,
            live=[("O", "A", 0), ("O", "B", 0)],
            bought={("O", "A", "day", "A", 0): 2, ("O", "B", "day", "B", 0): 3},
        ),
    ),
    Planted(
        "minimum_term",
        "a contract ends before its term",
        _term,
        planned(_term, live=[("O", "A", 0), ("O", "A", 1), ("O", "B", 2)]),
        planned(_term, live=[("O", "A", 0)]),
    ),
    Planted(
        "minimum_term",
        "a contract is taken up again for less than its term",
        _case(offer("O", "P", line("day"), term=2), horizon=5),
        planned(_case(offer("O", "P", line("day"), term=2), horizon=5), live=[("O", "A", y) for y in (0, 1, 3, 4)]),
        planned(_case(offer("O", "P", line("day"), term=2), horizon=5), live=[("O", "A", y) for y in (0, 1, 3)]),
    ),
    Planted(
        "independence",
        "its provider has another contract there",
        _voices,
        planned(_voices, live=[("V", "A", 0), ("O", "B", 0)]),
        planned(_voices, live=[("V", "A", 0), ("O", "A", 0)]),
    ),
    Planted(
        "independence",
        "its provider runs a contract of today there",
        _voices,
        planned(_voices, kept=[("K", 0)], live=[("V", "B", 0)]),
        planned(_voices, kept=[("K", 0)], live=[("V", "A", 0)]),
    ),
    Planted(
        "independence",
        "it is bundled with another service",
        _voices,
        planned(_voices, kept=[("K", 0), ("L", 0)]),
        planned(_voices, live=[("W", "A", 0)]),
    ),
    Planted(
        "new_contract_limit",
        "one contract too many, what is in house left out",
        _few,
        planned(_few, live=[("O", "A", 0), ("own", "A", 0)]),
        planned(_few, live=[("O", "A", 0), ("O", "B", 0)]),
    ),
    Planted(
        "new_provider_limit",
        "one provider too many, what is in house left out",
        _two,
        planned(_two, live=[("O", "A", 0), ("O", "B", 0), ("X", "A", 0), ("own", "A", 0)]),
        planned(_two, live=[("O", "A", 0), ("Y", "B", 0)]),
    ),
]
