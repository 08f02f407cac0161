"""The questions beside the figures: asked, read back, checked, kept, and certified."""

from dataclasses import replace

import pytest
from django.urls import reverse

from performance.actions import returns as deeds
from performance.actions.answers import send_answers
from performance.answers import TYPED, Answer, Answers
from performance.checks import check_told
from performance.models import Upload
from performance.queries.answers import told_by
from performance.questions import QUESTIONS, Section, questions_in
from performance.workbook.told import told_by_book, told_by_form
from tabular.book import Book, Sheet
from tabular.reading import read
from tabular.writing import csv_bytes
from tests.factories import contracts
from tests.factories import performance as factory
from tests.factories.commissioning import commissioner_of
from tests.performance_returns.conftest import typed_over
from workflow.door import take
from workflow.lifecycle import Refused

ALL = tuple(Section)
#: What a provider would answer, by question.
USUAL = {
    "narrative.well": "More families were seen at home.",
    "narrative.concern": "Two posts are vacant.",
    "narrative.plan": "We recruit in May.",
    "narrative.voice": "Parents asked for evenings, so we open on Tuesdays.",
    "workforce.funded": "12.5",
    "workforce.filled": "10",
    "workforce.vacancies": "2.5",
    "workforce.leavers": "1",
    "workforce.sickness": "14.5",
    "workforce.caseload": "210",
    "workforce.to-supervise": "11",
    "workforce.supervised": "10",
    "finance.budget": "£120,000",
    "finance.spent": "118,250.50",
    "finance.forecast": "480000",
}


def book_with(answers, sections=ALL):
    """A workbook with these answers on its sheets."""
    heads = ("Question", "How to answer", "Answer", "Identifier")
    sheets = tuple(
        Sheet(
            section,
            (heads, *((q.text, q.how, answers.get(q.identifier), q.identifier) for q in asked)),
        )
        for section in sections
        if (asked := questions_in((section,)))
    )
    return Book("xlsx", sheets)


def found(answers, sections=ALL):
    """What the rules say of answers in a workbook: rule, sheet and cell."""
    told = told_by_book(book_with(answers), sections)
    return [(f.rule, f.sheet, f.cell) for f in check_told(told)]


def form(**changed):
    return USUAL | {name.replace("_", ".", 1): said for name, said in changed.items()}


# --- The list -------------------------------------------------------------------------------------
def test_identifiers_are_of_their_section_and_stand_once():
    names = [one.identifier for one in QUESTIONS]
    assert len(set(names)) == len(names)
    assert all(one.identifier.startswith(f"{one.section.lower()}.") for one in QUESTIONS)


# --- Read back ------------------------------------------------------------------------------------
def test_answers_are_read_with_their_cells():
    told = told_by_book(book_with({**USUAL, "workforce.funded": 12.5}), ALL).answers
    assert told.given["workforce.funded"] == Answer("12.5", place="Workforce C2")
    assert told.given["finance.budget"].said == "120000"
    assert told.given["finance.spent"].said == "118250.5"
    assert Answers.from_json(told.to_json()) == told


def test_a_blank_cell_leaves_what_was_typed_and_drops_what_came_by_file():
    earlier = Answers({
        "narrative.well": Answer("Typed", 4),
        "narrative.plan": Answer("By file", 5, "Narrative C4"),
        "narrative.voice": Answer("The same", 6, "Narrative C5"),
    })  # fmt: skip
    told = told_by_book(book_with({"narrative.voice": " The same "}), ALL, earlier).answers
    assert told.given == {
        "narrative.well": Answer("Typed", 4),
        "narrative.voice": Answer("The same", 6, "Narrative C5"),
    }


def test_a_sheet_that_is_not_there_leaves_what_was_told():
    earlier = Answers({"finance.spent": Answer("3", 5, "Finance C3")})
    told = told_by_book(book_with(USUAL, (Section.NARRATIVE,)), ALL, earlier)
    assert told.answers.given["finance.spent"] == Answer("3", 5, "Finance C3")
    notes = [(f.rule, f.severity.value) for f in check_told(told)]
    assert notes == [("answer.sheet-missing", "note")] * 2
    assert told_by_book(Book("csv", ()), ALL, earlier).answers == earlier


