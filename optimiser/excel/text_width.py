"""How wide text is and how many lines it takes, so that no spreadsheet program has to fit rows to their text.

Widths are in digits of the font, the unit of an Excel column width. Source: the advance widths of Arial, which
Liberation Sans shares.
"""

from __future__ import annotations

from functools import lru_cache

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
