"""Frozen types as JSON and back, exactly: what goes out comes in equal.

A dataclass is an object of its fields; a fraction the text "3/2"; a tuple or a set a list, a set in the order of its
members' text; a mapping a list of pairs, as its keys may be tuples. What comes in is made by the annotated types alone:
nothing in a file says what is to be made of it. Not here: what is kept, and where.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from collections.abc import Mapping as AbstractMapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from enum import Enum
from fractions import Fraction
from functools import cache
from math import isfinite
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

Tree = None | bool | int | float | str | list["Tree"] | dict[str, "Tree"]


class UnexpectedJson(ValueError):
    """JSON that does not hold what it should; the message says what was expected."""


def to_json(value: object) -> Any:
    """A value as what JSON knows. Raises TypeError for a type that is not one of ours."""
    if value is None or (isinstance(value, bool | int | float | str) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: to_json(getattr(value, each.name)) for each in fields(value)}
    return _collected(value)


def json_text(value: object) -> str:
    """A value as one line of JSON, the same for equal values whose mappings are in the same order."""
    return json.dumps(to_json(value), ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def checksum(found: Tree) -> str:
    """The SHA-256 of what a file holds, by which a file that is no longer as it was written is known.

    No signature: who writes the file anew can write its seal anew.
    """
    held = json.dumps(found, allow_nan=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(held.encode()).hexdigest()


def from_json(kind: Any, found: Any) -> Any:
    """A value of that type from what JSON knows. Raises NotThatType."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _one_of(get_args(kind), found)
    if isinstance(kind, type) and is_dataclass(kind):
        return _dataclass(kind, found)
    if isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields"):
        return kind(*_collection(tuple, list(get_type_hints(kind).values()), found))
    if origin is not None:
        return _collection(origin, get_args(kind), found)
    return _plain(kind, found)


def _collected(value: object) -> Any:
    if isinstance(value, Mapping):
        return [[to_json(key), to_json(each)] for key, each in value.items()]
    if isinstance(value, AbstractSet):
        return sorted((to_json(each) for each in value), key=json.dumps)
    if isinstance(value, Sequence):
        return [to_json(each) for each in value]
    raise TypeError(f"{type(value).__name__} cannot be kept")


def _one_of(kinds: Sequence[Any], found: Any) -> Any:
    if found is None and type(None) in kinds:
        return None
    (kind,) = (each for each in kinds if each is not type(None))
    return from_json(kind, found)


def _dataclass(kind: Any, found: Any) -> Any:
    if not isinstance(found, dict):
        raise UnexpectedJson(f"expected {kind.__name__}, found {found!r:.60}")
    hints = _hints(kind)
    unknown = set(found) - set(hints)
    if unknown:
        raise UnexpectedJson(f"{kind.__name__} has no {', '.join(sorted(unknown))}")
    try:
        return kind(**{name: from_json(hints[name], each) for name, each in found.items()})
    except TypeError as error:
        raise UnexpectedJson(f"{kind.__name__}: {error}") from None


@cache
def _hints(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {each.name: hints[each.name] for each in fields(kind)}


def _collection(origin: Any, kinds: Sequence[Any], found: Any) -> Any:
    if not isinstance(found, list):
        raise UnexpectedJson(f"expected a list, found {found!r:.60}")
    if origin is tuple and kinds[-1] is not Ellipsis:
        if len(kinds) != len(found):
            raise UnexpectedJson(f"expected {len(kinds)} members, found {found!r:.60}")
        return tuple(from_json(kind, each) for kind, each in zip(kinds, found, strict=True))
    if origin in (dict, AbstractMapping):
        return {from_json(kinds[0], key): from_json(kinds[1], each) for key, each in map(_pair, found)}
    return (frozenset if origin is frozenset else tuple)(from_json(kinds[0], each) for each in found)


def _pair(found: Any) -> Any:
    if not isinstance(found, list) or len(found) != 2:
        raise UnexpectedJson(f"expected a pair, found {found!r:.60}")
    return found


def _plain(kind: Any, found: Any) -> Any:
    try:
        if kind is Fraction and isinstance(found, str):
            return Fraction(found)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return kind(found)
        if kind is float and isinstance(found, int | float) and isfinite(found) and not isinstance(found, bool):
            return float(found)
    except (ValueError, ZeroDivisionError, OverflowError):
        raise _other(kind, found) from None
    if type(found) is not kind or kind is float:
        raise _other(kind, found)
    return found


def _other(kind: Any, found: object) -> UnexpectedJson:
    """What is wrong with it; a whole number may be too long to be written out."""
    said = "a number too large" if isinstance(found, int) and abs(found) > 10**60 else f"{found!r:.60}"
    return UnexpectedJson(f"expected {getattr(kind, '__name__', kind)}, found {said}")
