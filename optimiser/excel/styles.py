"""How cells look: the colours, the number formats, and how wide a value shows.

Colour never says anything alone: the words are in the cells. Text stands out from its ground by at least 4.5 to 1.
Nothing here knows what a sheet is about.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from optimiser.excel.profile import COMPACT, Profile

FONT, SIZE = "Arial", COMPACT.size
INK = "#1A1A1A"
QUIET = "#4D4D4D"
NAVY = "#1F3864"
WHITE = "#FFFFFF"
LINE = "#BFBFBF"
YELLOW = "#FFF2CC"  # cells to type in
TOTAL = "#E7ECF4"
LINK = "#0B4F9E"
SHADES = {"High": ("#2F5597", WHITE), "Medium": ("#BDD0EC", INK), "Low": ("#F2F2F2", INK)}  # ground, ink
BANDS = {"Extreme": (NAVY, WHITE), **SHADES, "Moderate": SHADES["Medium"]}  # of a risk's score too
ALARM = ("#FBE3E4", "#8B0000")  # ground, ink of a failed check
CHART_COLOURS = ("#1F3864", "#2E75B6", "#7F7F7F", "#A87800")  # at most four, each 3 to 1 on white


class At(Enum):
    """Where a value stands in its cell: always at the top; numbers keep away from the column after them."""

    LEFT = MappingProxyType({"valign": "top", "align": "left"})
    INSET = MappingProxyType({"valign": "top", "align": "left", "indent": 1})  # text beside a number
    RIGHT = MappingProxyType({"valign": "top", "align": "right", "indent": 1})


class Look(Enum):
    """What a cell holds, as its Excel number format."""

    TEXT = "@"
    MONEY = "#,##0"  # pounds, shown to the pound; the cell holds the pence
    PENCE = "#,##0.00"
    COUNT = "#,##0 "  # as money, but what is counted
    TENTH = "#,##0.0"
    EXACT = "General"
    SHARE = "0.0%"
    GAP = "0.0000%"
    FACTOR = "0.0000"  # by which a later year is discounted

    @property
    def numeric(self) -> bool:
        """Whether it is shown on the right."""
        return self is not Look.TEXT

    def shown(self, value: object) -> str:
        """About how the value shows, to find out how wide it is."""
        if not isinstance(value, (int, float, Fraction)) or self is Look.TEXT:
            return str(value)
        return _SHOWN[self].format(float(value))


_SHOWN = {
    Look.MONEY: "{:,.0f}",
    Look.PENCE: "{:,.2f}",
    Look.COUNT: "{:,.0f}",
    Look.TENTH: "{:,.1f}",
    Look.EXACT: "{:.6g}",
    Look.SHARE: "{:.1%}",
    Look.GAP: "{:.4%}",
    Look.FACTOR: "{:.4f}",
}


@dataclass
class Looks:
    """The formats of one workbook, each made once."""

    workbook: Any
    profile: Profile = COMPACT
    _made: dict[object, Any] = field(default_factory=dict)
    _bodies: dict[object, Any] = field(default_factory=dict)

    def body(self, look: Look, at: At, *, typed: bool = False, strong: bool = False, total: bool = False) -> Any:
        """A cell of a table; yellow where it may be typed in."""
        key = (look, at, typed, strong, total)
        if key not in self._bodies:
            ground = YELLOW if typed else TOTAL if total else None
            self._bodies[key] = self._format(
                num_format="General" if look is Look.TEXT else look.value.strip(),
                bold=strong or total,
                bottom=1,
                bottom_color=LINE,
                text_wrap=not look.numeric,
                **at.value,
                **self._ground(ground, total=total),
            )
        return self._bodies[key]

    def link(self) -> Any:
        """A link inside the workbook, in a table."""
        return self._format(font_color=LINK, underline=1, bottom=1, bottom_color=LINE, text_wrap=True, valign="top")

    def back(self) -> Any:
        """A link inside the workbook, above the tables."""
        return self._format(font_color=LINK, underline=1)

    def heading(self, at: At) -> Any:
        """A cell of a header row; a line below it where grounds are not filled."""
        filled = {"font_color": WHITE, "bg_color": NAVY}
        lined = {"font_color": NAVY, "bottom": 2, "bottom_color": NAVY}
        return self._format(bold=True, text_wrap=True, **at.value, **(filled if self.profile.filled else lined))

    def title(self) -> Any:
        """The title of a sheet."""
        return self._format(bold=True, font_size=self.profile.title, font_color=NAVY)

    def caption(self) -> Any:
        """The heading above a table."""
        return self._format(bold=True, font_size=self.profile.caption, font_color=NAVY)

    def line(self, *, strong: bool = False) -> Any:
        """A line of text outside tables."""
        return self._format(bold=strong)

    def shade(self, word: str) -> Any:
        """The shading behind High, Medium or Low, or behind a band of a risk's score."""
        ground, ink = BANDS[word]
        return self._made_of({"bg_color": ground, "font_color": ink} if self.profile.filled else {"font_color": INK})

    def alarm(self) -> Any:
        """A check that failed."""
        ground, ink = ALARM
        return self._made_of({**({"bg_color": ground} if self.profile.filled else {}), "font_color": ink, "bold": True})

    def _ground(self, colour: str | None, *, total: bool) -> dict[str, object]:
        """The ground of a cell: what may be typed in keeps its own, a total without ground has a line above it."""
        if total and not self.profile.filled:
            return {"top": 1, "top_color": NAVY}
        return {"bg_color": colour} if colour else {}

    def _format(self, **properties: object) -> Any:
        return self._made_of({"font_name": FONT, "font_size": self.profile.size, "font_color": INK, **properties})

    def _made_of(self, wanted: dict[str, object]) -> Any:
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            self._made[key] = self.workbook.add_format(wanted)
        return self._made[key]
