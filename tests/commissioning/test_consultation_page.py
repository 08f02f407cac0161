"""A percentage never stands without its base; no response is kept apart."""

from commissioning.models import ConsultationAnswer
from commissioning.queries.consultations import percentage, questions_of
from tests.factories import commissioning as make
from tests.factories.people import AT
from workflow.door import begin
from workflow.lifecycle import SYSTEM


def test_percentages_are_of_those_who_answered(cumbria):
    table = questions_of(make.consultation(cumbria))[0]
    words = {line.label: line.words for line in table.answers}
    assert words["Professional"] == "68.47% (76 of 111 who answered)"
    assert words["Other"] == "12.61% (14 of 111 who answered)"
    assert (table.base, table.no_response) == (111, 5)
    assert "No response" not in words


def test_a_printed_percentage_without_counts_says_so(cumbria):
    question = make.consultation(cumbria).questions.get()
    printed = ConsultationAnswer(question=question, label="Agree", printed_percentage=68, order=9)
    begin(printed, by=SYSTEM, at=AT)
    table = questions_of(question.consultation)[0]
    assert table.answers[-1].words == "68% as printed; the paper gives no counts"
    assert table.base is None
    assert table.answers[0].words == "21 (the base is not known)"


def test_rounding_is_half_up():
    assert percentage(1, 800) == "0.13%"


def test_a_finding_names_the_clauses_that_answer_it(cumbria, commissioner, signed_in):
    held = make.consultation(cumbria)
    spec = make.draft_specification(cumbria)
    page = signed_in(commissioner).get(held.get_absolute_url()).content.decode()
    assert "No clause answers it yet." in page
    make.clause(spec, "4.2", heading="Hubs in practice", finding=held.findings.get())
    page = signed_in(commissioner).get(held.get_absolute_url()).content.decode()
    assert "4.2 Hubs in practice" in page
