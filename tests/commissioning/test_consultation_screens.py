"""Planning, asking, reporting on screen; the list; what awaits whom."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.gate import Visit
from accounts.roles import Role
from commissioning.models import Consultation, ConsultationEvent
from commissioning.queries.work import work_of
from tests.factories import commissioning as make
from tests.factories.people import AT, person
from workflow.door import amend, take
from workflow.lifecycle import SYSTEM

TODAY = AT.date()


def day(name, on):
    return {f"{name}_{i}": part for i, part in enumerate([on.day, on.month, on.year])}


def at(name, held, *more):
    return reverse(f"commissioning:{name}", args=[held.partnership.slug, held.pk, *more])


@pytest.fixture
def client(commissioner, signed_in):
    return signed_in(commissioner)


def test_a_consultation_is_planned_asked_and_opened(client, cumbria):
    add = reverse("commissioning:consultation_add", args=[cumbria.slug])
    assert client.get(add).status_code == 200
    assert client.post(add, {"title": ""}).status_code == 422
    days = {**day("opens_on", TODAY), **day("closes_on", TODAY + timedelta(days=30))}
    made = client.post(add, {"title": "Hubs", "about": "Where?", "for_whom": "All", **days})
    held = Consultation.objects.get()
    assert made["Location"] == held.get_absolute_url()
    roles = {"text": "Your role?", "kind": "role", "answers": "Parent\nProfessional", "other": "on"}
    questions = at("consultation_part_add", held, "questions")
    assert client.get(f"{questions}?kind=role&text=Your+role%3F").status_code == 200
    assert client.post(questions, roles).status_code == 302
    assert [o.label for o in held.roles_question.options.all()] == [
        "Parent",
        "Professional",
        "Other",
    ]
    twice = client.post(questions, {**roles, "text": "Your part?"})
    assert twice.status_code == 409
    assert "written already" in twice.content.decode()
    scale = {"text": "Agree?", "kind": "scale", "answers": "Yes\nNo", "first_together": "1"}
    assert client.post(questions, scale).status_code == 422
    scale["first_words"] = "Those for it"
    assert client.post(questions, scale).status_code == 302
    opened = client.post(at("consultation_step", held, "open"))
    assert opened.status_code == 302
    assert "Type in a response" in client.get(held.get_absolute_url()).content.decode()
    assert client.get(questions).status_code == 409


def test_parts_are_changed_and_taken_out(client, cumbria):
    held = make.planned_consultation(cumbria)
    asked = make.ask(held, "Where?", "choice", ("Town", "School"), other=True)
    change = at("consultation_part_change", held, "questions", asked.pk)
    shown = client.get(change).content.decode()
    assert "Town\nSchool" in shown
    given = {"text": "Where now?", "kind": "choice", "answers": "School\nHome"}
    assert client.post(change, given).status_code == 302
    assert [o.label for o in asked.options.all()] == ["School", "Home"]
    events = at("consultation_part_add", held, "events")
    assert client.post(events, {"kind": "Joint event", "how_many": "0"}).status_code == 422
    assert client.post(events, {"kind": "Joint event", "how_many": "6"}).status_code == 302
    event = ConsultationEvent.objects.get()
    changed = {"kind": "Joint event", "how_many": "6", "attended": "140"}
    assert (
        client.post(at("consultation_part_change", held, "events", event.pk), changed).status_code
        == 302
    )
    page = client.get(held.get_absolute_url()).content.decode()
    assert "140" in page
    assert client.post(at("consultation_part_remove", held, "events", event.pk)).status_code == 302
    assert (
        client.post(at("consultation_part_remove", held, "questions", asked.pk)).status_code == 302
    )
    assert not held.questions.exists()
    assert client.get(at("consultation_part_add", held, "clauses")).status_code == 404
    head = at("consultation_change", held)
    assert client.get(head).status_code == 200
    assert client.post(head, {"title": "New", "about": "All"}).status_code == 302


def test_printed_figures_are_written_on_screen(client, cumbria):
    held = make.planned_consultation(
        cumbria, opens_on=None, closes_on=TODAY - timedelta(days=9), printed_responses=30
    )
    asked = make.ask(held, "Agree?", "choice", ("Yes", "No"))
    yes, no = asked.options.all()
    page = at("consultation_printed", held, asked.pk)
    assert client.get(page).status_code == 200
    assert client.post(page, {f"share_{yes.pk}": "120"}).status_code == 422
    given = {f"count_{yes.pk}": "20", f"count_{no.pk}": "8", "no_response": "2"}
    assert client.post(page, given).status_code == 302
    assert client.post(at("consultation_step", held, "enter_as_held")).status_code == 302
    shown = client.get(held.get_absolute_url()).content.decode()
    assert "20 of 28, 71.43%" in shown
    assert "2, in no percentage" in shown


def test_a_page_offers_the_way_it_can_go(client, cumbria):
    live = make.planned_consultation(cumbria, "Live")
    old = make.planned_consultation(cumbria, "Old", opens_on=None, printed_responses=9)
    shown = {held: client.get(held.get_absolute_url()).content.decode() for held in (live, old)}
    assert "Open the consultation" in shown[live]
    assert "Enter as already held" not in shown[live]
    assert "Enter as already held" in shown[old]
    assert "Open the consultation" not in shown[old]


def test_findings_and_the_report_on_screen(client, cumbria):
    held = make.open_consultation(cumbria)
    make.respond(held, "Professional", "Agree")
    scale = held.questions.get(kind="scale")
    assert client.post(at("consultation_step", held, "close"), {}).status_code == 409
    longer = {**day("closes_on", TODAY + timedelta(days=60)), "reasons": "Snow"}
    assert client.post(at("consultation_step", held, "extend"), longer).status_code == 302
    assert (
        client.post(at("consultation_step", held, "close"), {"reasons": "Full"}).status_code == 302
    )
    add = at("consultation_part_add", held, "findings")
    given = {"kind": "improve", "text": "Say how hubs deliver", "questions": [scale.pk]}
    assert client.post(add, given).status_code == 302
    assert client.post(at("consultation_step", held, "report")).status_code == 409
    found = held.findings.get()
    change = at("consultation_part_change", held, "findings", found.pk)
    assert "checked" in client.get(change).content.decode()
    both = {**given, "changed": "A clause.", "nothing_because": "The law."}
    assert client.post(change, both).status_code == 422
    assert client.post(change, {**given, "changed": "A clause."}).status_code == 302
    assert client.post(at("consultation_step", held, "report")).status_code == 302
    page = client.get(held.get_absolute_url()).content.decode()
    assert "What we changed because of it:" in page
    assert "From “Do you agree with the aims?”" in page
    assert client.get(add).status_code == 409


def test_the_board_reads_and_writes_nothing(cumbria, commissioner, signed_in):
    held = make.open_consultation(cumbria)
    page = signed_in(person(Role.BOARD, cumbria)).get(held.get_absolute_url()).content.decode()
    assert "Type in a response" not in page
    assert "Next for a commissioner" in page


def test_the_list_says_where_each_stands(client, cumbria, commissioner):
    make.consultation(cumbria, "From papers")
    held = make.open_consultation(cumbria, "Open one")
    make.respond(held, "Professional")
    make.planned_consultation(cumbria, "Planned one", opens_on=TODAY + timedelta(days=3))
    listed = client.get(
        reverse("commissioning:consultations", args=[cumbria.slug])
    ).content.decode()
    for said in (
        "To be reported",
        "as printed",
        "Open until 22 December 2026",
        "Opens 27 November",
    ):
        assert said in listed, said


def todo(user, trust, role, when=AT):
    seen = work_of(Visit(user, when, partnership=trust, roles=frozenset({role})))
    return {item.title: item.todo for item in seen if item.kind == "Consultation"}


def test_what_awaits_whom(cumbria, commissioner):
    planned = make.planned_consultation(cumbria, "Today's")
    make.planned_consultation(cumbria, "Tomorrow's", opens_on=TODAY + timedelta(days=1))
    held = make.open_consultation(cumbria, "Open")
    make.respond(held, "Professional")
    assert todo(commissioner, cumbria, Role.COMMISSIONER) == {
        planned.title: "Open it: its day has come"
    }
    soon = AT + timedelta(days=24)
    analyst = person(Role.ANALYST, cumbria)
    assert todo(analyst, cumbria, Role.ANALYST, soon) == {
        "Open": "It closes soon: take in every response before"
    }
    closed = take(held, "close", by=SYSTEM, at=AT + timedelta(days=40))
    assert todo(analyst, cumbria, Role.ANALYST) == {"Open": "Write its findings"}
    found = make.finding(closed)
    assert todo(analyst, cumbria, Role.ANALYST) == {}
    assert "report it" in todo(commissioner, cumbria, Role.COMMISSIONER)["Open"]
    amend(found, by=commissioner, at=AT, changed="A clause.")
    take(closed, "report", by=commissioner, at=AT)
    assert "Open" not in todo(commissioner, cumbria, Role.COMMISSIONER)
    assert todo(person(Role.BOARD, cumbria), cumbria, Role.BOARD) == {}
