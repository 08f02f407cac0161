"""Measures of the shipped library are taken into a partnership's own, once, through the door."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from commissioning import shipped
from commissioning.actions.kpi_library import adopt, relate
from commissioning.models import Breakdown, Kpi, KpiRelation, KpiVersion
from tests.factories import commissioning as make
from tests.factories.people import AT, person, trust
from workflow.lifecycle import NotAllowed, Refused
from workflow.models import AuditEntry

URL = "/p/cumbria/specifications/kpis/shipped/"
BIRTHS = ("health-visiting/C2", "health-visiting/C3")


def ticked(*keys, quarter="2025-26Q1", **outcomes):
    boxes = {f"take-{key}": "on" for key in keys}
    return boxes | {f"outcome-{k}": pk for k, pk in outcomes.items()} | {"from_quarter": quarter}


def take(cumbria, by, *keys):
    return adopt(cumbria, dict.fromkeys(keys), from_quarter="2025-26Q1", by=by, at=AT)


def test_taken_with_the_outcome_each_serves(cumbria, commissioner, signed_in):
    outcome = make.outcome(cumbria)
    sent = ticked(*BIRTHS, **{BIRTHS[0]: outcome.pk})
    answer = signed_in(commissioner).post(URL, sent, follow=True)
    assert "2 KPIs added to your library, with 1 rule between their figures." in (
        answer.content.decode()
    )
    c2, c3 = Kpi.objects.order_by("code")
    assert (c2.code, c2.outcome, c3.outcome) == ("C2", outcome, None)
    assert c2.latest.denominator_definition == "Infants who turned 30 days in the quarter"
    assert c2.latest.from_quarter == "2025-26Q1"
    assert AuditEntry.objects.filter(record_type="commissioning.kpi").count() == 2


def test_taken_twice_without_harm(cumbria, commissioner, signed_in):
    browser, sent = signed_in(commissioner), ticked(*BIRTHS)
    browser.post(URL, sent)
    answer = browser.post(URL, sent, follow=True)
    assert "your library has them already" in answer.content.decode()
    counts = [model.objects.count() for model in (Kpi, KpiVersion, KpiRelation)]
    assert counts == [2, 2, 1]


def test_a_measure_is_known_by_whatever_code_it_has_now(cumbria, commissioner, signed_in):
    take(cumbria, commissioner, *BIRTHS)
    kpi = Kpi.objects.get(code="C2")
    sent = {"code": "NEW", "name": kpi.name, "kind": "output"}
    assert signed_in(commissioner).post(f"{kpi.get_absolute_url()}change/", sent).status_code == 302
    assert take(cumbria, commissioner, *BIRTHS).kpis == []


def test_a_code_of_ones_own_is_not_taken_over(cumbria, commissioner, signed_in):
    make.kpi(cumbria, "c2")
    answer = signed_in(commissioner).post(URL, ticked(*BIRTHS))
    assert answer.status_code == 409
    assert "of your own library has this code" in answer.content.decode()
    assert Kpi.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        (ticked(), "Tick at least one measure to add."),
        (ticked(*BIRTHS, quarter="2025"), "is not a quarter."),
        (ticked(BIRTHS[0], **{BIRTHS[0]: "999"}), "hoose an outcome from the list."),
    ],
)
def test_refused_with_a_sentence(sent, sentence, cumbria, commissioner, signed_in):
    answer = signed_in(commissioner).post(URL, sent)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Kpi.objects.exists()


def test_another_s_outcome_is_no_choice(cumbria, commissioner, signed_in):
    theirs = make.outcome(trust("Cornwall", "cornwall"))
    answer = signed_in(commissioner).post(URL, ticked(BIRTHS[0], **{BIRTHS[0]: theirs.pk}))
    assert answer.status_code == 422


def test_every_measure_can_be_taken(cumbria, commissioner):
    adopted = take(cumbria, commissioner, *shipped.measures())
    assert len(adopted.kpis) == len(shipped.measures())
    assert len(adopted.relations) == len(shipped.relations())
    groups = Breakdown.objects.get(name="Single years of age, 0 to 4").groups
    assert [g.name for g in groups.all()] == ["Under 1", "1", "2", "3", "4", "Not known"]
    assert take(cumbria, commissioner, *shipped.measures()).relations == []


def test_a_relation_waits_for_its_last_kpi(cumbria, commissioner):
    assert take(cumbria, commissioner, "health-visiting/C5").relations == []
    relation = take(cumbria, commissioner, "health-visiting/C4").relations[0]
    assert relation.kind == KpiRelation.Kind.COHORT
    assert [kpi.code for kpi in relation.kpis] == ["C5", "C4"]


def test_a_relation_is_between_different_kpis_of_one_partnership(cumbria, commissioner):
    one, other = make.kpi(cumbria), make.kpi(trust("Cornwall", "cornwall"))
    said = {"says": "So it is.", "source": "Here", "by": commissioner, "at": AT}
    for kpis in ([one], [one, one]):
        with pytest.raises(Refused, match="two different KPIs"):
            relate(cumbria, KpiRelation.Kind.PARTS, kpis, **said)
    with pytest.raises(Refused, match="this partnership's library"):
        relate(cumbria, KpiRelation.Kind.PARTS, [one, other], **said)
    with pytest.raises(Refused, match="two different KPIs"):
        relate(
            cumbria, KpiRelation.Kind.COHORT, [one, make.kpi(cumbria), make.kpi(cumbria)], **said
        )
    assert not KpiRelation.objects.exists()


def test_only_who_writes_kpis_takes_them(cumbria, commissioner):
    with pytest.raises(NotAllowed):
        take(cumbria, person(Role.BOARD, cumbria), *BIRTHS)
    with pytest.raises(Refused, match="no measure called nonsense"):
        take(cumbria, commissioner, "nonsense")


def test_the_page_costs_the_same_however_much_is_there(cumbria, commissioner, signed_in):
    browser = signed_in(commissioner)
    few = queries(browser)
    take(cumbria, commissioner, *shipped.measures())
    assert queries(browser) == few <= 12


def queries(browser):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert browser.get(URL).status_code == 200
    return len(captured)
