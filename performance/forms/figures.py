"""The return without a spreadsheet: a page of its rows, four fields to each, checked as the workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.forms.boundfield import BoundField

from pages.forms import PlainForm
from pages.numbers import whole_number
from performance.entries import NONE, Entries, number_from
from performance.queries.elsewhere import Offer
from performance.queries.sources import Sources, source_at
from performance.reference import LONGEST_REASON, ROWS_ON_A_PAGE
from performance.workbook.definition import FILLED, STATUSES, Asked, Col, Line
from tabular.findings import Finding, Severity


@dataclass(frozen=True)
class Typing:
    """What the form goes by: the rows asked for, what was said of them, whence, and what is offered."""

    asked: Asked
    said: Entries | None
    sources: Sources
    offers: Mapping[int, Offer]

    def source(self, place: int) -> str:
        """Who typed what stands in a row, or the cell it came from; "" where nothing stands."""
        return "" if self.said is None else source_at(self.said, place, self.sources)

    def offer(self, place: int) -> Offer | None:
        """What is offered for a row of which nothing is said yet."""
        is_said = self.said is not None and bool(self.said.is_said[place])
        return None if is_said else self.offers.get(place)


@dataclass(frozen=True)
class FormRow:
    """One row as the form shows it."""

    number: int
    line: Line
    title: str
    fields: list[BoundField]
    source: str
    use: BoundField | None


class FiguresForm(PlainForm):
    """One page of the rows of a return; names and errors are by the row's number in the whole return."""

    says_optional = False

    def __init__(self, *args: Any, typing: Typing, page: int | str = 1, **kwargs: Any) -> None:
        self.typing, self.asked = typing, typing.asked
        numbers = range(1, len(self.asked.slots) + 1)
        self.page: Page[int] = Paginator(numbers, ROWS_ON_A_PAGE).get_page(page)
        kwargs.setdefault("initial", self._initial())
        super().__init__(*args, **kwargs)
        for number in self.page:
            for column, field in _fields_of(self.asked.line_at(number - 1)).items():
                self.fields[_name(column, number)] = field
            if offer := typing.offer(number - 1):
                self.fields[f"use-{number}"] = forms.BooleanField(
                    label=f"Use {offer.words}", required=False, help_text=offer.source
                )
        #: Pages on which something is to be put right, beside this one: number and how many.
        self.elsewhere: list[tuple[int, int]] = []

    def rows(self) -> list[FormRow]:
        """Each row of the page, its title and its fields."""
        return [
            FormRow(
                number,
                self.asked.line_at(number - 1),
                self.asked.title_at(number - 1),
                [self[n] for c in FILLED if (n := _name(c, number)) in self.fields],
                self.typing.source(number - 1),
                self[f"use-{number}"] if f"use-{number}" in self.fields else None,
            )
            for number in self.page
        ]

    @property
    def for_rows(self) -> str:
        """What the page carries of the rows it was opened for: sent again as it came."""
        return str(self.data.get("rows", self.asked.slots.digest))

    @property
    def part_way(self) -> bool:
        """Whether it is to be saved and finished later, or gone on with on the next page."""
        return bool(self.data.get("part-way"))

    @property
    def goes_on(self) -> bool:
        """Whether the next page follows."""
        return self.data.get("part-way") == "next" and self.page.has_next()

    def typed(self) -> dict[str, dict[Col, str]]:
        """The texts typed on this page, by row and column; of a row left blank what is taken over."""
        identifiers = self.asked.slots.identifiers
        return {identifiers[number - 1]: self._typed(number) for number in self.page}

    def _typed(self, number: int) -> dict[Col, str]:
        texts = {c: str(self.data.get(_name(c, number), "")) for c in FILLED}
        offer = self.typing.offer(number - 1)
        blank = not any(texts[c].strip() for c in (Col.NUMERATOR, Col.DENOMINATOR))
        if offer and blank and self.data.get(f"use-{number}"):
            return {**offer.texts, Col.REASON: texts[Col.REASON]}
        return texts

    def show(self, findings: Iterable[Finding]) -> None:
        """Put what the checks found beside the fields it is about; count what is on other pages."""
        self.is_valid()
        pages: Counter[int] = Counter()
        for finding in findings:
            if finding.severity is Severity.NOTE:
                continue
            name = finding.cell.lower().replace(" ", "-")
            if name in self.fields:
                self.add_error(name, finding.message)
            elif number := _number(name):
                pages[(number - 1) // ROWS_ON_A_PAGE + 1] += 1
            else:
                self.add_error(None, finding.message)
        self.elsewhere = sorted(pages.items())

    def _initial(self) -> dict[str, Any]:
        now, labels = self.typing.said, tuple(STATUSES)
        initial: dict[str, Any] = {}
        for place in (number - 1 for number in self.page):
            if now is None or not now.is_said[place]:
                continue
            numbers = (now.numerator[place], now.denominator[place])
            code = int(now.status[place])
            said = (
                *(_plain(number_from(int(n))) for n in numbers),
                labels[code] if code != NONE else "",
                now.reasons.get(place, ""),
            )
            initial |= {_name(c, place + 1): v for c, v in zip(FILLED, said, strict=True)}
        return initial


def _plain(value: Decimal | None) -> str:
    return "" if value is None else str(value).removesuffix(".00")


def _name(column: Col, number: int) -> str:
    return f"{column.lower()}-{number}"


def _number(name: str) -> int:
    """The row a field's name is of; 0 for another text."""
    return whole_number(name.rpartition("-")[2]) or 0


def _fields_of(line: Line) -> dict[Col, forms.Field]:
    digits = {"inputmode": "decimal" if line.decimals_allowed else "numeric"}
    box = forms.TextInput({**digits, "class": "govuk-input--width-5", "autocomplete": "off"})
    version = line.definition
    fields: dict[Col, forms.Field] = {
        Col.NUMERATOR: forms.CharField(
            label="Numerator", required=False, widget=box, help_text=version.numerator_definition
        ),
        Col.STATUS: forms.ChoiceField(
            label="Status", required=False, initial="Reported", choices=[(s, s) for s in STATUSES]
        ),
        Col.REASON: forms.CharField(
            label="Reason",
            required=False,
            max_length=LONGEST_REASON,
            help_text="Only where a figure is not given, or changed unusually.",
        ),
    }
    if line.has_denominator:
        fields[Col.DENOMINATOR] = forms.CharField(
            label="Denominator",
            required=False,
            widget=forms.TextInput(
                {"inputmode": "numeric", "class": "govuk-input--width-5", "autocomplete": "off"}
            ),
            help_text=version.denominator_definition,
        )
    return fields
