"""The fixed words of a case: measures, tiers, objectives, table names, and names that users may not use.

The reader, the template, the validation and the tests of the documents use these words. `models.appraisal.measures`
says what each measure means.
"""

from __future__ import annotations

from models.case.types import COMMISSIONING, INFRASTRUCTURE

ALL = "all"
TIERS = ("1", "2", "3", "4", INFRASTRUCTURE)
TIER_NAMES = {**{f"tier {tier}": tier for tier in TIERS[:4]}, INFRASTRUCTURE: INFRASTRUCTURE}
OBJECTIVES = ("outcomes", "cost", "value")
EXISTING_CHOICES = ("free", "run", "stop")
BLANK_ENDS_FROM_OPTIONS = "options"  # a blank end of a scale is the least or greatest figure of the options
BLANK_ENDS_CHOICES = ("reference", BLANK_ENDS_FROM_OPTIONS)
JUDGEMENT_SCORES = {"High": 100, "Medium": 50, "Low": 0}

# The kinds of cost of the economic case. The setting `optimism_bias_` + kind adds optimism bias to each.
COST_KINDS = ("provision", "fees", "back_office", "hub", "contract_management", "transition")

SETTING_NAMES = (
    *("title", "first_year", "years", "objective", "most_per_outcome", "discount_rate", "contract_management_cost"),
    *("access_gap", "price_base", "band_high", "band_medium", "blank_ends", "materiality", "tender_months"),
    *(f"optimism_bias_{kind}" for kind in COST_KINDS),
)

MEASURES = (
    "cost",
    "present_cost",
    "saving",
    "saving_kept",
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

# Names with another meaning: the words of list cells, and words that the results write in the place of a service.
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
SECONDARY_OBJECTIVE = {"outcomes": "cost", "cost": "outcomes", "value": "cost"}  # docs/model.md, section 5
