"""Return's workbooks with something odd in one part, and those that ask their reader to call out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tests.performance_returns.odd import (
    after_rows,
    edited,
    related,
    sheet_of_figures,
    typed,
    with_parts,
)
from tests.tabular.hostile import noise, parts_of, stored
from tests.tabular.workbooks import MAIN, OFFICE

EVERY = "A1:XFD1048576"
DTD = (
    b'<?xml version="1.0"?><!DOCTYPE c [<!ENTITY a "ha ha ha ha ha ha ha">'
    + b"".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">'.encode()
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + b"]>"
)


def part(name: str, change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    """Changes one part of a workbook; "sheet" is the sheet of figures."""

    def changed(content: bytes) -> bytes:
        parts = dict(parts_of(content))
        place = sheet_of_figures(content) if name == "sheet" else name
        parts[place] = change(parts[place])
        return stored(list(parts.items()))

    return changed


def behind_rows(xml: str) -> Callable[[bytes], bytes]:
    """Puts XML behind the rows of the sheet of figures."""
    return lambda content: after_rows(content, xml)


def with_a_bomb(text: bytes) -> bytes:
    """A part that declares entities without end and uses them."""
    return DTD + text.split(b"?>", 1)[-1].replace(b"</", b"&i;</", 1)


def with_comments(comments: str) -> Callable[[bytes], bytes]:
    """Gives the sheet of figures comments."""
    listed = f"<authors><author>Checks</author></authors><commentList>{comments}</commentList>"
    part = f'<comments xmlns="{MAIN}">{listed}</comments>'
    return lambda content: with_parts(
        related(content, comments="../comments9.xml"), {"xl/comments9.xml": part}
    )


def in_numerators(formula: str) -> Callable[[bytes], bytes]:
    """Puts formulas in the cells of one column."""
    cell = re.compile(rb'(<c r="H\d+"[^>/]*)(?:/>|>.*?</c>)')
    return part("sheet", lambda text: cell.sub(rb"\1>" + formula.encode() + b"</c>", text))


def renamed(name: str) -> Callable[[bytes], bytes]:
    """Gives the sheet of figures another name."""
    new = f'name="{name}"'.encode()
    return part("xl/workbook.xml", lambda text: text.replace(b'name="Return"', new, 1))


def all_properties(value: str) -> Callable[[bytes], bytes]:
    """Gives every hidden fact of the workbook one value."""
    new = b"<vt:lpwstr>" + value.encode()
    known = re.compile(rb"<vt:lpwstr>[^<]*")
    return part("docProps/custom.xml", lambda text: known.sub(lambda _: new, text))


COMMENT = '<comment ref="{}" authorId="{}"><text><t>a</t></text></comment>'
LINK = f'<hyperlinks><hyperlink ref="{EVERY}" location="x"/></hyperlinks>'
LIST = f'<dataValidations><dataValidation type="list" sqref="{EVERY}"/></dataValidations>'
RULE = '<cfRule type="expression" priority="1" dxfId="9999"><formula>1</formula></cfRule>'
PARTS: dict[str, Callable[[bytes], bytes]] = {
    "every cell merged": behind_rows(f'<mergeCells><mergeCell ref="{EVERY}"/></mergeCells>'),
    "our rows merged": behind_rows('<mergeCells><mergeCell ref="A4:L9"/></mergeCells>'),
    "merged nowhere": behind_rows('<mergeCells><mergeCell ref="Z9:A"/><mergeCell/></mergeCells>'),
    "every cell linked": behind_rows(LINK),
    "every cell a list": behind_rows(LIST),
    "every cell coloured": behind_rows(
        f'<conditionalFormatting sqref="{EVERY}">{RULE}</conditionalFormatting>'
    ),
    "a picture of nothing": behind_rows(f'<drawing xmlns:r="{OFFICE}" r:id="nothing"/>'),
    "a far comment": with_comments(COMMENT.format("XFD1048576", 0)),
    "a comment nowhere": with_comments(COMMENT.format("ZZZZ99999999", 7)),
    "a comment everywhere": with_comments(COMMENT.format(EVERY, 0)),
    "shared formulas": in_numerators('<f t="shared" si="0" ref="H4:H9">1+1</f><v>2</v>'),
    "formulas everywhere": in_numerators(f'<f t="array" ref="{EVERY}">1+1</f><v>2</v>'),
    "deep formulas": in_numerators(f"<f>{'(' * 20_000}</f><v>2</v>"),
    "styles of none": part("sheet", lambda text: re.sub(rb' s="\d+"', b' s="99999"', text)),
    "texts of none": part("sheet", lambda text: re.sub(rb't="s"><v>', b't="s"><v>99', text)),
    "rows without a number": part("sheet", lambda text: re.sub(rb' r="[A-Z]*\d+"', b"", text)),
    "hidden rows": part("sheet", lambda text: text.replace(b"<row ", b'<row hidden="1" ')),
    "columns without end": part(
        "sheet",
        lambda text: text.replace(b"<sheetData>", b'<cols><col max="9999999"/></cols><sheetData>'),
    ),
    "days from 1904": part(
        "xl/workbook.xml", lambda text: text.replace(b"<workbookPr", b'<workbookPr date1904="1"')
    ),
    "another name": renamed("a/b[c]:*?"),
    "no name": renamed(""),
    "the name of another": renamed("Cover"),
    "the list's name": renamed("What to put right"),
    "facts of nothing": all_properties(""),
    "facts too long": all_properties("9" * 5_000),
    "facts turned round": all_properties("\u202e2025-26Q1"),
    **{
        f"a bomb in {name}": part(name, with_a_bomb)
        for name in ("docProps/core.xml", "docProps/custom.xml", "xl/theme/theme1.xml", "xl/styles.xml")
    },
    **{
        f"{name} of noise": part(name, lambda _: noise(500))
        for name in ("docProps/custom.xml", "xl/theme/theme1.xml", "xl/styles.xml", "_rels/.rels")
    },
    "a tail": lambda content: content + b"tail" * 100,
    "a head": lambda content: b"head" * 10 + content,
    "twice": lambda content: content * 2,
    "sheets in another order": lambda content: edited(content, lambda b: b.move_sheet("Return", -1)),
    "sheets too many": lambda content: edited(
        content, lambda b: [b.create_sheet(f"S{n}") for n in range(25)]
    ),
    "no sheet of figures": lambda content: edited(content, lambda b: b.remove(b["Return"])),
    "a column too many": lambda content: edited(content, lambda b: b["Return"].insert_cols(3)),
    "a column too few": lambda content: edited(content, lambda b: b["Return"].delete_cols(8)),
    "no headers": lambda content: edited(content, lambda b: b["Return"].delete_rows(1, 3)),
}  # fmt: skip


def that_call(content: bytes, port: int) -> Iterator[bytes]:
    """Workbooks that ask whoever reads them to call this machine's `port`."""
    url = f"http://127.0.0.1:{port}/x"
    asks = f'<?xml version="1.0"?><!DOCTYPE c SYSTEM "{url}" [<!ENTITY e SYSTEM "{url}">]>'.encode()
    for name in ("docProps/core.xml", "xl/theme/theme1.xml", "xl/workbook.xml", "xl/styles.xml"):
        yield part(name, lambda text: asks + text.split(b"?>", 1)[-1].replace(b"</", b"&e;</", 1))(
            content
        )
    for kind in ("hyperlink", "image", "externalLinkPath", "attachedTemplate"):
        link = (
            f'<Relationship Id="far" Type="{OFFICE}/{kind}" Target="{url}" TargetMode="External"/>'
        )
        yield part(
            "xl/_rels/workbook.xml.rels",
            lambda text, link=link: text.replace(b"</Rel", link.encode() + b"</Rel"),
        )(content)
    yield typed(content, {"H4": f'=WEBSERVICE("{url}")', "K4": f'=HYPERLINK("{url}")'})
