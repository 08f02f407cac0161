"""A return of 10,000 rows beside django-import-export doing the same, stock and tuned.

Stock: a resource with model validation, preview (dry run with differences) and then confirm. Tuned:
bulk mode without differences, keys looked up once. Both load an ordinary table of the same figures.
Each is also given a return with twelve kinds of fault; printed is which of them it finds.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from import_export import fields, resources
from import_export.formats.base_formats import XLSX
from import_export.widgets import ForeignKeyWidget
from tablib import Dataset

from bench.bench_returns import STEPS, file_of
from bench.returns import agreement_of, quarters
from bench.timing import line, once, title
from commissioning.models import Area, BreakdownGroup
from contracts.models import ScheduledKpi
from performance.checks import check_rows
from performance.models import Figure, KpiReturn
from performance.workbook.asking import asked_of
from performance.workbook.definition import EVERYBODY, Asked, Col
from performance.workbook.reading import rows_of
from tabular.reading import read

ROWS = 10_000
HEADS = ("kpi", "area", "group", "numerator", "denominator", "status", "reason")
Row = list[Any]


class OrdinaryFigure(models.Model):
    """The same figure in an ordinary table: its own id, indexed keys, validated row by row."""

    kpi_return = models.ForeignKey(KpiReturn, on_delete=models.CASCADE, related_name="+")
    scheduled = models.ForeignKey(ScheduledKpi, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(
        BreakdownGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    numerator = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    denominator = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    status = models.CharField(max_length=15, choices=Figure.Status)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        app_label = "performance"
        db_table = "bench_ordinary_figure"
        constraints = [
            models.UniqueConstraint(
                fields=["kpi_return", "scheduled", "area", "group"], name="one_ordinary_figure"
            )
        ]

    def __str__(self) -> str:
        return f"{self.numerator} of {self.denominator}"

    def clean(self) -> None:
        """The rules a single row can be held to."""
        above, below, said = self.numerator, self.denominator, Figure.Status
        given = self.status in (said.REPORTED, said.NIL)
        if given and (above is None or below is None):
            raise ValidationError("A number is missing.")
        if not given and (above is not None or below is not None):
            raise ValidationError("There is a number that is not given.")
        if not given and not self.reason:
            raise ValidationError("The reason is missing.")
        if above is not None and below is not None:
            self._numbers(above, below)

    def _numbers(self, above: Decimal, below: Decimal) -> None:
        if min(above, below) < 0 or max(above, below) > 999_999_999:
            raise ValidationError("No count is like that.")
        if above > below or above % 1 or below % 1:
            raise ValidationError("The part is larger than the whole, or no whole number.")
        if (self.status == Figure.Status.NIL) != (above == 0):
            raise ValidationError("Nil is nought, and nought is nil.")


class Stock(resources.ModelResource):
    """As the documentation shows it: keys by widgets, every row validated, differences shown."""

    scheduled = fields.Field("scheduled", "kpi", ForeignKeyWidget(ScheduledKpi, "kpi__code"))
    area = fields.Field("area", "area", ForeignKeyWidget(Area, "name"))
    group = fields.Field("group", "group", ForeignKeyWidget(BreakdownGroup, "name"))

    class Meta:
        model = OrdinaryFigure
        fields = ("scheduled", "area", "group", *HEADS[3:])
        import_id_fields = ("scheduled", "area", "group")
        clean_model_instances = True
        use_transactions = True

    def __init__(self, record: KpiReturn) -> None:
        super().__init__()
        self.record = record

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        instance.kpi_return = self.record

    def import_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        instance.kpi_return = self.record
        super().import_instance(instance, row, **kwargs)

    def filter_export(self, queryset: Any, **kwargs: Any) -> Any:
        return queryset


class Tuned(Stock):
    """Bulk mode: no differences, no validation, written a thousand at a time."""

    class Meta(Stock.Meta):
        use_bulk = True
        skip_diff = True
        force_init_instance = True
        clean_model_instances = False
        batch_size = 1000


# --- What they are given -----------------------------------------------------------------------------
def dataset(rows: list[Row]) -> Dataset:
    """Rows as a dataset of tablib."""
    data = Dataset(headers=HEADS)
    for row in rows:
        data.append(row)
    return data


def plain_file(rows: list[Row]) -> bytes:
    """The same rows as a plain workbook, as a resource reads it."""
    return bytes(XLSX().export_data(dataset(rows)))


def rows_in(content: bytes, asked: Asked) -> list[Row]:
    """The rows of our workbook, as a resource takes them."""
    said = rows_of(read(content, "return.xlsx"), asked).said
    labels = {label: value for value, label in Figure.Status.choices}
    columns = (Col.KPI, Col.AREA, Col.GROUP, Col.NUMERATOR, Col.DENOMINATOR, Col.STATUS, Col.REASON)
    return [
        [kpi.split()[0], area, "" if group == EVERYBODY else group, above, below, labels[status],
         reason or ""]
        for kpi, area, group, above, below, status, reason in zip(
            *(said[column] for column in columns), strict=True
        )
    ]  # fmt: skip


FAULTS: dict[str, tuple[str, Any]] = {
    "text in a number": ("numerator", "about thirty"),
    "a negative number": ("numerator", -3),
    "a part larger than the whole": ("numerator", 9_000),
    "a blank numerator": ("numerator", None),
    "a blank denominator": ("denominator", None),
    "half a child": ("numerator", 12.5),
    "a number too large": ("denominator", 5_000_000_000),
    "a status not in the list": ("status", "Maybe"),
    "nil that is not nought": ("status", "Nil"),
    "not available without a reason": ("status", "Not available"),
    "a row missing": ("", None),
    "a row twice": ("", None),
}


def with_fault(rows: list[Row], name: str) -> list[Row]:
    """The same rows with one fault in the tenth."""
    column, value = FAULTS[name]
    spoilt = [list(row) for row in rows[:200]]
    if name == "a row missing":
        return spoilt[:9] + spoilt[10:]
    if name == "a row twice":
        return [*spoilt, list(spoilt[9])]
    labels = {label: code for code, label in Figure.Status.choices}
    spoilt[9][HEADS.index(column)] = labels.get(value, value)
    return spoilt


# --- Measuring -----------------------------------------------------------------------------------
def by_import_export(make: Callable[[], Any], content: bytes) -> bool:
    """Preview and confirm, each from the file as in two requests; whether nothing was found wrong."""
    for dry_run in (True, False):
        data = XLSX().create_dataset(content)
        result = make().import_data(data, dry_run=dry_run, raise_errors=False)
        if result.has_errors() or result.has_validation_errors():
            return False
    return True


def found(make: Callable[[], Any], rows: list[Row]) -> list[str]:
    """The faults a resource finds."""
    named = []
    for name in FAULTS:
        with suppress(_Undone), transaction.atomic():
            if not by_import_export(make, plain_file(with_fault(rows, name))):
                named.append(name)
            raise _Undone
    return named


class _Undone(Exception):
    """Takes back what a trial wrote."""


def ours(content: bytes, asked: Asked) -> Iterator[str]:
    """The faults our rules find, on the same rows."""

    book_rows = rows_of(read(content, "return.xlsx"), asked)
    for name, (column, value) in FAULTS.items():
        said = {key: list(values) for key, values in book_rows.said.items()}
        numbers, slot = book_rows.numbers, book_rows.slot
        if column:
            said[Col(column.capitalize())][9] = value
        elif name == "a row missing":
            slot = slot.copy()
            slot[9] = -1
        else:
            slot = slot.copy()
            slot[10] = slot[9]
        spoilt = replace(book_rows, said=said, numbers=numbers, slot=slot)
        if any(finding.stops for finding in check_rows(spoilt)):
            yield name


def main() -> None:
    """Print times beside each other, that the figures are the same, and the faults found."""
    title(f"A return of {ROWS:,} rows beside django-import-export ({connection.vendor})")
    with connection.schema_editor() as editor:
        editor.create_model(OrdinaryFigure)
    made = agreement_of(ROWS, "importexport")
    record, other, third = quarters(made, 3)
    content = file_of(record, "xlsx", 1)
    asked = asked_of(record)
    rows = rows_in(content, asked)
    mine = sum(once(lambda: step(record, content, "xlsx")) for step in STEPS.values())  # noqa: B023
    plain = plain_file(rows)
    tuned = once(lambda: expect(by_import_export(lambda: Tuned(other), plain)))
    same_answers(record, other)
    OrdinaryFigure.objects.all().delete()
    stock = once(lambda: expect(by_import_export(lambda: Stock(third), plain)))
    same_answers(record, third)
    OrdinaryFigure.objects.all().delete()
    line(
        "import-export, stock: preview and confirm", stock, "received, certified and accepted", mine
    )
    line("import-export, tuned bulk", tuned, "received, certified and accepted", mine)
    for name, names in (
        ("ours", list(ours(content, asked))),
        ("stock", found(lambda: Stock(third), rows)),
        ("tuned bulk", found(lambda: Tuned(third), rows)),
    ):
        missed = ", ".join(fault for fault in FAULTS if fault not in names)
        print(
            f"  faults found, {name:12} {len(names):2} of {len(FAULTS)}   missed: {missed or 'none'}"
        )


def expect(taken: bool) -> None:
    """Stop the run where a good file was not taken."""
    if not taken:
        raise SystemExit("import-export did not take a good file")


def same_answers(record: KpiReturn, other: KpiReturn) -> None:
    """Stop the run where the two tables do not hold the same figures."""
    names = ("scheduled_id", "area_id", "group_id", "numerator", "denominator", "status")
    ours_ = set(record.figures.values_list(*names))
    theirs = set(OrdinaryFigure.objects.filter(kpi_return=other).values_list(*names))
    if ours_ != theirs:
        raise SystemExit(f"The figures differ: {len(ours_)} and {len(theirs)}")


if __name__ == "__main__":
    main()
