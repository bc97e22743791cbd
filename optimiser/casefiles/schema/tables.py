"""Declares every table and column of a case, once, for the reader, the template and the documents.

`models.case.validation` has the rules between columns, their defaults and their cross-checks.
"""

from __future__ import annotations

from fractions import Fraction

from models.case.money import PRICE_DECIMALS
from models.case.vocabulary import BLANK_ENDS_CHOICES, COST_KINDS, EXISTING_CHOICES, MEASURES, OBJECTIVES, TIERS
from optimiser.casefiles.schema.columns import Column, Kind, Table

K = Kind


def _months(name: str, sentence: str, default: str) -> Column:
    return Column(name, K.COUNT, sentence, default=default, unit="months", most=120)


SETTINGS = (
    Column("title", K.TEXT, "The name of the case, shown on every sheet and file.", default="untitled"),
    Column("first_year", K.YEAR, "The first financial year of the plan, written as 2010/11.", required=True),
    Column("years", K.COUNT, "The number of financial years that the plan covers.", required=True, least=1, most=100),
    Column("objective", K.CHOICE, "The objective that the plan is best for.", default="outcomes", allowed=OBJECTIVES),
    Column(
        "most_per_outcome",
        K.MONEY,
        "The most that one weighted outcome may cost under the objective outcomes; £0.01 or more.",
        default="no limit",
        unit="£ an outcome",
        least=Fraction(1, 100),
    ),
    Column(
        "discount_rate", K.SHARE, "The rate by which a pound is worth less for each year of delay.", default="0.035"
    ),
    Column(
        "contract_management_cost", K.MONEY, "The yearly cost of managing one contract.", default="0", unit="£ a year"
    ),
    Column(
        "access_gap",
        K.SHARE,
        "How far a borough's share of met demand may lie below that of the whole area.",
        default="none",
    ),
    Column("price_base", K.TEXT, "The year whose prices all money is in.", default="not said"),
    Column("band_high", K.NUMBER, "The lowest score that is shown as High.", default="66.67", most=100),
    Column("band_medium", K.NUMBER, "The lowest score that is shown as Medium.", default="33.33", most=100),
    Column(
        "blank_ends",
        K.CHOICE,
        "What sets a blank low or high of a criterion: the reference option, or the least and greatest of the options.",
        default="reference",
        allowed=BLANK_ENDS_CHOICES,
    ),
    Column("materiality", K.SHARE, "The share of a figure up to which a difference is not material.", default="0.005"),
    _months("tender_months", "The time that a tender takes; used in the action plan.", "6"),
    *(
        Column(
            f"optimism_bias_{kind}",
            K.NUMBER,
            f"Optimism bias: the share that the economic case adds to {kind.replace('_', ' ')}: 0.1 is 10%.",
            default="0",
            most=2,
            per_cent=True,
        )
        for kind in COST_KINDS
    ),
)

EVIDENCE = (
    Column("source", K.TEXT, "Where the row comes from. Begin with given, derived or illustrative."),
    Column("note", K.TEXT, "Anything a reader should know about the row."),
)


def _price(name: str, help_: str, unit: str, *, default: str = "", required: bool = False) -> Column:
    """A column of pounds with parts of a penny."""
    return Column(name, K.MONEY, help_, default, required, unit, decimals=PRICE_DECIMALS)


def _table(
    name: str,
    sentence: str,
    *columns: Column,
    required: bool = False,
    years: Column | None = None,
    options: Column | None = None,
) -> Table:
    return Table(name, sentence, (*columns, *EVIDENCE), required, years, options)


def _borough(sentence: str, kind: Kind = K.LIST, name: str = "borough") -> Column:
    return Column(name, kind, sentence, required=True, refers="boroughs")


def _service(sentence: str, kind: Kind = K.NAME, name: str = "service") -> Column:
    return Column(name, kind, sentence, required=True, refers="services")


def _success_rate(sentence: str) -> Column:
    return Column("success_rate", K.SHARE, sentence, default="0")


SETTINGS_TABLE = _table(
    "settings",
    "What holds for the whole case: one row for each setting.",
    Column("setting", K.CHOICE, "The setting's name.", required=True, allowed=tuple(s.name for s in SETTINGS)),
    Column("value", K.SETTING, "Its value."),
    required=True,
)

