"""The demonstration loads on any day, and shows what it is there to show."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db.models import Count, Q
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, Partnership, User
from commissioning.models import Consultation, Objective
from contracts.models import Agreement
from demonstration.papers import read
from demonstration.people import FOLDERS
from performance.models import Figure, KpiReturn
from tenders.lifecycles.tender_states import AWAITING_OPENING, TAKING_BIDS
from tenders.models import Tender
from workflow.audit import faults
from workflow.lifecycle import Lifecycle
from workflow.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.mark.slow
@pytest.mark.parametrize("day", ["2026-02-10", "2026-11-22"])
def test_on_any_day_the_demonstration_shows_what_it_is_there_for(day):
    """One load for all that is asked of it: a load takes every step and so its time."""
    call_command("load_demonstration", as_at=day, stdout=StringIO())

    one_tender_is_open_and_one_is_to_be_opened()
    every_record_came_through_the_door()
    earlier_agreements_have_made_their_returns()
    every_figure_names_its_cell_and_its_file()
    the_papers_facts_are_there()
    one_provider_works_in_two_partnerships()
    with pytest.raises(CommandError, match="There are partnerships already"):
        call_command("load_demonstration")


def test_a_day_before_the_rules_held_is_refused():
    with pytest.raises(CommandError, match="can be shown from 01 January 2026 on"):
        call_command("load_demonstration", as_at="2025-12-31")


def test_a_day_that_is_none_is_refused():
    with pytest.raises(CommandError, match="is not a day"):
        call_command("load_demonstration", as_at="tomorrow")


def one_tender_is_open_and_one_is_to_be_opened():
    assert Tender.objects.filter(state__in=TAKING_BIDS).exists()
    assert Tender.objects.filter(state__in=AWAITING_OPENING).exists()


def every_record_came_through_the_door():
    """Each record with a lifecycle has its beginning and its way to its state in the trail."""
    assert list(faults()) == []
    for model in apps.get_models():
        if not issubclass(model, Lifecycle):
            continue
        for record in model.objects.all():
            entries = AuditEntry.objects.filter(
                record_type=model._meta.label_lower, record_id=record.pk
            )
            moved = entries.exclude(state_to="").order_by("sequence").last()
            assert entries.filter(step="begin").count() == 1, record
            assert moved.state_to == record.state, record


def earlier_agreements_have_made_their_returns():
    counted = {
        agreement.reference: agreement.returns.filter(accepted_at__isnull=False, version=1).count()
        for agreement in Agreement.objects.filter(award=None)
    }
    assert sum(count >= 15 for count in counted.values()) >= 2
    assert sum(count >= 8 for count in counted.values()) >= 4


def every_figure_names_its_cell_and_its_file():
    assert Figure.objects.exists()
    assert not Figure.objects.filter(upload=None).exists()
    assert not Figure.objects.filter(row=0).exists()
    returns = KpiReturn.objects.filter(figures__isnull=False).distinct()
    assert all(r.upload is not None and r.upload.file.read() for r in returns[:20])


def the_papers_facts_are_there():
    found = {
        trust.slug: (trust.outcomes.count(), trust.localities)
        for trust in Partnership.objects.annotate(
            localities=Count("areas", filter=Q(areas__reported=True))
        )
    }
    assert found == {"cumbria": (3, 6), "cornwall": (5, 7), "stockton": (5, 5)}
    assert Objective.objects.filter(partnership__slug="cumbria").count() == 7
    paper = Consultation.objects.get(printed_responses=116)
    counts = {o.label: o.printed_count for o in paper.roles_question.options.all()}
    assert counts == {
        "Parent or carer": 21,
        "Professional working with children and young people": 76,
        "Other": 14,
        "No response": 5,
    }


def one_provider_works_in_two_partnerships():
    """Its people sign in once and see the returns of both in one portal."""
    provider = Organisation.objects.get(slug="harbour")
    assert set(provider.agreements.values_list("partnership__slug", flat=True)) == {
        "cumbria",
        "cornwall",
    }
    client = Client()
    client.force_login(User.objects.get(email="preparer@harbour.example"))
    page = client.get(reverse("performance:portal_returns", args=["harbour"])).content.decode()
    assert all(agreement.title in page for agreement in provider.agreements.all())


def test_a_sign_in_for_each_role_of_each_partnership():
    """The papers name nine roles each, and no address twice."""
    rows = [row for folder in FOLDERS for row in read(folder / "people.toml")["person"]]
    assert len({row["email"] for row in rows}) == len(rows)
    for folder in FOLDERS:
        shown = [
            row["sign_in"] for row in read(folder / "people.toml")["person"] if "sign_in" in row
        ]
        assert len(shown) == len(set(shown)) == 9, folder
