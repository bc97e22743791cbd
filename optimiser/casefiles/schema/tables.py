"""Declares every table and column of a case, once, for the reader, the template and the documents.

`models.case.validation` has the rules between columns, their defaults and their cross-checks.
"""

from __future__ import annotations

from models.case.vocabulary import COST_KINDS, EXISTING_CHOICES, MEASURES, OBJECTIVES, TIERS
from optimiser.casefiles.schema.columns import Column, Kind, Table

K = Kind

SETTINGS = (
    Column("title", K.TEXT, "What the case is called, on every sheet and file.", default="untitled"),
    Column("first_year", K.YEAR, "The first financial year of the plan, written as 2010/11.", required=True),
    Column("years", K.COUNT, "How many financial years the plan covers.", required=True, least=1, most=100),
    Column("objective", K.CHOICE, "What the plan is best at.", default="outcomes", allowed=OBJECTIVES),
    Column("discount_rate", K.SHARE, "What a year's delay takes off a pound.", default="0.035"),
    Column(
        "contract_management_cost", K.MONEY, "What managing one contract costs a year.", default="0", unit="£ a year"
    ),
    Column(
        "access_gap",
        K.SHARE,
        "How far a borough's share of met demand may lie below the share overall.",
        default="none",
    ),
    Column("price_base", K.TEXT, "The year in whose prices all money stands.", default="not said"),
    Column("band_high", K.NUMBER, "The least score that is shown as High.", default="66.67", most=100),
    Column("band_medium", K.NUMBER, "The least score that is shown as Medium.", default="33.33", most=100),
    Column("tender_months", K.COUNT, "How long a tender takes, for the action plan.", default="6", unit="months"),
    *(
        Column(
            f"optimism_bias_{kind}",
            K.NUMBER,
            f"Optimism bias: the share that the economic case adds to {kind.replace('_', ' ')}: 0.1 is 10%.",
            default="0",
            most=2,
        )
        for kind in COST_KINDS
    ),
)

EVIDENCE = (
    Column("source", K.TEXT, "Where the row comes from; begin with given, derived or illustrative."),
    Column("note", K.TEXT, "Anything a reader should know about the row."),
)


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
    "The questions that have one answer for the whole case.",
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
        "Its own commissioning team, without what contract_management_cost charges.",
        required=True,
        unit="£ a year",
    ),
    Column("cost_share", K.NUMBER, "Its weight when a cost is shared.", default="in_treatment"),
    Column("commissioner", K.TEXT, "Who commissions for it.", default="the borough itself"),
    required=True,
)

SERVICES = _table(
    "services",
    "The services that may be commissioned.",
    Column("service", K.NAME, "The service's name, as every other table writes it.", required=True),
    Column("tier", K.CHOICE, "Its tier: 1 to 4, or infrastructure.", required=True, allowed=TIERS),
    Column("unit", K.TEXT, "What one place is: a place, an episode, a pack.", default="place"),
    Column("outcome_weight", K.NUMBER, "What one successful outcome of it counts for.", default="1"),
    Column("value_per_outcome", K.MONEY, "What one successful outcome is worth.", default="0", unit="£"),
    Column("people_per_place", K.NUMBER, "How many people one place treats.", default="1 in tiers 3 and 4, else 0"),
    Column("independent", K.YESNO, "Whether its provider may hold no other contract there.", default="no"),
    Column("heading", K.TEXT, "Its line in the funding return.", default="its tier"),
    required=True,
)

FUNDING = _table(
    "funding",
    "The streams of money, with what each may pay for and each year's amount.",
    Column("stream", K.NAME, "The stream's name.", required=True),
    _borough("The borough or boroughs whose money it is: names separated by commas, or all."),
    Column("owner", K.TEXT, "Who decides on it.", default="its home"),
    Column(
        "ring_fence",
        K.LIST,
        "Services it may ever pay for: names, tiers, infrastructure, commissioning or all.",
        default="all",
        refers="services",
    ),
    Column("purpose", K.LIST, "Services its owner pays for alone.", default="ring_fence", refers="services"),
    Column("aligned", K.LIST, "Services its owner pays for from level 2 on.", default="purpose", refers="services"),
    Column("poolable", K.YESNO, "Whether it may be pooled at level 3.", default="no"),
    Column("carry_forward", K.SHARE, "The share of a year's amount that may be kept for the next year.", default="0"),
    Column("lapses", K.YESNO, "Whether what is not spent goes back.", default="no"),
    required=True,
    years=Column("years", K.MONEY, "The stream's amount in that year.", required=True, unit="£"),
)

DEMAND = _table(
    "demand",
    "Places that could be used. No row means none.",
    _borough("One borough.", K.NAME),
    _service("One service."),
    required=True,
    years=Column("years", K.COUNT, "Places that could be used in that year.", required=True, unit="places"),
)

