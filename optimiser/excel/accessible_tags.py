"""What an accessible workbook needs and XlsxWriter cannot write: tagged headings and the document's language.

Titles and captions get the cell styles Heading 1 and Heading 2, which screen readers announce; they look as before.
The parts of the file stay in their order, so that the same input still gives the same bytes.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from optimiser.excel.styles import Profile

LANGUAGE = "en-GB"
HEADINGS = (("Heading 1", 16), ("Heading 2", 17))  # the name of each style, and Excel's number for it


def tag_workbook(path: Path, profile: Profile) -> None:
    """Tag the titles and captions of a workbook written in that profile, and state its language.

    Raises ValueError if the workbook lacks the parts to be changed; nothing is then written.
    """
    with zipfile.ZipFile(path) as archive:
        parts = [(info, archive.read(info)) for info in archive.infolist()]
    changes = {
        "xl/styles.xml": lambda text: add_heading_styles(text, (profile.title, profile.caption)),
        "docProps/core.xml": add_language,
    }
    if missing := changes.keys() - {info.filename for info, _ in parts}:
        raise ValueError(f"the workbook has no {', '.join(sorted(missing))}")
    tagged = [(info, _change(data, changes.get(info.filename))) for info, data in parts]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, data in tagged:
            archive.writestr(info, data)


def add_heading_styles(styles: str, sizes: tuple[int, int]) -> str:
    """The styles part with a heading style for each cell format whose font has the size of a title or a caption."""
    fonts = re.findall(r"<font>.*?</font>", _part(styles, "fonts"))
    cell_formats = _part(styles, "cellXfs")
    tagged, new_formats, new_names = cell_formats, "", ""
    first = len(re.findall("<xf ", _part(styles, "cellStyleXfs")))
    for (name, builtin), size in zip(HEADINGS, sizes, strict=True):
        font = next((position for position, xml in enumerate(fonts) if f'<sz val="{size}"/>' in xml), None)
        if font is None:
            continue  # no sheet has a caption
        number = first + len(re.findall("<xf ", new_formats))
        tagged = re.sub(rf'(<xf [^>]*fontId="{font}"[^>]* xfId=")0"', rf'\g<1>{number}"', tagged)
        new_formats += f'<xf numFmtId="0" fontId="{font}" fillId="0" borderId="0"/>'
        new_names += f'<cellStyle name="{name}" xfId="{number}" builtinId="{builtin}"/>'
    styles = _extend(styles.replace(cell_formats, tagged), "cellStyleXfs", new_formats)
    return _extend(styles, "cellStyles", new_names)


def add_language(core: str) -> str:
    """The properties part with the document's language."""
    if core.count("</dc:creator>") != 1:
        raise ValueError("the properties of the workbook have no author")
    return core.replace("</dc:creator>", f"</dc:creator><dc:language>{LANGUAGE}</dc:language>")


def _change(data: bytes, change: Callable[[str], str] | None) -> bytes:
    """A part after its change. A part without a change may be binary, such as a picture."""
    return data if change is None else change(data.decode()).encode()


def _part(styles: str, name: str) -> str:
    match = re.search(rf"<{name} .*?</{name}>", styles, re.DOTALL)
    if match is None:
        raise ValueError(f"the styles of the workbook have no {name}")
    return match[0]


def _extend(styles: str, name: str, entries: str) -> str:
    """The styles part with more entries in a list, and the list's count corrected."""
    part = _part(styles, name)
    count = len(re.findall(r"<(?:xf|cellStyle) ", part + entries))
    recounted = re.sub(r'count="\d+"', f'count="{count}"', part, count=1)
    return styles.replace(part, recounted.replace(f"</{name}>", f"{entries}</{name}>"))
