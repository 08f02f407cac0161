"""Figures, files and frozen packs are proved against the audit trail."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from django.db.models import QuerySet

from performance.actions import packs
from performance.models import Certificate, Figure, Pack, Upload
from performance.queries.proof import faults
from tests.factories import performance as factory
from tests.factories.people import AT
from workflow.door import take
from workflow.models import StoredFile
from workflow.models.file import place_of


@pytest.fixture
def accepted(agreement):
    return factory.kpi_return(agreement)


def test_what_nobody_altered_is_proved(accepted, capsys):
    factory.moved(factory.correction(accepted), "accepted")
    call_command("verify_figures")
    assert "as the audit trail says" in capsys.readouterr().out


def test_an_altered_figure_is_found(accepted):
    Figure.objects.filter(pk=accepted.figures.first().pk).update(numerator=31)
    assert list(faults()) == [f"{accepted}: its figures are not those that were received."]
    with pytest.raises(CommandError, match="1 faults"):
        call_command("verify_figures")


def test_a_figure_taken_out_is_found(accepted):
    accepted.figures.first().delete()
    assert len(list(faults())) == 1


def test_another_file_in_its_place_is_found(accepted):
    StoredFile.objects.filter(pk=accepted.upload.file_id).update(sha256="0" * 64)
    assert list(faults()) == [f"{accepted}: its file is not the one that was received."]


def test_an_altered_pack_is_found(accepted, trust, commissioner):
    pack = packs.prepare(trust, accepted.quarter, by=commissioner, at=AT)
    take(pack, "freeze", by=commissioner, at=AT)
    assert list(faults()) == []
    kept = Pack.objects.get()
    QuerySet(Pack).update(snapshot={**kept.snapshot, "commentary": "All is well."})
    assert list(faults()) == [f"{kept}: it does not say what was frozen."]


def test_figures_that_are_gone_are_found(accepted):
    accepted.figures.all().delete()
    assert f"{accepted}: its figures are not those that were received." in list(faults())


def test_what_was_sent_and_altered_since_is_found(accepted):
    entries = accepted.entries
    altered = replace(entries, numerator=entries.numerator + 100).packed()
    QuerySet(Upload).filter(pk=accepted.upload_id).update(packed=altered)
    assert list(faults()) == [f"{accepted}: what was sent for it is not what was received."]


def test_a_document_altered_or_gone_is_found(accepted):
    file = accepted.certificates.get().file
    place_of(file.sha256).write_bytes(b"something else")
    said = f"{accepted} as certified: its document is missing or is not the one that was kept."
    assert list(faults()) == [said]
    place_of(file.sha256).unlink()
    assert list(faults()) == [said]


def test_another_document_in_its_place_is_found(accepted):
    other = accepted.upload.file
    QuerySet(Certificate).update(file=other)
    said = f"{accepted} as certified: its document is not of the figures that were certified."
    assert list(faults()) == [said]


def test_a_certificate_taken_away_is_found(accepted):
    QuerySet(Certificate).delete()
    said = f"{accepted}: no document was kept of the figures that were certified."
    assert list(faults()) == [said]
