"""A file of responses: every finding at once, nothing personal kept, loaded once."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from commissioning.actions import responses as deeds
from commissioning.actions.response_sheets import template_csv, template_workbook
from commissioning.models import ConsultationReply, ResponseFile
from commissioning.personal_data import in_header, in_words
from commissioning.queries.tallies import questions_of
from tests.factories import commissioning as make
from tests.factories.people import AT
from workflow.door import amend, take
from workflow.lifecycle import SYSTEM, Refused
from workflow.models import AuditEntry, StoredFile

HEAD = "Your role?,Do you agree with the aims?,Where should a hub be?,What else?"
GOOD = f"""{HEAD}
Professional,Agree,In town,More buses
Parent or carer,strongly agree,Other,
,Disagree,,
"""


@pytest.fixture
def held(cumbria, commissioner):
    return make.open_consultation(cumbria)


def sent(held, text, commissioner, name="answers.csv"):
    content = text if isinstance(text, bytes) else text.encode()
    return deeds.send_file(held, content, name=name, by=commissioner, at=AT)


def found(file):
    return {finding.cell: finding.message for finding in file.found if finding.stops}


def test_a_good_file_waits_and_is_then_loaded(held, commissioner):
    file = sent(held, GOOD, commissioner)
    assert (file.get_outcome_display(), file.responses) == ("Checked, not loaded yet", 3)
    assert not held.responses.exists()
    assert deeds.preview_of(file)[1] == ["Professional", "Agree", "In town", "More buses"]
    deeds.load(file, by=commissioner, at=AT)
    file.refresh_from_db()
    roles, scale, choice, words = questions_of(held)
    assert (file.was_loaded, file.rows) == (True, [])
    assert [line.words for line in roles.answers] == [
        "1 of 2, 50.00%",
        "1 of 2, 50.00%",
        "0 of 2, 0.00%",
    ]
    assert scale.together[0].words == "2 of 3, 66.67%"
    assert (choice.no_response, words.no_response) == (1, 2)


def test_the_same_file_does_not_count_twice(held, commissioner):
    file = sent(held, GOOD, commissioner)
    assert sent(held, GOOD, commissioner, "again.csv") == file
    deeds.load(file, by=commissioner, at=AT)
    for again in (GOOD, GOOD.replace("\n", "\r\n"), GOOD.replace("Your role?", "Q1")):
        with pytest.raises(Refused, match="would count them twice"):
            sent(held, again, commissioner, "other.csv")
    with pytest.raises(Refused, match="loaded already"):
        deeds.load(file, by=commissioner, at=AT)
    assert held.responses.count() == 3


def test_two_waiting_copies_are_loaded_once(held, commissioner):
    first = sent(held, GOOD, commissioner)
    second = sent(held, GOOD.replace("\n", "\r\n"), commissioner)
    assert first != second
    deeds.load(first, by=commissioner, at=AT)
    with pytest.raises(Refused, match="loaded already"):
        deeds.load(second, by=commissioner, at=AT)
    deeds.set_aside(second, by=commissioner, at=AT)
    for settled in (first, second):
        with pytest.raises(Refused, match="waits no longer"):
            amend(settled, by=commissioner, at=AT, outcome="set_aside")


def test_everything_wrong_is_said_at_once_by_cell(held, commissioner):
    file = sent(
        held,
        f"""{HEAD},E-mail,Full name,Ward
