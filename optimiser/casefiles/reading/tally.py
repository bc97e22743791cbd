"""Parses the XML parts of a workbook, and counts their elements together against one limit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from xml.parsers import expat

from optimiser.casefiles.reading.workbook_safety import CLEAR, SAVE_AGAIN, Refused

MOST_ELEMENTS = 400_000  # of all parts that are read; a filled cell is two or three
SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "

Start = Callable[[str, dict[str, str]], None]


@dataclass
class Tally:
    """Counts the elements of all the parts of a workbook that are read."""

    elements: int = 0

    def parse(
        self,
        markup: bytes,
        start: Start,
        end: Callable[[str], None],
        text: Callable[[str], None],
        *,
        whole: bool = True,
    ) -> None:
        """Parse a part, or the beginning of one. Element names begin with their namespace and a space.

        Raises Refused before that if there are too many, and ExpatError if the part is not well formed.
        """
        self.elements += markup.count(b"<") - markup.count(b"</")
        if self.elements > MOST_ELEMENTS:
            raise Refused(f"more than {MOST_ELEMENTS:,} cells, texts and formats", CLEAR)
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = _refuse_type
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
        parser.Parse(markup, whole)


def _refuse_type(*_: object) -> None:
    raise Refused("a document type in the markup", SAVE_AGAIN)