BOROUGHS = _table(
    "boroughs",
    "The boroughs that commission.",
    Column("borough", K.NAME, "The borough's name, as every other table writes it.", required=True),
    Column("in_treatment", K.COUNT, "People in effective treatment.", required=True, unit="people"),
    Column(
        "back_office_cost",
        K.MONEY,
        "The cost of its own commissioning team, without what contract_management_cost charges.",
        required=True,
        unit="£ a year",
    ),
    Column("cost_share", K.NUMBER, "Its weight when boroughs share a cost.", default="in_treatment", per_cent=True),
    Column("commissioner", K.TEXT, "The body that commissions for it.", default="the borough itself"),
    required=True,
)

SERVICES = _table(
    "services",
    "The services that may be commissioned.",
    Column("service", K.NAME, "The service's name, as every other table writes it.", required=True),
    Column("tier", K.CHOICE, "Its tier: 1 to 4, or infrastructure.", required=True, allowed=TIERS),
    Column("unit", K.TEXT, "What one place is: a place, an episode or a pack.", default="place"),
    Column(
        "outcome_weight",
        K.NUMBER,
        "How much one successful outcome counts in the objective.",
        default="1",
        per_cent=True,
    ),
    _price("value_per_outcome", "The value of one successful outcome.", "£", default="0"),
    Column(
        "people_per_place",
        K.NUMBER,
        "The number of people that one place treats.",
        default="1 in tiers 3 and 4, else 0",
        per_cent=True,
    ),
    Column("independent", K.YESNO, "Whether its provider may hold nothing else in the borough.", default="no"),
    Column("heading", K.TEXT, "Its line in the funding return.", default="its tier"),
    required=True,
)

FUNDING = _table(
    "funding",
    "The funding streams: what each may pay for, and its amount in each year.",
    Column("stream", K.NAME, "The stream's name.", required=True),
    _borough("The borough or boroughs whose money it is: names separated by commas, or all."),
    Column("owner", K.TEXT, "The body that decides how it is spent.", default="its home"),
    Column(
        "ring_fence",
        K.LIST,
        "The services that it may pay for: names, tiers, infrastructure, commissioning or all.",
        default="all",
        refers="services",
    ),
    Column(
        "purpose",
        K.LIST,
        "The services that its owner pays for when acting alone (level 1).",
        default="ring_fence",
        refers="services",
    ),
    Column(
        "aligned",
        K.LIST,
        "The services that its owner pays for at level 2 and above.",
        default="purpose",
        refers="services",
    ),
    Column("poolable", K.YESNO, "Whether it may be pooled at level 3.", default="no"),
    Column("carry_forward", K.SHARE, "The share of a year's amount that may be kept for the next year.", default="0"),
    Column("lapses", K.YESNO, "Whether unspent money goes back to the giver.", default="no"),
    required=True,
    years=Column("years", K.MONEY, "The stream's amount in that year.", required=True, unit="£"),
)

DEMAND = _table(
    "demand",
    "The places that could be used. No row means no demand.",
    _borough("One borough.", K.NAME),
    _service("One service."),
    required=True,
    years=Column("years", K.COUNT, "The places that could be used in that year.", required=True, unit="places"),
)

MINIMUM = _table(
    "minimum",
    "The least that must be provided.",
    _borough("The boroughs that it covers together: names, or all."),
    _service("The services that it covers together: names, tiers, infrastructure, or all.", K.LIST),
    Column(
        "measure",
        K.CHOICE,
        "Whether the minimum counts places or people.",
        default="places",
        allowed=("places", "people"),
    ),
    Column("statutory", K.YESNO, "Whether the law requires it.", default="no"),
    years=Column("years", K.NUMBER, "The minimum in that year. Blank: no minimum.", unit="places or people"),
)

SAVINGS = _table(
    "savings",
    "How far the cost must fall below the baseline.",
    _borough("The boroughs that save together: names, or all."),
    Column(
        "measure", K.CHOICE, "% for a share of the baseline (0.10 is 10%), or £.", required=True, allowed=("%", "£")
    ),
    Column("one_off", K.YESNO, "Whether start, exit and set-up costs count.", default="yes"),
    Column(
        "streams",
        K.LIST,
        "The streams whose owners keep what is not spent: names, or all. What others do not spend counts as spent.",
        default="all",
        refers="funding",
    ),
    years=Column(
        "years", K.NUMBER, "The saving in that year. Blank: no target. 0: not above the baseline.", unit="share or £"
    ),
)

