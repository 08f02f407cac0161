"""A correction: what it changes cell by cell, the packs that said otherwise, and one chain."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from performance.actions import packs
from performance.actions.returns import start_correction
from performance.models import KpiReturn
from performance.queries.corrections import correction_of
from performance.queries.differences import packs_that_used
from performance.workbook.definition import Entry
from tests.factories import performance as factory
from tests.factories.people import AT
from workflow.door import take
from workflow.lifecycle import Refused

CHANGED = {("HW", "Eden"): Entry(33, 44, reason="Two were missed.")}


@pytest.fixture
def accepted(agreement):
    return factory.kpi_return(agreement)


@pytest.fixture
def corrected(accepted):
    """Its correction, certified: HW in Eden is another, all else as it was."""
    same = {("HW", "Carlisle"): Entry(30, 40)}
    return factory.moved(factory.correction(accepted), "certified", {**same, **CHANGED})


def pack_of(accepted, commissioner, *, built=True):
    pack = packs.prepare(accepted.agreement.partnership, accepted.quarter, by=commissioner, at=AT)
    pack = take(pack, "freeze", by=commissioner, at=AT)
    return packs.keep_built(pack, packs.build(pack), at=AT) if built else pack


def test_it_differs_cell_by_cell(corrected):
    correction = correction_of(corrected)
    one = next(one for one in correction.page if one.line.area == "Eden")
    assert (one.title, one.was, one.now) == (
        "Healthy weight in Eden",
        "30 of 40 (75.0%)",
        "33 of 44 (75.0%)",
    )
    assert one.reason == "Two were missed."
    assert len(correction.page) == correction.found.figures_changed == 2  # and the factory's own


def test_a_first_version_corrects_nothing(accepted):
    assert correction_of(accepted) is None


@pytest.mark.parametrize("built", [True, False])
def test_it_names_the_packs_that_used_the_old_figures(
    accepted, commissioner, built, django_assert_max_num_queries
):
    pack = pack_of(accepted, commissioner, built=built)
    correction = factory.correction(accepted)
    with django_assert_max_num_queries(5):
        assert packs_that_used(correction) == [pack]


def test_a_pack_of_other_figures_is_not_named(accepted, agreement, commissioner):
    pack_of(accepted, commissioner)
    later = factory.kpi_return(agreement, "2025-26Q3")
    assert packs_that_used(factory.correction(later)) == []


def test_the_page_says_what_why_and_which_packs(client, accepted, commissioner):
    pack = pack_of(accepted, commissioner)
    record = factory.moved(factory.correction(accepted), "certified", CHANGED)
    client.force_login(commissioner)
    page = " ".join(client.get(record.get_absolute_url()).content.decode().split())
    for said in (
        "What the correction changes",
        "Two families were counted twice.",
        "33 of 44 (75.0%)",
        "30 of 40 (75.0%)",
        str(pack),
        "Yes: somebody who saw the old figures",
    ):
        assert said in page, said


def test_one_chain_without_branches_and_one_that_counts(agreement, accepted, certifier):
    second = factory.moved(factory.correction(accepted), "accepted", CHANGED)
    at = factory.moment(accepted)
    accepted.refresh_from_db()
    with pytest.raises(Refused, match="Only an accepted return is corrected"):
        start_correction(accepted, "Again.", is_material=False, by=certifier, at=at)
    third = factory.moved(factory.correction(second), "accepted", {("HW", "Eden"): Entry(35, 44)})
    states = agreement.returns.order_by("version").values_list("version", "state")
    assert list(states) == [(1, "superseded"), (2, "superseded"), (3, "accepted")]
    assert [third.corrects(), second.corrects(), accepted.corrects()] == [second, accepted, None]


def test_the_database_knows_one_return_of_a_version(corrected):
    twin = KpiReturn(
        agreement=corrected.agreement,
        period_code=corrected.period_code,
        quarter=corrected.quarter,
        version=corrected.version,
        due_on=corrected.due_on,
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save_base(force_insert=True)  # around the door, as a program gone wrong would
