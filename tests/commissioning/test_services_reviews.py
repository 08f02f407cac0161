"""The programme of service reviews: planned for a quarter, concluded once people were involved."""

from datetime import date

import pytest

from commissioning.actions.services import conclude_review
from tests.factories import place
from tests.factories.people import AT
from workflow.door import amend
from workflow.lifecycle import Refused


def test_planned_on_the_page_of_its_service(cumbria, commissioner, signed_in):
    service = place.service(cumbria)
    url = f"/p/cumbria/partnership/reviews/{service.pk}/add/"
    sent = {"question": "Who waits?", "planned_quarter": "2026-27Q4", "lead": "Joint unit"}
    answer = signed_in(commissioner).post(url, sent)
    assert answer.url == service.get_absolute_url()
    assert service.reviews.get().quarter_words == "January to March 2027"


@pytest.mark.parametrize(
    ("quarter", "said"),
    [
        ("spring", "is not a quarter"),
        ("0000-01Q1", "cannot be meant"),
        ("9999-00Q4", "cannot be meant"),
    ],
)
def test_a_quarter_that_is_none_is_a_mistake(quarter, said, cumbria, commissioner, signed_in):
    service = place.service(cumbria)
    url = f"/p/cumbria/partnership/reviews/{service.pk}/add/"
    sent = {"question": "Who waits?", "planned_quarter": quarter, "lead": "Joint unit"}
    answer = signed_in(commissioner).post(url, sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_the_programme_is_in_the_order_of_quarters(cumbria, commissioner, signed_in):
    service = place.service(cumbria)
    place.review(service, planned_quarter="2026-27Q4")
    place.review(service, planned_quarter="2025-26Q1")
    shown = signed_in(commissioner).get("/p/cumbria/services/reviews/").context["programme"]
    assert [str(one.quarter) for one in shown] == ["2025-26Q1", "2026-27Q4"]


def test_concluded_it_stands(cumbria, commissioner, signed_in):
    review = place.review(place.service(cumbria))
    url = f"/p/cumbria/services/reviews/{review.pk}/conclude/"
    day = {"concluded_on_0": "20", "concluded_on_1": "11", "concluded_on_2": "2026"}
    answer = signed_in(commissioner).post(url, {**day, "conclusion": "It reaches them."})
    assert answer.url == review.service.get_absolute_url()
    assert "It reaches them." in signed_in(commissioner).get(answer.url).content.decode()
    change = signed_in(commissioner).get(f"/p/cumbria/partnership/reviews/{review.pk}/change/")
    assert change.status_code == 409
    assert signed_in(commissioner).get(url).status_code == 409
    with pytest.raises(Refused, match="concluded on 20 November 2026 and stands"):
        amend(review, by=commissioner, at=AT, question="Another?")


@pytest.mark.parametrize(
    ("fields", "day", "said"),
    [
        ({"community": "", "providers": ""}, date(2026, 11, 20), "the community, providers"),
        ({}, date(2026, 11, 25), "still to come"),
    ],
)
def test_not_concluded(fields, day, said, cumbria, commissioner):
    review = place.review(place.service(cumbria), **fields)
    with pytest.raises(Refused, match=said):
        conclude_review(review, day, "Yes.", "", by=commissioner, at=AT)
