"""What a workbook carries, unseen, to be known again when it comes back."""

from __future__ import annotations

from dataclasses import dataclass

from tabular.book import Book

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
