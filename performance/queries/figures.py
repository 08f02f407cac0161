"""Reading figures: a return's table, and where one number came from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from contracts.models import KpiTerms
from performance.models import Figure, KpiReturn
from performance.models.loading import figures_of
from performance.origin import Origin
from performance.queries.origins import origin_of
from performance.values import in_words, number_in_words, parts_in_words
from performance.workbook.asking import asked_of, terms_of
from performance.workbook.definition import Line


@dataclass(frozen=True)
class FigureRow:
    """One line of a return with what was said of it, the quarter before, and its terms."""

    line: Line
    terms: KpiTerms
    figure: Figure | None

    @property
    def value(self) -> str:
        """The value in words, or the status where there is none."""
        return "" if self.figure is None else _said(self.figure, self.terms)

    @property
    def parts(self) -> str:
        """The numbers behind it: "45 of 60"."""
        if self.figure is None or not self.line.has_denominator:
            return ""
        return parts_in_words(self.figure.numerator, self.figure.denominator)

    @property
    def came_from(self) -> str:
        """The sheet and cell its number stood in: "Return H7"."""
        return f"{self.figure.sheet} {self.figure.cell}" if self.figure else ""

    @property
    def target(self) -> str:
        """Target in the KPI's unit."""
        return _in_unit(self.terms, self.terms.target)

    @property
    def tolerance(self) -> str:
        """Tolerance, in points or in the unit."""
        return number_in_words(self.terms.tolerance)


def figure_rows(kpi_return: KpiReturn) -> list[FigureRow]:
    """Every line the schedule asks for in the return's quarter, with its figure if there is one."""
    asked = asked_of(kpi_return)
    figures = {f.key: f for f in said_by(kpi_return)}
    terms = terms_of(kpi_return)
    return [
        FigureRow(
            line,
            terms[line.scheduled_id],
            figures.get((line.scheduled_id, line.area_id, None)),
        )
        for line in asked.lines
    ]


def said_by(kpi_return: KpiReturn) -> list[Figure]:
    """What a return says: its figures once certified, else those it would have."""
    made = list(kpi_return.figures.all()) or figures_of(kpi_return.entries, kpi_return.pk)
    sent = {upload.pk: upload for upload in kpi_return.uploads.defer("packed", "findings")}
    for figure in made:
        figure.upload = sent.get(figure.upload_id or 0)
    return made


@dataclass(frozen=True)
class FigureRead:
    """One figure as its page shows it: where it came from, and the terms that judge it."""

    figure: Figure
    origin: Origin
    terms: KpiTerms | None

    @property
    def value(self) -> str:
        """The value in words, or the status where there is none."""
        return _said(self.figure, self.terms)

    @property
    def target(self) -> str:
        """Target and tolerance in force for the quarter."""
        if self.terms is None:
            return ""
        within = number_in_words(self.terms.tolerance)
        return f"{_in_unit(self.terms, self.terms.target)}, tolerance {within}"


def read(figure: Figure) -> FigureRead:
    """Everything that stands behind a figure."""
    full = Figure.objects.select_related(
        *("scheduled__kpi__outcome", "kpi_return__agreement__provider"),
        *("kpi_return__agreement__partnership", "upload__sent_by"),
        "upload__program__organisation",
    )
    known = full.prefetch_related("scheduled__terms__definition", "scheduled__terms__variation")
    found = known.get(kpi_return=figure.kpi_return_id, number=figure.number)
    terms = found.scheduled.terms_in(found.kpi_return.quarter)
    return FigureRead(found, origin_of(found), terms)


def _said(figure: Figure, terms: KpiTerms | None) -> str:
    status = str(figure.get_status_display())
    if terms is None or figure.numerator is None:
        return status
    return _in_unit(terms, figure.value(terms.definition)) or status


def _in_unit(terms: KpiTerms, value: Decimal | None) -> str:
    return in_words(terms.definition.unit, terms.definition.decimals, value)
