"""What an accessible workbook needs and XlsxWriter cannot write: tagged headings and the document's language.

Titles and captions get the cell styles Heading 1 and Heading 2, which screen readers announce; they look as before.
The parts of the file are put back in their order, so that the same input still gives the same bytes.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from optimiser.excel.profile import Profile

LANGUAGE = "en-GB"
HEADINGS = (("Heading 1", 16), ("Heading 2", 17))  # the name of each style, and Excel's number for it


def tag(path: Path, profile: Profile) -> None:
    """Tag the titles and captions of a workbook of that profile, and say its language.

    Raises ValueError where the workbook does not have the parts that are to be changed: nothing is then written.
    """
    with zipfile.ZipFile(path) as archive:
        parts = [(each, archive.read(each)) for each in archive.infolist()]
    changed = {
        "xl/styles.xml": lambda text: with_headings(text, (profile.title, profile.caption)),
        "docProps/core.xml": with_language,
    }
    if missing := changed.keys() - {each.filename for each, _ in parts}:
        raise ValueError(f"the workbook has no {', '.join(sorted(missing))}")
    made = [(each, _changed(data, changed.get(each.filename))) for each, data in parts]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, data in made:
            archive.writestr(each, data)


def with_headings(styles: str, sizes: tuple[int, int]) -> str:
    """The styles part, in which the cells whose font is as large as a title or a caption have a heading's style."""
    fonts = re.findall(r"<font>.*?</font>", _part(styles, "fonts"))
    cells = _part(styles, "cellXfs")
    tagged, new, names = cells, "", ""
    first = len(re.findall("<xf ", _part(styles, "cellStyleXfs")))
    for (name, builtin), size in zip(HEADINGS, sizes, strict=True):
        font = next((at for at, each in enumerate(fonts) if f'<sz val="{size}"/>' in each), None)
        if font is None:
            continue  # no sheet has a caption
        number = first + len(re.findall("<xf ", new))
        tagged = re.sub(rf'(<xf [^>]*fontId="{font}"[^>]* xfId=")0"', rf'\g<1>{number}"', tagged)
        new += f'<xf numFmtId="0" fontId="{font}" fillId="0" borderId="0"/>'
        names += f'<cellStyle name="{name}" xfId="{number}" builtinId="{builtin}"/>'
    return _more(_more(styles.replace(cells, tagged), "cellStyleXfs", new), "cellStyles", names)


def with_language(core: str) -> str:
    """The properties part with the document's language."""
    if core.count("</dc:creator>") != 1:
        raise ValueError("the properties of the workbook have no author")
    return core.replace("</dc:creator>", f"</dc:creator><dc:language>{LANGUAGE}</dc:language>")


def _changed(data: bytes, change: Callable[[str], str] | None) -> bytes:
    """A part as it is to be; one that is not to change may be anything, a picture too."""
    return data if change is None else change(data.decode()).encode()


def _part(styles: str, name: str) -> str:
    found = re.search(rf"<{name} .*?</{name}>", styles, re.DOTALL)
    if found is None:
        raise ValueError(f"the styles of the workbook have no {name}")
    return found[0]


def _more(styles: str, name: str, added: str) -> str:
    """The part with more entries, counted."""
    there = _part(styles, name)
    count = len(re.findall(r"<(?:xf|cellStyle) ", there + added))
    grown = re.sub(r'count="\d+"', f'count="{count}"', there, count=1)
    return styles.replace(there, grown.replace(f"</{name}>", f"{added}</{name}>"))
