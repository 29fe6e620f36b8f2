"""How PostgreSQL answers the lists: the plan in short, and whether anywhere in it all rows are read or sorted."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import asyncpg

from tests.bench.shapes import Shape

FEW = 1_100
"""More rows than a page, the 500 candidates of a search or a capped count ever need; a scan of the table has more."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What ``EXPLAIN (ANALYZE, BUFFERS)`` said. ``faults`` name nodes that grow with the table."""

    name: str
    milliseconds: float
    buffers: int
    nodes: list[str]
    faults: list[str]

    def as_dict(self) -> dict[str, Any]:
        """Return the plan as JSON."""
        return asdict(self)

    def __str__(self) -> str:
        fault = f"   ✗ {'; '.join(self.faults)}" if self.faults else ""
        return f"  {self.name:<22} {self.milliseconds:7.2f} ms {self.buffers:6} buffers  {' ‹ '.join(self.nodes)}{fault}"


async def explain(url: str, shapes: list[Shape]) -> list[Plan]:
    """Return the plan of each list, run once before so that it is warm."""
    connection = await asyncpg.connect(url, server_settings={"jit": "off"})
    await connection.set_type_codec("json", encoder=json.dumps, decoder=json.loads, schema="pg_catalog")
    found = []
    for shape in shapes:
        await connection.fetch(shape.statement, *shape.values)
        said = await connection.fetchval(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {shape.statement}", *shape.values)
        found.append(_plan(shape.name, said[0]))
    await connection.close()
    return found


def _plan(name: str, said: dict[str, Any]) -> Plan:
    nodes = list(_walk(said["Plan"]))
    root = said["Plan"]
    buffers = root["Shared Hit Blocks"] + root["Shared Read Blocks"]
    shown = [_words(node) for node in nodes if "Relation Name" in node or "Index Name" in node or node["Node Type"].endswith("Sort")]
    return Plan(name, said["Execution Time"], buffers, shown, [fault for node in nodes if (fault := _fault(node))])


def _walk(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in node.get("Plans", []):
        yield from _walk(child)


def _words(node: dict[str, Any]) -> str:
    place = node.get("Index Name") or node.get("Relation Name", "")
    return f"{node['Node Type']} {place} {node['Actual Rows'] * node['Actual Loops']:.0f}".replace("  ", " ")


def _fault(node: dict[str, Any]) -> str:
    handled = node["Actual Rows"] * node["Actual Loops"]
    if node["Node Type"] == "Seq Scan" and node.get("Relation Name") == "publication":
        return "reads the whole table"
    if node["Node Type"].endswith("Sort") and sum(child["Actual Rows"] * child["Actual Loops"] for child in node["Plans"]) > FEW:
        return f"sorts {sum(child['Actual Rows'] for child in node['Plans']):.0f} rows"
    looked_at = handled + node.get("Rows Removed by Filter", 0) * node["Actual Loops"] + node.get("Rows Removed by Index Recheck", 0)
    return f"{node['Node Type']} looks at {looked_at:.0f} rows" if looked_at > 10 * FEW else ""
