"""The outcomes page shows the framework of the day, its outcomes and the levels of need."""

from datetime import date

from commissioning.models import LevelOfNeed, OutcomesFramework
from commissioning.queries.outcomes import framework_on, schemes_of
from tests.factories import commissioning as make
from tests.factories.people import AT
from workflow.door import begin
from workflow.lifecycle import SYSTEM


def test_the_framework_of_the_day(cumbria):
    first = make.framework(cumbria)
    later = OutcomesFramework(
        partnership=cumbria, name="Next plan", source="Invented", from_day=date(2027, 1, 1)
    )
    begin(later, by=SYSTEM, at=AT)
    assert framework_on(cumbria, date(2026, 11, 24)) == first
    assert framework_on(cumbria, date(2027, 1, 1)) == later


def test_an_earlier_scheme_of_levels_is_history(cumbria, commissioner, signed_in):
    begin(LevelOfNeed(partnership=cumbria, scheme="Thrive", name="Thriving"), by=SYSTEM, at=AT)
    wedge = LevelOfNeed(partnership=cumbria, scheme="Windscreen", name="Tier 1")
    wedge.until_day = date(2017, 3, 31)
    begin(wedge, by=SYSTEM, at=AT)
    assert [s.name for s in schemes_of(cumbria)] == ["Thrive", "Windscreen"]
    page = signed_in(commissioner).get("/p/cumbria/needs/outcomes/").content.decode()
    assert "Windscreen, until 31 March 2017" in page


def test_without_a_framework_the_page_says_so(cumbria, commissioner, signed_in):
    page = signed_in(commissioner).get("/p/cumbria/needs/outcomes/")
    assert "No outcomes framework yet" in page.content.decode()
