"""The layout of a page: widths of text and columns, heights of rows, print scale and page breaks.

Row heights are set, because some programs that open the file fit a row to its text and some do not. Widths of text
are in digits of the font, the unit of an Excel column width. Source: the advance widths of Arial, which Liberation Sans
shares.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from optimiser.excel.styles import COMPACT, Profile
from optimiser.excel.tables import Table

PAGE_HEIGHT = 510.0  # of A4 on its side within the margins, in points
MIN_SCALE = 0.72  # a page is not printed smaller than this to bring all rows onto one page
PAGE_FACTORS = (1.0, 1.03, 1.06, 1.09, 1.12)  # how much more a page may hold, depending on the program that prints it
HEADING_LINES = 4  # of a heading, before its column is made wider
NEAR_BREAK = 25.0  # points: a block that would begin this close below a page break starts the page instead
MIN_ROWS_AT_START = 6  # of a long table, on the page on which it begins
DIGIT = 556  # thousandths of the font's size
UNLISTED = 1000  # of a character that is not listed: at most a square
USABLE = 0.96  # of a column's width; the rest is its margins
BOLD_FACTOR = 1.08  # how much wider bold text is

_CHARACTERS = {
    191: "'",
    222: "ijl",
    278: " !,./:;I[]\\ft|",
    333: "-()r`",
    389: "*",
    355: '"',
    500: "Jckszvxy",
    556: "#$0123456789?L_abdeghnopqu£€–",
    584: "+<=>~",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
}
_WIDTHS = {character: width for width, characters in _CHARACTERS.items() for character in characters}


@lru_cache(maxsize=65536)
def text_width(text: str) -> float:
    """The width of a text on one line, in digits."""
    return (
        sum(
            _WIDTHS.get(character, 720 if character.isalpha() and ord(character) < 0x250 else UNLISTED)
            for character in text
        )
        / DIGIT
    )


def line_count(text: str, column: float, *, bold: bool = False) -> int:
    """How many lines a text takes in a column of that width, in digits."""
    width = column * USABLE / (BOLD_FACTOR if bold else 1.0)
    return sum(_paragraph_lines(paragraph, width) for paragraph in text.split("\n")) or 1


def wrap(text: str, width: float) -> list[str]:
    """The text on lines of at most that width, in digits; a word longer than a line has a line of its own."""
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}") <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def column_widths(tables: Sequence[Table], max_width: float) -> list[float]:
    """The width of each column, in digits: what its values need. Text columns shrink if all exceed `max_width`."""
    positions = range(max((len(table.columns) for table in tables), default=1))
    widths = [_natural_width(tables, position) for position in positions]
    least = [_min_width(tables, position) for position in positions]
    excess, slack = sum(widths) - max_width, sum(widths) - sum(least)
    if excess > 0 and slack > 0:
        part = min(1.0, excess / slack)
        widths = [width - part * (width - low) for width, low in zip(widths, least, strict=True)]
    return [round(width, 1) for width in widths]


def row_heights(table: Table, widths: Sequence[float], profile: Profile = COMPACT) -> Iterator[tuple[int, float]]:
    """The rows of a table that need more than one line, each with its height in points."""
    for row in range(table.row_count + 1):
        cells = zip(table.columns, table.displayed, widths, strict=False)
        lines = max(
            (
                line_count(texts[row], width - (1.5 if column.number_format.numeric else 0), bold=not row)
                for column, texts, width in cells
                if not row or not column.number_format.numeric
            ),
            default=1,
        )
        if lines > 1:
            yield table.top + row, round(profile.line * lines + 2.5, 1)


def print_scale(widths: Sequence[float], profile: Profile = COMPACT) -> float:
    """The scale at which the page is printed one page wide, at most 1."""
    return min(1.0, profile.page_width / (sum(widths) + profile.margin / profile.digit * len(widths)))


def fits_one_page(rows: int, heights: dict[int, float], widths: Sequence[float], profile: Profile = COMPACT) -> bool:
    """Whether the whole sheet fits on one page and is still large enough to read."""
    total, min_scale = _height(heights, 0, rows, profile), MIN_SCALE * COMPACT.size / profile.size
    scale = print_scale(widths, profile)
    return min(scale, PAGE_HEIGHT / total) >= min(min_scale, scale)


def page_breaks(
    blocks: Sequence[tuple[int, int]], heights: dict[int, float], widths: Sequence[float], profile: Profile = COMPACT
) -> list[int]:
    """The rows before which a new page begins, so that no block that fits on a page is split.

    Programs differ in how small they print a page to fit its width: a break must be right at each of PAGE_FACTORS.

    `blocks`: the first row of each table's caption, and the row after the table or what stands beside it.
    """
    pages = [PAGE_HEIGHT / print_scale(widths, profile) * factor for factor in PAGE_FACTORS]
    rows: list[int] = []
    start = 0
    for first, after in blocks:
        before, size = _height(heights, start, first, profile), _height(heights, first, after, profile)
        beginning = _height(heights, first, min(after, first + MIN_ROWS_AT_START), profile)
        if any(_needs_break(before, size, beginning, page) for page in pages):
            rows.append(first)
            start = first
    return rows


def _needs_break(before: float, size: float, beginning: float, page: float) -> bool:
    """Whether pages of that height would split a block, or start it just below a page break."""
    used = before % page
    kept_together = size if size <= page else beginning
    return used + kept_together > page or (before > 0 and used < NEAR_BREAK)


def _height(heights: dict[int, float], first: int, after: int, profile: Profile) -> float:
    return sum(heights.get(row, profile.row) for row in range(first, after))


def _natural_width(tables: Sequence[Table], position: int) -> float:
    return max((_width_in(table, position) for table in tables if position < len(table.columns)), default=9.0)


def _width_in(table: Table, position: int) -> float:
    column = table.columns[position]
    heading, *values = table.displayed[position]
    longest = max(map(text_width, values), default=0.0)
    natural = longest + 1.5 if column.number_format.numeric else min(longest, column.max_width)
    heading_width = max(_longest_word(heading, 14), min(text_width(heading) / HEADING_LINES, 30.0)) * 1.08 + 2.5
    return max((natural + 1.5) / USABLE, heading_width, 8.0)


def _min_width(tables: Sequence[Table], position: int) -> float:
    """How narrow a column may become: numbers keep their width, text shrinks to its longest word of 16 digits."""
    widths = [8.0]
    for table in (table for table in tables if position < len(table.columns)):
        if table.columns[position].number_format.numeric:
            widths.append(_width_in(table, position))
        else:
            widths.append(2.0 + max((_longest_word(text, 16) for text in table.displayed[position]), default=0.0))
    return max(widths)


def _longest_word(text: str, most: float) -> float:
    """The width of the longest word, at most `most`."""
    return min(max(map(text_width, text.split()), default=0.0), most)


def _paragraph_lines(text: str, width: float) -> int:
    """The lines of a paragraph. A word longer than a line continues on as many lines as it needs."""
    lines, used = 1, 0.0
    for word in text.split(" "):
        word_width = text_width(word)
        if used and used + text_width(" ") + word_width <= width:
            used += text_width(" ") + word_width
            continue
        lines += 1 if used else 0
        lines += int(word_width // width) if word_width > width else 0
        used = word_width % width if word_width > width else word_width
    return lines