Teacher,Agree,In town,"Ring me on 01228 555 0123, or a@b.org.uk",x@y.org,Ann,Castle
Professional,Maybe,In town,I live at CA3 8NX,,,
""",
        commissioner,
    )
    said = found(file)
    assert file.was_refused
    assert set(said) == {"A2", "B3", "D2", "D3", "E1", "F1"}
    assert "Delete the column" in said["E1"]
    assert "names" in said["F1"]
    assert said["D3"].startswith("This answer holds a postcode.")
    notes = [f.message for f in file.found if not f.stops and f.cell == "G1"]
    assert notes == ["This column is none of the questions. It is left out."]


def test_nothing_personal_is_kept_anywhere(held, commissioner):
    secret = "ann.example@post.example"
    file = sent(
        held, f"{HEAD},E-mail\nAnn Smith,{secret},{secret},{secret},{secret}\n", commissioner
    )
    kept = repr([file.findings, file.rows, file.name])
    kept += repr(list(AuditEntry.objects.values_list("facts", "record_name", "reasons")))
    assert "Ann Smith" not in kept
    assert secret not in kept
    assert not StoredFile.objects.exists()
    assert len(file.sha256) == 64


def test_what_was_answered_stays_out_of_the_trail(held, commissioner):
    make.respond(held, "Professional", "Agree", None, "More buses, please")
    deeds.load(sent(held, GOOD, commissioner), by=commissioner, at=AT)
    facts = repr(list(AuditEntry.objects.values_list("facts", flat=True)))
    assert "More buses" not in facts


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This file is empty"),
        (b"%PDF-1.4", "a PDF, not a spreadsheet"),
        (b"Colour,Shape\nred,round\n", "No column is headed like a question"),
        (b"Name,Shape\nAnn,round\n", "as if it held names"),
        (f"{HEAD}\n".encode(), "no response under the headers"),
        (f"{HEAD},Your role?\nProfessional,,,,Other\n".encode(), "has a column already"),
        (f"{HEAD},\nProfessional,,,,stray\n".encode(), "has no header"),
    ],
)
def test_a_file_that_is_none_is_kept_with_what_was_found(held, commissioner, content, sentence):
    file = sent(held, content, commissioner)
    assert file.was_refused
    assert any(sentence in finding.message for finding in file.found)


def test_thousands_of_mistakes_are_said_shortly(held, commissioner):
    rows = "\n".join("Nobody,,," for _ in range(700))
    file = sent(held, f"{HEAD}\n{rows}\n", commissioner)
    assert len(file.found) == 501
    assert any("201 more like these" in finding.message for finding in file.found)


def test_the_template_comes_back_filled_in(held, commissioner):
    assert template_csv(held).decode("utf-8-sig").startswith("Q1 Your role?,Q2 Do you agree")
    book = load_workbook(BytesIO(template_workbook(held)))
    sheet = book["Responses"]
    for column, value in enumerate(["Professional", "Agree", "At school", "Warm rooms"], 1):
        sheet.cell(2, column, value)
    written = BytesIO()
    book.save(written)
    file = sent(held, written.getvalue(), commissioner, "filled in.xlsx")
    assert (file.found, file.responses) == ([], 1)


def test_a_workbook_is_read(held, commissioner):
    book = Workbook()
    book.active.append(HEAD.split(","))
    book.active.append(["Professional", "Agree", "=1/0", "Warm rooms"])
    written = BytesIO()
    book.save(written)
    assert "C2" in found(sent(held, written.getvalue(), commissioner, "a.xlsx"))


def test_a_file_is_taken_only_while_it_is_open(held, commissioner):
    waiting = sent(held, GOOD, commissioner)
    later = AT + timedelta(days=40)
    with pytest.raises(Refused, match="Its last day was"):
        deeds.load(waiting, by=commissioner, at=later)
    closed = take(held, "close", by=SYSTEM, at=later)
    with pytest.raises(Refused, match="takes in no responses"):
        deeds.send_file(closed, b"x", name="x.csv", by=commissioner, at=later)
    assert deeds.set_aside(waiting, by=commissioner, at=later).rows == []


def test_a_typed_answer_with_personal_data_is_refused(held):
    with pytest.raises(Refused, match="holds an e-mail address"):
        make.respond(held, None, None, None, "Write to me at a.b@example.org")
    with pytest.raises(Refused, match="Answer at least one question"):
        make.respond(held)
    assert not held.responses.exists()


@pytest.mark.parametrize(
    "answers", [(None, "Elsewhere"), ("In town", None), (None, None, 1)], ids=str
)
def test_an_answer_that_does_not_fit_its_question_is_refused(held, answers):
    with pytest.raises(Refused, match="Choose an answer of this consultation"):
        make.respond(held, None, *answers)
    assert not held.responses.exists()


def test_words_are_taken_out_after_the_report_too(held, commissioner, signed_in):
    make.respond(held, None, None, None, "Our Ann at number nine was unwell")
    closed = take(held, "close", by=commissioner, at=AT, reasons="Everybody has answered.")
    make.finding(closed, changed="Warm rooms.")
    reported = take(closed, "report", by=commissioner, at=AT)
    reply = ConsultationReply.objects.get()
    read = f"{reported.get_absolute_url()}questions/{reply.question_id}/answers/"
    assert "Take out" in signed_in(commissioner).get(read).content.decode()
    deeds.take_words_out(reported, reply.pk, by=commissioner, at=AT)
    reply.refresh_from_db()
    assert (reply.words, reply.taken_out) == ("", True)


def test_words_are_taken_out_for_good(held, commissioner):
    make.respond(held, None, None, None, "Our Ann at number nine was unwell")
    reply = ConsultationReply.objects.get()
    deeds.take_words_out(held, reply.pk, by=commissioner, at=AT)
    reply.refresh_from_db()
    assert (reply.words, reply.taken_out) == ("", True)
    with pytest.raises(Refused, match="taken out already"):
        deeds.take_words_out(held, reply.pk, by=commissioner, at=AT)
    assert questions_of(held)[3].in_words == 1


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("ann@example.org", ["an e-mail address"]),
        ("ring 07700 900 123", ["a telephone number"]),
        ("ring +44 (0)1228 555012", ["a telephone number"]),
        ("near CA1 2AB", ["a postcode"]),
        ("943 476 5919", ["an NHS number"]),
        ("born 12/3/2015", ["a date of birth"]),
        ("Open from 9 to 5, 7 days, for 0 to 19 year olds; £1,250,000 in 2026/27", []),
        ("In Year 5 and KS2, between 01/02/2026 and 05/02/2026", []),
    ],
)
def test_what_is_told_by_its_look(text, what):
    assert in_words(text) == what


@pytest.mark.parametrize(
    ("header", "personal"),
    [
        *(
            (h, True)
            for h in ("Name", "First name", "Surname", "E-mail", "email address", "Mobile")
        ),
        *((h, True) for h in ("Post code", "Home address", "DOB", "Date of birth", "NHS number")),
        *((h, False) for h in ("Started", "Ward", "Response", "Language", "Submitted on")),
    ],
)
def test_headers(header, personal):
    assert bool(in_header(header)) is personal


@pytest.fixture
def client(commissioner, signed_in):
    return signed_in(commissioner)


@pytest.fixture
def files(held, cumbria):
    return reverse("commissioning:response_files", args=[cumbria.slug, held.pk])


def upload(client, page, name, text):
    return client.post(page, {"file": SimpleUploadedFile(name, text.encode())})


def test_a_bad_file_on_screen(client, files):
    assert "Nothing that says who answered is kept" in client.get(files).content.decode()
    assert client.post(files, {}).status_code == 422
    answer = upload(client, files, "bad.csv", f"{HEAD},Name\nTeacher,,,,Ann\n")
    assert answer.status_code == 422
    assert "Delete the column" in answer.content.decode()
    assert "bad.csv" in client.get(files).content.decode()


def test_a_good_file_on_screen(client, files):
    answer = upload(client, files, "good.csv", GOOD)
    file = ResponseFile.objects.get()
    assert answer["Location"] == file.get_absolute_url()
    assert "Load 3 responses" in client.get(file.get_absolute_url()).content.decode()
    load = f"{file.get_absolute_url()}load/"
    assert client.get(load).status_code == 405
    assert client.post(load).status_code == 302
    assert "3 responses were loaded" in client.get(file.get_absolute_url()).content.decode()
    assert client.post(load).status_code == 409
    assert upload(client, files, "good.csv", GOOD).status_code == 409


def test_a_file_set_aside_on_screen(client, files):
    upload(client, files, "more.csv", f"{HEAD}\nProfessional,,,\n")
    file = ResponseFile.objects.get()
    aside = f"{file.get_absolute_url()}set-aside/"
    assert client.get(aside).status_code == 200
    assert client.post(aside).status_code == 302
    assert "Set aside" in client.get(file.get_absolute_url()).content.decode()
    assert client.post(aside).status_code == 409


def test_templates_are_downloads(client, held, cumbria):
    for kind in ("xlsx", "csv"):
        template = reverse("commissioning:response_template", args=[cumbria.slug, held.pk, kind])
        assert client.get(template)["Content-Disposition"].startswith("attachment")
    assert client.get(template.replace("csv", "pdf")).status_code == 404


def test_typing_on_screen(client, held, cumbria):
    typed = reverse("commissioning:response_add", args=[cumbria.slug, held.pk])
    shown = client.get(typed).content.decode()
    assert "No answer" in shown
    assert "None of these" not in shown
    assert client.post(typed, {}).status_code == 409
    scale, words = held.questions.get(kind="scale"), held.questions.get(kind="open")
    choice = held.questions.get(kind="choice")
    given = {f"question_{scale.pk}": scale.options.first().pk, f"question_{choice.pk}": "none"}
    assert client.post(typed, {f"question_{scale.pk}": "999999"}).status_code == 422
    assert client.post(typed, {f"question_{words.pk}": "a@b.org"}).status_code == 409
    assert client.post(typed, given).status_code == 302
    assert [r.question for r in held.responses.get().replies.all()] == [scale]


def test_taking_words_out_on_screen(client, held, cumbria):
    make.respond(held, None, None, None, "Our Ann at number nine")
    words = held.questions.get(kind="open")
    listed = f"{held.get_absolute_url()}questions/{words.pk}/answers/"
    assert "Our Ann" in client.get(listed).content.decode()
    reply = words.replies.get()
    out = reverse("commissioning:response_words_out", args=[cumbria.slug, held.pk, reply.pk])
    assert client.get(out).status_code == 200
    assert client.post(out).status_code == 302
    shown = client.get(listed).content.decode()
    assert "Our Ann" not in shown
    assert "Taken out" in shown
