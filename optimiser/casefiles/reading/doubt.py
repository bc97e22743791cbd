"""What people write beside a figure of which they are not sure: c. 500, 500*, 500 (est), 500+, >500."""

from __future__ import annotations

import re

ABOUT = re.compile(
    r"^(c\.?|ca\.?|circa|approx\.?|approximately|about|around|roughly|est\.?|say|~|≈)\s*(?=[£\d.])", re.IGNORECASE
)
MARK = re.compile(
    r"\s*(?:[*†‡?#~^+¹²³⁰⁴-⁹]+|\[\d\]|\((?:est|approx|tbc|e|p)\.?\)|est\.?|approx\.?|tbc)$", re.IGNORECASE
)
HARMLESS = re.compile(r"^\s*\+|(?<=\d[eE])\+|[\w\s£$€%&(),.'’:;/\-–—−]+")


def is_doubtful(text: str) -> bool:
    """Whether a text says that its figure is not certain."""
    return bool(ABOUT.search(text) or MARK.search(text))


def without_doubt(text: str) -> str:
    """The text without what says so."""
    return ABOUT.sub("", MARK.sub("", text))


def has_a_sign(text: str) -> bool:
    """Whether a sign that is no part of a figure, such as > or *, stands in a text."""
    return bool(HARMLESS.sub("", text))
