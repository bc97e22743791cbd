"""Frozen types as JSON and back, exactly: a value that is written and read again is equal to what it was.

A dataclass is an object of its fields; a fraction the text "3/2"; a tuple a list; a set a list in the order of its
members' JSON; a mapping a list of pairs, as its keys may be tuples. Reading follows the annotated types alone: nothing
in a file says which type to make. It is strict: no value is converted, no field is missing and none is left over. The
files themselves are the subject of `run_record`, `answer_cache` and `optimiser.reports.decision_file`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import is_dataclass
from enum import Enum
from fractions import Fraction
from functools import partial
from itertools import repeat
from math import isfinite
from typing import Any, get_args, get_origin, get_type_hints

from cattrs import BaseValidationError, Converter, ForbiddenExtraKeysError, IterableValidationError, transform_error
from cattrs.errors import IterableValidationNote
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
Fields = Mapping[type, Mapping[str, Any]]  # by dataclass and field, the `cattrs.override` of it
Reader = Callable[[Any, Any], Any]  # takes JSON and the type to make


class UnexpectedJson(ValueError):
    """JSON that is not what was expected; the message says where, what was expected and what was found."""


def to_json(value: object, converter: Converter | None = None) -> Any:
    """A value as plain JSON: None, numbers, texts, lists and dictionaries."""
    return (converter or _CONVERTER).unstructure(value)


def json_text(value: object) -> str:
    """A value as one line of JSON, the same for equal values whose mappings are in the same order."""
    return json.dumps(to_json(value), ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def from_json(kind: Any, found: Any, converter: Converter | None = None) -> Any:
    """A value of a type from plain JSON. Raises UnexpectedJson."""
    try:
        return (converter or _CONVERTER).structure(found, kind)
    except BaseValidationError as error:
        words, _, path = transform_error(error, format_exception=_in_words)[0].rpartition(" @ $")
        raise UnexpectedJson(f"{path.removeprefix('.')}: {words}" if path else words) from None


def checksum(found: Json) -> str:
    """The SHA-256 of JSON, by which a file that has changed since it was written is recognised.

    It is no signature: whoever rewrites the file can rewrite its checksum.
    """
    text = json.dumps(found, allow_nan=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def make_converter(fields: Fields | None = None) -> Converter:
    """A converter by the rules of this file, with what is special of some fields."""
    fields, converter = fields or {}, Converter(forbid_extra_keys=True)
    converter.register_unstructure_hook(Fraction, lambda value: f"{value.numerator}/{value.denominator}")
    for matches, write in ((_is_list, _write_list), (_is_set, _write_set), (_is_mapping, _write_pairs)):
        converter.register_unstructure_hook_factory(matches, partial(_writer, converter, write))
    for kind, read in _PLAIN.items():
        converter.register_structure_hook(kind, read)
    for matches, factory in (
        (_is_list, _tuple_reader),
        (_is_named_tuple, _named_tuple_reader),
        (_is_set, _set_reader),
        (_is_mapping, _pairs_reader),
        (_is_dataclass, partial(_object_reader, fields)),
    ):
        converter.register_structure_hook_factory(matches, partial(factory, converter))
    converter.register_unstructure_hook_factory(_is_dataclass, partial(_object_writer, fields, converter))
    return converter


# Which annotations a writer or a reader is for


def _is(annotation: Any, kinds: type) -> bool:
    found = get_origin(annotation) or annotation
    return isinstance(found, type) and issubclass(found, kinds)


def _is_list(annotation: Any) -> bool:
    return _is(annotation, Sequence) and not _is(annotation, str)


def _is_named_tuple(annotation: Any) -> bool:
    return _is(annotation, tuple) and hasattr(annotation, "_fields")


def _is_set(annotation: Any) -> bool:
    return _is(annotation, AbstractSet)


def _is_mapping(annotation: Any) -> bool:
    return _is(annotation, Mapping)


def _is_dataclass(annotation: Any) -> bool:
    return is_dataclass(annotation)


# Writing


def _write_list(write: Callable[[Any], Any], value: Sequence[Any]) -> Any:
    return [write(each) for each in value]


def _write_set(write: Callable[[Any], Any], value: AbstractSet[Any]) -> Any:
    return sorted((write(each) for each in value), key=json.dumps)


def _write_pairs(write: Callable[[Any], Any], value: Mapping[Any, Any]) -> Any:
    return [[write(key), write(each)] for key, each in value.items()]


def _object_writer(fields: Fields, converter: Converter, kind: Any) -> Callable[[Any], Any]:
    return make_dict_unstructure_fn(kind, converter, **fields.get(kind, {}))


def _writer(converter: Converter, write: Callable[..., Any], _: Any) -> Callable[[Any], Any]:
    return partial(write, converter.unstructure)


# Reading


def _object_reader(fields: Fields, converter: Converter, kind: Any) -> Reader:
    read = make_dict_structure_fn(kind, converter, _cattrs_forbid_extra_keys=True, **fields.get(kind, {}))

    def read_object(found: Any, _: Any) -> Any:
        if not isinstance(found, dict):
            raise _unexpected(kind.__name__, found)
        return read(found, kind)

    return read_object


def _tuple_reader(converter: Converter, kind: Any) -> Reader:
    """For tuples with a type for each member, and for sequences of one type, which become tuples."""
    kinds = get_args(kind)
    if get_origin(kind) is tuple and kinds[-1] is not Ellipsis:
        readers = [(converter.get_structure_hook(each), each) for each in kinds]
        return lambda found, _: tuple(_members(found, readers, len(readers)))
    reader = converter.get_structure_hook(kinds[0]), kinds[0]
    return lambda found, _: tuple(_members(found, repeat(reader)))


def _named_tuple_reader(converter: Converter, kind: Any) -> Reader:
    read = converter.get_structure_hook(plain := tuple[tuple(get_type_hints(kind).values())])  # type: ignore[misc]
    return lambda found, _: kind(*read(found, plain))


def _set_reader(converter: Converter, kind: Any) -> Reader:
    read = converter.get_structure_hook(plain := tuple[get_args(kind)[0], ...])  # type: ignore[misc]
    return lambda found, _: frozenset(read(found, plain))


def _pairs_reader(converter: Converter, kind: Any) -> Reader:
    read = converter.get_structure_hook(plain := tuple[tuple[get_args(kind)], ...])  # type: ignore[misc]
    return lambda found, _: dict(read(found, plain))


def _members(found: Any, readers: Iterable[tuple[Reader, Any]], count: int | None = None) -> list[Any]:
    """The members of a JSON list, with the errors of all that cannot be read. `count`: how many there must be."""
    if not isinstance(found, list):
        raise _unexpected("a list", found)
    if count not in (None, len(found)):
        raise _unexpected(f"{count} members", found)
    members, errors = [], []
    for index, (each, (read, kind)) in enumerate(zip(found, readers, strict=False)):
        try:
            members.append(read(each, kind))
        except (BaseValidationError, ValueError) as error:
            error.add_note(IterableValidationNote(f"member {index}", index, kind))
            errors.append(error)
    if errors:
        raise IterableValidationError("a list", errors, list)
    return members


def _read_exactly(found: Any, kind: Any) -> Any:
    if type(found) is not kind:
        raise _unexpected(kind.__name__, found)
    return found


def _read_text_or_enum(found: Any, kind: Any) -> Any:
    """A text; or a member of a StrEnum, which cattrs takes for a text."""
    return _read_exactly(found, str) if kind is str else _read_enum(found, kind)


def _read_enum(found: Any, kind: Any) -> Any:
    try:
        return kind(found)
    except ValueError:
        raise _unexpected(kind.__name__, found) from None


def _read_float(found: Any, _: Any) -> float:
    try:
        number = float("nan") if isinstance(found, bool) or not isinstance(found, int | float) else float(found)
    except OverflowError:
        number = float("inf")
    if not isfinite(number):
        raise _unexpected("float", found)
    return number


def _read_fraction(found: Any, _: Any) -> Fraction:
    try:
        return Fraction(_read_exactly(found, str))
    except (ValueError, ZeroDivisionError):
        raise _unexpected("Fraction", found) from None


_PLAIN: Mapping[type, Reader] = {
    str: _read_text_or_enum,
    Enum: _read_enum,
    int: _read_exactly,
    bool: _read_exactly,
    float: _read_float,
    Fraction: _read_fraction,
}


def _unexpected(expected: str, found: object) -> UnexpectedJson:
    """The error for a value. A whole number may be too long to be written out."""
    too_long = isinstance(found, int) and abs(found) > 10**60
    return UnexpectedJson(f"expected {expected}, found {'a number too large' if too_long else f'{found!r:.60}'}")


def _in_words(error: BaseException, _: type | None) -> str:
    """The error of one field or member."""
    if isinstance(error, ForbiddenExtraKeysError):
        return f"{error.cl.__name__} has no {', '.join(sorted(error.extra_fields))}"
    return "it is missing" if isinstance(error, KeyError) else str(error)


_CONVERTER = make_converter()
