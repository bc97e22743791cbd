"""Names that differ only in how they are written: `Ltd` and `Limited`, an apostrophe, a likely typing error.

Two such names are two providers to every limit and share. They may be one, so a warning names both cells.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from unicodedata import combining, normalize

from models.case.validation.row_reader import RowReader, TableReader, cell_place

OF_PROVIDERS = "limits on providers, independence, renewals and the shares of providers"
LONG = 8  # letters of a name from which one wrong letter is likelier than another name
FORMS = (  # of a company's or trust's name, as one
    (r"\b(?:the|messrs)\b", " "),
    (r"\blimited\b", "ltd"),
    (r"\bpublic ltd company\b|\bp l c\b", "plc"),
    (r"\bcommunity interest company\b|\bc i c\b", "cic"),
    (r"\blimited liability partnership\b|\bl l p\b", "llp"),
    (r"\bcharitable incorporated organisation\b", "cio"),
    (r"\b(?:nhs )?(?:foundation trust|ft)\b", "nhsft"),
    (r"\bn h s\b", "nhs"),
    (r"\bnhs nhsft\b", "nhsft"),
    (r"\bcompany\b", "co"),
    (r"\bsaint\b", "st"),
    (r"\b(?:and|n)\b|&|\+", "and"),
)
SUFFIX = re.compile(r"\b(ltd|plc|cic|llp|cio|nhsft)$")


def warn_of_one_name(rows: Iterable[RowReader], column: str, what: str, depends: str, typing: bool = True) -> None:
    """Warn of each name that is written like an earlier one, or with a single letter more, less or other (`typing`).

    Names that differ only in capitals are left out: they are faults. `what`: what a name stands for; `depends`: what
    takes the two for different.
    """
    first: dict[str, RowReader] = {}
    for row in rows:
        if row.has_value(column):
            first.setdefault(row.text(column), row)
    known: dict[str, list[str]] = {}
    for name, row in first.items():
        others = dict.fromkeys(other for key in _keys(name, typing) for other in known.get(key, []))
        alike = [other for other in others if is_alike(name, other, typing)]
        if alike:
            place = cell_place(first[alike[0]], column)
            row.warn(
                column,
                f'"{name}" beside "{alike[0]}" in {place}',
                f"one name for one {what}",
                f"If they are one {what}, write the same name in both: {depends} take them for two.",
            )
        for key in _keys(name, typing):
            known.setdefault(key, []).append(name)


def warn_of_one_provider(contracts: TableReader, offers: TableReader) -> None:
    """Warn of providers, in contracts and offers together, that may be one."""
    warn_of_one_name((*contracts, *offers), "provider", "provider", OF_PROVIDERS)


def is_alike(name: str, other: str, typing: bool = True) -> bool:
    """Whether two names may be one: alike but for dress, or long and alike but for one letter within a word."""
    if name.casefold() == other.casefold():
        return False
    (one, its_form), (two, other_form) = _parts(name), _parts(other)
    if its_form and other_form and its_form != other_form:
        return False
    if one.replace(" ", "") == two.replace(" ", ""):
        return bool(one)
    return typing and min(len(one), len(two)) >= LONG and _one_letter_apart(one, two)


@lru_cache(maxsize=10_000)
def _parts(name: str) -> tuple[str, str]:
    """A name without dress, and the form of the company or trust that it ends with; a blank if it names none."""
    text = html.unescape(html.unescape(name))
    letters = "".join(each for each in normalize("NFKD", text).casefold() if not combining(each))
    plain = re.sub(r"['\u2018\u2019\u02bc\u2032`\u00b4.]", "", letters)
    plain = " ".join(re.sub(r"[^\w&+]+|_", " ", plain).split())
    for pattern, form in FORMS:
        plain = " ".join(re.sub(pattern, f" {form} ", plain).split())
    last = SUFFIX.search(plain)
    bare = plain[: last.start()].strip() if last else ""
    return (bare, last[1]) if last and bare else (plain, "")


def _keys(name: str, typing: bool) -> Iterator[str]:
    """What names that are alike have in common: the name, and the name without any one of its first 60 letters."""
    bare = _parts(name)[0].replace(" ", "")
    yield bare
    if typing and len(bare) >= LONG:
        yield from {bare[:at] + bare[at + 1 :] for at in range(min(len(bare), 60)) if bare[at].isalpha()}


def _one_letter_apart(one: str, two: str) -> bool:
    """Whether one word has one letter more, less or other, or two exchanged; not its first letter, nor a final s."""
    words, others = one.split(), two.split()
    if len(words) != len(others):
        return False
    different = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    if len(different) != 1:
        return False
    short, long = sorted(different[0], key=len)
    if len(short) < 4 or short[0] != long[0] or not (short.isalpha() and long.isalpha()) or long == f"{short}s":
        return False
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(long) == len(short):
        exchanged = short[:at] + short[at + 1 : at + 2] + short[at] + short[at + 2 :]
        return short[at + 1 :] == long[at + 1 :] or exchanged == long
    return len(long) == len(short) + 1 and short[at:] == long[at + 1 :]
