"""How wide text is and on how many lines it stands, so that no program has to be trusted to fit a row to its text.

Widths are in digits of the font, which is what Excel counts a column's width in. Source: the advance widths of Arial,
which Liberation Sans shares.
"""

from __future__ import annotations

from functools import lru_cache

DIGIT = 556  # thousandths of the font's size
WIDE = 1000  # what is not listed: at most a square
USABLE = 0.96  # of a column's width, the rest being its margins
STRONGER = 1.08  # how much wider strong text is

_WIDTHS = {
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
_OF = {character: width for width, characters in _WIDTHS.items() for character in characters}


@lru_cache(maxsize=65536)
def width_of(text: str) -> float:
    """The width of a text on one line, in digits."""
    return (
        sum(_OF.get(character, 720 if character.isalpha() and ord(character) < 0x250 else WIDE) for character in text)
        / DIGIT
    )


def lines_of(text: str, column: float, *, strong: bool = False) -> int:
    """On how many lines a text stands in a column of that width."""
    room = column * USABLE / (STRONGER if strong else 1.0)
    return sum(_paragraph(paragraph, room) for paragraph in text.split("\n")) or 1


def wrapped(text: str, room: float) -> list[str]:
    """The text on lines of at most that width; a word longer than a line has a line of its own."""
    lines: list[str] = []
    for word in text.split():
        if lines and width_of(f"{lines[-1]} {word}") <= room:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def _paragraph(text: str, room: float) -> int:
    """A word longer than a line goes on over as many lines as it needs."""
    lines, used = 1, 0.0
    for word in text.split(" "):
        width = width_of(word)
        if used and used + width_of(" ") + width <= room:
            used += width_of(" ") + width
            continue
        lines += 1 if used else 0
        lines += int(width // room) if width > room else 0
        used = width % room if width > room else width
    return lines