def test_a_field_left_blank_takes_the_answer_away():
    earlier = Answers({"narrative.well": Answer("Typed", 4)})
    assert not told_by_form({}, (Section.NARRATIVE,), earlier).answers


# --- Checked --------------------------------------------------------------------------------------
def test_nothing_is_wrong_with_usual_answers():
    assert found(USUAL) == []


@pytest.mark.parametrize(
    ("changed", "rule", "place"),
    [
        ({"narrative_well": ""}, "answer.missing", ("Narrative", "C2")),
        ({"workforce_leavers": None}, "answer.missing", ("Workforce", "C5")),
        ({"workforce_leavers": "a few"}, "answer.not-a-number", ("Workforce", "C5")),
        ({"workforce_leavers": True}, "answer.not-a-number", ("Workforce", "C5")),
        ({"workforce_leavers": 1.5}, "answer.too-fine", ("Workforce", "C5")),
        ({"workforce_sickness": 1.555}, "answer.too-fine", ("Workforce", "C6")),
        ({"workforce_sickness": -1}, "answer.negative", ("Workforce", "C6")),
        ({"workforce_sickness": 10**9}, "answer.too-large", ("Workforce", "C6")),
        ({"narrative_plan": "x" * 2001}, "answer.too-long", ("Narrative", "C4")),
        ({"workforce_vacancies": 4}, "workforce.vacancies", ("Workforce", "C4")),
        ({"workforce_supervised": 12}, "workforce.supervised-above-all", ("Workforce", "C9")),
        ({"finance_forecast": 5}, "finance.forecast-below-spent", ("Finance", "C4")),
        ({"finance_spent": 90000}, "finance.variance-unexplained", ("Finance", "C3")),
    ],
)
def test_what_is_wrong_is_found_in_its_cell(changed, rule, place):
    assert found(form(**changed)) == [(rule, *place)]


def test_an_explanation_answers_a_question_about_numbers():
    told = told_by_book(book_with(form(finance_spent=90000, finance_variance="A late start.")), ALL)
    (note,) = check_told(told)
    assert (note.severity.value, note.rule) == ("note", "finance.variance-unexplained")
    assert "A late start." in note.message


def test_a_column_renamed_is_named():
    book = book_with(USUAL)
    first, *rest = book.sheets
    renamed = replace(first, rows=(("Question", "How", "My answer", "Identifier"), *first.rows[1:]))
    told = told_by_book(replace(book, sheets=(renamed, *rest)), ALL)
    (finding,) = check_told(told)
    assert (finding.rule, finding.sheet) == ("answer.columns-missing", "Narrative")
    assert "“Answer”" in finding.message


def test_part_way_nothing_is_missing():
    told = told_by_form({"workforce.leavers": "x"}, ALL, part_way=True)
    assert [(f.rule, f.cell) for f in check_told(told)] == [("answer.not-a-number", "Answer 8")]


# --- Sent and kept --------------------------------------------------------------------------------
@pytest.fixture
def asking(trust, provider):
    """The return of an agreement that asks for everything."""
    asks = {"asks_narrative": True, "asks_workforce": True, "asks_finance": True}
    return factory.expected(contracts.agreement(trust, "in_force", provider, **asks))


def answer(record, typed=None, **named):
    by = factory.preparer_of(record.agreement.provider)
    at = factory.moment(record)
    return send_answers(record, USUAL if typed is None else typed, by=by, at=at, **named)


def again(record):
    return type(record).objects.get(pk=record.pk)


def filled(record, **changed):
    """Its workbook with every figure and answer."""
    content = factory.filled_workbook(record)
    for section in Section:
        asked = questions_in((section,))
        said = {f"C{row}": form(**changed).get(q.identifier) for row, q in enumerate(asked, 4)}
        content = typed_over(content, said, section)
    return content


