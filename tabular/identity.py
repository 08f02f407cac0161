"""What a workbook carries, unseen, to be known again when it comes back."""

from __future__ import annotations

from dataclasses import dataclass

from tabular.book import Book
from tabular.cells import shown

IDENTIFIERS_SHEET = "Identifiers"
IDENTIFIER_HEADERS = ("Sheet", "Row", "Identifier")
TEMPLATE_PROPERTY = "Template"
VERSION_PROPERTY = "Template version"


@dataclass(frozen=True)
class Template:
    """Which template a workbook was made from."""

    name: str
    version: str


def template_of(book: Book) -> Template | None:
    """The template a workbook says it was made from, or None where it says nothing."""
    name = book.properties.get(TEMPLATE_PROPERTY, "")
    return Template(name, book.properties.get(VERSION_PROPERTY, "")) if name else None


def identified_rows(book: Book) -> dict[str, dict[int, str]]:
    """The identifier of each row sent out: by sheet name, then by row number from 1.

    Empty where the hidden sheet was removed; rows of it that make no sense are passed over.
    """
    sheet = book.sheet(IDENTIFIERS_SHEET)
    found: dict[str, dict[int, str]] = {}
    for values in sheet.rows[1:] if sheet else ():
        name, row, identifier = (*values, None, None, None)[:3]
        if isinstance(name, str) and isinstance(row, int) and identifier is not None:
            found.setdefault(name, {})[row] = shown(identifier)
    return found
