"""The options, with their hubs and what boroughs contract jointly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from models.case.types import Arrangement, Group, HubPhase, Option
from models.case.validation.context import CaseContext
from models.case.validation.names import declare_names
from models.case.validation.rows import RowReader, TableReader
from models.case.vocabulary import RESERVED_OPTIONS

_WHOLE = Fraction(1)


def options(table: TableReader, hubs: TableReader, joint: TableReader, ground: CaseContext) -> tuple[Option, ...]:
    """The options in order; the first is the reference."""
    _, rows = declare_names(table, "option", "an option", RESERVED_OPTIONS)
    levels = {row.text("option"): int(row.text("level")) for row in rows if row.has_value("level")}
    hub_phases = _hub_phases(hubs, ground)
    arrangements = _arrangements(joint, ground, levels)
    found = tuple(_option(row, hub_phases, arrangements) for row in rows)
    if found and found[0].dropped:
        rows[0].fault(
            "dropped",
            "a reason",
            "a blank for the first option",
            "The first option is the reference: it must be appraised.",
        )
    return found


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


def _hub_phases(table: TableReader, ground: CaseContext) -> dict[str, list[HubPhase]]:
    """The hub rows of each option. A borough stands in at most one of them."""
    found: dict[str, list[HubPhase]] = {}
    taken: dict[tuple[str, str], str] = {}
    for row in table:
        row.require("hub", "boroughs")
        row.require_figures("annual_cost", "setup_cost")
        option = ground.option_names.lookup(row, "option")
        boroughs = ground.borough_names.read_list(row, "boroughs") if row.has_value("boroughs") else ()
        first = _start_year(row, ground)
        if option is None:
            continue
        _check_in_one_hub_row(row, option, boroughs, taken)
        found.setdefault(option, []).append(
            HubPhase(
                row.text("hub"),
                boroughs,
                row.pence("annual_cost"),
                row.pence("setup_cost"),
                row.number("back_office_retained", default=_WHOLE),
                first,
            )
        )
    return found


def _check_in_one_hub_row(row: RowReader, option: str, boroughs: Group, taken: dict[tuple[str, str], str]) -> None:
    for borough in boroughs:
        if (option, borough) in taken:
            row.fault(
                "boroughs",
                f'{borough}, which is in "{taken[option, borough]}" already',
                f'each borough in at most one hub row of "{option}"',
                "Take it out of one of the two rows.",
            )
        taken.setdefault((option, borough), row.text("hub"))


def _arrangements(table: TableReader, ground: CaseContext, levels: Mapping[str, int]) -> dict[str, list[Arrangement]]:
    """What each joint row allows or requires, a service at a time."""
    found: dict[str, list[Arrangement]] = {}
    sources: dict[str, list[RowReader]] = {}
    for row in table:
        row.require("boroughs", "services", "rule")
        option = ground.option_names.lookup(row, "option")
        group = _group(row, ground)
        services = ground.services_in_list(row, "services") if row.has_value("services") else ()
        first = _start_year(row, ground)
        if option is None or len(group) < 2:
            continue
        _check_one_commissioner(row, levels.get(option), group, ground)
        made = [Arrangement(s, group, row.text("rule") == "required", first) for s in services]
        _check_not_repeated(row, made, found.get(option, []))
        found.setdefault(option, []).extend(made)
        sources.setdefault(option, []).extend([row] * len(made))
    for option, made in found.items():
        _check_no_overlap(made, sources[option], ground)
    return found


def _group(row: RowReader, ground: CaseContext) -> Group:
    if not row.has_value("boroughs"):
        return ()
    group = ground.borough_names.read_list(row, "boroughs")
    if len(group) < 2 and ground.borough_names.knows_all(row, "boroughs") and ground.borough_names.is_complete:
        row.fault(
            "boroughs",
            f'"{", ".join(row.names("boroughs"))}"',
            "two or more boroughs",
            "One borough alone needs no row here.",
        )
    return group


def _check_one_commissioner(row: RowReader, level: int | None, group: Group, ground: CaseContext) -> None:
    if level != 1:
        return
    by_name = {b.name: b.commissioner for b in ground.boroughs}
    commissioners = sorted({by_name[name] for name in group})
    if len(commissioners) > 1:
        row.fault(
            "boroughs",
            f"boroughs of {len(commissioners)} commissioners ({', '.join(commissioners)}) at level 1",
            "boroughs of one commissioner",
            "At level 1 each contracts by itself: raise the level in options, or take the row out.",
        )


def _check_not_repeated(row: RowReader, made: Sequence[Arrangement], before: Sequence[Arrangement]) -> None:
    known = {(a.service, a.group) for a in before}
    again = [a.service for a in made if (a.service, a.group) in known]
    if again:
        row.fault(
            "services",
            f"{', '.join(again)} for the same boroughs a second time",
            "each service once for a group of boroughs",
            "Take it out of one of the two rows.",
        )


def _check_no_overlap(made: Sequence[Arrangement], sources: Sequence[RowReader], ground: CaseContext) -> None:
    """Note required arrangements for one service that are in force in one year and share a borough."""
    required = [(a, row) for a, row in zip(made, sources, strict=True) if a.required]
    told: set[tuple[int, int]] = set()
    for i, (a, row_a) in enumerate(required):
        for b, row_b in required[:i]:
            pair = (row_b.position, row_a.position)
            if a.service != b.service or a.group == b.group or not set(a.group) & set(b.group) or pair in told:
                continue
            years = [y for y in _in_force(a, required, ground) if y in _in_force(b, required, ground)]
            if years:
                told.add(pair)
                row_a.fault(
                    "boroughs",
                    f"{', '.join(a.group)} and, in another row, {', '.join(b.group)}: "
                    f"both for {a.service} in {_label(ground, years[0])}",
                    "required arrangements for a service that share no borough in one year",
                    "Begin the wider one later or earlier so that it takes over, or take one out.",
                )


def _in_force(a: Arrangement, required: Sequence[tuple[Arrangement, RowReader]], ground: CaseContext) -> range:
    """The years in which a required arrangement is in force: until one that strictly contains its group begins."""
    takeovers = [b.from_year for b, _ in required if b.service == a.service and set(a.group) < set(b.group)]
    return range(max(a.from_year, 0), min([*takeovers, ground.horizon or 0]))


def _start_year(row: RowReader, ground: CaseContext) -> int:
    first = ground.year_index(row, "from", 0) or 0
    if ground.horizon is not None and first >= ground.horizon:
        row.warn("from", "a year after the last of the plan", "a year of the plan", "The row has no effect.")
    return first


def _label(ground: CaseContext, year: int) -> str:
    return ground.year_labels()[year][1]