def test_answers_come_by_the_workbook(asking):
    upload = factory.send_bytes(asking, filled(asking))
    assert (upload.outcome, upload.findings) == (Upload.Outcome.TAKEN, [])
    told = again(asking).told
    assert told.given["finance.spent"] == Answer("118250.5", upload.pk, "Finance C5")


def test_a_blank_answer_is_found_with_the_figures_in_one_pass(asking):
    upload = factory.send_bytes(asking, factory.filled_workbook(asking))
    rules = {finding["rule"] for finding in upload.findings}
    assert (upload.outcome, rules) == (Upload.Outcome.REJECTED, {"answer.missing"})
    assert len(upload.findings) == len(USUAL)


def test_answers_typed_before_the_figures_go_in_with_them(asking):
    saved = answer(asking)
    assert saved.outcome == Upload.Outcome.SAVED
    upload = factory.send(again(asking))
    assert upload.outcome == Upload.Outcome.TAKEN
    told = again(asking).told
    assert told.given["narrative.well"] == Answer(USUAL["narrative.well"], saved.pk, TYPED)
    assert again(asking).gaps() == []


def test_answers_typed_after_the_figures_leave_them_as_they_were(asking):
    factory.send_bytes(asking, filled(asking))
    before = again(asking)
    upload = answer(before, form(narrative_well="Even more families."))
    now = again(asking)
    assert (upload.outcome, now.upload_id) == (Upload.Outcome.TAKEN, upload.pk)
    assert now.entries.digest() == before.entries.digest() == now.figures_sha256
    assert now.told.given["narrative.well"].upload == upload.pk
    assert now.told.given["narrative.plan"].upload == before.upload_id
    assert now.other_than(before.seen_sha256)


def test_part_way_answers_keep_a_return_from_being_certified(asking):
    factory.send_bytes(asking, filled(asking))
    answer(again(asking), {"narrative.well": "Half"}, part_way=True)
    assert again(asking).unfinished()
    assert again(asking).told.given["narrative.plan"].said == USUAL["narrative.plan"]


def test_a_return_without_its_answers_is_taken_and_not_certified(asking):
    sheet = read(factory.filled_workbook(asking), "a.xlsx").sheet("Return")
    upload = factory.send_bytes(asking, csv_bytes(sheet.rows), name="return.csv")
    assert upload.outcome == Upload.Outcome.TAKEN
    by = factory.certifier_of(asking.agreement.provider)
    with pytest.raises(Refused, match="Finance: “Budget for the period” and 2 more still to be"):
        take(again(asking), "certify", by=by, at=factory.moment(asking))
    assert answer(again(asking)).outcome == Upload.Outcome.TAKEN
    take(again(asking), "certify", by=by, at=factory.moment(asking))


def test_what_is_certified_holds_the_answers(asking):
    factory.send_bytes(asking, filled(asking))
    by = factory.certifier_of(asking.agreement.provider)
    certified = take(again(asking), "certify", by=by, at=factory.moment(asking))
    document = certified.certificates.get().file.read().decode("utf-8-sig")
    assert "Narrative,What went well?,More families were seen at home." in document
    assert f"Finance,Spent in the period,118250.5,{certified.upload_id},Finance C5" in document


def test_a_return_that_asks_nothing_takes_no_answers(record):
    with pytest.raises(Refused, match="figures alone"):
        answer(record)


def test_answers_are_shown_with_where_they_came_from(asking):
    factory.send_bytes(asking, filled(asking))
    narrative, _workforce, finance = told_by(again(asking))
    assert [row.said for row in finance.rows] == ["£120,000", "£118,250.50", "£480,000", ""]
    assert finance.rows[1].came_from == "Finance C5 of return.xlsx"
    assert narrative.rows[0].came_from == "Narrative C4 of return.xlsx"


def test_a_workbook_downloaded_again_holds_what_was_told(asking):
    answer(asking, {"narrative.well": "Told already", "workforce.funded": "3"}, part_way=True)
    content = deeds.workbook_for(again(asking), at=factory.moment(asking))
    told = told_by_book(read(content, "a.xlsx"), ALL)
    assert {name: one.said for name, one in told.answers.given.items()} == {
        "narrative.well": "Told already",
        "workforce.funded": "3",
    }


