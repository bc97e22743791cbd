"""Whether bills can be paid, decided exactly: a flow of whole pence from streams to cells."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping

from models.case.types import Case, Option
from tests.model.oracle_costs import Bill, cells

Node = tuple[str, int, int]  # year, home or away: stream and year; cell: its place and year
Arc = tuple[Node, Node]
Spent = dict[tuple[int, str, str, int], int]
SOURCE, SINK = ("source", 0, 0), ("sink", 0, 0)


class Purse:
    """The money of an option: who may pay for what, how much, and what may come forward."""

    def __init__(self, case: Case, option: Option) -> None:
        self.case, self.option = case, option
        self.cells = cells(case)
        self.arcs = {year: list(self._arcs(year)) for year in case.years}
        self.known: dict[tuple[tuple[tuple[int, Bill], ...], bool], bool] = {}

    def carries(self) -> bool:
        """Whether any money may be carried forward."""
        streams = range(len(self.case.funding))
        return any(self._keeps(f, year) for f in streams for year in self.case.years[:-1])

    def pays(self, bills: Mapping[int, Bill], *, generous: bool = False) -> bool:
        """Whether the bills of some years can be paid; `generous`: as if all that may be kept came into each."""
        key = (tuple(bills.items()), generous)
        if key not in self.known:
            paid = _most(self._room(bills, generous))
            reached = sum(pence for (tail, _), pence in paid.items() if tail == SOURCE)
            self.known[key] = reached == sum(map(sum, bills.values()))
        return self.known[key]

    def payment(self, bills: Mapping[int, Bill]) -> tuple[Spent, dict[tuple[int, int], int]]:
        """Who pays what, and what is carried forward, for bills that can be paid."""
        spent: Spent = {}
        carried: dict[tuple[int, int], int] = {}
        for ((kind, f, year), (to, place, _)), pence in _most(self._room(bills, generous=False)).items():
            if to == "cell":
                key = (f, *self.cells[place], year)
                spent[key] = spent.get(key, 0) + pence
            if kind == to == "year":
                carried[f, year] = pence
        return spent, carried

    def _keeps(self, f: int, year: int) -> int:
        stream = self.case.funding[f]
        return int(stream.carry_forward * stream.amounts[year] // 1)

    def _arcs(self, year: int) -> Iterator[Arc]:
        """Who may pay for what in a year."""
        hub = {name: row.hub for row in self.option.waves if row.first <= year for name in row.boroughs}
        for f, stream in enumerate(self.case.funding):
            near = {hub[home] for home in stream.homes if home in hub} if stream.poolable else set()
            own = stream.purpose if self.option.level == 1 else stream.aligned
            for place, (name, service) in enumerate(self.cells):
                pooled = self.option.level == 3 and hub.get(name) in near
                if service in stream.ring_fence and (pooled or (name in stream.homes and service in own)):
                    yield ("home" if name in stream.homes else "away", f, year), ("cell", place, year)

    def _room(self, bills: Mapping[int, Bill], generous: bool) -> dict[Arc, int]:
        """The most that each arc may bear."""
        enough = sum(map(sum, bills.values()))
        limit = self.option.transfer_limit
        room: dict[Arc, int] = {}
        for year, bill in bills.items():
            room.update({arc: enough for arc in self.arcs[year] if bill[arc[1][1]]})
            room.update({(("cell", place, year), SINK): pence for place, pence in enumerate(bill) if pence})
            for f, stream in enumerate(self.case.funding):
                purse = ("year", f, year)
                room[SOURCE, purse] = stream.amounts[year] + (self._keeps(f, year - 1) if generous and year else 0)
                room[purse, ("home", f, year)] = enough
                room[purse, ("away", f, year)] = enough if limit is None else int(limit * stream.amounts[year] // 1)
                if year + 1 in bills:
                    room[purse, ("year", f, year + 1)] = self._keeps(f, year)
        return room


def _most(room: Mapping[Arc, int]) -> dict[Arc, int]:
    """A greatest flow, by shortest augmenting paths. Source: Edmonds and Karp (1972)."""
    free = defaultdict(int, room)
    beside: defaultdict[Node, list[Node]] = defaultdict(list)
    for tail, head in room:
        beside[tail].append(head)
        beside[head].append(tail)
    while path := _path(free, beside):
        pence = min(free[arc] for arc in path)
        for tail, head in path:
            free[tail, head] -= pence
            free[head, tail] += pence
    return {arc: most - free[arc] for arc, most in room.items() if most > free[arc]}


def _path(free: Mapping[Arc, int], beside: Mapping[Node, list[Node]]) -> list[Arc]:
    """A shortest path with room from the source to the sink, none where there is none."""
    came: dict[Node, Node] = {SOURCE: SOURCE}
    queue = deque([SOURCE])
    while queue and SINK not in came:
        tail = queue.popleft()
        for head in beside[tail]:
            if head not in came and free[tail, head] > 0:
                came[head] = tail
                queue.append(head)
    path: list[Arc] = []
    head = SINK
    while SINK in came and head != SOURCE:
        path.append((came[head], head))
        head = came[head]
    return path
