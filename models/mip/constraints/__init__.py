"""The constraints of the model, one generator for each rule of docs/model.md, section 3, under the rule's name.

A generator takes the variables, yields its rows and changes nothing. A row is an index and a PuLP constraint. In the
programme its name is the rule's name with a number in place of the index, so that the user's names never reach the
solver.

Symbols: b borough, s service, y year, h existing contract, d award, o offer, k price band, g group of boroughs, f
stream; J arranged, keep, z live, u band, x buy, w use, t pay. Money is in thousands of pounds. A constraint that no
variable can violate, because the variable was never created, yields no rows; its docstring says so.
"""

from __future__ import annotations

from models.mip.constraints.arrangements import arrangement_begins, arrangement_lasts, one_arrangement
from models.mip.constraints.awards import (
    capacity,
    independence,
    minimum_term,
    new_contract_limit,
    new_provider_limit,
    offer_open,
    price_band,
)
from models.mip.constraints.contracts import commitment, contract_end, existing, joint_replaces_separate
from models.mip.constraints.money import eligible, funding, paid_in_full, savings, transfer_limit
from models.mip.constraints.provision import demand, equal_access, minimum_provision
from models.mip.variables import Constraint

__all__ = ["CONSTRAINTS", "Constraint"]

CONSTRAINTS: tuple[Constraint, ...] = (  # in the order of docs/model.md
    one_arrangement,
    arrangement_lasts,
    arrangement_begins,
    commitment,
    contract_end,
    existing,
    joint_replaces_separate,
    offer_open,
    price_band,
    capacity,
    minimum_term,
    independence,
    demand,
    minimum_provision,
    equal_access,
    paid_in_full,
    funding,
    eligible,
    transfer_limit,
    savings,
    new_contract_limit,
    new_provider_limit,
)
