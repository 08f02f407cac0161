"""Reading an Excel workbook: each sheet the quick way where it can be gone, else the careful one."""

from __future__ import annotations

from xml.parsers.expat import ExpatError

from tabular.archive import Archive
from tabular.limits import Limits
from tabular.packing import Table
from tabular.parsed import Filler, ParsedBook, ParsedSheet
from tabular.quick import FROM_BYTES, QuickSheet
from tabular.refusals import TOO_HEAVY, UNREADABLE, Unreadable, refused
from tabular.rowblocks import Meanings, Odd
from tabular.sheetscan import SheetScan
from tabular.workbookparts import Styles, Workbook
from tabular.xmlparts import custom_properties, shared_texts


def read_xlsx(archive: Archive, limits: Limits, quick_from: int = FROM_BYTES) -> ParsedBook:
    """Every sheet of an Excel workbook, with its names and custom properties.

    A sheet of at least `quick_from` bytes is read the quick way, if it is written the plain way.
    Raises Unreadable at a limit; other exceptions mean a damaged file.
    """
    workbook = Workbook(archive)
    if len(workbook.sheets) > limits.sheets:
        raise refused(
            f"This workbook has {len(workbook.sheets)} sheets and at most {limits.sheets} are "
            "read. Delete the sheets that are not needed, save it and send it again."
        )
    if not workbook.sheets:
        raise refused(UNREADABLE)
    book = ParsedBook("xlsx", names=workbook.names, properties=custom_properties(archive))
    filler = Filler(book, limits)
    styles = Styles(archive, workbook.other("styles"))
    meanings = Meanings(workbook, styles, shared_texts(archive, workbook.other("sharedStrings")))
    book.table = Table(meanings.texts)
    for name, hidden, part in workbook.sheets:
        sheet = ParsedSheet(name, hidden)
        if part not in archive:
            raise refused(UNREADABLE, sheet=name)
        quick = archive.unpacked_size(part) >= quick_from
        if not quick or not _quickly(archive, part, sheet, filler, meanings):
            sheet = ParsedSheet(name, hidden)
            scan = SheetScan(sheet, filler, workbook, styles, meanings.texts)
            archive.scan(part, scan.start, scan.end, scan.text)
        book.sheets.append(sheet)
    return book


def _quickly(
    archive: Archive, part: str, sheet: ParsedSheet, filler: Filler, meanings: Meanings
) -> bool:
    """Read a sheet the quick way; where it turns out odd or damaged, nothing has been counted.

    What is wrong with it is then said by the careful reader, which meets the first thing first.
    """
    before = filler.book.cells, filler.characters
    try:
        QuickSheet(sheet, filler, meanings).read(archive, part)
    except (Odd, ExpatError, Unreadable) as stopped:
        if isinstance(stopped, Unreadable) and stopped.findings[0].message == TOO_HEAVY:
            raise
        filler.book.cells, filler.characters = before
        return False
    return True