CONTRACTS = _table(
    "contracts",
    "The block contracts that run today: one row for each service of each contract.",
    Column("contract", K.NAME, "The contract's name; its rows share it.", required=True),
    Column("provider", K.NAME, "The provider that holds it.", required=True),
    _service("The service of this line."),
    _borough("The boroughs that may use its places: one, a list, or all."),
    Column("places", K.COUNT, "The places that it provides.", required=True, unit="places a year"),
    Column("annual_cost", K.MONEY, "Its price.", required=True, unit="£ a year"),
    Column("committed_to", K.YEAR, "The last year in which it may not be ended.", default="none"),
    Column("ends", K.YEAR, "The last year in which it can run.", default="beyond the horizon"),
    Column("exit_cost", K.MONEY, "The one-off cost of ending it early.", default="0", unit="£"),
    _success_rate("Successful outcomes a place; none on infrastructure."),
    Column(
        "in_house", K.YESNO, "Own staff, direct spend or single placements: not counted as a contract.", default="no"
    ),
    _months("notice_months", "The notice that must be given; used in the action plan.", "0"),
)

OFFERS = _table(
    "offers",
    "What providers offer to contract for: one row for each service of each offer.",
    Column(
        "offer",
        K.NAME,
        "The offer's name. No contract may have it. Its rows are one bundle, taken whole.",
        required=True,
    ),
    Column("provider", K.NAME, "The provider that makes it.", required=True),
    _service("The service of this line."),
    Column("boroughs", K.LIST, "The boroughs where it is made: names, or all.", default="all", refers="boroughs"),
    Column(
        "options", K.LIST, "The options in which it may be taken up: names, or all.", default="all", refers="options"
    ),
    Column("from", K.YEAR, "The first year in which it can run.", default="the first year"),
    Column("capacity", K.COUNT, "The most places that it can provide.", default="no limit", unit="places a year"),
    Column("annual_fee", K.MONEY, "A fee for each year in which it runs.", default="0", unit="£ a year"),
    Column("start_cost", K.MONEY, "The one-off cost of starting it.", default="0", unit="£"),
    _success_rate("Successful outcomes a place; none on infrastructure."),
    Column("minimum_term", K.COUNT, "The shortest time that it runs.", default="1", unit="years", least=1, most=100),
    Column("in_house", K.YESNO, "Own staff: not counted as a contract.", default="no"),
    required=True,
)

PRICES = _table(
    "prices",
    "The prices of each offer. The highest band that a line's places reach gives the price of every place.",
    Column("offer", K.NAME, "The offer's name.", required=True, refers="offers"),
    Column("service", K.NAME, "The service of the line.", default="the offer's only one", refers="services"),
    Column(
        "from_places",
        K.COUNT,
        "The number of places from which this price holds. In the first band it is the fewest that can be bought.",
        default="0",
        unit="places",
    ),
    _price(
        "unit_price", "The price of a place; it may have parts of a penny, such as 0.0049.", "£ a place", required=True
    ),
    required=True,
)

OPTIONS = _table(
    "options",
    "The options to appraise, in order. The first is the reference: business as usual.",
    Column("option", K.NAME, "The option's name.", required=True),
    Column("description", K.TEXT, "The option in a sentence."),
    Column("level", K.CHOICE, "1 single agency, 2 aligned, 3 pooled.", required=True, allowed=("1", "2", "3")),
    Column(
        "existing",
        K.CHOICE,
        "Whether today's contracts may end (free), must run on (run) or must end (stop).",
        default="free",
        allowed=EXISTING_CHOICES,
    ),
    Column("joint_contract_cost", K.MONEY, "The cost of managing one joint contract.", default="0", unit="£ a year"),
    Column("max_new_contracts", K.COUNT, "The most new contracts that may run in a year.", default="no limit"),
    Column(
        "max_new_providers", K.COUNT, "The most providers that may hold a new contract in a year.", default="no limit"
    ),
    Column(
        "transfer_limit",
        K.SHARE,
        "The share of a stream that may be spent outside its own boroughs.",
        default="no limit",
    ),
    Column("dropped", K.TEXT, "Why it is not appraised. Blank: it is appraised."),
    required=True,
)

HUBS = _table(
    "hubs",
    "Joint commissioning teams: one row for each wave of boroughs that joins.",
    Column("option", K.NAME, "The option that has the hub.", required=True, refers="options"),
    Column("hub", K.NAME, "The hub's name; its rows are waves.", required=True),
    _borough("The boroughs that join in this wave: names, or all.", name="boroughs"),
    Column("annual_cost", K.MONEY, "The running cost that this wave adds.", required=True, unit="£ a year"),
    Column("setup_cost", K.MONEY, "The one-off cost of setting up this wave.", required=True, unit="£"),
    Column(
        "back_office_retained", K.SHARE, "The share of its back office cost that a borough keeps paying.", default="1"
    ),
    Column("from", K.YEAR, "The year in which the wave joins.", default="the first year"),
)

