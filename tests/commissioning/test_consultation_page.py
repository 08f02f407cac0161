"""A percentage never stands without its base; no response is kept apart."""

from decimal import Decimal

from commissioning.models import ConsultationOption
from commissioning.queries.tallies import percentage, questions_of
from tests.factories import commissioning as make
from tests.factories.people import AT
from workflow.door import begin, take
from workflow.lifecycle import SYSTEM


def test_percentages_are_of_those_who_answered(cumbria):
    table = questions_of(make.consultation(cumbria))[0]
    words = {line.label: line.words for line in table.answers}
    assert words["Professional"] == "76 of 111, 68.47%"
    assert words["Other"] == "14 of 111, 12.61%"
    assert (table.base, table.no_response) == (111, 5)
    assert "No response" not in words


def test_a_printed_percentage_without_counts_says_so(cumbria):
    held = make.planned_consultation(
        cumbria, opens_on=None, printed_responses=30, closes_on=AT.date()
    )
    asked = make.ask(held, "Do you agree?", "choice", ("Disagree",))
    option = asked.options.get()
    printed = ConsultationOption(
        question=asked, label="Agree", printed_percentage=Decimal(68), order=9
    )
    begin(printed, by=SYSTEM, at=AT)
    [table] = questions_of(held)
    assert [line.words for line in table.answers] == [
        "Not given",
        "68% as printed; the report gives no counts",
    ]
    assert table.base is None
    assert option.label == "Disagree"


def test_rounding_is_half_up():
    assert percentage(1, 800) == Decimal("0.13")


def test_a_finding_names_the_clauses_that_answer_it(cumbria, commissioner, signed_in):
    held = make.consultation(cumbria)
    spec = make.draft_specification(cumbria)
    page = signed_in(commissioner).get(held.get_absolute_url()).content.decode()
    assert "No clause answers it yet." in page
    make.clause(spec, "4.2", heading="Hubs in practice", finding=held.findings.get())
    page = signed_in(commissioner).get(held.get_absolute_url()).content.decode()
    assert "4.2 Hubs in practice" in page


def test_counted_responses(cumbria):
    held = make.open_consultation(cumbria)
    make.respond(held, "Professional", "Agree", "Other", "More buses")
    make.respond(held, None, "Disagree")
    roles, scale, choice, words = questions_of(held)
    assert (roles.base, roles.no_response) == (1, 1)
    assert scale.together[0].words == "1 of 2, 50.00%"
    assert (choice.base, choice.no_response) == (1, 1)
    assert (words.in_words, words.no_response) == (1, 1)
    assert take(held, "close", by=SYSTEM, at=AT.replace(year=2027)).is_being_found
