"""The library is narrowed by type, outcome, frequency and code, and a KPI's page says everything."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commissioning.actions.kpi_library import adopt
from commissioning.models import KpiVersion
from commissioning.queries.kpis import kpis_of
from tests.factories import commissioning as make
from tests.factories.people import AT, trust
from workflow.door import amend, begin

URL = "/p/cumbria/specifications/kpis/"


def codes(cumbria, **asked):
    return [kpi.code for kpi in kpis_of(cumbria, asked)]


@pytest.fixture
def library(cumbria, commissioner):
    adopt(
        cumbria,
        {"health-visiting/C2": make.outcome(cumbria), "child-measurement/NCMP-R5": None},
        from_quarter="2025-26Q1",
        by=commissioner,
        at=AT,
    )
    make.kpi(cumbria, "EH1", frequency="month")


def test_narrowed(library, cumbria):
    outcome = cumbria.kpis.get(code="C2").outcome
    assert codes(cumbria) == ["C2", "EH1", "NCMP-R5"]
    assert codes(cumbria, words="20601") == ["NCMP-R5"]
    assert codes(cumbria, words="births 14") == ["C2"]
    assert codes(cumbria, kind="outcome") == ["NCMP-R5"]
    assert codes(cumbria, frequency="academic_year") == ["NCMP-R5"]
    assert codes(cumbria, frequency="month", kind="output") == []
    assert "C2" in codes(cumbria, outcome=str(outcome.pk))
    assert codes(cumbria, outcome="none") == ["NCMP-R5"]


def test_the_frequency_is_that_of_the_newest_definition(library, cumbria, commissioner):
    kpi = cumbria.kpis.get(code="EH1")
    kept = {f: getattr(kpi.latest, f) for f in ("unit", "polarity", "roll_up", "source")}
    words = {"numerator_definition": "Seen", "denominator_definition": "Referred"}
    later = KpiVersion(
        kpi=kpi, number=2, from_quarter="2027-28Q1", frequency="year", **kept, **words
    )
    begin(later, by=commissioner, at=AT)
    assert codes(cumbria, frequency="month") == []
    assert codes(cumbria, frequency="year") == ["EH1"]


@pytest.mark.parametrize("question", ["kind=cats", "outcome=x", "outcome=99999999999999", "page=x"])
def test_an_odd_question_is_answered(question, library, commissioner, signed_in):
    assert signed_in(commissioner).get(f"{URL}?{question}").status_code == 200


def test_nothing_found_says_so(library, commissioner, signed_in):
    page = signed_in(commissioner).get(f"{URL}?words=zebra").content.decode()
    assert "No KPI matches." in page


def test_the_page_says_everything(library, cumbria, commissioner, signed_in):
    kpi = cumbria.kpis.get(code="C2")
    page = signed_in(commissioner).get(f"{kpi.get_absolute_url()}?quarter=2025-26Q4")
    text = page.content.decode()
    assert "born 3 December 2025 to 1 March 2026" in text
    assert "Q4 3 Dec–1 Mar" in text
    assert "About people: small numbers are withheld" in text
    assert "the clinical record" in text


@pytest.mark.parametrize(
    "asked", ["", "?quarter=cats", "?quarter=9999-00Q1", "?quarter=" + "x" * 50]
)
def test_a_quarter_that_is_none_shows_today_s_and_says_so(
    asked, library, cumbria, commissioner, signed_in
):
    kpi = cumbria.kpis.get(code="C2")
    answer = signed_in(commissioner).get(f"{kpi.get_absolute_url()}{asked}")
    assert answer.status_code == 200
    assert answer.context["window"].window is not None
    assert bool(answer.context["quarter_form"].errors) == bool(asked)
    assert ("Error:" in answer.content.decode()) == bool(asked)


def test_the_page_names_what_must_hold_beside_other_kpis(cumbria, commissioner, signed_in):
    pair = dict.fromkeys(("health-visiting/C6i", "health-visiting/C6ii"))
    adopt(cumbria, pair, from_quarter="2025-26Q1", by=commissioner, at=AT)
    page = signed_in(commissioner).get(cumbria.kpis.get(code="C6i").get_absolute_url())
    assert "C6ii is out of the reviews completed" in page.content.decode()


def test_the_page_stays_quick(cumbria, commissioner, signed_in):
    kpi, browser = make.kpi(cumbria), signed_in(commissioner)
    make.measure(make.draft_specification(cumbria), kpi)
    few = queries(browser, kpi.get_absolute_url())
    for _ in range(5):
        make.measure(make.draft_specification(cumbria), kpi)
    assert queries(browser, kpi.get_absolute_url()) == few <= 14


def test_another_library_is_another_s(cumbria, commissioner, signed_in):
    theirs = make.kpi(trust("Cornwall", "cornwall"), "THEIRS")
    page = signed_in(commissioner).get(URL).content.decode()
    assert theirs.code not in page


def test_an_outcome_is_not_changed_by_a_filter(library, cumbria, commissioner):
    kpi = cumbria.kpis.get(code="C2")
    amend(kpi, by=commissioner, at=AT, national_code="C2, PHOF")
    assert codes(cumbria, words="phof") == ["C2"]


def queries(browser, url):
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(url).status_code == 200
    return len(captured)
