"""Limits hold whatever a file says of its own size, and an honest file may come near them."""

import pytest

from tabular.child import parse
from tabular.limits import Limits
from tabular.reading import read
from tabular.refusals import BOMB, TOO_HEAVY, Unreadable
from tests.tabular.conftest import Refusals, told
from tests.tabular.workbooks import ods, relations, rows, xlsx, zipped

FAR = (
    "There is something in a cell beyond the 200,000 rows and 500 columns that are read. Delete "
    "the rows and columns outside your table, save the file and send it again."
)


def test_bomb_by_compression(refusals: Refusals) -> None:
    assert refusals(xlsx(extra={"xl/media/a.xml": bytes(20_000_000)})) == [("", "", BOMB)]


def test_bomb_by_size(refusals: Refusals) -> None:
    limits = Limits(unpacked_bytes=1_000, compression=1_000_000)
    assert refusals(xlsx(extra={"xl/a.xml": "a" * 2_000}), limits) == [("", "", BOMB)]


def test_too_many_parts(refusals: Refusals) -> None:
    content = zipped({f"xl/{number}/{number}.xml": "" for number in range(2_001)})
    assert refusals(content) == [("", "", BOMB)]


def test_far_cell_in_a_tiny_workbook(refusals: Refusals) -> None:
    content = xlsx('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    assert len(content) < 2_000
    assert refusals(content) == [("Data", "XFD1048576", FAR)]


@pytest.mark.parametrize("cell", ["A200001", "SG1"])
def test_cell_just_outside(refusals: Refusals, cell: str) -> None:
    assert refusals(xlsx(f'<row><c r="{cell}"><v>1</v></c></row>')) == [("Data", cell, FAR)]


def test_last_cell_inside() -> None:
    book = parse(xlsx('<row><c r="SF200000"><v>1</v></c></row>'), Limits())
    assert book.sheets[0].rows[199_999][499] == 1


def test_far_cell_that_is_only_formatted() -> None:
    book = parse(xlsx('<row><c r="A1"><v>1</v></c><c r="XFD1048576" s="1"/></row>'), Limits())
    assert book.sheets[0].rows == [[1]]


def test_wrong_dimension_is_passed_over() -> None:
    around = '<dimension ref="A1:XFD1048576"/>'
    assert parse(xlsx(around=around), Limits()).sheets[0].rows == [[1]]


def test_too_many_cells(refusals: Refusals) -> None:
    assert refusals(rows((1, 2, 3), (4, 5, 6)), Limits(cells=5)) == [("", "", TOO_HEAVY)]


def sharing(text: str, cells: int) -> bytes:
    """A small workbook in which many cells share one text."""
    links = relations(worksheet="worksheets/sheet1.xml", sharedStrings="shared.xml")
    return xlsx(
        "".join(f'<row r="{row}"><c t="s"><v>0</v></c></row>' for row in range(1, cells + 1)),
        extra={
            "xl/_rels/workbook.xml.rels": links,
            "xl/shared.xml": f"<sst><si><t>{text}</t></si></sst>",
        },
    )


def test_one_long_text_shared_by_many_cells(refusals: Refusals) -> None:
    content = sharing("中" * 30_000, 2_500)
    assert len(content) < 20_000
    assert refusals(content) == [("", "", TOO_HEAVY)]
    assert len(parse(sharing("中" * 30_000, 2_000), Limits()).sheets[0].rows) == 2_000


@pytest.mark.parametrize(
    "cell",
    [
        "<c><f>longlong</f></c>",
        "<c t='e'><v>longlong</v></c>",
        "<c t='str'><v>longlong</v></c>",
        "<c t='inlineStr'><is><t>longlong</t></is></c>",
    ],
)
def test_text_of_every_kind_is_weighed(refusals: Refusals, cell: str) -> None:
    content = xlsx("<row>" + cell * 30 + "</row>")
    assert refusals(content, Limits(characters=200)) == [("", "", TOO_HEAVY)]


def test_too_many_sheets(refusals: Refusals) -> None:
    sheets = "".join(f'<table:table table:name="{number}"/>' for number in range(21))
    assert refusals(ods(sheets)) == [
        (
            "",
            "",
            (
                "This workbook has more than the 20 sheets that are read. Delete the sheets that are "
                "not needed, save it and send it again."
            ),
        )
    ]


def test_repeated_cells_of_an_open_document(refusals: Refusals) -> None:
    table = (
        '<table:table table:name="A"><table:table-row table:number-rows-repeated="1048576">'
        '<table:table-cell office:value-type="float" office:value="1"/>'
        "</table:table-row></table:table>"
    )
    assert refusals(ods(table)) == [("A", "A200001", FAR)]


def test_large_file_is_refused_before_it_is_read() -> None:
    with pytest.raises(Unreadable) as caught:
        read(b"a" * 3_000_000, "a.csv", Limits(file_bytes=2 * 1024 * 1024))
    assert [told(finding) for finding in caught.value.findings] == [
        (
            "",
            "",
            (
                "This file is 3 MB and at most 2 MB is taken. Delete the sheets, pictures and empty "
                "formatted rows that are not needed, save it and send it again."
            ),
        )
    ]
