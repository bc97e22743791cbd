"""JSON text that keeps the two decimals of pounds, and the values of result.json."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

Json = None | bool | int | float | str | Decimal | Mapping[str, "Json"] | Sequence["Json"]


def json_text(value: Json, indent: str = "") -> str:
    """JSON text, two spaces a level. A Decimal keeps its decimals, unlike in the standard library."""
    inner = indent + "  "
    if isinstance(value, Mapping):
        members = (f"{json.dumps(key, ensure_ascii=False)}: {json_text(item, inner)}" for key, item in value.items())
        return _braces("{}", members, indent)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _braces("[]", (json_text(item, inner) for item in value), indent)
    return f"{value:f}" if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False, allow_nan=False)


def _braces(pair: str, parts: Iterator[str], indent: str) -> str:
    inside = f",\n{indent}  ".join(parts)
    return f"{pair[0]}\n{indent}  {inside}\n{indent}{pair[1]}" if inside else pair
