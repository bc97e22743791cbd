"""The fixed words of a case: measures, tiers, objectives and the names that a user may not take.

Reading, template, documents and assembly all use these; what each measure means is in `measures`.
"""

from __future__ import annotations

from models.case.types import COMMISSIONING, INFRASTRUCTURE

ALL = "all"
TIERS = ("1", "2", "3", "4", INFRASTRUCTURE)
TIER_NAMES = {**{f"tier {tier}": tier for tier in TIERS[:4]}, INFRASTRUCTURE: INFRASTRUCTURE}
OBJECTIVES = ("outcomes", "cost", "value")
EXISTING_CHOICES = ("free", "run", "stop")
JUDGEMENT_SCORES = {"High": 100, "Medium": 50, "Low": 0}

# Kinds of cost of the economic case; a setting `optimism_bias_` and its name raises each there.
COST_KINDS = ("provision", "fees", "back_office", "hub", "contract_management", "transition")

MEASURES = (
    "cost",
    "present_cost",
    "saving",
    "saving_final_year",
    "saving_recurrent",
    "service_change",
    "efficiency",
    "places",
    "people",
    "outcomes",
    "weighted_outcomes",
    "unit_cost",
    "cost_per_person",
    "cost_per_outcome",
    "net_present_value",
    "contracts",
    "providers",
    "largest_provider_share",
    "joint_share",
    "overhead_share",
    "coverage",
    "worst_coverage",
    "transition_cost",
    "transfers",
    "unspent",
    "lapsed",
    "risk",
)

# Names that mean something else: list words, and what the results write where a service stands.
RESERVED_SERVICES = (ALL, COMMISSIONING, *TIER_NAMES, "carried forward", "unspent")
RESERVED_OPTIONS = (ALL, "criterion", "source", "note")

REQUIRED_TABLES = ("settings", "boroughs", "services", "funding", "demand", "offers", "prices", "options")
TABLE_NAMES = (
    "settings",
    "boroughs",
    "services",
    "funding",
    "demand",
    "minimum",
    "savings",
    "contracts",
    "offers",
    "prices",
    "options",
    "hubs",
    "joint",
    "criteria",
    "judgements",
    "risks",
    "scenarios",
    "actions",
    "success_factors",
)
