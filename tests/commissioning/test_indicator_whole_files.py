"""Every published file is loaded whole; what is printed agrees with a count made another way."""

import re
from decimal import Decimal
from io import StringIO
from time import monotonic

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commissioning.actions.indicators import load_figures
from commissioning.models import Area, Indicator, IndicatorFigure, IndicatorLoad
from tests.commissioning import published
from workflow.models import AuditEntry, StoredFile

pytestmark = pytest.mark.django_db
TABLES = (
    Area,
    Area.successors.through,
    Indicator,
    IndicatorFigure,
    IndicatorLoad,
    AuditEntry,
    StoredFile,
)
#: The command may take fifteen, its start included; it takes a quarter of that.
SECONDS = 14


def told(name):
    out, err = StringIO(), StringIO()
    call_command("import_indicators", published.path_of(name), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def dump():
    return {table.__name__: list(table.objects.order_by("pk").values()) for table in TABLES}


@pytest.mark.parametrize("name", published.EVERY)
def test_a_file_is_loaded_whole_and_the_second_time_changes_nothing(name, settings, tmp_path):
    settings.FILES_ROOT = tmp_path
    begun = monotonic()
    out, refused = told(name)
    assert monotonic() - begun < SECONDS
    rows, symbols = len(published.rows_of(name)), published.symbols_of(name)
    kept = sum(symbols.values())
    assert f"Rows read: {rows}. Figures kept: {kept}. Rows refused: 0." in out
    assert f"With a number: {symbols['number']}." in out
    for symbol, words in published.WORDS.items():
        assert f"{words}: {symbols[symbol]}\n" in out
    assert refused == ""
    assert IndicatorFigure.objects.count() == kept
    assert f"{kept} new, 0 changed, 0 the same." in out
    before = dump()
    out, _ = told(name)
    assert f"0 new, 0 changed, {kept} the same." in out
    assert dump() == before
    codes = {row.get("new_la_code") or row.get("area_code") for row in published.rows_of(name)}
    assert codes - {"", None} <= set(Area.objects.values_list("code", flat=True))


def kept_as_printed(name):
    load_figures(published.path_of(name).read_text(encoding="utf-8-sig").splitlines())
    figures = IndicatorFigure.objects.select_related("indicator", "area").filter(derived=False)
    return {(f.indicator.code, f.area.code, f.period): f for f in figures}


GROUPED = {
    published.HEALTH: {
        "cla-annual-health-assessment": ("Had their annual health assessment", "Total all ages"),
        "cla-convicted-or-cautioned": (
            "Convicted or subject to youth cautions, or youth conditional cautions during the year",
            "Total ages 10 to 17 years",
        ),
        "cla-sdq-received": ("SDQ score was received", "Total ages 5 to 16 years"),
        "cla-sdq-normal": ("SDQ score is normal", "SDQ score was received"),
        "cla-substance-misuse-refused": (
            "Offered intervention but refused it",
            "Identified as having a substance misuse problem",
        ),
    },
    published.STABILITY: {
        "placements-3-or-more-in-the-year": ("With 3 or more placements during the year", "Total"),
    },
}


@pytest.mark.parametrize("name", GROUPED)
def test_a_percentage_is_its_number_over_the_row_it_is_a_share_of(name):
    figures = [
        f
        for f in kept_as_printed(name).values()
        if f.area.kind == "authority" and f.denominator and f.value is not None
    ]
    assert {f.indicator.code for f in figures} >= set(GROUPED[name])
    wrong = [
        str(f)
        for f in figures
        if f.numerator is not None
        and abs(f.numerator / f.denominator * 100 - f.value) > Decimal("0.5001")
    ]
    assert wrong == []


def test_symbols_and_zeros_stand_as_printed():
    printed = {
        ("children-looked-after", row["new_la_code"], row["time_period"]): row
        for row in published.rows_of(published.RATES)
        if row["new_la_code"] and "looked after at" in row["population_count"]
    }
    kept = kept_as_printed(published.RATES)
    sums = 0
    for key, row in printed.items():
        if key not in kept:  # a sum stands in its place
            sums += 1
            continue
        figure = kept[key]
        if row["rate_per_10000"] in published.WORDS:
            assert (figure.value, figure.status) == (None, row["rate_per_10000"])
            assert figure.numerator_status == row["number"]
        else:
            assert figure.value == Decimal(row["rate_per_10000"])
            assert figure.numerator == Decimal(row["number"])
    assert any(row["rate_per_10000"] == "0" for row in printed.values())
    assert sums == 4  # Cumbria in 2024; Northamptonshire in 2022, 2023 and 2024


def queries_for(lines):
    with CaptureQueriesContext(connection) as queries:
        report = load_figures(lines)
    return len(queries), report


def test_the_number_of_queries_does_not_grow_with_the_rows():
    lines = published.path_of(published.HEALTH).read_text(encoding="utf-8-sig").splitlines()
    authority = [line for line in lines if ",Essex," in line]
    load_figures([lines[0], *authority])
    IndicatorFigure.objects.all().delete()
    few, small = queries_for([lines[0], *authority[:18]])
    IndicatorFigure.objects.all().delete()
    many, large = queries_for([lines[0], *authority])
    assert (small.new, large.new) == (18, 90)
    assert few == many <= 14
    raised = [re.sub(r",(\d+),(\d+)$", r",\g<1>1,\2", line) for line in authority]
    changed, report = queries_for([lines[0], *raised])
    assert report.changed > 40
    assert changed <= 14
    again, report = queries_for([lines[0], *raised])
    assert (report.new, report.changed) == (0, 0)
    assert again < many
