"""How a page is laid out once its tables stand: widths of columns, heights of rows, and where it breaks in print.

Heights are set, not left to the program that opens the file: some fit a row to its text, some do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from optimiser.excel.profile import COMPACT, Profile
from optimiser.excel.tables import Table
from optimiser.excel.text_width import USABLE, lines_of, width_of

PLAIN_ROW = COMPACT.row  # points
PAGE_HEIGHT = 510.0  # of A4 on its side within the margins, in points
SMALLEST = 0.72  # a page is not printed smaller than this to fit what would run over on to the next
PAGES = (1.0, 1.03, 1.06, 1.09, 1.12)  # how much more than that a page may hold, by the program that prints it
HEADING_LINES = 4  # on which a heading may stand before its column is made wider
NEAR = 25.0  # points: a page that is about to begin here, or has just begun, begins here
FEWEST = 6  # rows of a long table that must stand on the page on which it begins


def widths(tables: Sequence[Table], paper: float) -> list[float]:
    """Each column as wide as its values ask for; wrapped columns give way where they would not fit the paper."""
    wanted = [_most(tables, number) for number in range(max((len(table.columns) for table in tables), default=1))]
    least = [_least(tables, number) for number in range(len(wanted))]
    over, room = sum(wanted) - paper, sum(wanted) - sum(least)
    if over > 0 and room > 0:
        part = min(1.0, over / room)
        wanted = [width - part * (width - low) for width, low in zip(wanted, least, strict=True)]
    return [round(width, 1) for width in wanted]


def heights(table: Table, columns: Sequence[float], profile: Profile = COMPACT) -> Iterator[tuple[int, float]]:
    """The rows of a table that need more than one line, each with its height in points."""
    for row in range(table.count + 1):
        cells = zip(table.columns, table.shown, columns, strict=False)
        lines = max(
            (
                lines_of(texts[row], width - (1.5 if column.look.numeric else 0), strong=not row)
                for column, texts, width in cells
                if not row or not column.look.numeric
            ),
            default=1,
        )
        if lines > 1:
            yield table.top + row, round(profile.line * lines + 2.5, 1)


def scale(columns: Sequence[float], profile: Profile = COMPACT) -> float:
    """How much smaller the page is printed so that it is one page wide."""
    return min(1.0, profile.page_width / (sum(columns) + profile.margin / profile.digit * len(columns)))


def fits_one_page(rows: int, high: dict[int, float], columns: Sequence[float], profile: Profile = COMPACT) -> bool:
    """Whether the whole sheet may stand on one page without being too small to read."""
    total, least = _height(high, 0, rows, profile), SMALLEST * COMPACT.size / profile.size
    wide = scale(columns, profile)
    return min(wide, PAGE_HEIGHT / total) >= min(least, wide)


def breaks(
    blocks: Sequence[tuple[int, int]], high: dict[int, float], columns: Sequence[float], profile: Profile = COMPACT
) -> list[int]:
    """The rows before which a new page begins, so that no block is split that has room on one page.

    Programs differ in how small they print a page to fit its width, so that a break must be right for each of them.

    `blocks`: the first row of each table's caption, and the row after the table or what stands beside it.
    """
    pages = [PAGE_HEIGHT / scale(columns, profile) * more for more in PAGES]
    found: list[int] = []
    start = 0
    for first, after in blocks:
        before, size = _height(high, start, first, profile), _height(high, first, after, profile)
        least = _height(high, first, min(after, first + FEWEST), profile)
        if any(_splits(before, size, least, page) for page in pages):
            found.append(first)
            start = first
    return found


def _splits(before: float, size: float, least: float, page: float) -> bool:
    """Whether a block would be split, or only just begin a page, on pages of that height."""
    stands = before % page
    kept = size if size <= page else least
    return stands + kept > page or (before > 0 and stands < NEAR)


def _height(high: dict[int, float], first: int, after: int, profile: Profile) -> float:
    return sum(high.get(row, profile.row) for row in range(first, after))


def _most(tables: Sequence[Table], number: int) -> float:
    return max((_of(table, number) for table in tables if number < len(table.columns)), default=9.0)


def _of(table: Table, number: int) -> float:
    column = table.columns[number]
    heading, *values = table.shown[number]
    longest = max(map(width_of, values), default=0.0)
    natural = longest + 1.5 if column.look.numeric else min(longest, column.most)
    name = max(_word(heading, 14), min(width_of(heading) / HEADING_LINES, 30.0)) * 1.08 + 2.5
    return max((natural + 1.5) / USABLE, name, 8.0)


def _least(tables: Sequence[Table], number: int) -> float:
    """How narrow a column may become: numbers never, text down to its longest word within reason."""
    found = [8.0]
    for table in (each for each in tables if number < len(each.columns)):
        if table.columns[number].look.numeric:
            found.append(_of(table, number))
        else:
            found.append(2.0 + max((_word(text, 16) for text in table.shown[number]), default=0.0))
    return max(found)


def _word(text: str, most: float) -> float:
    """The width of the longest word, as far as it counts."""
    return min(max(map(width_of, text.split()), default=0.0), most)