MINIMUM = _table(
    "minimum",
    "The least that must be provided.",
    _borough("The boroughs of the floor: names, or all."),
    _service("The services of the floor: names, tiers, infrastructure, or all.", K.LIST),
    Column(
        "measure",
        K.CHOICE,
        "Whether the floor counts places or people.",
        default="places",
        allowed=("places", "people"),
    ),
    Column("statutory", K.YESNO, "Whether the law asks for it.", default="no"),
    years=Column("years", K.NUMBER, "The floor in that year. Blank: no floor.", unit="places or people"),
)

SAVINGS = _table(
    "savings",
    "How far below the baseline the cost must be.",
    _borough("The boroughs that save together: names, or all."),
    Column(
        "measure", K.CHOICE, "% for a share of the baseline (0.10 is 10%), or £.", required=True, allowed=("%", "£")
    ),
    Column("one_off", K.YESNO, "Whether start, exit and set-up costs count.", default="yes"),
    years=Column(
        "years", K.NUMBER, "The saving in that year. Blank: no target. 0: not above the baseline.", unit="share or £"
    ),
)

CONTRACTS = _table(
    "contracts",
    "The block contracts that run today: a row for each service of each contract.",
    Column("contract", K.NAME, "The contract's name; its rows share it.", required=True),
    Column("provider", K.NAME, "Who holds it.", required=True),
    _service("The service of this line."),
    _borough("The boroughs that may use its places: one, a list, or all."),
    Column("places", K.COUNT, "Places it holds.", required=True, unit="places a year"),
    Column("annual_cost", K.MONEY, "What it costs.", required=True, unit="£ a year"),
    Column("committed_to", K.YEAR, "The last year in which it cannot be ended.", default="none"),
    Column("ends", K.YEAR, "The last year in which it can run.", default="beyond the horizon"),
    Column("exit_cost", K.MONEY, "What ending it costs, once.", default="0", unit="£"),
    _success_rate("Successful outcomes a place; none on infrastructure."),
    Column(
        "in_house", K.YESNO, "Own staff, direct spend or single placements: not counted as a contract.", default="no"
    ),
    Column("notice_months", K.COUNT, "Notice to be given, for the action plan.", default="0", unit="months"),
)

OFFERS = _table(
    "offers",
    "What providers would contract for: a row for each service of each offer.",
    Column("offer", K.NAME, "The offer's name, not a contract's; its rows are one bundle, taken whole.", required=True),
    Column("provider", K.NAME, "Who offers it.", required=True),
    _service("The service of this line."),
    Column("boroughs", K.LIST, "Where it is offered: names, or all.", default="all", refers="boroughs"),
    Column("options", K.LIST, "The options in which it is open: names, or all.", default="all", refers="options"),
    Column("from", K.YEAR, "The first year in which it can be live.", default="the first year"),
    Column("capacity", K.COUNT, "The most places it can give.", default="no limit", unit="places a year"),
    Column("annual_fee", K.MONEY, "A fee for each year in which it is live.", default="0", unit="£ a year"),
    Column("start_cost", K.MONEY, "What starting it costs, once.", default="0", unit="£"),
    _success_rate("Successful outcomes a place; none on infrastructure."),
    Column("minimum_term", K.COUNT, "How long it must last once started.", default="1", unit="years", least=1),
    Column("in_house", K.YESNO, "Own staff: not counted as a contract.", default="no"),
    required=True,
)

PRICES = _table(
    "prices",
    "The prices of each offer. The band that a line's places reach gives the price of every place.",
    Column("offer", K.NAME, "The offer's name.", required=True, refers="offers"),
    Column("service", K.NAME, "The service of the line.", default="the offer's only one", refers="services"),
    Column(
        "from_places",
        K.COUNT,
        "The places from which this price holds; in the first band the least that can be bought.",
        default="0",
        unit="places",
    ),
    Column("unit_price", K.MONEY, "The price of a place.", required=True, unit="£ a place"),
    required=True,
)

OPTIONS = _table(
    "options",
    "The options to be appraised, in order; the first is the reference, business as usual.",
    Column("option", K.NAME, "The option's name.", required=True),
    Column("description", K.TEXT, "The option in a sentence."),
    Column("level", K.CHOICE, "1 single agency, 2 aligned, 3 pooled.", required=True, allowed=("1", "2", "3")),
    Column(
        "existing",
        K.CHOICE,
        "Whether today's contracts are free to stop, run on, or stop.",
        default="free",
        allowed=EXISTING_CHOICES,
    ),
    Column("joint_contract_cost", K.MONEY, "What managing one joint contract costs.", default="0", unit="£ a year"),
    Column("max_new_contracts", K.COUNT, "The most new contracts in a year.", default="no limit"),
    Column("max_new_providers", K.COUNT, "The most providers with a new contract in a year.", default="no limit"),
    Column("transfer_limit", K.SHARE, "The share of a stream that may be spent outside its homes.", default="no limit"),
    Column("dropped", K.TEXT, "Why it is not appraised; blank where it is."),
    required=True,
)

