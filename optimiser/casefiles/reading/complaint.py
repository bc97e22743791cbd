"""What is wrong with a cell, before its place is known."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(eq=False)
class Complaint(Exception):
    """What is wrong with a cell, in the words of a fault."""

    found: str
    remedy: str
    expected: str = ""
