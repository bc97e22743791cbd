"""Shows a number as a spreadsheet does, from the number format of its cell.

The formats are those of ECMA-376 (part 1, section 18.8.31), as Excel shows them in English. Colours are left out, and
the spaces that a format adds to line figures up are shown as one.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import lru_cache

from optimiser.casefiles.schema.columns import decimal_text

GENERAL = ("", "general", "@", "standard")
TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>general)|(?P<noon>am/pm|a/p)|(?P<power>e[+-])|(?P<date>[dmyhsbg]+)|(?P<plain>.)",
    re.IGNORECASE | re.DOTALL,
)
CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[\d.]+)")
COLOUR = re.compile(r"(black|blue|cyan|green|magenta|red|white|yellow|colou?r\s*\d+)", re.IGNORECASE)
ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
TESTS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
SIGNS = {
    "0": "digit",
    "#": "digit",
    "?": "digit",
    ".": "point",
    ",": "comma",
    "%": "percent",
    "/": "slash",
    "@": "text",
}


class UnknownFormat(Exception):
    """A number format that is not understood."""


@dataclass
class Section:
    """A part of a number format between semicolons: its condition, and its tokens as (kind, text)."""

    test: Callable[[Fraction, Fraction], bool] | None = None
    limit: Fraction = Fraction(0)
    tokens: list[tuple[str, str]] = field(default_factory=list)

    def has(self, kind: str) -> bool:
        """Whether a token of that kind is in it."""
        return any(each == kind for each, _ in self.tokens)


def is_general(code: str) -> bool:
    """Whether a format shows a number as it is."""
    return code.strip().casefold() in GENERAL


def shown_number(value: Fraction, code: str) -> str:
    """The text that a cell with this number and format shows; blank if it shows nothing. Raises UnknownFormat."""
    if is_general(code):
        return decimal_text(value)
    section, signed = _chosen(_sections(code), value)
    if section.has("date"):
        raise UnknownFormat(code)
    minus = "-" if signed and value < 0 else ""
    text = " ".join(_filled(section, abs(value)).split())
    return f"{minus}{text}" if any(letter in "123456789" for letter in text) or not section.has("digit") else text


def shown_text(text: str, code: str) -> str:
    """The text that a cell with this text and format shows. Raises UnknownFormat."""
    sections = _sections(code) if not is_general(code) else ()
    section = sections[3] if len(sections) > 3 else next((each for each in sections if each.has("text")), None)
    if section is None:
        return text
    return "".join(text if kind == "text" else part for kind, part in section.tokens)


def shows_a_year(code: str) -> bool:
    """Whether a format of a date shows the year. Raises UnknownFormat."""
    return any("y" in part.casefold() for each in _sections(code) for kind, part in each.tokens if kind == "date")


def day_and_month(day: date) -> str:
    """A date whose cell does not show the year."""
    return f"{day.day} {day:%B}"


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[Section, ...]:
    sections = [Section()]
    for match in TOKEN.finditer(code):
        kind, text = match.lastgroup or "", match[match.lastgroup or 0]
        if kind == "plain" and text == ";":
            sections.append(Section())
        elif kind == "bracket":
            _bracket(sections[-1], text)
        else:
            sections[-1].tokens.append(_token(kind, text))
    return tuple(sections)


def _token(kind: str, text: str) -> tuple[str, str]:
    if kind in ("quoted", "escaped"):
        return "literal", text
    if kind == "space":
        return "literal", " "
    if kind == "fill":
        return "literal", " " if text == " " else ""
    if kind == "plain":
        return SIGNS.get(text, "literal"), text
    return ("date", text) if kind == "noon" else (kind, text)


def _bracket(section: Section, text: str) -> None:
    """Add what stands in square brackets: a condition, a currency, a colour or a time that runs on."""
    if condition := CONDITION.fullmatch(text):
        section.test, section.limit = TESTS[condition[1]], Fraction(condition[2])
    elif text.startswith("$"):
        section.tokens.append(("literal", text[1:].partition("-")[0]))
    elif ELAPSED.fullmatch(text):
        section.tokens.append(("date", text))
    elif not COLOUR.fullmatch(text):
        raise UnknownFormat(text)


def _chosen(sections: Sequence[Section], value: Fraction) -> tuple[Section, bool]:
    """The section that shows a value, and whether it shows the sign of a value below zero by itself."""
    numeric = sections[:3]
    if not any(section.test for section in numeric):
        if value < 0 and len(numeric) > 1:
            return numeric[1], False
        return (numeric[2], False) if value == 0 and len(numeric) > 2 else (numeric[0], True)
    for section in numeric[:2]:
        if section.test and section.test(value, section.limit):
            return section, not (section.test in (operator.lt, operator.le) and section.limit <= 0)
    other = numeric[2] if len(numeric) > 2 else numeric[-1]
    if len(numeric) == 2 and numeric[0].test in (operator.ge, operator.gt) and numeric[0].limit == 0:
        return other, False
    if value < 0:
        raise UnknownFormat("programmes differ on whether they show the sign")
    return other, True


def _filled(section: Section, value: Fraction) -> str:
    if section.has("general") or (section.has("text") and not section.has("digit")):
        return "".join(decimal_text(value) if kind in ("general", "text") else text for kind, text in section.tokens)
    if not section.has("digit"):
        return "".join(text for _, text in section.tokens)
    if section.has("slash") and (ratio := _ratio(section, value)) is not None:
        return ratio
    return _power(section, value) if section.has("power") else _decimal(section.tokens, value)


def _decimal(tokens: Sequence[tuple[str, str]], value: Fraction) -> str:
    """The text of a section with digits: per cents, thousands left out by commas, grouping and literals."""
    kinds = [kind for kind, _ in tokens]
    if "digit" not in kinds:
        raise UnknownFormat("a power of ten without digits")
    point = kinds.index("point") if "point" in kinds else len(kinds)
    last = max(at for at, kind in enumerate(kinds) if kind == "digit")
    first = kinds.index("digit")
    whole_last = max((at for at in range(min(point, len(kinds))) if kinds[at] == "digit"), default=-1)
    scaled = sum(kinds[at] == "comma" and (whole_last < at < point or at > last) for at in range(len(kinds)))
    grouped = any(kinds[at] == "comma" for at in range(first, whole_last))
    exact = value * 100 ** kinds.count("percent") / 1000**scaled
    places = kinds[point:].count("digit")
    number = f"{int(exact * 10**places + Fraction(1, 2)):0{places + 1}d}"
    whole, decimals = number[: len(number) - places].lstrip("0"), number[len(number) - places :]
    return _whole(tokens[:point], whole, grouped) + _decimals(tokens[point:], decimals)


def _whole(tokens: Sequence[tuple[str, str]], digits: str, grouped: bool) -> str:
    """The digits before the point put into their places, from the right."""
    parts: list[str] = []
    left, count = digits, 0
    places = sum(kind == "digit" for kind, _ in tokens)
    for kind, text in reversed(tokens):
        if kind == "digit":
            places -= 1
            taken = left if places == 0 else left[-1:]
            left = left[: len(left) - len(taken)]
            for digit in reversed(taken or {"0": "0", "?": " "}.get(text, "")):
                parts.append("," if grouped and count and count % 3 == 0 and digit != " " else "")
                parts.append(digit)
                count += 1
        elif kind != "comma":
            parts.append(text)
    return "".join(reversed(parts))


def _decimals(tokens: Sequence[tuple[str, str]], digits: str) -> str:
    """The digits after the point put into their places; noughts at the end are left out where the format says so."""
    places = [text for kind, text in tokens if kind == "digit"]
    kept = list(digits)
    for at in reversed(range(len(places))):
        if digits[at] != "0" or places[at] == "0":
            break
        kept[at] = " " if places[at] == "?" else ""
    each = iter(kept)
    return "".join(next(each) if kind == "digit" else "" if kind == "comma" else text for kind, text in tokens)


def _power(section: Section, value: Fraction) -> str:
    """A number as digits times a power of ten: 1.23E+05."""
    at = next(i for i, (kind, _) in enumerate(section.tokens) if kind == "power")
    step = max(1, _whole_places(section.tokens[:at]))
    power = 0
    while value and value >= 10 ** (power + step):
        power += step
    while value and value < Fraction(10) ** power:
        power -= step
    sign = "-" if power < 0 else "+" if section.tokens[at][1].endswith("+") else ""
    mantissa = _decimal(section.tokens[:at], value / Fraction(10) ** power)
    return f"{mantissa}E{sign}{_decimal(section.tokens[at + 1 :], Fraction(abs(power)))}"


def _whole_places(tokens: Sequence[tuple[str, str]]) -> int:
    kinds = [kind for kind, _ in tokens]
    return kinds[: kinds.index("point") if "point" in kinds else len(kinds)].count("digit")


def _ratio(section: Section, value: Fraction) -> str | None:
    """A number as a whole and a fraction, 2 1/3; None if the stroke stands for itself, as in 00/00/00."""
    code = "".join(text for _, text in section.tokens)
    match = re.fullmatch(r"\s*(?P<whole>[#0?]+ )?\s*(?P<top>[#?0]+)\s*/\s*(?P<bottom>[#?0]+|\d+)\s*", code)
    if not match:
        return None
    most = int(match["bottom"]) if match["bottom"].strip("0").isdigit() else 10 ** len(match["bottom"]) - 1
    fixed = match["bottom"].strip("0").isdigit()
    near = Fraction(int(value * most + Fraction(1, 2)), most) if fixed else value.limit_denominator(most)
    whole, rest = divmod(near, 1) if match["whole"] else (0, near)
    if not rest:
        return str(whole)
    top, bottom = (rest * most, most) if fixed else (rest.numerator, rest.denominator)
    return f"{whole} {top}/{bottom}" if whole else f"{top}/{bottom}"
