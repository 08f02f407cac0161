"""What is sound inside a workbook is told from what is not."""

import re
import zipfile
from io import BytesIO

import pytest

from tabular.marking import mark
from tests.tabular.parts import faults_of
from tests.tabular.test_mark_findings import NOT_A_NUMBER, sent
from tests.tabular.test_write_a_template import CONTENT


def changed(part: str, old: str, new: str) -> bytes:
    """The template with a text of one part replaced."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(CONTENT)) as given, zipfile.ZipFile(target, "w") as made:
        for name in given.namelist():
            content = given.read(name)
            if name == part:
                assert re.search(old, content.decode())
                content = re.sub(old, new, content.decode(), count=1).encode()
            made.writestr(name, content)
    return target.getvalue()


def test_what_is_written_and_what_is_marked_is_sound() -> None:
    assert faults_of(CONTENT) == []
    assert faults_of(mark(sent(), [NOT_A_NUMBER])) == []


SHEET = "xl/worksheets/sheet2.xml"


@pytest.mark.parametrize(
    ("part", "old", "new", "fault"),
    [
        ("xl/workbook.xml", 'name="Quarter"', 'name="Choices"', "two sheets have one name"),
        ("xl/workbook.xml", 'name="Quarter"', f'name="{"x" * 32}"', "is no name of a sheet"),
        ("xl/workbook.xml", 'r:id="rId2"', 'r:id="rId99"', "uses rId99"),
        ("xl/_rels/workbook.xml.rels", "sheet2.xml", "sheet9.xml", "which is not there"),
        ("[Content_Types].xml", "/xl/styles.xml", "/xl/looks.xml", "is not there"),
        (SHEET, ' s="[0-9]+"', ' s="999"', "has a style that is not there"),
        (SHEET, "(<dataValidations.*</dataValidations>)(.*)</w", r"\2\1</w", "out of order"),
        (SHEET, 'prompt="', f'prompt="{"x" * 300}', "too long a prompt"),
        (SHEET, '<dataValidations count="4"', '<dataValidations count="9"', "wrongly"),
    ],
)
def test_a_fault_is_found(part: str, old: str, new: str, fault: str) -> None:
    assert fault in "\n".join(faults_of(changed(part, old, new)))
