"""The options, with the phases of their hubs and the services that boroughs contract jointly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from models.case.types import Arrangement, Group, HubPhase, Option
from models.case.validation.context import CaseContext
from models.case.validation.names import declare_names
from models.case.validation.row_reader import RowReader, TableReader
from models.case.vocabulary import RESERVED_OPTIONS

SINGLE_AGENCY = 1


def options(table: TableReader, hubs: TableReader, joint: TableReader, context: CaseContext) -> tuple[Option, ...]:
    """The options in order. The first is the reference option."""
    _, rows = declare_names(table, "option", "an option", RESERVED_OPTIONS)
    levels = {row.text("option"): int(row.text("level")) for row in rows if row.has_value("level")}
    hub_phases = _hub_phases(hubs, context)
    arrangements = _arrangements(joint, context, levels)
    result = tuple(_option(row, hub_phases, arrangements) for row in rows)
    if result and result[0].dropped:
        rows[0].fault(
            "dropped",
            "a reason",
            "a blank for the first option",
            "The first option is the reference option, which must be appraised: clear the cell.",
        )
    return result


def _option(
    row: RowReader, hub_phases: Mapping[str, Sequence[HubPhase]], arrangements: Mapping[str, Sequence[Arrangement]]
) -> Option:
    row.require("level")
    name = row.text("option")
    return Option(
        name=name,
        description=row.text("description"),
        level=int(row.text("level", "1")),
        existing=row.text("existing", "free"),
        joint_contract_cost=row.pence("joint_contract_cost"),
        max_new_contracts=row.optional_whole_number("max_new_contracts"),
        max_new_providers=row.optional_whole_number("max_new_providers"),
        transfer_limit=row.optional_number("transfer_limit"),
        dropped=row.text("dropped"),
        hub_phases=tuple(hub_phases.get(name, ())),
        arrangements=tuple(arrangements.get(name, ())),
    )


def _hub_phases(table: TableReader, context: CaseContext) -> dict[str, list[HubPhase]]:
    """The hub phases of each option. A borough joins at most one hub of an option, once."""
    phases: dict[str, list[HubPhase]] = {}
    hub_of: dict[tuple[str, str], str] = {}
    for row in table:
        row.require("hub", "boroughs")
        row.require_figures("annual_cost", "setup_cost")
        option = context.option_names.lookup(row, "option")
        phase = HubPhase(
            hub=row.text("hub"),
            boroughs=context.borough_names.read_required_list(row, "boroughs"),
            annual_cost=row.pence("annual_cost"),
            setup_cost=row.pence("setup_cost"),
            back_office_retained=row.number("back_office_retained", default=Fraction(1)),
            from_year=_from_year(row, context),
        )
        if option is not None:
            _check_in_one_hub_row(row, option, phase.boroughs, hub_of)
            phases.setdefault(option, []).append(phase)
    return phases


def _check_in_one_hub_row(row: RowReader, option: str, boroughs: Group, hub_of: dict[tuple[str, str], str]) -> None:
    for borough in boroughs:
        if (option, borough) in hub_of:
            row.fault(
                "boroughs",
                f'{borough}, which is in "{hub_of[option, borough]}" already',
                f'each borough in at most one hub row of "{option}"',
                "Remove it from one of the two rows.",
            )
        hub_of.setdefault((option, borough), row.text("hub"))


def _arrangements(table: TableReader, context: CaseContext, levels: Mapping[str, int]) -> dict[str, list[Arrangement]]:
    """The arrangements of each option: one for each service of a row."""
    arrangements: dict[str, list[Arrangement]] = {}
    rows: dict[str, list[RowReader]] = {}
    for row in table:
        row.require("boroughs", "services", "rule")
        option = context.option_names.lookup(row, "option")
        group = _group(row, context)
        services = context.services_in_list(row, "services") if row.has_value("services") else ()
        from_year = _from_year(row, context)
        if option is None or len(group) < 2:
            continue
        _check_one_commissioner(row, levels.get(option), group, context)
        added = [Arrangement(service, group, row.text("rule") == "required", from_year) for service in services]
        _check_not_repeated(row, added, arrangements.get(option, []))
        arrangements.setdefault(option, []).extend(added)
        rows.setdefault(option, []).extend([row] * len(added))
    for option, of_option in arrangements.items():
        _check_no_overlap(of_option, rows[option], context)
    return arrangements


def _group(row: RowReader, context: CaseContext) -> Group:
    if not row.has_value("boroughs"):
        return ()
    names = context.borough_names
    group = names.read_list(row, "boroughs")
    if len(group) < 2 and names.knows_all(row, "boroughs") and names.is_complete:
        row.fault(
            "boroughs",
            f'"{", ".join(row.names("boroughs"))}"',
            "two or more boroughs",
            "Add a borough, or delete the row: one borough alone needs no row here.",
        )
    return group


def _check_one_commissioner(row: RowReader, level: int | None, group: Group, context: CaseContext) -> None:
    if level != SINGLE_AGENCY:
        return
    commissioners = sorted({borough.commissioner for borough in context.boroughs if borough.name in group})
    if len(commissioners) > 1:
        row.fault(
            "boroughs",
            f"boroughs of {len(commissioners)} commissioners ({', '.join(commissioners)}) at level 1",
            "boroughs of one commissioner",
            "At level 1, each commissioner contracts by itself: raise the level in options, or delete the row.",
        )


def _check_not_repeated(row: RowReader, added: Sequence[Arrangement], before: Sequence[Arrangement]) -> None:
    given = {(arrangement.service, arrangement.group) for arrangement in before}
    repeated = [arrangement.service for arrangement in added if (arrangement.service, arrangement.group) in given]
    if repeated:
        row.fault(
            "services",
            f"{', '.join(repeated)} for the same boroughs a second time",
            "each service once for a group of boroughs",
            "Remove it from one of the two rows.",
        )


def _check_no_overlap(arrangements: Sequence[Arrangement], rows: Sequence[RowReader], context: CaseContext) -> None:
    """Log required arrangements for one service that share a borough and are in force in the same year.

    At most one fault is logged for each pair of rows.
    """
    required = [(a, row) for a, row in zip(arrangements, rows, strict=True) if a.required]
    reported: set[tuple[int, int]] = set()
    for i, (a, row_a) in enumerate(required):
        for b, row_b in required[:i]:
            years = _years_of_overlap(a, b, [arrangement for arrangement, _ in required], context)
            if years and (row_b.position, row_a.position) not in reported:
                reported.add((row_b.position, row_a.position))
                row_a.fault(
                    "boroughs",
                    f"{', '.join(a.group)} and, in another row, {', '.join(b.group)}: "
                    f"both for {a.service} in {context.year_text(years[0])}",
                    "required arrangements for one service that share no borough in the same year",
                    "Delete one of the rows, or let one group contain the other, so that the larger one takes over.",
                )


def _years_of_overlap(
    a: Arrangement, b: Arrangement, required: Sequence[Arrangement], context: CaseContext
) -> Sequence[int]:
    """The years in which two different groups that share a borough are both required for the same service."""
    if a.service != b.service or a.group == b.group or not set(a.group) & set(b.group):
        return ()
    years_of_b = _years_in_force(b, required, context)
    return [year for year in _years_in_force(a, required, context) if year in years_of_b]


def _years_in_force(a: Arrangement, required: Sequence[Arrangement], context: CaseContext) -> range:
    """The years in which a required arrangement is in force: until a larger group that contains it takes over."""
    takeovers = [b.from_year for b in required if b.service == a.service and set(a.group) < set(b.group)]
    return range(max(a.from_year, 0), min([*takeovers, context.horizon or 0]))


def _from_year(row: RowReader, context: CaseContext) -> int:
    from_year = context.year_index(row, "from", 0) or 0
    if context.horizon is not None and from_year >= context.horizon:
        row.warn("from", "a year after the last year of the plan", "a year of the plan", "The row has no effect.")
    return from_year