def test_a_correction_begins_with_the_answers_it_corrects(asking):
    factory.send_bytes(asking, filled(asking))
    at = factory.moment(asking)
    certified = take(
        again(asking), "certify", by=factory.certifier_of(asking.agreement.provider), at=at
    )
    accepted = take(certified, "accept", by=commissioner_of(asking.agreement.partnership), at=at)
    correction = factory.correction(accepted)
    assert correction.told_so_far().digest() == accepted.told.digest()
    changed = answer(correction, form(finance_spent="119000"))
    assert changed.outcome == Upload.Outcome.SAVED
    assert factory.send(again(correction)).outcome == Upload.Outcome.TAKEN


# --- On the page ----------------------------------------------------------------------------------
def address(record, name="portal_answers"):
    return reverse(f"performance:{name}", args=[record.agreement.provider.slug, record.pk])


def posted(answers=USUAL, **more):
    return {name.replace(".", "-"): said for name, said in answers.items()} | more


def test_the_page_asks_and_takes_the_answers(asking, preparer, sign_in):
    client = sign_in(preparer)
    page = client.get(address(asking)).content.decode()
    assert "What went well?" in page
    assert "Words, at most 2,000 characters." in page
    factory.send_bytes(asking, filled(asking))
    response = client.post(address(asking), posted(form(narrative_well="Typed here")))
    assert response.status_code == 302
    assert again(asking).told.given["narrative.well"].said == "Typed here"


def test_what_is_wrong_stands_beside_its_field(asking, preparer, sign_in):
    typed = posted(form(workforce_leavers="two", narrative_well=""))
    response = sign_in(preparer).post(address(asking), typed)
    errors = response.context["form"].errors
    assert response.status_code == 422
    assert set(errors) == {"workforce-leavers", "narrative-well"}
    assert "“two” is not a number" in response.content.decode()


def test_saved_part_way_it_is_there_again(asking, preparer, sign_in):
    client = sign_in(preparer)
    client.post(address(asking), posted({"narrative.well": "Half"}, **{"part-way": "yes"}))
    assert "Half" in client.get(address(asking)).content.decode()


def test_a_return_with_figures_alone_says_so(record, preparer, sign_in):
    assert "figures alone" in sign_in(preparer).get(address(record)).content.decode()
    assert sign_in(preparer).post(address(record), posted()).status_code == 409


def test_both_sides_see_the_answers(asking, certifier, commissioner, sign_in):
    page = sign_in(certifier).get(address(asking, "portal_return")).content.decode()
    assert "15 questions still to be answered" in page
    factory.send_bytes(asking, filled(asking))
    page = sign_in(certifier).get(address(asking, "portal_return")).content.decode()
    assert "Every question has its answer" in page
    assert "Two posts are vacant." in page
    page = sign_in(commissioner).get(again(asking).get_absolute_url()).content.decode()
    assert "£118,250.50" not in page
    assert "nobody has certified them yet" in page
    take(again(asking), "certify", by=certifier, at=factory.moment(asking))
    page = sign_in(commissioner).get(again(asking).get_absolute_url()).content.decode()
    assert "£118,250.50" in page
    assert "Finance C5 of return.xlsx" in page


def test_whoever_certifies_has_seen_the_answers(asking, certifier, sign_in):
    factory.send_bytes(asking, filled(asking))
    client = sign_in(certifier)
    step = f"{address(asking, 'portal_return')}step/certify/"
    page = client.get(step)
    assert "Two posts are vacant." in page.content.decode()
    seen = {"seen": page.context["form"].initial["seen"], "declared": "on"}
    answer(again(asking), form(narrative_concern="Three posts are vacant."))
    response = client.post(step, seen)
    assert response.status_code == 409
    assert "have changed since you opened this page" in response.content.decode()
    seen["seen"] = client.get(step).context["form"].initial["seen"]
    assert client.post(step, seen).status_code == 302
    assert again(asking).state == "certified"