HUBS = _table(
    "hubs",
    "Joint commissioning teams: a row for each wave of boroughs that joins.",
    Column("option", K.NAME, "The option in which the hub stands.", required=True, refers="options"),
    Column("hub", K.NAME, "The hub's name; its rows are waves.", required=True),
    _borough("The boroughs that join in this wave: names, or all.", name="boroughs"),
    Column("annual_cost", K.MONEY, "What this wave adds to the hub's cost.", required=True, unit="£ a year"),
    Column("setup_cost", K.MONEY, "What setting up this wave costs, once.", required=True, unit="£"),
    Column("back_office_retained", K.SHARE, "The share of its own back office that a borough keeps.", default="1"),
    Column("from", K.YEAR, "The year in which the wave joins.", default="the first year"),
)

JOINT = _table(
    "joint",
    "What boroughs contract together.",
    Column("option", K.NAME, "The option in which they do.", required=True, refers="options"),
    _borough("The boroughs, two or more: names, or all.", name="boroughs"),
    _service("The services: names, tiers, infrastructure, or all.", K.LIST, name="services"),
    Column("rule", K.CHOICE, "Required, or allowed: the plan chooses.", required=True, allowed=("required", "allowed")),
    Column("from", K.YEAR, "The year from which.", default="the first year"),
)

CRITERIA = _table(
    "criteria",
    "What the options are scored on.",
    Column("criterion", K.NAME, "The criterion's name.", required=True),
    Column("weight", K.NUMBER, "What it weighs against the others.", required=True),
    Column("measure", K.CHOICE, "The measure it scores; blank where it is judged.", allowed=MEASURES),
    Column("better", K.CHOICE, "Which is better of a measure: higher or lower.", allowed=("higher", "lower")),
    Column("low", K.NUMBER, "The end of the scale below.", default="the smallest of the options", least=None),
    Column("high", K.NUMBER, "The end of the scale above.", default="the largest of the options", least=None),
    Column("gate", K.NUMBER, "The least score an option must reach to be preferred.", default="none", most=100),
    Column(
        "same_as",
        K.NAME,
        "The criterion on the same subject: on a judged one the measured one, or the reverse.",
        default="none",
        refers="criteria",
    ),
    Column(
        "weight_low", K.NUMBER, "The least that the weight might be; with weight_high or not at all.", default="none"
    ),
    Column(
        "weight_high", K.NUMBER, "The most that the weight might be; with weight_low or not at all.", default="none"
    ),
)

JUDGEMENTS = _table(
    "judgements",
    "What is judged rather than measured: a row a criterion, a column an option.",
    Column("criterion", K.NAME, "The criterion's name.", required=True, refers="criteria"),
    options=Column("options", K.JUDGEMENT, "High, Medium, Low, or a number from 0 to 100.", most=100),
)

RISKS = _table(
    "risks",
    "What may go wrong, scored for every option.",
    Column("risk", K.NAME, "The risk.", required=True),
    Column("option", K.LIST, "The options it is scored for: names, or all.", required=True, refers="options"),
    Column("likelihood", K.COUNT, "From 1, rare, to 5, almost certain.", required=True, least=1, most=5),
    Column("impact", K.COUNT, "From 1, slight, to 5, severe.", required=True, least=1, most=5),
    Column("mitigation", K.TEXT, "What is done about it."),
    Column("owner", K.TEXT, "Who looks after it."),
)

SCENARIOS = _table(
    "scenarios",
    "What if: a row for each change of a scenario.",
    Column("scenario", K.NAME, "The scenario's name; its rows are made together.", required=True),
    Column("table", K.NAME, "The table it changes.", required=True),
    Column("where", K.TEXT, "Which rows: stream=pooled treatment budget, borough=Halton. Blank: every row."),
    Column("column", K.NAME, "The column it changes; a year as 2010/11.", required=True),
    Column("change", K.TEXT, "How: -10%, +5000 or =120000.", required=True),
)

ACTIONS = _table(
    "actions",
    "The board's own lines for the action plan.",
    Column("objective", K.TEXT, "What it serves.", required=True),
    Column("action", K.TEXT, "What is done.", required=True),
    Column("by_when", K.TEXT, "By when."),
    Column("by_whom", K.TEXT, "By whom."),
)

SUCCESS_FACTORS = _table(
    "success_factors",
    "What the board will judge success by, with today's figures.",
    Column("factor", K.NAME, "The critical success factor.", required=True),
    Column("today", K.NUMBER, "Its figure today.", default="no data", least=None),
    Column("unit", K.TEXT, "What the figure counts."),
    Column("measure", K.CHOICE, "The measure of an option that moves it.", default="none", allowed=MEASURES),
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
