"""A flow network in whole numbers: maximum flows of least cost, exact because nothing is rounded.

Source: Ahuja, Magnanti and Orlin, Network Flows (1993), section 9.7 (successive shortest paths) and section 9.3 (the
conditions on reduced costs under which a flow has least cost).
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field

UNLIMITED = 10**18  # more than any amount of money in pence

Node = object


@dataclass
class Network:
    """The nodes and arcs, with the flow on them. An arc has an even number 2n; its reverse has the number 2n + 1.

    `residual`: by arc, how much more may flow on it. `potential`: by node, the least cost of reaching it.
    `frozen`: by arc, a flow that no longer changes.
    """

    heads: list[Node] = field(default_factory=list)
    residual: list[int] = field(default_factory=list)
    costs: list[int] = field(default_factory=list)
    leaving: dict[Node, list[int]] = field(default_factory=lambda: defaultdict(list))
    potential: dict[Node, int] = field(default_factory=dict)
    frozen: dict[int, int] = field(default_factory=dict)

    def add_arc(self, tail: Node, head: Node, capacity: int, cost: int = 0) -> int:
        """Add an arc with a capacity and a cost per unit of flow. Return its number."""
        number = len(self.heads)
        self.heads += [head, tail]
        self.residual += [capacity, 0]
        self.costs += [cost, -cost]
        self.leaving[tail].append(number)
        self.leaving[head].append(number + 1)
        return number

    def flow(self, arc: int) -> int:
        """The flow on an arc."""
        return self.frozen.get(arc, self.residual[arc + 1])

    def send_cheapest(self, source: Node, sink: Node) -> int:
        """Send as much as possible from the source to the sink at least cost. Return the amount sent."""
        sent = 0
        while True:
            self.potential = self._distances(source)
            if sink not in self.potential:
                return sent
            sent += self._saturate(source, sink)

    def update_potentials(self) -> None:
        """Update the potentials. The flow can then change at no cost exactly on the arcs of no reduced cost."""
        self.potential = self._distances(None)

    def maximise_and_freeze(self, arc: int) -> None:
        """Raise the flow on an arc as far as the cost does not change, and let it never change again."""
        tail, head = self.heads[arc + 1], self.heads[arc]
        spare, self.frozen[arc] = self.residual[arc], self.residual[arc + 1]
        self.residual[arc] = self.residual[arc + 1] = 0
        if self.potential[tail] + self.costs[arc] == self.potential[head]:
            self.frozen[arc] += self._saturate(head, tail, spare)

    def _distances(self, source: Node | None) -> dict[Node, int]:
        """The least cost of reaching each node over arcs that are not full: from the source, or from any node."""
        nodes = list(self.leaving) if source is None else [source]
        distance, queue, queued = dict.fromkeys(nodes, 0), deque(nodes), set(nodes)
        while queue:
            node = queue.popleft()
            queued.discard(node)
            for arc in self.leaving[node]:
                head, reached = self.heads[arc], distance[node] + self.costs[arc]
                if self.residual[arc] and (head not in distance or reached < distance[head]):
                    distance[head] = reached
                    if head not in queued:
                        queued.add(head)
                        queue.append(head)
        return distance

    def _saturate(self, source: Node, sink: Node, most: int = UNLIMITED) -> int:
        """Send up to `most` from the source to the sink over usable arcs, on paths of fewest arcs first."""
        sent = 0
        while sent < most:
            path = self._path(source, sink)
            if not path:
                break
            amount = min(most - sent, *(self.residual[arc] for arc in path))
            for arc in path:
                self.residual[arc] -= amount
                self.residual[arc ^ 1] += amount
            sent += amount
        return sent

    def _usable_arcs(self, node: Node) -> list[int]:
        """The arcs that leave a node, are not full and have no reduced cost."""
        here = self.potential.get(node)
        return [
            arc
            for arc in self.leaving[node]
            if self.residual[arc] and here is not None and self.potential.get(self.heads[arc]) == here + self.costs[arc]
        ]

    def _path(self, source: Node, sink: Node) -> list[int]:
        """The arcs of a path from the source to the sink, last arc first; empty if there is none."""
        arc_into: dict[Node, int] = {}
        queue = deque([source])
        while queue:
            node = queue.popleft()
            for arc in self._usable_arcs(node):
                head = self.heads[arc]
                if head not in arc_into and head != source:
                    arc_into[head] = arc
                    queue.append(head)
            if sink in arc_into:
                break
        path: list[int] = []
        while sink in arc_into and (not path or self.heads[path[-1] ^ 1] != source):
            path.append(arc_into[sink if not path else self.heads[path[-1] ^ 1]])
        return path
