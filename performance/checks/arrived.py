"""A file that could be read, and what it says it is for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from performance.entries import NONE
from performance.workbook.definition import AGREEMENT, PERIOD, TEMPLATE, Asked, Col
from performance.workbook.headers import Layout, layout_of, layouts_in
from performance.workbook.matching import matched
from tabular.book import Book
from tabular.identity import template_of


@dataclass(frozen=True)
class Arrived:
    """A file that could be read, and what was asked for."""

    book: Book
    asked: Asked

    @cached_property
    def layout(self) -> Layout | None:
        """Where our columns stand; None where they stand nowhere."""
        return layout_of(self.book)

    @cached_property
    def others(self) -> list[Layout]:
        """Further sheets that carry our columns with the figures among them."""
        mine = self.layout
        return [
            one
            for one in layouts_in(self.book)
            if mine is not None and one.sheet is not mine.sheet and one.is_ours
        ]

    @property
    def template(self) -> str:
        """The template it says it was made from; empty where it says nothing, as a CSV does."""
        template = template_of(self.book)
        return template.name if template else ""

    @property
    def version(self) -> str | None:
        """The version of our template it was made from; None where it does not say."""
        template = template_of(self.book)
        return template.version if template and template.name == TEMPLATE else None

    @cached_property
    def is_ours(self) -> bool:
        """Whether it was made from our workbook: it says so, or says nothing and has our columns."""
        if self.template:
            return self.template == TEMPLATE
        return self.layout is not None and self.layout.is_ours

    @cached_property
    def _heading(self) -> tuple[str, str]:
        """Title of the agreement and period in words, from the line above the columns."""
        title, _, period = (self.layout.heading if self.layout else "").rpartition(": ")
        return title.strip(), period.strip()

    @cached_property
    def knows_our_rows(self) -> bool | None:
        """Whether its identifiers are of rows asked for here; None where it has none."""
        layout = self.layout
        if layout is None or Col.IDENTIFIER not in layout.places:
            return None
        names = layout.column(Col.IDENTIFIER)
        if not any(names):
            return None
        slot, _how = matched(self.asked, {Col.IDENTIFIER: names}, len(names))
        return bool((slot != NONE).any())

    @property
    def agreement(self) -> str:
        """The agreement it says it is for; without its hidden facts, by title or identifiers."""
        if self.template:
            return self.book.properties.get(AGREEMENT, "")
        title = self._heading[0]
        if self.knows_our_rows or (self.knows_our_rows is None and title == self.asked.title):
            return self.asked.whose
        return title

    @property
    def period(self) -> str:
        """The period it says it is for; without its hidden facts, in words. Empty: it does not say."""
        if self.template:
            return self.book.properties.get(PERIOD, "")
        words = self._heading[1]
        same = words.casefold() == self.asked.period_in_words.casefold()
        return self.asked.period if same else words
