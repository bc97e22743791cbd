"""Who pays: which stream pays for which cell, exactly, in whole pence.

The plan is settled; only its bills are shared out. In this order: least money outside its homes over the horizon;
then stream by stream in the table's order, and year by year, as much of it spent as possible; then nothing carried
forward that is not needed. Done as a flow of least cost in whole numbers (network simplex is not needed at this
size), so that nothing is ever rounded. Source of the method: Ahuja, Magnanti and Orlin, Network Flows (1993),
sections 9.7 (successive shortest paths) and 9.3 (reduced costs mark every flow of least cost).
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import floor

from models.mip.instance import Cell, OptionInstance, Reach

PLENTY = 10**18  # pence; more than any budget


class Shortfall(Exception):
    """The money cannot pay every bill; `pence` are missing."""

    def __init__(self, pence: int) -> None:
        super().__init__(f"{pence} pence cannot be paid")
        self.pence = pence


@dataclass(frozen=True, slots=True)
class Payments:
    """`spent`: (stream, borough, service, year) -> pence; `carried`: (stream, year) -> pence. Zeros are left out."""

    spent: Mapping[tuple[int, str, str, int], int]
    carried: Mapping[tuple[int, int], int]


def who_pays(instance: OptionInstance, bills: Mapping[Cell, int]) -> Payments:
    """Share the bills (pence, by cell) out over the streams. Raises Shortfall where the money does not reach."""
    network, spending, paying = _network(instance, bills)
    missing = sum(bills.values()) - network.cheapest_flow("source", "sink")
    if missing:
        raise Shortfall(missing)
    network.mark_cheapest()
    for arc in spending.values():
        network.raise_and_freeze(arc)
    spent = {key: sum(map(network.flow, arcs)) for key, arcs in paying.items()}
    used = {key: network.flow(arc) for key, arc in spending.items()}
    return Payments({key: amount for key, amount in spent.items() if amount}, _carried(instance, used))


def _network(
    instance: OptionInstance, bills: Mapping[Cell, int]
) -> tuple[Network, dict[tuple[int, int], int], dict[tuple[int, str, str, int], list[int]]]:
    network, limit = Network(), instance.option.transfer_limit
    spending: dict[tuple[int, int], int] = {}
    paying: dict[tuple[int, str, str, int], list[int]] = defaultdict(list)
    for f, stream in enumerate(instance.case.funding):
        for year, amount in enumerate(stream.amounts):
            has, home, away = ("has", f, year), ("home", f, year), ("away", f, year)
            network.add("source", has, amount)
            if year + 1 < instance.case.horizon:
                network.add(has, ("has", f, year + 1), floor(stream.carry_forward * amount))
            spending[f, year] = network.add(has, home, PLENTY)
            network.add(home, away, PLENTY if limit is None else floor(limit * amount), cost=1)
            for cell in instance.cells(year):
                reach = instance.reach(stream, cell) if bills.get(cell) else Reach.NO
                if reach is not Reach.NO:
                    payer = home if reach is Reach.HOME else away
                    paying[f, *cell].append(network.add(payer, cell, PLENTY))
    for cell, bill in bills.items():
        network.add(cell, "sink", bill)
    return network, spending, paying


def _carried(instance: OptionInstance, used: Mapping[tuple[int, int], int]) -> dict[tuple[int, int], int]:
    carried: dict[tuple[int, int], int] = {}
    for f, stream in enumerate(instance.case.funding):
        needed = 0
        for year in reversed(instance.case.years):
            if needed:
                carried[f, year] = needed
            needed = max(0, used[f, year] + needed - stream.amounts[year])
    return dict(sorted(carried.items()))


Node = object


@dataclass
class Network:
    """A flow network in whole numbers. An arc and its reverse have the numbers 2n and 2n + 1."""

    heads: list[Node] = field(default_factory=list)
    room: list[int] = field(default_factory=list)
    costs: list[int] = field(default_factory=list)
    leaving: dict[Node, list[int]] = field(default_factory=lambda: defaultdict(list))
    potential: dict[Node, int] = field(default_factory=dict)
    settled: dict[int, int] = field(default_factory=dict)

    def add(self, tail: Node, head: Node, room: int, cost: int = 0) -> int:
        """Add an arc and return its number."""
        number = len(self.heads)
        self.heads += [head, tail]
        self.room += [room, 0]
        self.costs += [cost, -cost]
        self.leaving[tail].append(number)
        self.leaving[head].append(number + 1)
        return number

    def flow(self, arc: int) -> int:
        """What flows on an arc."""
        return self.settled.get(arc, self.room[arc + 1])

    def cheapest_flow(self, source: Node, sink: Node) -> int:
        """Send as much as possible from source to sink at least cost; return how much."""
        sent = 0
        while True:
            self.potential = self._distances(source)
            if sink not in self.potential:
                return sent
            sent += self._saturate(source, sink)

    def mark_cheapest(self) -> None:
        """Find the potentials that tell every flow of the same cost: those on arcs of no reduced cost."""
        self.potential = self._distances(None)

    def raise_and_freeze(self, arc: int) -> None:
        """Let as much as possible flow on an arc without changing the cost, then let its flow never change again."""
        tail, head = self.heads[arc + 1], self.heads[arc]
        room, self.settled[arc] = self.room[arc], self.room[arc + 1]
        self.room[arc] = self.room[arc + 1] = 0
        if self.potential[tail] + self.costs[arc] == self.potential[head]:
            self.settled[arc] += self._saturate(head, tail, room)

    def _distances(self, source: Node | None) -> dict[Node, int]:
        nodes = list(self.leaving) if source is None else [source]
        distance, queue, waiting = dict.fromkeys(nodes, 0), deque(nodes), set(nodes)
        while queue:
            node = queue.popleft()
            waiting.discard(node)
            for arc in self.leaving[node]:
                head, reached = self.heads[arc], distance[node] + self.costs[arc]
                if self.room[arc] and reached < distance.get(head, PLENTY):
                    distance[head] = reached
                    if head not in waiting:
                        waiting.add(head)
                        queue.append(head)
        return distance

    def _open(self, node: Node) -> list[int]:
        """The arcs that leave a node with room and without reduced cost."""
        here = self.potential.get(node)
        return [
            arc
            for arc in self.leaving[node]
            if self.room[arc] and here is not None and self.potential.get(self.heads[arc]) == here + self.costs[arc]
        ]

    def _saturate(self, source: Node, sink: Node, most: int = PLENTY) -> int:
        """Send up to `most` from source to sink over open arcs, shortest paths first; return how much."""
        sent = 0
        while sent < most:
            path = self._path(source, sink)
            if not path:
                break
            amount = min(most - sent, *(self.room[arc] for arc in path))
            for arc in path:
                self.room[arc] -= amount
                self.room[arc ^ 1] += amount
            sent += amount
        return sent

    def _path(self, source: Node, sink: Node) -> list[int]:
        came: dict[Node, int] = {}
        queue = deque([source])
        while queue:
            node = queue.popleft()
            for arc in self._open(node):
                head = self.heads[arc]
                if head not in came and head != source:
                    came[head] = arc
                    queue.append(head)
            if sink in came:
                break
        path: list[int] = []
        while sink in came and (not path or self.heads[path[-1] ^ 1] != source):
            path.append(came[sink if not path else self.heads[path[-1] ^ 1]])
        return path
