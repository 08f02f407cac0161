"""The pages of reviews: the programme, one review from start to end, and what it leads on to."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from contracts.models import Review, Variation
from tests.factories import commissioning, people, performance
from tests.factories import contracts as make
from tests.factories.people import AT
from workflow.door import take

TODAY = AT.date()
CEILING = 16


def programme(trust) -> str:
    return reverse("contracts:reviews", args=[trust.slug])


def titles(page) -> list[str]:
    return [r.agreement.title for month in page.context["months"] for r, _ in month.rows]


def test_a_review_is_held_on_screen(trust, commissioner, approver, signed_in) -> None:
    made = make.agreement(trust)
    review = made.reviews.get()
    page = signed_in(commissioner).get(review.get_absolute_url()).content.decode()
    assert "Overdue" in page
    steps = f"{review.get_absolute_url()}step/"
    client = signed_in(commissioner)
    assert client.post(f"{steps}start/").status_code == 302
    write = reverse("contracts:review_write", args=[trust.slug, review.pk])
    shown = client.get(write).content.decode()
    for title in ("Term", "Value", "Variations in force", "Due by law or policy", "Last review"):
        assert title in shown
    assert "Returns on time" in shown
    assert "KPIs against their targets" in shown
    assert client.post(write, {"recommendation": "end"}).status_code == 409
    assert client.post(write, make.FINDINGS).status_code == 302
    assert client.post(f"{steps}send/").status_code == 302
    assert client.get(write).status_code == 409
    boss = signed_in(approver)
    assert "Agree the review" in boss.get(review.get_absolute_url()).content.decode()
    assert boss.post(f"{steps}agree/", {"reasons": "Well looked at."}).status_code == 302
    page = boss.get(review.get_absolute_url()).content.decode()
    assert "Recommendation: continue as it is" in page
    assert "Nothing had to be done." in page
    assert f"As it stood on {TODAY.day} November 2026" in page
    listed = boss.get(reverse("contracts:reviewed", args=[trust.slug, made.pk])).content.decode()
    assert "Review 2" in listed
    assert "Partly fit" in listed


def test_what_returns_say_is_put_before_it(trust, commissioner, signed_in) -> None:
    made = make.agreement(trust)
    performance.kpi_return(made, "2025-26Q2", "accepted")
    review = make.review(made, "under_way")
    page = signed_in(commissioner).get(review.get_absolute_url()).content.decode()
    assert "of 1 return due came on time" in page
    assert "In 2025-26Q2" in page


def test_the_last_recommendation_and_what_became_of_it(trust, commissioner, signed_in) -> None:
    made = make.agreement(trust)
    make.review(made, "agreed", recommendation="vary")
    second = make.review(made, "under_way", at=AT + timedelta(days=100))
    client = signed_in(commissioner, AT + timedelta(days=100))
    page = client.get(second.get_absolute_url()).content.decode()
    assert "Vary, agreed on 24 November 2026. No variation has been proposed" in page


def test_varying_leads_to_a_variation_filled_in(trust, commissioner, signed_in) -> None:
    made = make.agreement(trust, extension_months=12)
    wanted = {"recommendation": "extend", "act_by": date(2027, 4, 1)}
    review = make.review(made, "agreed", **wanted)
    client = signed_in(commissioner)
    address = f"{reverse('contracts:variation_new', args=[trust.slug, made.pk])}?review={review.pk}"
    assert address in client.get(review.get_absolute_url()).content.decode()
    form = client.get(address).context["form"]
    assert form.initial["new_end_on"] == date(2030, 3, 31)
    assert form.initial["reasons"] == review.recommendation_reasons
    posted = {
        "title": "One more year",
        "reasons": "As the review recommends.",
        "ground_code": "pa.light_touch",
        "ground_reason": "A light touch contract.",
        **{f"effective_on_{i}": part for i, part in enumerate([1, 4, 2027])},
        **{f"new_end_on_{i}": part for i, part in enumerate([31, 3, 2030])},
    }
    assert client.post(address, posted).status_code == 302
    assert Variation.objects.get().review == review
    page = client.get(review.get_absolute_url()).content.decode()
    assert "Variation 1: proposed." in page
    assert address not in page


@pytest.mark.parametrize("named", ["0", "x", "99999999999999999999", "other"])
def test_no_variation_rests_on_another_review(trust, commissioner, signed_in, named) -> None:
    made = make.agreement(trust)
    other = make.review(make.agreement(trust), "agreed", recommendation="vary")
    address = reverse("contracts:variation_new", args=[trust.slug, made.pk])
    pk = other.pk if named == "other" else named
    assert signed_in(commissioner).get(f"{address}?review={pk}").status_code == 404


def test_recommissioning_leads_to_a_plan(trust, commissioner, signed_in) -> None:
    anew = {"recommendation": "recommission", "act_by": date(2027, 9, 1)}
    review = make.review(make.agreement(trust), "agreed", **anew)
    need = commissioning.need(trust, "Young people wait")
    elsewhere = commissioning.need(people.trust("Elsewhere", "elsewhere"), "Marked elsewhere")
    client = signed_in(commissioner)
    address = f"{review.get_absolute_url()}step/link/"
    assert "Marked elsewhere" not in client.get(address).content.decode()
    assert client.post(address, {"need": elsewhere.pk}).status_code == 422
    assert client.post(address, {"need": need.pk}).status_code == 302
    assert "Need: Young people wait" in client.get(review.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["Late", "Written", "Waiting", "Soon", "Later", "Reviewed"]),
        ({"standing": "due"}, ["Late", "Soon", "Later", "Reviewed"]),
        ({"standing": "overdue"}, ["Late"]),
        ({"standing": "under_way"}, ["Written"]),
        ({"standing": "waiting"}, ["Waiting"]),
        ({"standing": "agreed"}, ["Reviewed"]),
        ({"kind": "grant"}, ["Later"]),
        ({"kind": "grant", "standing": "overdue"}, []),
    ],
)
def test_the_programme(trust, commissioner, signed_in, query, found) -> None:
    days = {"Late": TODAY - timedelta(days=10), "Soon": TODAY + timedelta(days=20)}
    for title, day in days.items():
        make.agreement(trust, title=title, review_on=day)
    later = {"kind": "grant", "regime": "none", "route": "", "review_on": date(2027, 3, 1)}
    make.agreement(trust, title="Later", **later)
    make.review(make.agreement(trust, title="Written", review_on=TODAY), "under_way")
    make.review(make.agreement(trust, title="Waiting", review_on=TODAY), "waiting")
    make.review(make.agreement(trust, title="Reviewed", review_on=TODAY), "agreed")
    ended = make.agreement(trust, title="Ended")
    by = commissioning.approver_of(trust)
    take(ended, "terminate", by=by, at=AT, reasons="Insolvency.")
    page = signed_in(commissioner).get(programme(trust), query)
    assert sorted(titles(page)) == sorted(found)


@pytest.mark.parametrize("number", [3, 30])
def test_queries_do_not_grow(trust, provider, commissioner, signed_in, number) -> None:
    service, kpi = commissioning.service(trust), commissioning.kpi(trust)
    for _ in range(number):
        make.agreement(trust, "in_force", provider, kpis=[kpi], service=service)
    client = signed_in(commissioner)
    for address in (programme(trust), reverse("contracts:register", args=[trust.slug])):
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        assert len(seen) <= CEILING, address


@pytest.mark.parametrize("years", [3, 30])
def test_an_agreement_s_reviews_do_not_grow(trust, commissioner, signed_in, years) -> None:
    made = make.agreement(trust, end_on=date(2080, 3, 31))
    for _ in range(years):
        at = AT.replace(year=max(AT.year, made.reviews.last().due_on.year))
        make.review(made, "agreed", at=at, recommendation="vary")
    client = signed_in(commissioner)
    with CaptureQueriesContext(connection) as seen:
        page = client.get(reverse("contracts:reviewed", args=[trust.slug, made.pk]))
    assert len(page.context["rows"]) == years + 1
    assert len(seen) <= CEILING


def test_the_provider_sees_the_outcome_not_the_words(trust, provider, signed_in) -> None:
    made = make.agreement(trust, "in_force", provider)
    make.review(made, "waiting", recommendation="vary")
    client = signed_in(people.person(Role.PREPARER, provider))
    address = reverse("contracts:provided_agreement", args=[provider.slug, made.pk])
    assert "No review has been agreed yet" in client.get(address).content.decode()
    take(Review.objects.get(), "agree", by=commissioning.approver_of(trust), at=AT)
    page = client.get(address).content.decode()
    assert "Partly fit" in page
    assert "Vary" in page
    assert make.FINDINGS["fitness_words"] not in page
    assert make.FINDINGS["recommendation_reasons"] not in page


def test_the_register_shows_the_last_recommendation(trust, commissioner, signed_in) -> None:
    make.review(make.agreement(trust, title="Hubs"), "agreed", recommendation="vary")
    client = signed_in(commissioner)
    page = client.get(reverse("contracts:register", args=[trust.slug]))
    assert [said for *_, said in page.context["rows"]] == ["Vary"]
    file = client.get(reverse("contracts:register_csv", args=[trust.slug])).content.decode()
    assert "Last review recommends" in file
    assert ",Vary" in file