JOINT = _table(
    "joint",
    "What boroughs contract for together.",
    Column("option", K.NAME, "The option to which this applies.", required=True, refers="options"),
    _borough("The boroughs, two or more: names, or all.", name="boroughs"),
    _service("The services: names, tiers, infrastructure, or all.", K.LIST, name="services"),
    Column(
        "rule",
        K.CHOICE,
        "Whether they must contract together (required) or the plan chooses (allowed).",
        required=True,
        allowed=("required", "allowed"),
    ),
    Column("from", K.YEAR, "The first year in which it applies.", default="the first year"),
)

CRITERIA = _table(
    "criteria",
    "The criteria that options are scored on.",
    Column("criterion", K.NAME, "The criterion's name.", required=True),
    Column("weight", K.NUMBER, "Its weight. Weights need not add up to anything.", required=True),
    Column("measure", K.CHOICE, "The measure that it scores. Blank: it is judged.", allowed=MEASURES),
    Column(
        "better", K.CHOICE, "Whether a higher or a lower value of the measure is better.", allowed=("higher", "lower")
    ),
    Column("low", K.NUMBER, "The bottom of the scale.", default="set from the reference", least=None),
    Column("high", K.NUMBER, "The top of the scale.", default="set from the reference", least=None),
    Column("gate", K.NUMBER, "The score that an option must reach to be preferred.", default="none", most=100),
    Column(
        "same_as",
        K.NAME,
        "The criterion on the same subject, if one of the two is judged and the other measured.",
        default="none",
        refers="criteria",
    ),
    Column("weight_low", K.NUMBER, "The least that the weight might be. Give weight_high too.", default="none"),
    Column("weight_high", K.NUMBER, "The most that the weight might be. Give weight_low too.", default="none"),
)

JUDGEMENTS = _table(
    "judgements",
    "What is judged rather than measured: one row for each criterion, one column for each option.",
    Column("criterion", K.NAME, "The criterion's name.", required=True, refers="criteria"),
    options=Column("options", K.JUDGEMENT, "High, Medium, Low, or a number from 0 to 100.", most=100),
)

RISKS = _table(
    "risks",
    "What could go wrong, scored for every option.",
    Column("risk", K.NAME, "The risk.", required=True),
    Column("option", K.LIST, "The options that this row scores: names, or all.", required=True, refers="options"),
    Column("likelihood", K.COUNT, "From 1 (rare) to 5 (almost certain).", required=True, least=1, most=5),
    Column("impact", K.COUNT, "From 1 (slight) to 5 (severe).", required=True, least=1, most=5),
    Column("mitigation", K.TEXT, "What is done about it."),
    Column("owner", K.TEXT, "Who is responsible for it."),
)

SCENARIOS = _table(
    "scenarios",
    "What-if questions: one row for each change of a scenario.",
    Column("scenario", K.NAME, "The scenario's name. All its changes are made together.", required=True),
    Column("table", K.NAME, "The table that it changes.", required=True),
    Column(
        "where",
        K.TEXT,
        "The rows that it changes, such as stream=pooled treatment budget, borough=Halton. Blank: every row.",
    ),
    Column("column", K.NAME, "The column that it changes. Write a year as 2010/11.", required=True),
    Column("change", K.TEXT, "The change: -10%, +5000 or =120000.", required=True),
)

ACTIONS = _table(
    "actions",
    "The board's own lines for the action plan.",
    Column("objective", K.TEXT, "What the action is for.", required=True),
    Column("action", K.TEXT, "What is done.", required=True),
    Column("by_when", K.TEXT, "When it must be done."),
    Column("by_whom", K.TEXT, "Who does it."),
)

SUCCESS_FACTORS = _table(
    "success_factors",
    "The board's critical success factors, with today's figures.",
    Column("factor", K.NAME, "The critical success factor.", required=True),
    Column("today", K.NUMBER, "Its figure today.", default="no data", least=None),
    Column("unit", K.TEXT, "What the figure counts."),
    Column("measure", K.CHOICE, "The measure of an option that affects it.", default="none", allowed=MEASURES),
)

TABLES = (
    SETTINGS_TABLE,
    BOROUGHS,
    SERVICES,
    FUNDING,
    DEMAND,
    MINIMUM,
    SAVINGS,
    CONTRACTS,
    OFFERS,
    PRICES,
    OPTIONS,
    HUBS,
    JOINT,
    CRITERIA,
    JUDGEMENTS,
    RISKS,
    SCENARIOS,
    ACTIONS,
    SUCCESS_FACTORS,
)
BY_NAME = {table.name: table for table in TABLES}
SETTING = {setting.name: setting for setting in SETTINGS}
