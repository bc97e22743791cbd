"""The options, with their hubs and what boroughs contract jointly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from models.case.types import Arrangement, Group, HubPhase, Option
from models.case.validation.context import Ground
from models.case.validation.names import declare
from models.case.validation.rows import Record, Sheet
from models.case.vocabulary import RESERVED_OPTIONS

_WHOLE = Fraction(1)


def options(table: Sheet, hubs: Sheet, joint: Sheet, ground: Ground) -> tuple[Option, ...]:
    """The options in order; the first is the reference."""
    _, rows = declare(table, "option", "an option", RESERVED_OPTIONS)
    levels = {row.text("option"): int(row.text("level")) for row in rows if row.known("level")}
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
    row: Record, hub_phases: Mapping[str, Sequence[HubPhase]], arrangements: Mapping[str, Sequence[Arrangement]]
) -> Option:
    row.need("level")
    name = row.text("option")
    return Option(
        name=name,
        description=row.text("description"),
        level=int(row.text("level", "1")),
        existing=row.text("existing", "free"),
        joint_contract_cost=row.pence("joint_contract_cost"),
        max_new_contracts=row.limit("max_new_contracts"),
        max_new_providers=row.limit("max_new_providers"),
        transfer_limit=row.bound("transfer_limit"),
        dropped=row.text("dropped"),
        hub_phases=tuple(hub_phases.get(name, ())),
        arrangements=tuple(arrangements.get(name, ())),
    )


def _hub_phases(table: Sheet, ground: Ground) -> dict[str, list[HubPhase]]:
    """The hub rows of each option. A borough stands in at most one of them."""
    found: dict[str, list[HubPhase]] = {}
    taken: dict[tuple[str, str], str] = {}
    for row in table:
        row.need("hub", "boroughs")
        row.need_figures("annual_cost", "setup_cost")
        option = ground.option.find(row, "option")
        boroughs = ground.borough.listed(row, "boroughs") if row.known("boroughs") else ()
        first = _begins(row, ground)
        if option is None:
            continue
        _taken_once(row, option, boroughs, taken)
        found.setdefault(option, []).append(
            HubPhase(
                row.text("hub"),
                boroughs,
                row.pence("annual_cost"),
                row.pence("setup_cost"),
                row.exact("back_office_retained", default=_WHOLE),
                first,
            )
        )
    return found


def _taken_once(row: Record, option: str, boroughs: Group, taken: dict[tuple[str, str], str]) -> None:
    for borough in boroughs:
        if (option, borough) in taken:
            row.fault(
                "boroughs",
                f'{borough}, which is in "{taken[option, borough]}" already',
                f'each borough in at most one hub row of "{option}"',
                "Take it out of one of the two rows.",
            )
        taken.setdefault((option, borough), row.text("hub"))


def _arrangements(table: Sheet, ground: Ground, levels: Mapping[str, int]) -> dict[str, list[Arrangement]]:
    """What each joint row allows or requires, a service at a time."""
    found: dict[str, list[Arrangement]] = {}
    sources: dict[str, list[Record]] = {}
    for row in table:
        row.need("boroughs", "services", "rule")
        option = ground.option.find(row, "option")
        group = _group(row, ground)
        services = ground.served(row, "services") if row.known("services") else ()
        first = _begins(row, ground)
        if option is None or len(group) < 2:
            continue
        _one_commissioner(row, levels.get(option), group, ground)
        made = [Arrangement(s, group, row.text("rule") == "required", first) for s in services]
        _not_again(row, made, found.get(option, []))
        found.setdefault(option, []).extend(made)
        sources.setdefault(option, []).extend([row] * len(made))
    for option, made in found.items():
        _no_overlap(made, sources[option], ground)
    return found


def _group(row: Record, ground: Ground) -> Group:
    if not row.known("boroughs"):
        return ()
    group = ground.borough.listed(row, "boroughs")
    if len(group) < 2 and ground.borough.all_known(row, "boroughs") and ground.borough.whole:
        row.fault(
            "boroughs",
            f'"{", ".join(row.words("boroughs"))}"',
            "two or more boroughs",
            "One borough alone needs no row here.",
        )
    return group


def _one_commissioner(row: Record, level: int | None, group: Group, ground: Ground) -> None:
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


def _not_again(row: Record, made: Sequence[Arrangement], before: Sequence[Arrangement]) -> None:
    known = {(a.service, a.group) for a in before}
    again = [a.service for a in made if (a.service, a.group) in known]
    if again:
        row.fault(
            "services",
            f"{', '.join(again)} for the same boroughs a second time",
            "each service once for a group of boroughs",
            "Take it out of one of the two rows.",
        )


def _no_overlap(made: Sequence[Arrangement], sources: Sequence[Record], ground: Ground) -> None:
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


def _in_force(a: Arrangement, required: Sequence[tuple[Arrangement, Record]], ground: Ground) -> range:
    """The years in which a required arrangement is in force: until one that strictly contains its group begins."""
    takeovers = [b.from_year for b, _ in required if b.service == a.service and set(a.group) < set(b.group)]
    return range(max(a.from_year, 0), min([*takeovers, ground.horizon or 0]))


def _begins(row: Record, ground: Ground) -> int:
    first = ground.index(row, "from", 0) or 0
    if ground.horizon is not None and first >= ground.horizon:
        row.warn("from", "a year after the last of the plan", "a year of the plan", "The row has no effect.")
    return first


def _label(ground: Ground, year: int) -> str:
    return ground.labels()[year][1]
