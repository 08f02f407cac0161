"""An approver sends a specification back with what has to change."""

import pytest

from tests.factories import commissioning as make
from tests.factories.people import AT
from workflow.door import take
from workflow.lifecycle import NotAllowed, Refused


def test_sent_back_with_reasons(cumbria, commissioner, approver, signed_in):
    spec = make.specification(cumbria, "for_approval")
    url = f"{spec.get_absolute_url()}step/send_back/"
    assert signed_in(approver).post(url, {"reasons": "Say more of hubs."}).status_code == 302
    page = signed_in(commissioner).get(spec.get_absolute_url()).content.decode()
    assert "Say more of hubs." in page
    assert "sent back" in commissioner.notices.get().sentence


@pytest.mark.parametrize("reasons", ["", "   "])
def test_reasons_are_needed(reasons, cumbria, commissioner, approver, signed_in):
    spec = make.specification(cumbria, "for_approval")
    url = f"{spec.get_absolute_url()}step/send_back/"
    answer = signed_in(approver).post(url, {"reasons": reasons})
    assert answer.status_code == 422
    assert "Say what has to change" in answer.content.decode()
    with pytest.raises(Refused):
        take(spec, "send_back", by=approver, at=AT, reasons=reasons)


def test_a_commissioner_may_not(cumbria, commissioner):
    spec = make.specification(cumbria, "for_approval")
    with pytest.raises(NotAllowed):
        take(spec, "send_back", by=commissioner, at=AT, reasons="No")
